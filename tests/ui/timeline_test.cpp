// The timeline: any moment of a run beside now, and the way back to it.
#include "runs_fixture.h"
#include "ui/runs/comparison_view.h"
#include "ui/runs/run_text.h"
#include "ui/runs/timeline_dialog.h"
#include "ui/widgets/shown_text.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QListWidget>
#include <QTableWidget>

using namespace typemould;

class TimelineTest : public QObject, protected RunsFixture {
    Q_OBJECT
    std::unique_ptr<TimelineDialog> m_dialog;
    std::filesystem::path m_run, m_early, m_late;

    /// A run of 40 steps with checkpoints at 20 (batch 3, the best) and 40 (batch 5), from which training
    /// goes on; the project is saved with a batch of 7.
    void makeHistory() {
        m_run = makeRun(40);
        setBatch(3);
        m_early = addCheckpoint(m_run, 20, 0.08);
        tellEvent(m_run, 25, "settings", "batch 5");
        setBatch(5);
        m_late = addCheckpoint(m_run, 40, 0.09);
        setBatch(7);
        QVERIFY(m_document->save().ok());
        m_document->undoStack().clear();
        m_document->checkpointSaved(m_late, 40);
    }
    void open() {
        m_dialog = std::make_unique<TimelineDialog>(*m_document, *m_runner, *m_control, m_dialogs);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
        settle();
    }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->reading(), 20000); }
    MomentSlider* slider() { return part<MomentSlider>(m_dialog.get(), "timelineSlider"); }
    ComparisonView* pictures() { return part<ComparisonView>(m_dialog.get(), "comparisonView"); }
    void press(Qt::Key key) {
        QTest::keyClick(slider(), key);
        settle();
    }
    /// The grey of the first glyph as the preview of that moment, or of now, shows it.
    int grey(std::size_t preview) { return pictures()->glyphs().at(0).drawn.at(preview).at(60, 60); }
    QString figure(int row, int column) {
        return part<QTableWidget>(m_dialog.get(), "timelineFigures")->item(row, column)->text();
    }
    QPushButton* goOn() { return part<QPushButton>(m_dialog.get(), "timelineGoOn"); }
    void goTo(long long step) {
        slider()->goTo(step);
        settle();
    }
    void waitBack(long long step) {
        QTRY_VERIFY2_WITH_TIMEOUT(!m_document->changingNetwork() && m_document->learntSteps() == step,
                                  qPrintable(problem()), 30000);
    }

