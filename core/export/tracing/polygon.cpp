#include "core/export/tracing/polygon.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <memory>
#include <new>
#include <numbers>
#include <potracelib.h>
#include <utility>

namespace typemould::tracing {

namespace {

constexpr double degrees = std::numbers::pi / 180;

struct FreeState {
    void operator()(potrace_state_t* state) const { potrace_state_free(state); }
};
struct FreeParam {
    void operator()(potrace_param_t* param) const { potrace_param_free(param); }
};

/// Packs the samples as potrace wants them: the first row is at y = 0, so that its y runs down as ours.
std::vector<potrace_word> packed(const InkMap& map, int wordsPerRow) {
    constexpr int bits = sizeof(potrace_word) * CHAR_BIT;
    std::vector<potrace_word> words(
        static_cast<std::size_t>(wordsPerRow) * static_cast<std::size_t>(map.height), 0);
    const std::uint8_t* ink = map.ink.data();
    for (int y = 0; y < map.height; ++y) {
        potrace_word* row =
            words.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(wordsPerRow);
        for (int x = 0; x < map.width; ++x) {
            if (*ink++ != 0) {
                row[x / bits] |= potrace_word{1} << (bits - 1 - x % bits);
            }
        }
    }
    return words;
}

/// The polygon behind a curve that was not optimised. A segment is a vertex: a corner, or a curve from the
/// middle of the edge before it to the middle of the edge after it, with its control points on those edges
/// at the same share of the way to the vertex.
Polygon polygonOf(const potrace_path_t& path, double scale) {
    Polygon polygon;
    polygon.hole = path.sign == '-';
    const potrace_curve_t& curve = path.curve;
    const auto vec = [](const potrace_dpoint_t& p) { return Vec{p.x, p.y}; };
    for (int i = 0; i < curve.n; ++i) {
        const potrace_dpoint_t* c = curve.c[i];
        if (curve.tag[i] == POTRACE_CORNER) {
            polygon.vertices.push_back({scale * vec(c[1]), true});
            continue;
        }
        const Vec from = vec(curve.c[i == 0 ? curve.n - 1 : i - 1][2]), to = vec(c[2]);
        const double chord = length(to - from);
        const double share = chord > 0 ? 1 - length(vec(c[1]) - vec(c[0])) / chord : 0;
        const Vec at = share > 1e-6 ? from + (1 / share) * (vec(c[0]) - from) : 0.5 * (from + to);
        polygon.vertices.push_back({scale * at, false});
    }
    std::erase_if(polygon.vertices, [before = polygon.vertices.back().at](const Vertex& vertex) mutable {
        return length(vertex.at - std::exchange(before, vertex.at)) < 1e-6;
    });
    return polygon;
}

} // namespace

double Polygon::area() const {
    double twice = 0;
    for (std::size_t i = 0; i < size(); ++i) {
        twice += cross(vertex(i).at, vertex(i + 1).at);
    }
    return std::abs(twice) / 2;
}

std::vector<Polygon> polygonsOf(const InkMap& map, double corners, double speck) {
    constexpr int bits = sizeof(potrace_word) * CHAR_BIT;
    const int wordsPerRow = (map.width + bits - 1) / bits;
    std::vector<potrace_word> words = packed(map, wordsPerRow);
    const potrace_bitmap_t bitmap{map.width, map.height, wordsPerRow, words.data()};
    const std::unique_ptr<potrace_param_t, FreeParam> param(potrace_param_default());
    if (!param) {
        throw std::bad_alloc();
    }
    const double samples = static_cast<double>(map.factor) * map.factor;
    param->turdsize = static_cast<int>(std::min(speck * samples, 1e9));
    param->turnpolicy = POTRACE_TURNPOLICY_MINORITY;
    param->alphamax = corners;
    param->opticurve = 0; // curves are laid by ourselves, along the grey edge
    const std::unique_ptr<potrace_state_t, FreeState> state(potrace_trace(param.get(), &bitmap));
    if (!state || state->status != POTRACE_STATUS_OK) {
        throw std::bad_alloc(); // the only way in which it fails
    }
    std::vector<Polygon> polygons;
    for (const potrace_path_t* path = state->plist; path != nullptr; path = path->next) {
        Polygon polygon = polygonOf(*path, 1.0 / map.factor);
        if (polygon.size() > 2) {
            polygons.push_back(std::move(polygon));
        }
    }
    return polygons;
}

double bendAt(Vec before, Vec at, Vec after, double unit) {
    const Vec chord = after - before;
    const double width = (std::abs(chord.x) + std::abs(chord.y)) * unit;
    if (width <= 0) {
        return 4.0 / 3;
    }
    const double depth = std::abs(cross(at - before, after - before)) / width;
    return depth > 1 ? (1 - 1 / depth) / 0.75 : 0;
}

void sharpenCorners(Polygon& polygon, double corners, double unit) {
    constexpr double cutLength = 1.6, longEdge = 1.8, farthest = 1.25; // pixels
    for (std::size_t i = 0; i < polygon.size() && polygon.size() > 3; ++i) {
        const std::size_t n = polygon.size(), next = (i + 1) % n;
        const Vec before = polygon.edge(i + n - 1), cut = polygon.edge(i), after = polygon.edge(i + 1);
        if (length(cut) > cutLength || length(before) < longEdge || length(after) < longEdge) {
            continue;
        }
        const double first = std::atan2(cross(before, cut), dot(before, cut));
        const double second = std::atan2(cross(cut, after), dot(cut, after));
        const double total = std::abs(first + second);
        if (first * second < 0 || total < 35 * degrees || total > 150 * degrees) {
            continue;
        }
        const double along = cross(cut, after) / cross(before, after);
        const Vec tip = polygon.vertex(i).at + along * before;
        const Vec middle = 0.5 * (polygon.vertex(i).at + polygon.vertex(next).at);
        if (length(tip - middle) > farthest ||
            bendAt(polygon.vertex(i + n - 1).at, tip, polygon.vertex(i + 2).at, unit) <= corners) {
            continue;
        }
        polygon.vertices[i] = {tip, true};
        polygon.vertices.erase(polygon.vertices.begin() + static_cast<std::ptrdiff_t>(next));
    }
}

void simplify(Polygon& polygon, double limit) {
    const std::size_t n = polygon.size();
    if (n <= 3) {
        return;
    }
    const auto away = [&](std::size_t i, std::size_t from, std::size_t to) {
        const Vec a = polygon.vertex(from).at, chord = polygon.vertex(to).at - a,
                  p = polygon.vertex(i).at - a;
        const double width = length(chord);
        return width > 0 ? std::abs(cross(chord, p)) / width : length(p);
    };
    // Kept for certain: a vertex, the one farthest from it, and so on between them.
    std::size_t farthest = 0;
    for (std::size_t i = 1; i < n; ++i) {
        if (length(polygon.vertex(i).at - polygon.vertex(0).at) >
            length(polygon.vertex(farthest).at - polygon.vertex(0).at)) {
            farthest = i;
        }
    }
    std::vector<bool> keep(n + 1, false);
    keep[0] = keep[farthest] = keep[n] = true;
    std::vector<std::pair<std::size_t, std::size_t>> parts{{0, farthest}, {farthest, n}};
    while (!parts.empty()) {
        const auto [from, to] = parts.back();
        parts.pop_back();
        std::size_t worst = from;
        double most = limit;
        for (std::size_t i = from + 1; i < to; ++i) {
            if (const double d = away(i, from, to); d > most) {
                most = d;
                worst = i;
            }
        }
        if (worst != from) {
            keep[worst] = true;
            parts.emplace_back(from, worst);
            parts.emplace_back(worst, to);
        }
    }
    if (std::count(keep.begin(), keep.end() - 1, true) == 2) {
        std::size_t third = 0;
        double most = -1;
        for (std::size_t i = 1; i < n; ++i) {
            if (const double d = away(i, 0, farthest); !keep[i] && d > most) {
                most = d;
                third = i;
            }
        }
        keep[third] = true;
    }
    std::vector<Vertex> kept;
    for (std::size_t i = 0; i < n; ++i) {
        if (keep[i]) {
            kept.push_back(polygon.vertices[i]);
        }
    }
    polygon.vertices = std::move(kept);
}

} // namespace typemould::tracing
