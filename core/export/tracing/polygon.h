// The polygons that libpotrace finds along the edges of a glyph, and what is done to their vertices before
// curves are laid through them. In pixels of the picture, y down. Internal to tracing; any thread.
#pragma once

#include "core/export/tracing/grey_field.h"

#include <vector>

namespace typemould::tracing {

struct Vertex {
    Vec at;
    bool corner = false; ///< else the contour passes by it in a curve
};

/// Closed: the last vertex joins the first.
struct Polygon {
    std::vector<Vertex> vertices;
    bool hole = false; ///< paper within ink

    std::size_t size() const { return vertices.size(); }
    const Vertex& vertex(std::size_t i) const { return vertices[i % vertices.size()]; }
    Vec edge(std::size_t i) const { return vertex(i + 1).at - vertex(i).at; }
    double edgeLength(std::size_t i) const { return typemould::length(edge(i)); }
    double area() const; ///< without sign
};

/// Outer edges and holes, in an order in which holes follow what they are in. `corners` is potrace's
/// alphamax; specks of at most `speck` pixels of the picture are left away.
std::vector<Polygon> polygonsOf(const InkMap& map, double corners, double speck);
/// How sharply a polygon bends at a vertex, as potrace reckons it: 0 hardly, up to 4/3. `unit` is the side of
/// a sample in pixels.
double bendAt(Vec before, Vec at, Vec after, double unit);
/// Where sampling cut a corner off by a short edge, puts the corner back.
void sharpenCorners(Polygon& polygon, double corners, double unit);
/// Leaves vertices away as long as the contour moves by less than `limit` pixels (Douglas and Peucker),
/// and three stay.
void simplify(Polygon& polygon, double limit);

} // namespace typemould::tracing
