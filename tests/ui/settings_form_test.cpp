// SettingsForm: one control a described field, told apart by type, level and preset.
#include "core/training/training_settings.h"
#include "page_support.h"
#include "ui/widgets/settings_form.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QSignalSpy>
#include <QSpinBox>
#include <QtTest>

using namespace typemould;

namespace {

struct Sample {
    bool on = false;
    int count = 5;
    double rate = 1.5e-3;
    int limit = 0;
    std::string text = "hello";
    UpsampleMode mode = UpsampleMode::PixelShuffle;
    bool operator==(const Sample&) const = default;
};

const std::vector<Field<Sample>>& fieldsOf(const Sample*) {
    static const std::vector<Field<Sample>> list{
        field(&Sample::on, {.key = "on", .label = "On", .help = "Switches it."}),
        field(&Sample::count, {.key = "count",
                               .label = "Count",
                               .help = "How many.",
                               .unit = "px",
                               .minimum = 1,
                               .maximum = 9}),
        field(&Sample::rate, {.key = "rate",
                              .label = "Rate",
                              .help = "How fast.",
                              .level = Level::Advanced,
                              .minimum = 1e-6,
                              .maximum = 0.1}),
        field(&Sample::limit, {.key = "limit",
                               .label = "Limit",
                               .help = "How far.",
                               .unit = "px",
                               .zeroText = "no limit",
                               .minimum = 0,
                               .maximum = 9}),
        field(&Sample::text, {.key = "text", .label = "Text", .help = "What.", .level = Level::Expert}),
        enumField(&Sample::mode,
                  {.key = "mode", .label = "Mode", .help = "Which.", .choices = upsampleModeChoices()})};
    return list;
}

} // namespace

class SettingsFormTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<SettingsForm> m_form;

    /// What the form said last, written into a Sample.
    Sample edits(QSignalSpy& spy) {
        Sample sample;
        for (const auto& said : spy) {
            const auto status =
                setField(sample, said.at(0).toString().toStdString(), said.at(1).value<FieldValue>());
            if (!status) {
                QTest::qFail(status.error().text().c_str(), __FILE__, __LINE__);
            }
        }
        return sample;
    }
    template <class W>
    W* control(const char* key) {
        auto* found = m_form->findChild<W*>(QStringLiteral("setting_") + key);
        if (found == nullptr) {
            qFatal("no control for %s", key);
        }
        return found;
    }
    QLabel* label(const char* key) {
        auto* layout = qobject_cast<QFormLayout*>(m_form->layout());
        return qobject_cast<QLabel*>(layout->labelForField(control<QWidget>(key)));
    }

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support ).*"));
        m_form = std::make_unique<SettingsForm>(fieldInfosOf<Sample>());
        m_form->setLevel(Level::Expert);
        m_form->show();
    }
    void cleanup() { m_form.reset(); }

    void everyTypeHasItsControlAndReportsEdits() {
        QSignalSpy edited(m_form.get(), &SettingsForm::edited);
        QTest::mouseClick(control<QCheckBox>("on"), Qt::LeftButton, {},
                          QPoint(6, control<QCheckBox>("on")->height() / 2));
        control<QSpinBox>("count")->stepUp();
        control<QDoubleSpinBox>("rate")->setFocus();
        control<QDoubleSpinBox>("rate")->selectAll();
        QTest::keyClicks(control<QDoubleSpinBox>("rate"), "0.0004\r");
        control<QLineEdit>("text")->selectAll();
        QTest::keyClicks(control<QLineEdit>("text"), "new\r");
        QTest::keyClick(control<QComboBox>("mode"), Qt::Key_Home);
        const Sample wanted{true, 6, 0.0004, 0, "new", UpsampleMode::Transposed};
        QVERIFY(edits(edited) == wanted);
        QCOMPARE(edited.size(), 5);
    }

    void zeroIsShownAsWhatItMeans() {
        auto* limit = control<QSpinBox>("limit");
        QCOMPARE(limit->text(), "no limit");
        QSignalSpy edited(m_form.get(), &SettingsForm::edited);
        limit->setFocus();
        limit->selectAll();
        QTest::keyClicks(limit, "4\r");
        QCOMPARE(limit->text(), "4 px");
        limit->selectAll();
        QTest::keyClicks(limit, "0\r");
        QCOMPARE(limit->text(), "no limit");
        QCOMPARE(edits(edited).limit, 0);
        QCOMPARE(edited.size(), 2);
        limit->setValue(4);
        m_form->setBaseValues(fieldValuesOf(Sample()));
        QVERIFY(limit->toolTip().contains("no limit"));
    }

    void valuesSetByTheProgramAreShownAndNotReported() {
        QSignalSpy edited(m_form.get(), &SettingsForm::edited);
        const Sample sample{true, 8, 2e-5, 3, "那", UpsampleMode::ResizeConv};
        m_form->setValues(fieldValuesOf(sample));
        QVERIFY(control<QCheckBox>("on")->isChecked());
        QCOMPARE(control<QSpinBox>("count")->value(), 8);
        QCOMPARE(control<QSpinBox>("count")->text(), "8 px");
        QCOMPARE(control<QDoubleSpinBox>("rate")->text(), "0.00002");
        QCOMPARE(control<QLineEdit>("text")->text(), "那");
        QCOMPARE(control<QComboBox>("mode")->currentData().toString(), "resize_conv");
        QVERIFY(edited.isEmpty());
    }

    void smallRatesKeepTheirDigits_data() {
        QTest::addColumn<double>("rate");
        QTest::addColumn<QString>("text");
        QTest::newRow("default") << 1.5e-3 << "0.0015";
        QTest::newRow("smallest") << 1e-6 << "0.000001";
        QTest::newRow("largest") << 0.1 << "0.1";
    }
    void smallRatesKeepTheirDigits() {
        QFETCH(double, rate);
        QFETCH(QString, text);
        m_form->setValues({{"rate", rate}});
        QCOMPARE(control<QDoubleSpinBox>("rate")->text(), text);
        QCOMPARE(control<QDoubleSpinBox>("rate")->value(), rate);
    }

    void levelsHideWhatIsNotFor_data() {
        QTest::addColumn<int>("level");
        QTest::addColumn<QStringList>("shown");
        QTest::newRow("designer") << int(Level::Designer) << QStringList{"on", "count", "mode"};
        QTest::newRow("advanced") << int(Level::Advanced) << QStringList{"on", "count", "rate", "mode"};
        QTest::newRow("expert") << int(Level::Expert) << QStringList{"on", "count", "rate", "text", "mode"};
    }
    void levelsHideWhatIsNotFor() {
        QFETCH(int, level);
        QFETCH(QStringList, shown);
        m_form->setLevel(static_cast<Level>(level));
        for (const char* key : {"on", "count", "rate", "text", "mode"}) {
            QCOMPARE(control<QWidget>(key)->isVisible(), shown.contains(key));
            QCOMPARE(label(key)->isVisible(), shown.contains(key));
        }
        m_form->setHiddenKeys({"on"});
        QVERIFY(!control<QWidget>("on")->isVisible());
        QCOMPARE(control<QWidget>("rate")->isVisible(), shown.contains("rate"));
    }

    void aHeadingIsSeenWhereARowBelowItIs() {
        m_form->setHeadings({{"on", "First"}, {"rate", "Second"}, {"text", "Third"}});
        const auto seen = [this] {
            QStringList titles;
            for (const char* key : {"on", "rate", "text"}) {
                if (auto* title = m_form->findChild<QLabel*>(QStringLiteral("heading_") + key);
                    title != nullptr && title->isVisible()) {
                    titles << title->text();
                }
            }
            return titles;
        };
        QCOMPARE(seen(), QStringList({"First", "Second", "Third"}));
        QCoreApplication::processEvents();
        auto* second = m_form->findChild<QLabel*>("heading_rate");
        QVERIFY(second->y() > control<QWidget>("count")->y() && second->y() < control<QWidget>("rate")->y());
        m_form->setLevel(Level::Advanced);
        QCOMPARE(seen(), QStringList({"First", "Second", "Third"})); // the mode is below the third
        m_form->setHiddenKeys({"rate", "limit"});
        QCOMPARE(seen(), QStringList({"First", "Third"}));
    }

    void theLabelIsBoldWhereThePresetIsLeft() {
        const Sample preset;
        m_form->setValues(fieldValuesOf(preset));
        m_form->setBaseValues(fieldValuesOf(preset));
        QVERIFY(!label("count")->font().bold());
        control<QSpinBox>("count")->stepUp();
        QVERIFY(label("count")->font().bold());
        QVERIFY(!label("rate")->font().bold());
        QVERIFY(label("count")->toolTip().contains("5"));
        control<QSpinBox>("count")->stepDown();
        QVERIFY(!label("count")->font().bold());
    }

    void aControlThatIsOffSaysWhy() {
        m_form->setFieldEnabled("count", false, "Fixed while a run goes.");
        QVERIFY(!control<QWidget>("count")->isEnabled());
        QVERIFY(control<QWidget>("count")->toolTip().contains("Fixed while a run goes."));
        m_form->setFieldEnabled("count", true);
        QVERIFY(control<QWidget>("count")->isEnabled());
        QVERIFY(!control<QWidget>("count")->toolTip().contains("Fixed"));
    }

    void theWheelScrollsPastAControlWithoutFocus() {
        auto* count = control<QSpinBox>("count");
        count->clearFocus();
        const QPointF place = count->rect().center();
        QWheelEvent turn(place, count->mapToGlobal(place), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
                         Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(count, &turn);
        QCOMPARE(count->value(), 5);
    }

    void everyControlIsNamedAndReachable() {
        QCOMPARE(unusableControls(*m_form), QStringList());
        QCOMPARE(control<QSpinBox>("count")->accessibleName(), "Count");
        QCOMPARE(control<QSpinBox>("count")->accessibleDescription(), "How many.");
    }

    /// Each field of the real training settings, changed through its control, changes exactly that field.
    void everyTrainingSettingCanBeChanged() {
        m_form = std::make_unique<SettingsForm>(fieldInfosOf<TrainingSettings>());
        m_form->setLevel(Level::Expert);
        for (const auto& field : fields<TrainingSettings>()) {
            QSignalSpy edited(m_form.get(), &SettingsForm::edited);
            QWidget* widget = m_form->control(QString::fromStdString(field.info.key));
            QVERIFY2(widget != nullptr, field.info.key.c_str());
            if (auto* spin = qobject_cast<QAbstractSpinBox*>(widget)) {
                spin->stepUp();
                if (edited.isEmpty()) {
                    spin->stepDown(); // it stood at its end
                }
            } else if (auto* combo = qobject_cast<QComboBox*>(widget)) {
                combo->setCurrentIndex((combo->currentIndex() + 1) % combo->count());
            } else if (auto* box = qobject_cast<QCheckBox*>(widget)) {
                box->toggle();
            } else {
                auto* line = qobject_cast<QLineEdit*>(widget);
                QVERIFY2(line != nullptr, field.info.key.c_str());
                QTest::keyClicks(line, "A\r");
            }
            QCOMPARE(edited.size(), 1);
            TrainingSettings changed;
            QVERIFY(setField(changed, edited.first().at(0).toString().toStdString(),
                             edited.first().at(1).value<FieldValue>())
                        .ok());
            QVERIFY2(field.get(changed) != field.get(TrainingSettings{}), field.info.key.c_str());
        }
    }
};

QTEST_MAIN(SettingsFormTest)
#include "settings_form_test.moc"
