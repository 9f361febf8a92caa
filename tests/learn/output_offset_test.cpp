// The output offset moves all that a network draws, in previews, in figures and in a generator's pictures, as
// a setting that can be changed while a run goes; and it belongs to the network, not to a preset.
#include "core/inference/evaluation.h"
#include "tests/learn/small_pairs.h"

#include <QTest>
#include <cmath>

using namespace typemould;
using namespace typemould::testing;

class OutputOffsetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void nothingIsMovedWithoutOne();
    void previewsAreMoved();
    void aRunTakesItInAndShowsItAtOnce();
    void theWeightsDoNotCare();
    void aGeneratorMovesWhatItDraws();
    void figuresWithAndWithout();
    void onlyWhatHelpsIsWorthKeeping_data();
    void onlyWhatHelpsIsWorthKeeping();
    void nothingHeldOutIsAnError();
    void presetsKeepIt();

private:
    static TrainingSettings offset(double x, double y) {
        auto settings = smallSettings();
        settings.outputOffsetX = x;
        settings.outputOffsetY = y;
        return settings;
    }
    RecordingObserver run(const TrainingSettings& settings, const std::string& name) {
        auto setup = smallSetup(m_pairs, m_folder.path().toStdString() + "/" + name, 20);
        setup.settings = settings;
        RecordingObserver observer;
        trained(setup, observer);
        return observer;
    }
    GlyphPairs m_pairs = smallPairs();
    QTemporaryDir m_folder;
    RecordingObserver m_plain, m_moved;
};

void OutputOffsetTest::initTestCase() {
    m_plain = run(smallSettings(), "plain");
    m_moved = run(offset(3, -1.5), "moved");
}

void OutputOffsetTest::nothingIsMovedWithoutOne() {
    std::vector<GrayImage> pictures{m_plain.previews.back().glyphs[0].generated};
    const auto before = pictures;
    moveBy({}, pictures);
    QVERIFY(pictures == before);
    moveBy({0, 0.5}, pictures);
    QVERIFY(pictures != before);
}

void OutputOffsetTest::previewsAreMoved() {
    const auto& plain = m_plain.previews.back().glyphs;
    const auto& moved = m_moved.previews.back().glyphs;
    QCOMPARE(moved.size(), plain.size());
    for (std::size_t i = 0; i < plain.size(); ++i) {
        QVERIFY(moved[i].generated == shifted(plain[i].generated, 3, -1.5));
        QVERIFY(moved[i].source == plain[i].source);
    }
}

void OutputOffsetTest::aRunTakesItInAndShowsItAtOnce() {
    auto session =
        TrainingSession::create(smallSetup(m_pairs, m_folder.path().toStdString() + "/live", 20)).orThrow();
    RecordingObserver observer;
    std::size_t shownBefore = 0;
    observer.atStep = [&](long long step) {
        if (step == 10) {
            shownBefore = observer.previews.size();
            session->requestSettings({{"output-offset-x", "4"}});
        }
        if (step == 11) {
            QCOMPARE(observer.previews.size(), shownBefore + 1);
            QCOMPARE(observer.previews.back().step, 10LL);
        }
    };
    session->run({}, observer).orThrow();
    QVERIFY(observer.warnings.empty());
    QVERIFY(observer.previews.back().glyphs[0].generated ==
            shifted(m_plain.previews.back().glyphs[0].generated, 4, 0));
}

void OutputOffsetTest::theWeightsDoNotCare() {
    QCOMPARE(contentsOf(m_moved.checkpoints.back() / "model.safetensors"),
             contentsOf(m_plain.checkpoints.back() / "model.safetensors"));
}

void OutputOffsetTest::aGeneratorMovesWhatItDraws() {
    auto generator = GlyphGenerator::open(m_moved.checkpoints.back(), "cpu", 1).orThrow();
    const auto source = m_pairs.sourceImage(0);
    const auto plain = generator->generate({source}).orThrow().front(); // the owner says where to
    generator->setOutputOffset({-2.25, 1});
    QVERIFY(generator->generate({source}).orThrow().front() == shifted(plain, -2.25, 1));
    generator->setOutputOffset({});
    QVERIFY(generator->generate({source}).orThrow().front() == plain);
}

void OutputOffsetTest::figuresWithAndWithout() {
    auto generator = GlyphGenerator::open(m_moved.checkpoints.back(), "cpu", 1).orThrow();
    const double plain = evaluateHeldOut(*generator, m_pairs).orThrow().generated.l1;
    QCOMPARE(plain, m_plain.evaluations.back().generated.l1);
    generator->setOutputOffset({3, -1.5});
    const auto figures = measureOffsets(*generator, m_pairs).orThrow();
    QCOMPARE(figures.without.l1, plain);
    QCOMPARE(figures.with.l1, m_moved.evaluations.back().generated.l1);
    QCOMPARE(figures.with.l1, evaluateHeldOut(*generator, m_pairs).orThrow().generated.l1);
    QVERIFY(figures.with.l1 != figures.without.l1);
    QCOMPARE(figures.glyphs, m_pairs.split().heldOut.size());
}

void OutputOffsetTest::onlyWhatHelpsIsWorthKeeping_data() {
    QTest::addColumn<double>("with"); // L1 with the fitted one; 0.1 without
    QTest::addColumn<bool>("kept");
    QTest::newRow("nearer") << 0.0999 << true;
    QTest::newRow("no nearer") << 0.1 << false;
    QTest::newRow("blurred by a trifle") << 0.1001 << false;
}

void OutputOffsetTest::onlyWhatHelpsIsWorthKeeping() {
    QFETCH(double, with);
    QFETCH(bool, kept);
    OffsetFigures figures;
    figures.offset = {2, 2};
    figures.fitted = {0.03, -0.01};
    figures.without.l1 = 0.1;
    figures.withFitted.l1 = with;
    QCOMPARE(worthKeeping(figures), kept ? figures.fitted : OutputOffset{});
}

void OutputOffsetTest::nothingHeldOutIsAnError() {
    std::vector<char32_t> characters;
    std::vector<GrayImage> sources, targets;
    for (std::size_t i = 0; i < 4; ++i) { // too few to hold one out
        characters.push_back(m_pairs.characters()[i]);
        sources.push_back(m_pairs.sourceImage(i));
        targets.push_back(m_pairs.targetImage(i));
    }
    const auto none = GlyphPairs::fromImages(characters, sources, targets, m_pairs.settings()).orThrow();
    auto generator = GlyphGenerator::open(m_plain.checkpoints.back(), "cpu", 1).orThrow();
    const auto figures = measureOffsets(*generator, none);
    QVERIFY(!figures.ok());
    QCOMPARE(figures.error().code, ErrorCode::NotFound);
}

void OutputOffsetTest::presetsKeepIt() {
    auto settings = presetSettings("quick").orThrow();
    keepOutputOffset(settings, offset(1, 2));
    QCOMPARE(outputOffsetOf(settings), (OutputOffset{1, 2}));
    QCOMPARE(settings.width, presetSettings("quick").orThrow().width);
}

QTEST_GUILESS_MAIN(OutputOffsetTest)
#include "output_offset_test.moc"
