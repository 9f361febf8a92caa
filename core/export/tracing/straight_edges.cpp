#include "core/export/tracing/straight_edges.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace typemould::tracing {

namespace {

// Pixels, unless it says otherwise.
constexpr double shortestLine = 2.5;
constexpr double joinedMoves = 0.25;    ///< farthest that joining two edges may move the contour
constexpr double neighbourShare = 0.5;  ///< an edge among curves is straight when its neighbours are so short
constexpr double mostBow = 0.06;        ///< of the grey beside an edge that is straight, ends against middle
constexpr double mostBowUpright = 0.12; ///< and beside one that becomes upright or level
constexpr double mostDrift = 0.5;       ///< from end to end of an edge that is made upright or level
constexpr double mostSlant = 0.07;      ///< of such an edge (tangent of its angle)
constexpr double sameLine = 0.25;       ///< lines nearer than that become one

/// Slant against the nearer axis, as a tangent.
double slantOf(Vec edge) {
    const double x = std::abs(edge.x), y = std::abs(edge.y);
    return std::min(x, y) / std::max(std::max(x, y), 1e-9);
}

bool nearlyStraightUp(Vec edge) {
    return slantOf(edge) <= mostSlant && std::min(std::abs(edge.x), std::abs(edge.y)) <= mostDrift;
}

double distanceToLine(Vec point, Vec from, Vec to) {
    const double width = length(to - from);
    return width > 0 ? std::abs(cross(point - from, to - from)) / width : length(point - from);
}

/// What runs along the inner part of an edge in the grey, by least squares: a line, and how far it bows.
struct Course {
    EdgeLine line;
    double bow = 0;      ///< of the parabola through it, from its ends to its middle
    double farthest = 0; ///< of the edge from the line; as far as it can be seen where it is out of reach
};

Course courseAlong(const GreyField& field, Vec from, Vec to) {
    constexpr double reach = 0.75;
    const double far = length(to - from);
    const Vec direction = (1 / far) * (to - from), middle = 0.5 * (from + to);
    const double margin = std::min(1.5, 0.25 * far), half = far / 2 - margin; // away from what the ends do
    const int steps = std::max(4, static_cast<int>(4 * half));
    std::vector<Vec> places;
    double count = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, v0 = 0, v1 = 0, v2 = 0;
    for (int i = 0; i <= steps; ++i) {
        const double along = half * (2.0 * i / steps - 1);
        if (const auto place = field.edgeNear(middle + along * direction, reach)) {
            const double s = dot(*place - middle, direction) / half, v = cross(direction, *place - middle);
            places.push_back(*place);
            ++count;
            s1 += s;
            s2 += s * s;
            s3 += s * s * s;
            s4 += s * s * s * s;
            v0 += v;
            v1 += s * v;
            v2 += s * s * v;
        }
    }
    const double spread = count * s2 - s1 * s1;
    if (count < 4 || spread <= 0.1) {
        return {{true, middle, direction}, 0, reach};
    }
    const double slope = (count * v1 - s1 * v0) / spread, offset = (v0 - slope * s1) / count;
    // The share of the places' way across that is left to a parabola, with line and offset taken out of it.
    const double p1 = (count * s3 - s1 * s2) / spread, p0 = (s2 - p1 * s1) / count;
    const double below = s4 - p1 * s3 - p0 * s2;
    const double bow = below > 1e-9 ? (v2 - p1 * v1 - p0 * v0) / below : 0;
    const Vec across{-direction.y, direction.x};
    const Vec turned = direction + (slope / half) * across;
    Course course{{true, middle + offset * across, (1 / length(turned)) * turned}, std::abs(bow)};
    for (const Vec place : places) {
        course.farthest =
            std::max(course.farthest, std::abs(cross(course.line.direction, place - course.line.through)));
    }
    if (static_cast<int>(places.size()) <= steps) {
        course.farthest = reach;
    }
    return course;
}

void joinEdges(Polygon& polygon, const GreyField& field, bool straighten) {
    constexpr double shortest = 1.0;
    for (std::size_t i = 0; i < polygon.size() && polygon.size() > 4;) {
        const std::size_t n = polygon.size();
        const Vec before = polygon.vertex(i + n - 1).at, at = polygon.vertex(i).at;
        const Vec after = polygon.vertex(i + 1).at;
        const bool upright = straighten && nearlyStraightUp(after - before);
        const auto runsStraight = [&] {
            const Course course = courseAlong(field, before, after);
            return course.farthest <= joinedMoves && course.bow <= (upright ? mostBowUpright : mostBow);
        };
        if (!polygon.vertices[i].corner && length(at - before) > shortest && length(after - at) > shortest &&
            dot(at - before, after - at) > 0 && distanceToLine(at, before, after) <= joinedMoves &&
            runsStraight()) {
            polygon.vertices.erase(polygon.vertices.begin() + static_cast<std::ptrdiff_t>(i));
            i = i > 0 ? i - 1 : 0;
        } else {
            ++i;
        }
    }
}

bool mayBeStraight(const Polygon& polygon, std::size_t i) {
    const std::size_t n = polygon.size();
    const double own = polygon.edgeLength(i);
    if (own < shortestLine) {
        return false;
    }
    const auto ends = [&](const Vertex& vertex, double neighbour) {
        return vertex.corner || neighbour < neighbourShare * own;
    };
    return ends(polygon.vertex(i), polygon.edgeLength(i + n - 1)) &&
           ends(polygon.vertex(i + 1), polygon.edgeLength(i + 1));
}

/// Where an upright or level edge lies, exactly: all ink from well within to well without is what covers the
/// pixels up to it. `at` where too few rows show one edge alone. `from` and `to` are along the edge.
double placeByInk(const GreyField& field, bool upright, double at, double from, double to) {
    constexpr double full = 0.94, none = 0.06;
    const auto inkAt = [&](int across, int along) {
        return upright ? field.pixel(across, along) : field.pixel(along, across);
    };
    double sum = 0, rows = 0;
    const int middle = static_cast<int>(std::floor(at));
    for (int along = static_cast<int>(std::ceil(from)); along + 1 <= to; ++along) {
        for (int wide = 2; wide <= 3; ++wide) {
            const int first = middle - wide, last = middle + wide;
            const double before = inkAt(first, along), after = inkAt(last, along);
            const bool inkBehind = before <= none && after >= full,
                       inkBefore = before >= full && after <= none;
            if (!inkBehind && !inkBefore) {
                continue;
            }
            double ink = 0;
            for (int across = first; across <= last; ++across) {
                ink += inkAt(across, along);
            }
            sum += inkBehind ? last + 1 - ink : first + ink;
            ++rows;
            break;
        }
    }
    constexpr double farthest = 0.5;
    return rows >= 2 && std::abs(sum / rows - at) <= farthest ? sum / rows : at;
}

std::optional<Vec> meeting(Vec a, Vec alongA, Vec b, Vec alongB) {
    const double turn = cross(alongA, alongB) / (length(alongA) * length(alongB));
    if (std::abs(turn) < 0.05) {
        return std::nullopt;
    }
    return a + (cross(b - a, alongB) / cross(alongA, alongB)) * alongA;
}

} // namespace

