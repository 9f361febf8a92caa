// The two baselines: the source copied, and the source thickened or thinned as suits the target best.
#include "core/metrics/baselines.h"

#include "core/base/embolden.h"

#include <QElapsedTimer>
#include <QtTest>
#include <algorithm>
#include <cmath>

using namespace typemould;

namespace {

/// A few strokes that differ from glyph to glyph, with room round them.
GrayImage glyph(int canvas, int number) {
    GrayImage image(canvas, canvas);
    const auto fill = [&](int left, int top, int right, int bottom) {
        for (int y = top; y < bottom; ++y) {
            std::fill(image.row(y) + left, image.row(y) + right, 0);
        }
    };
    const int unit = canvas / 32, shift = number % 7 * unit;
    fill(5 * unit + shift, 4 * unit, 8 * unit + shift, 28 * unit);
    fill(4 * unit, 8 * unit + shift, 28 * unit, 11 * unit + shift);
    fill(20 * unit, (12 + number % 5) * unit, 23 * unit, 27 * unit);
    return image;
}

/// `count` pairs whose targets are the sources thickened by `radius`.
GlyphPairs pairsThickenedBy(double radius, int canvas, int count, int heldOut) {
    std::vector<char32_t> characters;
    std::vector<GrayImage> sources, targets;
    for (int i = 0; i < count; ++i) {
        characters.push_back(0x4E00 + static_cast<char32_t>(i));
        sources.push_back(glyph(canvas, i));
        targets.push_back(emboldened(sources.back(), radius));
    }
    DatasetSettings settings;
    settings.canvas = canvas;
    settings.heldOut = heldOut;
    return GlyphPairs::fromImages(characters, sources, targets, settings).value();
}

} // namespace

class BaselinesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stopsWhenAsked();
    void findsTheRadius_data();
    void findsTheRadius();
    void measuresTheHeldOutAndNoOthers();
    void theLimitTakesTheFirst();
    void aHundredGlyphs();
};

void BaselinesTest::findsTheRadius_data() {
    QTest::addColumn<double>("radius");
    QTest::addColumn<int>("canvas");
    for (const double radius : {-3.0, -1.5, -0.5, 0.0, 0.5, 1.0, 2.5, 3.0}) {
        QTest::addRow("%g at 256", radius) << radius << 256;
        QTest::addRow("%g at 128", radius / 2) << radius / 2 << 128;
    }
    QTest::addRow("beyond the row") << 5.0 << 256;
}

void BaselinesTest::findsTheRadius() {
    QFETCH(double, radius);
    QFETCH(int, canvas);
    const Baselines baselines = measureBaselines(pairsThickenedBy(radius, canvas, 20, 4));
    QCOMPARE(baselines.count, std::size_t(4));
    if (radius > 3) {
        QCOMPARE(baselines.boldedRadius, 3.0);
        QVERIFY(baselines.boldedSource.l1 > 0 && baselines.boldedSource.l1 < baselines.copiedSource.l1);
        return;
    }
    QCOMPARE(baselines.boldedRadius, radius);
    QCOMPARE(baselines.boldedSource.l1, 0.0);
    QVERIFY(std::abs(baselines.boldedSource.ssim - 1) < 1e-12);
    QCOMPARE(baselines.boldedSource.iou, 1.0);
    QCOMPARE(baselines.copiedSource.l1 == 0, radius == 0);
    QCOMPARE(baselines.copiedSource.iou<1, std::abs(radius)> 0.5);
}

void BaselinesTest::measuresTheHeldOutAndNoOthers() {
    const GlyphPairs pairs = pairsThickenedBy(1, 128, 40, 8);
    std::vector<GlyphScore> scores;
    for (const char32_t character : pairs.split().heldOut) {
        const std::size_t index = pairs.indexOf(character);
        scores.push_back(scoreGlyph(pairs.sourceImage(index), pairs.targetImage(index)));
    }
    const GlyphScore expected = meanScore(scores).mean;
    const Baselines baselines = measureBaselines(pairs);
    QCOMPARE(baselines.count, std::size_t(8));
    QCOMPARE(baselines.copiedSource.l1, expected.l1);
    QCOMPARE(baselines.copiedSource.ssim, expected.ssim);
    QCOMPARE(baselines.copiedSource.iou, expected.iou);
}

void BaselinesTest::theLimitTakesTheFirst() {
    const GlyphPairs pairs = pairsThickenedBy(1, 64, 50, 10);
    const std::size_t first = pairs.indexOf(pairs.split().heldOut[0]);
    const Baselines one = measureBaselines(pairs, 1);
    QCOMPARE(one.count, std::size_t(1));
    QCOMPARE(one.copiedSource.l1, scoreGlyph(pairs.sourceImage(first), pairs.targetImage(first)).l1);
    QCOMPARE(measureBaselines(pairs, 3).count, std::size_t(3));
    QCOMPARE(measureBaselines(pairs, 1000).count, std::size_t(10));
}

void BaselinesTest::aHundredGlyphs() {
    const GlyphPairs pairs = pairsThickenedBy(1.5, 256, 500, 100);
    QElapsedTimer timer;
    timer.start();
    const Baselines baselines = measureBaselines(pairs);
    qInfo("%d glyphs at 256 pixels in %d ms", int(baselines.count), int(timer.elapsed()));
    QCOMPARE(baselines.count, std::size_t(100));
    QCOMPARE(baselines.boldedRadius, 1.5);
}

void BaselinesTest::stopsWhenAsked() {
    std::stop_source stop;
    stop.request_stop();
    const auto pairs = pairsThickenedBy(1, 64, 20, 4);
    const auto result =
        guarded("measuring", [&] { return measureBaselines(pairs, 0, stop.get_token()).count; });
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(BaselinesTest)
#include "baselines_test.moc"
