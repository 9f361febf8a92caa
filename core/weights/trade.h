// Weights in and out under foreign names: a file read and inspected, its tensors taken over under ours, and
// ours given back as zi2zi-pytorch writes them. All or nothing; no Torch. Blocking; any thread.
#pragma once

#include "core/weights/inspection.h"

#include <filesystem>

namespace typemould {

/// One network of a file.
struct WeightsSet {
    std::string group; ///< "" when the file is the network; else where it lies: "netG", "average"
    NamedTensors tensors;
    Inspection inspection;
};

/// Reads a .pth or a .safetensors file and inspects each network in it; what is no network (an optimiser's
/// moments) is passed over, but a file without any is Unsupported.
Result<std::vector<WeightsSet>> readWeightsFile(const std::filesystem::path& path,
                                                const InspectionAnswers& answers = {});

/// The one generator (or discriminator) among the networks of `file`; of our own checkpoints the averaged
/// one. InvalidArgument when there is none, Unsupported when several could be meant.
Result<WeightsSet> onlyNetwork(std::vector<WeightsSet> sets, const std::filesystem::path& file,
                               bool generator);

/// A network's weights under our names: what parametersOf(config) lists, all in F32 but the I64 counters.
struct ImportedWeights {
    NetworkConfig config;
    StoredTensors tensors;
};
/// Takes the tensors over under our names; half-precision numbers are widened, which loses nothing. BadFormat
/// with the report's text when they are not complete; nothing is half-loaded.
Result<ImportedWeights> importWeights(NamedTensors tensors, const Inspection& inspection);

/// The tensors as zi2zi-pytorch names and orders them. Unsupported, naming the setting, for a network that it
/// cannot build; InvalidArgument when `tensors` are not those of `config`.
Result<NamedTensors> exportTensors(const NetworkConfig& config, const StoredTensors& tensors);
/// exportTensors(), written as a .pth.
Status exportPth(const std::filesystem::path& path, const NetworkConfig& config,
                 const StoredTensors& tensors);

} // namespace typemould
