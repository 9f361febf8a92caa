// L1, SSIM and ink overlap, against numbers from scikit-image.
#include "core/metrics/image_metrics.h"

#include <QElapsedTimer>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

using namespace typemould;

namespace {

using Pixel = std::function<int(int x, int y)>;

GrayImage drawn(int width, int height, const Pixel& pixel) {
    GrayImage image(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            image.at(x, y) = static_cast<std::uint8_t>(pixel(x, y));
        }
    }
    return image;
}

int wave(int x, int y) { return (x * x * 7 + y * 13 + x * y * 3) % 256; }
int otherWave(int x, int y) { return std::min(255, wave(x, y) * 3 / 4 + (x * 5 + y * 11) % 64); }

/// A cross of two strokes on 64 x 64, and the same drawn a little heavier and beside it.
int cross(int x, int y) {
    const bool upright = x >= 20 && x < 28 && y >= 8 && y < 56, level = y >= 29 && y < 35 && x >= 6 && x < 58;
    return upright || level ? 0 : 255;
}
int otherCross(int x, int y) {
    if (y >= 30 && y < 37 && x >= 8 && x < 59) {
        return 40;
    }
    return x >= 19 && x < 30 && y >= 10 && y < 58 ? 0 : 255;
}

/// SSIM straight from its definition: every window by itself, two-dimensional, centred moments.
double plainSsim(const GrayImage& a, const GrayImage& b) {
    double weights[11][11], sum = 0;
    for (int v = 0; v < 11; ++v) {
        for (int u = 0; u < 11; ++u) {
            weights[v][u] = std::exp(-((u - 5) * (u - 5) + (v - 5) * (v - 5)) / (2 * 1.5 * 1.5));
            sum += weights[v][u];
        }
    }
    double total = 0;
    for (int y = 0; y + 11 <= a.height; ++y) {
        for (int x = 0; x + 11 <= a.width; ++x) {
            double meanA = 0, meanB = 0, varianceA = 0, varianceB = 0, covariance = 0;
            for (int v = 0; v < 11; ++v) {
                for (int u = 0; u < 11; ++u) {
                    meanA += weights[v][u] / sum * a.at(x + u, y + v) / 255;
                    meanB += weights[v][u] / sum * b.at(x + u, y + v) / 255;
                }
            }
            for (int v = 0; v < 11; ++v) {
                for (int u = 0; u < 11; ++u) {
                    const double fromA = a.at(x + u, y + v) / 255.0 - meanA,
                                 fromB = b.at(x + u, y + v) / 255.0 - meanB;
                    varianceA += weights[v][u] / sum * fromA * fromA;
                    varianceB += weights[v][u] / sum * fromB * fromB;
                    covariance += weights[v][u] / sum * fromA * fromB;
                }
            }
            total += (2 * meanA * meanB + 1e-4) * (2 * covariance + 9e-4) /
                     ((meanA * meanA + meanB * meanB + 1e-4) * (varianceA + varianceB + 9e-4));
        }
    }
    return total / ((a.width - 10) * (a.height - 10));
}

GrayImage noise(int width, int height, unsigned seed) {
    std::mt19937 random(seed);
    return drawn(width, height, [&](int, int) { return static_cast<int>(random() % 256); });
}

} // namespace

class ImageMetricsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithScikitImage_data();
    void agreesWithScikitImage();
    void agreesWithTheDefinition_data();
    void agreesWithTheDefinition();
    void equalImagesArePerfect();
    void countsInkBelowTheMiddleGrey();
    void isTheSameBothWays();
    void refusesUnlikeSizes();
    void meansAreMeans();
    void isFast();
};

void ImageMetricsTest::agreesWithScikitImage_data() {
    // From scikit-image 0.19.3 (Debian 12), on a / 255.0 and b / 255.0 as float64:
    //   structural_similarity(a, b, data_range=1.0, gaussian_weights=True, sigma=1.5,
    //   use_sample_covariance=False)
    // and from numpy: abs(a - b).mean(), and (a < 0.5) & (b < 0.5) over (a < 0.5) | (b < 0.5).
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<bool>("strokes");
    QTest::addColumn<double>("ssim");
    QTest::addColumn<double>("l1");
    QTest::addColumn<double>("iou");
    QTest::newRow("waves") << 64 << 48 << false << 0.920652588190 << 0.084477124183 << 0.845103857567;
    QTest::newRow("strokes") << 64 << 64 << true << 0.546484227923 << 0.078479243260 << 0.664000000000;
    QTest::newRow("one window") << 11 << 11 << false << 0.915701637458 << 0.073407875547 << 0.902777777778;
    QTest::newRow("two windows") << 12 << 11 << false << 0.918959457844 << 0.077777777778 << 0.886075949367;
}

