// The networks as their configs say: every parameter by name and shape, every option felt, every size drawn
// or refused, styles, initialisers.
#include "core/model/discriminator.h"
#include "core/model/generator.h"
#include "core/model/parameters.h"
#include "tests/model/network_options.h"
#include "tests/model/random_network.h"

#include <QTest>
#include <map>

using namespace typemould;
using namespace typemould::testing;

namespace {

double apart(const torch::Tensor& a, const torch::Tensor& b) {
    return a.sizes() == b.sizes() ? (a - b).abs().max().item<double>() : 1e9;
}

using Told = std::map<std::string, std::pair<std::vector<std::int64_t>, bool>>;

Told toldBy(const std::vector<ParameterInfo>& list) {
    Told told;
    for (const auto& parameter : list) {
        told[parameter.name] = {parameter.shape, parameter.buffer};
    }
    return told;
}

Told toldBy(const torch::nn::Module& module) {
    Told told;
    for (const auto& item : module.named_parameters()) {
        told[item.key()] = {item.value().sizes().vec(), false};
    }
    for (const auto& item : module.named_buffers()) {
        told[item.key()] = {item.value().sizes().vec(), true};
    }
    return told;
}

QByteArray difference(const Told& a, const Told& b) {
    for (const auto& [name, what] : a) {
        const auto found = b.find(name);
        if (found == b.end() || found->second != what) {
            return QByteArray::fromStdString(name);
        }
    }
    return a.size() == b.size() ? QByteArray() : QByteArray("one has more");
}

/// The same numbers for the same names whatever the network, none of them zero.
void fill(torch::nn::Module& module) {
    torch::NoGradGuard guard;
    for (auto& item : module.named_parameters()) {
        torch::manual_seed(std::hash<std::string>{}(item.key()) % 1000);
        item.value().normal_(0, 0.3);
    }
}

/// What a filled network draws of one picture while training, so that dropout is felt too.
torch::Tensor drawing(const GeneratorConfig& config) {
    torch::NoGradGuard guard;
    Generator generator(config);
    fill(*generator);
    torch::manual_seed(3);
    const auto x = torch::rand({2, 1, 64, 64}) * 2 - 1;
    return generator->forward(x, config.style == StyleMode::None ? torch::Tensor() : torch::tensor({0, 1}));
}

} // namespace

class NetworksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }
    void init() { torch::manual_seed(1); }
    void parametersAreTheModulesOwn();
    void discriminatorsParametersAreTheModulesOwn();
    void eachOptionIsFelt_data();
    void eachOptionIsFelt();
    void optionsOfOptionsAreFelt();
    void everyAllowedSizeIsDrawn_data();
    void everyAllowedSizeIsDrawn();
    void stylesAreBoundedAndMix();
    void initializersDraw_data();
    void initializersDraw();
    void batchStatisticsFollowTraining();
    void discriminatorsAnswerBothQuestions_data();
    void discriminatorsAnswerBothQuestions();
    void aVerdictIsOfEachPatchOrOfTheWhole_data();
    void aVerdictIsOfEachPatchOrOfTheWhole();
    void spectralNormHoldsTheStretch();
    void copyingTakesBuffersAndRefusesOthers();
};

void NetworksTest::parametersAreTheModulesOwn() {
    std::mt19937 random(7);
    std::map<Family, int> seen;
    for (int round = 0; round < 90; ++round) {
        const auto config = randomNetwork(random);
        ++seen[config.family];
        Generator generator(config);
        const auto told = toldBy(parametersOf(config)), is = toldBy(*generator);
        QVERIFY2(told == is, difference(told, is) + " / " + difference(is, told));
        for (const auto& parameter : parametersOf(config)) {
            QVERIFY2(generator->block(parameter.block) != nullptr, parameter.block.c_str());
        }
        torch::NoGradGuard guard;
        const auto styles =
            config.style == StyleMode::None ? torch::Tensor() : torch::zeros({2}, torch::kLong);
        const auto y = generator->forward(torch::rand({2, 1, 64, 64}) * 2 - 1, styles);
        QVERIFY(y.sizes().vec() == (std::vector<std::int64_t>{2, 1, 64, 64}));
        QVERIFY(torch::isfinite(y).all().item<bool>() && y.abs().max().item<double>() <= 1);
    }
    QVERIFY(seen.size() == 3);
}

