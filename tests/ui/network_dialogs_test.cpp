// Weights in and out, the switch of the upsampling and the options of the levels, with real weights: what is
// answered in the dialogs arrives in the project, in its newest checkpoint and in the run that goes, and is
// undone.
#include "core/model/parameters.h"
#include "core/training/network_settings.h"
#include "studio_fixture.h"
#include "ui/train/import_dialog.h"
#include "ui/train/levels_dialog.h"
#include "ui/train/train_page.h"
#include "ui/train/upsampling_dialog.h"
#include "ui/train/weights_panel.h"
#include "ui/widgets/settings_form.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSpinBox>
#include <QTableWidget>

using namespace typemould;

namespace {

QString fixture(const char* name) {
    return QStringLiteral(TYPEMOULD_TEST_DATA "/zi2zi/%1_net_%2.pth")
        .arg(name, QString(name).contains("discriminator") ? "D" : "G");
}

} // namespace

class NetworkDialogsTest : public QObject, protected StudioFixture {
    Q_OBJECT
private:
    std::unique_ptr<TrainPage> m_page;

    template <class D>
    D* dialog(const char* name) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return part<D>(m_page.get(), name);
    }
    GeneratorConfig network() const { return networkOf(data()).orThrow(); }
    CheckpointManifest newest() const { return readCheckpoint(*m_document->checkpoint()).orThrow(); }
    ImportDialog* openImport(const QString& file) {
        m_dialogs.weights.push_back(file);
        part<QPushButton>(m_page.get(), "importWeights")->click();
        return dialog<ImportDialog>("importDialog");
    }
    static void waitRead(const ImportDialog* dialog) { QTRY_VERIFY_WITH_TIMEOUT(!dialog->reading(), 20000); }
    /// A network of zi2zi-pytorch becomes the project's newest checkpoint.
    void importFixture(const char* name) {
        auto* asked = openImport(fixture(name));
        waitRead(asked);
        press(asked, "importOk");
        QTRY_VERIFY2_WITH_TIMEOUT(!m_document->changingNetwork() && m_document->checkpoint(),
                                  qPrintable(problem()), 30000);
    }
    UpsamplingDialog* openSwitch(UpsampleMode mode) {
        auto* combo = part<QComboBox>(m_page.get(), "upsampling");
        combo->setCurrentIndex(static_cast<int>(mode));
        Q_EMIT combo->activated(combo->currentIndex());
        return dialog<UpsamplingDialog>("upsamplingDialog");
    }
    static void accept(const UpsamplingDialog* dialog) {
        QTRY_VERIFY_WITH_TIMEOUT(part<QPushButton>(dialog, "upsamplingOk")->isEnabled(), 20000);
        press(dialog, "upsamplingOk");
    }
    static QString told(const UpsamplingDialog* dialog) { return part<QLabel>(dialog, "switchTold")->text(); }
    UpsampleMode modeOf(int level) const {
        return network().levels[static_cast<std::size_t>(level) - 1].upsample;
    }
    static QString lost(const UpsamplingDialog* dialog, int level) {
        return part<QTableWidget>(dialog, "switchLevels")->item(level - 1, 2)->text();
    }
    void waitChanged() { QTRY_VERIFY_WITH_TIMEOUT(!m_document->changingNetwork(), 30000); }

