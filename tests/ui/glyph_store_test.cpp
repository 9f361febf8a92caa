#include "core/project/kept_pictures.h"
#include "ui/review/glyph_store.h"

#include "tests/ui/page_support.h"

#include <algorithm>

using namespace typemould;

namespace {

GlyphSources demoSources(GeneratorFactory factory, bool withCheckpoint = true) {
    GlyphSources sources;
    sources.source = std::make_shared<FontFace>(FontFace::open(demoSource()).orThrow());
    sources.target = std::make_shared<FontFace>(FontFace::open(demoTarget()).orThrow());
    sources.canvas = 64;
    sources.checkpoint = withCheckpoint ? "checkpoint" : "";
    sources.factory = std::move(factory);
    return sources;
}

std::vector<char32_t> firstCharacters(std::size_t count) {
    const auto characters =
        FontFace::open(demoSource()).orThrow().characters() & CharacterSet::range(0x4E00, 0x9FFF);
    return {characters.begin(), characters.begin() + std::ptrdiff_t(count)};
}

int grey(const QImage& picture, int x, int y) { return qGray(picture.pixel(x, y)); }

} // namespace

class GlyphStoreTest : public QObject {
    Q_OBJECT
    std::shared_ptr<FakeGenerator::Script> m_script;

    /// Grey of the left half of the pictures that are stored in a folder.
    std::vector<int> stored(const QTemporaryDir& folder, const std::vector<char32_t>& characters) {
        CheckpointManifest manifest;
        manifest.dataset.canvas = 64;
        std::vector<int> greys;
        for (const char32_t character : characters) {
            if (const auto picture = keptPicture(fsPath(folder.path()), manifest, character).orThrow()) {
                greys.push_back(picture->at(4, 32));
            }
        }
        return greys;
    }
    GlyphSources sourcesOf(const QTemporaryDir& folder, std::shared_ptr<FakeGenerator::Script> script) {
        GlyphSources sources = demoSources(fakeFactory(std::move(script)));
        sources.keptFolder = fsPath(folder.path());
        return sources;
    }

    std::vector<char32_t> drawn() {
        const std::lock_guard lock(m_script->mutex);
        return m_script->drawn;
    }

private Q_SLOTS:
    void init() { m_script = std::make_shared<FakeGenerator::Script>(); }

    void drawsSourceGeneratedAndTruth() {
        GlyphStore store;
        store.setPictureSide(32);
        store.setSources(demoSources(fakeFactory(m_script)));
        const auto characters = firstCharacters(3);
        QVERIFY(store.find(characters[0]) == nullptr);
        store.want(characters);
        QTRY_VERIFY(store.idle());
        for (const char32_t character : characters) {
            const GlyphPictures* pictures = store.find(character);
            QVERIFY(pictures != nullptr);
            QCOMPARE(pictures->source.size(), QSize(32, 32));
            QCOMPARE(grey(pictures->generated, 2, 16), 0);
            QCOMPARE(grey(pictures->source, 1, 1), 255);
        }
    }

    void theTruthIsThereWhereTheTargetDrawsIt() {
        GlyphStore store;
        store.setSources(demoSources(fakeFactory(m_script)));
        const auto source = FontFace::open(demoSource()).orThrow();
        const auto target = FontFace::open(demoTarget()).orThrow();
        const char32_t missing = (source.characters() - target.characters())[0];
        const char32_t shared = (source.characters() & target.characters())[0];
        store.want({missing, shared});
        QTRY_VERIFY(store.idle());
        QVERIFY(store.find(missing)->truth.isNull());
        QVERIFY(!store.find(shared)->truth.isNull());
    }

    void withoutACheckpointSourcesAreShownAlone() {
        GlyphStore store;
        store.setSources(demoSources(fakeFactory(m_script), false));
        store.want(firstCharacters(2));
        QTRY_VERIFY(store.idle());
        QVERIFY(!store.find(firstCharacters(1)[0])->source.isNull());
        QVERIFY(store.find(firstCharacters(1)[0])->generated.isNull());
        QCOMPARE(m_script->opened.load(), 0);
    }

    void theNewestWishComesFirst() {
        m_script->glyphDelayMs = 3;
        GlyphStore store;
        store.setSources(demoSources(fakeFactory(m_script)));
        const auto characters = firstCharacters(400);
        store.want({characters.begin(), characters.begin() + 300});
        QTRY_VERIFY(!drawn().empty());
        const std::vector<char32_t> inSight(characters.end() - 20, characters.end());
        store.want(inSight);
        QTRY_VERIFY_WITH_TIMEOUT(store.idle(), 10000);
        // Of the first wish only what was in hand was drawn; then came the second, in its order.
        QVERIFY2(drawn().size() < 100, qPrintable(QString::number(drawn().size())));
        auto order = drawn();
        std::erase_if(
            order, [&](char32_t c) { return std::find(inSight.begin(), inSight.end(), c) == inSight.end(); });
        QVERIFY(order == inSight);
    }

