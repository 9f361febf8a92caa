#include "app/cli/networks.h"

#include <algorithm>
#include <cstdio>

namespace typemould {

namespace fs = std::filesystem;

void declareWeights(CLI::App& verb, WeightsOptions& options) {
    verb.add_option("--attention", options.attention,
                    "linear or softmax: the attention of a zi2zi FiLM generator, which its file cannot tell; "
                    "without it linear")
        ->check(CLI::IsMember({"linear", "softmax"}));
    verb.add_option("--canvas", options.canvas, "Image side in pixels, where the file does not tell")
        ->check(CLI::Range(32, 1024));
}

std::vector<WeightsSet> readWeights(const fs::path& file, const WeightsOptions& options) {
    InspectionAnswers answers;
    if (!options.attention.empty()) {
        answers.attention = options.attention == "linear" ? AttentionKind::Linear : AttentionKind::Softmax;
    }
    if (options.canvas > 0) {
        answers.canvas = options.canvas;
    }
    return orUsage(readWeightsFile(file, answers));
}

WeightsSet onlyNetwork(const fs::path& file, const WeightsOptions& options, bool generator) {
    return onlyNetwork(readWeights(file, options), file, generator).orThrow();
}

ImportedNetworks readNetworks(const fs::path& generator, const fs::path& discriminator,
                              const WeightsOptions& options, std::vector<WeightsSet>* sets) {
    WeightsSet drawn = onlyNetwork(generator, options, true);
    std::optional<WeightsSet> judge;
    if (!discriminator.empty()) {
        judge = onlyNetwork(discriminator, options, false);
    }
    if (sets != nullptr) {
        sets->push_back({drawn.group, {}, drawn.inspection});
        if (judge) {
            sets->push_back({judge->group, {}, judge->inspection});
        }
    }
    return importedNetworks(std::move(drawn), std::move(judge)).orThrow();
}

Json inspectionJson(const WeightsSet& set) {
    const Inspection& inspection = set.inspection;
    Json json{{"group", set.group},
              {"dialect", weightsDialectName(inspection.dialect)},
              {"kind", inspection.isGenerator() ? "generator" : "discriminator"},
              {"findings", Json::array()},
              {"open", Json::array()}};
    for (const auto& finding : inspection.findings) {
        json["findings"].push_back(
            {{"setting", finding.setting}, {"value", finding.value}, {"evidence", finding.evidence}});
    }
    for (const auto& question : inspection.open) {
        json["open"].push_back(
            {{"setting", question.setting}, {"assumed", question.assumed}, {"why", question.why}});
    }
    const auto& report = inspection.report;
    Json wrong = Json::array();
    for (const auto& misfit : report.wrongShape) {
        wrong.push_back({{"name", misfit.name}, {"found", misfit.found}, {"wanted", misfit.wanted}});
    }
    json["report"] = {{"complete", report.complete()},
                      {"matched", report.matched.size()},
                      {"missing", report.missing},
                      {"extra", report.extra},
                      {"wrongShape", wrong}};
    return json;
}

std::string inspectionText(const WeightsSet& set) {
    const Inspection& inspection = set.inspection;
    std::string text = std::string(weightsDialectName(inspection.dialect)) +
                       (inspection.isGenerator() ? " generator" : " discriminator") +
                       (set.group.empty() ? "" : " (" + set.group + ")") + "\n";
    const auto add = [&](const std::string& setting, const std::string& value, const std::string& why) {
        char line[64];
        std::snprintf(line, sizeof line, "  %-20s %-16s ", setting.c_str(), value.c_str());
        text += line + why + "\n";
    };
    for (const auto& finding : inspection.findings) {
        add(finding.setting, finding.value, finding.evidence);
    }
    for (const auto& question : inspection.open) {
        add(question.setting + "?", question.assumed, question.why);
    }
    return text + "  " + inspection.report.text() + "\n";
}

int chosenStyle(const CheckpointManifest& manifest, const std::string& name,
                const std::vector<std::string>& names) {
    if (name.empty()) {
        return -1;
    }
    const int count = manifest.generator.style == StyleMode::None ? 1 : manifest.generator.styles;
    const auto given = std::find(names.begin(), names.end(), name);
    if (given != names.end() && given - names.begin() < count) {
        return static_cast<int>(given - names.begin());
    }
    return orUsage(
        styleNumber(names.size() == manifest.styles.size() ? names : manifest.styles, count, name));
}

} // namespace typemould
