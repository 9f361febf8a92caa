// Which edges of a glyph's polygons are straight, where exactly they run in the grey, and the nearly upright
// and level ones made so. In pixels of the picture, y down. Internal to tracing; any thread.
#pragma once

#include "core/export/tracing/polygon.h"

namespace typemould::tracing {

/// The line that an edge of a polygon runs on, where it is straight.
struct EdgeLine {
    bool straight = false;
    Vec through;   ///< in the middle of the edge
    Vec direction; ///< of length 1
    bool upright() const { return straight && direction.x == 0; }
    bool level() const { return straight && direction.y == 0; }
};

struct LinedPolygon {
    Polygon polygon;
    std::vector<EdgeLine> lines; ///< of each edge; edge i leaves vertex i
    const EdgeLine& line(std::size_t i) const { return lines[i % lines.size()]; }
};

/// Joins edges that continue each other, puts corners back that sampling cut off, finds the straight ones and
/// lays a line through the grey along each. With `straighten`, edges that bend a little but are nearly
/// upright or level are joined as well.
LinedPolygon withLines(Polygon polygon, const GreyField& field, bool straighten, double corners, double unit);
/// Makes lines upright or level that are nearly so, where the ink beside them says, and brings those onto one
/// line that nearly lie on one.
void straightenLines(std::vector<LinedPolygon>& polygons, const GreyField& field);
/// Puts the vertices where the lines meet.
void settleVertices(LinedPolygon& polygon);

} // namespace typemould::tracing
