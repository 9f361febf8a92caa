// typemould-cli inspect: what a weights file is, told from its names and shapes.
#include "app/cli/networks.h"

namespace typemould {

namespace {

struct InspectOptions {
    std::string file;
    WeightsOptions weights;
};

void declare(CLI::App& verb, InspectOptions& options) {
    verb.add_option("FILE", options.file, "A .pth of zi2zi-pytorch, or a .safetensors of Typemould")
        ->required();
    declareWeights(verb, options.weights);
    verb.footer(
        "Settings with a question mark cannot be told from the file: what stands beside them is assumed.");
}

Answer runInspect(const InspectOptions& options) {
    Answer answer;
    answer.json = {{"file", options.file}, {"networks", Json::array()}};
    for (const auto& set : readWeights(options.file, options.weights)) {
        answer.json["networks"].push_back(inspectionJson(set));
        answer.text += inspectionText(set);
    }
    return answer;
}

} // namespace

void addInspectVerb(CommandLine& line) {
    addVerb<InspectOptions>(line, "inspect", "Say what network a weights file holds, and how one can tell",
                            declare, runInspect);
}

} // namespace typemould
