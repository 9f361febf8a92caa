// From a polygon with its straight edges to the closed contour: lines where it is straight, curves along the
// grey edge between them. In pixels of the picture, y down. Internal to tracing; any thread.
#pragma once

#include "core/export/tracing/straight_edges.h"

namespace typemould::tracing {

/// Lines and cubic curves. `tolerance` is in pixels; with `extrema`, curves end where they are outermost.
Contour contourAlong(const LinedPolygon& polygon, const GreyField& field, double tolerance, bool extrema);

} // namespace typemould::tracing
