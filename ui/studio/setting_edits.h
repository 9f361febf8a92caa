// Edits of the training's settings that can be undone, alike from whichever part of the studio. GUI thread.
#pragma once

#include "ui/studio/document.h"

namespace typemould {

/// Changes one setting; the same setting changed in a row is one undo step. An error leaves all as it is.
Status editSetting(Document& document, const std::string& key, const FieldValue& value);
/// Changes several at once, in one undo step; an error leaves all as it is.
Status editSettings(Document& document, const QString& label, const std::vector<SettingChange>& changes);

} // namespace typemould
