// typemould-cli settings: every described setting, with its level, default and range, and the presets.
#include "app/cli/command_line.h"
#include "core/base/fields_json.h"
#include "core/project/project.h"

namespace typemould {

namespace {

struct SettingsOptions {};

struct Group {
    const char* key;
    const char* title;
    std::vector<std::string> prefixes; ///< before the key after --set
    std::vector<FieldInfo> fields;
};

template <class S>
Group groupOf(const char* key, const char* title, std::vector<std::string> prefixes) {
    Group group{key, title, std::move(prefixes), {}};
    for (const auto& field : fields<S>()) {
        group.fields.push_back(field.info);
    }
    return group;
}

std::vector<Group> allGroups() {
    return {groupOf<TrainingSettings>("training", "Training (--set KEY=VALUE)", {""}),
            groupOf<DatasetSettings>("dataset", "Pairs (--set dataset.KEY=VALUE)", {"dataset."}),
            groupOf<Placement>("placement", "Placement (--set source.KEY=VALUE, --set target.KEY=VALUE)",
                               {"source.", "target."}),
            groupOf<ImageExportSettings>(
                "export", "Images (options of generate; --set export.KEY=VALUE keeps them)", {"export."})};
}

Answer runSettings(const SettingsOptions&) {
    Answer answer;
    for (const Group& group : allGroups()) {
        answer.text += std::string(group.title) + "\n";
        answer.json[group.key] = Json::array();
        for (const Level level : {Level::Designer, Level::Advanced, Level::Expert}) {
            for (const FieldInfo& info : group.fields) {
                if (info.level != level) {
                    continue;
                }
                Json description = fieldInfoToJson(info);
                for (const std::string& prefix : group.prefixes) {
                    description["set"].push_back(prefix + info.key);
                }
                answer.json[group.key].push_back(description);
                answer.text += "  [" + std::string(levelName(level)) + "] " + fieldHelp(info) + "\n";
            }
        }
        answer.text += "\n";
    }
    answer.text += "Presets (--preset KEY)\n";
    answer.json["presets"] = Json::array();
    for (const Preset& preset : presets()) {
        answer.json["presets"].push_back({{"key", preset.key},
                                          {"label", preset.label},
                                          {"help", preset.help},
                                          {"settings", fieldsToJson(preset.settings)}});
        answer.text += "  " + preset.key + "  " + preset.label + ". " + preset.help + "\n";
    }
    return answer;
}

} // namespace

void addSettingsVerb(CommandLine& line) {
    addVerb<SettingsOptions>(
        line, "settings", "List every setting with its default and range, and the presets",
        [](CLI::App&, SettingsOptions&) {}, runSettings);
}

} // namespace typemould
