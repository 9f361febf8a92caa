// Settings that are changed while a run goes: they reach it, are undone in it, and go back where it refuses.
#include "train_page_fixture.h"
#include "ui/studio/run_limits.h"
#include "ui/widgets/loss_plot.h"
#include "ui/widgets/setting_text.h"

#include <QCheckBox>
#include <QSpinBox>
#include <QtTest>

using namespace typemould;

class RunningSettingsTest : public QObject, protected TrainPageFixture {
    Q_OBJECT
private:
    template <class W>
    W* control(const char* key) {
        return child<W>(("setting_" + std::string(key)).c_str());
    }
    const TrainingSettings& training() const { return data().training; }
    LossPlot* plot() { return child<LossPlot>("lossPlot"); }
    bool marked(const char* text) {
        return plot()->markText(static_cast<double>(m_runner->progress().step), 1e6).contains(text);
    }

    /// A mark tells of this value, in the designer's words.
    bool marked(const std::string& key, const FieldValue& value) {
        const std::vector<SettingChange> change{{key, fieldValueText(value)}};
        return marked(changesText(change).toUtf8().constData());
    }
    /// Changes what a control shows as its user would.
    static void turn(QWidget* widget, const std::function<bool()>& changed) {
        if (auto* spin = qobject_cast<QAbstractSpinBox*>(widget)) {
            spin->stepUp();
            if (!changed()) {
                spin->stepDown(); // it stood at its end
            }
        } else if (auto* combo = qobject_cast<QComboBox*>(widget)) {
            combo->setCurrentIndex((combo->currentIndex() + 1) % combo->count());
        } else if (auto* box = qobject_cast<QCheckBox*>(widget)) {
            box->toggle();
        } else if (auto* line = qobject_cast<QLineEdit*>(widget)) {
            line->setText("relu1_1");
            Q_EMIT line->editingFinished();
        }
    }

private Q_SLOTS:
    void init() {
        makePage();
        child<QComboBox>("settingsLevel")->setCurrentIndex(2);
    }
    void cleanup() { dropPage(); }

    /// Each setting that a run does not fix, changed as the designer would, is asked of it in these words.
    void everySettingThatIsNotFixedReachesTheRun() {
        startRun();
        int met = 0;
        for (const auto& field : fields<TrainingSettings>()) {
            const auto& key = field.info.key;
            if (fixedWhileRunning(key) || key == "preview-text") { // that has a request of its own
                continue;
            }
            ++met;
            QVERIFY2(control<QWidget>(key.c_str())->isEnabled(), key.c_str());
            const auto before = field.get(training());
            const auto asked = [&](const FieldValue& value) {
                return QString::fromStdString("settings " + key + " " + fieldValueText(value));
            };
            turn(control<QWidget>(key.c_str()), [&] { return field.get(training()) != before; });
            const auto changed = field.get(training());
            QVERIFY2(changed != before, key.c_str());
            QCOMPARE(m_script->requests().last(), asked(changed));
            QTRY_VERIFY2(marked(key, changed), key.c_str());
            QVERIFY2(field.get(training()) == changed, key.c_str()); // it is taken: nothing goes back
            m_document->undo();
            QVERIFY2(field.get(training()) == before, key.c_str());
            QCOMPARE(m_script->requests().last(), asked(before));
        }
        QVERIFY(met > 30);
        stopRun();
    }

    void whatIsFixedIsOffAndSaysWhy() {
        startRun();
        for (const auto& key : fieldKeys<TrainingSettings>()) {
            if (key == "upsample" || key == "preview-text") {
                continue; // these have controls of their own
            }
            auto* widget = control<QWidget>(key.c_str());
            QCOMPARE(widget->isEnabled(), !fixedWhileRunning(key));
            QCOMPARE(widget->toolTip().contains("stop it first"), fixedWhileRunning(key));
        }
        stopRun();
        QVERIFY(control<QWidget>("width")->isEnabled());
    }

    void aFixedSettingIsRefusedHoweverItComes() {
        startRun();
        const int width = training().width;
        m_document->edit("width", [](ProjectData& data) { data.training.width *= 2; });
        QCOMPARE(training().width, width);
        QVERIFY(!notice().isEmpty());
        stopRun();
    }

    void aRefusedSettingGoesBackWithoutATrace() {
        startRun();
        m_script->refuse("batch");
        QSignalSpy problems(m_control.get(), &TrainingControl::problem);
        auto* batch = control<QSpinBox>("batch");
        const int before = batch->value();
        batch->stepUp();
        QCOMPARE(training().batch, before + 1);
        QTRY_COMPARE(training().batch, before);
        QCOMPARE(batch->value(), before);
        QVERIFY(!m_document->undoStack().canUndo());
        QCOMPARE(problems.size(), 1); // and the window says why
        const QStringList asked = m_script->requests();
        QCOMPARE(asked.last(), QString("settings batch %1").arg(before + 1)); // the way back asks nothing
        QTest::qWait(60);
        QCOMPARE(m_script->requests(), asked);
        QVERIFY(!marked("Settings changed"));
        stopRun();
    }

    void ofSeveralChangesTheRefusedOneGoesBack() {
        startRun();
        auto* batch = control<QSpinBox>("batch");
        const int before = batch->value();
        batch->stepUp();
        QTRY_VERIFY(marked("Settings changed"));
        m_script->refuse("batch");
        batch->stepUp();
        QTRY_COMPARE(batch->value(), before + 1);
        m_script->refuse({});
        control<QDoubleSpinBox>("edge-weight")->setValue(0.5);
        QTest::qWait(100);
        QCOMPARE(training().edgeWeight, 0.5);
        QCOMPARE(training().batch, before + 1);
        stopRun();
    }

