#include "ui/widgets/settings_form.h"

#include "ui/widgets/wheel_guard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace typemould {

namespace {

/// A text of a description in the user's language.
QString translated(const std::string& text) {
    return text.empty() ? QString() : QCoreApplication::translate("Settings", text.c_str());
}

/// Shows a number with the digits that it has, not with zeros to a fixed width.
class PlainDoubleSpinBox : public QDoubleSpinBox {
public:
    using QDoubleSpinBox::QDoubleSpinBox;
    QString textFromValue(double value) const override {
        const double scale = std::pow(10.0, decimals());
        const QLocale shown = locale();
        QString text = shown.toString(std::round(value * scale) / scale, 'f', QLocale::FloatingPointShortest);
        return isGroupSeparatorShown() ? text : text.remove(shown.groupSeparator());
    }
};

/// Decimals that hold the default and the smallest limit exactly, and two digits more to fine-tune.
int decimalsFor(const FieldInfo& info) {
    int needed = 0;
    for (const double number : {std::get<double>(info.defaultValue), info.minimum, info.maximum}) {
        int digits = 0;
        for (double scaled = std::abs(number);
             digits < 8 && std::abs(scaled - std::round(scaled)) > 1e-9 * std::max(1.0, scaled);
             scaled *= 10) {
            ++digits;
        }
        needed = std::max(needed, digits);
    }
    return std::clamp(needed + 2, 2, 10);
}

/// Says in place of 0 what it means.
void nameZero(QAbstractSpinBox& box, const FieldInfo& info) {
    if (!info.zeroText.empty() && info.minimum == 0) { // Qt shows it for the smallest value
        box.setSpecialValueText(translated(info.zeroText));
    }
}

int boundedInt(double number) {
    return static_cast<int>(std::clamp(number, static_cast<double>(std::numeric_limits<int>::min()),
                                       static_cast<double>(std::numeric_limits<int>::max())));
}

} // namespace

struct SettingsForm::Row {
    FieldInfo info;
    QLabel* label = nullptr;
    QWidget* control = nullptr;
    FieldValue value;
    std::optional<FieldValue> base;
    bool hidden = false;
    bool enabled = true;
    QString why;
};

