#include "core/export/tracer.h"

#include "core/export/tracing/trace_contour.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace typemould {

namespace {

using namespace tracing;

constexpr int largestSide = 2048;

/// Samples a pixel along each axis.
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

Outline contoursOf(const std::vector<Polygon>& polygons, const GreyField& field, double tolerance,
                   double simplified, double unit, const TracingSettings& settings) {
    std::vector<LinedPolygon> lined;
    for (Polygon polygon : polygons) {
        if (simplified > 0) {
            simplify(polygon, simplified);
        }
        sharpenCorners(polygon, settings.corners, unit);
        if (polygon.size() > 2) {
            lined.push_back(withLines(std::move(polygon), field, settings.straighten));
        }
    }
    if (settings.straighten) {
        straightenLines(lined);
    }
    Outline outline;
    for (LinedPolygon& polygon : lined) {
        settleVertices(polygon);
        Contour contour = contourAlong(polygon, field, tolerance, settings.extrema);
        const double area = signedArea(contour); // y runs down: clockwise to the eye is positive
        if (contour.points.size() > 2 && area != 0) {
            if ((area > 0) != polygon.polygon.hole) {
                std::reverse(contour.points.begin() + 1, contour.points.end());
            }
            outline.contours.push_back(std::move(contour));
        }
    }
    return outline;
}

/// Contours in pixels, with a tolerance that grows until there are few enough points.
Outline withinBudget(std::vector<Polygon> polygons, const GreyField& field, double unit,
                     const TracingSettings& settings) {
    const auto budget = static_cast<std::size_t>(settings.nodeBudget);
    if (polygons.size() > budget / 4) { // the largest ones: each needs three points at least
        std::vector<double> areas;
        for (const Polygon& polygon : polygons) {
            areas.push_back(polygon.area());
        }
        std::nth_element(areas.begin(), areas.begin() + static_cast<std::ptrdiff_t>(budget / 4), areas.end(),
                         std::greater<>());
        const double least = areas[budget / 4];
        std::erase_if(polygons, [&](const Polygon& polygon) { return polygon.area() <= least; });
    }
    Outline outline = contoursOf(polygons, field, settings.tolerance, 0, unit, settings);
    for (double wider = std::max(0.1, settings.tolerance);
         outline.pointCount() > budget && wider < largestSide; wider *= 1.4) {
        outline = contoursOf(polygons, field, wider, wider < 1.5 ? std::min(wider / 2, 0.5) : wider / 2, unit,
                             settings);
    }
    return outline;
}

/// Share of the ink, of the picture's and the outline's together, that both have: at half grey, drawn at the
/// picture's own size.
double sharedInk(const GrayImage& picture, const Outline& outline) {
    // A placement at which a pixel is a unit; what is drawn lies upside down then, and so the outline is
    // turned.
    Outline upright = outline;
    const double height = picture.height;
    for (Contour& contour : upright.contours) {
        for (OutlinePoint& point : contour.points) {
            point.y = height - point.y;
        }
    }
    const GrayImage drawn =
        rasterize(upright, picture.width, {1, 0, emCentreY - 0.5}, picture.width).orThrow();
    std::size_t both = 0, either = 0;
    for (std::size_t i = 0; i < drawn.pixels.size(); ++i) {
        const bool a = drawn.pixels[i] < 128, b = picture.pixels[i] < 128;
        both += a && b ? 1 : 0;
        either += a || b ? 1 : 0;
    }
    return either == 0 ? 1 : static_cast<double>(both) / static_cast<double>(either);
}

/// As withinBudget(); where thin or crowded strokes come out too unlike the picture at the tolerance, they
/// are traced more closely.
Outline closeEnough(const std::vector<Polygon>& polygons, const GrayImage& picture, double unit,
                    TracingSettings settings) {
    constexpr int smallestDrawn = 8, retries = 2;
    const GreyField field(picture);
    Outline best = withinBudget(polygons, field, unit, settings);
    if (picture.width < smallestDrawn) {
        return best;
    }
    // At the usual tolerance 2.5 % of the ink may differ, and as much more as the tolerance is larger.
    const double wanted = 1 - 0.125 * settings.tolerance;
    const auto budget = static_cast<std::size_t>(settings.nodeBudget); // closer takes more points
    double share = sharedInk(picture, best);
    for (int i = 0; i < retries && share < wanted && 3 * best.pointCount() < 2 * budget; ++i) {
        settings.tolerance = std::max(0.02, settings.tolerance / 2);
        Outline closer = withinBudget(polygons, field, unit, settings);
        if (const double closerShare = sharedInk(picture, closer); closerShare > share) {
            share = closerShare;
            best = std::move(closer);
        }
    }
    return best;
}

void toUnits(Outline& outline, const Placement& placement, int canvas, int unitsPerEm) {
    for (Contour& contour : outline.contours) {
        for (OutlinePoint& point : contour.points) {
            const EmPoint em = toEm(placement, canvas, point.x, point.y);
            point.x = em.x * unitsPerEm;
            point.y = em.y * unitsPerEm;
        }
    }
}

} // namespace

