// typemould-cli settings: every described setting, with its level, default and range, and the presets.
#include "app/cli/command_line.h"
#include "app/cli/report.h"
#include "core/base/fields_json.h"
#include "core/project/project.h"
#include "core/training/device_memory.h"

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
                "export", "Images (options of generate; --set export.KEY=VALUE keeps them)", {"export."}),
            groupOf<TracingSettings>("tracing", "Outlines (--set tracing.KEY=VALUE)", {"tracing."}),
            groupOf<FontExportSettings>("font", "Fonts (--set font.KEY=VALUE)", {"font."})};
}

/// What a preset differs in from the settings' own values: "width=48 batch=16".
std::string valuesText(const TrainingSettings& settings) {
    std::string text;
    for (const auto& field : fields<TrainingSettings>()) {
        if (const auto value = field.get(settings); value != field.info.defaultValue) {
            text += (text.empty() ? "" : " ") + field.info.key + "=" + fieldValueText(value);
        }
    }
    return text;
}

/// What a preset needs on this machine, with the canvas that new projects have.
MemoryNeed needOf(const TrainingSettings& settings) {
    const auto memory = deviceMemory(settings);
    return memoryNeed(settings, DatasetSettings{}.canvas, 1, 0, memory.setting, memory.available).orThrow();
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
        const auto need = needOf(preset.settings);
        answer.json["presets"].push_back({{"key", preset.key},
                                          {"label", preset.label},
                                          {"help", preset.help},
                                          {"settings", fieldsToJson(preset.settings)},
                                          {"memory", memoryJson(need)}});
        const auto values = valuesText(preset.settings);
        answer.text += "  " + preset.key + "  " + preset.label + ". " + preset.help + "\n" +
                       (values.empty() ? "" : "      " + values + "\n") + "      At " +
                       std::to_string(DatasetSettings{}.canvas) + " px it " + memoryText(need) + ".\n";
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
