// A loss that is no number: the run stops within the step, goes back to its last good checkpoint at half the
// rate, says so, and never writes a bad weight.
#include "core/training/checkpoint_score.h"
#include "core/training/network_settings.h"
#include "core/training/run_record.h"
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
    void bothRatesFall_data();
    void bothRatesFall();
    void aBadCheckpointIsPassedOver();
    void whatWasLeftIsNotGoneBackTo();
    void whatWasLeftIsNotTheNewest();
    void aDamagedCheckpointIsPassedOver();
    void whatItWentOnFromMayBeGone();
    void theRateStaysOneThatCanBeSet();
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
    static Trainer& trainerOf(const WatchedRun& run) { return static_cast<Session&>(*run.session).trainer(); }
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
    WatchedRun run(m_pairs, 60);
    bool ill = false;
    long long last = 0;
    run.observer.atStep = [&](long long now) {
        QVERIFY(now <= last + 1); // no step is counted whose loss was no number
        last = now;
        if (now % 10 == 0 && !ill) {
            run.session->requestCheckpoint();
        }
        if (now == step && !ill) {
            ill = true;
            makeIll(*trainerOf(run).generator());
        }
    };
    QCOMPARE(run.run().orThrow(), Outcome::Finished);
    const auto& observer = run.observer;
    QVERIFY(ill && observer.happened("diverged") && observer.happened("finished"));
    QCOMPARE(observer.rows.back().step, 60LL);
    QVERIFY(allFinite(run.folder()));
    QCOMPARE(checkpointAt(run.folder()).orThrow().manifest.learningRate, smallSettings().learningRate / 2);
    QCOMPARE(observer.everFound.size() > 0 && observer.everFound.front().illness == Illness::Diverged, true);
    for (const long long back : observer.stepsOf("diverged")) { // to the last whole ten, or the beginning
        QVERIFY2(back == (step / 10) * 10 || back == (step - 1) / 10 * 10, qPrintable(QString::number(back)));
    }
}

void RecoveryTest::manyInOneRun() {
    WatchedRun run(m_pairs, 900, [](TrainingSettings& settings) { settings.measuredGlyphs = 0; });
    int ills = 0;
    run.observer.atStep = [&](long long now) {
        if (now == 120 * (ills + 1)) {
            run.session->requestCheckpoint();
        }
        if (now == 120 * (ills + 1) + 5 && ills < 6) {
            ++ills;
            makeIll(*trainerOf(run).generator());
        }
    };
    QCOMPARE(run.run().orThrow(), Outcome::Finished); // each far from the one before
    QCOMPARE(run.observer.stepsOf("diverged").size(), std::size_t(6));
    QVERIFY(allFinite(run.folder()));
}

void RecoveryTest::beforeTheFirstCheckpoint() {
    WatchedRun run(m_pairs, 12);
    bool ill = false;
    std::vector<double> first, second;
    run.observer.atStep = [&](long long now) {
        (ill ? second : first).push_back(run.observer.rows.back().l1);
        if (now == 5 && !ill) {
            ill = true;
            makeIll(*trainerOf(run).generator());
        }
    };
    QCOMPARE(run.run().orThrow(), Outcome::Finished);
    QCOMPARE(second.size(), std::size_t(12));
    QCOMPARE(second.front(), first.front()); // the same beginning, and the same glyphs first
}

void RecoveryTest::afterASwitchOfTheUpsampling() {
    WatchedRun run(m_pairs, 20);
    bool ill = false;
    run.observer.atStep = [&](long long now) {
        if (now == 4 && !ill) {
            run.session->requestCheckpoint();
        }
        if (now == 6 && !ill) {
            run.session->requestUpsampling({UpsampleMode::ResizeConv});
        }
        if (now == 8 && !ill) {
            ill = true;
            makeIll(*trainerOf(run).generator());
        }
    };
    QCOMPARE(run.run().orThrow(), Outcome::Finished);
    QVERIFY(run.observer.happened("diverged"));
    QVERIFY(upsamplingOf(trainerOf(run).config().levels.front()).mode == UpsampleMode::ResizeConv);
}

