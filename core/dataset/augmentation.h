// Each glyph a little different each time: source and target moved and scaled together, the source's strokes
// thickened, thinned or blurred. What becomes of a pair hangs on the seed and on its place in the order of
// training alone, so that a run that goes on does as one that was never interrupted. Pure; any thread.
#pragma once

#include "core/base/gray_image.h"

#include <cstdint>

namespace typemould {

/// How much is changed at most; zeros change nothing.
struct AugmentationRanges {
    double shift = 0;  ///< percent of the canvas that both pictures move
    double scale = 0;  ///< percent that both pictures grow or shrink about the middle
    double weight = 0; ///< pixels that the source's strokes thicken or thin
    double blur = 0;   ///< pixels: sigma of the source's blur
    bool any() const { return shift > 0 || scale > 0 || weight > 0 || blur > 0; }
    bool operator==(const AugmentationRanges&) const = default;
};

/// What happens to one pair.
struct PairChange {
    double shiftX = 0, shiftY = 0; ///< pixels, right and down
    double scale = 1;
    double weight = 0; ///< pixels that a stroke of the source is wider
    double blur = 0;   ///< pixels
    bool operator==(const PairChange&) const = default;
};

struct AugmentedPair {
    GrayImage source, target;
};

/// The change at a place in the order of training, each part evenly within its range. One range leaves what
/// the others come to as it is.
PairChange changeAt(const AugmentationRanges& ranges, int canvas, std::uint64_t seed, std::uint64_t place);

/// The nearest change that keeps all ink of both pictures on the canvas and, where it thins, at least a third
/// of the source's ink. Both of one square size. The blur stays as it is: it loses no ink at a border.
PairChange fittedChange(PairChange change, const GrayImage& source, const GrayImage& target);

/// The pair so changed: bilinear where it grows, averaged where it shrinks, paper coming in.
AugmentedPair changedPair(const PairChange& change, const GrayImage& source, const GrayImage& target);

/// All of it: the pair at `place`, from two pictures of canvas * canvas bytes.
AugmentedPair augmentedPair(const std::uint8_t* source, const std::uint8_t* target, int canvas,
                            const AugmentationRanges& ranges, std::uint64_t seed, std::uint64_t place);

} // namespace typemould
