// TrainPage: what the designer does on it arrives at the document, and at the session while a run goes.
#include "core/model/parameters.h"
#include "train_page_fixture.h"
#include "ui/train/preview_view.h"
#include "ui/widgets/loss_plot.h"
#include "ui/widgets/settings_form.h"

#include <QLabel>
#include <QSpinBox>
#include <QTableWidget>
#include <QToolTip>
#include <QTreeWidget>
#include <QtTest>

using namespace typemould;

class TrainPageTest : public QObject, protected TrainPageFixture {
    Q_OBJECT
private:
    const TrainingSettings& training() const { return m_document->data().training; }
    void choose(QComboBox* combo, const char* key) {
        const int index = combo->findData(QString(key));
        QVERIFY(index >= 0);
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_Home);
        for (int i = 0; i < index; ++i) {
            QTest::keyClick(combo, Qt::Key_Down);
        }
        QCOMPARE(combo->currentIndex(), index);
    }
    static void writeMetrics(const std::filesystem::path& run, int steps) {
        std::string metrics = "step,epoch,seconds,l1,generator_loss,adversarial_loss,discriminator_loss,"
                              "learning_rate,samples_per_second\n";
        for (int step = 1; step <= steps; ++step) {
            metrics += std::to_string(step) + ",0,0,0.2,0.3,0,0,0.001,10\n";
        }
        QVERIFY(writeFileAtomically(run / "metrics.csv", std::string_view(metrics)).ok());
    }
    /// The project, closed and opened again.
    Project reopened() {
        const auto folder = m_document->project().folder();
        m_document->closeProject();
        return Project::open(folder, ProjectAccess::Write).orThrow();
    }
    static long long inkOf(const GrayImage& image) {
        long long ink = 0;
        for (int y = 0; y < image.height; ++y) {
            for (int x = 0; x < image.width; ++x) {
                ink += 255 - image.row(y)[x];
            }
        }
        return ink;
    }
