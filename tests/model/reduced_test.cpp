// What is drawn and judged in bfloat16: nearly what float32 gives, in every family and mode, and float32
// where a number decides.
#include "core/model/convolution.h"
#include "core/model/discriminator.h"
#include "core/model/generator.h"
#include "core/model/reduced.h"
#include "core/model/upsample.h"

#include <QTest>

Q_DECLARE_METATYPE(typemould::GeneratorConfig)

using namespace typemould;

namespace {

GeneratorConfig small(GeneratorConfig config) {
    config.norm = config.norm == NormKind::Batch ? NormKind::Instance : config.norm;
    return config;
}

GeneratorConfig classic(UpsampleMode mode) {
    return small(classicConfig(64, 4, 6, 3, 8, mode, SkipMode::Add, NormKind::Instance));
}

GeneratorConfig withHandedScores(AttentionKind first, AttentionKind second) {
    auto config = classic(UpsampleMode::PixelShuffle);
    config.attentionResiduals = true;
    config.levels[2].attention = first;
    config.levels[3].attention = second;
    return config;
}

} // namespace

class ReducedTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { torch::manual_seed(1); }
    void keptWeightsAreNarrowedOnce();
    void reshapedWeightsAreKeptToo();
    void drawsNearlyAlike_data();
    void drawsNearlyAlike();
    void verdictsAreFloat32();
    void transposedConvolutionsCountAsWhatTheyAre();
};

void ReducedTest::keptWeightsAreNarrowedOnce() {
    const auto weight = torch::randn({4, 4}).requires_grad_(true);
    KeptWeights kept;
    const KeptWeights::Use use(kept);
    QVERIFY(KeptWeights::of(weight).requires_grad()); // while learning each has its own
    const torch::NoGradGuard guard;
    const auto copy = KeptWeights::of(weight);
    QVERIFY(copy.scalar_type() == torch::kBFloat16 && torch::equal(copy, weight.to(torch::kBFloat16)));
    QVERIFY(KeptWeights::of(weight).is_same(copy));
}

void ReducedTest::reshapedWeightsAreKeptToo() {
    Generator network(classic(UpsampleMode::Transposed));
    network->eval();
    const torch::NoGradGuard guard;
    const ReducedPrecision reduced(true);
    const auto input = torch::rand({2, 1, 64, 64}) * 2 - 1;
    const auto styles = torch::zeros({2}, torch::kLong);
    const auto fresh = network->forward(input, styles);
    KeptWeights kept;
    const KeptWeights::Use use(kept);
    const auto first = network->forward(input, styles);
    const auto weights = kept.size();
    QVERIFY(weights > 0);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(torch::equal(network->forward(input, styles), first));
    }
    QCOMPARE(kept.size(), weights); // nothing more is held, however much is drawn
    QVERIFY(torch::equal(first, fresh));
}

void ReducedTest::drawsNearlyAlike_data() {
    QTest::addColumn<GeneratorConfig>("config");
    QTest::newRow("house") << small(houseConfig(64, 4, 8, 3, UpsampleMode::PixelShuffle));
    for (const auto& [name, mode] : {std::pair{"transposed", UpsampleMode::Transposed},
                                     {"pixel shuffle", UpsampleMode::PixelShuffle},
                                     {"resize", UpsampleMode::ResizeConv}}) {
        QTest::addRow("classic, %s", name) << classic(mode);
    }
    for (const auto& [name, mode] : {std::pair{"conv", FilmUpMode::Conv},
                                     {"upsample", FilmUpMode::Upsample},
                                     {"pixel shuffle", FilmUpMode::PixelShuffle},
                                     {"hybrid", FilmUpMode::Hybrid}}) {
        QTest::addRow("FiLM, %s", name) << small(filmConfig(64, 4, 6, 3, 8, mode));
    }
    auto overshooting = small(filmConfig(64, 4, 6, 3, 8, FilmUpMode::Conv));
    setUpsampling(overshooting, UpsampleMode::Transposed);
    QTest::newRow("FiLM, all transposed") << overshooting;
    QTest::newRow("scores from a transformer")
        << withHandedScores(AttentionKind::Transformer, AttentionKind::Softmax);
    QTest::newRow("scores to a transformer")
        << withHandedScores(AttentionKind::Softmax, AttentionKind::Transformer);
}

void ReducedTest::drawsNearlyAlike() {
    QFETCH(GeneratorConfig, config);
    Generator network(config);
    network->eval();
    const auto input = torch::rand({2, 1, 64, 64}) * 2 - 1;
    const auto styles = config.style == StyleMode::None ? torch::Tensor() : torch::zeros({2}, torch::kLong);
    const auto whole = network->forward(input, styles);
    const ReducedPrecision reduced(true);
    const auto learning = network->forward(input, styles);
    QVERIFY(learning.scalar_type() == torch::kFloat);
    (learning * learning).mean().backward();
    const torch::NoGradGuard guard; // drawing works in place where learning may not
    const auto drawn = network->forward(input, styles);
    QVERIFY(drawn.scalar_type() == torch::kFloat);
    const double grey = (drawn - whole).abs().mean().item<double>() / 2;
    QVERIFY2(grey > 0 && grey < 0.01, qPrintable(QString::number(grey)));
    QVERIFY((learning - drawn).abs().max().item<double>() < 1e-3);
}

void ReducedTest::verdictsAreFloat32() {
    auto patches = classicDiscriminator(64, 4, 3, NormKind::Instance, false);
    patches.verdict = VerdictKind::Patches;
    const auto picture = torch::rand({2, 1, 64, 64});
    for (const auto& config : {classicDiscriminator(64, 4, 3, NormKind::Instance, false), patches,
                               filmDiscriminator(64, 4, 3), houseDiscriminator(64, 4, 8)}) {
        Discriminator network(config);
        const ReducedPrecision reduced(true);
        QVERIFY(network->forward(picture, picture).scalar_type() == torch::kFloat);
    }
}

void ReducedTest::transposedConvolutionsCountAsWhatTheyAre() {
    Upsample up(8, 4, Upsampling(UpsampleMode::Transposed), true, false);
    const ConvolutionWork work;
    (void)up(torch::rand({2, 8, 6, 6}));
    QCOMPARE(work.flops(), 2.0 * 2 * 6 * 6 * 8 * 4 * 4 * 4);
}

QTEST_GUILESS_MAIN(ReducedTest)
#include "reduced_test.moc"
