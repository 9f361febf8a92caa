// Illnesses made in real runs, by what there is to learn and how: each is seen and named, with its remedy.
// The pairs are small; what is held out is always as it should be.
#include "core/dataset/pair_checks.h"
#include "core/inference/evaluation.h"
#include "tests/learn/small_pairs.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <random>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

namespace {

using Change = std::function<GrayImage(std::size_t index, const GrayImage& target)>;

/// The small pairs with the targets of those that are trained on changed, or of all.
GlyphPairs taught(const Change& change, bool heldOutToo = false, int count = 24) {
    const auto plain = smallPairs(count);
    std::vector<GrayImage> sources, targets;
    for (std::size_t i = 0; i < plain.size(); ++i) {
        sources.push_back(plain.sourceImage(i));
        const bool heldOut = plain.split().heldOut.contains(plain.characters()[i]);
        const auto target = plain.targetImage(i);
        targets.push_back(heldOut && !heldOutToo ? target : change(i, target));
    }
    return GlyphPairs::fromImages(plain.characters().characters(), sources, targets, plain.settings())
        .orThrow();
}

/// As it was told last.
std::optional<HealthFinding> found(const RecordingObserver& observer, Illness illness) {
    std::optional<HealthFinding> last;
    for (const auto& finding : observer.everFound) {
        if (finding.illness == illness) {
            last = finding;
        }
    }
    return last;
}

} // namespace

class HealthRunsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void blankGlyphs();
    void glyphsWithSpecks();
    void noMoreProgress();
    void learningByHeart();
    void aShiftIsFoundAndTakenBack();
    void inkAtTheEdge();
    void pairsThatDisagree();

private:
    /// Runs with a measurement every `every` steps.
    RecordingObserver run(const GlyphPairs& pairs, long long steps, long long every,
                          const std::function<void(TrainingSetup&)>& change = {}) {
        auto setup = smallSetup(pairs, folder(), steps);
        setup.settings.rateShape = RateShape::Constant;
        if (change) {
            change(setup);
        }
        auto session = TrainingSession::create(std::move(setup)).orThrow();
        RecordingObserver observer;
        observer.atStep = [&](long long step) {
            if (step % every == 0) {
                session->requestCheckpoint();
            }
        };
        session->run({}, observer).orThrow();
        return observer;
    }
    fs::path folder() { return (m_temporary.path() + "/" + QString::number(m_runs++)).toStdString(); }
    QTemporaryDir m_temporary;
    int m_runs = 0;
};

void HealthRunsTest::blankGlyphs() {
    const auto pairs =
        taught([](std::size_t, const GrayImage& image) { return GrayImage(image.width, image.height); });
    const auto observer = run(pairs, 450, 150);
    const auto finding = found(observer, Illness::BlankOutput);
    QVERIFY(finding && !finding->remedy.empty());
    QVERIFY(observer.happened("health"));
}

void HealthRunsTest::glyphsWithSpecks() {
    const auto pairs = taught([](std::size_t, const GrayImage& image) {
        GrayImage speckled = image;
        for (int y = 0; y < image.height; y += 2) {
            for (int x = y / 2 % 2; x < image.width; x += 2) {
                speckled.at(x, y) = static_cast<std::uint8_t>(255 - image.at(x, y));
            }
        }
        return speckled;
    });
    const auto finding = found(run(pairs, 600, 150), Illness::NoisyOutput);
    QVERIFY(finding && !finding->remedy.empty());
}

void HealthRunsTest::noMoreProgress() {
    const auto observer = run(smallPairs(), 700, 60, [](TrainingSetup& setup) {
        setup.settings.learningRate = leastLearningRate(); // it cannot come on
        setup.settings.emaDecay = 0;
    });
    const auto finding = found(observer, Illness::Plateau);
    QVERIFY(finding && !finding->remedy.empty());
}

void HealthRunsTest::learningByHeart() {
    std::mt19937 random(5);
    const auto pairs = taught([&](std::size_t, const GrayImage& image) { // no rule leads to these
        GrayImage blocks(image.width, image.height);
        for (int y = 0; y < image.height; ++y) {
            for (int x = 0; x < image.width; ++x) {
                blocks.at(x, y) = x % 8 == 0 && y % 8 == 0 ? (random() % 3 == 0 ? 0 : 255)
                                                           : blocks.at(x / 8 * 8, y / 8 * 8);
            }
        }
        return blocks;
    });
    const auto finding = found(run(pairs, 900, 60), Illness::OverFitting);
    QVERIFY(finding && finding->remedy.front().key == "weight-decay");
}