    void whatIsThereIsNotDrawnAgain() {
        GlyphStore store;
        store.setSources(demoSources(fakeFactory(m_script)));
        store.want(firstCharacters(10));
        QTRY_VERIFY(store.idle());
        store.want(firstCharacters(12));
        QTRY_VERIFY(store.idle());
        QCOMPARE(drawn().size(), std::size_t(12));
    }

    void anotherSizeIsMadeWithoutTheNetwork() {
        GlyphStore store;
        store.setPictureSide(24);
        store.setSources(demoSources(fakeFactory(m_script)));
        store.want(firstCharacters(5));
        QTRY_VERIFY(store.idle());
        store.setPictureSide(48);
        QCOMPARE(store.find(firstCharacters(1)[0])->generated.width(), 24); // the old one stays until then
        store.want(firstCharacters(5));
        QTRY_VERIFY(store.idle());
        QCOMPARE(store.find(firstCharacters(1)[0])->generated.width(), 48);
        QCOMPARE(drawn().size(), std::size_t(5));
    }

    void aNewCheckpointRefreshesAndTheOldStaysUntilThen() {
        GlyphStore store;
        store.setSources(demoSources(fakeFactory(m_script)));
        store.want(firstCharacters(4));
        QTRY_VERIFY(store.idle());
        m_script->ink = 100;
        store.setSources(demoSources(fakeFactory(m_script)));
        QCOMPARE(grey(store.find(firstCharacters(1)[0])->generated, 2, 32), 0);
        store.want(firstCharacters(4));
        QTRY_VERIFY(store.idle());
        QCOMPARE(grey(store.find(firstCharacters(1)[0])->generated, 2, 32), 100);
        QCOMPARE(m_script->opened.load(), 2);
    }

    void memoryIsBounded() {
        const qsizetype limit = 40 * 3 * 64 * 64 * 4;
        GlyphStore store(nullptr, limit, 1 << 20);
        store.setPictureSide(64);
        store.setSources(demoSources(fakeFactory(m_script)));
        const auto characters = firstCharacters(200);
        for (std::size_t i = 0; i < characters.size(); i += 20) {
            store.want({characters.begin() + std::ptrdiff_t(i), characters.begin() + std::ptrdiff_t(i + 20)});
            QTRY_VERIFY(store.idle());
        }
        int kept = 0;
        for (const char32_t character : characters) {
            kept += store.find(character) != nullptr ? 1 : 0;
        }
        QVERIFY2(kept <= 42, qPrintable(QString::number(kept)));
        QVERIFY(store.find(characters.back()) != nullptr);
        // What fell out comes back from the packed shelf, not from the network.
        QVERIFY(store.find(characters.front()) == nullptr);
        store.want({characters.front()});
        QTRY_VERIFY(store.idle());
        QCOMPARE(grey(store.find(characters.front())->generated, 2, 32), 0);
        QCOMPARE(drawn().size(), characters.size());
    }

    void aFailureIsToldAndSourcesStillCome_data() {
        QTest::addColumn<bool>("whenOpening");
        QTest::newRow("the checkpoint cannot be opened") << true;
        QTest::newRow("a glyph cannot be drawn") << false;
    }
    void aFailureIsToldAndSourcesStillCome() {
        QFETCH(bool, whenOpening);
        GeneratorFactory factory = fakeFactory(m_script);
        if (whenOpening) {
            factory = [](const std::filesystem::path& path) -> Result<std::unique_ptr<GlyphGenerator>> {
                return Error{ErrorCode::BadFormat, path.string() + " is damaged.", {}};
            };
        } else {
            m_script->failAt = firstCharacters(3)[1];
        }
        GlyphStore store;
        std::vector<Error> errors;
        connect(&store, &GlyphStore::failed, this, [&](const Error& error) { errors.push_back(error); });
        store.setSources(demoSources(factory));
        store.want(firstCharacters(3));
        QTRY_VERIFY(store.idle());
        QCOMPARE(errors.size(), std::size_t(1));
        QVERIFY(!errors[0].message.empty());
        for (const char32_t character : firstCharacters(3)) {
            QVERIFY(store.find(character) && !store.find(character)->source.isNull());
        }
        store.want(firstCharacters(6)); // said once, not again and again
        QTRY_VERIFY(store.idle());
        QCOMPARE(errors.size(), std::size_t(1));
    }

