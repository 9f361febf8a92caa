#include "core/export/tracer.h"

#include "core/export/tracing/trace_contour.h"

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

using namespace tracing;

constexpr int largestSide = 2048;

/// Samples a pixel along each axis. They only decide which way the contour goes and where it turns: with 6
/// and 8 there are more bends to find, a sixth and a third more points, and the outline is no nearer
/// (core/README.md).
int factorFor(int side) { return std::clamp(2048 / std::max(side, 1), 2, 4); }

void check(const GrayImage& picture, const Placement& placement, int unitsPerEm,
           const TracingSettings& settings) {
    if (picture.empty() || picture.width != picture.height || picture.width > largestSide) {
        throw Failure(ErrorCode::InvalidArgument,
                      "A picture of " + std::to_string(picture.width) + " x " +
                          std::to_string(picture.height) + " pixels cannot be traced.",
                      "Give square pictures of at most 2048 pixels a side.");
    }
    if (!std::isfinite(placement.scale) || placement.scale <= 0 || !std::isfinite(placement.offsetX) ||
        !std::isfinite(placement.offsetY) || unitsPerEm < 1) {
        throw Failure(ErrorCode::InvalidArgument,
                      "A picture whose place in the em square is not known cannot be traced.",
                      "Choose a scale above 0, offsets in em, and an em of at least one unit.");
    }
    for (const auto& f : fields<TracingSettings>()) {
        (void)checkedFieldValue(f.info, f.get(settings)).orThrow();
    }
}

/// What the samples of a picture look like as a whole.
struct InkFacts {
    double strokeWidth = 0;   ///< in pixels of the picture: twice the area over the length of the edges
    double changesPerRow = 0; ///< from ink to paper or back
};

InkFacts factsOf(const InkMap& map) {
    std::size_t ink = 0, across = 0, down = 0;
    const auto width = static_cast<std::size_t>(map.width);
    for (std::size_t i = 0; i < map.ink.size(); ++i) {
        ink += map.ink[i];
        across += i % width != 0 && map.ink[i] != map.ink[i - 1] ? 1 : 0;
        down += i >= width && map.ink[i] != map.ink[i - width] ? 1 : 0;
    }
    InkFacts facts;
    // Counting sides of samples makes an edge of any direction longer, by 4 / pi in the mean.
    const double edge = static_cast<double>(across + down) * 3.14159 / 4;
    facts.strokeWidth = edge > 0 ? 2 * static_cast<double>(ink) / edge / map.factor : 0;
    facts.changesPerRow = static_cast<double>(across) / std::max(1, map.height);
    return facts;
}

/// No speck is as large as a dot of the glyph: half a square as wide as its strokes.
double speckOf(const TracingSettings& settings, const InkFacts& facts) {
    constexpr double alwaysSpeck = 2;
    return std::min(settings.despeckle, std::max(alwaysSpeck, 0.5 * facts.strokeWidth * facts.strokeWidth));
}

/// What a glyph is traced from, in pixels of the picture.
struct Traced {
    const GrayImage& picture;
    GreyField field;
    double unit = 1;      ///< side of a sample
    double tolerance = 1; ///< of curves
    const TracingSettings& settings;
    const Placement& placement;
    int unitsPerEm = 1000;
};

/// Turns the contour so that ink is on the side where it belongs; y runs down, and so clockwise to the eye is
/// positive.
void wind(Contour& contour, bool hole) {
    if ((signedArea(contour) > 0) != hole) {
        std::reverse(contour.points.begin() + 1, contour.points.end());
    }
}

Outline contoursOf(const Traced& traced, const std::vector<Polygon>& polygons, double tolerance,
                   double simplified) {
    const TracingSettings& settings = traced.settings;
    std::vector<LinedPolygon> lined;
    for (Polygon polygon : polygons) {
        if (simplified > 0) {
            simplify(polygon, simplified);
        }
        if (polygon.size() > 2) {
            lined.push_back(withLines(std::move(polygon), traced.field, settings.straighten, settings.corners,
                                      traced.unit));
        }
    }
    if (settings.straighten) {
        straightenLines(lined, traced.field);
    }
    Outline outline;
    for (LinedPolygon& polygon : lined) {
        settleVertices(polygon);
        Contour contour = contourAlong(polygon, traced.field, tolerance, settings.extrema);
        if (contour.points.size() > 2 && signedArea(contour) != 0) {
            wind(contour, polygon.polygon.hole);
            outline.contours.push_back(std::move(contour));
        }
    }
    return outline;
}