Result<Outline> trace(const GrayImage& picture, const Placement& placement, int unitsPerEm,
                      const TracingSettings& settings) {
    return guarded("tracing a glyph", [&] {
        check(picture, placement, unitsPerEm, settings);
        // A picture that is noise all over has more contours than a font can hold: it is seen from farther
        // off.
        constexpr double mostChanges = 200;
        GrayImage seen = picture;
        InkMap map = superSampled(seen, factorFor(seen.width));
        InkFacts facts = factsOf(map);
        while (facts.changesPerRow > mostChanges) {
            seen = resized(seen, seen.width / 2, seen.width / 2);
            map = superSampled(seen, factorFor(seen.width));
            facts = factsOf(map);
        }
        Outline outline = closeEnough(polygonsOf(map, settings.corners, speckOf(settings, facts)), seen,
                                      1.0 / map.factor, settings);
        toUnits(outline, placement, seen.width, unitsPerEm);
        return outline;
    });
}

Result<std::vector<Outline>> traceAll(const std::vector<GrayImage>& pictures, const Placement& placement,
                                      int unitsPerEm, const TracingSettings& settings,
                                      const std::function<void(std::size_t done)>& progress,
                                      const std::stop_token& stop) {
    return guarded("tracing glyphs", [&]() -> Result<std::vector<Outline>> {
        std::vector<Outline> outlines(pictures.size());
        std::mutex guard;
        std::condition_variable changed;
        std::size_t done = 0, running = 0;
        std::optional<Error> failed;
        std::atomic<std::size_t> next{0};
        std::atomic<bool> ending{false};
        const auto work = [&] {
            for (std::size_t i = next++; i < pictures.size() && !ending; i = next++) {
                auto outline = trace(pictures[i], placement, unitsPerEm, settings);
                const std::scoped_lock lock(guard);
                if (outline) {
                    outlines[i] = std::move(*outline);
                    ++done;
                } else if (!failed) {
                    failed = outline.error();
                    ending = true;
                }
                changed.notify_one();
            }
            const std::scoped_lock lock(guard);
            --running;
            changed.notify_one();
        };
        const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
        std::vector<std::jthread> threads;
        running = std::min(cores, pictures.size());
        const std::size_t starting = running;
        for (std::size_t i = 0; i < starting; ++i) {
            threads.emplace_back(work);
        }
        std::unique_lock lock(guard);
        for (std::size_t told = 0; running > 0;) {
            changed.wait_for(lock, std::chrono::milliseconds(50),
                             [&] { return running == 0 || done != told; });
            ending = ending || stop.stop_requested();
            if (done != told && progress) {
                told = done;
                lock.unlock();
                progress(told);
                lock.lock();
            }
            told = done;
        }
        if (failed) {
            return *failed;
        }
        if (done < pictures.size()) {
            return Error{ErrorCode::Cancelled, "Tracing was stopped.", {}};
        }
        return outlines;
    });
}

} // namespace typemould
