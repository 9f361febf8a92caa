#include "core/fonts/outline.h"

#include "core/fonts/glyph_numbers.h"
#include "core/fonts/glyph_painter.h"
#include "core/fonts/outline_curves.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace typemould {

namespace {

/// FreeType counts points and contours in 16 bits.
constexpr std::size_t mostPoints = std::numeric_limits<short>::max();

/// A FreeType library of this thread, for outlines that belong to no face.
FT_Library library() {
    struct Library {
        FT_Library native = nullptr;
        Library() {
            if (FT_Init_FreeType(&native) != 0) {
                throw Failure(ErrorCode::OutOfMemory, "FreeType cannot be started.", "Close other programs.");
            }
        }
        ~Library() { FT_Done_FreeType(native); }
        Library(const Library&) = delete;
        Library& operator=(const Library&) = delete;
    };
    thread_local Library own;
    return own.native;
}

PointKind kindOf(char tag) {
    switch (FT_CURVE_TAG(tag)) {
    case FT_CURVE_TAG_ON:
        return PointKind::On;
    case FT_CURVE_TAG_CUBIC:
        return PointKind::Cubic;
    default:
        return PointKind::Conic;
    }
}

char tagOf(PointKind kind) {
    switch (kind) {
    case PointKind::On:
        return FT_CURVE_TAG_ON;
    case PointKind::Cubic:
        return FT_CURVE_TAG_CUBIC;
    case PointKind::Conic:
        break;
    }
    return FT_CURVE_TAG_CONIC;
}

bool isFinite(const Outline& outline) {
    for (const Contour& contour : outline.contours) {
        for (const OutlinePoint& point : contour.points) {
            if (!std::isfinite(point.x) || !std::isfinite(point.y)) {
                return false;
            }
        }
    }
    return true;
}

/// What a FreeType outline points to: the points of `outline` at their place on the canvas.
struct NativeOutline {
    std::vector<FT_Vector> points;
    std::vector<char> tags;
    std::vector<short> ends;

    NativeOutline(const Outline& outline, const native::PaintPlace& place, int canvas) {
        for (const Contour& contour : outline.contours) {
            if (contour.points.empty()) {
                continue;
            }
            // FreeType wants no contour to start with a cubic control point; any other start is the same one.
            std::size_t start = 0;
            while (start + 1 < contour.points.size() && contour.points[start].kind == PointKind::Cubic) {
                ++start;
            }
            for (std::size_t i = 0; i < contour.points.size(); ++i) {
                const OutlinePoint& point = contour.points[(start + i) % contour.points.size()];
                points.push_back(
                    {native::toPosition(place.originX + place.pixelsPerUnit * point.x),
                     native::toPosition(canvas - place.originY + place.pixelsPerUnit * point.y)});
                tags.push_back(tagOf(point.kind));
            }
            ends.push_back(static_cast<short>(points.size() - 1));
        }
    }
    FT_Outline view() {
        FT_Outline native{};
        native.n_contours = static_cast<short>(ends.size());
        native.n_points = static_cast<short>(points.size());
        native.points = points.data();
        native.tags = tags.data();
        native.contours = ends.data();
        return native;
    }
};

/// Twice the signed area that a curve sweeps out as seen from the origin.
double sweep(const Curve& curve) {
    const auto& p = curve.points;
    switch (curve.degree) {
    case 1:
        return cross(p[0], p[1]);
    case 2:
        return (2 * cross(p[0], p[1]) + 2 * cross(p[1], p[2]) + cross(p[0], p[2])) / 3;
    default:
        return (6 * cross(p[0], p[1]) + 3 * cross(p[0], p[2]) + cross(p[0], p[3]) + 3 * cross(p[1], p[2]) +
                3 * cross(p[1], p[3]) + 6 * cross(p[2], p[3])) /
               10;
    }
}

void include(InkBox& box, Vec point) {
    box.xMin = std::min(box.xMin, point.x);
    box.xMax = std::max(box.xMax, point.x);
    box.yMin = std::min(box.yMin, point.y);
    box.yMax = std::max(box.yMax, point.y);
}

} // namespace

std::size_t Outline::pointCount() const {
    std::size_t count = 0;
    for (const Contour& contour : contours) {
        count += contour.points.size();
    }
    return count;
}

Result<Outline> outlineOf(const FontFace& face, char32_t character) {
    const FT_Face native = native::faceOf(face);
    const FT_UInt glyph = isBlank(character) ? 0 : FT_Get_Char_Index(native, character);
    FT_Outline* loaded = glyph != 0 ? native::loadOutline(native, glyph) : nullptr;
    if (loaded == nullptr || native::outlineBounds(native, *loaded).empty()) {
        return native::notDrawn(face, character);
    }
    return outlineOfGlyph(face, glyph);
}

Outline outlineOfGlyph(const FontFace& face, unsigned glyph) {
    const FT_Face native = native::faceOf(face);
    const FT_Outline* loaded = native::loadOutline(native, glyph);
    if (loaded == nullptr) {
        return {};
    }
    const double unit = native::outlineUnit(native);
    Outline outline;
    int from = 0;
    for (int c = 0; c < loaded->n_contours; ++c) {
        Contour contour;
        for (; from <= loaded->contours[c]; ++from) {
            const FT_Vector& point = loaded->points[from];
            contour.points.push_back({static_cast<double>(point.x) * unit,
                                      static_cast<double>(point.y) * unit, kindOf(loaded->tags[from])});
        }
        if (contour.points.size() > 1) { // fonts mark places by contours of a single point
            outline.contours.push_back(std::move(contour));
        }
    }
    return outline;
}

InkBox boundsOf(const Outline& outline) {
    constexpr double far = std::numeric_limits<double>::infinity();
    InkBox box{far, far, -far, -far};
    for (const Contour& contour : outline.contours) {
        for (const Curve& curve : curvesOf(contour)) {
            include(box, curve.first());
            include(box, curve.last());
            for (const double t : extremaOf(curve)) {
                include(box, pointAt(curve, t));
            }
        }
    }
    return box.xMax < box.xMin ? InkBox{} : box;
}

double signedArea(const Contour& contour) {
    double twice = 0;
    for (const Curve& curve : curvesOf(contour)) {
        twice += sweep(curve);
    }
    return twice / 2;
}

Result<GrayImage> rasterize(const Outline& outline, int unitsPerEm, const Placement& placement, int canvas) {
    return guarded("drawing an outline", [&]() -> Result<GrayImage> {
        native::checkCanvas(placement, canvas).orThrow();
        if (unitsPerEm < 1 || !isFinite(outline)) {
            return Error{ErrorCode::InvalidArgument,
                         "An outline with a coordinate or an em that is no number cannot be drawn.",
                         "Trace the glyph again."};
        }
        if (outline.pointCount() > mostPoints) {
            return Error{ErrorCode::Unsupported,
                         "An outline of " + std::to_string(outline.pointCount()) +
                             " points is too large to draw.",
                         "Give the tracing a smaller node budget."};
        }
        const CanvasPoint origin = toCanvas(placement, canvas, 0, 0);
        NativeOutline native(outline, {canvas * placement.scale / unitsPerEm, origin.x, origin.y}, canvas);
        GrayImage image(canvas, canvas, 0);
        FT_Outline view = native.view();
        if (!native.points.empty() && !native::paintPlaced(library(), view, image)) {
            return Error{ErrorCode::BadFormat, "An outline with control points out of order cannot be drawn.",
                         "Two control points of a cubic curve stand between two points of the contour."};
        }
        native::invert(image);
        return image;
    });
}

} // namespace typemould
