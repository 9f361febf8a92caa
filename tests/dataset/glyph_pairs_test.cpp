// Pairs drawn from two fonts or given as images, and their cache on disk.
#include "core/base/hash.h"
#include "core/dataset/glyph_pairs.h"
#include "core/fonts/rasterizer.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <random>
#include <sys/resource.h>

using namespace typemould;

namespace {

const std::filesystem::path demo = sourceFile("resources/demo");

struct Fonts {
    FontFace source = FontFace::open(demo / "demo-source.ttf").orThrow();
    FontFace target = FontFace::open(demo / "demo-target.ttf").orThrow();
    CharacterSet shared = source.characters() & target.characters();
    PlacementPair placements{{0.85, 0.01, -0.02}, {0.9, 0, 0.03}};
};

Fonts& fonts() {
    static Fonts loaded;
    return loaded;
}

/// The first `count` characters that both demo fonts draw.
CharacterSet some(std::size_t count) {
    const auto& all = fonts().shared.characters();
    return CharacterSet(std::vector<char32_t>(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)));
}

DatasetSettings small() { return {.canvas = 64, .heldOut = 10, .seed = 1}; }

GlyphPairs drawn(const CharacterSet& characters, const std::filesystem::path& cache = {}) {
    return GlyphPairs::draw(fonts().source, fonts().target, characters, fonts().placements, small(), cache)
        .orThrow();
}

bool samePictures(const GlyphPairs& a, const GlyphPairs& b) {
    const std::size_t bytes =
        static_cast<std::size_t>(a.canvas()) * static_cast<std::size_t>(a.canvas()) * a.size();
    return a.characters() == b.characters() && a.canvas() == b.canvas() &&
           std::equal(a.source(0), a.source(0) + bytes, b.source(0)) &&
           std::equal(a.target(0), a.target(0) + bytes, b.target(0));
}

Bytes bytesOf(const std::filesystem::path& path) { return readFile(path).orThrow(); }

} // namespace

class GlyphPairsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_dir = std::make_unique<QTemporaryDir>();
        m_cache = std::filesystem::path(m_dir->path().toStdString()) / "cache" / "pairs.bin";
    }
    void eachPairIsWhatTheRasteriserDraws();
    void charactersThatAFontLacksAreNamed();
    void noCharactersAreAnError();
    void impossibleCanvasesAreRefused();
    void pairsBeyondTheMemoryAreRefused_data();
    void pairsBeyondTheMemoryAreRefused();
    void aLimitOnTheMemoryIsSeenBeforeDrawing();
    void indexOfFindsPairsOnly();
    void theSplitIsTheSettings();
    void progressGrowsToTheEnd();
    void stopsWithCancelled();
    void stopsInTheMiddle();

    void theCacheGivesTheSamePictures();
    void theCacheServesExactlyTheSamePairs_data();
    void theCacheServesExactlyTheSamePairs();
    void theSplitIsNoPartOfTheCache();
    void damagedCachesAreRedrawn();
    void cutCachesAreRedrawn();
    void lyingSizesAreRefused();
    void aCacheThatCannotBeWrittenDoesNoHarm();
    void aCacheToBeReadOnlyIsLeftAlone();

    void imagesAreSortedByCharacter();
    void imagesThatMakeNoPairsAreRefused();
    void imagesDecideTheHash();

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::filesystem::path m_cache;
};

void GlyphPairsTest::eachPairIsWhatTheRasteriserDraws() {
    const auto pairs = drawn(some(50)); // more than one block on each thread, the last one short
    QCOMPARE(pairs.size(), std::size_t(50));
    QVERIFY(!pairs.fromCache());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const char32_t character = pairs.characters()[i];
        QVERIFY(pairs.sourceImage(i) == *rasterize(fonts().source, character, fonts().placements.source, 64));
        QVERIFY(pairs.targetImage(i) == *rasterize(fonts().target, character, fonts().placements.target, 64));
    }
}

void GlyphPairsTest::charactersThatAFontLacksAreNamed() {
    const auto missing = fonts().source.characters() - fonts().target.characters();
    QCOMPARE(missing.size(), std::size_t(120));
    const auto one = GlyphPairs::draw(fonts().source, fonts().target, some(10) | CharacterSet{missing[0]},
                                      fonts().placements, small());
    QVERIFY(!one);
    QCOMPARE(one.error().code, ErrorCode::NotFound);
    QVERIFY2(one.error().message.find("demo-target.ttf does not draw " + utf8Of(missing[0])) !=
                 std::string::npos,
             one.error().message.c_str());
    QVERIFY(!one.error().advice.empty());
    const auto all = GlyphPairs::draw(fonts().source, fonts().target, missing, fonts().placements, small());
    QVERIFY2(all.error().message.find("and 115 more") != std::string::npos, all.error().message.c_str());
}

