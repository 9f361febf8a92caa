// typemould-cli import: foreign weights become a run of the project.
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
    verb.add_option("--generator", options.generator, "Weights of the generator (N_net_G.pth)")->required();
    verb.add_option("--discriminator", options.discriminator, "Weights of the discriminator (N_net_D.pth)");
    verb.add_option("--style", options.style, "Number of the style that the project's target is, from 0")
        ->check(CLI::Range(0, 1000000));
    declareWeights(verb, options.weights);
    verb.footer("The project takes on the network's settings and canvas; earlier runs stay. 'train' and 'generate' go\n"
                "on from the imported weights.");
}

Answer runImport(const ImportOptions& options) {
    Project project = Project::open(options.folder, ProjectAccess::Write).orThrow();
    std::vector<WeightsSet> sets;
    const auto networks = readNetworks(options.generator, options.discriminator, options.weights, &sets);
    const int canvas = project.data.dataset.canvas;
    const auto imported = orUsage(importNetworks(project, networks, options.style));
    Answer answer;
    answer.json = {{"checkpoint", pathText(imported.folder)}, {"networks", Json::array()}};
    for (const auto& set : sets) {
        answer.json["networks"].push_back(inspectionJson(set));
        answer.text += inspectionText(set);
    }
    if (canvas != networks.generator.canvas) {
        answer.text += "The project's canvas is now " + std::to_string(networks.generator.canvas) + " px, the network's.\n";
    }
    answer.text += "Imported as " + pathText(imported.folder) + "\n";
    return answer;
}

} // namespace

void addImportVerb(CommandLine& line) {
    addVerb<ImportOptions>(line, "import", "Take weights of zi2zi-pytorch into a project", declare, runImport);
}

} // namespace typemould
