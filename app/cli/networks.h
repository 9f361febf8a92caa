// What the verbs on networks and weights share: choosing an attention kind, reading a weights file, telling
// what was found. Throws Failure or UsageError.
#pragma once

#include "app/cli/command_line.h"
#include "core/project/project_networks.h"
#include "core/weights/trade.h"

namespace typemould {

/// The options wherever a weights file is read.
struct WeightsOptions {
    std::string attention; ///< "linear", "softmax"; empty: linear, and said so
    int canvas = 0;        ///< px; 0: as found
};
void declareWeights(CLI::App& verb, WeightsOptions& options);

/// All networks of a file, inspected.
std::vector<WeightsSet> readWeights(const std::filesystem::path& file, const WeightsOptions& options);
/// The one generator (or discriminator) of a file; a Failure when there is none or more than one that differ.
WeightsSet onlyNetwork(const std::filesystem::path& file, const WeightsOptions& options, bool generator);
/// A file's generator, and that of another file's discriminator where one is given, under our names.
ImportedNetworks readNetworks(const std::filesystem::path& generator,
                              const std::filesystem::path& discriminator, const WeightsOptions& options,
                              std::vector<WeightsSet>* sets = nullptr);

Json inspectionJson(const WeightsSet& set);
std::string inspectionText(const WeightsSet& set);

/// A style by name or number for a checkpoint or weights; -1 for an empty name. `names`: the project's, which
/// may have been given since; may be empty.
int chosenStyle(const CheckpointManifest& manifest, const std::string& name,
                const std::vector<std::string>& names);

} // namespace typemould
