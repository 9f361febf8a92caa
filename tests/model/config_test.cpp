// What a network is, as a value: its description, its JSON (also that of the first release), what cannot be,
// and the named networks.
#include "core/model/generator_config_json.h"
#include "core/model/parameters.h"
#include "tests/model/random_network.h"
#include "tests/support/fields_round_trip.h"

#include <set>

using namespace typemould;
using namespace typemould::testing;

Q_DECLARE_METATYPE(typemould::GeneratorConfig)

class ModelConfigTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldIsDescribed();
    void levelsGoThroughJson();
    void theFirstReleasesFormIsRead();
    void damagedFormsAreRefused_data();
    void damagedFormsAreRefused();
    void impossibleNetworksSayWhy_data();
    void impossibleNetworksSayWhy();
    void impossibleDiscriminatorsSayWhy();
    void sizesAreGuarded_data();
    void sizesAreGuarded();
    void oneLevelSwitchesAlone();
    void blocksAreSumsOfTheirParameters();
    void everyKindAndUnnumberedBlockHasAName();
};

namespace {
GeneratorConfig classic() {
    return classicConfig(256, 8, 8, 3, 16, UpsampleMode::Transposed, SkipMode::Concat, NormKind::Instance);
}
} // namespace

void ModelConfigTest::everyFieldIsDescribed() {
    checkFieldsRoundTrip<GeneratorConfig>();
    checkFieldsRoundTrip<LevelConfig>();
    checkFieldsRoundTrip<DiscriminatorConfig>();
}

void ModelConfigTest::levelsGoThroughJson() {
    std::mt19937 random(1);
    for (int round = 0; round < 50; ++round) {
        GeneratorConfig config;
        for (const auto& f : fields<GeneratorConfig>()) {
            f.set(config, randomFieldValue(f.info, random, f.get(config)));
        }
        config.levels.resize(1 + random() % 10);
        for (auto& level : config.levels) {
            for (const auto& f : fields<LevelConfig>()) {
                f.set(level, randomFieldValue(f.info, random, f.get(level)));
            }
        }
        const auto back =
            generatorConfigFromJson(nlohmann::json::parse(generatorConfigToJson(config).dump()));
        QVERIFY2(back.ok(), back.ok() ? "" : back.error().text().c_str());
        QVERIFY(*back == config);
    }
}

void ModelConfigTest::theFirstReleasesFormIsRead() {
    const auto old = generatorConfigFromJson(
        {{"canvas", 128}, {"patch", 2}, {"width", 16}, {"depth", 3}, {"upsample", "transposed"}});
    QVERIFY(old.ok() && *old == houseConfig(128, 2, 16, 3, UpsampleMode::Transposed));
    QVERIFY(*generatorConfigFromJson(nlohmann::json::object()) == GeneratorConfig{});
    QVERIFY(GeneratorConfig{} == houseConfig(256, 4, 32, 4, UpsampleMode::PixelShuffle));
}

void ModelConfigTest::damagedFormsAreRefused_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("named");
    QTest::newRow("no object") << "[]"
                               << "object";
    QTest::newRow("old width out of range") << R"({"width": 4096})"
                                            << "width";
    QTest::newRow("old depth of a wrong type") << R"({"depth": "four"})"
                                               << "depth";
    QTest::newRow("old mode unknown") << R"({"upsample": "magic"})"
                                      << "upsample";
    QTest::newRow("levels no list") << R"({"levels": 4})"
                                    << "levels";
    QTest::newRow("no level") << R"({"levels": []})"
                              << "levels";
    QTest::newRow("too many levels") << R"({"levels": [{},{},{},{},{},{},{},{},{},{},{}]})"
                                     << "levels";
    QTest::newRow("unknown key") << R"({"colour": 1})"
                                 << "colour";
    QTest::newRow("unknown key of a level") << R"({"levels": [{"colour": 1}]})"
                                            << "colour";
    QTest::newRow("both forms at once") << R"({"levels": [{}], "width": 32})"
                                        << "width";
}

