// The middle lines of strokes, and how far those of two glyphs lie apart. Pictures made by hand.
#include "core/metrics/skeleton.h"

#include <QRect>
#include <QTest>
#include <cmath>

using namespace typemould;

namespace {

constexpr int canvas = 128;

GrayImage bars(std::initializer_list<QRect> rects) {
    GrayImage image(canvas, canvas);
    for (const QRect& rect : rects) {
        for (int y = rect.top(); y <= rect.bottom(); ++y) {
            for (int x = rect.left(); x <= rect.right(); ++x) {
                image.at(x, y) = 0;
            }
        }
    }
    return image;
}

GrayImage disc(double radius, double x = 64, double y = 64) {
    GrayImage image(canvas, canvas);
    for (int row = 0; row < canvas; ++row) {
        for (int column = 0; column < canvas; ++column) {
            image.at(column, row) = std::hypot(column - x, row - y) < radius ? 0 : 255;
        }
    }
    return image;
}

/// A stroke from one corner to the other: `weight` pixels of each row.
GrayImage diagonal(int weight, bool rising) {
    GrayImage image(canvas, canvas);
    for (int y = 10; y < canvas - 10; ++y) {
        const int middle = rising ? canvas - 1 - y : y;
        for (int x = middle - weight / 2; x < middle - weight / 2 + weight; ++x) {
            image.at(x, y) = 0;
        }
    }
    return image;
}

/// A frame, as 口, with strokes of `weight` pixels.
GrayImage frame(int weight, int grow = 0, int right = 0) {
    const int low = 24 - grow + right, high = 103 + grow + right;
    const int top = 24 - grow, bottom = 103 + grow;
    return bars({QRect(QPoint(low, top), QPoint(high, top + weight - 1)),
                 QRect(QPoint(low, bottom - weight + 1), QPoint(high, bottom)),
                 QRect(QPoint(low, top), QPoint(low + weight - 1, bottom)),
                 QRect(QPoint(high - weight + 1, top), QPoint(high, bottom))});
}

StructureDistance apart(const GrayImage& reference, const GrayImage& other) {
    return structureDistance(skeletonOf(reference), skeletonOf(other));
}

} // namespace

class SkeletonTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBarIsItsMiddleLine_data();
    void aBarIsItsMiddleLine();
    void aDiscIsAPoint();
    void aDotStays_data();
    void aDotStays();
    void aDiagonalStays_data();
    void aDiagonalStays();
    void aHairlineStays();
    void alikeGlyphsAreNowhereApart();
    void weightPlaceAndSizeAreStyle_data();
    void weightPlaceAndSizeAreStyle();
    void aStrokeThatLacksIsMissing();
    void aStrokeThatIsAddedIsInvented();
    void thereAndBackMirror();
    void blankGlyphs();
    void onlySquaresHaveSkeletons();
};

void SkeletonTest::aBarIsItsMiddleLine_data() {
    QTest::addColumn<int>("weight");
    for (const int weight : {3, 9, 21}) {
        QTest::addRow("%d px", weight) << weight;
    }
}

void SkeletonTest::aBarIsItsMiddleLine() {
    QFETCH(int, weight);
    const auto skeleton = skeletonOf(bars({QRect(14, 64 - weight / 2, 100, weight)}));
    QVERIFY(skeleton.points.size() > std::size_t(100 - 2 * weight) && skeleton.points.size() <= 100);
    for (const auto& point : skeleton.points) {
        QVERIFY(std::abs(point.y * canvas - 64.5) <= 1);
    }
}

void SkeletonTest::aDiscIsAPoint() {
    const auto skeleton = skeletonOf(disc(30));
    QVERIFY(!skeleton.points.empty() && skeleton.points.size() < 12);
    QVERIFY(std::abs((skeleton.left + skeleton.right) / 2 * canvas - 64) < 3);
}

void SkeletonTest::aDotStays_data() {
    QTest::addColumn<double>("radius");
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("y");
    for (double radius = 1; radius <= 7; radius += 0.5) {
        for (const double x : {64.0, 64.5}) {
            for (const double y : {64.0, 64.5}) {
                QTest::addRow("%g px at %g, %g", radius, x, y) << radius << x << y;
            }
        }
    }
}

void SkeletonTest::aDotStays() {
    QFETCH(double, radius);
    QFETCH(double, x);
    QFETCH(double, y);
    const auto skeleton = skeletonOf(disc(radius, x, y));
    QVERIFY2(!skeleton.points.empty() && skeleton.points.size() <= 6,
             qPrintable(QString::number(skeleton.points.size())));
    QVERIFY(std::abs((skeleton.left + skeleton.right) / 2 * canvas - (x + 0.5)) <= 1);
    QVERIFY(std::abs((skeleton.top + skeleton.bottom) / 2 * canvas - (y + 0.5)) <= 1);
}

