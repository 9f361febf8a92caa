// A loss that is no number: the run stops within the step, goes back to its last good checkpoint at half the
// rate, says so, and never writes a bad weight.
#include "core/training/network_settings.h"
#include "core/training/session.h"
#include "core/weights/tensor_bytes.h"
#include "tests/learn/small_pairs.h"

#include <QTest>
#include <limits>
#include <random>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

class RecoveryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void atTwentyRandomSteps_data();
    void atTwentyRandomSteps();
    void manyInOneRun();
    void beforeTheFirstCheckpoint();
    void afterASwitchOfTheUpsampling();
    void theDiscriminatorsToo();
    void whereItNeverHelps();

private:
    /// Every number of every checkpoint in the run folder.
    static bool allFinite(const fs::path& runFolder) {
        int seen = 0;
        for (const auto& checkpoint : verifiedCheckpoints(runFolder, CheckpointCare::LookOnly)) {
            for (const char* file : {"model.safetensors", "optimizer.safetensors"}) {
                for (const auto& [name, tensor] : readSafetensors(checkpoint / file).orThrow()) {
                    if (tensor.dtype == "F32" && !torch::isfinite(fromStored(tensor)).all().item<bool>()) {
                        return false;
                    }
                    ++seen;
                }
            }
        }
        return seen > 0;
    }
    static void makeIll(torch::nn::Module& network) {
        const torch::NoGradGuard guard;
        auto parameters = network.parameters();
        parameters.at(parameters.size() / 2).view(-1)[0].fill_(std::numeric_limits<float>::quiet_NaN());
    }
    fs::path folder() { return (m_temporary.path() + "/" + QString::number(m_runs++)).toStdString(); }
    QTemporaryDir m_temporary;
    int m_runs = 0;
    GlyphPairs m_pairs = smallPairs();
};

void RecoveryTest::atTwentyRandomSteps_data() {
    QTest::addColumn<int>("step");
    std::mt19937 random(20);
    for (int i = 0; i < 20; ++i) {
        const int step = std::uniform_int_distribution(1, 58)(random);
        QTest::addRow("%d, step %d", i, step) << step;
    }
}

void RecoveryTest::atTwentyRandomSteps() {
    QFETCH(int, step);
    auto setup = smallSetup(m_pairs, folder(), 60);
    const auto runFolder = setup.runFolder;
    const double rate = setup.settings.learningRate;
    auto made = TrainingSession::create(std::move(setup)).orThrow();
    auto& session = static_cast<Session&>(*made);
    RecordingObserver observer;
    bool ill = false;
    long long last = 0;
    observer.atStep = [&](long long now) {
        QVERIFY(now <= last + 1); // no step is counted whose loss was no number
        last = now;
        if (now % 10 == 0 && !ill) {
            session.requestCheckpoint();
        }
        if (now == step && !ill) {
            ill = true;
            makeIll(*session.trainer().generator());
        }
    };
    QCOMPARE(session.run({}, observer).orThrow(), Outcome::Finished);
    QVERIFY(ill && observer.happened("diverged") && observer.happened("finished"));
    QCOMPARE(observer.rows.back().step, 60LL);
    QVERIFY(allFinite(runFolder));
    const auto manifest = checkpointAt(runFolder).orThrow().manifest;
    QCOMPARE(manifest.learningRate, rate / 2);
    QCOMPARE(observer.everFound.size() > 0 && observer.everFound.front().illness == Illness::Diverged, true);
    for (const auto& event : observer.events) {
        if (event.kind == "diverged") { // to the last whole ten, or the beginning
            QVERIFY2(event.step == (step / 10) * 10 || event.step == (step - 1) / 10 * 10,
                     qPrintable(QString::number(event.step)));
        }
    }
}

