// The kernels of our own against what LibTorch computes, there and back, in float32 and bfloat16.
#include "core/model/bfloat.h"
#include "core/model/convolution.h"
#include "core/model/generator.h"
#include "core/model/group_normalise.h"
#include "core/model/in_parallel.h"
#include "core/model/pixel_shuffle.h"
#include "core/model/reduced.h"
#include "core/model/upsample.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <mutex>
#include <set>
#include <thread>

using namespace typemould;

namespace {

/// The largest difference over the largest number of `b`.
double apart(const torch::Tensor& a, const torch::Tensor& b) {
    const auto wide = b.to(torch::kDouble);
    return (a.to(torch::kDouble) - wide).abs().max().item<double>() /
           std::max(1e-6, wide.abs().max().item<double>());
}

bool same(const torch::Tensor& a, const torch::Tensor& b) {
    return a.scalar_type() == b.scalar_type() && torch::equal(a, b);
}

/// What a computation gives, and the gradients of its inputs for one random gradient of that.
struct ThereAndBack {
    torch::Tensor output;
    std::vector<torch::Tensor> gradients;
};
template <class Compute>
ThereAndBack thereAndBack(std::vector<torch::Tensor> inputs, Compute compute) {
    for (auto& input : inputs) {
        input = input.detach().clone().requires_grad_(true);
    }
    const auto output = compute(inputs);
    torch::manual_seed(7);
    output.backward(torch::randn(output.sizes()).to(output.scalar_type()));
    ThereAndBack result{output.detach(), {}};
    for (const auto& input : inputs) {
        result.gradients.push_back(input.grad());
    }
    return result;
}

void alike(const ThereAndBack& a, const ThereAndBack& b, double tolerance) {
    QVERIFY2(apart(a.output, b.output) <= tolerance, qPrintable(QString::number(apart(a.output, b.output))));
    for (std::size_t i = 0; i < a.gradients.size(); ++i) {
        const double difference = apart(a.gradients[i], b.gradients[i]);
        QVERIFY2(difference <= tolerance, qPrintable(QString("gradient %1: %2").arg(i).arg(difference)));
    }
}

constexpr Family families[] = {Family::House, Family::Classic, Family::Film};

/// A network for 64 px, without batch norms.
GeneratorConfig smallConfig(Family family) {
    auto config = family == Family::House     ? houseConfig(64, 4, 8, 3, UpsampleMode::PixelShuffle)
                  : family == Family::Classic ? classicConfig(64, 4, 6, 3, 8, UpsampleMode::PixelShuffle,
                                                              SkipMode::Add, NormKind::Instance)
                                              : filmConfig(64, 4, 6, 3, 8, FilmUpMode::PixelShuffle);
    config.norm = config.norm == NormKind::Batch ? NormKind::Instance : config.norm;
    return config;
}

} // namespace

class KernelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { torch::manual_seed(1); }
    void bfloatsAreRoundedAsLibTorchRounds();
    void normsAreLibTorchs_data();
    void normsAreLibTorchs();
    void normsShowWhatIsNoNumber();
    void smallActivationsAreExact();
    void workIsSharedOutOverThreads();
    void normsCanBeDifferentiatedTwiceWhereAskedFor();
    void shufflesAreLibTorchs_data();
    void shufflesAreLibTorchs();
    void deepConvolutionsAreProducts();
    void convolutionsToOneChannelAreSumsOfMaps();
    void transposedConvolutionsAreShuffledOnes();
    void gradientsOfWeightsStayInBfloatAndAddUpWide();
    void goingDownBesideChangesNothing();
};

void KernelsTest::bfloatsAreRoundedAsLibTorchRounds() {
    constexpr float infinite = std::numeric_limits<float>::infinity();
    auto numbers = torch::randn({5000}) * torch::pow(10.0, torch::randint(-38, 38, {5000}).to(torch::kFloat));
    for (const float special : {0.0F, -0.0F, infinite, -infinite, 3.4e38F, 1.0F + 1.0F / 256,
                                1.0F + 3.0F / 256, std::numeric_limits<float>::denorm_min()}) {
        numbers = torch::cat({numbers, torch::tensor({special})});
    }
    QVERIFY(same(inBfloat(numbers), numbers.to(torch::kBFloat16)));
    QVERIFY(std::isnan(inBfloat(torch::tensor({std::nanf("")})).item<float>()));
    Bfloat bits[3];
    const float odd[] = {std::nanf(""), -std::nanf("0x7fffff"), infinite};
    narrow(odd, bits, 3);
    float back[3];
    widen(bits, back, 3);
    QVERIFY(std::isnan(back[0]) && std::isnan(back[1]) && back[2] == infinite);
    const auto there =
        thereAndBack({numbers.slice(0, 0, 100)}, [](const auto& inputs) { return inBfloat(inputs[0]) * 2; });
    QVERIFY(there.gradients[0].scalar_type() == torch::kFloat);
}

