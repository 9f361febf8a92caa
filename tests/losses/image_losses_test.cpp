// Losses on images: their values where these are known, their gradients, and that following them leads to the
// true glyph.
#include "core/losses/image_losses.h"
#include "core/metrics/image_metrics.h"
#include "tests/losses/loss_checks.h"

#include <QTest>

using namespace typemould;
using namespace typemould::testing;

namespace {

/// A dark bar on paper, (1, 1, 24, 24), from column `left` on, `width` wide; float64.
torch::Tensor bar(int left, int width) {
    auto image = torch::ones({1, 1, 24, 24}, torch::kDouble);
    image.slice(3, left, left + width).fill_(-1);
    return image;
}

torch::Tensor noise() {
    torch::manual_seed(3);
    return torch::rand({2, 1, 20, 18}, torch::kDouble) * 1.6 - 0.8;
}

GrayImage asImage(const torch::Tensor& image) {
    GrayImage grey(static_cast<int>(image.size(1)), static_cast<int>(image.size(0)));
    for (int y = 0; y < grey.height; ++y) {
        for (int x = 0; x < grey.width; ++x) {
            grey.at(x, y) = static_cast<std::uint8_t>(std::lround(127.5 * (image[y][x].item<double>() + 1)));
        }
    }
    return grey;
}

double number(const torch::Tensor& value) { return value.item<double>(); }

} // namespace

class ImageLossesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingBetweenAGlyphAndItself();
    void l1IsOnGrey();
    void anEdgeIsCountedOnce();
    void edgesAreBlindToAnEvenShade();
    void ssimIsTheMetric();
    void totalVariationIsTheLengthOfTheOutline();
    void gradientsAreTrue_data();
    void gradientsAreTrue();
    void followingItLeadsToTheGlyph_data();
    void followingItLeadsToTheGlyph();
};

void ImageLossesTest::nothingBetweenAGlyphAndItself() {
    const auto glyph = bar(5, 6);
    QVERIFY(number(greyL1(glyph, glyph)) == 0 && number(edgeLoss(glyph, glyph)) == 0);
    QVERIFY(std::abs(number(ssimLoss(glyph, glyph))) < 1e-12);
}

void ImageLossesTest::l1IsOnGrey() {
    QCOMPARE(number(greyL1(bar(0, 24), bar(0, 0))), 1.0);
    QCOMPARE(number(greyL1(bar(4, 6), bar(4, 3))), 3.0 / 24);
}

void ImageLossesTest::anEdgeIsCountedOnce() {
    // A step across: Sobel gives 1 in both columns beside it, in every row; nothing down. Mean of two maps.
    auto half = torch::ones({1, 1, 24, 24}, torch::kDouble);
    half.slice(3, 12).fill_(-1);
    QVERIFY(std::abs(number(edgeLoss(half, torch::ones_like(half))) - 0.5 * 2.0 / 24) < 1e-12);
    QVERIFY(std::abs(number(edgeLoss(half.transpose(2, 3), torch::ones_like(half))) - 0.5 * 2.0 / 24) <
            1e-12);
}

void ImageLossesTest::edgesAreBlindToAnEvenShade() {
    const auto glyph = noise();
    QVERIFY(number(edgeLoss(glyph + 0.1, glyph)) < 1e-12 && number(greyL1(glyph + 0.1, glyph)) > 0.04);
}

void ImageLossesTest::ssimIsTheMetric() {
    torch::manual_seed(5);
    const auto round = [](const torch::Tensor& image) {
        return torch::round((image + 1) * 127.5) / 127.5 - 1;
    };
    const auto a = round(bar(6, 5) * 0.9 + 0.05 * torch::randn({1, 1, 24, 24}, torch::kDouble).clamp(-1, 1));
    const auto b = round(bar(7, 6) * 0.95);
    const double metric = scoreGlyph(asImage(a[0][0]), asImage(b[0][0])).ssim;
    QVERIFY(metric > 0.1 && metric < 0.95);
    QVERIFY2(std::abs(1 - number(ssimLoss(a, b)) - metric) < 1e-9, qPrintable(QString::number(metric)));
}

void ImageLossesTest::totalVariationIsTheLengthOfTheOutline() {
    QCOMPARE(number(totalVariation(bar(0, 0))), 0.0);
    QVERIFY(std::abs(number(totalVariation(bar(5, 6))) - 2.0 / 23) < 1e-12); // two steps in each row of 23
}

void ImageLossesTest::gradientsAreTrue_data() {
    QTest::addColumn<int>("which");
    QTest::newRow("L1") << 0;
    QTest::newRow("edge") << 1;
    QTest::newRow("SSIM") << 2;
    QTest::newRow("total variation") << 3;
}

namespace {
torch::Tensor loss(int which, const torch::Tensor& drawn, const torch::Tensor& truth) {
    return which == 0   ? greyL1(drawn, truth)
           : which == 1 ? edgeLoss(drawn, truth)
           : which == 2 ? ssimLoss(drawn, truth)
                        : totalVariation(drawn);
}
} // namespace

void ImageLossesTest::gradientsAreTrue() {
    QFETCH(int, which);
    const auto drawn = noise();
    const auto truth = noise().flip(3);
    const double error = gradientError([&](const torch::Tensor& x) { return loss(which, x, truth); }, drawn);
    QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
}

void ImageLossesTest::followingItLeadsToTheGlyph_data() { gradientsAreTrue_data(); }

void ImageLossesTest::followingItLeadsToTheGlyph() {
    QFETCH(int, which);
    const auto truth = bar(6, 7);
    torch::manual_seed(1);
    const auto drawn = torch::rand({1, 1, 24, 24}, torch::kDouble) * 2 - 1;
    const double left = fallen([&](const torch::Tensor& x) { return loss(which, x, truth); }, drawn);
    QVERIFY2(left < 0.35, qPrintable(QString::number(left)));
}

QTEST_GUILESS_MAIN(ImageLossesTest)
#include "image_losses_test.moc"
