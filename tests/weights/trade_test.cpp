// Weights taken over and given back: every fixture comes out again bit for bit, in its own order, and Python
// loads it strictly; what zi2zi-pytorch cannot build is refused by name, and nothing is half-loaded.
#include "core/training/derived_checkpoint.h"
#include "core/weights/foreign_names.h"
#include "core/weights/safetensors.h"
#include "core/weights/trade.h"
#include "tests/weights/fixtures.h"
#include "tests/weights/python_judge.h"

#include <QTemporaryDir>

#include <cmath>
#include <cstring>

using namespace typemould;

namespace {

ImportedWeights imported(const QString& file) {
    const auto tensors = fixtureTensors(file);
    return importWeights(tensors, inspectWeights(tensors).value()).orThrow();
}

/// Zeros for every parameter of a network.
template <class Config>
StoredTensors zerosOf(const Config& config) {
    StoredTensors tensors;
    for (const auto& parameter : parametersOf(config)) {
        const std::string dtype = parameter.shape.empty() ? "I64" : "F32";
        tensors[parameter.name] = {dtype, parameter.shape, Bytes(*storedBytes(dtype, parameter.shape))};
    }
    return tensors;
}

GeneratorConfig classic() {
    return classicConfig(256, 8, 8, 3, 8, UpsampleMode::PixelShuffle, SkipMode::Concat, NormKind::Instance);
}

} // namespace

class TradeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFixtureGoesBackBitForBit_data() { addFixtureRows(); }
    void everyFixtureGoesBackBitForBit();
    void pythonLoadsThemStrictly();
    void namesGoBothWays_data() { addFixtureRows(); }
    void namesGoBothWays();
    void importTakesTheNamesOfTheConfig_data() { addFixtureRows(); }
    void importTakesTheNamesOfTheConfig();
    void nothingIsHalfLoaded();
    void halfPrecisionIsWidened();
    void bothNetworksOfOneFile();
    void aCheckpointIsRead();
    void whatHoldsNoNetworkIsRefused();
    void filesWithoutTensorsAreRefused();
    void networksOfOtherStylesDoNotGoTogether_data();
    void networksOfOtherStylesDoNotGoTogether();
    void whatZi2ziCannotBuildIsRefused_data();
    void whatZi2ziCannotBuildIsRefused();
    void otherTensorsThanTheNetworksAreRefused();
    void whatZi2ziBuildsIsExported_data();
    void whatZi2ziBuildsIsExported();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder;
};

void TradeTest::everyFixtureGoesBackBitForBit() {
    QFETCH(QString, file);
    const auto weights = imported(file);
    const auto out = path(file).toStdString();
    const auto written = exportPth(out, weights.config, weights.tensors);
    QVERIFY2(written.ok(), written.ok() ? "" : written.error().text().c_str());
    const auto source = fixtureTensors(file);
    const auto back = readPth(out);
    QCOMPARE(back->tensors.size(), source.size());
    for (std::size_t i = 0; i < source.size(); ++i) {
        QCOMPARE(back->tensors[i].name, source[i].name);
        QVERIFY2(back->tensors[i] == source[i], source[i].name.c_str());
    }
}

void TradeTest::pythonLoadsThemStrictly() {
    QStringList arguments{"strict"};
    const auto files = QDir(fixturePath("")).entryList({"*_net_?.pth"});
    for (const auto& file : files) {
        const auto weights = imported(file);
        QVERIFY(exportPth(path(file).toStdString(), weights.config, weights.tensors).ok());
        arguments << fixturePath(file) << path(file);
    }
    const auto judged = askPython(arguments);
    QVERIFY2(judged.ok, qPrintable(judged.said));
    QCOMPARE(judged.said.count("equal "), 14);
}

void TradeTest::namesGoBothWays() {
    QFETCH(QString, file);
    const auto tensors = fixtureTensors(file);
    const auto found = inspectWeights(tensors);
    const auto names = found->isGenerator() ? foreignParameters(found->generator())
                                            : foreignParameters(found->discriminator());
    QCOMPARE(names->size(), tensors.size());
    const auto family = found->dialect == WeightsDialect::Film ? Family::Film : Family::Classic;
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        QCOMPARE((*names)[i].name, tensors[i].name);
        const auto ours = found->isGenerator() ? ourGeneratorName(tensors[i].name, family)
                                               : ourDiscriminatorName(tensors[i].name, family);
        QVERIFY2(ours.has_value(), tensors[i].name.c_str());
        QCOMPARE(*ours, (*names)[i].ours);
    }
}

