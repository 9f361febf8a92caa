// Weights in and out and the options of the levels, with real weights: what is answered in the dialogs
// arrives in the project and in its newest checkpoint, and is undone.
#include "network_fixture.h"
#include "ui/train/levels_dialog.h"
#include "ui/widgets/settings_form.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSpinBox>

#include <algorithm>

using namespace typemould;

class NetworkDialogsTest : public QObject, protected NetworkFixture {
    Q_OBJECT
private Q_SLOTS:
    void init() { makePage(); }
    void cleanup() { dropPage(); }

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
