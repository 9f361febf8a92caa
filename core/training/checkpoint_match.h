// Whether a checkpoint belongs to the fonts, pairs and settings at hand, and what has changed since it was
// saved. Pure; any thread.
#pragma once

#include "core/training/checkpoint.h"

namespace typemould {

/// An error that names the font when one of them is not the one (file, face and instance) that the checkpoint
/// was trained with. A checkpoint that does not say which fonts those were fits any.
Status checkFonts(const CheckpointManifest& manifest, const FontFace& source, const FontFace& target);

/// A warning when `pairs` are not those, or not split as those, that the checkpoint was trained on.
std::optional<Error> pairsChangedSince(const CheckpointManifest& manifest, const GlyphPairs& pairs);

/// What is set otherwise now: "batch 16 -> 8, dataset.held-out 200 -> 100"; empty when nothing is.
std::string settingsChangedSince(const CheckpointManifest& manifest, const TrainingSettings& settings,
                                 const DatasetSettings& dataset, const std::vector<std::string>& freezing);

} // namespace typemould