void TradeTest::importTakesTheNamesOfTheConfig() {
    QFETCH(QString, file);
    const auto weights = imported(file);
    const auto wanted = std::visit([](const auto& config) { return parametersOf(config); }, weights.config);
    QCOMPARE(weights.tensors.size(), wanted.size());
    for (const auto& parameter : wanted) {
        const auto at = weights.tensors.find(parameter.name);
        QVERIFY2(at != weights.tensors.end(), parameter.name.c_str());
        QVERIFY(at->second.shape == parameter.shape);
    }
}

void TradeTest::nothingIsHalfLoaded() {
    auto tensors = fixtureTensors("film_hybrid_self_256_net_G.pth");
    const auto lost = tensors.back().name;
    tensors.pop_back();
    tensors.push_back({"stranger", {"F32", {1}, Bytes(4)}});
    auto inspection = inspectWeights(fixtureTensors("film_hybrid_self_256_net_G.pth")).value();
    inspection.report = compareTensors(tensors, {{lost, "embedding.weight", {3, 8}}});
    const auto refused = importWeights(tensors, inspection);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::BadFormat);
    QVERIFY(QString::fromStdString(refused.error().message).contains("1 missing (embedder.weight)"));
}

void TradeTest::halfPrecisionIsWidened() {
    auto tensors = fixtureTensors("classic_discriminator_net_D.pth");
    const std::vector<std::pair<std::uint16_t, float>> halves{{0x3C00, 1.0F},     {0xC000, -2.0F},
                                                              {0x0001, 0x1p-24F}, {0x7BFF, 65504.0F},
                                                              {0x8000, -0.0F},    {0x7C00, INFINITY}};
    const std::vector<std::pair<std::uint16_t, float>> brains{
        {0x3F80, 1.0F}, {0xC000, -2.0F}, {0x0001, 0x1p-133F}};
    const auto put = [](StoredTensor& tensor, const char* dtype, const auto& numbers) {
        tensor.dtype = dtype;
        tensor.data.resize(tensor.data.size() / 2);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            std::memcpy(tensor.data.data() + 2 * i, &numbers[i].first, 2);
        }
    };
    put(tensors[0].tensor, "F16", halves);
    put(tensors[2].tensor, "BF16", brains);
    const auto weights = importWeights(tensors, inspectWeights(tensors).value());
    QVERIFY2(weights.ok(), weights.ok() ? "" : weights.error().text().c_str());
    const auto same = [&](const char* name, const auto& numbers) {
        const auto& tensor = weights->tensors.at(name);
        QCOMPARE(tensor.dtype, std::string("F32"));
        QCOMPARE(tensor.data.size(), *storedBytes("F32", tensor.shape));
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            QVERIFY(std::memcmp(tensor.data.data() + 4 * i, &numbers[i].second, 4) == 0);
        }
    };
    same("body.0.weight", halves);
    same("body.2.weight", brains);
}

void TradeTest::bothNetworksOfOneFile() {
    // Python writes {'netG': ..., 'netD': ..., 'epoch': 3}.
    const auto judged = askPython({"pair", fixturePath("classic_conv_cat_256_net_G.pth"),
                                   fixturePath("classic_discriminator_sn_net_D.pth"), path("both.pth")});
    QVERIFY2(judged.ok, qPrintable(judged.said));
    const auto sets = readWeightsFile(path("both.pth").toStdString());
    QVERIFY2(sets.ok(), sets.ok() ? "" : sets.error().text().c_str());
    QCOMPARE(sets->size(), std::size_t{2});
    QCOMPARE((*sets)[0].group, std::string("netG"));
    QVERIFY((*sets)[0].inspection.isGenerator());
    QCOMPARE((*sets)[1].group, std::string("netD"));
    QVERIFY((*sets)[1].inspection.discriminator().spectralNorm);
    QVERIFY((*sets)[0].tensors == fixtureTensors("classic_conv_cat_256_net_G.pth"));
}

void TradeTest::aCheckpointIsRead() {
    StoredTensors all;
    for (const auto& [name, tensor] : zerosOf(GeneratorConfig{})) {
        all["average." + name] = tensor;
        all["live." + name] = tensor;
    }
    for (const auto& [name, tensor] : zerosOf(DiscriminatorConfig{})) {
        all["discriminator." + name] = tensor;
    }
    QVERIFY(writeSafetensors(path("model.safetensors").toStdString(), all).ok());
    const auto sets = readWeightsFile(path("model.safetensors").toStdString());
    QVERIFY2(sets.ok(), sets.ok() ? "" : sets.error().text().c_str());
    QStringList groups;
    for (const auto& set : *sets) {
        groups << QString::fromStdString(set.group);
        QCOMPARE(set.inspection.dialect, WeightsDialect::Typemould);
        QVERIFY2(set.inspection.report.complete(), set.inspection.report.text().c_str());
    }
    QCOMPARE(groups, (QStringList{"average", "discriminator", "live"}));
}

