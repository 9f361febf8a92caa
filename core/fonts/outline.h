// Outline: the closed contours of one glyph, filled where they wind round a point (non-zero). In font units
// with y up unless said otherwise. A plain value; any thread.
#pragma once

#include "core/base/gray_image.h"
#include "core/fonts/font_face.h"
#include "core/fonts/placement.h"

#include <vector>

namespace typemould {

enum class PointKind {
    On,    ///< the contour passes through it
    Conic, ///< control point of a quadratic curve, as TrueType has them; two in a row have a point halfway
    Cubic, ///< control point of a cubic curve, as PostScript has them; always two in a row
};

struct OutlinePoint {
    double x = 0, y = 0;
    PointKind kind = PointKind::On;
    bool operator==(const OutlinePoint&) const = default;
};

/// Closed: the last point joins the first.
struct Contour {
    std::vector<OutlinePoint> points;
    bool operator==(const Contour&) const = default;
};

struct Outline {
    std::vector<Contour> contours;
    bool empty() const { return contours.empty(); }
    /// On-curve and off-curve points of all contours.
    std::size_t pointCount() const;
    bool operator==(const Outline&) const = default;
};

/// The outline that a face has for a character, in its font units; an error when it draws none.
Result<Outline> outlineOf(const FontFace& face, char32_t character);
/// Exact bounds.
InkBox boundsOf(const Outline& outline);
/// Signed area of a contour (curves included): positive where it runs counter-clockwise with y up.
double signedArea(const Contour& contour);
/// The outline on a canvas x canvas image at `placement`, drawn as rasterize() draws a font's glyph. canvas
/// is 8..2048.
Result<GrayImage> rasterize(const Outline& outline, int unitsPerEm, const Placement& placement, int canvas);

} // namespace typemould
