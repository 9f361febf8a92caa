// GrayImage: nothing moves when it is resized, shifts are exact, thresholds leave two greys.
#include "core/base/gray_image.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <random>

using namespace typemould;

namespace {

GrayImage ofRows(std::initializer_list<std::initializer_list<int>> rows) {
    GrayImage image(static_cast<int>(rows.begin()->size()), static_cast<int>(rows.size()));
    auto pixel = image.pixels.begin();
    for (const auto& row : rows) {
        for (const int grey : row) {
            *pixel++ = static_cast<std::uint8_t>(grey);
        }
    }
    return image;
}

/// A black box on white with anti-aliased sides, edges at any fraction of a pixel.
GrayImage box(int side, double left, double top, double right, double bottom) {
    GrayImage image(side, side);
    const auto covered = [](int pixel, double from, double to) {
        return std::max(0.0, std::min<double>(pixel + 1, to) - std::max<double>(pixel, from));
    };
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            image.at(x, y) =
                static_cast<std::uint8_t>(255.5 - 255 * covered(x, left, right) * covered(y, top, bottom));
        }
    }
    return image;
}

struct Centre {
    double x = 0, y = 0;
};
/// Centre of the ink in pixels from the left and top border.
Centre centreOf(const GrayImage& image) {
    double sum = 0;
    Centre centre;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const double ink = 255 - image.at(x, y);
            sum += ink;
            centre.x += ink * (x + 0.5);
            centre.y += ink * (y + 0.5);
        }
    }
    return {centre.x / sum, centre.y / sum};
}

GrayImage noise(int width, int height, unsigned seed) {
    std::mt19937 random(seed);
    GrayImage image(width, height);
    for (auto& pixel : image.pixels) {
        pixel = static_cast<std::uint8_t>(random() % 256);
    }
    return image;
}

} // namespace

class GrayImageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void startsAsPaper();
    void pastesAndCutsAtTheBorder_data();
    void pastesAndCutsAtTheBorder();
    void smallerIsTheAreaAverage();
    void resizingKeepsPlace_data();
    void resizingKeepsPlace();
    void resizingKeepsEvenGrey();
    void enlargingGoesThroughTheSamples();
    void wholeShiftsAreExact_data();
    void wholeShiftsAreExact();
    void fractionsMoveTheCentre_data();
    void fractionsMoveTheCentre();
    void impossibleShiftsLeavePaper();
    void thresholdLeavesTwoGreys();
    void meanInkIsAShare();
};

void GrayImageTest::startsAsPaper() {
    QVERIFY(GrayImage().empty());
    const GrayImage image(3, 2);
    QCOMPARE(image.pixels, std::vector<std::uint8_t>(6, 255));
}

void GrayImageTest::pastesAndCutsAtTheBorder_data() {
    QTest::addColumn<int>("x");
    QTest::addColumn<int>("y");
    for (const int x : {-100, -3, -2, -1, 0, 1, 3, 4, 5, 100, INT_MAX, INT_MIN + 1}) {
        for (const int y : {-3, -1, 0, 2, 5, INT_MIN + 1}) {
            QTest::addRow("%d,%d", x, y) << x << y;
        }
    }
}

void GrayImageTest::pastesAndCutsAtTheBorder() {
    QFETCH(int, x);
    QFETCH(int, y);
    const GrayImage part = noise(3, 3, 1);
    GrayImage whole = noise(5, 4, 2);
    const GrayImage before = whole;
    paste(whole, part, x, y);
    for (int row = 0; row < 4; ++row) {
        for (int column = 0; column < 5; ++column) {
            const long long px = static_cast<long long>(column) - x, py = static_cast<long long>(row) - y;
            const bool inside = px >= 0 && py >= 0 && px < 3 && py < 3;
            QCOMPARE(whole.at(column, row),
                     inside ? part.at(static_cast<int>(px), static_cast<int>(py)) : before.at(column, row));
        }
    }
}

void GrayImageTest::smallerIsTheAreaAverage() {
    QCOMPARE(resized(ofRows({{0, 100, 10, 20}, {50, 50, 30, 40}}), 2, 1), ofRows({{50, 25}}));
    // Three to two: each output pixel covers one and a half.
    QCOMPARE(resized(ofRows({{0, 90, 240}}), 2, 1), ofRows({{30, 190}}));
}

void GrayImageTest::resizingKeepsPlace_data() {
    QTest::addColumn<int>("to");
    for (const int to : {16, 37, 64, 96, 100, 128, 129, 256, 500}) {
        QTest::addRow("128 to %d", to) << to;
    }
}

