// Placement: where the em square lies on the canvas; one scale and one offset per font, never glyph by glyph. The
// recipe is stored with every checkpoint and inverted exactly by export. Plain values; any thread.
#pragma once

#include "core/base/fields.h"
#include "core/fonts/font_face.h"

#include <vector>

namespace typemould {

/// With canvas side S (pixels), font units per em U, a point (x, y) of the glyph (font units, y up) lands at
///   pixelX = S * (0.5 + scale * (x / U - 0.5 + offsetX))
///   pixelY = S * (0.5 - scale * (y / U - 0.38 + offsetY))
/// (pixel edges: 0 is the left/top border). So at scale 1 and offset 0 the ideographic em square (0..1 em wide, -0.12 to 0.88 em
/// high) fills the canvas.
struct Placement {
    double scale = 0.9;  ///< side of the em square as a share of the canvas
    double offsetX = 0;  ///< in em, positive to the right
    double offsetY = 0;  ///< in em, positive upwards
    bool operator==(const Placement&) const = default;
};
const std::vector<Field<Placement>>& fieldsOf(const Placement*);

/// Centre of the ideographic em square above the baseline, in em.
inline constexpr double emCentreY = 0.38;

struct CanvasPoint {
    double x = 0; ///< pixels from the left border
    double y = 0; ///< pixels from the top border
};
/// Em point (font units / U, y up) to the canvas.
CanvasPoint toCanvas(const Placement& placement, int canvas, double emX, double emY);
/// The exact inverse: canvas point to em (x to the right, y up).
struct EmPoint {
    double x = 0, y = 0;
};
EmPoint toEm(const Placement& placement, int canvas, double pixelX, double pixelY);

/// The placements of the two fonts of a project.
struct PlacementPair {
    Placement source;
    Placement target;
    bool operator==(const PlacementPair&) const = default;
};

/// What a fit found, beside the placements: for the window and for `new`.
struct PlacementFit {
    PlacementPair placements;
    int characters = 0;        ///< shared characters measured
    double sizeRatio = 1;      ///< median source ink size over median target ink size, both at the same scale
    double shiftX = 0, shiftY = 0; ///< median displacement of source ink against target ink before the fit, in em
};

/// Fits both placements from characters that both fonts draw (at most `sample` of `shared`, evenly spread): the target
/// gets scale 0.9 with its ink centred, smaller if more than 1 in 1000 glyphs would touch the border; the source gets the
/// scale and offset that bring its median ink size and median ink centre onto the target's. An error when fewer than 8 are shared.
Result<PlacementFit> fitPlacement(const FontFace& source, const FontFace& target, const CharacterSet& shared,
                                  int sample = 1000);

} // namespace typemould