void GlyphPairsTest::noCharactersAreAnError() {
    const auto none = GlyphPairs::draw(fonts().source, fonts().target, {}, fonts().placements, small());
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::InvalidArgument);
}

void GlyphPairsTest::impossibleCanvasesAreRefused() {
    for (const int canvas : {-1, 0, 7, 2049}) {
        const auto pairs =
            GlyphPairs::draw(fonts().source, fonts().target, some(8), fonts().placements, {.canvas = canvas});
        QVERIFY(!pairs);
        QCOMPARE(pairs.error().code, ErrorCode::InvalidArgument);
    }
}

void GlyphPairsTest::pairsBeyondTheMemoryAreRefused_data() {
    QTest::addColumn<qulonglong>("characters");
    QTest::addColumn<int>("canvas");
    QTest::addColumn<qulonglong>("megabytes");
    QTest::addColumn<QString>("needs"); // empty: fits
    QTest::newRow("one") << 1ull << 256 << 16ull << "";
    QTest::newRow("just fits") << 448ull << 1024 << 1280ull << "";
    QTest::newRow("one too many") << 449ull << 1024 << 1280ull << "898 MB";
    QTest::newRow("20,000 at 256") << 20000ull << 256 << 16384ull << "";
    QTest::newRow("20,000 at 1024") << 20000ull << 1024 << 16384ull << "40000 MB";
    QTest::newRow("past 32 bits") << 1000000ull << 2048 << 65536ull << "8000000 MB";
}

void GlyphPairsTest::pairsBeyondTheMemoryAreRefused() {
    QFETCH(qulonglong, characters);
    QFETCH(int, canvas);
    QFETCH(qulonglong, megabytes);
    QFETCH(QString, needs);
    const Status status = checkMemory(characters, canvas, megabytes << 20);
    QCOMPARE(status.ok(), needs.isEmpty());
    if (!status) {
        const Error& error = status.error();
        QCOMPARE(error.code, ErrorCode::OutOfMemory);
        const auto text = QString::fromStdString(error.text());
        QVERIFY2(text.contains(needs) && text.contains(QString("%1 MB are free").arg(megabytes)),
                 qPrintable(text));
        QVERIFY2(text.contains("smaller canvas or fewer characters"), qPrintable(text));
    }
}

void GlyphPairsTest::aLimitOnTheMemoryIsSeenBeforeDrawing() {
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_AS, &before), 0);
    rlimit tight = before;
    tight.rlim_cur = 4ull << 30; // a few hundred pairs at 2048 pixels need more
    QCOMPARE(::setrlimit(RLIMIT_AS, &tight), 0);
    bool began = false;
    const auto pairs =
        GlyphPairs::draw(fonts().source, fonts().target, fonts().shared, fonts().placements,
                         {.canvas = 2048, .heldOut = 10, .seed = 1}, {}, [&](auto, auto) { began = true; });
    ::setrlimit(RLIMIT_AS, &before);
    QVERIFY(!pairs.ok());
    QCOMPARE(pairs.error().code, ErrorCode::OutOfMemory);
    QVERIFY2(pairs.error().advice.find("canvas") != std::string::npos, pairs.error().text().c_str());
    QVERIFY(!began);
}

void GlyphPairsTest::indexOfFindsPairsOnly() {
    const auto pairs = drawn(some(20));
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        QCOMPARE(pairs.indexOf(pairs.characters()[i]), i);
    }
    QCOMPARE(pairs.indexOf(0x10ffff), pairs.size());
    QCOMPARE(pairs.indexOf(1), pairs.size());
    QCOMPARE(pairs.indexOf(fonts().shared[20]), pairs.size());
}

void GlyphPairsTest::theSplitIsTheSettings() {
    const auto pairs = drawn(some(100));
    QVERIFY(pairs.split().heldOut == splitCharacters(some(100), 10, 1).heldOut);
    QCOMPARE(pairs.split().heldOut.size(), std::size_t(10));
    QCOMPARE(pairs.split().trained.size(), std::size_t(90));
}

void GlyphPairsTest::progressGrowsToTheEnd() {
    std::vector<std::size_t> told;
    const auto thread = QThread::currentThread();
    bool sameThread = true;
    const auto progress = [&](std::size_t done, std::size_t total) {
        told.push_back(done);
        sameThread = sameThread && QThread::currentThread() == thread && total == 70;
    };
    QVERIFY(GlyphPairs::draw(fonts().source, fonts().target, some(70), fonts().placements, small(), m_cache,
                             progress));
    QVERIFY(std::is_sorted(told.begin(), told.end()));
    QCOMPARE(told.back(), std::size_t(70));
    QVERIFY(sameThread);
    told.clear();
    QVERIFY(GlyphPairs::draw(fonts().source, fonts().target, some(70), fonts().placements, small(), m_cache,
                             progress));
    QCOMPARE(told, std::vector<std::size_t>{70});
}