void RecoveryTest::theDiscriminatorsToo() {
    WatchedRun run(m_pairs, 20, [](TrainingSettings& settings) {
        settings.adversarialWeight = 0.1;
        settings.discriminatorWidth = 4;
    });
    bool ill = false;
    run.observer.atStep = [&](long long now) {
        if (now == 9 && !ill) {
            run.session->requestCheckpoint();
        }
        if (now == 12 && !ill) {
            ill = true;
            makeIll(*trainerOf(run).discriminator());
            run.session->requestCheckpoint(); // which must not be written
        }
    };
    QCOMPARE(run.run().orThrow(), Outcome::Finished);
    QVERIFY(run.observer.happened("diverged") && allFinite(run.folder()));
}

/// What the discriminator was given as a rate of its own falls too, and the event says both as values.
void RecoveryTest::bothRatesFall_data() {
    QTest::addColumn<double>("own");
    QTest::newRow("a share of the generator's") << 0.0;
    QTest::newRow("of its own") << 0.0004;
}

void RecoveryTest::bothRatesFall() {
    QFETCH(double, own);
    WatchedRun run(m_pairs, 12, [&](TrainingSettings& settings) { settings.discriminatorRate = own; });
    bool ill = false;
    run.observer.atStep = [&](long long now) {
        if (now == 5 && !ill) {
            ill = true;
            makeIll(*trainerOf(run).generator());
        }
    };
    QCOMPARE(run.run().orThrow(), Outcome::Finished);
    const auto settings = checkpointAt(run.folder()).orThrow().manifest.settings;
    QCOMPARE(settings.learningRate, smallSettings().learningRate / 2);
    QCOMPARE(settings.discriminatorRate, own / 2);
    std::vector<SettingChange> told{{"learning-rate", fieldValueText(settings.learningRate)}};
    if (own > 0) {
        told.push_back({"discriminator-rate", fieldValueText(own / 2)});
    }
    const auto event = std::find_if(run.observer.events.begin(), run.observer.events.end(),
                                    [](const auto& each) { return each.kind == "diverged"; });
    QVERIFY(event != run.observer.events.end() && event->changes == told);
}

void RecoveryTest::aBadCheckpointIsPassedOver() {
    WatchedRun run(m_pairs, 40);
    int ills = 0;
    run.observer.atStep = [&](long long now) {
        if ((now == 5 || now == 10) && ills == 0) {
            run.session->requestCheckpoint();
        }
        // Whoever goes on from step 10 falls ill at once; from step 5 all is well.
        const bool fromTen = now == 11;
        if (fromTen && ills < 2) {
            ++ills;
            makeIll(*trainerOf(run).generator());
        }
    };
    QCOMPARE(run.run().orThrow(), Outcome::Finished);
    QVERIFY((run.observer.stepsOf("diverged") == std::vector<long long>{10, 5}));
}

/// A checkpoint that the run has gone back behind is of a life that ended ill, however late it is wanted.
void RecoveryTest::whatWasLeftIsNotGoneBackTo() {
    WatchedRun run(m_pairs, 160);
    int ills = 0;
    run.observer.atStep = [&](long long now) {
        if ((now == 5 || now == 10) && ills == 0) {
            run.session->requestCheckpoint();
        }
        if ((now == 11 && ills < 2) || (now == 150 && ills == 2)) {
            ++ills;
            makeIll(*trainerOf(run).generator());
        }
    };
    QCOMPARE(run.run().orThrow(), Outcome::Finished);
    QVERIFY((run.observer.stepsOf("diverged") == std::vector<long long>{10, 5, 5}));
}

