// The house network against a plain PyTorch transcription of it as first released (house_*), and the classic
// and FiLM networks against what zi2zi-pytorch itself computes: data/zi2zi holds, for each kind of file in
// the wild, its weights under their own names, an input, and what came out (every fourth row), in eval mode.
#include "core/model/discriminator.h"
#include "core/model/generator.h"
#include "core/weights/tensor_bytes.h"
#include "tests/support/test_paths.h"

#include <QTest>
#include <regex>

using namespace typemould;

namespace {

constexpr double tolerance = 1e-4;

StoredTensors fixture(const QString& name) {
    return readSafetensors(testData(("zi2zi/" + name + ".safetensors").toStdString())).orThrow();
}

double apart(const torch::Tensor& a, const torch::Tensor& b) {
    return a.sizes() == b.sizes() ? (a - b).abs().max().item<double>() : 1e9;
}

/// Their name for a weight of the generator, as ours.
std::string ourName(std::string name) {
    int level = 1;
    for (std::size_t at; (at = name.find("submodule.")) != std::string::npos; ++level) {
        name.erase(at, 10);
    }
    const auto k = std::to_string(level);
    const std::vector<std::pair<const char*, std::string>> rules{
        {"embedder\\.", "embedding."},
        {"model\\.down\\.[01]\\.", "encoder_" + k + ".entry."},
        {"model\\.down\\.2\\.", "encoder_" + k + ".norm."},
        {"model\\.(att|attn_block)\\.(query|key|value)(_conv)?\\.", "encoder_" + k + ".attention.$2."},
        {"model\\.(att|attn_block)\\.", "encoder_" + k + ".attention."},
        {"model\\.up\\.1\\.(conv\\.|upsample\\.1\\.)?(weight|bias)", "decoder_" + k + ".up.$2"},
        {"model\\.up\\.[23]\\.", "decoder_" + k + ".norm."},
        {"model\\.up\\.1\\.(fusion_conv|post_conv\\.0)\\.", "decoder_" + k + ".refine.conv."},
        {"model\\.up\\.1\\.post_conv\\.1\\.", "decoder_" + k + ".refine.norm."},
        {"model\\.up\\.1\\.post_conv\\.3\\.", "decoder_" + k + ".refine.residual."},
        {"model\\.res_skip\\.", "decoder_" + k + ".residual."},
        {"model\\.transformer_block\\.attn\\.in_proj_", "bottleneck.transformer.qkv."},
        {"model\\.transformer_block\\.attn\\.out_proj\\.", "bottleneck.transformer.out."},
        {"model\\.transformer_block\\.ffn\\.0\\.", "bottleneck.transformer.widen."},
        {"model\\.transformer_block\\.ffn\\.2\\.", "bottleneck.transformer.narrow."},
        {"model\\.transformer_block\\.", "bottleneck.transformer."},
        {"model\\.film\\.film\\.", "bottleneck.film."}};
    for (const auto& [theirs, ours] : rules) {
        if (std::regex_search(name, std::regex("^" + std::string(theirs)))) {
            return std::regex_replace(name, std::regex("^" + std::string(theirs)), ours);
        }
    }
    return name;
}

/// Puts every weight of the file in its place; one without a place, and a place without a weight, is a
/// Failure.
template <class Name>
void load(torch::nn::Module& module, const StoredTensors& file, Name&& name) {
    StoredTensors ours;
    for (const auto& [key, tensor] : file) {
        if (key.rfind("weights.", 0) == 0) {
            ours[name(key.substr(8))] = tensor;
        }
    }
    restoreModule(ours, "", module, "the fixture");
}

Generator loaded(const StoredTensors& file, const GeneratorConfig& config) {
    Generator generator(config);
    load(*generator, file, ourName);
    generator->eval();
    return generator;
}

torch::Tensor image(const StoredTensors& file) { return fromStored(file.at("x")).to(torch::kFloat) * 2 - 1; }
torch::Tensor fourthRows(const torch::Tensor& y) { return y.slice(2, 0, c10::nullopt, 4); }

GeneratorConfig classic(int size, UpsampleMode mode, SkipMode skip, NormKind norm = NormKind::Instance) {
    auto config = classicConfig(size, 4, size == 384 ? 7 : 8, 3, 8, mode, skip, norm);
    config.levels[2].attention = config.levels[3].attention = AttentionKind::Softmax;
    return config;
}

GeneratorConfig film(FilmUpMode mode, AttentionKind attention) {
    auto config = filmConfig(256, 4, 8, 3, 8, mode);
    config.levels[4].attention = attention;
    return config;
}

struct Case {
    const char* name;
    GeneratorConfig config;
};
const std::vector<Case>& cases() {
    using enum UpsampleMode;
    static const std::vector<Case> list{
        {"classic_conv_cat_256", classic(256, Transposed, SkipMode::Concat)},
        {"classic_conv_res_256", classic(256, Transposed, SkipMode::Add)},
        {"classic_pixelshuffle_cat_256", classic(256, PixelShuffle, SkipMode::Concat)},
        {"classic_pixelshuffle_res_256", classic(256, PixelShuffle, SkipMode::Add)},
        {"classic_pixelshuffle_res_256_bn", classic(256, PixelShuffle, SkipMode::Add, NormKind::Batch)},
        {"classic_pixelshuffle_res_384", classic(384, PixelShuffle, SkipMode::Add)},
        {"film_conv_linear_256", film(FilmUpMode::Conv, AttentionKind::Linear)},
        {"film_conv_self_256", film(FilmUpMode::Conv, AttentionKind::Softmax)},
        {"film_upsample_linear_256", film(FilmUpMode::Upsample, AttentionKind::Linear)},
        {"film_pixelshuffle_linear_256", film(FilmUpMode::PixelShuffle, AttentionKind::Linear)},
        {"film_hybrid_self_256", film(FilmUpMode::Hybrid, AttentionKind::Softmax)}};
    return list;
}

} // namespace

class ParityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { torch::set_num_threads(1); }
    void theHouseNetworkKeepsItsNamesAndItsDrawing_data();
    void theHouseNetworkKeepsItsNamesAndItsDrawing();
    void theGeneratorDrawsWhatZi2ziDraws_data();
    void theGeneratorDrawsWhatZi2ziDraws();
    void aTransposedNetworkSwitchesToPixelShuffleExactly_data();
    void aTransposedNetworkSwitchesToPixelShuffleExactly();
    void theDiscriminatorJudgesAsZi2ziJudges_data();
    void theDiscriminatorJudgesAsZi2ziJudges();
};

void ParityTest::theHouseNetworkKeepsItsNamesAndItsDrawing_data() {
    QTest::addColumn<int>("mode");
    for (int mode = 0; mode < upsampleModeCount; ++mode) {
        QTest::newRow(upsampleModeName(static_cast<UpsampleMode>(mode))) << mode;
    }
}

void ParityTest::theHouseNetworkKeepsItsNamesAndItsDrawing() {
    QFETCH(int, mode);
    torch::NoGradGuard guard;
    const auto file = fixture(QString("house_") + QTest::currentDataTag());
    Generator generator(houseConfig(32, 2, 8, 2, static_cast<UpsampleMode>(mode)));
    load(*generator, file, [](std::string name) { return name; });
    generator->eval();
    const double drawn = apart(fourthRows(generator->forward(image(file))), fromStored(file.at("y")));
    QVERIFY2(drawn <= tolerance, qPrintable(QString::number(drawn)));
}

void ParityTest::theGeneratorDrawsWhatZi2ziDraws_data() {
    QTest::addColumn<int>("index");
    for (int i = 0; i < static_cast<int>(cases().size()); ++i) {
        QTest::newRow(cases()[static_cast<std::size_t>(i)].name) << i;
    }
}

