// The experiment's window and what stands behind it: what is asked for is run, how it goes is told, and the
// winner is taken over. The runs are made up.
#include "runs_fixture.h"
#include "ui/runs/comparison_view.h"
#include "ui/runs/experiment_dialog.h"
#include "ui/runs/experiment_table.h"
#include "ui/runs/run_curves.h"
#include "ui/runs/run_text.h"
#include "ui/widgets/curves_plot.h"

#include <QDoubleSpinBox>
#include <QListWidget>
#include <QProgressBar>

using namespace typemould;

namespace {

/// What a test sees and sets of the experiment that is made up.
struct Script {
    std::mutex mutex;
    std::optional<ExperimentSetup> setup;
    std::atomic<bool> hold = false;  ///< the second variant waits until it is asked to stop, or let go
    std::atomic<int> failing = -1;   ///< this variant fails
    std::atomic<int> diverging = -1; ///< this variant goes back once, and is measured at step 6 as well
};

/// Held-out L1 of the variants: the second is the best.
double l1Of(std::size_t variant) { return variant == 1 ? 0.07 : 0.09; }

Result<ExperimentResult> makeUp(Script& script, ExperimentSetup setup, std::stop_token stop,
                                ExperimentObserver& observer) {
    {
        const std::lock_guard lock(script.mutex);
        script.setup = setup;
    }
    ExperimentResult result;
    for (std::size_t i = 0; i < setup.variants.size() && !stop.stop_requested(); ++i) {
        VariantResult variant;
        variant.variant = setup.variants[i];
        observer.onVariant(i, variant.variant);
        std::vector<int> steps{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        if (static_cast<int>(i) == script.diverging) { // and goes back to step 4
            steps.insert(steps.begin() + 7, {5, 6, 7});
        }
        int measured = 0;
        for (const int step : steps) {
            ExperimentProgress progress;
            progress.variant = i;
            progress.variants = setup.variants.size();
            progress.training.step = step;
            progress.training.trainedSeconds = step;
            progress.training.l1 = 0.2 / step + 0.001 * measured;
            progress.share =
                (static_cast<double>(i) + step / 10.0) / static_cast<double>(setup.variants.size());
            progress.secondsLeft = 100;
            observer.onProgress(progress);
            if (script.diverging == static_cast<int>(i) && step == 6) {
                Evaluation between;
                between.step = 6;
                between.generated = {0.1 + 0.01 * measured++, 0.7, 0.6};
                observer.onEvaluation(i, between);
            }
            while (i == 1 && step == 5 && script.hold && !stop.stop_requested()) {
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
            }
        }
        Evaluation evaluation;
        evaluation.step = 10;
        evaluation.generated = {l1Of(i), 0.7, 0.6};
        evaluation.copiedSource = {0.13, 0.6, 0.59};
        observer.onEvaluation(i, evaluation);
        Preview preview;
        PreviewGlyph glyph;
        glyph.source = GrayImage(16, 16, 9);
        glyph.generated = GrayImage(16, 16, static_cast<std::uint8_t>(100 + i));
        preview.glyphs.push_back(glyph);
        observer.onPreview(i, preview);
        variant.evaluation = evaluation;
        variant.steps = 10;
        variant.seconds = 10;
        variant.samplesPerSecond = 33;
        variant.stopped = stop.stop_requested();
        if (static_cast<int>(i) == script.failing) {
            variant.error = Error{ErrorCode::OutOfMemory, "There is no room for it.", "Choose less."};
        }
        observer.onResult(i, variant);
        result.variants.push_back(variant);
    }
    result.stopped = stop.stop_requested();
    return result;
}

} // namespace

class ExperimentTest : public QObject, protected RunsFixture {
    Q_OBJECT
    std::shared_ptr<Script> m_made;
    std::unique_ptr<ExperimentControl> m_experiment;
    std::unique_ptr<ExperimentDialog> m_dialog;

