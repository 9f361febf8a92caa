// From a glyph's grey picture to its outline: libpotrace finds the way round the super-sampled grey and its
// corners; lines and curves are then laid along the edge in the grey itself, as type wants them (straight
// stems, extrema, right winding, few points). Pure; any thread, traceAll() on threads of its own.
#pragma once

#include "core/base/fields.h"
#include "core/base/gray_image.h"
#include "core/fonts/outline.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace typemould {

struct TracingSettings {
    double corners = 1.0;   ///< potrace's alphamax: 0 makes every bend a corner, 1.33 none
    double tolerance = 1.8; ///< how far curves may leave the edge to be joined, in thousandths of an em
    double despeckle = 2;   ///< ink or paper of fewer pixels is left away, in pixels of the picture
    bool straighten = true; ///< edges that are nearly upright or level become so
    bool extrema = true;    ///< points where a curve is outermost
    int nodeBudget = 2000;  ///< points a glyph may have; the tolerance grows until it does
    bool operator==(const TracingSettings&) const = default;
};
const std::vector<Field<TracingSettings>>& fieldsOf(const TracingSettings*);

/// The outline of a square picture that was drawn at `placement`, in units of a font with `unitsPerEm`, cubic
/// curves, outer contours counter-clockwise (PostScript's way) and counters clockwise. A blank picture gives
/// an empty outline.
Result<Outline> trace(const GrayImage& picture, const Placement& placement, int unitsPerEm,
                      const TracingSettings& settings = {});
/// As above, each picture on its own, on all cores; `progress` is called on this thread.
Result<std::vector<Outline>> traceAll(const std::vector<GrayImage>& pictures, const Placement& placement,
                                      int unitsPerEm, const TracingSettings& settings = {},
                                      const std::function<void(std::size_t done)>& progress = {},
                                      const std::stop_token& stop = {});

} // namespace typemould