void RecoveryTest::manyInOneRun() {
    auto setup = smallSetup(m_pairs, folder(), 900);
    setup.settings.measuredGlyphs = 0;
    const auto runFolder = setup.runFolder;
    auto made = TrainingSession::create(std::move(setup)).orThrow();
    auto& session = static_cast<Session&>(*made);
    RecordingObserver observer;
    int ills = 0;
    observer.atStep = [&](long long now) {
        if (now == 120 * (ills + 1)) {
            session.requestCheckpoint();
        }
        if (now == 120 * (ills + 1) + 5 && ills < 6) {
            ++ills;
            makeIll(*session.trainer().generator());
        }
    };
    QCOMPARE(session.run({}, observer).orThrow(), Outcome::Finished); // each far from the one before
    QCOMPARE(std::count_if(observer.events.begin(), observer.events.end(),
                           [](const auto& event) { return event.kind == "diverged"; }),
             6);
    QVERIFY(allFinite(runFolder));
}

void RecoveryTest::beforeTheFirstCheckpoint() {
    auto setup = smallSetup(m_pairs, folder(), 12);
    auto made = TrainingSession::create(std::move(setup)).orThrow();
    auto& session = static_cast<Session&>(*made);
    RecordingObserver observer;
    bool ill = false;
    std::vector<double> first, second;
    observer.atStep = [&](long long now) {
        (ill ? second : first).push_back(observer.rows.back().l1);
        if (now == 5 && !ill) {
            ill = true;
            makeIll(*session.trainer().generator());
        }
    };
    QCOMPARE(session.run({}, observer).orThrow(), Outcome::Finished);
    QCOMPARE(second.size(), std::size_t(12));
    QCOMPARE(second.front(), first.front()); // the same beginning, and the same glyphs first
}

void RecoveryTest::afterASwitchOfTheUpsampling() {
    auto setup = smallSetup(m_pairs, folder(), 20);
    auto made = TrainingSession::create(std::move(setup)).orThrow();
    auto& session = static_cast<Session&>(*made);
    RecordingObserver observer;
    bool ill = false;
    observer.atStep = [&](long long now) {
        if (now == 4 && !ill) {
            session.requestCheckpoint();
        }
        if (now == 6 && !ill) {
            session.requestUpsampling({UpsampleMode::ResizeConv});
        }
        if (now == 8 && !ill) {
            ill = true;
            makeIll(*session.trainer().generator());
        }
    };
    QCOMPARE(session.run({}, observer).orThrow(), Outcome::Finished);
    QVERIFY(observer.happened("diverged"));
    QVERIFY(upsamplingOf(session.trainer().config().levels.front()).mode == UpsampleMode::ResizeConv);
}

void RecoveryTest::theDiscriminatorsToo() {
    auto setup = smallSetup(m_pairs, folder(), 20);
    setup.settings.adversarialWeight = 0.1;
    setup.settings.discriminatorWidth = 4;
    const auto runFolder = setup.runFolder;
    auto made = TrainingSession::create(std::move(setup)).orThrow();
    auto& session = static_cast<Session&>(*made);
    RecordingObserver observer;
    bool ill = false;
    observer.atStep = [&](long long now) {
        if (now == 9 && !ill) {
            session.requestCheckpoint();
        }
        if (now == 12 && !ill) {
            ill = true;
            makeIll(*session.trainer().discriminator());
        }
    };
    QCOMPARE(session.run({}, observer).orThrow(), Outcome::Finished);
    QVERIFY(observer.happened("diverged") && allFinite(runFolder));
}

void RecoveryTest::whereItNeverHelps() {
    auto setup = smallSetup(m_pairs, folder(), 50);
    const auto runFolder = setup.runFolder;
    auto made = TrainingSession::create(std::move(setup)).orThrow();
    auto& session = static_cast<Session&>(*made);
    RecordingObserver observer;
    observer.atStep = [&](long long now) {
        if (now == 3) {
            makeIll(*session.trainer().generator());
        }
    };
    const auto result = session.run({}, observer);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::NotFinite);
    QVERIFY(!result.error().advice.empty());
    QVERIFY(!fs::exists(runFolder / "checkpoints"));
}

QTEST_GUILESS_MAIN(RecoveryTest)
#include "recovery_test.moc"