void GlyphPairsTest::stopsWithCancelled() {
    std::stop_source stop;
    stop.request_stop();
    for (int i = 0; i < 2; ++i) { // without a cache and with one
        const auto pairs = GlyphPairs::draw(fonts().source, fonts().target, some(70), fonts().placements,
                                            small(), m_cache, {}, stop.get_token());
        QVERIFY(!pairs);
        QCOMPARE(pairs.error().code, ErrorCode::Cancelled);
        drawn(some(70), m_cache);
    }
}

void GlyphPairsTest::stopsInTheMiddle() {
    std::stop_source stop;
    std::size_t last = 0;
    const auto pairs = GlyphPairs::draw(
        fonts().source, fonts().target, fonts().shared, fonts().placements, {.canvas = 256}, m_cache,
        [&](std::size_t done, std::size_t) {
            last = done;
            stop.request_stop();
        },
        stop.get_token());
    QVERIFY(!pairs);
    QCOMPARE(pairs.error().code, ErrorCode::Cancelled);
    QVERIFY(last > 0 && last < fonts().shared.size());
    QVERIFY(!std::filesystem::exists(m_cache));
}

void GlyphPairsTest::theCacheGivesTheSamePictures() {
    const auto first = drawn(some(50), m_cache);
    QVERIFY(!first.fromCache());
    QVERIFY(std::filesystem::exists(m_cache));
    const auto second = drawn(some(50), m_cache);
    QVERIFY(second.fromCache());
    QVERIFY(samePictures(first, second));
    QCOMPARE(first.hash(), second.hash());
    QVERIFY(first.split().heldOut == second.split().heldOut);
}

void GlyphPairsTest::theCacheServesExactlyTheSamePairs_data() {
    QTest::addColumn<int>("change");
    QTest::newRow("nothing") << 0;
    QTest::newRow("a character fewer") << 1;
    QTest::newRow("canvas") << 2;
    QTest::newRow("source placement") << 3;
    QTest::newRow("target placement by the smallest step") << 4;
    QTest::newRow("fonts exchanged") << 5;
}

void GlyphPairsTest::theCacheServesExactlyTheSamePairs() {
    QFETCH(int, change);
    const auto before = drawn(some(50), m_cache);
    auto placements = fonts().placements;
    placements.source.offsetX += change == 3 ? 0.001 : 0;
    placements.target.scale =
        change == 4 ? std::nextafter(placements.target.scale, 2) : placements.target.scale;
    auto settings = small();
    settings.canvas += change == 2 ? 32 : 0;
    const auto draw = [&] {
        return GlyphPairs::draw(change == 5 ? fonts().target : fonts().source,
                                change == 5 ? fonts().source : fonts().target, some(change == 1 ? 49 : 50),
                                placements, settings, m_cache)
            .orThrow();
    };
    const auto after = draw();
    QCOMPARE(after.fromCache(), change == 0);
    QCOMPARE(after.hash() == before.hash(), change == 0);
    QVERIFY(draw().fromCache()); // the cache holds the new pairs now
}

void GlyphPairsTest::theSplitIsNoPartOfTheCache() {
    drawn(some(50), m_cache);
    const auto other = GlyphPairs::draw(fonts().source, fonts().target, some(50), fonts().placements,
                                        {.canvas = 64, .heldOut = 5, .seed = 9}, m_cache);
    QVERIFY(other->fromCache());
    QVERIFY(other->split().heldOut == splitCharacters(some(50), 5, 9).heldOut);
}

void GlyphPairsTest::damagedCachesAreRedrawn() {
    const auto first = drawn(some(20), m_cache);
    const Bytes good = bytesOf(m_cache);
    std::mt19937 random(1);
    for (int i = 0; i < 100; ++i) {
        // Every part of the head, and bytes all over.
        const std::size_t at = i < 60 ? std::size_t(i) * 4 : random() % good.size();
        Bytes bad = good;
        bad[at] ^= static_cast<std::uint8_t>(1u << (random() % 8));
        QVERIFY(writeFileAtomically(m_cache, bad));
        const auto again = drawn(some(20), m_cache);
        QVERIFY2(!again.fromCache(), qPrintable(QString("byte %1").arg(at)));
        QVERIFY(samePictures(first, again));
        QVERIFY(bytesOf(m_cache) == good); // written anew
    }
}