private Q_SLOTS:
    void init() {
        cleanup();
        makeStudio();
        m_page = std::make_unique<TrainPage>(*m_document, *m_runner, *m_control, m_dialogs);
        m_page->setGeneratorFactory(fakeFactory(std::make_shared<FakeGenerator::Script>()));
        m_page->resize(1200, 800);
        m_page->show();
        openProject();
    }
    void cleanup() {
        m_page.reset();
        dropStudio();
    }

    void whatTheFileSaysIsShownWithItsEvidence() {
        auto* asked = openImport(fixture("classic_pixelshuffle_res_256"));
        waitRead(asked);
        auto* findings = part<QTableWidget>(asked, "importFindings");
        QStringList settings;
        for (int row = 0; row < findings->rowCount(); ++row) {
            settings << findings->item(row, 0)->text() + "=" + findings->item(row, 1)->text();
            QVERIFY(!findings->item(row, 2)->text().isEmpty());
        }
        QVERIFY2(settings.contains("dialect=classic"), qPrintable(settings.join("; ")));
        QVERIFY2(settings.contains("upsampling=pixel_shuffle"), qPrintable(settings.join("; ")));
        QVERIFY(part<QPlainTextEdit>(asked, "importReport")->toPlainText().contains("matched"));
        QVERIFY(!part<QComboBox>(asked, "importAttention")->isEnabled()); // the file tells
        asked->reject();
        QVERIFY(!m_document->checkpoint());
    }

    void importedWeightsBecomeTheNewestCheckpointAndAreUndone() {
        const ProjectData before = data();
        auto* asked = openImport(fixture("film_pixelshuffle_linear_256"));
        waitRead(asked);
        auto* attention = part<QComboBox>(asked, "importAttention");
        QVERIFY(attention->isEnabled());
        QVERIFY(part<QLabel>(asked, "importQuestions")->text().contains("attention-kind"));
        attention->setCurrentIndex(1); // softmax
        Q_EMIT attention->activated(1);
        waitRead(asked);
        QCOMPARE(attention->currentIndex(), 1);
        auto* style = part<QSpinBox>(asked, "importStyle");
        QCOMPARE(style->maximum(), 2);
        style->setValue(2);
        press(asked, "importOk");
        QVERIFY(m_document->changingNetwork());
        QVERIFY(!part<QPushButton>(m_page.get(), "importWeights")->isEnabled());
        waitChanged();
        QVERIFY2(m_document->checkpoint().has_value(), qPrintable(problem()));
        QCOMPARE(data().training.family, Family::Film);
        QCOMPARE(data().styles.size(), std::size_t(3));
        QCOMPARE(data().style, 2);
        QCOMPARE(data().dataset.canvas, 256);
        QVERIFY(network() == newest().generator);
        const auto& levels = network().levels;
        QVERIFY(std::any_of(levels.begin(), levels.end(), [](const LevelConfig& level) {
            return level.attention == AttentionKind::Softmax;
        }));
        QCOMPARE(m_document->undoStack().count(), 1);
        const auto checkpoint = m_document->checkpoint();
        m_document->undo();
        QVERIFY(data() == before);
        QVERIFY(!m_document->checkpoint());
        m_document->redo();
        QVERIFY(m_document->checkpoint() == checkpoint);
    }

    void aDiscriminatorIsTakenBesideTheGenerator() {
        auto* asked = openImport(fixture("classic_pixelshuffle_res_256"));
        waitRead(asked);
        m_dialogs.weights.push_back(fixture("classic_discriminator"));
        press(asked, "chooseDiscriminator");
        waitRead(asked);
        press(asked, "importOk");
        waitChanged();
        QVERIFY2(m_document->checkpoint().has_value(), qPrintable(problem()));
        QVERIFY(data().training.adversarialWeight > 0);
        QVERIFY(discriminatorConfigOf(data().training, network()).orThrow().has_value());
    }

    void whatCannotBeImportedSaysWhyAndHoldsTheButton() {
        auto* asked = openImport(fixture("classic_discriminator")); // no generator
        waitRead(asked);
        auto* accept = part<QPushButton>(asked, "importOk");
        QVERIFY(!accept->isEnabled());
        QVERIFY2(accept->toolTip().contains("no generator"), qPrintable(accept->toolTip()));
        m_dialogs.weights.push_back(m_folder->filePath("gone.pth"));
        press(asked, "chooseGenerator");
        waitRead(asked);
        QVERIFY(!accept->isEnabled());
        QVERIFY2(part<QLabel>(asked, "importTold")->text().contains("gone.pth"),
                 qPrintable(part<QLabel>(asked, "importTold")->text()));
        m_dialogs.weights.push_back(fixture("classic_conv_res_256"));
        press(asked, "chooseGenerator");
        waitRead(asked);
        QVERIFY2(accept->isEnabled(), qPrintable(accept->toolTip()));
        asked->reject();
    }

    void weightsAreWrittenAndReadAgain() {
        auto* button = part<QPushButton>(m_page.get(), "exportWeights");
        QVERIFY(!button->isEnabled());
        importFixture("classic_conv_res_256");
        QVERIFY(button->isEnabled());
        const QString file = m_folder->filePath("out_net_G.pth");
        m_dialogs.answers.push_back(0);
        m_dialogs.weights.push_back(file);
        button->click();
        waitChanged();
        const auto again = onlyNetwork(readWeightsFile(fsPath(file)).orThrow(), fsPath(file), true).orThrow();
        const auto first = fsPath(fixture("classic_conv_res_256"));
        const auto before = onlyNetwork(readWeightsFile(first).orThrow(), first, true).orThrow();
        QCOMPARE(again.tensors.size(), before.tensors.size());
        QVERIFY(m_problems->isEmpty());
        m_dialogs.answers.push_back(1); // there is no discriminator
        m_dialogs.weights.push_back(m_folder->filePath("out_net_D.pth"));
        button->click();
        waitChanged();
        QVERIFY2(problem().contains("no discriminator"), qPrintable(problem()));
        QVERIFY(m_dialogs.allUsed());
    }

    void aSwitchWithoutACheckpointIsAnEdit() {
        auto* combo = part<QComboBox>(m_page.get(), "upsampling");
        combo->setCurrentIndex(static_cast<int>(UpsampleMode::Transposed));
        Q_EMIT combo->activated(combo->currentIndex());
        QVERIFY(m_page->findChild<UpsamplingDialog*>("upsamplingDialog") == nullptr);
        QCOMPARE(upsamplingOf(network()).mode, UpsampleMode::Transposed);
        m_document->undo();
        QCOMPARE(upsamplingOf(network()).mode, UpsampleMode::PixelShuffle);
        QCOMPARE(combo->currentIndex(), static_cast<int>(UpsampleMode::PixelShuffle));
    }

    void theSwitchTellsWhatEachLevelLoses() {
        importFixture("classic_conv_res_256");
        auto* asked = openSwitch(UpsampleMode::PixelShuffle);
        QTRY_VERIFY_WITH_TIMEOUT(!asked->measuring(), 20000);
        for (int level = 1; level <= upLevels(network()); ++level) {
            QCOMPARE(lost(asked, level), "exact"); // transposed to shuffle holds all
        }
        part<QComboBox>(asked, "switchMode")->setCurrentIndex(static_cast<int>(UpsampleMode::ResizeConv));
        QTRY_VERIFY_WITH_TIMEOUT(!asked->measuring(), 20000);
        QVERIFY2(lost(asked, 1).contains("%"), qPrintable(lost(asked, 1)));
        const QString nearest = lost(asked, 1);
        part<QComboBox>(asked, "switchResize")->setCurrentIndex(1);
        QTRY_VERIFY_WITH_TIMEOUT(!asked->measuring(), 20000);
        QVERIFY(lost(asked, 1) != nearest);
        part<QComboBox>(asked, "switchScope")->setCurrentIndex(2);
        QTRY_VERIFY_WITH_TIMEOUT(!asked->measuring(), 20000);
        QCOMPARE(lost(asked, 1), QStringLiteral("–")); // only level 2 is switched
        QVERIFY(lost(asked, 2).contains("%"));
        part<QComboBox>(asked, "switchMode")->setCurrentIndex(static_cast<int>(UpsampleMode::Transposed));
        QVERIFY(!part<QPushButton>(asked, "upsamplingOk")->isEnabled()); // it is that already
        asked->reject();
        QCOMPARE(upsamplingOf(network()).mode, UpsampleMode::Transposed);
    }

    void aSwitchMakesACheckpointAndUndoGoesBack() {
        importFixture("classic_conv_res_256");
        const auto before = m_document->checkpoint();
        auto* asked = openSwitch(UpsampleMode::PixelShuffle);
        part<QComboBox>(asked, "switchKernel")->setCurrentIndex(1);
        part<QCheckBox>(asked, "switchPhased")->setChecked(true);
        part<QSpinBox>(asked, "switchSteps")->setValue(200);
        QVERIFY(!part<QPushButton>(asked, "upsamplingOk")->isEnabled()); // not before the loss is known
        accept(asked);
        for (const char* name : {"preset", "upsampling", "networkLevels", "blockList", "setting_width"}) {
            QVERIFY2(!part<QWidget>(m_page.get(), name)->isEnabled(), name);
        }
        QVERIFY(!m_control->obstacle().isEmpty()); // no run may begin meanwhile
        waitChanged();
        QVERIFY2(m_document->checkpoint() != before, qPrintable(problem()));
        QVERIFY(upsamplingOf(newest().generator) ==
                Upsampling(UpsampleMode::PixelShuffle, ResizeKind::Nearest, 5));
        QVERIFY(network() == newest().generator);
        QCOMPARE(data().freezing, freezingPlanTexts(phasedPlan(0, 200, network().depth())));
        m_document->undo();
        QVERIFY(m_document->checkpoint() == before);
        QCOMPARE(upsamplingOf(network()).mode, UpsampleMode::Transposed);
        QVERIFY(data().freezing.empty());
    }

    void aSwitchKeepsWhatIsSetOtherwise() {
        importFixture("classic_conv_res_256");
        m_document->edit("level 2", [](ProjectData& data) {
            auto wanted = networkOf(data).orThrow();
            setUpsampling(wanted, {UpsampleMode::PixelShuffle}, 2);
            describeNetwork(data.training, wanted);
            data.training.styleWeight += 1;
        });
        const double weight = data().training.styleWeight;
        auto* asked = openSwitch(UpsampleMode::ResizeConv);
        part<QComboBox>(asked, "switchScope")->setCurrentIndex(1);
        accept(asked);
        waitChanged();
        QCOMPARE(modeOf(1), UpsampleMode::ResizeConv);
        QCOMPARE(modeOf(2), UpsampleMode::PixelShuffle);
        QCOMPARE(data().training.styleWeight, weight);
        QCOMPARE(newest().generator.levels[0].upsample, UpsampleMode::ResizeConv);
        QVERIFY2(notice().contains("level 1 loses"), qPrintable(notice()));
    }

    void theSwitchOfAnotherNetworkThanTheCheckpointsIsOfTheSettingsAlone() {
        importFixture("classic_conv_res_256");
        const auto before = m_document->checkpoint();
        m_document->edit("width", [](ProjectData& data) { data.training.width /= 2; });
        const int width = data().training.width;
        auto* asked = openSwitch(UpsampleMode::PixelShuffle);
        QTRY_VERIFY_WITH_TIMEOUT(!asked->measuring(), 20000);
        QVERIFY2(told(asked).contains("width"), qPrintable(told(asked)));
        accept(asked);
        waitChanged();
        QCOMPARE(data().training.width, width);
        QCOMPARE(upsamplingOf(network()).mode, UpsampleMode::PixelShuffle);
        QVERIFY(m_document->checkpoint() == before);
        QVERIFY2(notice().contains("settings alone"), qPrintable(notice()));
        m_document->undo();
        QCOMPARE(upsamplingOf(network()).mode, UpsampleMode::Transposed);
    }

    void undoGoesBackWhereTrainingWentOnAndRedoReturns() {
        importFixture("classic_conv_res_256");
        const auto before = m_document->checkpoint();
        accept(openSwitch(UpsampleMode::PixelShuffle));
        waitChanged();
        startRun(false);
        stopRun();
        const auto trained = m_document->checkpoint();
        QVERIFY(m_document->learntSteps() > 100);
        m_document->undo();
        QVERIFY(m_document->checkpoint() == before);
        QCOMPARE(m_document->learntSteps(), 0LL);
        QCOMPARE(upsamplingOf(network()).mode, UpsampleMode::Transposed);
        QVERIFY2(notice().contains("redo"), qPrintable(notice()));
        m_document->redo();
        QVERIFY(m_document->checkpoint() == trained);
        QCOMPARE(upsamplingOf(network()).mode, UpsampleMode::PixelShuffle);
    }

    void aCheckpointThatIsGoneIsNotGoneBackTo() {
        importFixture("classic_conv_res_256");
        const auto before = *m_document->checkpoint();
        accept(openSwitch(UpsampleMode::PixelShuffle));
        waitChanged();
        const auto switched = m_document->checkpoint();
        std::filesystem::remove_all(before);
        m_document->undo();
        QVERIFY2(problem().contains("no longer there"), qPrintable(problem()));
        QVERIFY(m_document->checkpoint() == switched);
        QCOMPARE(upsamplingOf(network()).mode, UpsampleMode::PixelShuffle);
    }

    void aRunThatGoesIsSwitchedOnceAndAsAsked() {
        importFixture("classic_conv_res_256");
        startRun(false);
        auto* asked = openSwitch(UpsampleMode::PixelShuffle);
        part<QComboBox>(asked, "switchHow")->setCurrentIndex(1);
        accept(asked);
        QVERIFY(m_control->switching());
        QVERIFY(!part<QComboBox>(m_page.get(), "upsampling")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!m_control->switching(), 20000);
        QCOMPARE(m_script->requests(), QStringList({"checkpoint", "upsampling pixel_shuffle fresh"}));
        QCOMPARE(upsamplingOf(network()).mode, UpsampleMode::PixelShuffle);
        QVERIFY(m_document->undoHeld()); // the run has gone on from it
        m_document->undo();
        QVERIFY2(notice().contains("stop it first"), qPrintable(notice()));
        stopRun();
        const auto trained = m_document->checkpoint();
        m_document->undo();
        QCOMPARE(upsamplingOf(network()).mode, UpsampleMode::Transposed);
        QVERIFY(m_document->checkpoint() != trained);
        QCOMPARE(upsamplingOf(newest().generator).mode, UpsampleMode::Transposed);
        QVERIFY(m_document->checkpoint()->parent_path().parent_path() != // where nothing takes its place
                trained->parent_path().parent_path());
        m_document->redo();
        QVERIFY(m_document->checkpoint() == trained);
        QCOMPARE(m_script->requests().filter("upsampling").size(), 1);
    }

    void aSwitchThatARunTookBackBeforeSavingIsDoneAgainAsAsked() {
        importFixture("classic_conv_res_256");
        startRun(false);
        auto* asked = openSwitch(UpsampleMode::PixelShuffle);
        part<QComboBox>(asked, "switchHow")->setCurrentIndex(1);
        accept(asked);
        QTRY_VERIFY_WITH_TIMEOUT(!m_control->switching(), 20000);
        m_script->failWhenStopped = true; // the last checkpoint cannot be written
        stopRun();
        m_document->undo();
        QCOMPARE(upsamplingOf(newest().generator).mode, UpsampleMode::Transposed);
        m_document->redo();
        waitChanged();
        QCOMPARE(upsamplingOf(newest().generator).mode, UpsampleMode::PixelShuffle);
        QVERIFY2(notice().contains("begin anew"), qPrintable(notice()));
    }

    void aRunThatEndsFirstIsSwitchedAtItsEnd() {
        importFixture("classic_conv_res_256");
        startRun(false);
        auto* asked = openSwitch(UpsampleMode::PixelShuffle);
        accept(asked);
        m_runner->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!m_runner->active() && !m_control->switching(), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(!m_document->changingNetwork(), 20000);
        QCOMPARE(upsamplingOf(newest().generator).mode, UpsampleMode::PixelShuffle);
        QCOMPARE(upsamplingOf(network()).mode, UpsampleMode::PixelShuffle);
        QVERIFY(m_script->requests().filter("upsampling").isEmpty());
    }

    void aFirstRunSavesACheckpointToMeasureOn() {
        importFixture("classic_conv_res_256");
        m_script->setCheckpoint(*m_document->checkpoint());
        startRun(true); // what it learns is not what is on disk
        auto* asked = openSwitch(UpsampleMode::ResizeConv);
        QVERIFY(!part<QPushButton>(asked, "upsamplingOk")->isEnabled());
        QVERIFY2(told(asked).contains("saves a checkpoint"), qPrintable(told(asked)));
        QTRY_VERIFY2_WITH_TIMEOUT(lost(asked, 1).contains("%"), qPrintable(told(asked)), 20000);
        QCOMPARE(m_script->requests(), QStringList("checkpoint"));
        asked->reject();
        stopRun();
    }

    void aCheckpointThatCannotBeKeptLeavesTheRunAsItIs() {
        importFixture("classic_conv_res_256");
        startRun(false);
        auto* asked = openSwitch(UpsampleMode::ResizeConv);
        QTRY_VERIFY_WITH_TIMEOUT(part<QPushButton>(asked, "upsamplingOk")->isEnabled(), 20000);
        std::filesystem::remove(*m_document->checkpoint() /
                                "model.safetensors"); // what the run saves copies of
        press(asked, "upsamplingOk");
        QTRY_VERIFY_WITH_TIMEOUT(!m_problems->isEmpty(), 20000);
        QVERIFY2(problem().contains("model.safetensors"), qPrintable(problem()));
        QTRY_VERIFY(!m_control->switching());
        QVERIFY(m_script->requests().filter("upsampling").isEmpty());
        QCOMPARE(upsamplingOf(network()).mode, UpsampleMode::Transposed);
        stopRun();
    }

    void cancellingADialogWaitsForNothing() {
        importFixture("classic_conv_res_256");
        auto* asked = openSwitch(UpsampleMode::ResizeConv);
        QVERIFY(asked->measuring());
        QPointer<QDialog> gone = asked;
        asked->reject();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(gone.isNull());
        auto* import = openImport(fixture("film_conv_linear_256"));
        QVERIFY(import->reading());
        gone = import;
        import->reject();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(gone.isNull());
    }

    void aDiscriminatorAloneJoinsTheNewestGenerator() {
        importFixture("classic_pixelshuffle_res_256");
        const auto before = m_document->checkpoint();
        m_document->edit("rate", [](ProjectData& data) { data.training.styleWeight += 1; });
        const double weight = data().training.styleWeight;
        auto* asked = openImport(fixture("classic_discriminator"));
        waitRead(asked);
        QVERIFY(part<QLineEdit>(asked, "importGenerator")->text().isEmpty());
        QVERIFY(part<QLineEdit>(asked, "importDiscriminator")->text().contains("classic_discriminator"));
        QVERIFY2(part<QLabel>(asked, "importTold")->text().contains("joins"), "told");
        press(asked, "importOk");
        waitChanged();
        QVERIFY2(m_document->checkpoint() != before, qPrintable(problem()));
        QVERIFY(data().training.adversarialWeight > 0);
        QCOMPARE(data().training.styleWeight, weight); // what is set otherwise stays
        QVERIFY(discriminatorConfigOf(data().training, network()).orThrow().has_value());
        QVERIFY(network() == newest().generator);
        m_document->undo();
        QVERIFY(m_document->checkpoint() == before);
        QCOMPARE(data().training.adversarialWeight, 0.0);
    }

    void theLevelsOfALearntNetworkAreNotSwitchedInPassing() {
        importFixture("classic_conv_res_256");
        press(m_page.get(), "networkLevels");
        auto* asked = dialog<LevelsDialog>("levelsDialog");
        for (const char* name : {"setting_upsample", "setting_resize", "setting_shuffle-kernel"}) {
            auto* control = part<QWidget>(part<SettingsForm>(asked, "levelSettings"), name);
            QVERIFY2(!control->isEnabled(), name);
            QVERIFY2(control->toolTip().contains("Switch"), name);
        }
        QVERIFY(part<QWidget>(part<SettingsForm>(asked, "levelSettings"), "setting_width")->isEnabled());
        asked->reject();
    }

    void theLevelsAreEditedOneByOne() {
        press(m_page.get(), "networkLevels");
        auto* asked = dialog<LevelsDialog>("levelsDialog");
        auto* table = part<QTableWidget>(asked, "levelsTable");
        QCOMPARE(table->rowCount(), 2);
        table->selectRow(1);
        auto* form = part<SettingsForm>(asked, "levelSettings");
        Q_EMIT form->edited("attention", std::string("softmax"));
        auto* whole = part<SettingsForm>(asked, "networkSettings");
        Q_EMIT whole->edited("icnr", true);
        press(asked, "levelsOk");
        QCOMPARE(network().levels[0].attention, AttentionKind::None);
        QCOMPARE(network().levels[1].attention, AttentionKind::Softmax);
        QVERIFY(network().icnr);
        QCOMPARE(m_document->undoStack().count(), 1);
        m_document->undo();
        QCOMPARE(network().levels[1].attention, AttentionKind::None);
    }

    void aNetworkThatCannotBeIsNotTaken() {
        press(m_page.get(), "networkLevels");
        auto* asked = dialog<LevelsDialog>("levelsDialog");
        auto* whole = part<SettingsForm>(asked, "networkSettings");
        Q_EMIT whole->edited("attention-residuals", true); // between which attentions?
        QVERIFY(!part<QPushButton>(asked, "levelsOk")->isEnabled());
        QVERIFY(part<QLabel>(asked, "levelsTold")->text().contains("attention-residuals"));
        Q_EMIT whole->edited("attention-residuals", false);
        QVERIFY(part<QPushButton>(asked, "levelsOk")->isEnabled());
        asked->reject();
    }

    void everyControlIsNamedAndReachable() {
        importFixture("film_conv_linear_256");
        QCOMPARE(unusableControls(*openSwitch(UpsampleMode::PixelShuffle)), QStringList());
        dialog<UpsamplingDialog>("upsamplingDialog")->reject();
        press(m_page.get(), "networkLevels");
        QCOMPARE(unusableControls(*dialog<LevelsDialog>("levelsDialog")), QStringList());
        dialog<LevelsDialog>("levelsDialog")->reject();
        auto* asked = openImport(fixture("film_conv_linear_256"));
        QCOMPARE(unusableControls(*asked), QStringList());
        waitRead(asked);
        asked->reject();
    }
};

QTEST_MAIN(NetworkDialogsTest)
#include "network_dialogs_test.moc"