LinedPolygon withLines(Polygon polygon, const GreyField& field, bool straighten, double corners,
                       double unit) {
    joinEdges(polygon, field, straighten);
    sharpenCorners(polygon, corners, unit);
    LinedPolygon lined{std::move(polygon), {}};
    const Polygon& p = lined.polygon;
    lined.lines.resize(p.size());
    for (std::size_t i = 0; i < p.size(); ++i) {
        if (!mayBeStraight(p, i)) {
            continue;
        }
        const Course course = courseAlong(field, p.vertex(i).at, p.vertex(i + 1).at);
        const bool upright = straighten && nearlyStraightUp(p.edgeLength(i) * course.line.direction);
        if (course.bow <= (upright ? mostBowUpright : mostBow)) {
            lined.lines[i] = course.line;
        }
    }
    return lined;
}

void straightenLines(std::vector<LinedPolygon>& polygons, const GreyField& field) {
    struct Level {
        EdgeLine* line;
        double at, weight;
        int way; ///< 0 to 3: the direction, so that ink is on the same side
    };
    std::vector<Level> levels;
    for (LinedPolygon& p : polygons) {
        for (std::size_t i = 0; i < p.lines.size(); ++i) {
            EdgeLine& line = p.lines[i];
            const double far = p.polygon.edgeLength(i);
            if (!line.straight || !nearlyStraightUp(far * line.direction)) {
                continue;
            }
            const bool upright = std::abs(line.direction.y) > std::abs(line.direction.x);
            line.direction = upright ? Vec{0, std::copysign(1.0, line.direction.y)}
                                     : Vec{std::copysign(1.0, line.direction.x), 0};
            const int way = upright ? (line.direction.y > 0 ? 0 : 1) : (line.direction.x > 0 ? 2 : 3);
            const double middle = upright ? line.through.y : line.through.x;
            const double half = far / 2 - std::min(2.0, far / 4); // away from what the ends do
            const double at = placeByInk(field, upright, upright ? line.through.x : line.through.y,
                                         middle - half, middle + half);
            levels.push_back({&line, at, far, way});
        }
    }
    std::sort(levels.begin(), levels.end(),
              [](const Level& a, const Level& b) { return a.way != b.way ? a.way < b.way : a.at < b.at; });
    for (std::size_t from = 0; from < levels.size();) {
        std::size_t to = from;
        double sum = 0, weight = 0;
        for (; to < levels.size() && levels[to].way == levels[from].way &&
               levels[to].at - levels[from].at <= sameLine;
             ++to) {
            sum += levels[to].weight * levels[to].at;
            weight += levels[to].weight;
        }
        for (; from < to; ++from) {
            Vec& through = levels[from].line->through;
            (levels[from].way < 2 ? through.x : through.y) = sum / weight;
        }
    }
}

void settleVertices(LinedPolygon& p) {
    constexpr double farthest = 1.0; // pixels: two lines that meet farther off are no corner here
    const std::size_t n = p.polygon.size();
    std::vector<Vec> settled(n);
    for (std::size_t i = 0; i < n; ++i) {
        const EdgeLine &before = p.line(i + n - 1), &after = p.line(i);
        const Vec at = p.polygon.vertices[i].at;
        const auto project = [&](const EdgeLine& line) {
            return line.through + dot(at - line.through, line.direction) * line.direction;
        };
        std::optional<Vec> meet;
        if (before.straight && after.straight) {
            meet = meeting(before.through, before.direction, after.through, after.direction);
        } else if (before.straight) {
            meet = meeting(before.through, before.direction, at, p.polygon.edge(i));
        } else if (after.straight) {
            meet = meeting(at, p.polygon.edge(i + n - 1), after.through, after.direction);
        }
        if (meet && length(*meet - at) <= farthest) {
            settled[i] = *meet;
        } else if (before.straight && after.straight) {
            settled[i] = 0.5 * (project(before) + project(after));
        } else {
            settled[i] = before.straight ? project(before) : after.straight ? project(after) : at;
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        p.polygon.vertices[i].at = settled[i];
    }
}

} // namespace typemould::tracing