    template <class W>
    W* child(const char* name) {
        return part<W>(m_dialog.get(), name);
    }
    void open() {
        m_dialog = std::make_unique<ExperimentDialog>(*m_document, *m_experiment);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }
    void start() {
        QTRY_VERIFY2(child<QPushButton>("experimentStart")->isEnabled(),
                     qPrintable(textOf(m_dialog.get(), "experimentPlan")));
        child<QPushButton>("experimentStart")->click();
    }
    void runWhole() {
        QSignalSpy ended(m_experiment.get(), &ExperimentControl::ended);
        start();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 20000);
    }
    ExperimentSetup setup() {
        const std::lock_guard lock(m_made->mutex);
        return m_made->setup.value_or(ExperimentSetup());
    }
    void chooseSetting(const char* key) {
        auto* combo = child<QComboBox>("experimentSetting");
        int last = -1; // the suggestions come first
        for (int i = 0; i < combo->count(); ++i) {
            last = combo->itemData(i).toString() == key ? i : last;
        }
        QVERIFY2(last >= 0, key);
        combo->setCurrentIndex(last);
    }
    QString cell(int row, int column) {
        return child<ExperimentTable>("experimentTable")->item(row, column)->text();
    }

private Q_SLOTS:
    void init() {
        cleanup(); // what a failed start left
        makeStudio();
        openProject();
        forgetNetwork();
        m_made = std::make_shared<Script>();
        m_experiment = std::make_unique<ExperimentControl>(*m_document, *m_control, m_dialogs);
        m_experiment->setRunner(
            [made = m_made](ExperimentSetup asked, std::stop_token stop, ExperimentObserver& observer) {
                return makeUp(*made, std::move(asked), std::move(stop), observer);
            });
    }
    void cleanup() {
        QVERIFY(m_dialogs.allUsed());
        m_dialog.reset();
        m_experiment.reset();
        dropStudio();
    }

