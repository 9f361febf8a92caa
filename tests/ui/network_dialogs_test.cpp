// Weights in and out, the switch of the upsampling and the options of the levels, with real weights: what is
// answered in the dialogs arrives in the project, in its newest checkpoint and in the run that goes, and is
// undone.
#include "core/model/parameters.h"
#include "core/training/network_settings.h"
#include "fake_training_session.h"
#include "page_support.h"
#include "scripted_dialogs.h"
#include "ui/train/import_dialog.h"
#include "ui/train/levels_dialog.h"
#include "ui/train/train_page.h"
#include "ui/train/upsampling_dialog.h"
#include "ui/train/weights_panel.h"
#include "ui/widgets/settings_form.h"

#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>

using namespace typemould;

namespace {

QString fixture(const char* name) {
    return QStringLiteral(TYPEMOULD_TEST_DATA "/zi2zi/%1_net_%2.pth")
        .arg(name, QString(name).contains("discriminator") ? "D" : "G");
}

} // namespace

class NetworkDialogsTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<TrainingRunner> m_runner;
    std::unique_ptr<TrainingControl> m_control;
    std::unique_ptr<TrainPage> m_page;
    std::unique_ptr<QSignalSpy> m_problems;
    std::shared_ptr<FakeTraining> m_script;
    ScriptedDialogs m_dialogs;

    template <class W>
    static W* part(const QWidget* of, const char* name) {
        auto* found = of->findChild<W*>(name);
        if (found == nullptr) {
            qFatal("no %s", name);
        }
        return found;
    }
    template <class D>
    D* dialog(const char* name) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        return part<D>(m_page.get(), name);
    }
    static void press(const QWidget* of, const char* name) {
        auto* button = part<QPushButton>(of, name);
        QVERIFY2(button->isEnabled(), name);
        button->click();
    }
    const ProjectData& data() const { return m_document->data(); }
    GeneratorConfig network() const { return networkOf(data()).orThrow(); }
    CheckpointManifest newest() const { return readCheckpoint(*m_document->checkpoint()).orThrow(); }
    QString problem() const {
        return m_problems->isEmpty()
                   ? QString()
                   : QString::fromStdString(m_problems->last().first().value<Error>().message);
    }
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
    static QString lost(const UpsamplingDialog* dialog, int level) {
        return part<QTableWidget>(dialog, "switchLevels")->item(level - 1, 2)->text();
    }
    void waitChanged() { QTRY_VERIFY_WITH_TIMEOUT(!m_document->changingNetwork(), 30000); }

private Q_SLOTS:
    void init() {
        cleanup();
        QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support ).*"));
        m_folder = std::make_unique<QTemporaryDir>();
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder->path());
        QCoreApplication::setOrganizationName("typemould-test");
        m_script = std::make_shared<FakeTraining>();
        m_document = std::make_unique<Document>();
        m_problems = std::make_unique<QSignalSpy>(m_document.get(), &Document::problem);
        m_runner = std::make_unique<TrainingRunner>();
        m_control = std::make_unique<TrainingControl>(*m_document, *m_runner);
        m_control->setSessionMaker(fakeSessions(m_script));
        m_page = std::make_unique<TrainPage>(*m_document, *m_runner, *m_control, m_dialogs);
        m_page->setGeneratorFactory(fakeFactory(std::make_shared<FakeGenerator::Script>()));
        m_page->resize(1200, 800);
        m_page->show();
        openDemoProject(*m_document, *m_folder);
        m_document->edit("depth", [](ProjectData& data) { data.training.depth = 2; });
        m_document->undoStack().clear();
        QTRY_VERIFY(!m_document->findingCheckpoint());
    }
    void cleanup() {
        m_page.reset();
        m_control.reset();
        m_runner.reset();
        m_problems.reset();
        m_document.reset();
        m_dialogs = {};
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
        press(asked, "upsamplingOk");
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

    void aRunThatGoesIsSwitchedOnceAndAsAsked() {
        importFixture("classic_conv_res_256");
        QTRY_VERIFY_WITH_TIMEOUT(m_control->obstacle().isEmpty(), 30000);
        m_control->start({}, false);
        QTRY_VERIFY(m_runner->progress().step > 0);
        auto* asked = openSwitch(UpsampleMode::PixelShuffle);
        part<QComboBox>(asked, "switchHow")->setCurrentIndex(1);
        press(asked, "upsamplingOk");
        QCOMPARE(m_script->requests().filter("upsampling"), QStringList("upsampling pixel_shuffle fresh"));
        QVERIFY(!m_document->changingNetwork());
        m_document->undo();
        QCOMPARE(m_script->requests().filter("upsampling").last(), "upsampling transposed");
        m_runner->stop();
        QTRY_VERIFY(!m_runner->active());
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
