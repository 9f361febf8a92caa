// What a glyph's strokes are, whatever their weight: the thin lines in their middle, and how far the lines of
// two glyphs lie apart, each way: what the second lacks of the first, and what it has besides. Serves pairs
// of fonts and drawn glyphs alike. Pure; any thread.
#pragma once

#include "core/base/gray_image.h"

#include <vector>

namespace typemould {

/// A place on the canvas in shares of its side, 0 to 1, from the left and from the top.
struct StrokePoint {
    float x = 0, y = 0;
};

/// The middle lines of a glyph's strokes.
struct Skeleton {
    std::vector<StrokePoint> points; ///< one for each pixel of the lines; none: the glyph is blank
    float left = 0, top = 0, right = 0, bottom = 0; ///< of the points
};

/// Thins the ink of a square picture (Guo and Hall 1989) at no more than 128 pixels a side. Each piece of ink
/// keeps a line or a point, however small it is.
Skeleton skeletonOf(const GrayImage& picture);
/// As above, of `side` * `side` pixels, row by row.
Skeleton skeletonOf(const std::uint8_t* pixels, int side);

/// How two glyphs of one character differ in their strokes. All 0 for the same strokes.
struct StructureDistance {
    double missing = 0; ///< from the reference's lines to the other's nearest: mean of the farthest tenth, in
                        ///< shares of the canvas's side
    double invented = 0; ///< likewise from the other's lines to the reference's
    double density = 0;  ///< 1 less the cosine of where the lines run, over 16 x 16 fields
    double lines() const { return (missing + invented) / 2; }
};

/// `other` is first brought to the reference's place and size, as far as fonts differ in those (15 % in size
/// and 6 % of the canvas in place): a whole part that lacks is not made up for. A blank glyph beside one that
/// is not is as far away as can be (1, 1, 1).
StructureDistance structureDistance(const Skeleton& reference, const Skeleton& other);

} // namespace typemould
