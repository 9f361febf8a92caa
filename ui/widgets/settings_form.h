// SettingsForm: the controls of a described settings struct, one row a field: label, control, unit, help.
// Knows only descriptions and values, never the struct; whoever owns the data listens to edited() and calls
// setValues(). GUI thread.
#pragma once

#include "core/base/fields.h"

#include <QString>
#include <QWidget>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

class QFormLayout;
class QLabel;

namespace typemould {

using FieldValues = std::map<std::string, FieldValue>;

/// The descriptions of S without the struct behind them.
template <class S>
std::vector<FieldInfo> fieldInfosOf() {
    std::vector<FieldInfo> infos;
    for (const auto& field : fields<S>()) {
        infos.push_back(field.info);
    }
    return infos;
}

/// All values of `settings` by key.
template <class S>
FieldValues fieldValuesOf(const S& settings) {
    FieldValues values;
    for (const auto& field : fields<S>()) {
        values[field.info.key] = field.get(settings);
    }
    return values;
}

class SettingsForm : public QWidget {
    Q_OBJECT
public:
    /// One row for each of `fields`, in their order; controls are named "setting_<key>".
    explicit SettingsForm(std::vector<FieldInfo> fields, QWidget* parent = nullptr);
    ~SettingsForm() override;

    /// Shows `values` without emitting edited(); keys that are not given keep what they show.
    void setValues(const FieldValues& values);
    /// The values of the preset: the label of a field that differs from them is bold.
    void setBaseValues(const FieldValues& values);
    /// Shows the fields of `level` and below.
    void setLevel(Level level);
    /// Switches one control on or off; `why` is said in its tooltip while it is off.
    void setFieldEnabled(const QString& key, bool enabled, const QString& why = {});
    /// Fields that are never shown, whatever the level (they have a control elsewhere).
    void setHiddenKeys(const std::vector<std::string>& keys);
    /// Titles above the rows that begin with these keys, in the order of the rows; one is seen where a row
    /// below it is. Once, after making.
    void setHeadings(const std::vector<std::pair<std::string, QString>>& headings);
    /// The control of a field, or null when there is no such key.
    QWidget* control(const QString& key) const;

Q_SIGNALS:
    /// The user changed the field; the value is within its range.
    void edited(const QString& key, const typemould::FieldValue& value);

private:
    struct Row;
    Row* rowOf(const std::string& key) const;
    void addRow(const FieldInfo& info);
    QWidget* makeControl(Row& row);
    void showValue(Row& row, const FieldValue& value);
    void userChanged(Row& row, const FieldValue& value);
    void refreshRow(Row& row);
    void refreshHeadings();
    std::vector<std::unique_ptr<Row>> m_rows;
    struct Heading {
        QLabel* label;
        std::size_t first, end; ///< of m_rows
    };
    std::vector<Heading> m_headings;
    QFormLayout* m_layout = nullptr;
    Level m_level = Level::Designer;
    bool m_showing = false; ///< values are being set by the program, not by the user
};

} // namespace typemould