/// Nor does the project take it for what was learnt last, once the run has been stopped before it.
void RecoveryTest::whatWasLeftIsNotTheNewest() {
    WatchedRun run(m_pairs, 160);
    int ills = 0;
    std::stop_source stop;
    run.observer.atStep = [&](long long now) {
        if ((now == 5 || now == 10) && ills == 0) {
            run.session->requestCheckpoint();
        }
        if (now == 11 && ills < 2) {
            ++ills;
            makeIll(*trainerOf(run).generator());
        }
        if (now == 8 && ills == 2) {
            stop.request_stop();
        }
    };
    QCOMPARE(run.session->run(stop.get_token(), run.observer).orThrow(), Outcome::Stopped);
    const auto checkpoints = run.folder() / "checkpoints";
    QVERIFY(fs::exists(checkpoints / "00000010") && fs::exists(checkpoints / "00000008"));
    QVERIFY(checkpointAt(run.folder()).orThrow().folder == checkpoints / "00000008");
    QVERIFY(newestCheckpoint(run.folder().parent_path()) == checkpoints / "00000008");
    QVERIFY(!needsOwnRun(checkpoints / "00000008"));
    auto setup = smallSetup(m_pairs, run.folder(), 12); // what goes on stores that step anew
    setup.resumeFrom = checkpoints / "00000008";
    const auto session = TrainingSession::create(std::move(setup)).orThrow();
    RecordingObserver observer;
    observer.atStep = [&](long long now) {
        if (now == 10) {
            session->requestCheckpoint();
        }
    };
    session->run({}, observer).orThrow();
    QVERIFY(!wasLeft(checkpoints / "00000010") && !wasLeft(checkpoints / "00000012"));
}

void RecoveryTest::aDamagedCheckpointIsPassedOver() {
    WatchedRun run(m_pairs, 20);
    bool ill = false;
    run.observer.atStep = [&](long long now) {
        if ((now == 5 || now == 10) && !ill) {
            run.session->requestCheckpoint();
        }
        if (now == 14 && !ill) {
            ill = true;
            const auto newest = run.observer.checkpoints.back();
            QVERIFY(writeFileAtomically(newest / "model.safetensors", std::string_view("gone")).ok());
            makeIll(*trainerOf(run).generator());
        }
    };
    QCOMPARE(run.run().orThrow(), Outcome::Finished);
    QVERIFY((run.observer.stepsOf("diverged") == std::vector<long long>{5}));
}

/// The checkpoint that a run went on from may be gone by then: newer ones have taken its place.
void RecoveryTest::whatItWentOnFromMayBeGone() {
    WatchedRun first(m_pairs, 5);
    QCOMPARE(first.run().orThrow(), Outcome::Finished);
    auto setup = smallSetup(m_pairs, first.folder(), 20);
    setup.settings.keepCheckpoints = 1;
    setup.settings.keepBest = 0;
    setup.resumeFrom = first.observer.checkpoints.back();
    const auto session = TrainingSession::create(std::move(setup)).orThrow();
    RecordingObserver observer;
    int ills = 0;
    observer.atStep = [&](long long now) {
        if (now == 10 && ills == 0) {
            session->requestCheckpoint(); // and that of step 5 goes
        }
        if (now == 12 && ills < 2) {
            ++ills;
            makeIll(*static_cast<Session&>(*session).trainer().generator());
        }
    };
    const auto result = session->run({}, observer);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::NotFinite); // and not that a file is missing
    QVERIFY((observer.stepsOf("diverged") == std::vector<long long>{10}));
}

void RecoveryTest::theRateStaysOneThatCanBeSet() {
    WatchedRun run(m_pairs, 12, [](TrainingSettings& settings) { settings.learningRate = 1.5e-7; });
    bool ill = false;
    run.observer.atStep = [&](long long now) {
        if (now == 5 && !ill) {
            ill = true;
            makeIll(*trainerOf(run).generator());
        }
    };
    QCOMPARE(run.run().orThrow(), Outcome::Finished);
    QCOMPARE(checkpointAt(run.folder()).orThrow().manifest.learningRate, leastLearningRate());
}

void RecoveryTest::whereItNeverHelps() {
    WatchedRun run(m_pairs, 50);
    run.observer.atStep = [&](long long now) {
        if (now == 3) {
            makeIll(*trainerOf(run).generator());
        }
    };
    const auto result = run.run();
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::NotFinite);
    QVERIFY(!result.error().advice.empty());
    QVERIFY(!fs::exists(run.folder() / "checkpoints"));
}

QTEST_GUILESS_MAIN(RecoveryTest)
#include "recovery_test.moc"