    void upsamplingModesComeFirst() {
        open();
        auto* choices = child<QListWidget>("experimentChoices");
        QCOMPARE(choices->count(), 3);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(choices->item(i)->checkState(), Qt::Checked);
        }
        child<QDoubleSpinBox>("experimentAmount")->setValue(3);
        QVERIFY(textOf(m_dialog.get(), "experimentPlan").contains("9 min"));
        runWhole();
        QCOMPARE(setup().variants.size(), std::size_t(3));
        QCOMPARE(setup().variants[0].changes[0].key, std::string("upsample"));
        QCOMPARE(setup().base.budget.minutes, 3.0);
        QCOMPARE(setup().base.budget.steps, 0);
        QCOMPARE(setup().folder, m_document->project().folder() / "experiments");
        QVERIFY(setup().base.pairs == m_document->pairs().get());
    }

    void anySettingCanBeComparedWithTypedValues() {
        open();
        chooseSetting("batch");
        auto* typed = child<QLineEdit>("experimentTyped");
        QVERIFY(typed->isVisible());
        typed->setText("4, 8");
        child<QComboBox>("experimentUnit")->setCurrentIndex(1);
        child<QDoubleSpinBox>("experimentAmount")->setValue(150);
        runWhole();
        QCOMPARE(setup().variants.size(), std::size_t(2));
        QCOMPARE(setup().variants[1].changes, (std::vector<SettingChange>{{"batch", "8"}}));
        QCOMPARE(setup().base.budget.steps, 150);
        QCOMPARE(setup().base.budget.minutes, 0.0);
    }

    void whatCannotBeComparedSaysWhy_data() {
        QTest::addColumn<QString>("values");
        QTest::addColumn<QString>("told");
        QTest::newRow("one alone") << "4"
                                   << "two";
        QTest::newRow("no number") << "4, many"
                                   << "many";
        QTest::newRow("twice") << "4, 4"
                               << "twice";
        QTest::newRow("out of range") << "4, 0"
                                      << "0";
    }
    void whatCannotBeComparedSaysWhy() {
        QFETCH(QString, values);
        QFETCH(QString, told);
        open();
        chooseSetting("batch");
        child<QLineEdit>("experimentTyped")->setText(values);
        QVERIFY(!child<QPushButton>("experimentStart")->isEnabled());
        QVERIFY2(textOf(m_dialog.get(), "experimentPlan").contains(told),
                 qPrintable(textOf(m_dialog.get(), "experimentPlan")));
    }

    void whatARunLeavesOnDiskIsNotOffered() {
        open();
        QVERIFY(child<QComboBox>("experimentSetting")->findData("preview-seconds") < 0);
        QVERIFY(child<QComboBox>("experimentSetting")->findData("edge-weight") >= 0);
    }

    void theTableAndTheCurvesTellHowItGoes() {
        m_made->hold = true;
        open();
        start();
        QTRY_COMPARE_WITH_TIMEOUT(cell(1, 0), figureText(0.09), 20000);
        QTRY_COMPARE(cell(2, 3), QString("5")); // steps of the one that goes
        QCOMPARE(cell(0, 0), figureText(0.13)); // the copied source
        QCOMPARE(cell(1, 6), QString("done"));
        QCOMPARE(cell(2, 6), QString("training"));
        QCOMPARE(cell(3, 6), QString("waiting"));
        QVERIFY(textOf(m_dialog.get(), "experimentLeft").contains("2"));
        QVERIFY(textOf(m_dialog.get(), "experimentLeft").contains("min"));
        QCOMPARE(child<QProgressBar>("experimentProgress")->value(), 500);
        auto* plot = child<CurvesPlot>("curvesPlot");
        QCOMPARE(plot->count(), std::size_t(3));
        child<QComboBox>("runsFigure")->setCurrentIndex(static_cast<int>(RunFigure::BatchL1));
        QCOMPARE(plot->drawn(0).size(), std::size_t(10));
        QCOMPARE(plot->drawn(1).size(), std::size_t(5));
        m_made->hold = false;
        QTRY_VERIFY_WITH_TIMEOUT(!m_experiment->running(), 20000);
        QTRY_COMPARE(cell(3, 6), QString("done"));
        const auto* view = child<ComparisonView>("comparisonView");
        QCOMPARE(static_cast<int>(view->glyphs().at(0).drawn.at(1).at(60, 60)), 101);
    }

    void theWinnerIsTakenOverAndUndoTakesThatBack() {
        open();
        const auto before = data().training.upsample;
        runWhole();
        QCOMPARE(m_experiment->winner(), 1);
        auto* table = child<ExperimentTable>("experimentTable");
        QCOMPARE(table->variant(), 1); // the winner is chosen at the end
        QVERIFY(table->item(2, 0)->font().bold() && !table->item(1, 0)->font().bold());
        QVERIFY(!notice().isEmpty());
        table->choose(0);
        child<QPushButton>("experimentUse")->click();
        QCOMPARE(std::string(upsampleModeName(data().training.upsample)),
                 setup().variants[0].changes[0].value);
        QVERIFY(data().training.upsample != before);
        m_document->undo();
        QCOMPARE(data().training.upsample, before);
        table->setCurrentCell(0, 0); // the copied source is no setting
        QVERIFY(!child<QPushButton>("experimentUse")->isEnabled());
    }

    void whatIsLearntIsNotSwitchedWithoutAQuestion() {
        const auto run = makeRun(10);
        const auto checkpoint = addCheckpoint(run, 10, 0.1);
        QVERIFY(m_document->save().ok());
        m_document->closeProject();
        m_document->setProject(
            Project::open(fsPath(m_folder->filePath("Demo.typemould")), ProjectAccess::Write).orThrow());
        QTRY_VERIFY_WITH_TIMEOUT(m_document->checkpoint().has_value() && m_document->pairs(), 20000);
        open();
        runWhole();
        auto* table = child<ExperimentTable>("experimentTable");
        table->choose(0); // transposed
        m_dialogs.answers = {1};
        child<QPushButton>("experimentUse")->click();
        QCOMPARE(data().training.upsample, UpsampleMode::PixelShuffle);
        m_dialogs.answers = {0};
        child<QPushButton>("experimentUse")->click();
        QTRY_VERIFY2_WITH_TIMEOUT(!m_document->changingNetwork() &&
                                      data().training.upsample == UpsampleMode::Transposed,
                                  qPrintable(problem()), 20000);
        QVERIFY(*m_document->checkpoint() != checkpoint);
    }

    void aVariantThatFailsSaysSoAndTheOthersGoOn() {
        m_made->failing = 1;
        open();
        runWhole();
        QCOMPARE(cell(2, 6), QString("failed"));
        QVERIFY(child<ExperimentTable>("experimentTable")->item(2, 6)->toolTip().contains("no room"));
        QCOMPARE(cell(3, 6), QString("done"));
        QCOMPARE(m_experiment->winner(), 0);
    }

    void aVariantThatGoesBackHasEachStepOnce() {
        m_made->diverging = 1;
        open();
        runWhole();
        const RunHistory& history = *m_experiment->variants().at(1).history;
        QCOMPARE(history.rows.size(), std::size_t(10));
        for (std::size_t i = 0; i < history.rows.size(); ++i) {
            QCOMPARE(history.rows[i].step, static_cast<long long>(i + 1));
        }
        QCOMPARE(history.rows[4].l1, 0.2 / 5 + 0.001); // as it was trained anew
        QCOMPARE(history.evaluations.size(), std::size_t(2));
        QCOMPARE(history.evaluations[0].step, 6);
        QCOMPARE(history.evaluations[0].generated.l1, 0.11);
        QCOMPARE(history.evaluations[1].step, 10);
    }

    void cancellingKeepsWhatWasFound() {
        m_made->hold = true;
        open();
        start();
        QTRY_COMPARE_WITH_TIMEOUT(cell(1, 6), QString("done"), 20000);
        child<QPushButton>("experimentStart")->click(); // now it cancels
        QTRY_VERIFY_WITH_TIMEOUT(!m_experiment->running(), 20000);
        QCOMPARE(cell(1, 0), figureText(0.09));
        QCOMPARE(cell(2, 6), QString("cut short"));
        QCOMPARE(cell(3, 6), QString("not begun"));
        QCOMPARE(m_experiment->winner(), 0);
        QVERIFY(problem().isEmpty());
    }

    void noTrainingBeginsMeanwhile() {
        m_made->hold = true;
        open();
        start();
        QVERIFY(m_control->obstacle().contains("experiment"));
        m_experiment->cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!m_experiment->running(), 20000);
        QCOMPARE(m_control->obstacle(), QString());
    }

    void theButtonFollowsWhatStandsInTheWay() {
        const auto run = makeRun(10);
        const auto checkpoint = addCheckpoint(run, 10, 0.1);
        open();
        QTRY_VERIFY(child<QPushButton>("experimentStart")->isEnabled());
        QVERIFY(m_document->keepCheckpoint(checkpoint)); // in the background, which tells nobody of edits
        QVERIFY(m_document->changingNetwork());
        QVERIFY(!child<QPushButton>("experimentStart")->isEnabled());
        QCOMPARE(textOf(m_dialog.get(), "experimentPlan"), m_experiment->obstacle());
        QTRY_VERIFY_WITH_TIMEOUT(!m_document->changingNetwork(), 20000);
        QVERIFY(child<QPushButton>("experimentStart")->isEnabled());
        QVERIFY(!textOf(m_dialog.get(), "experimentPlan").isEmpty());
    }

    void noExperimentBeginsWhileARunGoes() {
        open();
        QTRY_VERIFY(child<QPushButton>("experimentStart")->isEnabled());
        startRun();
        QTRY_VERIFY(!child<QPushButton>("experimentStart")->isEnabled());
        QCOMPARE(textOf(m_dialog.get(), "experimentPlan"), m_experiment->obstacle());
        stopRun();
        QTRY_VERIFY(child<QPushButton>("experimentStart")->isEnabled());
    }

    void closingTheWindowLeavesItGoing() {
        m_made->hold = true;
        open();
        start();
        QTRY_COMPARE_WITH_TIMEOUT(cell(1, 6), QString("done"), 20000);
        child<QPushButton>("experimentClose")->click();
        m_dialog.reset();
        QVERIFY(m_experiment->running());
        open();
        QCOMPARE(cell(1, 0), figureText(0.09));
        m_made->hold = false;
        QTRY_VERIFY_WITH_TIMEOUT(!m_experiment->running(), 20000);
        QTRY_COMPARE(cell(3, 6), QString("done"));
    }

    void theProjectsEndIsTheExperimentsEnd() {
        m_made->hold = true;
        open();
        start();
        QTRY_VERIFY(m_experiment->running() && setup().variants.size() == 3);
        m_document->closeProject();
        QVERIFY(!m_experiment->running() && !m_document->experimenting());
        QVERIFY(m_experiment->variants().empty());
        QVERIFY(!m_dialog->isVisible());
    }

    void everyControlHasANameAndIsReachedByTab() {
        open();
        runWhole();
        QCOMPARE(unusableControls(*m_dialog), QStringList());
    }
};

QTEST_MAIN(ExperimentTest)
#include "experiment_test.moc"
