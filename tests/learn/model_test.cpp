// The networks' maths: shapes, counts, the three upsampling modes and the exact and nearest ways between
// them.
#include "core/model/discriminator.h"
#include "core/model/generator.h"
#include "core/model/parameters.h"

#include <QTest>

#include <algorithm>

using namespace typemould;

namespace {
double apart(const torch::Tensor& a, const torch::Tensor& b) { return (a - b).abs().max().item<double>(); }

long long parametersOf(const torch::nn::Module& module) {
    long long count = 0;
    for (const auto& parameter : module.parameters()) {
        count += parameter.numel();
    }
    return count;
}

constexpr UpsampleMode modes[] = {UpsampleMode::Transposed, UpsampleMode::PixelShuffle,
                                  UpsampleMode::ResizeConv};
} // namespace

class ModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { torch::manual_seed(1); }
    void blockCountsAreTheNetworksOwn_data();
    void blockCountsAreTheNetworksOwn();
    void upsamplingDoublesAndTrains();
    void exactDirectionsAreExact_data();
    void exactDirectionsAreExact();
    void otherDirectionsAreTheNearest();
    void switchingKeepsWhatTheGeneratorDraws();
    void bfloat16ConvolvesNearlyAlike();
    void gradientsAreTrue();
    void theDiscriminatorSeesBothPictures();
};

void ModelTest::blockCountsAreTheNetworksOwn_data() {
    QTest::addColumn<int>("patch");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("depth");
    QTest::addColumn<int>("mode");
    for (const int mode : {0, 1, 2}) {
        QTest::addRow("house, mode %d", mode) << 4 << 32 << 4 << mode;
        QTest::addRow("small, mode %d", mode) << 1 << 8 << 2 << mode;
        QTest::addRow("folded, mode %d", mode) << 8 << 16 << 3 << mode;
    }
}

void ModelTest::blockCountsAreTheNetworksOwn() {
    QFETCH(int, patch);
    QFETCH(int, width);
    QFETCH(int, depth);
    QFETCH(int, mode);
    const auto config = houseConfig(128, patch, width, depth, modes[mode]);
    Generator generator(config);
    long long all = 0;
    for (const auto& block : blocksOf(config)) {
        const auto module = generator->block(block.name);
        QVERIFY2(module != nullptr, block.name.c_str());
        QCOMPARE(parametersOf(*module), block.parameters);
        all += block.parameters;
    }
    QCOMPARE(parametersOf(*generator), all);
    QVERIFY(generator->block("attic") == nullptr);
    torch::NoGradGuard guard;
    const auto out = generator(torch::rand({2, 1, 128, 128}) * 2 - 1);
    QVERIFY(out.sizes().vec() == (std::vector<std::int64_t>{2, 1, 128, 128}));
    QVERIFY(out.abs().max().item<double>() <= 1);
}

void ModelTest::upsamplingDoublesAndTrains() {
    for (const auto mode : modes) {
        Upsample up(3, 5, mode);
        const auto out = up(torch::randn({2, 3, 6, 7}));
        QVERIFY(out.sizes().vec() == (std::vector<std::int64_t>{2, 5, 12, 14}));
        out.sum().backward();
        QVERIFY(up->weight.grad().abs().sum().item<double>() > 0);
        QVERIFY(up->bias.grad().abs().sum().item<double>() > 0);
    }
}

void ModelTest::exactDirectionsAreExact_data() {
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::newRow("transposed to pixel_shuffle") << 0 << 1;
    QTest::newRow("resize_conv to pixel_shuffle") << 2 << 1;
    QTest::newRow("resize_conv to transposed") << 2 << 0;
}

void ModelTest::exactDirectionsAreExact() {
    QFETCH(int, from);
    QFETCH(int, to);
    torch::NoGradGuard guard;
    Upsample old(6, 4, modes[from]), next(6, 4, modes[to]);
    old->bias.normal_();
    const auto kernel = convertedUpsampling({old->weight, old->bias}, modes[from], modes[to]);
    next->weight.copy_(kernel.weight);
    next->bias.copy_(kernel.bias);
    const auto input = torch::randn({2, 6, 9, 8});
    QVERIFY2(apart(old(input), next(input)) < 1e-5,
             qPrintable(QString::number(apart(old(input), next(input))))); // borders too
    QVERIFY(upsamplingResidual({old->weight, old->bias}, modes[from], modes[to]) < 1e-6);
    // And back again to what it was.
    const auto back = convertedUpsampling(kernel, modes[to], modes[from]);
    QVERIFY(apart(back.weight, old->weight) < 1e-5 && apart(back.bias, old->bias) < 1e-5);
}

