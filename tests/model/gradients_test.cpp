// Each kind of block: what backward() says against finite differences in float64; and the maths between the
// ways of doubling.
#include "core/model/discriminator.h"
#include "core/model/generator.h"

#include <QTest>
#include <algorithm>
#include <functional>

using namespace typemould;

namespace {

double apart(const torch::Tensor& a, const torch::Tensor& b) { return (a - b).abs().max().item<double>(); }

using Module = std::shared_ptr<torch::nn::Module>;
using Call = std::function<torch::Tensor(const torch::Tensor&)>;

struct Block {
    std::string name;
    Module module;
    Call call;
    std::vector<std::int64_t> input{2, 8, 4, 6};
};

template <class Holder>
Block plain(std::string name, Holder holder) {
    return {std::move(name), holder.ptr(),
            [holder](const torch::Tensor& x) mutable { return holder->forward(x); }};
}

torch::Tensor fixedMap(std::vector<std::int64_t> sizes) {
    const auto count = sizes[0] * sizes[1] * sizes[2] * sizes[3];
    return torch::sin(torch::arange(count, torch::kDouble)).reshape(sizes);
}

std::vector<Block> smallBlocks() {
    std::vector<Block> blocks{plain("norm instance", Norm(NormKind::Instance, 8)),
                              plain("norm group", Norm(NormKind::Group, 8)),
                              plain("norm batch", Norm(NormKind::Batch, 8)),
                              plain("convolution 3x3", Convolution(8, 4, 3)),
                              plain("convolution 4x4, no bias", Convolution(8, 4, 4, 2, false)),
                              plain("residual, norm first", ResidualBlock(NormKind::Group, 8)),
                              plain("residual, convolution first", PostResidual(8)),
                              plain("skip, weakened", SkipWeakener(8, NormKind::Instance, 0.0)),
                              plain("refine, convolution", Refine(Refinement::Convolution, 8)),
                              plain("refine, residual", Refine(Refinement::Residual, 8)),
                              plain("attention softmax", Attention(8, false)),
                              plain("attention linear", Attention(8, true)),
                              plain("transformer", Transformer(8))};
    SkipGate gate(8);
    blocks.push_back({"skip, gated", gate.ptr(), [gate](const torch::Tensor& x) mutable {
                          return gate->forward(x, fixedMap({2, 8, 4, 6}));
                      }});
    Film film(3, 8);
    blocks.push_back({"film", film.ptr(), [film](const torch::Tensor& x) mutable {
                          return film->forward(x, x.slice(1, 0, 3).mean({2, 3}));
                      }});
    StyleEmbedding embedding(3, 5);
    blocks.push_back(
        {"embedding", embedding.ptr(), [embedding](const torch::Tensor& x) mutable {
             return embedding->forward(torch::tensor({2, 1}), 2).sum(1).reshape({2, 1, 1, 1}) * x;
         }});
    Attention first(8, false);
    Transformer second(8);
    const auto both = std::make_shared<torch::nn::Module>("both");
    both->register_module("first", first);
    both->register_module("second", second);
    blocks.push_back(
        {"attention residuals over other sizes", both, [first, second](const torch::Tensor& x) mutable {
             AttentionScores scores;
             const auto y = first->forward(x, &scores);
             return second->forward(torch::avg_pool2d(y, 2), &scores);
         }});
    for (const bool overshoot : {false, true}) {
        for (const auto& way : {Upsampling(UpsampleMode::Transposed), Upsampling(UpsampleMode::PixelShuffle),
                                Upsampling(UpsampleMode::PixelShuffle, ResizeKind::Nearest, 5),
                                Upsampling(UpsampleMode::ResizeConv),
                                Upsampling(UpsampleMode::ResizeConv, ResizeKind::Bilinear)}) {
            blocks.push_back(
                plain(std::string("up ") + upsampleModeName(way.mode), Upsample(8, 3, way, true, overshoot)));
        }
    }
    return blocks;
}

std::vector<Block> largeBlocks() {
    std::vector<Block> blocks;
    for (const int family : {0, 1, 2}) {
        auto config = family == 0   ? houseConfig(32, 2, 8, 2, UpsampleMode::PixelShuffle)
                      : family == 1 ? classicConfig(16, 4, 3, 2, 4, UpsampleMode::Transposed,
                                                    SkipMode::Concat, NormKind::Batch)
                                    : filmConfig(16, 4, 3, 2, 4, FilmUpMode::Hybrid);
        config.canvas = 32;
        config.style = family == 1 ? StyleMode::Concat : StyleMode::FilmEvery;
        config.styles = 2;
        config.styleDim = 4;
        config.levels[1].attention = AttentionKind::Softmax;
        config.bottleneckAttention = AttentionKind::Transformer;
        config.attentionResiduals = true;
        config.levels[family == 0 ? 0 : 1].skipFilter = SkipFilter::Gate;
        for (auto& level : config.levels) {
            level.dropout = 0;
        }
        Generator generator(config);
        blocks.push_back({"generator " + std::to_string(family),
                          generator.ptr(),
                          [generator](const torch::Tensor& x) mutable {
                              return generator->forward(x, torch::tensor({0, 1}));
                          },
                          {2, 1, 32, 32}});
        blocks.push_back({"features " + std::to_string(family),
                          nullptr,
                          [generator](const torch::Tensor& x) mutable {
                              return generator->features(x, torch::tensor({0, 1}));
                          },
                          {2, 1, 32, 32}});
        auto judge = family == 0   ? houseDiscriminator(32, 2, 8)
                     : family == 1 ? classicDiscriminator(32, 4, 3, NormKind::Instance, true)
                                   : filmDiscriminator(64, 4, 3);
        judge.styleHead = true;
        judge.styles = 3;
        for (const auto verdict : {VerdictKind::Patches, VerdictKind::Linear}) {
            judge.verdict = verdict;
            Discriminator discriminator(judge);
            discriminator->eval(); // the vectors of the spectral norm stand still
            const std::int64_t side = judge.canvas;
            blocks.push_back({"discriminator " + std::to_string(family) + ", verdict " +
                                  std::to_string(static_cast<int>(verdict)),
                              discriminator.ptr(),
                              [discriminator](const torch::Tensor& x) mutable {
                                  const auto pair = x.chunk(2, 1);
                                  const auto judged = discriminator->judge(pair[0], pair[1]);
                                  return torch::cat({judged.real.flatten(1), judged.style}, 1);
                              },
                              {2, 2, side, side}});
        }
    }
    return blocks;
}

/// Empty when backward() agrees with finite differences at a few numbers of each parameter and of the input.
QByteArray gradientFault(const Block& block) {
    std::vector<std::pair<std::string, torch::Tensor>> places;
    auto input = fixedMap(block.input).clone().requires_grad_(true);
    places.emplace_back("input", input);
    if (block.module) {
        block.module->to(torch::kDouble);
        torch::NoGradGuard guard;
        for (auto& item : block.module->named_parameters()) {
            item.value().normal_(0, 0.4);
            places.emplace_back(item.key(), item.value());
        }
    }
    const ReducedPrecision reduced(true); // must leave float64 alone
    torch::Tensor weights;
    const auto value = [&] {
        const auto y = block.call(input);
        if (!weights.defined()) {
            weights = torch::randn_like(y);
        }
        return (y * weights).sum();
    };
    value().backward();
    torch::NoGradGuard guard;
    double felt = 0;
    for (auto& [name, tensor] : places) {
        if (!tensor.grad().defined()) {
            return QByteArray::fromStdString(block.name + ": no gradient of " + name);
        }
        auto flat = tensor.view({-1});
        const auto gradient = tensor.grad().reshape({-1});
        for (const std::int64_t at : {std::int64_t{0}, flat.numel() / 2, flat.numel() - 1}) {
            const double before = flat[at].item<double>(), step = 1e-6;
            flat[at].fill_(before + step);
            const double above = value().item<double>();
            flat[at].fill_(before - step);
            const double below = value().item<double>();
            flat[at].fill_(before);
            const double measured = (above - below) / (2 * step), said = gradient[at].item<double>();
            felt = std::max(felt, std::abs(said));
            if (!(std::abs(measured - said) < 1e-5 * std::max(1.0, std::abs(said)))) {
                return QByteArray::fromStdString(block.name + ": " + name + " says " + std::to_string(said) +
                                                 ", measured " + std::to_string(measured));
            }
        }
    }
    return felt > 0 ? QByteArray() : QByteArray::fromStdString(block.name + ": nothing is felt");
}

const Upsampling ways[] = {UpsampleMode::Transposed,
                           UpsampleMode::PixelShuffle,
                           {UpsampleMode::PixelShuffle, ResizeKind::Nearest, 5},
                           UpsampleMode::ResizeConv,
                           {UpsampleMode::ResizeConv, ResizeKind::Bilinear}};

} // namespace

class GradientsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }
    void init() { torch::manual_seed(1); }
    void blocksTellTheirGradients();
    void networksTellTheirGradients();
    void conversionsAreExactWhereTheyCanBe_data();
    void conversionsAreExactWhereTheyCanBe();
    void otherConversionsAreTheNearest();
};

void GradientsTest::blocksTellTheirGradients() {
    for (const auto& block : smallBlocks()) {
        const auto fault = gradientFault(block);
        QVERIFY2(fault.isEmpty(), fault);
    }
}

void GradientsTest::networksTellTheirGradients() {
    for (const auto& block : largeBlocks()) {
        const auto fault = gradientFault(block);
        QVERIFY2(fault.isEmpty(), fault);
    }
}

void GradientsTest::conversionsAreExactWhereTheyCanBe_data() {
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<bool>("borders");
    QTest::addColumn<bool>("overshoot");
    for (const bool overshoot : {false, true}) {
        const auto row = [&](const char* name, int from, int to, bool borders) {
            QTest::addRow("%s%s", name, overshoot ? ", overshooting" : "")
                << from << to << borders << overshoot;
        };
        row("transposed to shuffle 3", 0, 1, true);
        row("transposed to shuffle 5", 0, 2, true);
        row("shuffle 3 to shuffle 5", 1, 2, true);
        row("nearest to transposed", 3, 0, true);
        row("nearest to shuffle 3", 3, 1, true);
        row("nearest to shuffle 5", 3, 2, true);
        row("bilinear to shuffle 3", 4, 1, false);
        row("bilinear to shuffle 5", 4, 2, false);
    }
}