private Q_SLOTS:
    void init() {
        makePage();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void cleanup() { dropPage(); }

    void aPresetSetsItsValuesAndKeepsTheDesignersText() {
        auto* text = child<QLineEdit>("previewText");
        text->selectAll();
        QTest::keyClicks(text, "abc\r");
        choose(child<QComboBox>("preset"), "quick");
        QCOMPARE(m_document->data().preset, std::string("quick"));
        QCOMPARE(training().width, presetSettings("quick")->width);
        QCOMPARE(training().previewText, std::string("abc"));
        QVERIFY(!child<QLabel>("presetHelp")->text().isEmpty());
        m_document->undoStack().undo();
        QCOMPARE(m_document->data().preset, std::string("house"));
        QCOMPARE(child<QComboBox>("preset")->currentData().toString(), "house");
    }

    void levelsShowMoreSettingsAndAreRemembered() {
        auto* form = child<SettingsForm>("trainingSettings");
        auto* level = child<QComboBox>("settingsLevel");
        level->setCurrentIndex(0);
        QVERIFY(!form->control("learning-rate")->isVisible());
        level->setCurrentIndex(1);
        QVERIFY(form->control("learning-rate")->isVisible());
        QVERIFY(!form->control("patch")->isVisible());
        level->setCurrentIndex(2);
        QVERIFY(form->control("patch")->isVisible());
        QCOMPARE(QSettings().value("train/level").toInt(), 2);
        QVERIFY(!form->control("upsample")->isVisible()); // it has a control of its own
    }

    void aSettingGoesToTheDocumentAndUndoShowsItAgain() {
        child<QComboBox>("settingsLevel")->setCurrentIndex(2);
        auto* batch = child<QSpinBox>("setting_batch");
        const int before = batch->value();
        batch->stepUp();
        batch->stepUp();
        QCOMPARE(training().batch, before + 2);
        QCOMPARE(m_document->undoStack().count(), 1);
        m_document->undoStack().undo();
        QCOMPARE(batch->value(), before);
    }

    void theWheelOverAComboScrollsPastIt() {
        for (const char* name : {"preset", "upsampling", "settingsLevel"}) {
            auto* combo = child<QComboBox>(name);
            child<QLineEdit>("previewText")->setFocus();
            const int before = combo->currentIndex();
            for (const int turn : {-120, 120}) {
                QWheelEvent wheel(combo->rect().center(), combo->mapToGlobal(combo->rect().center()), {},
                                  QPoint(0, turn), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
                QCoreApplication::sendEvent(combo, &wheel);
                QCOMPARE(combo->currentIndex(), before);
            }
        }
    }

    void upsamplingIsEditedWhileIdle() {
        choose(child<QComboBox>("upsampling"), "transposed");
        QCOMPARE(training().upsample, UpsampleMode::Transposed);
        QVERIFY(m_script->requests().isEmpty());
    }

    void locksAreEditedAndCounted() {
        auto* list = child<QTreeWidget>("blockList");
        const auto blocks = blocksOf(networkOf(m_document->data()).orThrow());
        QCOMPARE(list->topLevelItemCount(), int(blocks.size()));
        const QString all = child<QLabel>("trainedParameters")->text();
        list->topLevelItem(1)->setCheckState(0, Qt::Checked);
        QCOMPARE(m_document->data().freezing, std::vector<std::string>{"freeze block=" + blocks[1].name});
        QVERIFY(child<QLabel>("trainedParameters")->text() != all);
        QTest::mouseClick(child<QPushButton>("lockEncoder"), Qt::LeftButton);
        QCOMPARE(int(m_document->data().freezing.size()), training().depth);
        QTest::mouseClick(child<QPushButton>("unlockAll"), Qt::LeftButton);
        QVERIFY(m_document->data().freezing.empty());
        QCOMPARE(child<QLabel>("trainedParameters")->text(), all);
        QVERIFY(!child<QPushButton>("unlockAll")->isEnabled());
    }

    void aNetworkThatDoesNotFitTheCanvasIsToldAndHasNoBlocks() {
        m_document->edit("depth", [](ProjectData& data) {
            data.training.depth = 4;
            data.training.patch = 4;
        });
        QCOMPARE(child<QTreeWidget>("blockList")->topLevelItemCount(), 0);
        QVERIFY(child<QLabel>("trainedParameters")->text().contains("describe no network"));
        QTRY_VERIFY(!m_document->findingCheckpoint());
        const auto network = networkOf(m_document->data());
        QVERIFY(!network);
        QCOMPARE(m_control->obstacle(), QString::fromStdString(network.error().message));
        child<QComboBox>("settingsLevel")->setCurrentIndex(2);
        child<QSpinBox>("setting_batch")->stepUp(); // other settings can be changed all the same
        m_document->undoStack().undo();
        m_document->undoStack().undo();
        QCOMPARE(m_control->obstacle(), QString());
    }

    void locksCanBeTickedByKeyboard() {
        auto* list = child<QTreeWidget>("blockList");
        list->setFocus();
        list->setCurrentItem(list->topLevelItem(0));
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(m_document->data().freezing.size(), std::size_t(1));
    }

    void changesReachARunningSession() {
        startRun();
        QTest::mouseClick(child<QPushButton>("lockEncoder"), Qt::LeftButton);
        child<QComboBox>("settingsLevel")->setCurrentIndex(2);
        auto* rate = child<QDoubleSpinBox>("setting_learning-rate");
        rate->setFocus();
        rate->selectAll();
        QTest::keyClicks(rate, "0.0005\r");
        auto* text = child<QLineEdit>("previewText");
        text->selectAll();
        QTest::keyClicks(text, "xyz\r");
        const QStringList requests = m_script->requests();
        QVERIFY2(requests.contains("freezing freeze block=encoder.1; freeze block=encoder.2"),
                 qPrintable(requests.join("; ")));
        QVERIFY2(requests.contains("settings learning-rate 5e-04"), qPrintable(requests.join("; ")));
        QVERIFY2(requests.contains("text xyz"), qPrintable(requests.join("; ")));
        while (m_document->undoStack().canUndo()) {
            m_document->undoStack().undo(); // undone in the window is undone in the run
        }
        QVERIFY(m_script->requests().contains("freezing "));
        stopRun();
    }

    void whatCannotChangeInARunIsOffAndSaysWhy() {
        startRun();
        QVERIFY(!child<QWidget>("preset")->isEnabled());
        QVERIFY(child<QWidget>("preset")->toolTip().contains("stop it first"));
        for (const char* name : {"upsampling", "blockList", "previewText"}) {
            QVERIFY2(child<QWidget>(name)->isEnabled(), name);
        }
        stopRun();
        QVERIFY(child<QWidget>("preset")->isEnabled());
    }

    void previewsOfTheRunAreShown() {
        m_document->edit("text", [](ProjectData& data) { data.training.previewText = "一七"; });
        m_script->previewEvery = 5;
        startRun();
        auto* view = child<PreviewView>("previewView");
        QTRY_VERIFY(!view->glyphs().empty() && !view->glyphs()[0].generated.empty());
        QCOMPARE(view->glyphs().size(), std::size_t(2));
        QCOMPARE(view->glyphs()[0].generated.at(0, 0) % 5, 0); // the grey tells the step
        QVERIFY(child<QLabel>("previewCaption")->text().contains("step"));
        stopRun();
    }

    void withoutARunTheSourceAndTheTruthAreSeen() {
        const auto pairs = m_document->pairs();
        const char32_t heldOut = pairs->split().heldOut[0];
        auto* text = child<QLineEdit>("previewText");
        text->selectAll();
        text->insert(QString::fromStdString(utf8Of(heldOut)) + QString(QChar(0x0E01)));
        QTest::keyClick(text, Qt::Key_Return);
        auto* view = child<PreviewView>("previewView");
        QCOMPARE(view->glyphs().size(), std::size_t(1));
        QVERIFY(view->glyphs()[0].source == pairs->sourceImage(pairs->indexOf(heldOut)));
        QVERIFY(*view->glyphs()[0].truth == pairs->targetImage(pairs->indexOf(heldOut)));
        QVERIFY(view->glyphs()[0].heldOut);
        QVERIFY(view->glyphs()[0].generated.empty());
        QVERIFY(child<QLabel>("previewCaption")->text().contains(QChar(0x0E01))); // not in the source font
    }

    void withACheckpointTheTextIsDrawnInTheBackground() {
        m_document->checkpointSaved("/some/run/checkpoints/1234");
        auto* view = child<PreviewView>("previewView");
        QTRY_VERIFY(!view->glyphs().empty() && !view->glyphs()[0].generated.empty());
        QCOMPARE(m_drawing->opened.load(), 1);
        QVERIFY(child<QLabel>("previewCaption")->text().contains(QLocale().toString(1234)));
        m_document->edit("text", [](ProjectData& data) { data.training.previewText = "七"; });
        QTRY_VERIFY(view->glyphs().size() == 1 && !view->glyphs()[0].generated.empty());
        QCOMPARE(m_drawing->opened.load(), 1); // the checkpoint stays open
    }

    void otherPlacementsMakeThePicturesOld() {
        m_document->checkpointSaved("/some/run/checkpoints/1234");
        auto* view = child<PreviewView>("previewView");
        QTRY_VERIFY(!view->glyphs().empty() && !view->glyphs()[0].generated.empty());
        const GrayImage before = view->glyphs()[0].generated;
        m_document->edit("scale", [](ProjectData& data) { data.placements.source.scale = 0.5; });
        QVERIFY(view->glyphs()[0].generated.empty());
        QTRY_VERIFY_WITH_TIMEOUT(!view->glyphs()[0].generated.empty(), 20000);
        QVERIFY(!(view->glyphs()[0].generated == before));
    }

    void curvesMarksAndFiguresFollowTheRun() {
        startRun(true, 40);
        QTRY_VERIFY(!m_runner->active());
        auto* plot = child<LossPlot>("lossPlot");
        QCOMPARE(plot->points("l1").size(), std::size_t(40));
        QCOMPARE(plot->points("held_out").size(), std::size_t(1));
        QVERIFY(plot->markText(0, 0.5).contains("Started"));
        auto* table = child<QTableWidget>("figuresTable");
        QCOMPARE(table->item(0, 0)->text(), QLocale().toString(0.09, 'f', 4));
        QCOMPARE(table->item(1, 1)->text(), QLocale().toString(0.60, 'f', 4));
        QCOMPARE(table->item(2, 2)->text(), QLocale().toString(0.60, 'f', 4));
        QVERIFY(table->item(0, 0)->font().bold());
        QVERIFY(child<QLabel>("figuresCaption")->text().contains("40"));
        startRun(true, 10); // a fresh run begins its own curves
        QTRY_VERIFY(!m_runner->active());
        QCOMPARE(plot->points("l1").size(), std::size_t(10));
    }

    void anOpenedProjectShowsTheCurvesOfItsNewestRun() {
        const auto run = m_document->newRun().orThrow();
        writeMetrics(run, 30);
        QVERIFY(writeFileAtomically(run / "evaluations.csv",
                                    std::string_view("head\n30,8,0.05,0.7,0.7,0.1,0.6,0.6,0.1,0.6,0.6,1\n"))
                    .ok());
        const auto folder = m_document->project().folder();
        m_document->closeProject();
        QVERIFY(child<LossPlot>("lossPlot")->points("l1").empty());
        m_document->setProject(Project::open(folder, ProjectAccess::Write).orThrow());
        QTRY_COMPARE(child<LossPlot>("lossPlot")->points("l1").size(), std::size_t(30));
        QCOMPARE(child<QTableWidget>("figuresTable")->item(0, 0)->text(), QLocale().toString(0.05, 'f', 4));
    }

    /// What training goes on with is the checkpoint's run, also when a later one ended before its first.
    void theCurvesAreThoseOfTheRunThatGoesOn() {
        QTRY_VERIFY(!m_document->findingCheckpoint());
        const auto first = m_document->newRun().orThrow();
        writeMetrics(first, 100);
        const auto second = m_document->newRun().orThrow();
        QVERIFY(second > first);
        writeMetrics(second, 3);
        m_document->setProject(reopened());
        m_document->checkpointSaved(first / "checkpoints" / "100"); // before the search has ended
        QTRY_COMPARE(child<LossPlot>("lossPlot")->points("l1").size(), std::size_t(100));
        QTest::qWait(50);
        QCOMPARE(child<LossPlot>("lossPlot")->points("l1").size(), std::size_t(100));
    }

    void aRunThatGoesOnBeforeItsHistoryIsReadKeepsIt() {
        const auto run = m_document->newRun().orThrow();
        writeMetrics(run, 100); // the fake session goes on from step 100
        m_document->setProject(reopened());
        m_document->checkpointSaved(run / "checkpoints" / "100");
        // Nothing is read yet: no event has been handled since the project was opened.
        Q_EMIT m_runner->happened({100, "resumed", {}});
        TrainingProgress row;
        row.step = 101;
        Q_EMIT m_runner->progressed({row});
        auto* plot = child<LossPlot>("lossPlot");
        QTRY_COMPARE(plot->points("l1").size(), std::size_t(101));
        QCOMPARE(plot->points("l1").front().step, 1.0);
        QCOMPARE(plot->points("l1").back().step, 101.0);
        row.step = 102;
        Q_EMIT m_runner->progressed({row});
        QCOMPARE(plot->points("l1").size(), std::size_t(102));
    }

    /// The run knows the pairs alone; the target font may draw more than the project's choice of characters.
    void thePreviewOfARunShowsEveryTruthThereIs() {
        m_document->edit("text", [](ProjectData& data) { data.training.previewText = "A貓"; });
        QTRY_VERIFY_WITH_TIMEOUT(!m_document->drawingPairs(), 20000);
        QVERIFY(m_document->targetFace()->draws(U'A') && !m_document->targetFace()->draws(U'貓'));
        Preview preview;
        preview.step = 5;
        for (const char32_t character : {U'A', U'貓'}) {
            PreviewGlyph glyph;
            glyph.character = character;
            glyph.source = GrayImage(64, 64, 200);
            glyph.generated = GrayImage(64, 64, 100);
            preview.glyphs.push_back(std::move(glyph));
        }
        Q_EMIT m_runner->previewed(preview);
        const auto& shown = child<PreviewView>("previewView")->glyphs();
        QCOMPARE(shown.size(), std::size_t(2));
        QVERIFY(shown[0].truth && inkOf(*shown[0].truth) > 0);
        QVERIFY(!shown[1].truth);
    }

    void thePreviewIsReadWithTheArrowKeys() {
        m_document->edit("text", [](ProjectData& data) { data.training.previewText = "A貓一"; });
        auto* view = child<PreviewView>("previewView");
        QTRY_COMPARE(view->glyphs().size(), std::size_t(3));
        QVERIFY(view->accessibleDescription().contains("A; "));
        view->setFocus();
        QSignalSpy visited(view, &PreviewView::visited);
        QTest::keyClick(view, Qt::Key_Right);
        QVERIFY(view->accessibleDescription().contains("U+0041"));
        QVERIFY(QToolTip::text().contains("U+0041"));
        QTest::keyClick(view, Qt::Key_Right);
        QVERIFY(view->accessibleDescription().contains("Missing in the target font."));
        QTest::keyClick(view, Qt::Key_End);
        QTest::keyClick(view, Qt::Key_Right); // there is nothing beyond
        QVERIFY(view->accessibleDescription().contains("U+4E00"));
        QCOMPARE(visited.size(), 4);
        child<QLineEdit>("previewText")->setFocus();
        QVERIFY(view->accessibleDescription().contains("A; "));
    }

    void aStartHandsTheSessionWhatTheProjectSays() {
        QTest::mouseClick(child<QPushButton>("lockEncoder"), Qt::LeftButton);
        startRun(true, 30);
        const TrainingSetup setup = m_script->setup();
        QVERIFY(setup.settings == training());
        QVERIFY(!setup.freezing.empty());
        QCOMPARE(setup.freezing, m_document->data().freezing);
        QVERIFY(setup.placements == m_document->data().placements);
        QCOMPARE(setup.budget.steps, 30);
        QVERIFY(setup.resumeFrom.empty());
        QVERIFY(std::filesystem::exists(setup.runFolder / "run.json"));
        QCOMPARE(setup.sourceHash, m_document->data().source.hash);
        QTRY_VERIFY(!m_runner->active());

        // Going on: the same run folder, from the checkpoint that was saved.
        const auto checkpoint = m_document->checkpoint();
        QVERIFY(checkpoint.has_value());
        startRun(false);
        QVERIFY(m_script->setup().resumeFrom == *checkpoint);
        QVERIFY(m_script->setup().runFolder == setup.runFolder);
        stopRun();
    }

    void aRunThatNeverBeganIsNotListed_data() {
        QTest::addColumn<bool>("stopped");
        QTest::addColumn<bool>("goesOn");
        QTest::newRow("stopped before there is a session") << true << false;
        QTest::newRow("the session cannot be made") << false << false;
        QTest::newRow("stopped, of a run that went before") << true << true;
    }
    void aRunThatNeverBeganIsNotListed() {
        QFETCH(bool, stopped);
        QFETCH(bool, goesOn);
        if (goesOn) {
            startRun(true, 5);
            QTRY_VERIFY(!m_runner->active());
        }
        std::atomic<bool> go = false;
        m_control->setSessionMaker([&](const TrainingSetup&) -> Result<std::unique_ptr<TrainingSession>> {
            while (!go) {
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            return Error{stopped ? ErrorCode::Cancelled : ErrorCode::Io, "No session.", {}};
        });
        QTRY_COMPARE_WITH_TIMEOUT(m_control->obstacle(), QString(), 30000);
        m_control->start({}, !goesOn);
        const auto run = m_control->runFolder();
        QVERIFY(std::filesystem::exists(run / "run.json"));
        if (stopped) {
            m_runner->stop();
        }
        go = true;
        QTRY_VERIFY_WITH_TIMEOUT(!m_runner->active(), 20000);
        QCOMPARE(std::filesystem::exists(run), goesOn);
        QCOMPARE(m_control->runFolder().empty(), !goesOn);
    }

    void everyControlIsNamedAndReachable() { QCOMPARE(unusableControls(*m_page), QStringList()); }
};

QTEST_MAIN(TrainPageTest)
#include "train_page_test.moc"
