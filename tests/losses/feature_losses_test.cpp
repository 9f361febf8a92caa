// Losses on features: constancy of the encoder, matching of the discriminator's maps, the style head.
#include "core/losses/feature_losses.h"
#include "tests/losses/loss_checks.h"

#include <QTest>

using namespace typemould;
using namespace typemould::testing;

namespace {
double number(const torch::Tensor& value) { return value.item<double>(); }
torch::Tensor map(int seed) {
    torch::manual_seed(seed);
    return torch::randn({2, 4, 3, 3}, torch::kDouble);
}
} // namespace

class FeatureLossesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void constancyOfEqualFeatures();
    void pooledFeaturesMayMove();
    void constancyTeachesBothSides();
    void matchingIsTheMeanOverLayers();
    void matchingLeavesTheTrueMapsAlone();
    void anUndecidedStyleHead();
    void gradientsAreTrue();
};

void FeatureLossesTest::constancyOfEqualFeatures() {
    for (const auto kind : {ConstancyKind::Absolute, ConstancyKind::Pooled}) {
        QCOMPARE(number(constancyLoss(kind, map(1), map(1))), 0.0);
        QVERIFY(number(constancyLoss(kind, map(1), map(2))) > 0.01);
    }
    QVERIFY(std::abs(number(constancyLoss(ConstancyKind::Absolute, map(1) + 0.5, map(1))) - 0.5) < 1e-12);
    QVERIFY(std::abs(number(constancyLoss(ConstancyKind::Pooled, map(1) + 0.5, map(1))) - 0.25) < 1e-12);
    const auto flat = map(1).flatten(1); // features without a map, as the FiLM network's
    QVERIFY(std::abs(number(constancyLoss(ConstancyKind::Pooled, flat + 0.5, flat)) - 0.25) < 1e-12);
}

void FeatureLossesTest::pooledFeaturesMayMove() {
    const auto moved = map(1).roll({1, 1}, {2, 3});
    QVERIFY(number(constancyLoss(ConstancyKind::Pooled, map(1), moved)) < 1e-12);
    QVERIFY(number(constancyLoss(ConstancyKind::Absolute, map(1), moved)) > 0.1);
}

void FeatureLossesTest::constancyTeachesBothSides() {
    auto a = map(1).requires_grad_(true), b = map(2).requires_grad_(true);
    constancyLoss(ConstancyKind::Absolute, a, b).backward();
    QVERIFY(a.grad().defined() && b.grad().defined());
}

void FeatureLossesTest::matchingIsTheMeanOverLayers() {
    const auto other = torch::ones({2, 8, 2, 2}, torch::kDouble);
    QVERIFY(std::abs(number(featureMatching({map(1) + 1, other}, {map(1), other + 0.5})) - 0.75) < 1e-12);
    QCOMPARE(number(featureMatching({}, {})), 0.0);
}

void FeatureLossesTest::matchingLeavesTheTrueMapsAlone() {
    auto drawn = map(1).requires_grad_(true), truth = map(2).requires_grad_(true);
    featureMatching({drawn}, {truth}).backward();
    QVERIFY(drawn.grad().defined() && !truth.grad().defined());
}

void FeatureLossesTest::anUndecidedStyleHead() {
    const auto rows = torch::tensor({0, 2});
    QVERIFY(std::abs(number(styleLoss(torch::zeros({2, 3}, torch::kDouble), rows)) - std::log(3.0)) < 1e-12);
    const auto right = torch::tensor({{9., 0., 0.}, {0., 0., 9.}}, torch::kDouble);
    QVERIFY(number(styleLoss(right, rows)) < 0.001);
}

void FeatureLossesTest::gradientsAreTrue() {
    for (const auto kind : {ConstancyKind::Absolute, ConstancyKind::Pooled}) {
        QVERIFY(gradientError([&](const torch::Tensor& x) { return constancyLoss(kind, x, map(2)); },
                              map(1)) < 1e-6);
        QVERIFY(gradientError([&](const torch::Tensor& x) { return constancyLoss(kind, map(1), x); },
                              map(2)) < 1e-6);
    }
    QVERIFY(gradientError(
                [&](const torch::Tensor& x) {
                    return featureMatching({x, x * 2}, {map(2), map(3)});
                },
                map(1)) < 1e-6);
    QVERIFY(gradientError(
                [&](const torch::Tensor& x) {
                    return styleLoss(x, torch::tensor({1, 0}));
                },
                torch::tensor({{0.1, 0.4, -1.}, {0.7, -0.2, 0.3}}, torch::kDouble)) < 1e-6);
}

QTEST_GUILESS_MAIN(FeatureLossesTest)
#include "feature_losses_test.moc"