private Q_SLOTS:
    void init() {
        cleanup(); // what a failed start left
        makeStudio();
        openProject();
        forgetNetwork();
    }
    void cleanup() {
        QVERIFY(m_dialogs.allUsed());
        m_dialog.reset();
        dropStudio();
    }

    void theKeysGoFromPreviewToPreview() {
        makeHistory();
        open();
        QCOMPARE(slider()->step(), 40);
        QCOMPARE(grey(0), 40);
        press(Qt::Key_Left);
        QCOMPARE(slider()->step(), 30);
        QCOMPARE(grey(0), 30);
        QCOMPARE(grey(1), 40); // now
        press(Qt::Key_Home);
        QCOMPARE(slider()->step(), 10);
        QCOMPARE(grey(0), 10);
        press(Qt::Key_Right);
        QCOMPARE(grey(0), 20);
        press(Qt::Key_End);
        QCOMPARE(grey(0), 40);
        press(Qt::Key_PageUp); // the checkpoint before
        QCOMPARE(slider()->step(), 20);
        press(Qt::Key_PageDown);
        QCOMPARE(slider()->step(), 40);
    }

    void picturesOfAMomentThatWasPassedByAreNotShown() {
        makeHistory();
        open();
        QCOMPARE(grey(0), 40);
        slider()->goTo(30);
        slider()->goTo(40); // before those of 30 are read
        settle();
        QTest::qWait(100);
        QCOMPARE(grey(0), 40);
        QCOMPARE(pictures()->labels().front(), QString("Step 40"));
    }

    void theSliderBearsWhatHappened() {
        makeHistory();
        open();
        int events = 0, checkpoints = 0, best = 0;
        for (const MomentMark& mark : slider()->marks()) {
            events += mark.kind == MomentMark::Kind::Event;
            checkpoints += mark.kind == MomentMark::Kind::Checkpoint;
            if (mark.kind == MomentMark::Kind::Best) {
                ++best;
                QCOMPARE(mark.step, 20);
            }
        }
        QCOMPARE(events, 1); // that a checkpoint was saved is said by its own mark
        QCOMPARE(checkpoints, 1);
        QCOMPARE(best, 1);
        bool told = false;
        for (int x = 0; x < slider()->width(); ++x) {
            told = told || slider()->textAt({x, 5}).contains("Batch");
        }
        QVERIFY(told);
    }

    void figuresAndChangesAreOfTheMoment() {
        makeHistory();
        open();
        auto* changes = part<QListWidget>(m_dialog.get(), "timelineChanges");
        goTo(20);
        QCOMPARE(changes->count(), 0);
        QCOMPARE(figure(0, 0), trainedText(120));
        QCOMPARE(figure(0, 2), figureText(0.18)); // of the batch
        QCOMPARE(figure(0, 3), figureText(0.08)); // held out
        QCOMPARE(figure(1, 3), figureText(0.09)); // now
        goTo(30);
        QCOMPARE(changes->count(), 1);
        QVERIFY(changes->item(0)->text().contains("5"));
        goTo(10);
        QCOMPARE(figure(0, 3), figureText({})); // not measured yet
    }

    void goingOnTakesNetworkAndSettingsBackAndUndoTakesThatBack() {
        makeHistory();
        open();
        goTo(30);
        QVERIFY(textOf(m_dialog.get(), "timelineCheckpoint").contains("20"));
        goOn()->click();
        waitBack(20);
        QVERIFY(runOf(*m_document->checkpoint()) != m_run); // a run of its own
        QVERIFY(exists(m_early) && exists(m_late));
        QCOMPARE(data().training.batch, 3);
        QVERIFY(!m_document->project().unsaved());
        settle();
        QCOMPARE(slider()->step(), 30); // the window stays where it is
        QCOMPARE(grey(1), 20);          // what the network drew then is what it draws now
        const auto back = *m_document->checkpoint();
        m_document->undo();
        QCOMPARE(*m_document->checkpoint(), m_late);
        QCOMPARE(data().training.batch, 7);
        m_document->redo();
        QCOMPARE(*m_document->checkpoint(), back);
        QCOMPARE(data().training.batch, 3);
        QCOMPARE(readRun(runOf(back)).orThrow().settings->batch, 3);
    }

    void theSettingsCanStayAsTheyAre() {
        makeHistory();
        open();
        goTo(20);
        part<QCheckBox>(m_dialog.get(), "timelineSettings")->setChecked(false);
        goOn()->click();
        waitBack(20);
        QCOMPARE(data().training.batch, 7);
    }

    void theNewestNeedsNoRunOfItsOwn() {
        makeHistory();
        open();
        goOn()->click();
        QTRY_COMPARE(data().training.batch, 5);
        QCOMPARE(*m_document->checkpoint(), m_late);
        m_document->undo();
        QCOMPARE(data().training.batch, 7);
    }

    void unsavedChangesAreAskedAbout() {
        makeHistory();
        open();
        goTo(20);
        setBatch(9);
        m_dialogs.answers = {1}; // cancel
        goOn()->click();
        QVERIFY(m_dialogs.asked.last().contains("unsaved"));
        QCOMPARE(*m_document->checkpoint(), m_late);
        QVERIFY(!m_document->changingNetwork());
        m_dialogs.answers = {0};
        goOn()->click();
        waitBack(20);
    }

    void aRunThatGoesIsStoppedFirst() {
        makeHistory();
        open();
        startRun(false);
        goTo(20);
        m_dialogs.answers = {1}; // cancel
        goOn()->click();
        QVERIFY(m_runner->active());
        m_dialogs.answers = {0};
        goOn()->click();
        waitBack(20);
        QTRY_VERIFY(!m_runner->active());
        QCOMPARE(readCheckpoint(*m_document->checkpoint()).orThrow().step, 20);
        m_document->undo(); // to what the run has saved at its end
        QCOMPARE(runOf(*m_document->checkpoint()), m_control->runFolder());
        QVERIFY(*m_document->checkpoint() != m_late);
    }

    /// The run prunes what it has saved before: what is gone back to must not be lost to that.
    void whatIsGoneBackToIsKeptBeforeTheRunIsStopped() {
        makeHistory();
        open();
        startRun(false);
        goTo(20);
        connect(m_runner.get(), &TrainingRunner::stateChanged, this, [this](TrainingState state) {
            if (state == TrainingState::Stopping) {
                (void)removeTree(m_early);
            }
        });
        m_dialogs.answers = {0};
        goOn()->click();
        waitBack(20);
        QVERIFY(!exists(m_early));
        QVERIFY(exists(*m_document->checkpoint() / "manifest.json"));
    }

    void withoutACheckpointSoEarlyItSaysWhichIsTheFirst() {
        makeHistory();
        open();
        goTo(10);
        QVERIFY(!goOn()->isEnabled());
        QVERIFY(textOf(m_dialog.get(), "timelineCheckpoint").contains("20"));
    }

    void aDamagedCheckpointIsNotGoneBackTo() {
        makeHistory();
        QFile file(QString::fromStdString((m_early / "model.safetensors").string()));
        QVERIFY(file.open(QIODevice::Append));
        file.write("x");
        file.close();
        open();
        goTo(20);
        goOn()->click();
        QTRY_VERIFY_WITH_TIMEOUT(problem().contains("damaged"), 20000);
        QCOMPARE(*m_document->checkpoint(), m_late);
        QCOMPARE(data().training.batch, 7);
    }

    void theRunThatGoesIsFollowed() {
        makeHistory();
        open();
        QCOMPARE(slider()->maximum(), 3);
        fillRun(m_run, 41, 50);
        Q_EMIT m_runner->previewed(preview(50));
        QTRY_COMPARE_WITH_TIMEOUT(slider()->maximum(), 4, 20000);
        settle();
        QCOMPARE(slider()->step(), 50); // it was at the end, and stays there
        goTo(20);
        fillRun(m_run, 51, 60);
        Q_EMIT m_runner->previewed(preview(60));
        QTRY_COMPARE_WITH_TIMEOUT(slider()->maximum(), 5, 20000);
        QCOMPARE(slider()->step(), 20); // and so it does elsewhere
    }

    void anotherRunIsLookedBackOn() {
        makeHistory();
        const auto other = makeRun(20, 0.3);
        open();
        auto* runs = part<QComboBox>(m_dialog.get(), "timelineRun");
        QCOMPARE(runs->count(), 2);
        QCOMPARE(pathOf(runs->currentData().toString()), m_run); // the one at work
        runs->setCurrentIndex(0);
        Q_EMIT runs->activated(0);
        settle();
        QCOMPARE(pathOf(runs->currentData().toString()), other);
        QCOMPARE(slider()->maximum(), 1);
        QCOMPARE(grey(0), 20);
        QCOMPARE(grey(1), 40); // now is the run at work
        QVERIFY(!goOn()->isEnabled());
    }

    void anOpenListOfRunsKeepsItsPlace() {
        makeHistory();
        makeRun(20, 0.3);
        open();
        auto* runs = part<QComboBox>(m_dialog.get(), "timelineRun");
        QCOMPARE(runs->count(), 2);
        runs->showPopup();
        QVERIFY(runs->view()->isVisible());
        runs->view()->setCurrentIndex(runs->model()->index(0, 0));
        const QString before = runs->itemText(1);
        fillRun(m_run, 41, 50); // the line of the run that goes is another then
        Q_EMIT m_runner->previewed(preview(50));
        QTRY_VERIFY_WITH_TIMEOUT(runs->itemText(1) != before, 20000);
        settle();
        QCOMPARE(runs->view()->currentIndex().row(), 0);
        makeRun(10, 0.3);
        Q_EMIT m_runner->previewed(preview(50));
        QTest::qWait(2500); // longer than until the next reading
        QVERIFY(runs->view()->isVisible() && runs->count() == 2);
        QCOMPARE(runs->view()->currentIndex().row(), 0);
        runs->hidePopup();
        QTRY_COMPARE_WITH_TIMEOUT(runs->count(), 3, 20000);
        QCOMPARE(pathOf(runs->currentData().toString()), m_run);
    }

    void withoutARunItSaysSo() {
        open();
        QVERIFY(textOf(m_dialog.get(), "timelineCheckpoint").contains("no run"));
        QVERIFY(!goOn()->isEnabled() && !slider()->isEnabled());
    }

    void theWindowClosesWithTheProject() {
        makeHistory();
        open();
        m_document->closeProject();
        QVERIFY(!m_dialog->isVisible());
    }

    void everyControlHasANameAndIsReachedByTab() {
        makeHistory();
        open();
        QCOMPARE(unusableControls(*m_dialog), QStringList());
    }
};

QTEST_MAIN(TimelineTest)
#include "timeline_test.moc"
