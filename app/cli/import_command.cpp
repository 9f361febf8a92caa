// typemould-cli import: foreign weights become a run of the project.
#include "app/cli/drawing.h"
#include "app/cli/networks.h"

namespace typemould {

namespace {

struct ImportOptions {
    std::string folder, generator, discriminator;
    int style = 0;
    WeightsOptions weights;
};

void declare(CLI::App& verb, ImportOptions& options) {
    verb.add_option("DIR", options.folder, "Project folder")->required();
    verb.add_option("--generator", options.generator, "Weights of the generator (N_net_G.pth)");
    verb.add_option(
        "--discriminator", options.discriminator,
        "Weights of the discriminator (N_net_D.pth); alone it joins the newest checkpoint's generator");
    verb.add_option("--style", options.style, "Number of the style that the project's target is, from 0")
        ->check(CLI::Range(0, 1000000));
    declareWeights(verb, options.weights);
    verb.footer("The project takes on the network's settings and canvas; earlier runs stay. 'train' and "
                "'generate' go\n"
                "on from the imported weights.");
}

void addSets(Answer& answer, const std::vector<WeightsSet>& sets) {
    answer.json["networks"] = Json::array();
    for (const auto& set : sets) {
        answer.json["networks"].push_back(inspectionJson(set));
        answer.text += inspectionText(set);
    }
}

Answer importAlone(Project& project, const ImportOptions& options) {
    const auto checkpoint = chosenCheckpoint(project, {}).orThrow();
    const auto set = onlyNetwork(options.discriminator, options.weights, false);
    const auto imported = orUsage(importDiscriminator(project, checkpoint, set));
    Answer answer;
    answer.json = {{"checkpoint", pathText(imported.folder)}};
    addSets(answer, {set});
    answer.text += "Imported beside the generator of " + pathText(checkpoint.folder) + " as " +
                   pathText(imported.folder) + "\n";
    return answer;
}

Answer runImport(const ImportOptions& options) {
    if (options.generator.empty() && options.discriminator.empty()) {
        throw UsageError(ErrorCode::InvalidArgument, "There is nothing to import.",
                         "Give --generator FILE, --discriminator FILE, or both.");
    }
    Project project = Project::open(options.folder, ProjectAccess::Write).orThrow();
    if (options.generator.empty()) {
        return importAlone(project, options);
    }
    std::vector<WeightsSet> sets;
    const auto networks = readNetworks(options.generator, options.discriminator, options.weights, &sets);
    const int canvas = project.data.dataset.canvas;
    const auto imported = orUsage(importNetworks(project, networks, options.style));
    Answer answer;
    answer.json = {{"checkpoint", pathText(imported.folder)}};
    addSets(answer, sets);
    if (canvas != networks.generator.canvas) {
        answer.text += "The project's canvas is now " + std::to_string(networks.generator.canvas) +
                       " px, the network's.\n";
    }
    answer.text += "Imported as " + pathText(imported.folder) + "\n";
    return answer;
}

} // namespace

void addImportVerb(CommandLine& line) {
    addVerb<ImportOptions>(line, "import", "Take weights of zi2zi-pytorch into a project", declare,
                           runImport);
}

} // namespace typemould
