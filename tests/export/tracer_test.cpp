// Tracing: what a picture shows stands in the outline at its place, in few points, and comes out again when
// the outline is drawn.
#include "core/export/tracer.h"

#include "core/fonts/outline_curves.h"
#include "core/fonts/rasterizer.h"
#include "core/metrics/image_metrics.h"
#include "tests/fonts/test_fonts.h"
#include "tests/support/fields_round_trip.h"
#include "tests/support/test_paths.h"

#include <QTest>
#include <chrono>
#include <cmath>
#include <numbers>
#include <random>

using namespace typemould;

namespace {

constexpr PointKind on = PointKind::On;
constexpr int em = 1000;

double sharedInk(const GrayImage& a, const GrayImage& b) {
    double both = 0, either = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        both += a.pixels[i] < 128 && b.pixels[i] < 128 ? 1 : 0;
        either += a.pixels[i] < 128 || b.pixels[i] < 128 ? 1 : 0;
    }
    return either == 0 ? 1 : both / either;
}

/// A contour through points in em units round (500, 380), turned by `degrees` counter-clockwise.
Contour polygon(const std::vector<Vec>& points, double degrees = 0) {
    const double c = std::cos(degrees * std::numbers::pi / 180),
                 s = std::sin(degrees * std::numbers::pi / 180);
    Contour contour;
    for (const Vec p : points) {
        contour.points.push_back({500 + c * p.x - s * p.y, 380 + s * p.x + c * p.y, on});
    }
    return contour;
}

Contour box(double width, double height, double degrees = 0) {
    return polygon({{-width / 2, -height / 2},
                    {width / 2, -height / 2},
                    {width / 2, height / 2},
                    {-width / 2, height / 2}},
                   degrees);
}

Contour disc(double radius, Vec centre = {}, bool clockwise = false) {
    std::vector<Vec> points;
    for (int i = 0; i < 360; ++i) {
        const double angle = (clockwise ? -i : i) * std::numbers::pi / 180;
        points.push_back(centre + radius * Vec{std::cos(angle), std::sin(angle)});
    }
    return polygon(points);
}

GrayImage drawn(const Outline& outline, int canvas = 128, const Placement& placement = {}) {
    return rasterize(outline, em, placement, canvas).orThrow();
}

Outline traced(const GrayImage& picture, const TracingSettings& settings = {},
               const Placement& placement = {}) {
    return trace(picture, placement, em, settings).orThrow();
}

std::size_t countOf(const Outline& outline, PointKind kind) {
    std::size_t count = 0;
    for (const Contour& contour : outline.contours) {
        for (const OutlinePoint& point : contour.points) {
            count += point.kind == kind ? 1 : 0;
        }
    }
    return count;
}

/// Lines of the outline that run neither upright nor level, but nearly so.
int crookedLines(const Outline& outline) {
    int count = 0;
    for (const Contour& contour : outline.contours) {
        for (const Curve& curve : curvesOf(contour)) {
            const Vec way = curve.last() - curve.first();
            const double slant = std::min(std::abs(way.x), std::abs(way.y));
            count += curve.degree == 1 && slant > 1e-9 && slant < 0.1 * length(way) ? 1 : 0;
        }
    }
    return count;
}

/// Characters of the demo's target font, evenly spread.
std::vector<char32_t> someHan(const FontFace& face, std::size_t count) {
    std::vector<char32_t> han;
    for (const char32_t c : face.characters()) {
        if (c >= 0x4E00 && c < 0xA000) {
            han.push_back(c);
        }
    }
    std::vector<char32_t> some;
    for (std::size_t i = 0; i < count; ++i) {
        some.push_back(han[i * han.size() / count]);
    }
    return some;
}

} // namespace

class TracerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void settingsRoundTrip() { testing::checkFieldsRoundTrip<TracingSettings>(); }

    void aFontsGlyphsComeBack_data() {
        QTest::addColumn<int>("canvas");
        QTest::addColumn<double>("wanted");
        QTest::newRow("256") << 256 << 0.985;
        QTest::newRow("128") << 128 << 0.97;
    }
    void aFontsGlyphsComeBack() {
        QFETCH(int, canvas);
        QFETCH(double, wanted);
        const FontFace face = demoFont("demo-target.ttf");
        const Placement placement{0.84, 0.0005, 0.0015};
        double sum = 0, points = 0, own = 0;
        const auto characters = someHan(face, 60);
        for (const char32_t c : characters) {
            const GrayImage picture = rasterize(face, c, placement, canvas).orThrow();
            const Outline outline = trace(picture, placement, face.unitsPerEm()).orThrow();
            const GrayImage again = rasterize(outline, face.unitsPerEm(), placement, canvas).orThrow();
            const double share = sharedInk(picture, again);
            // A bar whose edge covers half a pixel is on either side of half grey, so each glyph is held to
            // its grey.
            const double apart = meanDifference(picture, again) / meanInk(picture);
            QVERIFY2(apart <= 0.05, qPrintable(QString("%1 %2").arg(codePointText(c).c_str()).arg(apart)));
            QVERIFY(countOf(outline, PointKind::Cubic) > 0);
            sum += share;
            points += static_cast<double>(outline.pointCount());
            own += static_cast<double>(outlineOf(face, c).orThrow().pointCount());
        }
        QVERIFY2(sum / 60 >= wanted, qPrintable(QString::number(sum / 60)));
        QVERIFY2(points <= 1.6 * own, qPrintable(QString::number(points / own)));
    }

    // Signs that a network drew without having seen their like: faint, with edges that are noise.
    void roughDrawingsComeBack_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("broken stroke") << "005C";
        QTest::newRow("little ink") << "31B7";
        QTest::newRow("many pieces") << "260F";
    }
    void roughDrawingsComeBack() {
        QFETCH(QString, name);
        const GrayImage picture = readPng(testData("drawn/" + name.toStdString() + ".png")).orThrow();
        Outline outline = traced(picture);
        QVERIFY(outline.pointCount() <= static_cast<std::size_t>(TracingSettings{}.nodeBudget));
        for (Contour& contour : outline.contours) {
            for (OutlinePoint& point : contour.points) { // whole units, as a font has them
                point = {std::round(point.x), std::round(point.y), point.kind};
            }
        }
        const double share = sharedInk(picture, drawn(outline, picture.width));
        QVERIFY2(share >= 0.97, qPrintable(QString::number(share)));
    }

    void aBoxIsFourPointsWhereItLies_data() {
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("offset");
        QTest::newRow("on the pixels") << 500.0 << 0.0;
        QTest::newRow("a third of a pixel off") << 500.0 << 1.0 / 300;
        QTest::newRow("a tenth of a pixel wider") << 500.78125 << 0.0;
        QTest::newRow("a stem of five pixels and a bit") << 42.0 << 0.0021;
    }
    void aBoxIsFourPointsWhereItLies() {
        QFETCH(double, width);
        QFETCH(double, offset);
        const Placement placement{0.9, offset, -offset};
        const Outline outline = traced(drawn({{box(width, 600)}}, 128, placement), {}, placement);
        QCOMPARE(outline.pointCount(), std::size_t(4));
        const InkBox found = boundsOf(outline);
        const double pixel = em / (0.9 * 128);
        QVERIFY2(std::abs(found.width() - width) < 0.12 * pixel,
                 qPrintable(QString::number(found.width() - width)));
        QVERIFY(std::abs(found.height() - 600) < 0.12 * pixel);
        QVERIFY(std::abs((found.xMin + found.xMax) / 2 - 500) < 0.1 * pixel);
        QVERIFY(std::abs((found.yMin + found.yMax) / 2 - 380) < 0.1 * pixel);
        QCOMPARE(crookedLines(outline), 0);
    }

    void theRecipeIsInverted() {
        for (const Placement& placement :
             {Placement{1, 0, 0}, Placement{0.7, 0.05, -0.04}, Placement{0.4, -0.2, 0.3}}) {
            const Outline outline = traced(drawn({{disc(200)}}, 200, placement), {}, placement);
            const InkBox found = boundsOf(outline);
            const double pixel = em / (placement.scale * 200);
            QVERIFY(std::abs(found.xMin - 300) < 0.15 * pixel && std::abs(found.xMax - 700) < 0.15 * pixel);
            QVERIFY(std::abs(found.yMin - 180) < 0.15 * pixel && std::abs(found.yMax - 580) < 0.15 * pixel);
        }
        const GrayImage picture = drawn({{disc(200)}});
        const Outline small = traced(picture), large = trace(picture, {}, 2 * em).orThrow();
        QCOMPARE(boundsOf(large).width(), 2 * boundsOf(small).width());
    }

    void contoursWindAsTheyShould() {
        // A ring with a disc in its counter.
        const Outline ring{{disc(300), disc(200, {}, true), disc(90)}};
        const Outline outline = traced(drawn(ring, 256));
        std::vector<double> areas;
        for (const Contour& contour : outline.contours) {
            areas.push_back(signedArea(contour));
        }
        std::sort(areas.begin(), areas.end());
        QCOMPARE(areas.size(), std::size_t(3));
        const auto near = [](double area, double radius) {
            return std::abs(area / (std::numbers::pi * radius * radius) - 1) < 0.01;
        };
        QVERIFY(near(-areas[0], 200));
        QVERIFY(near(areas[1], 90));
        QVERIFY(near(areas[2], 300));
    }

    void aBlankPictureIsAnEmptyOutline() {
        QVERIFY(traced(GrayImage(64, 64)).empty());
        QVERIFY(traced(GrayImage(64, 64, 200)).empty());
    }

    void inkAtTheBorderIsClosed() {
        const Outline whole = traced(GrayImage(64, 64, 0), {}, {1, 0, 0});
        QCOMPARE(whole.pointCount(), std::size_t(4));
        const InkBox bounds = boundsOf(whole);
        QVERIFY(std::abs(bounds.xMin) < 1 && std::abs(bounds.xMax - 1000) < 1);
        QVERIFY(std::abs(bounds.yMin + 120) < 1 && std::abs(bounds.yMax - 880) < 1);
    }

    void cornersAreKeptOrRounded() {
        const GrayImage picture = drawn({{polygon({{-300, -200}, {300, -200}, {0, 320}})}});
        const Outline sharp = traced(picture), round = traced(picture, {.corners = 1.34});
        QCOMPARE(sharp.pointCount(), std::size_t(3));
        QVERIFY(countOf(round, PointKind::Cubic) >= 6);
        QVERIFY(boundsOf(round).height() < boundsOf(sharp).height());
        const Outline edged = traced(drawn({{disc(60)}}), {.corners = 0});
        QVERIFY(countOf(edged, on) > countOf(traced(drawn({{disc(60)}})), on));
    }

    void aLargerToleranceTakesFewerPoints() {
        const FontFace face = demoFont("demo-target.ttf");
        std::size_t near = 0, usual = 0, far = 0;
        for (const char32_t c : someHan(face, 8)) {
            const GrayImage picture = rasterize(face, c, {}, 192).orThrow();
            near += traced(picture, {.tolerance = 0.4}).pointCount();
            usual += traced(picture).pointCount();
            far += traced(picture, {.tolerance = 10}).pointCount();
        }
        QVERIFY(near > usual && usual > far);
    }

    void specksGoAndDotsStay() {
        GrayImage picture = drawn({{box(60, 600)}});
        picture.at(20, 20) = 0; // a pixel of ink
        picture.at(21, 20) = 60;
        picture.at(64, 60) = 255; // and one of paper in the stem
        picture.at(64, 61) = 255;
        QCOMPARE(traced(picture, {.despeckle = 0}).contours.size(), std::size_t(3));
        QCOMPARE(traced(picture, {.despeckle = 4}).contours.size(), std::size_t(1));
        // A dot as wide as the stem stays, whatever is asked for.
        const Outline dotted{{box(60, 600), disc(32, {200, 200})}};
        QCOMPARE(traced(drawn(dotted), {.despeckle = 1000}).contours.size(), std::size_t(2));
        QCOMPARE(traced(drawn({{disc(30)}}), {.despeckle = 1000}).contours.size(), std::size_t(1));
    }

    void nearlyUprightStemsAreMadeUpright() {
        const Outline stem{{box(60, 600, 0.2)}};
        const GrayImage picture = drawn(stem, 256);
        const Outline straight = traced(picture), asDrawn = traced(picture, {.straighten = false});
        QCOMPARE(crookedLines(straight), 0);
        QVERIFY(crookedLines(asDrawn) >= 2);
        // Each edge stays where it is in the middle of its length.
        QVERIFY(std::abs(boundsOf(straight).width() - 60) < 0.5);
        // What is slanted for certain stays so.
        QVERIFY(crookedLines(traced(drawn({{box(60, 600, 2)}}, 256))) >= 2);
    }

    void curvesHavePointsWhereTheyAreOutermost() {
        // An egg that lies aslant: outermost between the points that a curve needs.
        Contour egg;
        for (const OutlinePoint& p : disc(1).points) {
            const double x = 300 * (p.x - 500), y = 180 * (p.y - 380);
            egg.points.push_back({500 + 0.8 * x - 0.6 * y, 380 + 0.6 * x + 0.8 * y, on});
        }
        const GrayImage picture = drawn({{egg}});
        const auto passedBy = [](const Outline& outline) {
            int count = 0;
            for (const Curve& curve : curvesOf(outline.contours.at(0))) {
                for (const double t : extremaOf(curve)) {
                    const Vec at = pointAt(curve, t);
                    count += std::min(length(at - curve.first()), length(at - curve.last())) > 15 ? 1 : 0;
                }
            }
            return count;
        };
        QCOMPARE(passedBy(traced(picture)), 0);
        QVERIFY(passedBy(traced(picture, {.extrema = false})) >= 2);
    }

    void theNodeBudgetHolds() {
        const FontFace face = demoFont("demo-target.ttf");
        const GrayImage picture = rasterize(face, someHan(face, 20)[13], {}, 256).orThrow();
        const Outline free = traced(picture);
        for (const int budget : {150, 80, 24}) {
            const Outline outline = traced(picture, {.nodeBudget = budget});
            QVERIFY(outline.pointCount() <= std::size_t(budget));
            QVERIFY(!outline.empty());
        }
        QVERIFY(free.pointCount() > 80);
        const int mild = static_cast<int>(0.85 * static_cast<double>(free.pointCount()));
        QVERIFY(sharedInk(picture, drawn(traced(picture, {.nodeBudget = mild}), 256)) > 0.93);
    }

    void hostilePictures_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("side");
        for (const char* kind : {"ink", "checkerboard", "noise", "stripes", "pixel", "grey"}) {
            for (const int side : {1, 2, 7, 128, 2048}) {
                QTest::addRow("%s %d", kind, side) << kind << side;
            }
        }
    }
    void hostilePictures() {
        QFETCH(QString, kind);
        QFETCH(int, side);
        std::mt19937 random(5);
        GrayImage picture(side, side);
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x) {
                const bool ink = kind == "ink" || (kind == "checkerboard" && (x + y) % 2 == 0) ||
                                 (kind == "noise" && random() % 2 == 0) ||
                                 (kind == "stripes" && x % 2 == 0) ||
                                 (kind == "pixel" && x == side / 2 && y == side / 2);
                picture.at(x, y) = static_cast<std::uint8_t>(kind == "grey" ? 126 + random() % 4
                                                             : ink          ? 0
                                                                            : 255);
            }
        }
        const auto start = std::chrono::steady_clock::now();
        for (const double despeckle : {0.0, 2.0}) {
            const Outline outline = traced(picture, {.despeckle = despeckle});
            QVERIFY(outline.pointCount() <= std::size_t(TracingSettings{}.nodeBudget));
            if (kind == "ink" && side > 2) {
                QCOMPARE(outline.contours.size(), std::size_t(1));
            }
        }
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        QVERIFY2(took.count() < 60, qPrintable(QString::number(took.count())));
    }

    void refused() {
        const auto code = [](const Result<Outline>& result) {
            return result ? std::string("none") : errorCodeName(result.error().code);
        };
        const GrayImage square(16, 16);
        QCOMPARE(code(trace(GrayImage(16, 17), {}, em)), "invalid_argument");
        QCOMPARE(code(trace(GrayImage(), {}, em)), "invalid_argument");
        QCOMPARE(code(trace(GrayImage(2049, 2049), {}, em)), "invalid_argument");
        QCOMPARE(code(trace(square, {0, 0, 0}, em)), "invalid_argument");
        QCOMPARE(code(trace(square, {}, 0)), "invalid_argument");
        QCOMPARE(code(trace(square, {}, em, {.corners = 2})), "invalid_argument");
        QCOMPARE(code(trace(square, {}, em, {.nodeBudget = 3})), "invalid_argument");
        QCOMPARE(code(trace(square, {}, em)), "none");
    }

    void manyAtOnce() {
        const FontFace face = demoFont("demo-target.ttf");
        std::vector<GrayImage> pictures;
        for (const char32_t c : someHan(face, 40)) {
            pictures.push_back(rasterize(face, c, {}, 96).orThrow());
        }
        std::vector<std::size_t> told;
        const auto outlines =
            traceAll(pictures, {}, em, {}, [&](std::size_t done) { told.push_back(done); }).orThrow();
        QCOMPARE(outlines.size(), pictures.size());
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            QCOMPARE(outlines[i], traced(pictures[i]));
        }
        QVERIFY(std::is_sorted(told.begin(), told.end()));
        QCOMPARE(told.back(), pictures.size());
        QVERIFY(traceAll({}, {}, em).orThrow().empty());
    }

    void manyAtOnceStopAndFail() {
        std::vector<GrayImage> pictures(200, drawn({{disc(200)}}, 256));
        std::stop_source stop;
        const auto stopped = traceAll(
            pictures, {}, em, {}, [&](std::size_t) { stop.request_stop(); }, stop.get_token());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        pictures[7] = GrayImage(4, 5);
        const auto failed = traceAll(pictures, {}, em);
        QVERIFY(!failed);
        QCOMPARE(failed.error().code, ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TracerTest)
#include "tracer_test.moc"