/// Leaves the smallest ones away until there are `most`.
void keepLargest(std::vector<Polygon>& polygons, std::size_t most) {
    std::stable_sort(polygons.begin(), polygons.end(),
                     [](const Polygon& a, const Polygon& b) { return a.area() > b.area(); });
    polygons.resize(std::min(polygons.size(), std::max<std::size_t>(most, 1)));
}

/// The polygons themselves, coarser and coarser until they have few enough points.
Outline coarsePolygons(std::vector<Polygon> polygons, std::size_t budget, double tolerance, double largest) {
    Outline outline;
    do {
        outline.contours.clear();
        for (Polygon& polygon : polygons) {
            simplify(polygon, tolerance);
            Contour contour;
            for (const Vertex& vertex : polygon.vertices) {
                contour.points.push_back({vertex.at.x, vertex.at.y, PointKind::On});
            }
            wind(contour, polygon.hole);
            outline.contours.push_back(std::move(contour));
        }
        tolerance *= 1.4;
    } while (outline.pointCount() > budget && tolerance < largest);
    return outline;
}

/// Contours in pixels, with a tolerance that grows until there are few enough points.
Outline withinBudget(const Traced& traced, std::vector<Polygon> polygons, double tolerance) {
    constexpr double coarsest = 1.5; // pixels: beyond that curves take more points than they save
    const auto budget = static_cast<std::size_t>(traced.settings.nodeBudget);
    keepLargest(polygons, budget / 3); // none has fewer points than that
    Outline outline = contoursOf(traced, polygons, tolerance, 0);
    double wider = tolerance;
    for (; outline.pointCount() > budget && wider < coarsest; wider *= 1.4) {
        outline = contoursOf(traced, polygons, wider, std::min(wider / 2, 0.5));
    }
    return outline.pointCount() <= budget
               ? outline
               : coarsePolygons(std::move(polygons), budget, 0.3, 2.0 * traced.picture.width);
}

void toUnits(Outline& outline, const Traced& traced) {
    for (Contour& contour : outline.contours) {
        for (OutlinePoint& point : contour.points) {
            const EmPoint em = toEm(traced.placement, traced.picture.width, point.x, point.y);
            point.x = em.x * traced.unitsPerEm;
            point.y = em.y * traced.unitsPerEm;
        }
    }
}

/// Share of the ink, of the picture's and the outline's together, that both have.
struct Shared {
    double ink = 1;  ///< at half grey
    double grey = 1; ///< pixel by pixel, as far as it is covered
};

/// Drawn at the picture's own size, in whole units as a font has them.
Shared sharedWith(const Traced& traced, Outline outline) {
    toUnits(outline, traced);
    for (Contour& contour : outline.contours) {
        for (OutlinePoint& point : contour.points) {
            point.x = std::round(point.x);
            point.y = std::round(point.y);
        }
    }
    const GrayImage drawn =
        rasterize(outline, traced.unitsPerEm, traced.placement, traced.picture.width).orThrow();
    std::size_t both = 0, either = 0, least = 0, most = 0;
    for (std::size_t i = 0; i < drawn.pixels.size(); ++i) {
        const std::uint8_t a = drawn.pixels[i], b = traced.picture.pixels[i];
        both += a < 128 && b < 128 ? 1 : 0;
        either += a < 128 || b < 128 ? 1 : 0;
        least += 255u - std::max(a, b);
        most += 255u - std::min(a, b);
    }
    const auto share = [](std::size_t part, std::size_t whole) {
        return whole == 0 ? 1 : static_cast<double>(part) / static_cast<double>(whole);
    };
    return {share(both, either), share(least, most)};
}

