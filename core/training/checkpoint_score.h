// What is written into the manifest of a saved checkpoint later: its held-out figures, and that its run has
// gone back behind it; and what else can be told of it at a glance, without reading its weights. Blocking;
// any thread.
#pragma once

#include "core/metrics/image_metrics.h"
#include "core/training/checkpoint.h"

#include <optional>

namespace typemould {

/// Held-out figures of a checkpoint's averaged weights.
struct CheckpointScore {
    GlyphScore mean;        ///< at the canvas's size
    std::size_t glyphs = 0; ///< that were measured
};

/// What a manifest says, without a look at the weights.
struct CheckpointGlance {
    long long step = 0;
    double trainedSeconds = 0;
    std::string savedAt; ///< ISO 8601, UTC
    std::optional<CheckpointScore> score;
    bool left = false; ///< its run went back behind it, since what came after it was no number
};
/// Reads manifest.json alone and checks it by its own hash. Errors: not there, damaged.
Result<CheckpointGlance> glanceAt(const std::filesystem::path& checkpointFolder);

/// Writes the figures into the manifest of a saved checkpoint, in place of older ones; all else stays as it
/// is. The manifest is replaced atomically.
Status writeScore(const std::filesystem::path& checkpointFolder, const CheckpointScore& score);
/// Writes into the manifest that its run has gone back behind it; likewise. Saving the step again ends that.
Status writeLeft(const std::filesystem::path& checkpointFolder);
/// Whether the manifest says so; one that cannot be read does not.
bool wasLeft(const std::filesystem::path& checkpointFolder);

} // namespace typemould
