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

GrayImage disc(double radius) {
    GrayImage image(canvas, canvas);
    for (int y = 0; y < canvas; ++y) {
        for (int x = 0; x < canvas; ++x) {
            image.at(x, y) = std::hypot(x - 64, y - 64) < radius ? 0 : 255;
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
    const GrayImage cross = bars({QRect(20, 60, 88, 6), QRect(60, 20, 6, 88)});
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
