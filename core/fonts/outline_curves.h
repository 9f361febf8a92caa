// The curves that a contour's points stand for, one after the other: what measuring, drawing and writing
// outlines walk. Plain values; any thread.
#pragma once

#include "core/fonts/outline.h"

#include <array>
#include <vector>

namespace typemould {

/// A place or a way, in whatever units its owner says.
struct Vec {
    double x = 0, y = 0;
    bool operator==(const Vec&) const = default;
};
inline Vec operator+(Vec a, Vec b) { return {a.x + b.x, a.y + b.y}; }
inline Vec operator-(Vec a, Vec b) { return {a.x - b.x, a.y - b.y}; }
inline Vec operator*(double f, Vec a) { return {f * a.x, f * a.y}; }
inline double dot(Vec a, Vec b) { return a.x * b.x + a.y * b.y; }
inline double cross(Vec a, Vec b) { return a.x * b.y - a.y * b.x; }
double length(Vec a);

/// A Bezier curve: points 0 to `degree`, of which the first and the last lie on it.
struct Curve {
    int degree = 1; ///< 1 is a line, 2 a conic, 3 a cubic
    std::array<Vec, 4> points;
    Vec first() const { return points[0]; }
    Vec last() const { return points[static_cast<std::size_t>(degree)]; }
};

/// The curves of a contour in order, closing line included where it has a length; starts at the first point
/// on the contour, or halfway between two control points where all are. A cubic control point that stands
/// alone counts as a conic one.
std::vector<Curve> curvesOf(const Contour& contour);
/// The curve's place at `t`, 0..1.
Vec pointAt(const Curve& curve, double t);
/// Where, 0 < t < 1, the curve is outermost along x or along y; sorted.
std::vector<double> extremaOf(const Curve& curve);

} // namespace typemould
