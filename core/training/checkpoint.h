// A checkpoint on disk: <run>/checkpoints/<step>/{model,optimizer}.safetensors and manifest.json, written
// aside and renamed when the manifest (hashes, step, random state, sampler position, settings, freezing plan,
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
    std::uint64_t pairsTrained = 0; ///< pairs trained on; samplerPosition / pairsTrained epochs are done
    double trainedSeconds = 0;
    double learningRate = 0; ///< the base rate in force (settings' or as asked during the run)
    TrainingSettings settings;
    GeneratorConfig generator;
    PlacementPair placements;
    DatasetSettings dataset;
    std::vector<std::string> freezing; ///< rules of a FreezingPlan
    std::vector<std::string> styles;   ///< names of the network's styles; may be empty where there is one
    int style = 0;                     ///< that of the project's target
    std::string precision;             ///< "float32" or "bfloat16": what settings.precision came to
    std::string device;                ///< that it came to it on: "cpu", "cuda:0"
    std::string pairsHash;
    std::string sourceHash, targetHash; ///< identityOf() the faces
    FaceChoice sourceFace, targetFace;  ///< the first ones in checkpoints that do not say
    int unitsPerEm = 0;                 ///< of the target font; 0 in checkpoints that do not say
    std::string savedAt;                ///< ISO 8601, UTC
};

/// A checkpoint that was found whole, with what it says of itself.
struct VerifiedCheckpoint {
    std::filesystem::path folder;
    CheckpointManifest manifest;
};

/// Reads and verifies a checkpoint folder: the manifest and the hash of every file. Errors name what is
/// damaged.
Result<CheckpointManifest> readCheckpoint(const std::filesystem::path& folder);
/// The checkpoint that a user means by `folder`: that checkpoint folder itself, or the newest whole one of a
/// run folder, as newestVerified() finds it. Verified; touches nothing. Errors name the folder and why it
/// does not serve.
Result<VerifiedCheckpoint> checkpointAt(const std::filesystem::path& folder);
/// "00000042": the name of a step's checkpoint folder and stored preview.
std::string stepName(long long step);
/// Whether looking for checkpoints may tidy up. Only the program that holds the project's lock may.
enum class CheckpointCare {
    Mend, ///< damaged folders are renamed *.corrupt (never deleted); what interrupted writes left is taken
          ///< over or removed
    LookOnly, ///< nothing on disk is touched
};

/// Verified checkpoints of one run, newest step first. Folders that do not verify are left out.
std::vector<std::filesystem::path> verifiedCheckpoints(const std::filesystem::path& runFolder,
                                                       CheckpointCare care = CheckpointCare::Mend);
/// The newest checkpoint that verifies, over all runs of `runsFolder` (newest run first), or nothing; one
/// that its run has gone back behind (checkpoint_score.h) only where that run has no other. With `network`,
/// the newest of that very network comes first, then the newest that can go on as that one: after an import
/// or a switch was taken back, the run that it made is still the newest on disk.
std::optional<VerifiedCheckpoint> newestVerified(const std::filesystem::path& runsFolder,
                                                 CheckpointCare care = CheckpointCare::Mend,
                                                 const std::optional<GeneratorConfig>& network = {});
/// Its folder alone.
std::optional<std::filesystem::path> newestCheckpoint(const std::filesystem::path& runsFolder,
                                                      CheckpointCare care = CheckpointCare::Mend,
                                                      const std::optional<GeneratorConfig>& network = {});
/// Whether a run that goes on from this checkpoint needs a folder of its own: a later run of the same project
/// has checkpoints, and what is written here would be taken for older than those.
bool hasLaterRun(const std::filesystem::path& checkpoint);

} // namespace typemould
