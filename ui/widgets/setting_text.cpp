#include "ui/widgets/setting_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace typemould {

namespace {

/// Gives the strings of this file their context.
struct SettingText {
    Q_DECLARE_TR_FUNCTIONS(SettingText)
};

const FieldInfo* infoOf(const std::string& key) {
    const auto& list = fields<TrainingSettings>();
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const auto& field) { return field.info.key == key; });
    return found == list.end() ? nullptr : &found->info;
}

QString changeText(const std::string& key, const std::string& value) {
    return SettingText::tr("%1: %2", "a setting and its value")
        .arg(settingLabel(key), shownValue(key, value));
}

} // namespace

QString settingText(const std::string& english) {
    return english.empty() ? QString() : QCoreApplication::translate("Settings", english.c_str());
}

QString settingLabel(const std::string& key) {
    const FieldInfo* info = infoOf(key);
    return info != nullptr ? settingText(info->label) : QString::fromStdString(key);
}

QString shownValue(const FieldInfo& info, const FieldValue& value) {
    if (const bool* on = std::get_if<bool>(&value)) {
        return *on ? SettingText::tr("yes") : SettingText::tr("no");
    }
    for (const Choice& choice : info.choices) {
        if (value == FieldValue(choice.key)) {
            return settingText(choice.label);
        }
    }
    if (!info.zeroText.empty() && (value == FieldValue(0.0) || value == FieldValue(std::int64_t(0)))) {
        return settingText(info.zeroText);
    }
    QString shown = QString::fromStdString(fieldValueText(value));
    if (const double* number = std::get_if<double>(&value)) {
        shown = QLocale().toString(*number, 'f', QLocale::FloatingPointShortest);
    }
    return info.unit.empty() ? shown : shown + QLatin1Char(' ') + settingText(info.unit);
}

QString shownValue(const std::string& key, const std::string& value) {
    const FieldInfo* info = infoOf(key);
    const auto parsed = info != nullptr ? parseFieldValue(*info, value) : Result<FieldValue>(Error{});
    return parsed ? shownValue(*info, *parsed) : QString::fromStdString(value);
}

QString changesText(const std::vector<SettingChange>& changes) {
    QStringList shown;
    for (const auto& [key, value] : changes) {
        shown << changeText(key, value);
    }
    return shown.join(SettingText::tr(", "));
}

QString changesText(const std::string& eventDetail) {
    const QString whole = QString::fromStdString(eventDetail);
    const QString changes = whole.section("; ", 0, 0);
    QStringList shown;
    for (const QString& part : changes.split(", ")) {
        const auto key = part.section(' ', 0, 0).toStdString();
        if (infoOf(key) != nullptr) {
            shown << changeText(key, part.section(' ', 1).toStdString());
        } else if (shown.isEmpty()) {
            shown << part;
        } else {
            shown.last() += ", " + part; // the comma was the value's own
        }
    }
    QString text = shown.join(SettingText::tr(", "));
    if (const QString rest = whole.section("; ", 1); rest == "the discriminator joins in") {
        text += QLatin1Char('\n') + SettingText::tr("The discriminator joins in.");
    } else if (!rest.isEmpty()) {
        text += "; " + rest;
    }
    return text;
}

} // namespace typemould