    /// Each request has an answer of its own, also where a run takes several between two steps.
    void whatIsAskedTogetherIsAnsweredOneByOne() {
        startRun();
        pauseRun();
        m_script->refuse("batch");
        const auto before = training();
        control<QDoubleSpinBox>("edge-weight")->setValue(0.5);
        control<QSpinBox>("batch")->stepUp();
        control<QDoubleSpinBox>("ssim-weight")->setValue(0.25);
        m_runner->resume();
        QTRY_COMPARE(training().batch, before.batch);
        QTRY_VERIFY(marked("ssim-weight", 0.25) && marked("edge-weight", 0.5));
        QCOMPARE(training().edgeWeight, 0.5);
        QCOMPARE(training().ssimWeight, 0.25);
        stopRun();
    }

    /// What is refused twice goes back to what the run has, not to what it refused first.
    void twoRefusalsOfOneSettingGoBackToWhatTheRunHas() {
        startRun();
        pauseRun();
        m_script->refuse("batch");
        auto* batch = control<QSpinBox>("batch");
        const int before = batch->value();
        batch->stepUp();
        control<QDoubleSpinBox>("edge-weight")->setValue(0.5);
        batch->stepUp();
        QCOMPARE(training().batch, before + 2);
        m_runner->resume();
        QTRY_COMPARE(training().batch, before);
        QCOMPARE(training().edgeWeight, 0.5);
        stopRun();
    }

    void aWarningIsNoRefusal() {
        startRun();
        control<QSpinBox>("batch")->stepUp();
        const int batch = training().batch;
        Q_EMIT m_runner->warned({ErrorCode::DiskFull, "The preview could not be written.", {}});
        QTRY_VERIFY(marked("Settings changed"));
        Q_EMIT m_runner->warned({ErrorCode::DiskFull, "The preview could not be written.", {}});
        QCOMPARE(training().batch, batch);
        stopRun();
    }

    void severalAtOnceAreOneRequestAndGoBackTogether() {
        startRun();
        const auto change = [](ProjectData& data) {
            data.training.batch = 5;
            data.training.accumulate = 3;
        };
        m_document->edit("both", change);
        QVERIFY2(m_script->requests().contains("settings batch 5, accumulate 3"),
                 qPrintable(m_script->requests().join("; ")));
        QTRY_VERIFY(marked("Settings changed"));
        m_document->undo();
        QTest::qWait(60);
        const auto before = training();
        m_script->refuse("accumulate");
        m_document->edit("both", change);
        QTRY_VERIFY(training() == before);
        stopRun();
    }

    void aRefusedFreezingPlanGoesBack() {
        startRun();
        const std::vector<std::string> good{"freeze block=encoder.1"};
        m_document->edit("good", [&](ProjectData& data) { data.freezing = good; });
        QTRY_VERIFY(marked("Locked blocks changed"));
        m_script->refuseFreezing = true;
        QSignalSpy problems(m_control.get(), &TrainingControl::problem);
        m_document->edit("all", [](ProjectData& data) { data.freezing = {"freeze block=*"}; });
        QTRY_VERIFY(data().freezing == good);
        QCOMPARE(problems.size(), 1);
        const QStringList asked = m_script->requests();
        QCOMPARE(asked.last(), QString("freezing freeze block=*")); // the way back asks nothing
        stopRun();
    }

    /// The run halves its rates after a loss that is no number; the next one begins with those.
    void theDocumentFollowsARunThatGoesSlower() {
        startRun();
        const QStringList asked = m_script->requests();
        Q_EMIT m_runner->happened({7,
                                   "diverged",
                                   "The loss is no number. Back to step 3.",
                                   {{"learning-rate", "0.00075"}, {"discriminator-rate", "0.0001"}}});
        QCOMPARE(training().learningRate, 0.00075);
        QCOMPARE(training().discriminatorRate, 0.0001);
        QCOMPARE(m_script->requests(), asked); // it has done so by itself
        QVERIFY(m_document->undoStack().undoText().contains("no number"));
        stopRun();
    }

    /// A rate that the designer has asked for meanwhile is what the run goes on with.
    void aWishThatIsNotAnsweredYetStandsAgainstTheRunsOwnChange() {
        startRun();
        pauseRun();
        m_document->edit("rate", [](ProjectData& data) { data.training.learningRate = 0.0003; });
        Q_EMIT m_runner->happened({7, "diverged", "Back.", {{"learning-rate", "0.00075"}}});
        QCOMPARE(training().learningRate, 0.0003);
        m_runner->resume();
        QTRY_VERIFY(marked("learning-rate", 0.0003));
        QCOMPARE(training().learningRate, 0.0003);
        stopRun();
    }

    void theDocumentFollowsARunThatTakesSmallerParts() {
        startRun();
        const QStringList asked = m_script->requests();
        Q_EMIT m_runner->happened({7, "memory", "batch 8, accumulate 2", {{"batch", "8"}, {"accumulate", "2"}}});
        QCOMPARE(training().batch, 8);
        QCOMPARE(training().accumulate, 2);
        QCOMPARE(m_script->requests(), asked);
        stopRun();
    }
};

QTEST_MAIN(RunningSettingsTest)
#include "running_settings_test.moc"