void ModelConfigTest::damagedFormsAreRefused() {
    QFETCH(QString, text);
    QFETCH(QString, named);
    const auto config = generatorConfigFromJson(nlohmann::json::parse(text.toStdString()));
    QVERIFY(!config.ok());
    QVERIFY2(config.error().text().find(named.toStdString()) != std::string::npos,
             config.error().text().c_str());
}

void ModelConfigTest::impossibleNetworksSayWhy_data() {
    QTest::addColumn<GeneratorConfig>("config");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, GeneratorConfig config, auto&& change, const char* named) {
        change(config);
        QTest::newRow(name) << config << named;
    };
    using C = GeneratorConfig;
    row(
        "a skip at the outermost classic level", classic(), [](C& c) { c.levels[0].skip = SkipMode::Add; },
        "Level 1");
    row(
        "a filter without a skip", classic(),
        [](C& c) { c.levels[3].skip = SkipMode::Off, c.levels[3].skipFilter = SkipFilter::Gate; }, "Level 4");
    row(
        "a skip dropout without a weakened skip", classic(), [](C& c) { c.levels[2].skipDropout = 0.5; },
        "Level 3");
    row(
        "a kernel of 4", classic(), [](C& c) { c.levels[2].shuffleKernel = 4; }, "shuffle-kernel");
    row(
        "softmax attention over a whole image", classic(),
        [](C& c) { c.levels[0].attention = AttentionKind::Softmax; }, "softmax");
    row(
        "a transformer whose heads share no channels", classic(),
        [](C& c) { c.levels[4].width = 30, c.levels[4].attention = AttentionKind::Transformer; }, "heads");
    row(
        "attention residuals with one attention", GeneratorConfig{},
        [](C& c) { c.attentionResiduals = true, c.levels[3].attention = AttentionKind::Softmax; },
        "attention-residuals");
    row(
        "linear attention hands nothing on", GeneratorConfig{},
        [](C& c) {
            c.attentionResiduals = true;
            c.levels[2].attention = AttentionKind::Linear;
            c.levels[3].attention = AttentionKind::Softmax;
        },
        "attention-residuals");
    row(
        "a canvas too small for eight levels", classic(), [](C& c) { c.canvas = 128; }, "128");
    row(
        "one level", GeneratorConfig{}, [](C& c) { c.levels.resize(1); }, "depth");
    row(
        "eleven levels", classic(), [](C& c) { c.levels.resize(11); }, "depth");
    row(
        "a level's width out of range", classic(), [](C& c) { c.levels[5].width = 0; }, "Level 6");
    row(
        "a house width no multiple of 8", GeneratorConfig{}, [](C& c) { c.levels[0].width = 12; }, "width");
}

void ModelConfigTest::impossibleNetworksSayWhy() {
    QFETCH(GeneratorConfig, config);
    QFETCH(QString, named);
    const auto status = checkConfig(config);
    QVERIFY(!status.ok());
    QVERIFY2(status.error().message.find(named.toStdString()) != std::string::npos,
             status.error().message.c_str());
    QVERIFY(!status.error().advice.empty());
}

void ModelConfigTest::impossibleDiscriminatorsSayWhy() {
    QVERIFY(checkConfig(houseDiscriminator(256, 4, 32)).ok());
    QVERIFY(checkConfig(classicDiscriminator(256, 64, 3, NormKind::Batch, true)).ok());
    QVERIFY(!checkConfig(houseDiscriminator(256, 3, 32)).ok());
    QVERIFY(!checkConfig(houseDiscriminator(250, 4, 32)).ok());
    auto folded = filmDiscriminator(256, 64, 3);
    folded.patch = 2;
    QVERIFY(!checkConfig(folded).ok());
    folded.patch = 1;
    folded.styles = 0;
    QVERIFY(!checkConfig(folded).ok());
}

