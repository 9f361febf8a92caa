// What the figures must beat: the source glyph copied, and the best thickened or thinned source. Pure; any
// thread.
#pragma once

#include "core/dataset/glyph_pairs.h"
#include "core/metrics/image_metrics.h"

namespace typemould {

struct Baselines {
    GlyphScore copiedSource;
    GlyphScore boldedSource; ///< best of a row of radii, chosen by L1 on the same glyphs
    double boldedRadius = 0; ///< pixels; negative is thinned
    std::size_t count = 0;
};

/// Indices of held-out pairs, at most `limit` of them (0: all), spread evenly over the set so that no script
/// is left out.
std::vector<std::size_t> heldOutSample(const GlyphPairs& pairs, std::size_t limit);

/// Indices of trained pairs, chosen alike.
std::vector<std::size_t> trainedSample(const GlyphPairs& pairs, std::size_t limit);

/// Over the held-out pairs, those of heldOutSample(pairs, limit). Throws Failure (Cancelled) when `stop`
/// asks.
Baselines measureBaselines(const GlyphPairs& pairs, std::size_t limit = 0, const std::stop_token& stop = {});

} // namespace typemould