void ParityTest::theGeneratorDrawsWhatZi2ziDraws() {
    QFETCH(int, index);
    const auto& [name, config] = cases()[static_cast<std::size_t>(index)];
    torch::NoGradGuard guard;
    const auto file = fixture(name);
    auto generator = loaded(file, config);
    const auto styles = fromStored(file.at("label"));
    torch::Tensor features;
    const auto y = generator->forward(image(file), styles, &features);
    const double drawn = apart(fourthRows(y), fromStored(file.at("y")));
    const double felt = apart(features, fromStored(file.at("feat")));
    QVERIFY2(drawn <= tolerance, qPrintable(QString("output %1").arg(drawn)));
    QVERIFY2(felt <= tolerance, qPrintable(QString("features %1").arg(felt)));
    QVERIFY(apart(generator->features(image(file), styles), features) == 0);
    const auto other = generator->forward(image(file), (styles + 1) % 3);
    QVERIFY2(apart(y, other) > 0, "another style draws the same");
}

void ParityTest::aTransposedNetworkSwitchesToPixelShuffleExactly_data() {
    QTest::addColumn<int>("index");
    QTest::newRow("classic, joined") << 0;
    QTest::newRow("classic, added") << 1;
    QTest::newRow("film, linear") << 6;
    QTest::newRow("film, softmax") << 7;
}

void ParityTest::aTransposedNetworkSwitchesToPixelShuffleExactly() {
    QFETCH(int, index);
    auto [name, config] = cases()[static_cast<std::size_t>(index)];
    torch::NoGradGuard guard;
    const auto file = fixture(name);
    const auto old = loaded(file, config);
    setUpsampling(config, UpsampleMode::PixelShuffle);
    Generator next(config);
    copyWeights(old, next);
    next->eval();
    for (const double share : upsamplingResiduals(old, config)) {
        QVERIFY(share < 1e-6);
    }
    const auto y = next->forward(image(file), fromStored(file.at("label")));
    const double drawn = apart(fourthRows(y), fromStored(file.at("y")));
    QVERIFY2(drawn <= tolerance, qPrintable(QString::number(drawn)));
}

void ParityTest::theDiscriminatorJudgesAsZi2ziJudges_data() {
    QTest::addColumn<int>("kind");
    QTest::newRow("classic_discriminator") << 0;
    QTest::newRow("classic_discriminator_sn") << 1;
    QTest::newRow("film_discriminator") << 2;
}

void ParityTest::theDiscriminatorJudgesAsZi2ziJudges() {
    QFETCH(int, kind);
    torch::NoGradGuard guard;
    const auto file = fixture(QTest::currentDataTag());
    Discriminator discriminator(kind == 2 ? filmDiscriminator(256, 4, 3)
                                          : classicDiscriminator(256, 4, 3, NormKind::Instance, kind == 1));
    load(*discriminator, file, [](std::string name) {
        const std::vector<std::pair<std::string, std::string>> rules{{"model.", "body."},
                                                                     {"binary.", "real."},
                                                                     {"catagory.", "style."},
                                                                     {"output_conv.0.", "real."},
                                                                     {"category_fc.", "style."}};
        for (const auto& [theirs, ours] : rules) {
            if (name.rfind(theirs, 0) == 0) {
                return ours + name.substr(theirs.size());
            }
        }
        return name;
    });
    discriminator->eval();
    const auto pair = image(file).chunk(2, 1);
    const auto judged = discriminator->judge(pair[0], pair[1]);
    const double real = apart(judged.real, fromStored(file.at("binary")));
    const double style = apart(judged.style, fromStored(file.at("category")));
    QVERIFY2(real <= tolerance, qPrintable(QString::number(real)));
    QVERIFY2(style <= tolerance, qPrintable(QString::number(style)));
}

QTEST_GUILESS_MAIN(ParityTest)
#include "parity_test.moc"
