#include "core/fonts/outline_curves.h"

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

Vec place(const OutlinePoint& point) { return {point.x, point.y}; }
Vec halfway(Vec a, Vec b) { return 0.5 * (a + b); }

/// Adds the real roots of a t^2 + b t + c between 0 and 1.
void addRoots(double a, double b, double c, std::vector<double>& roots) {
    const auto add = [&](double t) {
        if (t > 0 && t < 1) {
            roots.push_back(t);
        }
    };
    if (std::abs(a) < 1e-12 * (std::abs(b) + std::abs(c))) {
        if (b != 0) {
            add(-c / b);
        }
        return;
    }
    const double discriminant = b * b - 4 * a * c;
    if (discriminant <= 0) {
        return;
    }
    const double q = -0.5 * (b + std::copysign(std::sqrt(discriminant), b));
    add(q / a);
    if (q != 0) {
        add(c / q);
    }
}

void addExtrema(const Curve& curve, double Vec::*axis, std::vector<double>& found) {
    const double p0 = curve.points[0].*axis, p1 = curve.points[1].*axis, p2 = curve.points[2].*axis;
    if (curve.degree == 2) {
        addRoots(0, p0 - 2 * p1 + p2, p1 - p0, found);
    } else if (curve.degree == 3) {
        const double p3 = curve.points[3].*axis;
        addRoots(p3 - 3 * p2 + 3 * p1 - p0, 2 * (p2 - 2 * p1 + p0), p1 - p0, found);
    }
}

} // namespace

double length(Vec a) { return std::hypot(a.x, a.y); }

std::vector<Curve> curvesOf(const Contour& contour) {
    const auto& points = contour.points;
    const std::size_t count = points.size();
    std::vector<Curve> curves;
    if (count < 2) {
        return curves;
    }
    const auto firstOn = std::find_if(points.begin(), points.end(),
                                      [](const OutlinePoint& p) { return p.kind == PointKind::On; });
    const bool none = firstOn == points.end();
    // Without a point on the contour it starts halfway between the last control point and the first.
    const Vec start = none ? halfway(place(points.back()), place(points.front())) : place(*firstOn);
    const std::size_t from = none ? 0 : static_cast<std::size_t>(firstOn - points.begin()) + 1;
    const std::size_t left = none ? count : count - 1;
    Vec pen = start;
    std::vector<OutlinePoint> controls;
    const auto drawTo = [&](Vec to) {
        if (controls.size() == 2) {
            curves.push_back({3, {pen, place(controls[0]), place(controls[1]), to}});
        } else if (controls.size() == 1) {
            curves.push_back({2, {pen, place(controls[0]), to, {}}});
        } else if (!(pen == to)) {
            curves.push_back({1, {pen, to, {}, {}}});
        }
        controls.clear();
        pen = to;
    };
    for (std::size_t i = 0; i < left; ++i) {
        const OutlinePoint& point = points[(from + i) % count];
        if (point.kind == PointKind::On) {
            drawTo(place(point));
            continue;
        }
        const bool completesCubic =
            controls.size() == 1 && controls[0].kind == PointKind::Cubic && point.kind == PointKind::Cubic;
        if (!controls.empty() && !completesCubic) {
            drawTo(halfway(place(controls.back()), place(point)));
        }
        controls.push_back(point);
    }
    drawTo(start);
    return curves;
}

Vec pointAt(const Curve& curve, double t) {
    std::array<Vec, 4> p = curve.points;
    for (int left = curve.degree; left > 0; --left) {
        for (int i = 0; i < left; ++i) {
            const auto k = static_cast<std::size_t>(i);
            p[k] = (1 - t) * p[k] + t * p[k + 1];
        }
    }
    return p[0];
}

std::vector<double> extremaOf(const Curve& curve) {
    std::vector<double> found;
    addExtrema(curve, &Vec::x, found);
    addExtrema(curve, &Vec::y, found);
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace typemould
