// From a checkpoint to glyphs: the same pictures as the session's own previews, the trained geometry
// enforced.
#include "core/fonts/rasterizer.h"
#include "core/inference/evaluation.h"
#include "core/metrics/image_metrics.h"
#include "tests/learn/small_pairs.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace typemould;
using namespace typemould::testing;

class InferenceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void itDrawsWhatTheSessionDrew();
    void charactersComeInOrderFromTheSourceFont();
    void anotherSourceFontIsRefused();
    void aCharacterThatTheFontLacksIsNamed();
    void aFailingSinkOrAStopEndsIt();
    void picturesOfAnotherSizeAreRefused();
    void evaluationEqualsTheSessionsOwn();
    void theTableShowsAllThree();

private:
    QTemporaryDir m_folder;
    GlyphPairs m_pairs = smallPairs();
    RecordingObserver m_observer;
    std::filesystem::path m_checkpoint, m_fontCheckpoint;
    std::optional<FontFace> m_face;
};

void InferenceTest::initTestCase() {
    const std::string folder = m_folder.path().toStdString();
    trained(smallSetup(m_pairs, folder + "/run", 20), m_observer);
    m_checkpoint = m_observer.checkpoints.back();
    m_face.emplace(FontFace::open(sourceFile("resources/demo/demo-source.ttf")).orThrow());
    auto setup = smallSetup(m_pairs, folder + "/font", 5);
    setup.sourceHash = m_face->hash();
    setup.placements.source = {0.7, 0.02, -0.01};
    RecordingObserver observer;
    trained(setup, observer);
    m_fontCheckpoint = observer.checkpoints.back();
}

void InferenceTest::itDrawsWhatTheSessionDrew() {
    auto generator = GlyphGenerator::open(m_checkpoint, "cpu", 1).orThrow();
    const auto& glyph = m_observer.previews.back().glyphs[0];
    const auto images = generator->generate({glyph.source});
    QVERIFY(images.ok());
    QVERIFY(images->front() == glyph.generated);
}

void InferenceTest::charactersComeInOrderFromTheSourceFont() {
    auto generator = GlyphGenerator::open(m_fontCheckpoint, "cpu", 1).orThrow();
    const CharacterSet characters = CharacterSet::ofText("永你她東國酬愛鬱ABCDEFGHIJKLMN");
    const auto drawable = characters & m_face->characters();
    QVERIFY(drawable.size() > 16); // more than one batch
    std::vector<char32_t> got;
    std::size_t reported = 0;
    const auto status = generator->generate(
        *m_face, drawable,
        [&](char32_t character, const GrayImage& source, const GrayImage& generated) -> Status {
            got.push_back(character);
            // At the checkpoint's placement, not at any default.
            if (!(source == rasterize(*m_face, character, {0.7, 0.02, -0.01}, 32).orThrow()) ||
                generated.width != 32) {
                return Error{ErrorCode::Internal, "wrong picture", {}};
            }
            return {};
        },
        [&](std::size_t done, std::size_t) { reported = done; });
    QVERIFY2(status.ok(), status.ok() ? "" : status.error().text().c_str());
    QVERIFY(got == drawable.characters());
    QCOMPARE(reported, drawable.size());
}

void InferenceTest::anotherSourceFontIsRefused() {
    auto generator = GlyphGenerator::open(m_checkpoint, "cpu", 1).orThrow(); // trained with "source"
    const auto status =
        generator->generate(*m_face, CharacterSet{U'A'}, [](auto, auto&, auto&) { return Status(); });
    QVERIFY(!status.ok());
    QVERIFY(status.error().message.find("demo-source.ttf") != std::string::npos);
}

void InferenceTest::aCharacterThatTheFontLacksIsNamed() {
    auto generator = GlyphGenerator::open(m_fontCheckpoint, "cpu", 1).orThrow();
    const auto status =
        generator->generate(*m_face, CharacterSet{U'😀'}, [](auto, auto&, auto&) { return Status(); });
    QVERIFY(!status.ok());
    QVERIFY2(status.error().message.find("U+1F600") != std::string::npos, status.error().message.c_str());
}

void InferenceTest::aFailingSinkOrAStopEndsIt() {
    auto generator = GlyphGenerator::open(m_fontCheckpoint, "cpu", 1).orThrow();
    const CharacterSet characters = CharacterSet::range(U'A', U'Z') | CharacterSet::range(U'a', U'z');
    int calls = 0;
    const auto failing = generator->generate(*m_face, characters, [&](auto, auto&, auto&) -> Status {
        return ++calls == 3 ? Status(Error{ErrorCode::DiskFull, "full", "empty it"}) : Status();
    });
    QVERIFY(!failing.ok() && failing.error().code == ErrorCode::DiskFull);
    QCOMPARE(calls, 3);
    std::stop_source source;
    calls = 0;
    const auto stopped = generator->generate(
        *m_face, characters,
        [&](auto, auto&, auto&) {
            ++calls;
            source.request_stop();
            return Status();
        },
        {}, source.get_token());
    QVERIFY(!stopped.ok() && stopped.error().code == ErrorCode::Cancelled);
    QCOMPARE(calls, 16); // the batch in hand is finished
}

void InferenceTest::picturesOfAnotherSizeAreRefused() {
    auto generator = GlyphGenerator::open(m_checkpoint, "cpu", 1).orThrow();
    QVERIFY(!generator->generate({GrayImage(31, 32)}).ok());
    QVERIFY(!GlyphGenerator::open(m_folder.path().toStdString() + "/nothing").ok());
}

void InferenceTest::evaluationEqualsTheSessionsOwn() {
    auto generator = GlyphGenerator::open(m_checkpoint, "cpu", 1).orThrow();
    std::size_t each = 0;
    const auto evaluation =
        evaluateHeldOut(*generator, m_pairs, {}, {},
                        [&](char32_t character, const GlyphScore& score, const GrayImage& drawn) {
                            const auto truth = m_pairs.targetImage(m_pairs.indexOf(character));
                            QCOMPARE(scoreGlyph(drawn, truth).l1, score.l1);
                            ++each;
                        });
    QVERIFY(evaluation.ok());
    const auto& own = m_observer.evaluations.back();
    QCOMPARE(evaluation->glyphs, own.glyphs);
    QCOMPARE(each, own.glyphs);
    QCOMPARE(evaluation->generated.l1, own.generated.l1);
    QCOMPARE(evaluation->generated.ssim, own.generated.ssim);
    QCOMPARE(evaluation->copiedSource.iou, own.copiedSource.iou);
    QCOMPARE(evaluation->step, 20LL);
}

void InferenceTest::theTableShowsAllThree() {
    Evaluation evaluation;
    evaluation.generated = {0.09123, 0.7, 0.66};
    evaluation.boldedRadius = -1;
    const auto table = evaluationTable(evaluation);
    QVERIFY(table.find("0.0912") != std::string::npos);
    QVERIFY(table.find("copied") != std::string::npos && table.find("thinned") != std::string::npos);
}

QTEST_GUILESS_MAIN(InferenceTest)
#include "inference_test.moc"