void TradeTest::whatHoldsNoNetworkIsRefused() {
    QVERIFY(writePth(path("other.pth").toStdString(), {{"layer.weight", {"F32", {2}, Bytes(8)}}}).ok());
    const auto refused = readWeightsFile(path("other.pth").toStdString());
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Unsupported);
    QVERIFY(QString::fromStdString(refused.error().message).contains("other.pth"));
    QVERIFY(QString::fromStdString(refused.error().message).contains("layer.weight"));
    QCOMPARE(readWeightsFile(path("none.pth").toStdString()).error().code, ErrorCode::NotFound);
}

void TradeTest::filesWithoutTensorsAreRefused() {
    QVERIFY(writeSafetensors(path("bare.safetensors").toStdString(), {}).ok());
    const auto bare = readWeightsFile(path("bare.safetensors").toStdString());
    QVERIFY(!bare.ok());
    QCOMPARE(bare.error().code, ErrorCode::Unsupported);
    QVERIFY(QString::fromStdString(bare.error().message).endsWith("bare.safetensors: it holds no tensors."));
    QVERIFY(!bare.error().advice.empty());
    QVERIFY(writeFileAtomically(path("nothing.safetensors").toStdString(), std::string_view()).ok());
    QVERIFY(!readWeightsFile(path("nothing.safetensors").toStdString()).error().advice.empty());
}

void TradeTest::networksOfOtherStylesDoNotGoTogether_data() {
    QTest::addColumn<int>("styles"); // of the discriminator; the generator has three
    QTest::addColumn<bool>("together");
    QTest::newRow("as many") << 3 << true;
    QTest::newRow("fewer") << 1 << false;
    QTest::newRow("more") << 5 << false;
}

void TradeTest::networksOfOtherStylesDoNotGoTogether() {
    QFETCH(int, styles);
    QFETCH(bool, together);
    const auto setOf = [](const NetworkConfig& config) {
        const auto zeros = std::visit([](const auto& network) { return zerosOf(network); }, config);
        auto tensors = exportTensors(config, zeros).orThrow();
        auto inspection = inspectWeights(tensors).orThrow();
        return WeightsSet{{}, std::move(tensors), std::move(inspection)};
    };
    const auto both = importedNetworks(
        setOf(classic()), setOf(classicDiscriminator(256, 8, styles, NormKind::Instance, false)));
    QCOMPARE(both.ok(), together);
    if (!together) {
        QCOMPARE(both.error().code, ErrorCode::InvalidArgument);
        const auto text = QString::fromStdString(both.error().text());
        QVERIFY2(text.contains(QString("knows %1 styles, the generator 3").arg(styles)) &&
                     text.contains("trained beside"),
                 qPrintable(text));
    }
}

void TradeTest::whatZi2ziCannotBuildIsRefused_data() {
    QTest::addColumn<int>("change");
    QTest::addColumn<QString>("named");
    QTest::newRow("house") << 0 << "house network";
    QTest::newRow("gated skip") << 1 << "gate";
    QTest::newRow("refinement") << 2 << "refine";
    QTest::newRow("one level shuffled, one not") << 3 << "upsample at level 3";
    QTest::newRow("5x5 before the shuffle") << 4 << "shuffle-kernel at level 1";
    QTest::newRow("resize and convolve") << 5 << "resized upsampling";
    QTest::newRow("a level without skip") << 6 << "skip at level 4";
    QTest::newRow("residual block") << 7 << "residual";
    QTest::newRow("linear attention") << 8 << "linear attention at level 4";
    QTest::newRow("transformer at the bottleneck") << 9 << "transformer";
    QTest::newRow("FiLM at every level") << 10 << "film";
    QTest::newRow("attention residuals") << 11 << "attention-residuals";
    QTest::newRow("innermost stride") << 12 << "innermost-stride";
    QTest::newRow("widths of its own") << 13 << "width at level 3";
    QTest::newRow("group norm") << 14 << "group norm";
    QTest::newRow("mixed FiLM up modes") << 15 << "at level 2";
    QTest::newRow("house discriminator") << 16 << "house discriminator";
    QTest::newRow("film without batch norm") << 17 << "norm";
    QTest::newRow("discriminator without style head") << 18 << "style-head";
    QTest::newRow("classic discriminator of patches") << 19 << "verdict";
    QTest::newRow("film discriminator of the whole glyph") << 20 << "verdict";
}

