// Settings that are changed while a run goes: they reach it, are undone in it, and go back where it refuses.
#include "studio_fixture.h"
#include "ui/studio/run_limits.h"
#include "ui/train/train_page.h"
#include "ui/widgets/loss_plot.h"
#include "ui/widgets/setting_text.h"

#include <QCheckBox>
#include <QSpinBox>
#include <QtTest>

using namespace typemould;

class RunningSettingsTest : public QObject, protected StudioFixture {
    Q_OBJECT
private:
    std::unique_ptr<TrainPage> m_page;

    template <class W>
    W* control(const char* key) {
        return part<W>(m_page.get(), ("setting_" + std::string(key)).c_str());
    }
    const TrainingSettings& training() const { return data().training; }
    LossPlot* plot() { return part<LossPlot>(m_page.get(), "lossPlot"); }
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
        m_page.reset();
        dropStudio();
        makeStudio();
        m_page = std::make_unique<TrainPage>(*m_document, *m_runner, *m_control, m_dialogs);
        m_page->setGeneratorFactory(fakeFactory(std::make_shared<FakeGenerator::Script>()));
        m_page->resize(1200, 800);
        m_page->show();
        openProject();
        part<QComboBox>(m_page.get(), "settingsLevel")->setCurrentIndex(2);
    }
    void cleanup() {
        m_page.reset();
        dropStudio();
    }

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
        m_script->refuseSettings = true;
        auto* batch = control<QSpinBox>("batch");
        const int before = batch->value();
        batch->stepUp();
        QCOMPARE(training().batch, before + 1);
        QTRY_COMPARE(training().batch, before);
        QCOMPARE(batch->value(), before);
        QVERIFY(!m_document->undoStack().canUndo());
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
        m_script->refuseSettings = true;
        batch->stepUp();
        QTRY_COMPARE(batch->value(), before + 1);
        m_script->refuseSettings = false;
        control<QDoubleSpinBox>("edge-weight")->setValue(0.5);
        QTest::qWait(100);
        QCOMPARE(training().edgeWeight, 0.5);
        QCOMPARE(training().batch, before + 1);
        stopRun();
    }

    /// A warning of something else while the answer is due: then run and document agree all the same.
    void aWarningOfSomethingElseLeavesRunAndDocumentAgreeing() {
        startRun();
        auto* batch = control<QSpinBox>("batch");
        const int before = batch->value();
        batch->stepUp();
        Q_EMIT m_runner->warned({ErrorCode::DiskFull, "The preview could not be written.", {}});
        QCOMPARE(training().batch, before);
        QTRY_COMPARE(m_script->requests().last(), QString("settings batch %1").arg(before));
        QCOMPARE(training().batch, before);
        stopRun();
    }

    void aWarningWithoutAQuestionChangesNothing() {
        startRun();
        control<QSpinBox>("batch")->stepUp();
        const int batch = training().batch;
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
        m_script->refuseSettings = true;
        m_document->edit("both", change);
        QTRY_VERIFY(training() == before);
        stopRun();
    }

    /// The run halves its rate after a loss that is no number; the next one begins with that.
    void theDocumentFollowsARunThatGoesSlower() {
        startRun();
        const QStringList asked = m_script->requests();
        Q_EMIT m_runner->happened(
            {7, "diverged", "The loss is no number. Back to step 3, learning rate 0.00075"});
        QCOMPARE(training().learningRate, 0.00075);
        QCOMPARE(m_script->requests(), asked); // it has done so by itself
        stopRun();
    }

    void theDocumentFollowsARunThatTakesSmallerParts() {
        startRun();
        const QStringList asked = m_script->requests();
        Q_EMIT m_runner->happened({7, "memory", "batch 8, accumulate 2"});
        QCOMPARE(training().batch, 8);
        QCOMPARE(training().accumulate, 2);
        QCOMPARE(m_script->requests(), asked);
        stopRun();
    }
};

QTEST_MAIN(RunningSettingsTest)
#include "running_settings_test.moc"