void NetworksTest::discriminatorsParametersAreTheModulesOwn() {
    for (const auto family : {Family::House, Family::Classic, Family::Film}) {
        for (const auto norm : {NormKind::Instance, NormKind::Group, NormKind::Batch}) {
            for (int bits = 0; bits < 12; ++bits) {
                DiscriminatorConfig config{
                    .family = family, .canvas = 64, .patch = family == Family::House ? 2 : 1};
                config.width = 4;
                config.norm = norm;
                config.spectralNorm = bits % 2 != 0;
                config.styleHead = bits / 2 % 2 != 0;
                config.verdict = static_cast<VerdictKind>(bits / 4);
                config.styles = 5;
                Discriminator discriminator(config);
                const auto told = toldBy(parametersOf(config)), is = toldBy(*discriminator);
                QVERIFY2(told == is, difference(told, is) + " / " + difference(is, told));
            }
        }
    }
}

void NetworksTest::eachOptionIsFelt_data() {
    QTest::addColumn<int>("family");
    QTest::addColumn<int>("index");
    for (int family = 0; family < 3; ++family) {
        for (int i = 0; i < static_cast<int>(std::size(options)); ++i) {
            QTest::addRow("family %d, %s", family, options[i].name) << family << i;
        }
    }
}

void NetworksTest::eachOptionIsFelt() {
    QFETCH(int, family);
    QFETCH(int, index);
    const auto before = base(static_cast<Family>(family));
    auto after = before;
    options[index].change(after);
    QVERIFY(!(after == before));
    QVERIFY2(checkConfig(after).ok(),
             checkConfig(after).ok() ? "" : checkConfig(after).error().message.c_str());
    QVERIFY(apart(drawing(before), drawing(before)) == 0);
    const bool moreStyles = before.styles != after.styles; // felt by the embedding alone
    QVERIFY2(moreStyles ? toldBy(parametersOf(before)) != toldBy(parametersOf(after))
                        : apart(drawing(before), drawing(after)) > 1e-6,
             "the drawing is the same");
}

void NetworksTest::optionsOfOptionsAreFelt() {
    for (const auto family : {Family::House, Family::Classic, Family::Film}) {
        auto config = base(family);
        setUpsampling(config, UpsampleMode::ResizeConv);
        auto other = config;
        setUpsampling(other, {UpsampleMode::ResizeConv, ResizeKind::Bilinear}, 2);
        QVERIFY(apart(drawing(config), drawing(other)) > 1e-6);

        config = base(family);
        config.levels[1].skipFilter = SkipFilter::Weak;
        other = config;
        other.levels[1].skipDropout = 0.5;
        QVERIFY(apart(drawing(config), drawing(other)) > 1e-6);

        for (const auto first : {AttentionKind::Softmax, AttentionKind::Transformer}) {
            for (const auto last : {AttentionKind::Softmax, AttentionKind::Transformer}) {
                config = base(family);
                config.levels[2].attention = first;
                config.bottleneckAttention = last;
                other = config;
                other.attentionResiduals = true;
                QVERIFY(apart(drawing(config), drawing(other)) > 1e-6);
            }
        }
    }
}

void NetworksTest::everyAllowedSizeIsDrawn_data() {
    QTest::addColumn<int>("family");
    QTest::addColumn<int>("stride");
    QTest::addColumn<bool>("overshoot");
    for (int family = 0; family < 3; ++family) {
        for (const int stride : {1, 2}) {
            QTest::addRow("family %d, innermost stride %d", family, stride)
                << family << stride << (stride == 1);
        }
    }
}

void NetworksTest::everyAllowedSizeIsDrawn() {
    QFETCH(int, family);
    QFETCH(int, stride);
    QFETCH(bool, overshoot);
    auto config = base(static_cast<Family>(family));
    config.innermostStride = stride;
    config.bottleneckAttention = AttentionKind::Linear;
    for (auto& level : config.levels) {
        level.overshoot = overshoot;
    }
    torch::NoGradGuard guard;
    Generator generator(config);
    int drawn = 0, refused = 0;
    for (const int height : {1, 7, 15, 16, 64, 66, 97, 100, 131, 190, 256, 300, 384, 511, 512}) {
        const int width = height == 300 ? 64 : height; // one that is no square
        const auto x = torch::rand({1, 1, height, width});
        if (checkInputSize(config, height, width)) {
            QVERIFY(generator->forward(x, torch::zeros({1}, torch::kLong)).sizes() == x.sizes());
            ++drawn;
        } else {
            QVERIFY_THROWS_EXCEPTION(Failure, generator->forward(x, torch::zeros({1}, torch::kLong)));
            ++refused;
        }
        const bool wanted = height >= 64 && height % config.patch == 0;
        QVERIFY2(!wanted || checkInputSize(config, height, width), qPrintable(QString::number(height)));
    }
    QVERIFY(drawn >= 7 && refused >= 2);
}

