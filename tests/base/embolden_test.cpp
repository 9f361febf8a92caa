// emboldened(): a round pen of the given radius drawn along the glyph's edge, or taken away from it.
#include "core/base/embolden.h"

#include <QtTest>
#include <algorithm>
#include <cmath>

using namespace typemould;

namespace {

GrayImage stroke(int side, int left, int right) {
    GrayImage image(side, side);
    for (int y = 0; y < side; ++y) {
        std::fill(image.row(y) + left, image.row(y) + right, 0);
    }
    return image;
}

/// Ink in the middle row, in pixels: the width of an upright stroke, grey edges counted in part.
double widthOf(const GrayImage& image) {
    double sum = 0;
    for (int x = 0; x < image.width; ++x) {
        sum += (255 - image.at(x, image.height / 2)) / 255.0;
    }
    return sum;
}

/// The definition: the darkest pixel at a distance of at most `radius`.
GrayImage darkestNear(const GrayImage& image, int radius) {
    GrayImage result(image.width, image.height);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            for (int v = std::max(0, y - radius); v <= std::min(image.height - 1, y + radius); ++v) {
                for (int u = std::max(0, x - radius); u <= std::min(image.width - 1, x + radius); ++u) {
                    if ((u - x) * (u - x) + (v - y) * (v - y) <= radius * radius) {
                        result.at(x, y) = std::min(result.at(x, y), image.at(u, v));
                    }
                }
            }
        }
    }
    return result;
}

GrayImage pattern(int width, int height) {
    GrayImage image(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            image.at(x, y) = static_cast<std::uint8_t>((x * 37 + y * 101 + x * y) % 256);
        }
    }
    return image;
}

} // namespace

class EmboldenTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void strokesGrowByTwiceTheRadius_data();
    void strokesGrowByTwiceTheRadius();
    void isTheDarkestInADisc_data();
    void isTheDarkestInADisc();
    void thinningIsThickeningThePaper();
    void growsSteadily();
    void bordersAddNothing();
    void oddInputs();
};

void EmboldenTest::strokesGrowByTwiceTheRadius_data() {
    QTest::addColumn<double>("radius");
    for (const double radius : {-3.0, -2.5, -1.25, -0.5, 0.0, 0.25, 0.5, 1.0, 1.75, 3.0, 6.5}) {
        QTest::addRow("%g", radius) << radius;
    }
}

void EmboldenTest::strokesGrowByTwiceTheRadius() {
    QFETCH(double, radius);
    const double width = widthOf(emboldened(stroke(64, 24, 40), radius));
    QVERIFY2(std::abs(width - (16 + 2 * radius)) < 0.01, qPrintable(QString::number(width)));
}

void EmboldenTest::isTheDarkestInADisc_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("radius");
    for (const int radius : {1, 2, 3, 5, 9, 40}) {
        QTest::addRow("31 x 23, %d", radius) << 31 << 23 << radius;
        QTest::addRow("4 x 50, %d", radius) << 4 << 50 << radius;
        QTest::addRow("1 x 1, %d", radius) << 1 << 1 << radius;
    }
}

void EmboldenTest::isTheDarkestInADisc() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, radius);
    const GrayImage image = pattern(width, height);
    QCOMPARE(emboldened(image, radius), darkestNear(image, radius));
}

void EmboldenTest::thinningIsThickeningThePaper() {
    const GrayImage image = pattern(40, 40);
    const auto invert = [](GrayImage picture) {
        for (auto& pixel : picture.pixels) {
            pixel = static_cast<std::uint8_t>(255 - pixel);
        }
        return picture;
    };
    for (const double radius : {0.5, 1.0, 2.0}) {
        QCOMPARE(emboldened(image, -radius), invert(emboldened(invert(image), radius)));
    }
}

void EmboldenTest::growsSteadily() {
    const GrayImage image = pattern(48, 48);
    double before = -1;
    for (double radius = -3; radius <= 3; radius += 0.25) {
        const double ink = meanInk(emboldened(image, radius));
        QVERIFY2(ink > before, qPrintable(QString::number(radius)));
        before = ink;
    }
}

void EmboldenTest::bordersAddNothing() {
    for (const double radius : {-2.5, -1.0, 1.0, 2.5}) {
        QCOMPARE(emboldened(GrayImage(20, 20), radius), GrayImage(20, 20));
        QCOMPARE(emboldened(GrayImage(20, 20, 0), radius), GrayImage(20, 20, 0));
    }
}

void EmboldenTest::oddInputs() {
    QVERIFY(emboldened(GrayImage(), 2).empty());
    const GrayImage image = pattern(9, 9);
    QCOMPARE(emboldened(image, 0), image);
    QCOMPARE(emboldened(image, std::nan("")), image);
    const std::uint8_t darkest = *std::min_element(image.pixels.begin(), image.pixels.end());
    QCOMPARE(emboldened(image, HUGE_VAL), GrayImage(9, 9, darkest));
}

QTEST_GUILESS_MAIN(EmboldenTest)
#include "embolden_test.moc"
