// The held-out figures that a saved checkpoint carries in its manifest, and what else can be told of it at a
// glance, without reading its weights. Blocking; any thread.
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
};
/// Reads manifest.json alone and checks it by its own hash. Errors: not there, damaged.
Result<CheckpointGlance> glanceAt(const std::filesystem::path& checkpointFolder);

/// Writes the figures into the manifest of a saved checkpoint, in place of older ones; all else stays as it
/// is. The manifest is replaced atomically.
Status writeScore(const std::filesystem::path& checkpointFolder, const CheckpointScore& score);

} // namespace typemould