/// The best of the outlines that were tried for a glyph.
class Closest {
public:
    explicit Closest(const Traced& traced) : m_traced(traced) {}
    void take(Outline outline) {
        if (const Shared shared = sharedWith(m_traced, outline); shared.ink > m_shared.ink) {
            m_shared = shared;
            m_outline = std::move(outline);
        }
    }
    /// At the usual tolerance 2.5 % of the ink may differ, and as much more as the tolerance is larger.
    bool closeEnough() const { return m_shared.ink >= 1 - 0.0135 * m_traced.settings.tolerance; }
    /// What no curve comes near: clean glyphs share 0.96 of their grey and more, down to 128 px.
    bool frayed() const { return m_shared.grey < 0.95; }
    Outline& outline() { return m_outline; }

private:
    const Traced& m_traced;
    Outline m_outline;
    Shared m_shared{-1, 0};
};

/// Frayed edges, followed by straight lines from bend to bend; more and more closely until it is enough.
void followFrayed(const Traced& traced, int coarsestFactor, double speck, Closest& closest) {
    constexpr int mostSamples = 4096; // along an axis
    constexpr double sharp = 0;
    const TracingSettings& settings = traced.settings;
    const auto budget = static_cast<std::size_t>(settings.nodeBudget);
    for (const int factor : {coarsestFactor, 2 * coarsestFactor}) {
        for (const double softness : {usualSoftness, sharp}) {
            if (factor * traced.picture.width > mostSamples) {
                return;
            }
            auto polygons =
                polygonsOf(superSampled(traced.picture, factor, softness), settings.corners, speck);
            keepLargest(polygons, budget / 3);
            for (const double left : {0.3, 0.15, 0.05}) { // pixels
                closest.take(coarsePolygons(polygons, budget, left, 2.0 * traced.picture.width));
                if (closest.closeEnough()) {
                    return;
                }
            }
        }
    }
}

/// As withinBudget(). Where thin or crowded strokes come out too unlike the picture at the tolerance, they
/// are traced more closely, and where the edges are noise, by straight lines.
Outline closeTo(const Traced& traced, const InkMap& map, double speck) {
    constexpr int smallestDrawn = 8, retries = 2;
    const std::vector<Polygon> polygons = polygonsOf(map, traced.settings.corners, speck);
    Outline first = withinBudget(traced, polygons, traced.tolerance);
    if (traced.picture.width < smallestDrawn) {
        return first;
    }
    const auto budget = static_cast<std::size_t>(traced.settings.nodeBudget); // closer takes more points
    bool room = 3 * first.pointCount() < 2 * budget;
    Closest closest(traced);
    closest.take(std::move(first));
    double tolerance = traced.tolerance;
    for (int i = 0; i < retries && room && !closest.closeEnough(); ++i) {
        tolerance /= 2;
        Outline closer = withinBudget(traced, polygons, tolerance);
        room = 3 * closer.pointCount() < 2 * budget;
        closest.take(std::move(closer));
    }
    if (!closest.closeEnough() && closest.frayed()) {
        followFrayed(traced, map.factor, speck, closest);
    }
    return std::move(closest.outline());
}

} // namespace

Result<Outline> trace(const GrayImage& picture, const Placement& placement, int unitsPerEm,
                      const TracingSettings& settings) {
    return guarded("tracing a glyph", [&] {
        check(picture, placement, unitsPerEm, settings);
        // A picture that is noise all over has more contours than a font can hold: it is seen from farther
        // off.
        constexpr double mostChanges = 100;
        GrayImage seen = picture;
        InkMap map = superSampled(seen, factorFor(seen.width));
        InkFacts facts = factsOf(map);
        while (facts.changesPerRow > mostChanges) {
            seen = resized(seen, seen.width / 2, seen.width / 2);
            map = superSampled(seen, factorFor(seen.width));
            facts = factsOf(map);
        }
        const double pixelsPerEm = seen.width * placement.scale;
        const double tolerance = std::max(0.02, settings.tolerance / 1000 * pixelsPerEm);
        const Traced traced{seen,     GreyField(seen), 1.0 / map.factor, tolerance,
                            settings, placement,       unitsPerEm};
        Outline outline = closeTo(traced, map, speckOf(settings, facts));
        toUnits(outline, traced);
        return outline;
    });
}

} // namespace typemould
