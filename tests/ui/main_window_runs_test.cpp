// MainWindow: the run bar, and that a run never stalls the window, with a session without a network.
#include "main_window_fixture.h"
#include "ui/studio/run_bar.h"

#include <QClipboard>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QProgressBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSplitter>
#include <QTabBar>
#include <QTableWidget>

#include <algorithm>

using namespace typemould;

class MainWindowRunsTest : public QObject, protected MainWindowFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { makeStudio(); }
    void cleanup() { dropStudio(); }

    // --- The run

    void theRunBarSaysWhyItCannotStart() {
        m_dialogs->newProjects.push_back(m_folder->filePath("Empty.typemould"));
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        QTRY_VERIFY(!document().openingFonts());
        QVERIFY(!action("actionRunToggle")->isEnabled());
        QVERIFY(child<QLabel>("runFigures")->text().contains("source and a target font"));
    }

    void aRunIsStartedPausedResumedAndStopped() {
        openReady();
        auto* button = child<QToolButton>("runStart");
        QCOMPARE(button->text(), "Start");
        QTRY_VERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(8, button->height() / 2));
        QTRY_COMPARE(runner().state(), TrainingState::Running);
        QTRY_VERIFY(child<QLabel>("runFigures")->text().contains("step"));
        QVERIFY(child<QLabel>("runFigures")->text().contains("glyphs/s"));
        QCOMPARE(button->text(), "Pause");
        QCOMPARE(child<QLabel>("runState")->text(), "Training");
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QTRY_COMPARE(button->text(), "Resume");
        QCOMPARE(child<QLabel>("runState")->text(), "Paused");
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QTRY_COMPARE(button->text(), "Pause");
        QTest::mouseClick(child<QToolButton>("runCheckpoint"), Qt::LeftButton);
        QTRY_VERIFY(document().checkpoint().has_value());
        QTest::mouseClick(child<QToolButton>("runStop"), Qt::LeftButton);
        QTRY_COMPARE(child<QLabel>("runState")->text(), "Stopped and saved");
        QCOMPARE(button->text(), "Continue"); // there is a checkpoint now
        QVERIFY(!child<QToolButton>("runStop")->isEnabled());
        startRun();
        QVERIFY(!m_script->setup().resumeFrom.empty());
        stopRun();
        action("actionStartFresh")->trigger();
        QTRY_COMPARE(runner().state(), TrainingState::Running);
        QVERIFY(m_script->setup().resumeFrom.empty());
        stopRun();
    }

    void theBudgetReachesTheSessionAndIsRemembered_data() {
        QTest::addColumn<int>("unit");
        QTest::addColumn<double>("minutes");
        QTest::addColumn<qlonglong>("steps");
        QTest::addColumn<double>("epochs");
        QTest::newRow("minutes") << 0 << 7.0 << 0LL << 0.0;
        QTest::newRow("steps") << 1 << 0.0 << 7LL << 0.0;
        QTest::newRow("epochs") << 2 << 0.0 << 0LL << 7.0;
        QTest::newRow("until stopped") << 3 << 0.0 << 0LL << 0.0;
    }
    void theBudgetReachesTheSessionAndIsRemembered() {
        QFETCH(int, unit);
        QFETCH(double, minutes);
        QFETCH(qlonglong, steps);
        QFETCH(double, epochs);
        openReady();
        auto* amount = child<QDoubleSpinBox>("budgetAmount");
        amount->setValue(7);
        child<QComboBox>("budgetUnit")->setCurrentIndex(unit);
        QCOMPARE(amount->isEnabled(), unit != 3);
        QTRY_VERIFY(action("actionRunToggle")->isEnabled());
        action("actionRunToggle")->trigger();
        QTRY_VERIFY(runner().progress().step > 0);
        const TrainingBudget budget = m_script->setup().budget;
        QCOMPARE(budget.minutes, minutes);
        QCOMPARE(budget.steps, steps);
        QCOMPARE(budget.epochs, epochs);
        if (unit == 1) {
            QTRY_COMPARE(child<QLabel>("runState")->text(), "Finished");
            QCOMPARE(child<QProgressBar>("runProgress")->value(),
                     child<QProgressBar>("runProgress")->maximum());
        } else {
            QVERIFY(!child<QWidget>("budgetUnit")->isEnabled());
            stopRun();
        }
        const auto again = makeWindow();
        QCOMPARE(again->findChild<QComboBox*>("budgetUnit")->currentIndex(), unit);
        QCOMPARE(again->findChild<QDoubleSpinBox*>("budgetAmount")->value(), 7.0);
    }

    void aFailedRunIsToldInTheWindow() {
        openReady();
        m_script->failAtStep = 7;
        QTRY_VERIFY(action("actionRunToggle")->isEnabled());
        action("actionRunToggle")->trigger();
        QTRY_COMPARE(child<QLabel>("runState")->text(), "Training failed");
        QVERIFY(child<QLabel>("messageText")->text().contains("is not a number"));
        QVERIFY(child<QLabel>("messageText")->text().contains("lower learning rate"));
        QVERIFY(action("actionRunToggle")->isEnabled());
    }

    /// The real thing, small: a network learns, its preview is seen, its checkpoint is found again.
    void aRealNetworkTrainsInTheWindow() {
        m_window.reset();
        m_window = std::make_unique<MainWindow>(MainWindow::Surroundings{
            .dialogs = m_dialogs.get(), .openDemo = {}, .demoFolder = {}, .makeSession = {}, .about = {}});
        m_window->show();
        openReady();
        document().edit("small", [](ProjectData& data) {
            data.training.width = 8;
            data.training.depth = 2;
            data.training.batch = 2;
            data.training.threads = 1;
            data.training.previewText = data.characters.substr(0, 6);
        });
        child<QDoubleSpinBox>("budgetAmount")->setValue(5);
        child<QComboBox>("budgetUnit")->setCurrentIndex(1);
        m_window->showPage(Page::Train);
        QSignalSpy previews(&runner(), &TrainingRunner::previewed);
        QTRY_VERIFY(action("actionRunToggle")->isEnabled());
        action("actionRunToggle")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(child<QLabel>("runState")->text(), "Finished", 60000);
        QCOMPARE(runner().progress().step, 5);
        QVERIFY(previews.size() >= 1);
        QVERIFY(document().checkpoint().has_value());
        QCOMPARE(document().project().latestCheckpoint()->folder, *document().checkpoint());
        QVERIFY(!child<QWidget>("messageStrip")->isVisible());
    }

    void whatARunHoldsIsNotUndone() {
        openReady();
        document().edit("Change width", [](ProjectData& data) { data.training.width += 8; });
        const int width = document().data().training.width;
        auto* undo = action("actionUndo");
        QVERIFY(undo->isEnabled());
        QVERIFY(undo->text().contains("Change width"));
        startRun();
        QVERIFY(!undo->isEnabled());
        QVERIFY(undo->toolTip().contains("stop it first"));
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(document().data().training.width, width);
        edit(); // the preview text is free
        QVERIFY(undo->isEnabled());
        undo->trigger();
        QVERIFY(!undo->isEnabled());
        stopRun();
        QVERIFY(undo->isEnabled());
        undo->trigger();
        QCOMPARE(document().data().training.width, width - 8);
        auto* redo = action("actionRedo");
        QVERIFY(redo->isEnabled());
        startRun();
        QVERIFY(!redo->isEnabled());
        stopRun();
    }

    /// At 1,000 steps a second with previews, on every page, the window answers within a tenth of a second.
    void theWindowNeverStallsWhileTraining() {
        openReady();
        m_window->resize(1400, 900);
        m_script->stepsPerSecond = 1000;
        m_script->previewEvery = 20;
        startRun();
        QList<double> waits;
        QElapsedTimer whole;
        whole.start();
        QElapsedTimer since;
        since.start();
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer);
        connect(&timer, &QTimer::timeout, this, [&] {
            waits << static_cast<double>(since.nsecsElapsed()) / 1e6 - 5;
            since.start();
        });
        timer.start(5);
        int page = 1;
        m_window->showPage(Page::Train);
        while (whole.elapsed() < 3000) {
            QTest::qWait(250);
            page = page == 1 && whole.elapsed() > 2000 ? 2 : page; // the last second on another page
            m_window->showPage(static_cast<Page>(page));
        }
        timer.stop();
        stopRun();
        QVERIFY(runner().progress().step > 1000);
        std::sort(waits.begin(), waits.end());
        const double p99 = waits[static_cast<qsizetype>(0.99 * static_cast<double>(waits.size() - 1))];
        qInfo("beside a fake run: %lld timers waited p50 %.1f ms, p99 %.1f ms, at most %.1f ms",
              static_cast<long long>(waits.size()), waits[waits.size() / 2], p99, waits.last());
        QVERIFY2(p99 <= 100, qPrintable(QString("p99 %1 ms of %2 timers").arg(p99).arg(waits.size())));
    }
};

QTEST_MAIN(MainWindowRunsTest)
#include "main_window_runs_test.moc"