void GlyphPairsTest::cutCachesAreRedrawn() {
    const auto first = drawn(some(20), m_cache);
    const Bytes good = bytesOf(m_cache);
    for (const std::size_t length :
         {std::size_t(0), std::size_t(1), std::size_t(8), std::size_t(47), std::size_t(48), std::size_t(200),
          good.size() / 2, good.size() - 1, good.size() + 1}) {
        Bytes bad = good;
        bad.resize(length);
        QVERIFY(writeFileAtomically(m_cache, bad));
        const auto again = drawn(some(20), m_cache);
        QVERIFY(!again.fromCache());
        QVERIFY(samePictures(first, again));
    }
    // A folder where the cache should be is no reason to fail either.
    std::filesystem::remove(m_cache);
    std::filesystem::create_directories(m_cache / "in the way");
    QVERIFY(samePictures(first, drawn(some(20), m_cache)));
}

void GlyphPairsTest::lyingSizesAreRefused() {
    drawn(some(20), m_cache);
    Bytes bad = bytesOf(m_cache);
    const std::size_t index = 48, entry = 40, blocks = 4; // 20 pairs: two blocks of sources, two of targets
    for (int i = 0; i < 8; ++i) {
        bad[index + std::size_t(i)] = 0xff; // the first block claims 2^64 - 1 bytes
    }
    const std::size_t end = index + blocks * entry;
    const std::string hash = hashOf(std::span(bad).first(end)); // with an index hash that fits
    std::copy(hash.begin(), hash.end(), bad.begin() + static_cast<std::ptrdiff_t>(end));
    QVERIFY(writeFileAtomically(m_cache, bad));
    QVERIFY(!drawn(some(20), m_cache).fromCache());
}

void GlyphPairsTest::aCacheThatCannotBeWrittenDoesNoHarm() {
    const std::filesystem::path file = std::filesystem::path(m_dir->path().toStdString()) / "file";
    QVERIFY(writeFileAtomically(file, "not a folder"));
    QVERIFY(!drawn(some(20), file / "cache" / "pairs.bin").fromCache());
}

void GlyphPairsTest::aCacheToBeReadOnlyIsLeftAlone() {
    const auto draw = [&] {
        return GlyphPairs::draw(fonts().source, fonts().target, some(20), fonts().placements, small(),
                                m_cache, {}, {}, CacheUse::ReadOnly)
            .orThrow();
    };
    QVERIFY(!draw().fromCache());
    QVERIFY(!std::filesystem::exists(m_cache));
    drawn(some(20), m_cache);
    QVERIFY(draw().fromCache());
}

void GlyphPairsTest::imagesAreSortedByCharacter() {
    const GrayImage a(16, 16, 10), b(16, 16, 20), c(16, 16, 30);
    const auto pairs = GlyphPairs::fromImages({U'c', U'a', U'b'}, {c, a, b}, {a, b, c}, {.canvas = 16});
    QVERIFY(pairs->characters() == (CharacterSet{U'a', U'b', U'c'}));
    QVERIFY(pairs->sourceImage(0) == a && pairs->sourceImage(1) == b && pairs->sourceImage(2) == c);
    QVERIFY(pairs->targetImage(0) == b && pairs->targetImage(1) == c && pairs->targetImage(2) == a);
}

void GlyphPairsTest::imagesThatMakeNoPairsAreRefused() {
    const GrayImage fits(16, 16), wide(17, 16);
    const DatasetSettings settings{.canvas = 16};
    QVERIFY(!GlyphPairs::fromImages({}, {}, {}, settings));
    QVERIFY(!GlyphPairs::fromImages({U'a', U'b'}, {fits, fits}, {fits}, settings));
    QVERIFY(!GlyphPairs::fromImages({U'a', U'a'}, {fits, fits}, {fits, fits}, settings));
    const auto odd = GlyphPairs::fromImages({U'a', U'b'}, {fits, fits}, {fits, wide}, settings);
    QVERIFY(!odd);
    QVERIFY2(odd.error().message.find("U+0062 is 17 x 16") != std::string::npos, odd.error().message.c_str());
}

void GlyphPairsTest::imagesDecideTheHash() {
    const GrayImage a(16, 16, 10), b(16, 16, 20);
    const DatasetSettings settings{.canvas = 16};
    const auto one = GlyphPairs::fromImages({U'a'}, {a}, {b}, settings);
    QCOMPARE(one->hash(), GlyphPairs::fromImages({U'a'}, {a}, {b}, settings)->hash());
    QVERIFY(one->hash() != GlyphPairs::fromImages({U'a'}, {b}, {a}, settings)->hash());
    QVERIFY(one->hash() != GlyphPairs::fromImages({U'b'}, {a}, {b}, settings)->hash());
}

QTEST_GUILESS_MAIN(GlyphPairsTest)
#include "glyph_pairs_test.moc"