void ImageMetricsTest::agreesWithScikitImage() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(bool, strokes);
    QFETCH(double, ssim);
    QFETCH(double, l1);
    QFETCH(double, iou);
    const GlyphScore score = scoreGlyph(drawn(width, height, strokes ? cross : wave),
                                        drawn(width, height, strokes ? otherCross : otherWave));
    QVERIFY2(std::abs(score.ssim - ssim) < 1e-9, qPrintable(QString::number(score.ssim, 'g', 15)));
    QVERIFY2(std::abs(score.l1 - l1) < 1e-9, qPrintable(QString::number(score.l1, 'g', 15)));
    QVERIFY2(std::abs(score.iou - iou) < 1e-9, qPrintable(QString::number(score.iou, 'g', 15)));
}

void ImageMetricsTest::agreesWithTheDefinition_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    for (const auto& [width, height] :
         {std::pair(11, 40), std::pair(40, 11), std::pair(31, 23), std::pair(64, 64)}) {
        QTest::addRow("%d x %d", width, height) << width << height;
    }
}

void ImageMetricsTest::agreesWithTheDefinition() {
    QFETCH(int, width);
    QFETCH(int, height);
    const GrayImage a = noise(width, height, 1), b = noise(width, height, 2);
    QVERIFY(std::abs(scoreGlyph(a, b).ssim - plainSsim(a, b)) < 1e-9);
}

void ImageMetricsTest::equalImagesArePerfect() {
    for (const GrayImage& image :
         {noise(32, 32, 3), GrayImage(32, 32), GrayImage(32, 32, 0), drawn(64, 64, cross)}) {
        const GlyphScore score = scoreGlyph(image, image);
        QCOMPARE(score.l1, 0.0);
        QVERIFY(std::abs(score.ssim - 1) < 1e-12);
        QCOMPARE(score.iou, 1.0);
    }
    const GlyphScore opposite = scoreGlyph(GrayImage(32, 32), GrayImage(32, 32, 0));
    QCOMPARE(opposite.l1, 1.0);
    QCOMPARE(opposite.iou, 0.0);
    QVERIFY(opposite.ssim < 0.001);
}

void ImageMetricsTest::countsInkBelowTheMiddleGrey() {
    const auto iouOf = [](int a, int b) {
        return scoreGlyph(GrayImage(11, 11, static_cast<std::uint8_t>(a)),
                          GrayImage(11, 11, static_cast<std::uint8_t>(b)))
            .iou;
    };
    QCOMPARE(iouOf(127, 0), 1.0); // 127 / 255 is just below a half
    QCOMPARE(iouOf(128, 0), 0.0);
    QCOMPARE(iouOf(128, 255), 1.0); // both blank
}

void ImageMetricsTest::isTheSameBothWays() {
    const GrayImage a = drawn(64, 64, cross), b = drawn(64, 64, otherCross);
    const GlyphScore there = scoreGlyph(a, b), back = scoreGlyph(b, a);
    QCOMPARE(there.l1, back.l1);
    QCOMPARE(there.ssim, back.ssim);
    QCOMPARE(there.iou, back.iou);
}

void ImageMetricsTest::refusesUnlikeSizes() {
    QVERIFY_EXCEPTION_THROWN(scoreGlyph(GrayImage(12, 12), GrayImage(12, 13)), Failure);
    QVERIFY_EXCEPTION_THROWN(scoreGlyph(GrayImage(10, 12), GrayImage(10, 12)), Failure);
    QVERIFY_EXCEPTION_THROWN(scoreGlyph(GrayImage(), GrayImage()), Failure);
}

void ImageMetricsTest::meansAreMeans() {
    const MeanScore none = meanScore({});
    QCOMPARE(none.count, std::size_t(0));
    QCOMPARE(none.mean.l1 + none.mean.ssim + none.mean.iou, 0.0);
    const MeanScore two = meanScore({{0.1, 0.5, 0.25}, {0.3, 1.0, 0.75}});
    QCOMPARE(two.count, std::size_t(2));
    QCOMPARE(two.mean.l1, 0.2);
    QCOMPARE(two.mean.ssim, 0.75);
    QCOMPARE(two.mean.iou, 0.5);
}

void ImageMetricsTest::isFast() {
    const GrayImage a = noise(256, 256, 4), b = noise(256, 256, 5);
    qint64 best = INT64_MAX; // of several, so that a busy machine does not count
    for (int round = 0; round < 30; ++round) {
        QElapsedTimer timer;
        timer.start();
        (void)scoreGlyph(a, b);
        best = std::min(best, timer.nsecsElapsed());
    }
    qInfo("256 x 256 pixels scored in %.2f ms", static_cast<double>(best) / 1e6);
#if !defined(__SANITIZE_ADDRESS__) && defined(__OPTIMIZE__)
    QVERIFY(best < 6'000'000);
#endif
}

QTEST_GUILESS_MAIN(ImageMetricsTest)
#include "image_metrics_test.moc"