void NetworksTest::stylesAreBoundedAndMix() {
    torch::NoGradGuard guard;
    Generator generator(base(Family::Film));
    fill(*generator);
    generator->eval();
    const auto x = torch::rand({1, 1, 64, 64}) * 2 - 1;
    const auto first = generator->forward(x, torch::tensor({0}));
    const auto embedding = generator->named_parameters()["embedding.weight"];
    QVERIFY(apart(first, generator->forward(x, torch::tensor({1}))) > 1e-4);
    QVERIFY(apart(first, generator->forward(x, embedding.slice(0, 0, 1))) == 0);
    const auto between = generator->forward(x, embedding.mean(0, true));
    QVERIFY(apart(first, between) > 1e-5);
    for (const auto& wrong : {torch::Tensor(), torch::tensor({2}), torch::tensor({-1}), torch::tensor({0, 1}),
                              torch::zeros({1, 5}), torch::zeros({1}), torch::zeros({1, 1}, torch::kLong)}) {
        QVERIFY_THROWS_EXCEPTION(Failure, generator->forward(x, wrong));
    }
}

void NetworksTest::initializersDraw_data() {
    QTest::addColumn<int>("initializer");
    QTest::addColumn<double>("share");
    QTest::newRow("1 / fan-in") << 0 << 1.0;
    QTest::newRow("normal 0.02") << 1 << 0.0;
    QTest::newRow("kaiming") << 2 << 2.0;
}

void NetworksTest::initializersDraw() {
    QFETCH(int, initializer);
    QFETCH(double, share);
    for (const auto mode : {UpsampleMode::Transposed, UpsampleMode::PixelShuffle}) {
        auto config = classicConfig(64, 32, 3, 2, 6, mode, SkipMode::Add, NormKind::Batch);
        config.initializer = static_cast<Initializer>(initializer);
        Generator generator(config);
        const auto parameters = generator->named_parameters();
        for (const auto& [name, fanIn] :
             {std::pair{"encoder_2.entry.weight", 32.0 * 16},
              {"decoder_2.up.weight", mode == UpsampleMode::Transposed ? 64.0 * 4 : 64.0 * 9}}) {
            const double wanted = share == 0 ? 0.02 : std::sqrt(share / fanIn);
            const double is = parameters[name].std().item<double>();
            QVERIFY2(std::abs(is - wanted) < 0.05 * wanted, name);
        }
        config.icnr = true;
        Generator smooth(config);
        const auto weight = smooth->named_parameters()["decoder_2.up.weight"];
        const bool alike = apart(weight[0], weight[1]) == 0 && apart(weight[0], weight[3]) == 0;
        QCOMPARE(alike, mode == UpsampleMode::PixelShuffle);
        QVERIFY(apart(weight[0], weight[4]) > 0);
    }
}

void NetworksTest::batchStatisticsFollowTraining() {
    torch::NoGradGuard guard;
    auto config = base(Family::Classic);
    config.norm = NormKind::Batch;
    Generator generator(config);
    const auto x = torch::rand({2, 1, 64, 64});
    const auto buffers = generator->named_buffers();
    const auto before = buffers["encoder_2.norm.running_mean"].clone();
    generator->eval();
    generator->forward(x, torch::tensor({0, 1}));
    QVERIFY(apart(before, buffers["encoder_2.norm.running_mean"]) == 0);
    generator->train();
    generator->forward(x, torch::tensor({0, 1}));
    QVERIFY(apart(before, buffers["encoder_2.norm.running_mean"]) > 0);
    QCOMPARE(buffers["encoder_2.norm.num_batches_tracked"].item<std::int64_t>(), 1);
}

void NetworksTest::discriminatorsAnswerBothQuestions_data() {
    QTest::addColumn<int>("family");
    QTest::newRow("house") << 0;
    QTest::newRow("classic") << 1;
    QTest::newRow("film") << 2;
}

void NetworksTest::discriminatorsAnswerBothQuestions() {
    QFETCH(int, family);
    torch::NoGradGuard guard;
    const auto config = [&](bool spectral) {
        auto c = family == 0   ? houseDiscriminator(64, 2, 8)
                 : family == 1 ? classicDiscriminator(64, 4, 3, NormKind::Instance, spectral)
                               : filmDiscriminator(64, 4, 3, spectral);
        c.spectralNorm = spectral;
        c.styleHead = true;
        c.styles = 3;
        return c;
    };
    const auto a = torch::rand({2, 1, 64, 64}), b = torch::rand({2, 1, 64, 64}),
               c = torch::rand({2, 1, 64, 64});
    for (const bool spectral : {false, true}) {
        Discriminator discriminator(config(spectral));
        for (int i = 0; i < 5; ++i) { // the vectors of the spectral norm settle while training
            discriminator->forward(a, b);
        }
        discriminator->eval();
        const auto judged = discriminator->judge(a, b);
        QVERIFY(judged.style.sizes().vec() == (std::vector<std::int64_t>{2, 3}));
        QVERIFY(apart(judged.real, discriminator->forward(a, b)) == 0);
        QVERIFY(apart(judged.real, discriminator->forward(a, c)) > 0);
        QVERIFY(apart(judged.real, discriminator->forward(c, b)) > 0);
        QVERIFY(apart(judged.style, discriminator->judge(a, c).style) > 0);
        const auto small = torch::rand({1, 1, 31, 31});
        QVERIFY_THROWS_EXCEPTION(Failure, discriminator->judge(small, small));
    }
    auto plain = config(false);
    plain.styleHead = false;
    QVERIFY(!Discriminator(plain)->judge(a, b).style.defined());
}

