// Our step of the optimiser against LibTorch's own.
#include "core/training/network_optimizers.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace typemould;

namespace {

/// Two layers, one of them larger than a thread's piece.
class Layers : public torch::nn::Module {
public:
    Layers() {
        torch::manual_seed(3);
        large = register_parameter("large", torch::randn({200, 211}));
        small = register_parameter("small", torch::randn({5}));
    }
    torch::Tensor large, small;
};

void setGradients(const torch::nn::Module& layers, int step, double share, torch::ScalarType type) {
    torch::manual_seed(100 + step);
    for (auto& parameter : layers.parameters()) {
        parameter.mutable_grad() = (torch::randn(parameter.sizes()) * share).to(type);
    }
}

double apart(const torch::nn::Module& a, const torch::nn::Module& b) {
    double most = 0;
    for (std::size_t i = 0; i < a.parameters().size(); ++i) {
        most = std::max(most, (a.parameters()[i] - b.parameters()[i]).abs().max().item<double>());
    }
    return most;
}

} // namespace

class OptimizerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stepsAreLibTorchs_data();
    void stepsAreLibTorchs();
    void bfloatGradientsMoveAlike();
    void sharesScaleTheGradients();
    void theNormIsThatOfAllGradients();
    void whatHasNoGradientStays();
    void averagesMoveByTheirShare();
};

void OptimizerTest::stepsAreLibTorchs_data() {
    QTest::addColumn<bool>("adam");
    QTest::newRow("AdamW") << false;
    QTest::newRow("Adam") << true;
}

void OptimizerTest::stepsAreLibTorchs() {
    QFETCH(bool, adam);
    TrainingSettings settings;
    settings.learningRate = 3e-3;
    settings.weightDecay = 0.1;
    settings.optimizer = adam ? OptimizerKind::Adam : OptimizerKind::AdamW;
    const Layers ours, theirs;
    const auto optimizer = generatorOptimizer(ours, settings);
    std::unique_ptr<torch::optim::Optimizer> reference;
    if (adam) {
        reference = std::make_unique<torch::optim::Adam>(
            theirs.parameters(), torch::optim::AdamOptions(3e-3).betas({0.9, 0.99}).weight_decay(0.1));
    } else {
        reference = std::make_unique<torch::optim::AdamW>(
            theirs.parameters(), torch::optim::AdamWOptions(3e-3).betas({0.9, 0.99}).weight_decay(0.1));
    }
    const Layers before;
    for (int step = 0; step < 20; ++step) {
        setGradients(ours, step, 0.1, torch::kFloat);
        setGradients(theirs, step, 0.1, torch::kFloat);
        makeStep(*optimizer, 1, adam ? settings.weightDecay : 0);
        reference->step();
    }
    QVERIFY(apart(ours, before) > 0.02);
    QVERIFY2(apart(ours, theirs) < 2e-6, qPrintable(QString::number(apart(ours, theirs))));
    const auto* moments = momentsOf(*optimizer, ours.large);
    QVERIFY(moments != nullptr && moments->step() == 20);
}

void OptimizerTest::bfloatGradientsMoveAlike() {
    const Layers narrow, wide;
    const auto one = generatorOptimizer(narrow, {}), other = generatorOptimizer(wide, {});
    for (int step = 0; step < 3; ++step) {
        setGradients(narrow, step, 1, torch::kBFloat16);
        setGradients(wide, step, 1, torch::kBFloat16);
        for (auto& parameter : wide.parameters()) {
            parameter.mutable_grad() = parameter.grad().to(torch::kFloat);
        }
        QVERIFY(std::abs(gradientNorm(narrow.parameters()) / gradientNorm(wide.parameters()) - 1) < 1e-6);
        makeStep(*one, 0.5);
        makeStep(*other, 0.5);
    }
    QVERIFY(apart(narrow, wide) == 0);
}

void OptimizerTest::sharesScaleTheGradients() {
    const Layers scaled, small;
    const auto one = discriminatorOptimizer(scaled, {}), other = discriminatorOptimizer(small, {});
    for (int step = 0; step < 3; ++step) {
        setGradients(scaled, step, 1, torch::kFloat);
        setGradients(small, step, 1e-9, torch::kFloat); // so small that epsilon is felt
        makeStep(*one, 1e-9);
        makeStep(*other, 1);
    }
    QVERIFY(apart(scaled, small) < 1e-6);
}

void OptimizerTest::theNormIsThatOfAllGradients() {
    const Layers layers;
    setGradients(layers, 0, 2, torch::kFloat);
    const double squares = layers.large.grad().to(torch::kDouble).square().sum().item<double>() +
                           layers.small.grad().to(torch::kDouble).square().sum().item<double>();
    QVERIFY(std::abs(gradientNorm(layers.parameters()) / std::sqrt(squares) - 1) < 1e-6);
    layers.small.grad()[3] = std::numeric_limits<float>::quiet_NaN();
    QVERIFY(std::isnan(gradientNorm(layers.parameters())));
    layers.small.grad()[3] = std::numeric_limits<float>::infinity();
    QVERIFY(!std::isfinite(gradientNorm(layers.parameters())));
}

void OptimizerTest::whatHasNoGradientStays() {
    const Layers layers, before;
    const auto optimizer = generatorOptimizer(layers, {});
    setGradients(layers, 0, 1, torch::kFloat);
    auto small = layers.small;
    small.mutable_grad() = torch::Tensor();
    makeStep(*optimizer, 1);
    QVERIFY(torch::equal(layers.small, before.small));
    QVERIFY(!torch::equal(layers.large, before.large));
    QVERIFY(momentsOf(*optimizer, layers.small) == nullptr);
}

void OptimizerTest::averagesMoveByTheirShare() {
    const Layers live;
    auto averaged = torch::zeros_like(live.large);
    moveAverage(averaged, live.large.detach(), 0.25);
    QVERIFY((averaged - 0.25 * live.large).abs().max().item<double>() < 1e-6);
}

QTEST_GUILESS_MAIN(OptimizerTest)
#include "optimizer_test.moc"
