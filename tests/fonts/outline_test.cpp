// Outlines as fonts have them: read at full precision, measured exactly, drawn as the font's own glyphs are.
#include "core/fonts/outline.h"

#include "core/fonts/outline_curves.h"
#include "core/fonts/rasterizer.h"
#include "tests/fonts/test_fonts.h"

#include <QTest>
#include <cmath>
#include <limits>
#include <numbers>

using namespace typemould;

namespace {

constexpr PointKind on = PointKind::On, conic = PointKind::Conic, cubic = PointKind::Cubic;

Outline box(double left, double bottom, double right, double top) {
    return {{{{{left, bottom, on}, {right, bottom, on}, {right, top, on}, {left, top, on}}}}};
}

/// A circle round (500, 380) of four cubic curves, counter-clockwise.
Contour circle(double radius) {
    const double k = 0.5522847498 * radius;
    Contour contour;
    const std::array<Vec, 4> directions{{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}};
    for (std::size_t i = 0; i < 4; ++i) {
        const Vec a = directions[i], b = directions[(i + 1) % 4];
        const auto add = [&](Vec v, PointKind kind) {
            contour.points.push_back({500 + v.x, 380 + v.y, kind});
        };
        add(radius * a, on);
        add(radius * a + k * b, cubic);
        add(radius * b + k * a, cubic);
    }
    return contour;
}

Contour reversed(Contour contour) {
    std::reverse(contour.points.begin(), contour.points.end());
    return contour;
}

} // namespace

class OutlineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawnAsTheFontDrawsIt_data() {
        QTest::addColumn<QString>("font");
        QTest::newRow("TrueType curves") << "tiny.ttf";
        QTest::newRow("PostScript curves, an em of 2048") << "tiny.otf";
        QTest::newRow("boxes") << "shapes.ttf";
    }
    void drawnAsTheFontDrawsIt() {
        QFETCH(QString, font);
        const FontFace face = testFont(font.toStdString());
        QVERIFY(!face.characters().empty());
        for (const char32_t c : face.characters()) {
            const Outline outline = outlineOf(face, c).orThrow();
            const Placement crooked{0.83, 0.0123, -0.0321};
            QCOMPARE(rasterize(outline, face.unitsPerEm(), crooked, 97).orThrow(),
                     rasterize(face, c, crooked, 97).orThrow());
        }
    }

    void boundsAreTheFontsOwn() {
        for (const char* name : {"tiny.ttf", "tiny.otf", "shapes.ttf"}) {
            const FontFace face = testFont(name);
            for (const char32_t c : face.characters()) {
                const InkBox own = face.inkBox(c), ours = boundsOf(outlineOf(face, c).orThrow());
                for (const double difference : {own.xMin - ours.xMin, own.xMax - ours.xMax,
                                                own.yMin - ours.yMin, own.yMax - ours.yMax}) {
                    QVERIFY2(std::abs(difference) <= 4.0 / 64, qPrintable(QString::number(difference)));
                }
            }
        }
    }

    void pointsStayAsTheFontHasThem() {
        const FontFace ttf = testFont("tiny.ttf"), otf = testFont("tiny.otf");
        const auto kinds = [](const Outline& outline) {
            std::array<std::size_t, 3> counts{};
            for (const Contour& contour : outline.contours) {
                for (const OutlinePoint& point : contour.points) {
                    ++counts[static_cast<std::size_t>(point.kind)];
                }
            }
            return counts;
        };
        const Outline quadratic = outlineOf(ttf, U'字').orThrow(), cubics = outlineOf(otf, U'字').orThrow();
        QVERIFY(kinds(quadratic)[1] > 0);
        QCOMPARE(kinds(quadratic)[2], std::size_t(0));
        QCOMPARE(kinds(cubics)[1], std::size_t(0));
        QVERIFY(kinds(cubics)[2] > 0 && kinds(cubics)[2] % 2 == 0);
        QCOMPARE(quadratic.pointCount(), kinds(quadratic)[0] + kinds(quadratic)[1]);
        for (const Contour& contour : quadratic.contours) {
            for (const OutlinePoint& point : contour.points) { // whole units, as TrueType stores them
                QCOMPARE(point.x, std::round(point.x));
                QCOMPARE(point.y, std::round(point.y));
            }
        }
    }

    void whatIsNotDrawnIsNamed() {
        const auto outline = outlineOf(testFont("shapes.ttf"), U'字');
        QVERIFY(!outline);
        QCOMPARE(outline.error().code, ErrorCode::NotFound);
        QVERIFY(outline.error().message.find("U+5B57 字") != std::string::npos);
    }

    void signedAreas() {
        const Contour square = box(0, 0, 100, 50).contours[0];
        QCOMPARE(signedArea(square), 5000.0);
        QCOMPARE(signedArea(reversed(square)), -5000.0);
        const double round = signedArea(circle(200));
        QVERIFY(std::abs(round / (std::numbers::pi * 200 * 200) - 1) < 4e-4); // four cubics make it so round
        // A parabola over a chord encloses two thirds of its control triangle.
        const Contour bow{{{0, 0, on}, {50, -60, conic}, {100, 0, on}}};
        QVERIFY(std::abs(signedArea(bow) - 2.0 / 3 * 3000) < 1e-9);
        // Conic controls alone: the points between are halfway, so a square of them has this area.
        const Contour drop{{{0, 0, conic}, {100, 0, conic}, {100, 100, conic}, {0, 100, conic}}};
        QVERIFY(std::abs(signedArea(drop) - (5000 + 4 * 2.0 / 3 * 1250)) < 1e-9);
    }

    void curvesOfAContour() {
        const Contour mixed{{{10, 0, conic},
                             {20, 0, on},
                             {20, 10, on},
                             {15, 20, cubic},
                             {5, 20, cubic},
                             {0, 10, on},
                             {0, 5, conic},
                             {0, 0, conic}}};
        const auto curves = curvesOf(mixed);
        std::vector<int> degrees;
        for (std::size_t i = 0; i < curves.size(); ++i) {
            degrees.push_back(curves[i].degree);
            QCOMPARE(curves[i].last(), curves[(i + 1) % curves.size()].first());
        }
        QCOMPARE(degrees, (std::vector<int>{1, 3, 2, 2, 2}));
        QCOMPARE(curves[0].first(), (Vec{20, 0}));
        QCOMPARE(curves[2].last(), (Vec{0, 2.5})); // halfway between two conic controls
        QVERIFY(curvesOf(Contour{}).empty());
    }

    void boundsReachTheCurvesAndNoFarther() {
        const InkBox bow = boundsOf({{{{{0, 0, on}, {50, -60, conic}, {100, 0, on}}}}});
        QCOMPARE(bow.yMin, -30.0);
        QCOMPARE(bow.yMax, 0.0);
        const InkBox round = boundsOf({{circle(200)}});
        QCOMPARE(round.xMin, 300.0);
        QCOMPARE(round.yMax, 580.0);
        QVERIFY(boundsOf({}).empty());
    }

    void contoursThatWindAlikeMerge() {
        const Outline outer = box(200, 100, 800, 660);
        Outline hole = outer, blob = outer;
        hole.contours.push_back(reversed(circle(150)));
        blob.contours.push_back(circle(150));
        const double whole = meanInk(rasterize(outer, 1000, {}, 128).orThrow());
        const double expected = whole - std::numbers::pi * 150 * 150 / 1e6 * 0.81;
        QVERIFY(std::abs(meanInk(rasterize(hole, 1000, {}, 128).orThrow()) - expected) < 1e-3);
        QVERIFY(std::abs(meanInk(rasterize(blob, 1000, {}, 128).orThrow()) - whole) < 1e-3);
    }

    void anEmptyOutlineIsPaper() {
        QCOMPARE(rasterize(Outline{}, 1000, {}, 32).orThrow(), GrayImage(32, 32));
    }

    void refused() {
        const Outline square = box(0, 0, 500, 500);
        const auto code = [](const Result<GrayImage>& result) {
            return result ? std::string() : errorCodeName(result.error().code);
        };
        QCOMPARE(code(rasterize(square, 1000, {}, 7)), "invalid_argument");
        QCOMPARE(code(rasterize(square, 1000, {}, 2049)), "invalid_argument");
        QCOMPARE(code(rasterize(square, 1000, {0, 0, 0}, 64)), "invalid_argument");
        QCOMPARE(code(rasterize(square, 0, {}, 64)), "invalid_argument");
        Outline broken = square;
        broken.contours[0].points[1].x = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(code(rasterize(broken, 1000, {}, 64)), "invalid_argument");
        Outline lone = square;
        lone.contours[0].points[1].kind = cubic;
        QCOMPARE(code(rasterize(lone, 1000, {}, 64)), "bad_format");
        Outline huge;
        for (int i = 0; i < 9000; ++i) {
            huge.contours.push_back(square.contours[0]);
        }
        QCOMPARE(code(rasterize(huge, 1000, {}, 64)), "unsupported");
    }
};

QTEST_GUILESS_MAIN(OutlineTest)
#include "outline_test.moc"