void GrayImageTest::resizingKeepsPlace() {
    QFETCH(int, to);
    const GrayImage image = box(128, 30.25, 41.5, 80.75, 60.125);
    const Centre before = centreOf(image), after = centreOf(resized(image, to, to));
    const double scale = to / 128.0;
    QVERIFY(std::abs(after.x - before.x * scale) < 0.05 * std::max(1.0, scale));
    QVERIFY(std::abs(after.y - before.y * scale) < 0.05 * std::max(1.0, scale));
    QVERIFY(std::abs(meanInk(resized(image, to, to)) - meanInk(image)) < 0.002);
}

void GrayImageTest::resizingKeepsEvenGrey() {
    for (const int grey : {0, 1, 77, 254, 255}) {
        const GrayImage even(13, 7, static_cast<std::uint8_t>(grey));
        for (const auto& [width, height] :
             {std::pair(1, 1), std::pair(5, 29), std::pair(40, 3), std::pair(13, 8)}) {
            QCOMPARE(resized(even, width, height), GrayImage(width, height, static_cast<std::uint8_t>(grey)));
        }
    }
    const GrayImage image = noise(9, 9, 3);
    QCOMPARE(resized(image, 9, 9), image);
    QCOMPARE(resized(GrayImage(), 4, 4), GrayImage(4, 4));
    QVERIFY(resized(image, 0, 5).empty());
}

void GrayImageTest::enlargingGoesThroughTheSamples() {
    const GrayImage image = noise(21, 17, 4);
    const GrayImage tripled =
        resized(image, 63, 51); // every third centre is an old one: Catmull-Rom interpolates
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            QCOMPARE(tripled.at(3 * x + 1, 3 * y + 1), image.at(x, y));
        }
    }
}

void GrayImageTest::wholeShiftsAreExact_data() {
    QTest::addColumn<int>("dx");
    QTest::addColumn<int>("dy");
    for (const auto& [dx, dy] : {std::pair(0, 0), std::pair(3, 0), std::pair(-2, 5), std::pair(8, 8),
                                 std::pair(-9, 1), std::pair(9, 0), std::pair(200, -200)}) {
        QTest::addRow("%d,%d", dx, dy) << dx << dy;
    }
}

void GrayImageTest::wholeShiftsAreExact() {
    QFETCH(int, dx);
    QFETCH(int, dy);
    const GrayImage image = noise(9, 9, 5);
    GrayImage expected(9, 9);
    paste(expected, image, dx, dy);
    QCOMPARE(shifted(image, dx, dy), expected);
}

void GrayImageTest::fractionsMoveTheCentre_data() {
    QTest::addColumn<double>("dx");
    QTest::addColumn<double>("dy");
    for (const double dx : {-3.75, -0.5, 0.0, 0.1, 2.25}) {
        for (const double dy : {-1.25, 0.0, 0.9}) {
            QTest::addRow("%g,%g", dx, dy) << dx << dy;
        }
    }
}

void GrayImageTest::fractionsMoveTheCentre() {
    QFETCH(double, dx);
    QFETCH(double, dy);
    const GrayImage image = box(64, 20, 24, 40, 36);
    const GrayImage moved = shifted(image, dx, dy);
    const Centre before = centreOf(image), after = centreOf(moved);
    QVERIFY(std::abs(after.x - before.x - dx) < 0.01);
    QVERIFY(std::abs(after.y - before.y - dy) < 0.01);
    QVERIFY(std::abs(meanInk(moved) - meanInk(image)) < 0.001);
}

void GrayImageTest::impossibleShiftsLeavePaper() {
    const GrayImage image(6, 6, 0);
    for (const double far : {1e9, -1e9, 1e300, HUGE_VAL, -HUGE_VAL, std::nan("")}) {
        QCOMPARE(shifted(image, far, 0), GrayImage(6, 6));
        QCOMPARE(shifted(image, 0, far), GrayImage(6, 6));
    }
}

void GrayImageTest::thresholdLeavesTwoGreys() {
    QCOMPARE(thresholded(ofRows({{0, 127, 128, 255}})), ofRows({{0, 0, 255, 255}}));
    QCOMPARE(thresholded(ofRows({{0, 127, 128, 255}}), 127), ofRows({{0, 255, 255, 255}}));
    QCOMPARE(thresholded(ofRows({{0, 127, 128, 255}}), 255), ofRows({{0, 0, 0, 255}}));
}

void GrayImageTest::meanInkIsAShare() {
    QCOMPARE(meanInk(GrayImage()), 0.0);
    QCOMPARE(meanInk(GrayImage(4, 4)), 0.0);
    QCOMPARE(meanInk(GrayImage(4, 4, 0)), 1.0);
    QCOMPARE(meanInk(ofRows({{0, 255, 255, 255}})), 0.25);
}

QTEST_GUILESS_MAIN(GrayImageTest)
#include "gray_image_test.moc"