void HealthRunsTest::aShiftIsFoundAndTakenBack() {
    constexpr double right = 2, down = -1.5;
    const auto pairs =
        taught([](std::size_t, const GrayImage& image) { return shifted(image, right, down); });
    auto setup = smallSetup(pairs, folder(), 1000);
    auto session = TrainingSession::create(std::move(setup)).orThrow();
    RecordingObserver observer;
    std::optional<HealthFinding> offered;
    observer.atStep = [&](long long step) {
        if (step % 100 == 0) {
            session->requestCheckpoint();
        }
        if (step == 950) { // one click
            offered = found(observer, Illness::Shifted);
            session->requestSettings(offered.value().remedy);
        }
    };
    session->run({}, observer).orThrow();
    QVERIFY2(offered && offered->text.find("px across") != std::string::npos, "no shift was found");
    const auto settings = withChanges(smallSettings(), offered->remedy).orThrow();
    QVERIFY2(std::abs(settings.outputOffsetX + right) <= 0.25,
             qPrintable(QString::number(settings.outputOffsetX)));
    QVERIFY2(std::abs(settings.outputOffsetY + down) <= 0.25,
             qPrintable(QString::number(settings.outputOffsetY)));
    // It helps, is over, and is written down.
    const auto at900 = std::find_if(observer.evaluations.begin(), observer.evaluations.end(),
                                    [](const Evaluation& evaluation) { return evaluation.step == 900; });
    QVERIFY(at900 != observer.evaluations.end());
    const double before = at900->generated.l1, after = observer.evaluations.back().generated.l1;
    QVERIFY2(after < 0.8 * before, qPrintable(QString("%1 after %2").arg(after).arg(before)));
    for (const auto& finding : observer.findings) {
        QVERIFY2(finding.illness != Illness::Shifted, finding.text.c_str());
    }
    const auto checkpoint = checkpointAt(observer.checkpoints.back()).orThrow();
    QCOMPARE(outputOffsetOf(checkpoint.manifest.settings), outputOffsetOf(settings));
    // A generator draws as the run does, with the offset and without.
    auto generator = GlyphGenerator::open(checkpoint, "cpu", 1).orThrow();
    generator->setOutputOffset(outputOffsetOf(settings));
    const auto figures = measureOffsets(*generator, pairs).orThrow();
    QCOMPARE(figures.with.l1, after);
    QVERIFY(figures.with.l1 < figures.without.l1 && figures.with.ssim > figures.without.ssim);
    QVERIFY(std::abs(figures.fitted.x + right) <= 0.25 && std::abs(figures.fitted.y + down) <= 0.25);
    QVERIFY(figures.withFitted.l1 < figures.without.l1);
    QCOMPARE(generator->outputOffset(), outputOffsetOf(settings)); // left as it was
}

void HealthRunsTest::inkAtTheEdge() {
    const auto pairs = taught(
        [](std::size_t index, const GrayImage& image) {
            GrayImage touching = image;
            touching.at(0, 9) = index == 3 || index == 5 ? 0 : 255;
            return touching;
        },
        true);
    const auto touching = charactersAtEdge(pairs);
    QCOMPARE(touching, (CharacterSet{pairs.characters()[3], pairs.characters()[5]}));
    const auto observer = run(pairs, 2, 100);
    const auto finding = found(observer, Illness::InkAtEdge);
    QVERIFY(finding && finding->action == HealthAction::FitPlacement);
    QVERIFY(finding->text.find("2 of 24 pairs") != std::string::npos);
    for (const char32_t character : touching) {
        QVERIFY(finding->text.find(utf8Of(character)) != std::string::npos);
    }
}

void HealthRunsTest::pairsThatDisagree() {
    const auto observer = run(smallPairs(), 2, 100, [](TrainingSetup& setup) {
        setup.oddPairs = {U'丈', U'一', U'丁', U'七'};
    });
    const auto finding = found(observer, Illness::StructureApart);
    QVERIFY(finding && finding->action == HealthAction::LookAtPairs);
    QVERIFY2(finding->text.find("4 of 24 pairs") != std::string::npos &&
                 finding->text.find("丈 一 丁)") != std::string::npos,
             finding->text.c_str());
}

QTEST_GUILESS_MAIN(HealthRunsTest)
#include "health_runs_test.moc"
