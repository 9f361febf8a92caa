// The ways to the windows on runs from the main window, and what leaving does to an experiment.
#include "main_window_fixture.h"
#include "ui/runs/experiment_dialog.h"
#include "ui/runs/runs_bar.h"
#include "ui/runs/runs_dialog.h"
#include "ui/runs/timeline_dialog.h"
#include "ui/train/train_page.h"

using namespace typemould;

class RunsWindowsTest : public QObject, protected MainWindowFixture {
    Q_OBJECT
    RunsBar& bar() { return child<TrainPage>("trainPage")->runs(); }
    /// An experiment that goes on until it is asked to stop.
    void startExperiment() {
        bar().experiment().setRunner([](const ExperimentSetup&, std::stop_token stop,
                                        ExperimentObserver&) -> Result<ExperimentResult> {
            while (!stop.stop_requested()) {
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
            }
            return ExperimentResult{{}, {}, true};
        });
        QTRY_COMPARE_WITH_TIMEOUT(bar().experiment().obstacle(), QString(), 20000);
        TrainingBudget budget;
        budget.steps = 5;
        bar().experiment().start(variantsOf({{"batch", {"2", "4"}}}, document().data().training).orThrow(),
                                 budget);
        QVERIFY(bar().experiment().running() && document().experimenting());
    }

private Q_SLOTS:
    void init() { makeStudio(); }
    void cleanup() { dropStudio(); }

    void theyOpenByKeyOnceEach_data() {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("window");
        QTest::addColumn<QString>("button");
        QTest::newRow("timeline") << "Ctrl+T"
                                  << "timelineDialog"
                                  << "openTimeline";
        QTest::newRow("runs") << "Ctrl+R"
                              << "runsDialog"
                              << "openRuns";
        QTest::newRow("experiment") << "Ctrl+E"
                                    << "experimentDialog"
                                    << "openExperiment";
    }
    void theyOpenByKeyOnceEach() {
        QFETCH(QString, keys);
        QFETCH(QString, window);
        QFETCH(QString, button);
        QTest::keySequence(m_window.get(), QKeySequence(keys));
        QVERIFY(m_window->findChildren<QDialog*>(window).isEmpty()); // no project yet
        openReady();
        QTest::keySequence(m_window.get(), QKeySequence(keys));
        QTRY_COMPARE(m_window->findChildren<QDialog*>(window).size(), 1);
        m_window->findChild<QPushButton*>(button)->click(); // brings it to the front
        QCOMPARE(m_window->findChildren<QDialog*>(window).size(), 1);
        auto* opened = m_window->findChild<QDialog*>(window);
        QVERIFY(opened->isVisible() && !opened->isModal());
        document().closeProject();
        QVERIFY(!opened->isVisible());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(m_window->findChildren<QDialog*>(window).isEmpty());
    }

    void theRunsWindowLeadsToTheTimeline() {
        openReady();
        const auto run = document().newRun().orThrow();
        bar().openRuns();
        auto* runs = m_window->findChild<RunsDialog*>("runsDialog");
        Q_EMIT runs->timelineWanted(run);
        auto* timeline = m_window->findChild<TimelineDialog*>("timelineDialog");
        QVERIFY(timeline != nullptr && timeline->isVisible());
    }

    void leavingAsksAboutAnExperiment() {
        openReady();
        startExperiment();
        QVERIFY(child<QPushButton>("openExperiment")->text().contains("%"));
        m_dialogs->answers = {2}; // cancel
        action("actionClose")->trigger();
        QVERIFY(m_dialogs->asked.last().contains("experiment"));
        QVERIFY(document().isOpen() && bar().experiment().running());
        m_dialogs->answers = {1}; // stop it
        action("actionClose")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!document().isOpen(), 20000);
        QVERIFY(!bar().experiment().running());
    }

    void closingTheWindowAsksToo() {
        openReady();
        startExperiment();
        m_dialogs->answers = {2};
        QVERIFY(!m_window->close());
        m_dialogs->answers = {1};
        QVERIFY(!m_window->close());
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), 20000);
    }

    void theSystemsEndEndsItWithoutAQuestion() {
        openReady();
        startExperiment();
        QVERIFY(m_window->saveAtOnce().ok());
        QVERIFY(!bar().experiment().running());
    }
};

QTEST_MAIN(RunsWindowsTest)
#include "runs_windows_test.moc"
