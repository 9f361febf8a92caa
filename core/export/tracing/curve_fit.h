// Cubic curves laid along the places of a glyph's edge: as few as stay within a tolerance. In whatever units
// the places are in. Internal to tracing; pure; any thread.
#pragma once

#include "core/fonts/outline_curves.h"

#include <span>

namespace typemould::tracing {

/// A place where one curve may end and the next begin.
struct Joint {
    std::size_t index = 0; ///< of the place
    Vec tangent;           ///< of length 1, the way that the contour runs
    bool needed = false;   ///< curves end here for certain
};

/// Curves from the first joint to the last, smooth at those between, each within `tolerance` of the places;
/// where no choice of joints comes to that, as near as there is. `joints` has two at least, by index.
std::vector<Curve> fitCurves(std::span<const Vec> places, std::span<const Joint> joints, double tolerance);

/// Whether a cubic is as good as its chord.
bool isLine(const Curve& curve);

} // namespace typemould::tracing