SettingsForm::SettingsForm(std::vector<FieldInfo> fields, QWidget* parent)
    : QWidget(parent), m_layout(new QFormLayout(this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (const auto& info : fields) {
        addRow(info);
    }
}

SettingsForm::~SettingsForm() = default;

void SettingsForm::addRow(const FieldInfo& info) {
    m_rows.push_back(std::make_unique<Row>());
    Row& row = *m_rows.back();
    row.info = info;
    row.value = info.defaultValue;
    row.label = new QLabel(translated(info.label), this);
    row.control = makeControl(row);
    row.control->setObjectName("setting_" + QString::fromStdString(info.key));
    row.control->setAccessibleName(translated(info.label));
    row.control->setAccessibleDescription(translated(info.help));
    guardFromWheel(row.control);
    row.label->setBuddy(row.control);
    m_layout->addRow(row.label, row.control);
    showValue(row, info.defaultValue);
    refreshRow(row);
}

QWidget* SettingsForm::makeControl(Row& row) {
    const FieldInfo& info = row.info;
    const QString suffix = info.unit.empty() ? QString() : " " + translated(info.unit);
    if (std::holds_alternative<bool>(info.defaultValue)) {
        auto* box = new QCheckBox(this);
        connect(box, &QCheckBox::toggled, this, [this, &row](bool on) { userChanged(row, on); });
        return box;
    }
    if (std::holds_alternative<std::int64_t>(info.defaultValue)) {
        auto* spin = new QSpinBox(this);
        spin->setRange(boundedInt(info.minimum), boundedInt(info.maximum));
        spin->setSuffix(suffix);
        nameZero(*spin, info);
        spin->setKeyboardTracking(false);
        connect(spin, &QSpinBox::valueChanged, this,
                [this, &row](int number) { userChanged(row, static_cast<std::int64_t>(number)); });
        return spin;
    }
    if (std::holds_alternative<double>(info.defaultValue)) {
        auto* spin = new PlainDoubleSpinBox(this);
        spin->setDecimals(decimalsFor(info));
        spin->setRange(info.minimum, info.maximum);
        spin->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
        spin->setSuffix(suffix);
        nameZero(*spin, info);
        spin->setKeyboardTracking(false);
        connect(spin, &QDoubleSpinBox::valueChanged, this,
                [this, &row](double number) { userChanged(row, number); });
        return spin;
    }
    if (!info.choices.empty()) {
        auto* combo = new QComboBox(this);
        for (const auto& choice : info.choices) {
            combo->addItem(translated(choice.label), QString::fromStdString(choice.key));
        }
        connect(combo, &QComboBox::currentIndexChanged, this,
                [this, &row, combo] { userChanged(row, combo->currentData().toString().toStdString()); });
        return combo;
    }
    auto* edit = new QLineEdit(this);
    connect(edit, &QLineEdit::editingFinished, this,
            [this, &row, edit] { userChanged(row, edit->text().toStdString()); });
    return edit;
}

void SettingsForm::showValue(Row& row, const FieldValue& value) {
    m_showing = true;
    row.value = value;
    if (auto* box = qobject_cast<QCheckBox*>(row.control)) {
        box->setChecked(std::get<bool>(value));
    } else if (auto* spin = qobject_cast<QSpinBox*>(row.control)) {
        spin->setValue(boundedInt(static_cast<double>(std::get<std::int64_t>(value))));
    } else if (auto* real = qobject_cast<QDoubleSpinBox*>(row.control)) {
        real->setValue(std::get<double>(value));
    } else if (auto* combo = qobject_cast<QComboBox*>(row.control)) {
        combo->setCurrentIndex(combo->findData(QString::fromStdString(std::get<std::string>(value))));
    } else if (auto* edit = qobject_cast<QLineEdit*>(row.control)) {
        if (const QString text = QString::fromStdString(std::get<std::string>(value)); edit->text() != text) {
            edit->setText(text);
        }
    }
    m_showing = false;
}

void SettingsForm::userChanged(Row& row, const FieldValue& value) {
    if (m_showing || value == row.value) {
        return;
    }
    row.value = value;
    refreshRow(row);
    Q_EMIT edited(QString::fromStdString(row.info.key), value);
}

void SettingsForm::refreshRow(Row& row) {
    QFont font = row.label->font();
    font.setBold(row.base && *row.base != row.value);
    row.label->setFont(font);
    QStringList lines{translated(row.info.help)};
    if (font.bold()) {
        const bool zero = *row.base == FieldValue(0.0) || *row.base == FieldValue(std::int64_t(0));
        const QString base = zero && !row.info.zeroText.empty()
                                 ? translated(row.info.zeroText)
                                 : QString::fromStdString(fieldValueText(*row.base));
        lines += tr("Changed from the preset, which has: %1").arg(base);
    }
    if (!row.enabled && !row.why.isEmpty()) {
        lines += row.why;
    }
    row.label->setToolTip(lines.join("\n\n"));
    row.control->setToolTip(lines.join("\n\n"));
    row.control->setEnabled(row.enabled);
    m_layout->setRowVisible(row.control, !row.hidden && row.info.level <= m_level);
}

void SettingsForm::setValues(const FieldValues& values) {
    for (const auto& [key, value] : values) {
        if (Row* row = rowOf(key)) {
            if (auto checked = checkedFieldValue(row->info, value)) {
                showValue(*row, *checked);
                refreshRow(*row);
            }
        }
    }
}

void SettingsForm::setBaseValues(const FieldValues& values) {
    for (const auto& row : m_rows) {
        const auto found = values.find(row->info.key);
        row->base = found == values.end() ? std::nullopt : std::optional(found->second);
        refreshRow(*row);
    }
}

void SettingsForm::setLevel(Level level) {
    m_level = level;
    for (const auto& row : m_rows) {
        refreshRow(*row);
    }
    refreshHeadings();
}

void SettingsForm::setFieldEnabled(const QString& key, bool enabled, const QString& why) {
    if (Row* row = rowOf(key.toStdString())) {
        row->enabled = enabled;
        row->why = why;
        refreshRow(*row);
    }
}

void SettingsForm::setHiddenKeys(const std::vector<std::string>& keys) {
    for (const auto& row : m_rows) {
        row->hidden = std::find(keys.begin(), keys.end(), row->info.key) != keys.end();
        refreshRow(*row);
    }
    refreshHeadings();
}

void SettingsForm::setHeadings(const std::vector<std::pair<std::string, QString>>& headings) {
    for (const auto& [key, title] : headings) {
        const auto row = std::find_if(m_rows.begin(), m_rows.end(),
                                      [&](const auto& each) { return each->info.key == key; });
        if (row == m_rows.end()) {
            continue;
        }
        auto* label = new QLabel(title, this);
        label->setObjectName("heading_" + QString::fromStdString(key));
        QFont font = label->font();
        font.setBold(true);
        label->setFont(font);
        label->setContentsMargins(0, label->fontMetrics().height() / 2, 0, 0);
        int place = 0;
        QFormLayout::ItemRole role = QFormLayout::LabelRole;
        m_layout->getWidgetPosition((*row)->control, &place, &role);
        m_layout->insertRow(place, label);
        const auto first = static_cast<std::size_t>(row - m_rows.begin());
        if (!m_headings.empty()) {
            m_headings.back().end = first;
        }
        m_headings.push_back({label, first, m_rows.size()});
    }
    refreshHeadings();
}

void SettingsForm::refreshHeadings() {
    for (const Heading& heading : m_headings) {
        bool any = false;
        for (std::size_t i = heading.first; i < heading.end; ++i) {
            any = any || m_layout->isRowVisible(m_rows[i]->control);
        }
        m_layout->setRowVisible(heading.label, any);
    }
}

QWidget* SettingsForm::control(const QString& key) const {
    const Row* row = rowOf(key.toStdString());
    return row != nullptr ? row->control : nullptr;
}

SettingsForm::Row* SettingsForm::rowOf(const std::string& key) const {
    for (const auto& row : m_rows) {
        if (row->info.key == key) {
            return row.get();
        }
    }
    return nullptr;
}

} // namespace typemould