void ModelConfigTest::sizesAreGuarded_data() {
    QTest::addColumn<GeneratorConfig>("config");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("fits");
    const auto film = filmConfig(256, 8, 8, 3, 16, FilmUpMode::Conv);
    auto gentle = classic();
    gentle.innermostStride = 1;
    auto grouped = gentle;
    grouped.norm = NormKind::Group;
    QTest::newRow("classic 256") << classic() << 256 << true;
    QTest::newRow("classic 255") << classic() << 255 << false;
    QTest::newRow("classic 300") << classic() << 300 << true;
    QTest::newRow("film 256") << film << 256 << true;
    QTest::newRow("film 260, odd on the way") << film << 260 << true;
    QTest::newRow("film 128 would norm a single point") << film << 128 << false;
    QTest::newRow("classic, innermost stride 1, a single point") << gentle << 128 << false;
    QTest::newRow("the same with groups") << grouped << 128 << true;
    QTest::newRow("house 256") << GeneratorConfig{} << 256 << true;
    QTest::newRow("house 66, no multiple of its patch") << GeneratorConfig{} << 66 << false;
    QTest::newRow("house 16") << GeneratorConfig{} << 16 << false;
    QTest::newRow("nothing") << GeneratorConfig{} << 0 << false;
}

void ModelConfigTest::sizesAreGuarded() {
    QFETCH(GeneratorConfig, config);
    QFETCH(int, size);
    QFETCH(bool, fits);
    const auto status = checkInputSize(config, size, size);
    QCOMPARE(status.ok(), fits);
    QVERIFY(fits || status.error().message.find(std::to_string(size) + " x ") != std::string::npos);
}

void ModelConfigTest::oneLevelSwitchesAlone() {
    auto config = classic();
    QVERIFY(sharesUpsampling(config));
    setUpsampling(config, {UpsampleMode::ResizeConv, ResizeKind::Bilinear}, 3);
    QVERIFY(!sharesUpsampling(config));
    for (int k = 1; k <= config.depth(); ++k) {
        QCOMPARE(config.levels[static_cast<std::size_t>(k) - 1].upsample == UpsampleMode::ResizeConv, k == 3);
    }
    setUpsampling(config, UpsampleMode::PixelShuffle);
    QVERIFY(sharesUpsampling(config) && upsamplingOf(config) == Upsampling(UpsampleMode::PixelShuffle));
}

void ModelConfigTest::blocksAreSumsOfTheirParameters() {
    const auto config = filmConfig(256, 8, 8, 3, 16, FilmUpMode::Hybrid);
    long long all = 0, blocks = 0;
    for (const auto& parameter : parametersOf(config)) {
        all += parameter.buffer ? 0 : parameter.count();
    }
    for (const auto& block : blocksOf(config)) {
        QVERIFY(block.parameters > 0);
        blocks += block.parameters;
    }
    QCOMPARE(blocks, all);
    QCOMPARE(blocksOf(config).front().name, std::string("encoder.1"));
    QCOMPARE(blocksOf(config).back().name, std::string("embedding"));
}

// The two lists are what a rule of a freezing plan may name beside the parts of the network at hand.
void ModelConfigTest::everyKindAndUnnumberedBlockHasAName() {
    std::set<std::string> kinds, blocks;
    const auto see = [&](const std::vector<ParameterInfo>& parameters) {
        for (const auto& parameter : parameters) {
            kinds.insert(parameterKindName(parameter.kind));
            if (parameter.block.find('.') == std::string::npos) {
                blocks.insert(parameter.block);
            }
        }
    };
    std::mt19937 random(1);
    for (int round = 0; round < 200; ++round) {
        see(parametersOf(randomNetwork(random)));
    }
    auto house = houseDiscriminator(64, 2, 8);
    house.styleHead = true;
    for (const auto& judge :
         {house, classicDiscriminator(64, 8, 3, NormKind::Batch, true), filmDiscriminator(64, 8, 3)}) {
        see(parametersOf(judge));
    }
    const auto asSet = [](const std::vector<std::string>& names) {
        return std::set<std::string>(names.begin(), names.end());
    };
    QVERIFY(kinds == asSet(parameterKindNames()));
    QVERIFY(blocks == asSet(unnumberedBlocks()));
    QCOMPARE(parameterKindNames().size(), static_cast<std::size_t>(ParameterKind::StyleHead) + 1);
}

QTEST_GUILESS_MAIN(ModelConfigTest)
#include "config_test.moc"