void NetworksTest::aVerdictIsOfEachPatchOrOfTheWhole_data() { discriminatorsAnswerBothQuestions_data(); }

void NetworksTest::aVerdictIsOfEachPatchOrOfTheWhole() {
    QFETCH(int, family);
    torch::NoGradGuard guard;
    auto config = family == 0   ? houseDiscriminator(128, 2, 8)
                  : family == 1 ? classicDiscriminator(128, 4, 3, NormKind::Instance, false)
                                : filmDiscriminator(128, 4, 3, false);
    config.norm = NormKind::Batch; // which in eval mode mixes no places
    config.initializer = Initializer::Kaiming;
    const auto image = torch::rand({2, 1, 128, 128}), source = torch::rand({2, 1, 128, 128});
    auto changed = image.clone();
    changed.slice(2, 0, 4).slice(3, 0, 4).fill_(3);
    for (const auto verdict : {VerdictKind::Patches, VerdictKind::Linear}) {
        config.verdict = verdict;
        Discriminator discriminator(config);
        discriminator->eval();
        const auto real = discriminator->judge(source, image).real;
        const auto apart = (discriminator->judge(source, changed).real - real).abs();
        QVERIFY(apart.max().item<double>() > 0);
        const auto moved = apart > 1e-4 * apart.max();
        if (verdict == VerdictKind::Linear) {
            QVERIFY(real.sizes().vec() == (std::vector<std::int64_t>{2, 1}));
            QVERIFY(moved.all().item<bool>());
            const auto smaller = torch::rand({2, 1, 48, 48});
            QVERIFY_THROWS_EXCEPTION(Failure, discriminator->judge(smaller, smaller));
        } else { // the far corner does not see the change
            QCOMPARE(real.dim(), 4);
            QVERIFY(moved[0][0][0][0].item<bool>());
            QVERIFY(!moved[0][0][-1][-1].item<bool>());
        }
        const auto own = config.family == Family::Classic ? VerdictKind::Linear : VerdictKind::Patches;
        auto plain = config;
        plain.verdict = VerdictKind::OfFamily;
        QCOMPARE(Discriminator(plain)->judge(source, image).real.sizes() == real.sizes(), verdict == own);
    }
}

void NetworksTest::spectralNormHoldsTheStretch() {
    SpectralLayer layer(std::vector<std::int64_t>{6, 10}, true, true);
    {
        torch::NoGradGuard guard;
        layer->weight.mul_(7);
        for (int i = 0; i < 200; ++i) {
            layer->forward(torch::zeros({1, 10}));
        }
    }
    layer->eval();
    const auto u = layer->vectorU.clone();
    const auto map = layer->forward(torch::eye(10)) - layer->bias;
    QVERIFY(std::abs(torch::linalg_svdvals(map).max().item<double>() - 1) < 1e-3);
    QVERIFY(apart(u, layer->vectorU) == 0);
    layer->train();
    // Two calls before one backward pass, as real and drawn are judged.
    const auto x = torch::rand({1, 10});
    (layer->forward(x).sum() + layer->forward(-x).square().sum()).backward();
    QVERIFY(torch::isfinite(layer->weight.grad()).all().item<bool>());
}

void NetworksTest::copyingTakesBuffersAndRefusesOthers() {
    auto config = base(Family::Classic);
    config.norm = NormKind::Batch;
    Generator from(config);
    from->forward(torch::rand({2, 1, 64, 64}), torch::tensor({0, 1}));
    auto switched = config;
    setUpsampling(switched, {UpsampleMode::PixelShuffle, ResizeKind::Nearest, 5}, 2);
    Generator to(switched);
    copyWeights(from, to);
    from->eval();
    to->eval();
    torch::NoGradGuard guard;
    const auto x = torch::rand({2, 1, 64, 64});
    QVERIFY(apart(from->forward(x, torch::tensor({0, 1})), to->forward(x, torch::tensor({0, 1}))) < 1e-5);
    switched.levels[1].overshoot = true;
    Generator other(switched);
    QVERIFY_THROWS_EXCEPTION(Failure, copyWeights(from, other));
}

QTEST_GUILESS_MAIN(NetworksTest)
#include "networks_test.moc"