// No kernel near the converted one comes nearer to the old function: the residual is smallest there.
void ModelTest::otherDirectionsAreTheNearest() {
    torch::NoGradGuard guard;
    for (const auto& [from, to] : {std::pair{1, 0}, std::pair{1, 2}, std::pair{0, 2}}) {
        Upsample old(2, 2, modes[from]), next(2, 2, modes[to]);
        const auto kernel = convertedUpsampling({old->weight, old->bias}, modes[from], modes[to]);
        const double residual = upsamplingResidual({old->weight, old->bias}, modes[from], modes[to]);
        QVERIFY(residual > 0.05 && residual < 1);
        // White noise in: the mean squared difference of the outputs is the squared distance of the
        // functions.
        const auto input = torch::randn({16, 2, 32, 32});
        const auto wanted = old(input);
        const auto distance = [&](const torch::Tensor& weight) {
            next->weight.copy_(weight);
            next->bias.copy_(kernel.bias);
            return (next(input) - wanted).slice(2, 4, -4).slice(3, 4, -4).square().mean().item<double>();
        };
        const double best = distance(kernel.weight);
        for (int i = 0; i < 20; ++i) {
            QVERIFY(distance(kernel.weight + 0.1 * torch::randn_like(kernel.weight)) > best);
        }
    }
}

void ModelTest::switchingKeepsWhatTheGeneratorDraws() {
    torch::NoGradGuard guard;
    auto config = houseConfig(64, 2, 8, 3, UpsampleMode::Transposed);
    Generator old(config);
    setUpsampling(config, UpsampleMode::PixelShuffle);
    Generator next(config);
    const auto input = torch::rand({2, 1, 64, 64}) * 2 - 1;
    QVERIFY(apart(old(input), next(input)) > 1e-2);
    copyWeights(old, next);
    QVERIFY2(apart(old(input), next(input)) <= 1e-4,
             qPrintable(QString::number(apart(old(input), next(input)))));
}

void ModelTest::bfloat16ConvolvesNearlyAlike() {
    Convolution conv(8, 8, 3);
    const auto input = torch::randn({2, 8, 16, 16});
    const auto whole = conv(input);
    {
        const ReducedPrecision outer(true);
        QVERIFY(ReducedPrecision::active());
        const auto reduced = conv(input);
        QVERIFY(reduced.scalar_type() == torch::kBFloat16); // what follows goes on in it
        QVERIFY(apart(whole, reduced) > 0 && apart(whole, reduced) < 0.05);
        {
            const ReducedPrecision inner(false);
            QVERIFY(apart(whole, conv(input)) == 0);
        }
        QVERIFY(ReducedPrecision::active());
        reduced.sum().backward();
        QVERIFY(conv->weight.grad().scalar_type() == torch::kBFloat16);
        conv(input).sum().backward(); // and is added up in float32
        QVERIFY(conv->weight.grad().scalar_type() == torch::kFloat);
    }
    QVERIFY(!ReducedPrecision::active());
}

// Finite differences in float64 against what backward() says, for the whole generator in each mode.
void ModelTest::gradientsAreTrue() {
    for (const auto mode : modes) {
        Generator generator(houseConfig(32, 1, 8, 2, mode));
        generator->to(torch::kDouble);
        const auto input = torch::rand({1, 1, 32, 32}, torch::kDouble) * 2 - 1;
        const auto weights = torch::randn({1, 1, 32, 32}, torch::kDouble);
        const auto value = [&] { return (generator(input) * weights).sum(); };
        value().backward();
        torch::NoGradGuard guard;
        for (const auto& item : generator->named_parameters()) {
            auto flat = item.value().view({-1});
            const auto at = flat.numel() / 2;
            const double before = flat[at].item<double>();
            const double step = 1e-6;
            flat[at].fill_(before + step);
            const double above = value().item<double>();
            flat[at].fill_(before - step);
            const double below = value().item<double>();
            flat[at].fill_(before);
            const double measured = (above - below) / (2 * step);
            const double said = item.value().grad().view({-1})[at].item<double>();
            QVERIFY2(std::abs(measured - said) < 1e-5 * std::max(1.0, std::abs(said)), item.key().c_str());
        }
    }
}

void ModelTest::theDiscriminatorSeesBothPictures() {
    torch::NoGradGuard guard;
    Discriminator discriminator(houseDiscriminator(64, 4, 8));
    const auto a = torch::rand({1, 1, 64, 64}), b = torch::rand({1, 1, 64, 64}),
               c = torch::rand({1, 1, 64, 64});
    const auto map = discriminator(a, b);
    QVERIFY(map.sizes().vec() == (std::vector<std::int64_t>{1, 1, 4, 4}));
    QVERIFY(apart(map, discriminator(a, c)) > 0 && apart(map, discriminator(c, b)) > 0);
}

QTEST_GUILESS_MAIN(ModelTest)
#include "model_test.moc"
