// A checkpoint on disk: <run>/checkpoints/<step>/{model,optimizer}.safetensors and manifest.json, written
// aside and renamed when the manifest (hashes, step, random state, sampler position, settings, frozen blocks,
// geometry) is complete. Here is what can be known of it without Torch. Blocking; any thread.
#pragma once

#include "core/dataset/glyph_pairs.h"
#include "core/training/training_settings.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace typemould {

struct CheckpointManifest {
    long long step = 0;
    std::uint64_t samplerPosition = 0;
    double trainedSeconds = 0;
    double learningRate = 0; ///< the base rate in force (settings' or as asked during the run)
    TrainingSettings settings;
    GeneratorConfig generator;
    PlacementPair placements;
    DatasetSettings dataset;
    std::vector<std::string> frozenBlocks;
    std::string pairsHash;
    std::string sourceHash, targetHash;
    std::string savedAt; ///< ISO 8601, UTC
    std::optional<double> heldOutL1;
};

/// Reads and verifies a checkpoint folder: the manifest and the hash of every file. Errors name what is
/// damaged.
Result<CheckpointManifest> readCheckpoint(const std::filesystem::path& folder);
/// Verified checkpoints of one run, newest step first. Folders that do not verify are renamed *.corrupt
/// (never deleted) and left out; left-overs of interrupted writes (*.tmp-*) of processes that no longer run
/// are removed.
std::vector<std::filesystem::path> verifiedCheckpoints(const std::filesystem::path& runFolder);
/// The newest verified checkpoint over all runs of `runsFolder` (newest run first), or nothing.
std::optional<std::filesystem::path> newestCheckpoint(const std::filesystem::path& runsFolder);

} // namespace typemould