void GradientsTest::conversionsAreExactWhereTheyCanBe() {
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(bool, borders);
    QFETCH(bool, overshoot);
    torch::NoGradGuard guard;
    for (const bool bias : {true, false}) {
        Upsample old(6, 4, ways[from], bias, overshoot), next(6, 4, ways[to], bias, overshoot);
        if (bias) {
            old->bias.normal_();
        }
        const auto kernel = convertedUpsampling({old->weight, old->bias}, ways[from], ways[to]);
        next->weight.copy_(kernel.weight);
        QCOMPARE(kernel.bias.defined(), bias);
        if (bias) {
            next->bias.copy_(kernel.bias);
        }
        const auto x = torch::randn({2, 6, 9, 8});
        const auto inner = [&](const torch::Tensor& y) {
            return borders ? y : y.slice(2, 4, -4).slice(3, 4, -4);
        };
        const double difference = apart(inner(old(x)), inner(next(x)));
        QVERIFY2(difference < 1e-5, qPrintable(QString::number(difference)));
        QVERIFY(upsamplingResidual({old->weight, old->bias}, ways[from], ways[to]) < 1e-6);
    }
}

void GradientsTest::otherConversionsAreTheNearest() {
    torch::NoGradGuard guard;
    for (const auto& [from, to] : {std::pair{1, 0}, {2, 1}, {2, 0}, {0, 3}, {1, 4}, {4, 0}, {3, 4}, {4, 3}}) {
        Upsample old(4, 3, ways[from]), next(4, 3, ways[to]);
        const auto kernel = convertedUpsampling({old->weight, old->bias}, ways[from], ways[to]);
        const double residual = upsamplingResidual({old->weight, old->bias}, ways[from], ways[to]);
        QVERIFY2(residual > 1e-3 && residual < 1, qPrintable(QString::number(residual)));
        // White noise weighs all taps alike, so the nearest kernel is also the nearest output.
        const auto x = torch::randn({8, 4, 40, 40});
        const auto wanted = old(x);
        const auto distance = [&](const torch::Tensor& weight) {
            next->weight.copy_(weight);
            next->bias.copy_(kernel.bias);
            return (next(x) - wanted).slice(2, 6, -6).slice(3, 6, -6).square().mean().item<double>();
        };
        const double best = distance(kernel.weight);
        for (int i = 0; i < 10; ++i) {
            QVERIFY(distance(kernel.weight + 0.1 * torch::randn_like(kernel.weight)) > best);
        }
    }
}

QTEST_GUILESS_MAIN(GradientsTest)
#include "gradients_test.moc"