void SkeletonTest::aDiagonalStays_data() {
    QTest::addColumn<int>("weight");
    QTest::addColumn<bool>("rising");
    for (const int weight : {1, 2, 3, 4, 5, 6}) {
        for (const bool rising : {false, true}) {
            QTest::addRow("%d px a row, %s", weight, rising ? "rising" : "falling") << weight << rising;
        }
    }
}

void SkeletonTest::aDiagonalStays() {
    QFETCH(int, weight);
    QFETCH(bool, rising);
    const auto skeleton = skeletonOf(diagonal(weight, rising));
    QVERIFY2(skeleton.points.size() >= 100 && skeleton.points.size() <= 115, // one in each of 108 rows
             qPrintable(QString::number(skeleton.points.size())));
    for (const auto& point : skeleton.points) {
        const float away = (rising ? point.x + point.y - 1 : point.x - point.y) * canvas;
        QVERIFY(std::abs(away) <= 3.01F);
    }
}

void SkeletonTest::aHairlineStays() {
    GrayImage fine(256, 256);
    for (int x = 20; x < 230; ++x) {
        fine.at(x, 100) = 0; // one pixel of 256: half of one of 128
    }
    QVERIFY(skeletonOf(fine).points.size() > 90);
}

void SkeletonTest::alikeGlyphsAreNowhereApart() {
    const auto distance = apart(frame(6), frame(6));
    QCOMPARE(distance.missing, 0.0);
    QCOMPARE(distance.invented, 0.0);
    QVERIFY(std::abs(distance.density) < 1e-9);
}

void SkeletonTest::weightPlaceAndSizeAreStyle_data() {
    QTest::addColumn<int>("weight");
    QTest::addColumn<int>("grow");
    QTest::addColumn<int>("right");
    QTest::newRow("bolder") << 14 << 0 << 0;
    QTest::newRow("lighter") << 3 << 0 << 0;
    QTest::newRow("larger") << 6 << 4 << 0;
    QTest::newRow("smaller") << 6 << -4 << 0;
    QTest::newRow("to the right") << 6 << 0 << 6;
}

void SkeletonTest::weightPlaceAndSizeAreStyle() {
    QFETCH(int, weight);
    QFETCH(int, grow);
    QFETCH(int, right);
    const auto distance = apart(frame(6), frame(weight, grow, right));
    QVERIFY2(distance.lines() < 0.02 && distance.density < 0.1,
             qPrintable(QString("%1 %2").arg(distance.lines()).arg(distance.density)));
}

void SkeletonTest::aStrokeThatLacksIsMissing() {
    const GrayImage two = bars({QRect(20, 30, 88, 6), QRect(20, 90, 88, 6)});
    const GrayImage one = bars({QRect(20, 30, 88, 6)});
    const auto distance = apart(two, one);
    QVERIFY2(distance.missing > 0.2, qPrintable(QString::number(distance.missing)));
    QVERIFY2(distance.invented < 0.15 && distance.invented < distance.missing,
             qPrintable(QString::number(distance.invented)));
    QVERIFY(distance.density > 0.1);
}

void SkeletonTest::aStrokeThatIsAddedIsInvented() {
    // Inside the box, so that the glyph's place tells nothing of it.
    const auto distance =
        apart(frame(6), bars({QRect(24, 24, 80, 6), QRect(24, 98, 80, 6), QRect(24, 24, 6, 80),
                              QRect(98, 24, 6, 80), QRect(40, 61, 48, 6)}));
    QVERIFY2(distance.invented > 0.1 && distance.missing < 0.02,
             qPrintable(QString("%1 %2").arg(distance.invented).arg(distance.missing)));
}

void SkeletonTest::thereAndBackMirror() {
    // In one box, for what is brought to another's size is measured at that size.
    const GrayImage cross = bars({QRect(24, 61, 80, 6), QRect(61, 24, 6, 80)});
    const auto there = apart(frame(6), cross), back = apart(cross, frame(6));
    QVERIFY(std::abs(there.missing - back.invented) < 0.03 && std::abs(there.invented - back.missing) < 0.03);
    QVERIFY(std::abs(there.density - back.density) < 0.1);
}

void SkeletonTest::blankGlyphs() {
    const GrayImage blank(canvas, canvas);
    QCOMPARE(apart(blank, blank).lines(), 0.0);
    QCOMPARE(apart(blank, frame(6)).lines(), 1.0);
    QCOMPARE(apart(frame(6), blank).density, 1.0);
}

void SkeletonTest::onlySquaresHaveSkeletons() {
    QVERIFY_EXCEPTION_THROWN(skeletonOf(GrayImage(10, 12)), Failure);
    QVERIFY_EXCEPTION_THROWN(skeletonOf(GrayImage()), Failure);
}

QTEST_GUILESS_MAIN(SkeletonTest)
#include "skeleton_test.moc"
