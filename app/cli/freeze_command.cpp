// typemould-cli freeze: the project's freezing plan, shown or replaced.
#include "app/cli/networks.h"
#include "core/training/freezing_plan.h"
#include "core/training/network_settings.h"

#include <cstdio>

namespace typemould {

namespace {

struct FreezeOptions {
    std::string folder, preset;
    std::vector<std::string> rules;
    bool add = false;
};

void declare(CLI::App& verb, FreezeOptions& options) {
    std::vector<std::string> keys;
    std::string presets;
    for (const auto& preset : freezingPresets()) {
        keys.push_back(preset.key);
        presets += "\n  " + preset.key + ": " + preset.help;
    }
    verb.add_option("DIR", options.folder, "Project folder")->required();
    verb.add_option("--preset", options.preset, "A plan with a name, see below")->check(CLI::IsMember(keys));
    verb.add_option("--rule", options.rules, "A rule, after those of the preset; can be repeated")
        ->allow_extra_args(false);
    verb.add_flag("--add", options.add, "Add to the plan that is there instead of replacing it");
    verb.footer(
        "A rule is (freeze | train | rate FACTOR | decay FACTOR) SELECTOR [from TIME] [until TIME]; SELECTOR "
        "is\n"
        "generator, discriminator, block=NAMES, kind=NAMES or name=NAMES with * and ? and |; TIME is step N "
        "or\n"
        "epoch N: 'freeze block=encoder.* until step 500', 'rate 0.5 kind=embedding'. The last freeze or "
        "train that\n"
        "matches decides; rates multiply. Without --preset and --rule the plan is only shown.\nPresets:" +
        presets);
}

/// What a training would begin with: the newest checkpoint's settings, or the project's own.
ProjectData presentData(const Project& project) {
    ProjectData data = project.data;
    if (const auto newest = project.latestCheckpoint()) {
        data.training = newest->manifest.settings;
        data.dataset = newest->manifest.dataset;
    }
    return data;
}

Answer runFreeze(const FreezeOptions& options) {
    const bool shown = options.preset.empty() && options.rules.empty();
    Project project =
        Project::open(options.folder, shown ? ProjectAccess::WriteOrReadOnly : ProjectAccess::Write)
            .orThrow();
    FreezingPlan plan = parseFreezingPlan(project.data.freezing).orThrow();
    if (!shown) {
        if (!options.add) {
            plan.clear();
        }
        for (const auto& rule :
             options.preset.empty() ? FreezingPlan() : orUsage(freezingPreset(options.preset))) {
            plan.push_back(rule);
        }
        for (const auto& rule : orUsage(parseFreezingPlan(options.rules))) {
            plan.push_back(rule);
        }
    }
    ProjectData data = presentData(project);
    data.freezing = freezingPlanTexts(plan);
    const auto resolved = orUsage(freezingOf(data));
    if (!shown) {
        project.data.freezing = freezingPlanTexts(plan);
        project.save().orThrow();
    }
    Answer answer;
    answer.json = {{"rules", freezingPlanTexts(plan)},
                   {"parameters", resolved.numbers},
                   {"trained", resolved.trained},
                   {"blocks", Json::array()}};
    for (const auto& rule : plan) {
        answer.text += "  " + freezingRuleText(rule) + "\n";
    }
    for (const auto& block : resolved.blocks) {
        answer.json["blocks"].push_back(
            {{"name", block.name}, {"parameters", block.numbers}, {"trained", block.trained}});
        char line[96];
        std::snprintf(line, sizeof line, "  %-16s %12lld of %12lld\n", block.name.c_str(), block.trained,
                      block.numbers);
        answer.text += line;
    }
    answer.text += std::to_string(resolved.trained) + " of the generator's " +
                   std::to_string(resolved.numbers) + " parameters train at the first step\n";
    return answer;
}

} // namespace

void addFreezeVerb(CommandLine& line) {
    addVerb<FreezeOptions>(line, "freeze", "Choose what trains: by preset or rule, with a schedule", declare,
                           runFreeze);
}

} // namespace typemould
