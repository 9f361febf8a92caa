// TrainingRunner: a session on a thread of its own, heard on this one.
#include "fake_training_session.h"

#include <QSignalSpy>
#include <QtTest>

using namespace typemould;

class RunnerTest : public QObject {
    Q_OBJECT
private:
    std::shared_ptr<FakeTraining> m_script;

    TrainingRunner::SessionFactory factory(long long steps = 0) {
        return [script = m_script, steps](std::stop_token) {
            TrainingSetup setup;
            setup.budget.steps = steps;
            setup.runFolder = "run";
            return fakeSessions(script)(setup);
        };
    }
    static void waitForSteps(TrainingRunner& runner, long long steps) {
        QTRY_VERIFY_WITH_TIMEOUT(runner.progress().step >= steps, 5000);
    }

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support ).*"));
        m_script = std::make_shared<FakeTraining>();
    }

    void aRunWithABudgetFinishesByItself() {
        TrainingRunner runner;
        QSignalSpy ended(&runner, &TrainingRunner::ended);
        long long rows = 0;
        connect(&runner, &TrainingRunner::progressed,
                [&](const auto& got) { rows += static_cast<long long>(got.size()); });
        auto keep = std::make_shared<int>(1);
        const std::weak_ptr<int> kept = keep;
        runner.start(factory(50), std::move(keep));
        QVERIFY(runner.active());
        QVERIFY(!runner.canStart());
        QVERIFY(ended.wait(5000));
        QCOMPARE(ended.first().first().toBool(), true);
        QCOMPARE(rows, 50); // no row is lost
        QCOMPARE(runner.progress().step, 50);
        QCOMPARE(runner.state(), TrainingState::Finished);
        QVERIFY(runner.canStart());
        QVERIFY(kept.expired()); // pairs and faces are let go of
        QVERIFY(m_script->destroyed);
    }

    void stopWhileTheSessionIsBuiltIsAStop() {
        TrainingRunner runner;
        QSignalSpy ended(&runner, &TrainingRunner::ended);
        QSignalSpy failed(&runner, &TrainingRunner::failed);
        runner.start(
            [](std::stop_token stop) -> Result<std::unique_ptr<TrainingSession>> {
                while (!stop.stop_requested()) {
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                }
                return Error{ErrorCode::Cancelled, "Stopped.", {}};
            },
            nullptr);
        runner.stop();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended.first().first().toBool(), false);
        QVERIFY(failed.isEmpty());
    }

    void stopEndsItWithACheckpoint() {
        TrainingRunner runner;
        QSignalSpy ended(&runner, &TrainingRunner::ended);
        QSignalSpy saved(&runner, &TrainingRunner::checkpointSaved);
        runner.start(factory(), nullptr);
        waitForSteps(runner, 5);
        runner.stop();
        QCOMPARE(runner.state(), TrainingState::Stopping);
        QVERIFY(!runner.canStop());
        QVERIFY(ended.wait(2000));
        QCOMPARE(ended.first().first().toBool(), false);
        QCOMPARE(saved.size(), 1);
    }

    void pauseStopsTheStepsAndResumeGoesOn() {
        TrainingRunner runner;
        QSignalSpy ended(&runner, &TrainingRunner::ended);
        runner.start(factory(), nullptr);
        waitForSteps(runner, 3);
        QVERIFY(runner.canPause());
        runner.pause();
        QTRY_COMPARE(runner.state(), TrainingState::Paused);
        const long long there = runner.progress().step;
        QTest::qWait(150);
        QCOMPARE(runner.progress().step, there);
        QVERIFY(runner.canResume());
        runner.resume();
        QTRY_COMPARE(runner.state(), TrainingState::Running);
        waitForSteps(runner, there + 3);
        runner.stop();
        QVERIFY(ended.wait(2000));
    }

    void aPausedRunCanBeStopped() {
        TrainingRunner runner;
        QSignalSpy ended(&runner, &TrainingRunner::ended);
        runner.start(factory(), nullptr);
        waitForSteps(runner, 3);
        runner.pause();
        QTRY_COMPARE(runner.state(), TrainingState::Paused);
        runner.stop();
        QVERIFY(ended.wait(2000));
    }

    void requestsReachTheSessionEvenWhileItIsBuilt() {
        TrainingRunner runner;
        QSignalSpy saved(&runner, &TrainingRunner::checkpointSaved);
        m_script->startMilliseconds = 200;
        runner.start(factory(), nullptr);
        runner.requestPreviewText("永");
        runner.requestUpsampling({UpsampleMode::Transposed});
        runner.requestFreezing({"freeze block=encoder.1", "freeze block=output"});
        runner.requestSettings({{"learning-rate", "0.005"}, {"edge-weight", "1"}});
        runner.requestCheckpoint();
        const QStringList wanted{"text 永", "upsampling transposed",
                                 "freezing freeze block=encoder.1; freeze block=output",
                                 "settings learning-rate 0.005, edge-weight 1", "checkpoint"};
        QTRY_COMPARE(m_script->requests(), wanted);
        QTRY_COMPARE(saved.size(), 1);
    }

    void whatIsWrongIsToldUntilTheNextRun() {
        TrainingRunner runner;
        QSignalSpy told(&runner, &TrainingRunner::healthChanged);
        runner.start(factory(), nullptr);
        waitForSteps(runner, 1);
        QVERIFY(runner.health().empty() && runner.healthLine().empty());
        const HealthFinding finding{Illness::Plateau, 7, "No nearer.", "Halve it.", {{"batch", "4"}}};
        m_script->setHealth({finding}, "No nearer.");
        QTRY_COMPARE(runner.health(), std::vector{finding});
        QCOMPARE(runner.healthLine(), std::string("No nearer."));
        runner.stop();
        QTRY_VERIFY(!runner.active());
        QCOMPARE(runner.health().size(), std::size_t(1));
        const auto before = told.size();
        runner.start(factory(), nullptr);
        QVERIFY(runner.health().empty());
        QVERIFY(told.size() > before);
    }

    void stopWhileItIsBuiltEndsItAtOnce() {
        TrainingRunner runner;
        m_script->startMilliseconds = 150;
        QSignalSpy ended(&runner, &TrainingRunner::ended);
        runner.start(factory(), nullptr);
        runner.stop();
        QVERIFY(ended.wait(2000));
        QCOMPARE(runner.progress().step, 0);
    }

    void aFailureIsToldAndAnotherRunCanStart() {
        TrainingRunner runner;
        m_script->failAtStep = 7;
        QSignalSpy failed(&runner, &TrainingRunner::failed);
        QSignalSpy ended(&runner, &TrainingRunner::ended);
        runner.start(factory(), nullptr);
        QVERIFY(failed.wait(2000));
        QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::NotFinite);
        QCOMPARE(runner.state(), TrainingState::Failed);
        QCOMPARE(ended.size(), 0);
        m_script->failAtStep = 0;
        runner.start(factory(10), nullptr);
        QVERIFY(ended.wait(2000));
    }

    void aSessionThatCannotBeBuiltIsAFailure() {
        TrainingRunner runner;
        m_script->failToStart = true;
        QSignalSpy failed(&runner, &TrainingRunner::failed);
        runner.start(factory(), nullptr);
        QVERIFY(failed.wait(2000));
        QCOMPARE(failed.first().first().value<Error>().message, std::string("The canvas does not fit."));
        QVERIFY(runner.canStart());
    }

    void atMostTwentySignalsASecond() {
        TrainingRunner runner;
        m_script->stepsPerSecond = 1000;
        m_script->previewEvery = 5;
        int signalCount = 0;
        int previews = 0;
        connect(&runner, &TrainingRunner::progressed, [&] { ++signalCount; });
        connect(&runner, &TrainingRunner::previewed, [&] { ++previews; });
        runner.start(factory(), nullptr);
        waitForSteps(runner, 1);
        signalCount = previews = 0;
        QTest::qWait(1000);
        QVERIFY2(signalCount >= 5 && signalCount <= 22, qPrintable(QString::number(signalCount)));
        QVERIFY2(previews >= 1 && previews <= 22, qPrintable(QString::number(previews)));
    }

    void destroyingARunnerStopsItsRun() {
        {
            TrainingRunner runner;
            runner.start(factory(), nullptr);
            waitForSteps(runner, 3);
        }
        QVERIFY(m_script->destroyed);
    }
};

QTEST_GUILESS_MAIN(RunnerTest)
#include "runner_test.moc"
