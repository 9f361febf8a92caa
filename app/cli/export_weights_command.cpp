// typemould-cli export-weights: a checkpoint's network as a .pth that zi2zi-pytorch loads.
#include "app/cli/drawing.h"
#include "app/cli/networks.h"

namespace typemould {

namespace {

struct ExportWeightsOptions {
    std::string folder, out, checkpoint;
    bool discriminator = false;
    bool live = false;
};

void declare(CLI::App& verb, ExportWeightsOptions& options) {
    verb.add_option("DIR", options.folder, "Project folder")->required();
    verb.add_option("--out", options.out, "The .pth to write")->required();
    verb.add_option("--checkpoint", options.checkpoint,
                    "Checkpoint or run folder; without it the project's newest");
    auto* judge =
        verb.add_flag("--discriminator", options.discriminator, "The discriminator instead of the generator");
    verb.add_flag("--live", options.live,
                  "The weights as they train, not the average that glyphs are drawn with")
        ->excludes(judge);
}

Answer runExportWeights(const ExportWeightsOptions& options) {
    const Project project = Project::open(options.folder, ProjectAccess::WriteOrReadOnly).orThrow();
    const auto checkpoint = chosenCheckpoint(project, options.checkpoint).orThrow();
    const auto networks = networksOf(checkpoint, !options.live).orThrow();
    if (options.discriminator && !networks.discriminator) {
        throw Failure(ErrorCode::NotFound,
                      "The checkpoint " + pathText(checkpoint.folder) + " has no discriminator.",
                      "Train with an adversarial weight, or leave --discriminator out.");
    }
    const auto& tensors = options.discriminator ? networks.discriminatorTensors : networks.generatorTensors;
    const NetworkConfig config =
        options.discriminator ? NetworkConfig(*networks.discriminator) : NetworkConfig(networks.generator);
    exportPth(options.out, config, tensors).orThrow();
    Answer answer;
    answer.json = {
        {"file", options.out}, {"checkpoint", pathText(checkpoint.folder)}, {"tensors", tensors.size()}};
    answer.text = std::to_string(tensors.size()) + " tensors written to " + options.out + "\n";
    return answer;
}

} // namespace

void addExportWeightsVerb(CommandLine& line) {
    addVerb<ExportWeightsOptions>(line, "export-weights",
                                  "Write a network as a .pth that zi2zi-pytorch loads", declare,
                                  runExportWeights);
}

} // namespace typemould
