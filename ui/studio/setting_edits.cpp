#include "ui/studio/setting_edits.h"

#include "ui/widgets/setting_text.h"

#include <algorithm>

namespace typemould {

namespace {
constexpr int fieldMergeId = 0x73657400; ///< plus the field's place
} // namespace

Status editSetting(Document& document, const std::string& key, const FieldValue& value) {
    const auto keys = fieldKeys<TrainingSettings>();
    const auto place = static_cast<int>(std::find(keys.begin(), keys.end(), key) - keys.begin());
    Status set;
    document.edit(
        Document::tr("Change %1").arg(settingLabel(key)),
        [&](ProjectData& data) { set = setField(data.training, key, value); }, fieldMergeId + 1 + place);
    return set;
}

Status editSettings(Document& document, const QString& label, const std::vector<SettingChange>& changes) {
    const auto changed = withChanges(document.data().training, changes);
    if (!changed) {
        return changed.error();
    }
    document.edit(label, [&](ProjectData& data) { data.training = *changed; });
    return {};
}

} // namespace typemould
