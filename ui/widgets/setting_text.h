// Settings and changes of them in the designer's words. Pure; GUI thread (translations).
#pragma once

#include "core/training/training_settings.h"

#include <QString>

namespace typemould {

/// A text of a settings description in the user's language.
QString settingText(const std::string& english);
/// The label of a training setting; its key where there is none such.
QString settingLabel(const std::string& key);
/// A value as the controls show it: the choice's label, "yes", the locale's decimal point, its unit.
QString shownValue(const FieldInfo& info, const FieldValue& value);
/// The same of a training setting's value as text; the text itself where there is no such setting or it does
/// not fit.
QString shownValue(const std::string& key, const std::string& value);
/// "Learning rate: 0.00075, Batch size: 4 glyphs".
QString changesText(const std::vector<SettingChange>& changes);
/// The detail of a "settings" event, "learning-rate 0.00075, batch 4", in the same words; what it says beyond
/// the changes stays as it is.
QString changesText(const std::string& eventDetail);

} // namespace typemould