void KernelsTest::normsAreLibTorchs_data() {
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("groups");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("scaled");
    QTest::addColumn<bool>("silu");
    QTest::newRow("group, SiLU") << 16 << 4 << 12 << 12 << true << true;
    QTest::newRow("group, more than a piece") << 8 << 2 << 40 << 41 << true << true;
    QTest::newRow("group, no activation") << 6 << 3 << 5 << 7 << true << false;
    QTest::newRow("instance") << 5 << 5 << 33 << 37 << false << false;
    QTest::newRow("instance, four places") << 7 << 7 << 2 << 2 << false << false;
    QTest::newRow("one group") << 3 << 1 << 1 << 17 << true << true;
}

void KernelsTest::normsAreLibTorchs() {
    QFETCH(int, channels);
    QFETCH(int, groups);
    QFETCH(int, height);
    QFETCH(int, width);
    QFETCH(bool, scaled);
    QFETCH(bool, silu);
    const auto input = torch::randn({3, channels, height, width}) * 2 + 0.7;
    std::vector<torch::Tensor> inputs{input};
    if (scaled) {
        inputs.push_back(torch::randn({channels}));
        inputs.push_back(torch::randn({channels}));
    }
    const auto theirs = thereAndBack(inputs, [&](const auto& given) {
        const auto normed = torch::group_norm(given[0], groups, scaled ? given[1] : torch::Tensor(),
                                              scaled ? given[2] : torch::Tensor());
        return silu ? torch::silu(normed) : normed;
    });
    for (const bool narrow : {false, true}) {
        const auto ours = thereAndBack(inputs, [&](const auto& given) {
            return groupNormalised(narrow ? inBfloat(given[0]) : given[0], groups,
                                   scaled ? given[1] : torch::Tensor(), scaled ? given[2] : torch::Tensor(),
                                   silu ? Activation::Silu : Activation::None);
        });
        QVERIFY(ours.output.scalar_type() == (narrow ? torch::kBFloat16 : torch::kFloat));
        alike(ours, theirs, narrow ? 2e-2 : 1e-5);
    }
}

void KernelsTest::smallActivationsAreExact() {
    // Where almost nothing of a number is let through, that little is right.
    const auto input = torch::randn({2, 4, 8, 8});
    const auto shift = torch::tensor({-6.0F, -12.0F, -20.0F, 9.0F}), scale = torch::ones({4});
    const auto ours = groupNormalised(input, 4, scale, shift, Activation::Silu).to(torch::kDouble);
    const auto theirs = torch::silu(
        torch::group_norm(input.to(torch::kDouble), 4, scale.to(torch::kDouble), shift.to(torch::kDouble)));
    const double error = ((ours - theirs) / theirs).abs().max().item<double>();
    QVERIFY2(error < 1e-4, qPrintable(QString::number(error)));
}

void KernelsTest::workIsSharedOutOverThreads() {
    const int before = torch::get_num_threads();
    torch::set_num_threads(2);
    std::mutex mutex;
    std::set<std::thread::id> threads;
    std::vector<int> visits(1000);
    inParallel(1000, 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = begin; i < end; ++i) {
            ++visits[static_cast<std::size_t>(i)];
        }
        const std::lock_guard lock(mutex);
        threads.insert(std::this_thread::get_id());
    });
    torch::set_num_threads(before);
    QCOMPARE(threads.size(), std::size_t{2});
    QVERIFY(std::all_of(visits.begin(), visits.end(), [](int count) { return count == 1; }));
    QVERIFY_EXCEPTION_THROWN(inParallel(8, 1, [](auto, auto) { throw std::runtime_error("a part fails"); }),
                             std::runtime_error);
}

void KernelsTest::normsShowWhatIsNoNumber() {
    auto input = torch::randn({1, 2, 4, 4});
    input[0][0][1][1] = std::nanf("");
    const auto output = groupNormalised(input, 2, {}, {}, Activation::Silu);
    QVERIFY(torch::isnan(output[0][0]).all().item<bool>());
    QVERIFY(torch::isfinite(output[0][1]).all().item<bool>());
}

void KernelsTest::normsCanBeDifferentiatedTwiceWhereAskedFor() {
    const auto slope = [] {
        const auto x = torch::randn({1, 4, 6, 6}).requires_grad_(true);
        const auto y = groupNormalised(x, 4, {}, {}, Activation::None).pow(3).sum();
        return torch::autograd::grad({y}, {x}, {}, true, true)[0].square().sum();
    };
    QVERIFY_EXCEPTION_THROWN(slope(), std::exception); // not silently wrong
    const DifferentiableTwice guard;
    slope().backward();
}

void KernelsTest::shufflesAreLibTorchs_data() {
    QTest::addColumn<int>("factor");
    for (const int factor : {2, 3, 4, 8}) {
        QTest::addRow("by %d", factor) << factor;
    }
}

