// The switch of the upsampling with real weights: what it tells before, what it makes of settings, checkpoint
// and the run that goes, and the ways back.
#include "network_fixture.h"
#include <QCheckBox>
#include <QSpinBox>

using namespace typemould;

class UpsamplingSwitchTest : public QObject, protected NetworkFixture {
    Q_OBJECT
    /// A network with transposed convolutions that has learnt, by the preset of a quick look.
    void learnHouse() {
        m_document->edit("network", [](ProjectData& data) {
            const auto house = presetSettings("house").orThrow();
            data.preset = "quick";
            data.training = house;
            data.training.upsample = UpsampleMode::Transposed;
            data.training.emaDecay = 0.5;
            data.dataset.canvas = 128; // which is deep enough for it
        });
        m_document->checkpointSaved("/some/run/checkpoints/7", 7);
        m_document->undoStack().clear();
    }

private Q_SLOTS:
    void init() { makePage(); }
    void cleanup() { dropPage(); }

    void nothingIsSwitchedWhileTheCheckpointIsLookedFor() {
        const auto folder = m_document->project().folder();
        const char* const names[] = {"upsampling", "switchUpsampling", "networkLevels", "importWeights"};
        QVERIFY(m_document->save().ok());
        m_document->closeProject();
        m_document->setProject(Project::open(folder, ProjectAccess::Write).orThrow());
        QVERIFY(m_document->findingCheckpoint());
        for (const char* name : names) {
            QVERIFY2(!part<QWidget>(m_page.get(), name)->isEnabled(), name);
        }
        for (const char* name : names) {
            QTRY_VERIFY2_WITH_TIMEOUT(part<QWidget>(m_page.get(), name)->isEnabled(), name, 20000);
        }
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

    /// A preset, too, must tell what it would lose; until it has, the upsampling stays.
    void aPresetAsksBeforeItSwitchesWhatIsLearnt() {
        learnHouse();
        auto* preset = part<QComboBox>(m_page.get(), "preset");
        preset->setCurrentIndex(preset->findData("house"));
        Q_EMIT preset->activated(preset->currentIndex());
        QCOMPARE(data().preset, std::string("house"));
        QCOMPARE(data().training.emaDecay, presetSettings("house")->emaDecay);
        QCOMPARE(upsamplingOf(network()).mode, UpsampleMode::Transposed);
        auto* asked = dialog<UpsamplingDialog>("upsamplingDialog");
        QVERIFY(asked->change().to.mode == UpsampleMode::PixelShuffle);
        asked->reject();
        QCOMPARE(upsamplingOf(network()).mode, UpsampleMode::Transposed);
        m_document->undo();
        QCOMPARE(data().preset, std::string("quick"));
    }

    void theNetworksTextSwitchesNothingThatIsLearnt() {
        learnHouse();
        part<QComboBox>(m_page.get(), "settingsLevel")->setCurrentIndex(2);
        auto* line = part<QLineEdit>(m_page.get(), "setting_network");
        const QString before = line->text();
        line->setText("1.upsample=resize_conv");
        Q_EMIT line->editingFinished();
        QCOMPARE(line->text(), before);
        QVERIFY2(notice().contains("Switch"), qPrintable(notice()));
        QVERIFY(!m_document->undoStack().canUndo());
        line->setText("1.attention=softmax 1.upsample=resize_conv"); // another network: nothing to lose
        Q_EMIT line->editingFinished();
        QCOMPARE(modeOf(1), UpsampleMode::ResizeConv);
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
};

QTEST_MAIN(UpsamplingSwitchTest)
#include "upsampling_switch_test.moc"
