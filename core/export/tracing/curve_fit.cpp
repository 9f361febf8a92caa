#include "core/export/tracing/curve_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace typemould::tracing {

namespace {

struct Fit {
    Curve curve;
    double error = 0; ///< farthest of a place from the curve
};

/// Where on the curve each place is nearest, by the length of the way to it.
std::vector<double> parametersOf(std::span<const Vec> places) {
    std::vector<double> t(places.size(), 0);
    for (std::size_t i = 1; i < places.size(); ++i) {
        t[i] = t[i - 1] + length(places[i] - places[i - 1]);
    }
    const double whole = t.back();
    for (double& value : t) {
        value = whole > 0 ? value / whole : 0;
    }
    return t;
}

/// The cubic with the given ends and tangents that comes nearest to the places at parameters `t`: a linear
/// problem in the lengths of its two handles.
Curve nearestCubic(std::span<const Vec> places, const std::vector<double>& t, Vec startTangent,
                   Vec endTangent) {
    const Vec first = places.front(), last = places.back();
    double c00 = 0, c01 = 0, c11 = 0, x0 = 0, x1 = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double u = t[i], v = 1 - u;
        const double b1 = 3 * u * v * v, b2 = 3 * u * u * v;
        const Vec a0 = b1 * startTangent, a1 = -b2 * endTangent;
        const Vec rest = places[i] - ((v * v * v + b1) * first + (u * u * u + b2) * last);
        c00 += dot(a0, a0);
        c01 += dot(a0, a1);
        c11 += dot(a1, a1);
        x0 += dot(a0, rest);
        x1 += dot(a1, rest);
    }
    const double determinant = c00 * c11 - c01 * c01, chord = length(last - first);
    double start = chord / 3, end = chord / 3;
    if (std::abs(determinant) > 1e-9 * c00 * c11) {
        start = (x0 * c11 - x1 * c01) / determinant;
        end = (c00 * x1 - c01 * x0) / determinant;
    }
    // Handles that are too short make a kink, too long ones a loop.
    const double least = 0.02 * chord, most = 1.2 * chord;
    if (!(start >= least && start <= most && end >= least && end <= most)) {
        start = std::clamp(std::isfinite(start) ? start : chord / 3, least, most);
        end = std::clamp(std::isfinite(end) ? end : chord / 3, least, most);
    }
    return {3, {first, first + start * startTangent, last - end * endTangent, last}};
}

/// Moves each parameter to where the curve is nearer to its place (one Newton step).
void improve(const Curve& curve, std::span<const Vec> places, std::vector<double>& t) {
    const auto& p = curve.points;
    for (std::size_t i = 1; i + 1 < places.size(); ++i) {
        const double u = t[i], v = 1 - u;
        const Vec away = pointAt(curve, u) - places[i];
        const Vec slope = 3 * v * v * (p[1] - p[0]) + 6 * u * v * (p[2] - p[1]) + 3 * u * u * (p[3] - p[2]);
        const Vec bend = 6 * v * (p[2] - 2 * p[1] + p[0]) + 6 * u * (p[3] - 2 * p[2] + p[1]);
        const double below = dot(slope, slope) + dot(away, bend);
        if (below > 1e-12) {
            t[i] = std::clamp(u - dot(away, slope) / below, 0.0, 1.0);
        }
    }
}

double farthest(const Curve& curve, std::span<const Vec> places, const std::vector<double>& t) {
    double most = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const Vec away = pointAt(curve, t[i]) - places[i];
        most = std::max(most, dot(away, away));
    }
    return std::sqrt(most);
}

Fit fitOne(std::span<const Vec> places, Vec startTangent, Vec endTangent, double tolerance) {
    std::vector<double> t = parametersOf(places);
    Fit best{{}, std::numeric_limits<double>::infinity()};
    constexpr int rounds = 5;
    for (int round = 0; round < rounds; ++round) {
        const Curve curve = nearestCubic(places, t, startTangent, endTangent);
        improve(curve, places, t);
        const double error = farthest(curve, places, t);
        if (error < best.error) {
            best = {curve, error};
        }
        if (round == 1 && error > 8 * tolerance) {
            break; // nowhere near
        }
    }
    return best;
}

} // namespace

bool isLine(const Curve& curve) {
    constexpr double straightEnough = 0.04;
    const Vec chord = curve.last() - curve.first();
    const double far = length(chord);
    const auto away = [&](std::size_t i) { return std::abs(cross(curve.points[i] - curve.first(), chord)); };
    return far > 0 && std::max(away(1), away(2)) <= straightEnough * far;
}

std::vector<Curve> fitCurves(std::span<const Vec> places, std::span<const Joint> joints, double tolerance) {
    // The cheapest way from joint to joint: fewest curves, then the nearest ones.
    constexpr double curveCost = 1.0, lineCost = 0.4, nearCost = 0.25, farCost = 50.0;
    constexpr std::size_t mostSkipped = 16; // joints that one curve may pass over
    struct Step {
        double cost = std::numeric_limits<double>::infinity();
        std::size_t from = 0;
        Curve curve;
    };
    std::vector<Step> best(joints.size());
    best[0].cost = 0;
    for (std::size_t to = 1; to < joints.size(); ++to) {
        for (std::size_t from = to; from-- > 0 && to - from <= mostSkipped;) {
            const std::span<const Vec> part =
                places.subspan(joints[from].index, joints[to].index - joints[from].index + 1);
            const Fit fit = fitOne(part, joints[from].tangent, joints[to].tangent, tolerance);
            const double share = fit.error / tolerance;
            const double cost = best[from].cost + (isLine(fit.curve) ? lineCost : curveCost) +
                                nearCost * std::min(share, 1.0) + farCost * std::max(share - 1, 0.0);
            if (cost < best[to].cost) {
                best[to] = {cost, from, fit.curve};
            }
            if (joints[from].needed) {
                break;
            }
        }
    }
    std::vector<Curve> curves;
    for (std::size_t at = joints.size() - 1; at > 0; at = best[at].from) {
        curves.push_back(best[at].curve);
    }
    std::reverse(curves.begin(), curves.end());
    return curves;
}

} // namespace typemould::tracing