void KernelsTest::shufflesAreLibTorchs() {
    QFETCH(int, factor);
    const auto small = torch::randn({2, 3 * factor * factor, 5, 7});
    for (const auto type : {torch::kFloat, torch::kBFloat16, torch::kDouble}) {
        const auto map = small.to(type);
        const auto large = torch::pixel_shuffle(map, factor);
        QVERIFY(same(pixelShuffle(map, factor), large));
        QVERIFY(same(pixelUnshuffle(large, factor), map));
        const auto turned = map.permute({0, 1, 3, 2}); // not as it lies in memory
        QVERIFY(same(pixelShuffle(turned, factor), torch::pixel_shuffle(turned, factor)));
    }
    alike(thereAndBack({small}, [&](const auto& given) { return pixelShuffle(given[0], factor); }),
          thereAndBack({small}, [&](const auto& given) { return torch::pixel_shuffle(given[0], factor); }),
          0);
    QVERIFY_EXCEPTION_THROWN(pixelShuffle(small.slice(1, 1), factor), std::exception);
}

void KernelsTest::deepConvolutionsAreProducts() {
    for (const int stride : {1, 2}) {
        const int kernel = stride == 2 ? 4 : 3;
        const std::vector<torch::Tensor> inputs{torch::randn({2, 128, 4, 4}),
                                                torch::randn({24, 128, kernel, kernel}), torch::randn({24})};
        const auto theirs = thereAndBack(inputs, [&](const auto& given) {
            return torch::conv2d(given[0], given[1], given[2], stride, 1);
        });
        const auto convolved = [&](const auto& given) {
            return convolve(given[0], given[1], given[2], stride, 1);
        };
        alike(thereAndBack(inputs, convolved), theirs, 1e-5);
        const ReducedPrecision reduced(true);
        alike(thereAndBack(inputs, convolved), theirs, 3e-2);
    }
}

void KernelsTest::convolutionsToOneChannelAreSumsOfMaps() {
    for (const int kernel : {3, 5}) {
        const std::vector<torch::Tensor> inputs{torch::randn({2, 64, 9, 11}),
                                                torch::randn({1, 64, kernel, kernel}), torch::randn({1})};
        const auto theirs = thereAndBack(inputs, [&](const auto& given) {
            return torch::conv2d(given[0], given[1], given[2], 1, kernel / 2);
        });
        const auto convolved = [&](const auto& given) {
            return convolve(given[0], given[1], given[2], 1, kernel / 2);
        };
        alike(thereAndBack(inputs, convolved), theirs, 1e-5);
        const ReducedPrecision reduced(true);
        alike(thereAndBack(inputs, convolved), theirs, 3e-2);
    }
}

void KernelsTest::transposedConvolutionsAreShuffledOnes() {
    Upsample up(6, 5, Upsampling{UpsampleMode::Transposed});
    const auto input = torch::randn({2, 6, 7, 9});
    const auto theirs = torch::conv_transpose2d(input, up->weight, up->bias, 2, 1);
    QVERIFY(apart(up(input), theirs) <= 1e-5);
    const ReducedPrecision reduced(true);
    QVERIFY(up(input).scalar_type() == torch::kBFloat16);
    QVERIFY(apart(up(input), theirs) <= 2e-2);
}

void KernelsTest::gradientsOfWeightsStayInBfloatAndAddUpWide() {
    Convolution conv(8, 8, 3);
    const auto input = torch::randn({2, 8, 16, 16});
    conv(input).sum().backward();
    const auto whole = conv->weight.grad().clone();
    conv->weight.mutable_grad() = torch::Tensor();
    const ReducedPrecision reduced(true);
    conv(input).sum().backward();
    QVERIFY(conv->weight.grad().scalar_type() == torch::kBFloat16);
    QVERIFY(apart(conv->weight.grad(), whole) <= 2e-2);
    conv(input).sum().backward();
    QVERIFY(conv->weight.grad().scalar_type() == torch::kFloat);
    QVERIFY(apart(conv->weight.grad(), 2 * whole) <= 2e-2);
}

void KernelsTest::goingDownBesideChangesNothing() {
    for (const auto family : families) {
        const auto config = smallConfig(family);
        Generator network(config);
        network->eval();
        network->to(torch::kDouble); // sums in another order are no difference then
        const auto input = torch::rand({2, 1, 64, 64}, torch::kDouble) * 2 - 1;
        const auto beside = torch::rand({2, 1, 64, 64}, torch::kDouble) * 2 - 1;
        const auto styles = family == Family::House ? torch::Tensor() : torch::tensor({0, 2}, torch::kLong);
        torch::Tensor features, ofBeside, alone;
        const auto drawn = network->forwardBeside(input, beside, styles, &features, &ofBeside);
        QVERIFY(apart(drawn, network->forward(input, styles, &alone)) <= 1e-12);
        QVERIFY(apart(features, alone) <= 1e-12);
        QVERIFY(apart(ofBeside, network->features(beside, styles)) <= 1e-12);
    }
}

QTEST_GUILESS_MAIN(KernelsTest)
#include "kernels_test.moc"
