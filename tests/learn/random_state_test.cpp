// Torch's random numbers belong to the run that trains, and the precision is decided once and for all: what
// else the program does meanwhile changes neither.
#include "core/inference/glyph_generator.h"
#include "core/training/derived_checkpoint.h"
#include "core/training/device.h"
#include "core/training/random_state.h"
#include "tests/learn/small_pairs.h"

#include <ATen/record_function.h>
#include <QTest>
#include <atomic>
#include <thread>

using namespace typemould;
using namespace typemould::testing;

namespace {

torch::Tensor randomState() {
    auto generator = at::detail::getDefaultCPUGenerator();
    const std::lock_guard lock(generator.mutex());
    return generator.get_state();
}

std::atomic<long long> computed{0}; ///< operations of LibTorch on any thread

std::unique_ptr<at::ObserverContext> count(const at::RecordFunction&) {
    ++computed;
    return nullptr;
}

} // namespace

class RandomStateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void thePrecisionIsDecidedOnce();
    void aCheckpointIsDrawnInItsPrecision_data();
    void aCheckpointIsDrawnInItsPrecision();
    void networksThatAreReadDrawNothing();
    void theTurnIsTakenByOneAtATime();
    void openingCheckpointsBesideARunChangesNothingInIt();

private:
    /// The losses of a run whose dropout and labels are drawn anew at each step.
    std::vector<double> lossesOf(const std::string& name, RecordingObserver& observer) const {
        auto setup = smallSetup(m_pairs, m_folder.path().toStdString() + "/" + name, 40);
        setup.settings.adversarialWeight = 0.1;
        setup.settings.discriminatorWidth = 4;
        setup.settings.labelNoise = 0.3;
        setup.settings.network = "1.dropout=0.2";
        trained(setup, observer);
        std::vector<double> losses;
        for (const auto& row : observer.rows) {
            losses.push_back(row.generatorLoss);
        }
        return losses;
    }
    QTemporaryDir m_folder;
    GlyphPairs m_pairs = smallPairs();
    std::filesystem::path m_checkpoint;
};

void RandomStateTest::initTestCase() {
    at::addGlobalCallback(at::RecordFunctionCallback(count));
    RecordingObserver observer;
    trained(smallSetup(m_pairs, m_folder.path().toStdString() + "/first", 3), observer);
    m_checkpoint = observer.checkpoints.back();
}

void RandomStateTest::thePrecisionIsDecidedOnce() {
    const auto before = randomState();
    const auto none = computed.load();
    const auto first = fasterPrecision(torch::kCPU);
    QVERIFY(first == "float32" || first == "bfloat16");
    const auto measuring = computed.load();
    QVERIFY(measuring > none);
    QCOMPARE(fasterPrecision(torch::kCPU), first);
    QCOMPARE(computed.load(), measuring); // what was found is said again, whatever the machine is doing
    QVERIFY(torch::equal(randomState(), before));
}

void RandomStateTest::aCheckpointIsDrawnInItsPrecision_data() {
    QTest::addColumn<QString>("precision");
    QTest::newRow("float32") << "float32";
    QTest::newRow("bfloat16") << "bfloat16";
}

void RandomStateTest::aCheckpointIsDrawnInItsPrecision() {
    QFETCH(QString, precision);
    auto setup = smallSetup(m_pairs, m_folder.path().toStdString() + "/" + precision.toStdString(), 20);
    setup.settings.precision = precision.toStdString();
    RecordingObserver observer;
    trained(setup, observer);
    const auto generator = GlyphGenerator::open(observer.checkpoints.back(), "cpu", 1).orThrow();
    const auto& glyphs = observer.previews.back().glyphs;
    std::vector<GrayImage> sources;
    for (const auto& glyph : glyphs) {
        sources.push_back(glyph.source);
    }
    const auto drawn = generator->generate(sources).orThrow();
    const bool alike = precision == "float32" || hasBfloat16(torch::kCPU);
    for (std::size_t i = 0; i < glyphs.size(); ++i) { // a processor that would have to imitate it draws finer
        const double apart = meanDifference(drawn[i], glyphs[i].generated);
        QVERIFY2(alike ? apart == 0 : apart < 0.02, qPrintable(QString::number(apart)));
    }
}

void RandomStateTest::networksThatAreReadDrawNothing() {
    const auto before = randomState();
    QVERIFY(GlyphGenerator::open(m_checkpoint, "cpu", 1).ok());
    QVERIFY(torch::equal(randomState(), before));
    const auto verified = checkpointAt(m_checkpoint).orThrow();
    const std::filesystem::path run = m_folder.path().toStdString() + "/switched";
    for (const auto how : {SwitchHow::Nearest, SwitchHow::Fresh}) {
        UpsamplingSwitch change{UpsampleMode::Transposed};
        change.how = how;
        QVERIFY(switchResiduals(verified, change).ok());
        QVERIFY(switchUpsampling(verified, change, run).ok());
        QVERIFY(torch::equal(randomState(), before));
    }
}

void RandomStateTest::theTurnIsTakenByOneAtATime() {
    std::atomic<int> inside{0}, most{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 50; ++k) {
                const RandomTurn turn;
                const RandomTurn again; // of the same thread
                most = std::max(most.load(), ++inside);
                std::this_thread::yield();
                --inside;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    QCOMPARE(most.load(), 1);
}

void RandomStateTest::openingCheckpointsBesideARunChangesNothingInIt() {
    RecordingObserver alone, beside;
    const auto wanted = lossesOf("alone", alone);
    QCOMPARE(wanted.size(), std::size_t(40));
    std::atomic<bool> over{false};
    int opened = 0;
    std::thread opener([&] {
        while (!over) {
            if (GlyphGenerator::open(m_checkpoint, "cpu", 1)) {
                ++opened;
            }
        }
    });
    const auto losses = lossesOf("beside", beside);
    over = true;
    opener.join();
    QVERIFY2(opened >= 5, qPrintable(QString::number(opened)));
    QVERIFY(losses == wanted);
    QCOMPARE(contentsOf(beside.checkpoints.back() / "optimizer.safetensors"),
             contentsOf(alone.checkpoints.back() / "optimizer.safetensors"));
}

QTEST_GUILESS_MAIN(RandomStateTest)
#include "random_state_test.moc"
