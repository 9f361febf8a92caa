#include "core/export/tracing/trace_contour.h"

#include "core/export/tracing/curve_fit.h"

#include <algorithm>
#include <cmath>

namespace typemould::tracing {

namespace {

// Pixels.
constexpr double sampleStep = 0.5;
constexpr double roundedCorner = 0.7; ///< so far round a corner the grey is rounder than the glyph
constexpr double longestTrim = 3.0;   ///< of a line that bends softly into another
constexpr double standsOut = 0.15;    ///< by so much a curve is outermost, or it is not worth a point
constexpr double jointsApart = 1.5;   ///< along the contour

/// A point that the contour certainly has.
struct Stop {
    double along = 0; ///< edge of the polygon, and the share of it that is gone
    Vec at;
    Vec tangent; ///< zero at a corner
    bool lineAfter = false;
};

/// What a line leaves at one of its ends for the curve to begin in: twice as far as the polygon's next edge
/// says that it bends.
double trimOf(const LinedPolygon& p, std::size_t edge, std::size_t neighbour, const Vertex& between) {
    if (between.corner) {
        return 0;
    }
    const double own = 0.4 * p.polygon.edgeLength(edge);
    const double other = p.polygon.edgeLength(neighbour);
    return p.line(neighbour).straight ? std::min({own, 0.4 * other, longestTrim}) : std::min(own, other);
}

std::vector<Stop> stopsOf(const LinedPolygon& p) {
    const std::size_t n = p.polygon.size();
    std::vector<Stop> stops;
    for (std::size_t i = 0; i < n; ++i) {
        const Vertex& vertex = p.polygon.vertex(i);
        if (vertex.corner) {
            stops.push_back({static_cast<double>(i), vertex.at, {}, false});
        }
        if (!p.lines[i].straight) {
            continue;
        }
        const Vec edge = p.polygon.edge(i);
        const double far = p.polygon.edgeLength(i);
        const Vec tangent = p.lines[i].direction;
        const double start = trimOf(p, i, (i + n - 1) % n, vertex) / far;
        const double end = trimOf(p, i, i + 1, p.polygon.vertex(i + 1)) / far;
        if (!vertex.corner) {
            stops.push_back({static_cast<double>(i) + start, vertex.at + start * edge, tangent, false});
        }
        stops.back().lineAfter = true;
        if (!p.polygon.vertex(i + 1).corner) {
            stops.push_back({static_cast<double>(i + 1) - end, vertex.at + (1 - end) * edge, tangent, false});
        }
    }
    return stops;
}

/// Places of the grey edge along a part of the polygon, and which of them are in the middle of an edge.
struct Run {
    std::vector<Vec> places;
    std::vector<std::size_t> middles;
};

/// From `from` to `to` edges along the polygon; `first` and `last` are kept as they are. Near a corner the
/// grey is passed over.
Run runAlong(const LinedPolygon& p, const GreyField& field, const Stop& from, const Stop& to, double end) {
    constexpr double reach = 1.0;
    Run run;
    run.places.push_back(from.at);
    double whole = 0;
    std::vector<Vec> way{from.at};
    for (auto i = static_cast<std::size_t>(from.along) + 1; static_cast<double>(i) < end; ++i) {
        way.push_back(p.polygon.vertex(i).at);
    }
    way.push_back(to.at);
    for (std::size_t i = 1; i < way.size(); ++i) {
        whole += length(way[i] - way[i - 1]);
    }
    const bool cornerFirst = length(from.tangent) == 0, cornerLast = length(to.tangent) == 0;
    const double passed = std::min(roundedCorner, whole / 4);
    double gone = 0;
    for (std::size_t i = 1; i < way.size(); ++i) {
        const double far = length(way[i] - way[i - 1]);
        const int steps = std::max(2, 2 * static_cast<int>(std::ceil(far / sampleStep / 2)));
        for (int k = i == 1 ? 1 : 0; k < steps; ++k) {
            const double share = static_cast<double>(k) / steps, here = gone + share * far;
            if ((cornerFirst && here < passed) || (cornerLast && whole - here < passed)) {
                continue;
            }
            const Vec on = way[i - 1] + share * (way[i] - way[i - 1]);
            const bool onLine = (i == 1 && !cornerFirst && 2 * k <= steps) ||
                                (i + 1 == way.size() && !cornerLast && 2 * k >= steps);
            if (const auto place = onLine ? std::optional(on) : field.edgeNear(on, reach)) {
                if (length(*place - run.places.back()) > 0.05) {
                    run.places.push_back(*place);
                }
                if (k == steps / 2 || k == 0) {
                    run.middles.push_back(run.places.size() - 1);
                }
            }
        }
        gone += far;
    }
    if (length(run.places.back() - to.at) < 0.2 && run.places.size() > 1) {
        run.places.pop_back();
    }
    run.places.push_back(to.at);
    return run;
}

Vec unit(Vec a) {
    const double far = length(a);
    return far > 0 ? (1 / far) * a : Vec{};
}

/// The way in which the places leave the one at `from`, `way` is 1 or -1 along them; of second order where
/// there are enough.
Vec tangentAtEnd(const std::vector<Vec>& places, std::size_t from, int way) {
    const auto there = [&](std::size_t k) { return way > 0 ? places[from + k] : places[from - k]; };
    const std::size_t left = way > 0 ? places.size() - 1 - from : from;
    const std::size_t k = std::min<std::size_t>(3, left / 2);
    const Vec leaving = k == 0 ? there(left) - there(0) : 4 * there(k) - (3 * there(0) + there(2 * k));
    return unit(static_cast<double>(way) * leaving);
}

Vec tangentWithin(const std::vector<Vec>& places, std::size_t at) {
    const std::size_t k = std::min<std::size_t>({3, at, places.size() - 1 - at});
    return unit(places[at + k] - places[at - k]);
}

/// Indices where the places are outermost along an axis, by `standsOut` and more on both sides.
std::vector<std::size_t> outermost(const std::vector<Vec>& places, double Vec::*axis) {
    std::vector<std::size_t> found;
    std::size_t low = 0, high = 0;
    int way = 0;
    for (std::size_t i = 1; i < places.size(); ++i) {
        const double value = places[i].*axis;
        if (value < places[low].*axis) {
            low = i;
        }
        if (value > places[high].*axis) {
            high = i;
        }
        if (way >= 0 && places[high].*axis - value >= standsOut) {
            if (way > 0 || places[high].*axis - places[0].*axis >= standsOut) {
                found.push_back(high);
            }
            way = -1;
            low = i;
        } else if (way <= 0 && value - places[low].*axis >= standsOut) {
            if (way < 0 || places[0].*axis - places[low].*axis >= standsOut) {
                found.push_back(low);
            }
            way = 1;
            high = i;
        }
    }
    return found;
}

/// Moves the place at an extreme to the top of the parabola through those round it.
void refineExtreme(std::vector<Vec>& places, std::size_t at, double Vec::*axis, double Vec::*other) {
    const std::size_t k = std::min<std::size_t>({3, at, places.size() - 1 - at});
    double s2 = 0, s4 = 0, v0 = 0, v1 = 0, v2 = 0;
    const double count = 2.0 * static_cast<double>(k) + 1;
    for (std::size_t i = at - k; i <= at + k; ++i) {
        const double s = static_cast<double>(i) - static_cast<double>(at), v = places[i].*axis;
        s2 += s * s;
        s4 += s * s * s * s;
        v0 += v;
        v1 += s * v;
        v2 += s * s * v;
    }
    const double below = count * s4 - s2 * s2;
    if (k == 0 || below <= 0) {
        return;
    }
    const double a = (count * v2 - s2 * v0) / below, b = v1 / s2, c = (v0 - a * s2) / count;
    if (a == 0 || std::abs(b / (2 * a)) >= 1) {
        return;
    }
    const double top = -b / (2 * a);
    const std::size_t next = top > 0 ? at + 1 : at - 1;
    const double across = (1 - std::abs(top)) * places[at].*other + std::abs(top) * places[next].*other;
    places[at].*axis = c - b * b / (4 * a);
    places[at].*other = across;
}

/// The joints of a run: its ends, its extremes, and the middles of the polygon's edges.
std::vector<Joint> jointsOf(Run& run, Vec startTangent, Vec endTangent, bool extrema) {
    std::vector<Joint> joints;
    auto& places = run.places;
    const std::size_t last = places.size() - 1;
    joints.push_back({0, startTangent, true});
    joints.push_back({last, endTangent, true});
    if (extrema) {
        for (const auto& [axis, other] : {std::pair(&Vec::x, &Vec::y), std::pair(&Vec::y, &Vec::x)}) {
            for (const std::size_t at : outermost(places, axis)) {
                const Vec way = tangentWithin(places, at);
                Vec tangent;
                tangent.*other = std::copysign(1.0, way.*other);
                refineExtreme(places, at, axis, other);
                joints.push_back({at, tangent, true});
            }
        }
    }
    const auto apart = [&](std::size_t at) {
        return std::all_of(joints.begin(), joints.end(), [&](const Joint& joint) {
            return length(places[joint.index] - places[at]) >= jointsApart;
        });
    };
    for (const std::size_t at : run.middles) {
        if (at < last && apart(at)) {
            joints.push_back({at, tangentWithin(places, at), false});
        }
    }
    std::sort(joints.begin(), joints.end(), [](const Joint& a, const Joint& b) { return a.index < b.index; });
    joints.erase(std::unique(joints.begin(), joints.end(),
                             [](const Joint& a, const Joint& b) { return a.index == b.index; }),
                 joints.end());
    return joints;
}

void addOn(Contour& contour, Vec at) { contour.points.push_back({at.x, at.y, PointKind::On}); }

/// All but the last point of the curves through a run.
void addCurves(Contour& contour, Run& run, Vec startTangent, Vec endTangent, double tolerance, bool extrema) {
    const std::vector<Joint> joints = jointsOf(run, startTangent, endTangent, extrema);
    for (const Curve& curve : fitCurves(run.places, joints, tolerance)) {
        addOn(contour, curve.first());
        if (!isLine(curve)) {
            contour.points.push_back({curve.points[1].x, curve.points[1].y, PointKind::Cubic});
            contour.points.push_back({curve.points[2].x, curve.points[2].y, PointKind::Cubic});
        }
    }
}

/// A contour without corner or line: a run from its topmost place round to it.
Contour roundContour(const LinedPolygon& p, const GreyField& field, double tolerance, bool extrema) {
    const std::size_t n = p.polygon.size();
    const Vec middle = 0.5 * (p.polygon.vertex(0).at + p.polygon.vertex(1).at);
    const Stop start{0.5, field.edgeNear(middle, 1.0).value_or(middle), p.polygon.edge(0), false};
    Run run = runAlong(p, field, start, start, static_cast<double>(n) + 0.5);
    run.places.pop_back();
    const auto top = std::min_element(run.places.begin(), run.places.end(),
                                      [](const Vec& a, const Vec& b) { return a.y < b.y; }) -
                     run.places.begin();
    std::rotate(run.places.begin(), run.places.begin() + top, run.places.end());
    const std::size_t count = run.places.size();
    for (std::size_t& at : run.middles) {
        at = (at + count - static_cast<std::size_t>(top)) % count;
    }
    std::sort(run.middles.begin(), run.middles.end());
    run.places.push_back(run.places.front());
    Contour contour;
    if (count < 4) {
        for (std::size_t i = 0; i < n; ++i) {
            addOn(contour, p.polygon.vertex(i).at);
        }
        return contour;
    }
    const Vec tangent{std::copysign(1.0, run.places[1].x - run.places[count - 1].x), 0};
    addCurves(contour, run, tangent, tangent, tolerance, extrema);
    return contour;
}

/// Takes out points on a straight way between lines.
void dropNeedless(Contour& contour) {
    auto& points = contour.points;
    const auto needless = [&](std::size_t i) {
        const std::size_t n = points.size();
        const OutlinePoint &a = points[(i + n - 1) % n], &b = points[i], &c = points[(i + 1) % n];
        if (a.kind != PointKind::On || b.kind != PointKind::On || c.kind != PointKind::On) {
            return false;
        }
        const Vec chord{c.x - a.x, c.y - a.y}, part{b.x - a.x, b.y - a.y};
        const double far = length(chord);
        return length(part) < 0.02 || (far > 0 && std::abs(cross(part, chord)) <= 0.02 * far &&
                                       dot(part, chord) >= 0 && length(part) <= far);
    };
    for (std::size_t i = 0; i < points.size() && points.size() > 3;) {
        if (needless(i)) {
            points.erase(points.begin() + static_cast<std::ptrdiff_t>(i));
        } else {
            ++i;
        }
    }
}

} // namespace

Contour contourAlong(const LinedPolygon& polygon, const GreyField& field, double tolerance, bool extrema) {
    const std::vector<Stop> stops = stopsOf(polygon);
    if (stops.empty()) {
        return roundContour(polygon, field, tolerance, extrema);
    }
    Contour contour;
    const auto n = static_cast<double>(polygon.polygon.size());
    for (std::size_t i = 0; i < stops.size(); ++i) {
        const Stop &from = stops[i], &to = stops[(i + 1) % stops.size()];
        if (from.lineAfter) {
            addOn(contour, from.at);
            continue;
        }
        const double end = i + 1 < stops.size() ? to.along : to.along + n;
        Run run = runAlong(polygon, field, from, to, end);
        const bool cornerFirst = length(from.tangent) == 0, cornerLast = length(to.tangent) == 0;
        const Vec start = cornerFirst ? tangentAtEnd(run.places, 0, 1) : from.tangent;
        const Vec finish = cornerLast ? tangentAtEnd(run.places, run.places.size() - 1, -1) : to.tangent;
        addCurves(contour, run, start, finish, tolerance, extrema);
    }
    dropNeedless(contour);
    return contour;
}

} // namespace typemould::tracing