void TradeTest::whatZi2ziCannotBuildIsRefused() {
    QFETCH(int, change);
    QFETCH(QString, named);
    auto config = classic();
    auto discriminator = classicDiscriminator(256, 8, 3, NormKind::Instance, false);
    auto& levels = config.levels;
    switch (change) {
    case 0:
        config = GeneratorConfig{};
        break;
    case 1:
        levels[3].skipFilter = SkipFilter::Gate;
        break;
    case 2:
        levels[3].refinement = Refinement::Convolution;
        break;
    case 3:
        setUpsampling(config, {UpsampleMode::Transposed}, 3);
        break;
    case 4:
        setUpsampling(config, {UpsampleMode::PixelShuffle, ResizeKind::Nearest, 5});
        break;
    case 5:
        setUpsampling(config, {UpsampleMode::ResizeConv});
        break;
    case 6:
        levels[3].skip = SkipMode::Off;
        break;
    case 7:
        levels[3].residual = true;
        break;
    case 8:
        levels[3].attention = AttentionKind::Linear;
        break;
    case 9:
        config.bottleneckAttention = AttentionKind::Transformer;
        break;
    case 10:
        config.style = StyleMode::FilmEvery;
        break;
    case 11:
        levels[3].attention = levels[4].attention = AttentionKind::Softmax;
        config.attentionResiduals = true;
        break;
    case 12:
        config.innermostStride = 1;
        break;
    case 13:
        levels[2].width = 24;
        break;
    case 14:
        config.norm = NormKind::Group;
        break;
    case 15:
        config = filmConfig(256, 8, 8, 3, 8, FilmUpMode::Conv);
        setUpsampling(config, {UpsampleMode::PixelShuffle}, 2);
        break;
    case 16:
        discriminator = houseDiscriminator(256, 4, 32);
        break;
    case 17:
        discriminator = filmDiscriminator(256, 8, 3);
        discriminator.norm = NormKind::Instance;
        break;
    case 19:
        discriminator.verdict = VerdictKind::Patches;
        break;
    case 20:
        discriminator = filmDiscriminator(256, 8, 3);
        discriminator.verdict = VerdictKind::Linear;
        break;
    default:
        discriminator.styleHead = false;
    }
    const bool generator = change < 16;
    QVERIFY(generator ? checkConfig(config).ok() : checkConfig(discriminator).ok());
    const auto out = path("refused.pth").toStdString();
    const auto written = generator ? exportPth(out, config, zerosOf(config))
                                   : exportPth(out, discriminator, zerosOf(discriminator));
    QVERIFY(!written.ok());
    QCOMPARE(written.error().code, ErrorCode::Unsupported);
    QVERIFY2(QString::fromStdString(written.error().message).contains(named),
             written.error().message.c_str());
    QVERIFY(!written.error().advice.empty());
    QVERIFY(!std::filesystem::exists(out));
}

void TradeTest::otherTensorsThanTheNetworksAreRefused() {
    auto tensors = zerosOf(classic());
    tensors.erase("encoder_3.entry.weight");
    const auto refused = exportTensors(classic(), tensors);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
    QVERIFY(QString::fromStdString(refused.error().message).contains("encoder_3.entry.weight"));
}

void TradeTest::whatZi2ziBuildsIsExported_data() {
    QTest::addColumn<int>("which");
    for (int i = 0; i < 8; ++i) {
        QTest::newRow(qPrintable(QString("network %1").arg(i))) << i;
    }
}

void TradeTest::whatZi2ziBuildsIsExported() {
    QFETCH(int, which);
    const std::vector<GeneratorConfig> configs{
        classic(),
        classicConfig(384, 16, 7, 2, 128, UpsampleMode::Transposed, SkipMode::Add, NormKind::Batch),
        classicConfig(256, 16, 8, 2, 128, UpsampleMode::Transposed, SkipMode::Concat, NormKind::Batch),
        classicConfig(128, 8, 7, 1, 4, UpsampleMode::PixelShuffle, SkipMode::Add, NormKind::Instance),
        filmConfig(256, 8, 8, 3, 8, FilmUpMode::Conv),
        filmConfig(256, 8, 8, 3, 8, FilmUpMode::Upsample),
        filmConfig(256, 8, 8, 3, 8, FilmUpMode::PixelShuffle),
        filmConfig(256, 8, 8, 3, 8, FilmUpMode::Hybrid)};
    auto config = configs[static_cast<std::size_t>(which)];
    config.levels[4].attention = which == 5 ? AttentionKind::Linear : AttentionKind::Softmax;
    const auto exported = exportTensors(config, zerosOf(config));
    QVERIFY2(exported.ok(), exported.ok() ? "" : exported.error().text().c_str());
    const auto found = inspectWeights(*exported, {config.levels[4].attention, config.canvas});
    QVERIFY2(found.ok(), found.ok() ? "" : found.error().text().c_str());
    QVERIFY2(found->report.complete(), found->report.text().c_str());
    QVERIFY(found->generator() == config);
}

QTEST_GUILESS_MAIN(TradeTest)
#include "trade_test.moc"
