// The window on the runs: those that are ticked beside each other, what all of them take on disk, and the
// deleting of what is no longer wanted.
#include "runs_fixture.h"
#include "ui/runs/comparison_view.h"
#include "ui/runs/run_curves.h"
#include "ui/runs/run_text.h"
#include "ui/runs/runs_dialog.h"
#include "ui/widgets/curves_plot.h"
#include "ui/widgets/setting_text.h"

#include <QCheckBox>
#include <QSpinBox>
#include <QTableWidget>
#include <QTreeWidget>

using namespace typemould;

class RunsDialogTest : public QObject, protected RunsFixture {
    Q_OBJECT
    std::unique_ptr<RunsDialog> m_dialog;
    std::filesystem::path m_oldest, m_middle, m_newest;
    std::filesystem::path m_early, m_late; ///< checkpoints of the newest

    /// Three runs of 20, 30 and 40 steps; the last two differ in their batch. Training goes on from the
    /// newest one's last checkpoint.
    void makeRuns() {
        m_oldest = makeRun(20, 0.4);
        m_middle = makeRun(30, 0.3);
        tellFigures(m_middle, 20, 0.11);
        tellFigures(m_middle, 30, 0.10);
        setBatch(3);
        m_newest = makeRun(40, 0.2);
        m_early = addCheckpoint(m_newest, 20, 0.09);
        m_late = addCheckpoint(m_newest, 40, 0.08);
        m_document->checkpointSaved(m_late, 40);
    }
    void open() {
        m_dialog = std::make_unique<RunsDialog>(*m_document, *m_runner, *m_control, m_dialogs);
        m_dialog->show();
        settle();
    }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(!m_dialog->busy(), 20000); }
    QTreeWidget* tree() { return part<QTreeWidget>(m_dialog.get(), "runsTree"); }
    CurvesPlot* plot() { return part<CurvesPlot>(m_dialog.get(), "curvesPlot"); }
    void tick(int row, bool on) {
        tree()->topLevelItem(row)->setCheckState(0, on ? Qt::Checked : Qt::Unchecked);
        settle();
    }
    void choose(const char* combo, int index) {
        part<QComboBox>(m_dialog.get(), combo)->setCurrentIndex(index);
    }
    QPushButton* button(const char* name) { return part<QPushButton>(m_dialog.get(), name); }
    void remove(QTreeWidgetItem* item, int answer) {
        tree()->setCurrentItem(item);
        m_dialogs.answers.push_back(answer);
        button("runsDelete")->click();
        settle();
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

    void theTwoNewestAreComparedAtFirst() {
        makeRuns();
        open();
        QCOMPARE(tree()->topLevelItemCount(), 3);
        QCOMPARE(tree()->topLevelItem(0)->checkState(0), Qt::Checked);
        QCOMPARE(tree()->topLevelItem(1)->checkState(0), Qt::Checked);
        QCOMPARE(tree()->topLevelItem(2)->checkState(0), Qt::Unchecked);
        QCOMPARE(plot()->count(), std::size_t(2));
        tick(2, true);
        QCOMPARE(plot()->count(), std::size_t(3));
        tick(0, false);
        QCOMPARE(plot()->count(), std::size_t(2));
        QVERIFY(tree()->topLevelItem(0)->icon(0).isNull());
        QVERIFY(!tree()->topLevelItem(1)->icon(0).isNull());
    }

    void curvesLieOverEachOtherByStepOrByMinute() {
        makeRuns();
        open();
        QCOMPARE(plot()->drawn(0), (std::vector<LossPoint>{{20, 0.09}, {40, 0.08}})); // held-out L1
        QCOMPARE(plot()->drawn(1), (std::vector<LossPoint>{{20, 0.11}, {30, 0.10}}));
        choose("runsAlong", 1);
        QCOMPARE(plot()->drawn(1), (std::vector<LossPoint>{{2, 0.11}, {3, 0.10}})); // six seconds a step
        choose("runsFigure", static_cast<int>(RunFigure::BatchL1));
        part<QSlider>(m_dialog.get(), "runsSmoothing")->setValue(0);
        QCOMPARE(plot()->drawn(0).size(), std::size_t(40));
        QCOMPARE(plot()->drawn(0).back().step, 4.0);
        QVERIFY(std::abs(plot()->drawn(0).back().value - 0.16) < 1e-9);
        part<QSlider>(m_dialog.get(), "runsSmoothing")->setValue(90);
        QVERIFY(plot()->drawn(0).back().value > 0.165);
        part<QCheckBox>(m_dialog.get(), "runsLog")->setChecked(true);
        QVERIFY(plot()->logarithmic());
    }

    void figuresAtEqualPlacesAreTold() {
        makeRuns();
        open();
        auto* table = part<QTableWidget>(m_dialog.get(), "runsFigures");
        QVERIFY(table->rowCount() > 1);
        QCOMPARE(table->columnCount(), 2);
        const int last = table->rowCount() - 1; // both were measured at step 30, or about it
        QVERIFY2(table->item(last, 1)->text().startsWith(figureText(0.10)),
                 qPrintable(table->item(last, 1)->text()));
        QVERIFY(table->verticalHeaderItem(last)->text().contains("30"));
        choose("runsAlong", 1);
        QVERIFY(table->verticalHeaderItem(last)->text().contains("3"));
        QVERIFY(table->verticalHeaderItem(last)->text().contains("min"));
    }

    void theSettingsThatDifferAreTold() {
        makeRuns();
        open();
        auto* table = part<QTableWidget>(m_dialog.get(), "runsSettings");
        QCOMPARE(table->rowCount(), 1);
        QCOMPARE(table->verticalHeaderItem(0)->text(), settingLabel("batch"));
        QCOMPARE(table->item(0, 0)->text(), shownValue("batch", "3"));
        QCOMPARE(table->item(0, 1)->text(), shownValue("batch", "8"));
        tick(0, false);
        tick(2, true);
        QCOMPARE(table->rowCount(), 0);
        QVERIFY(textOf(m_dialog.get(), "runsSettingsTold").contains("same"));
        tick(2, false);
        QVERIFY(textOf(m_dialog.get(), "runsSettingsTold").contains("two"));
    }

    void previewsAreShownSideBySide() {
        makeRuns();
        open();
        const auto* view = part<ComparisonView>(m_dialog.get(), "comparisonView");
        const auto grey = [&](std::size_t run) {
            return static_cast<int>(view->glyphs().at(0).drawn.at(run).at(60, 60));
        };
        QCOMPARE(view->glyphs().size(), std::size_t(2)); // both show the same two characters
        QCOMPARE(grey(0), 40);
        QCOMPARE(grey(1), 30);
        part<QCheckBox>(m_dialog.get(), "runsAtStep")->setChecked(true);
        part<QSpinBox>(m_dialog.get(), "runsStep")->setValue(25);
        settle();
        QCOMPARE(grey(0), 20);
        QCOMPARE(grey(1), 20);
    }

    void whatIsOnDiskIsTold() {
        makeRuns();
        open();
        auto* newest = tree()->topLevelItem(0);
        QCOMPARE(newest->childCount(), 2);
        QVERIFY(newest->text(4).contains("GB"));
        QVERIFY(newest->child(1)->text(0).contains("newest") && newest->child(1)->text(0).contains("best"));
        QCOMPARE(newest->child(0)->text(3), figureText(0.09));
        QVERIFY(textOf(m_dialog.get(), "runsTotal").contains("3 run"));
        QVERIFY(textOf(m_dialog.get(), "runsTotal").contains("GB"));
    }

    void sizesAreToldInGigabytes_data() {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << quint64(0) << "0.00 GB";
        QTest::newRow("a little") << quint64(1000) << "< 0.01 GB";
        QTest::newRow("some") << quint64(1'234'000'000) << "1.23 GB";
    }
    void sizesAreToldInGigabytes() {
        QFETCH(quint64, bytes);
        QLocale::setDefault(QLocale::c());
        QTEST(gigabytesText(bytes), "text");
    }

    void aCheckpointIsDeletedWhenThatIsConfirmed() {
        makeRuns();
        open();
        remove(tree()->topLevelItem(0)->child(0), 1); // thought better of
        QVERIFY(exists(m_early));
        QVERIFY2(m_dialogs.asked.last().contains("20"), qPrintable(m_dialogs.asked.last()));
        remove(tree()->topLevelItem(0)->child(0), 0);
        QVERIFY(!exists(m_early));
        QVERIFY(exists(m_late));
        QCOMPARE(tree()->topLevelItem(0)->childCount(), 1);
    }

    void aRunIsDeletedWhenThatIsConfirmed() {
        makeRuns();
        open();
        remove(tree()->topLevelItem(1), 0);
        QVERIFY(!exists(m_middle));
        QVERIFY(exists(m_oldest) && exists(m_newest));
        QCOMPARE(tree()->topLevelItemCount(), 2);
        QCOMPARE(plot()->count(), std::size_t(1));
    }

    void whatIsInUseIsNeverDeleted() {
        makeRuns();
        open();
        tree()->setCurrentItem(tree()->topLevelItem(0)); // the run that training goes on with
        QVERIFY(!button("runsDelete")->isEnabled());
        QVERIFY(!button("runsDelete")->toolTip().isEmpty());
        tree()->setCurrentItem(tree()->topLevelItem(0)->child(1));
        QVERIFY(!button("runsDelete")->isEnabled());
        tree()->setCurrentItem(tree()->topLevelItem(0)->child(0));
        QVERIFY(button("runsDelete")->isEnabled());
        startRun(false); // which may go back to any of its checkpoints
        QTRY_VERIFY(!button("runsDelete")->isEnabled());
        tree()->setCurrentItem(tree()->topLevelItem(1));
        QVERIFY(button("runsDelete")->isEnabled());
    }

    void whatComesIntoUseWhileTheQuestionStandsStays() {
        makeRuns();
        open();
        m_dialogs.whileAsking = [this] { m_document->checkpointSaved(m_early, 20); };
        remove(tree()->topLevelItem(0)->child(0), 0);
        QVERIFY(exists(m_early));
        QVERIFY(!notice().isEmpty());
    }

    void experimentsAreListedToo() {
        makeRuns();
        const auto variant =
            m_document->project().folder() / "experiments" / "20260102-030405" / "pixel_shuffle";
        QVERIFY(makeFolder(variant).ok());
        fillRun(variant, 1, 10);
        open();
        QCOMPARE(tree()->topLevelItemCount(), 4);
        auto* row = tree()->topLevelItem(3);
        QVERIFY2(row->text(0).contains("pixel_shuffle"), qPrintable(row->text(0)));
        tree()->setCurrentItem(row);
        QVERIFY(!button("runsTimeline")->isEnabled());
        remove(row, 0);
        QVERIFY(!exists(variant));
    }

    void theTimelineOfARunIsAskedFor() {
        makeRuns();
        open();
        QSignalSpy wanted(m_dialog.get(), &RunsDialog::timelineWanted);
        tree()->setCurrentItem(tree()->topLevelItem(0)->child(0));
        button("runsTimeline")->click();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().value<std::filesystem::path>(), m_newest);
    }

    void aRunThatSavesIsReadAgain() {
        makeRuns();
        open();
        QCOMPARE(tree()->topLevelItem(0)->childCount(), 2);
        const auto saved = addCheckpoint(m_newest, 50, 0.07);
        m_document->checkpointSaved(saved, 50);
        QTRY_COMPARE_WITH_TIMEOUT(tree()->topLevelItem(0)->childCount(), 3, 20000);
        settle();
    }

    void everyControlHasANameAndIsReachedByTab() {
        makeRuns();
        open();
        QCOMPARE(unusableControls(*m_dialog), QStringList());
    }
};

QTEST_MAIN(RunsDialogTest)
#include "runs_dialog_test.moc"