    void whatIsKeptIsDrawnByTheSourcesOfThatMoment() {
        const QTemporaryDir one, another;
        const auto other = std::make_shared<FakeGenerator::Script>();
        other->ink = 200;
        m_script->glyphDelayMs = 10;
        const auto characters = firstCharacters(30);
        GlyphStore store;
        store.setSources(sourcesOf(one, m_script));
        store.want({characters.begin(), characters.begin() + 10}); // the others are drawn to be stored
        QTRY_VERIFY_WITH_TIMEOUT(store.idle(), 20000);
        store.keep(CharacterSet(characters));
        store.setSources(sourcesOf(another, other)); // another checkpoint, or another project
        store.want(characters);
        QTRY_COMPARE_WITH_TIMEOUT(stored(one, characters), std::vector<int>(30, 0), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(store.idle(), 20000);
        QCOMPARE(stored(another, characters), std::vector<int>());
        QCOMPARE(grey(store.find(characters[0])->generated, 2, 32), 200);
    }

    void whatIsKeptIsShownSoByANewCheckpointToo() {
        const QTemporaryDir folder;
        const auto other = std::make_shared<FakeGenerator::Script>();
        other->ink = 200;
        m_script->glyphDelayMs = 10;
        const auto characters = firstCharacters(30);
        GlyphStore store;
        store.setKept([](char32_t) { return true; });
        store.setSources(sourcesOf(folder, m_script));
        store.keep(CharacterSet(characters)); // none is drawn yet
        store.setSources(sourcesOf(folder, other));
        store.want(characters);
        QTRY_VERIFY_WITH_TIMEOUT(store.idle(), 20000);
        QCOMPARE(stored(folder, characters), std::vector<int>(30, 0));
        for (const char32_t character : characters) {
            QCOMPARE(grey(store.find(character)->generated, 2, 32), 0);
        }
    }

    void whatCannotBeStoredIsTold() {
        const QTemporaryDir folder;
        const auto characters = firstCharacters(5);
        GlyphSources sources = sourcesOf(folder, m_script);
        sources.keptFolder /= "a file"; // in which no folder can be made
        QFile file(folder.filePath("a file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        int failures = 0;
        GlyphStore store;
        connect(&store, &GlyphStore::keepingFailed, this, [&failures] { ++failures; });
        store.setSources(std::move(sources));
        store.want(characters);
        QTRY_VERIFY_WITH_TIMEOUT(store.idle(), 20000);
        QVERIFY(store.unstored().empty());
        store.keep(CharacterSet(characters));
        QTRY_VERIFY_WITH_TIMEOUT(store.unstored() == CharacterSet(characters), 20000);
        QVERIFY(failures > 0 && failures <= 2); // not one message a glyph
    }

    void whatIsStoredIsKnownAlsoAtAnotherSize() {
        const QTemporaryDir folder;
        const auto characters = firstCharacters(3);
        m_script->glyphDelayMs = 50;
        GlyphStore store;
        store.setKept([](char32_t) { return true; });
        store.setSources(sourcesOf(folder, m_script));
        store.want(characters);
        QTRY_VERIFY_WITH_TIMEOUT(store.unstored() == CharacterSet(characters), 20000);
        store.keep(CharacterSet(characters));
        store.setPictureSide(17);
        QTRY_VERIFY_WITH_TIMEOUT(store.unstored().empty(), 20000);
    }

    void whatIsDrawnIsStoredAlsoAtTheEnd() {
        const QTemporaryDir one, another;
        const auto characters = firstCharacters(30);
        {
            GlyphStore store;
            store.setSources(sourcesOf(one, m_script));
            store.want(characters);
            QTRY_VERIFY_WITH_TIMEOUT(store.idle(), 20000);
            store.keep(CharacterSet(characters));
            store.setSources(sourcesOf(another, m_script));
        }
        QCOMPARE(stored(one, characters), std::vector<int>(30, 0));
    }

    void whatLacksAPictureIsTold() {
        const QTemporaryDir folder;
        const auto characters = firstCharacters(3);
        const CharacterSet first{characters[0]}, all(characters);
        GlyphStore store;
        store.setKept([](char32_t) { return true; });
        store.setSources(sourcesOf(folder, m_script));
        store.keep(first);
        store.want(characters);
        QTRY_VERIFY_WITH_TIMEOUT(store.idle(), 20000);
        QTRY_COMPARE(stored(folder, characters).size(), std::size_t(1));
        QTRY_VERIFY(store.unstored() == all - first);
        m_script->ink = 200;
        store.setSources(sourcesOf(folder, m_script));
        store.want(characters);
        QTRY_VERIFY_WITH_TIMEOUT(store.idle(), 20000);
        QVERIFY(store.unstored() == all - first);
        store.keepLacking(all);
        QTRY_VERIFY_WITH_TIMEOUT(store.unstored().empty(), 20000);
        QCOMPARE(stored(folder, characters), (std::vector<int>{0, 200, 200})); // what was there stays
    }

    void endingWaitsForOneBatchAtMost() {
        m_script->glyphDelayMs = 30;
        QElapsedTimer clock;
        {
            GlyphStore store;
            store.setSources(demoSources(fakeFactory(m_script)));
            store.want(firstCharacters(200));
            QTRY_VERIFY(!drawn().empty());
            clock.start();
        }
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
    }
};

QTEST_MAIN(GlyphStoreTest)
#include "glyph_store_test.moc"
