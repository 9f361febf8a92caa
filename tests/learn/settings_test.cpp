// Training settings, presets, and the network that they describe.
#include "core/dataset/glyph_pairs.h"
#include "core/model/parameters.h"
#include "core/training/network_settings.h"
#include "tests/support/fields_round_trip.h"

#include <algorithm>

using namespace typemould;
using namespace typemould::testing;

class LearnSettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySettingGoesThroughJsonAndText();
    void presetsAreValidAndDiffer();
    void everyNetworkThatCanBeBuiltCanBeSet_data();
    void everyNetworkThatCanBeBuiltCanBeSet();
    void anUnknownPresetIsNamed();
    void impossibleNetworksAreRefused_data();
    void impossibleNetworksAreRefused();
    void blocksFollowTheWayOfTheData();
};

void LearnSettingsTest::everySettingGoesThroughJsonAndText() {
    checkFieldsRoundTrip<TrainingSettings>();
    checkFieldsRoundTrip<GeneratorConfig>();
}

void LearnSettingsTest::presetsAreValidAndDiffer() {
    QVERIFY(presets().size() >= 3);
    QCOMPARE(presets().front().key, std::string("house"));
    QVERIFY(presets().front().settings == TrainingSettings{});
    std::vector<TrainingSettings> seen;
    for (const auto& preset : presets()) {
        QVERIFY2(generatorConfigOf(preset.settings, 256).ok(), preset.key.c_str());
        for (const auto& f : fields<TrainingSettings>()) {
            QVERIFY2(checkedFieldValue(f.info, f.get(preset.settings)).ok(),
                     (preset.key + "." + f.info.key).c_str());
        }
        QVERIFY(!preset.label.empty() && !preset.help.empty());
        QVERIFY2(std::find(seen.begin(), seen.end(), preset.settings) == seen.end(), preset.key.c_str());
        seen.push_back(preset.settings);
    }
}

// Weights from outside become settings: a narrower range there would make a project that cannot be read
// again, a wider one offers what no network can be.
void LearnSettingsTest::everyNetworkThatCanBeBuiltCanBeSet_data() {
    QTest::addColumn<QString>("setting");
    for (const char* setting : {"width", "depth", "patch", "canvas", "discriminator-width"}) {
        QTest::newRow(setting) << setting;
    }
}

void LearnSettingsTest::everyNetworkThatCanBeBuiltCanBeSet() {
    QFETCH(QString, setting);
    const auto key = setting.toStdString();
    const auto rangeOf = [&](const auto& list) {
        const auto found =
            std::find_if(list.begin(), list.end(), [&](const auto& f) { return f.info.key == key; });
        return std::pair(static_cast<int>(found->info.minimum), static_cast<int>(found->info.maximum));
    };
    auto [least, most] =
        key == "canvas" ? rangeOf(fields<DatasetSettings>()) : rangeOf(fields<TrainingSettings>());
    least = key == "patch" && least == 0 ? 1 : least; // 0 leaves it to the canvas
    const auto checked = [&](int value) {             // a network with that value, which all else gives room
        auto judge = houseDiscriminator(256, 4, 32);
        auto drawing =
            classicConfig(1024, 8, 2, 1, 8, UpsampleMode::PixelShuffle, SkipMode::Add, NormKind::Instance);
        if (key == "discriminator-width") {
            judge.width = value;
            return checkConfig(judge);
        }
        if (key == "depth") {
            drawing.levels.resize(static_cast<std::size_t>(value), drawing.levels.back());
        }
        for (auto& level : drawing.levels) {
            level.width = key == "width" ? value : level.width;
        }
        drawing.patch = key == "patch" ? value : drawing.patch;
        drawing.canvas = key == "canvas" ? value : drawing.canvas;
        return checkConfig(drawing);
    };
    for (const int bound : {least, most}) {
        const auto status = checked(bound);
        QVERIFY2(status.ok(), status.ok() ? "" : status.error().text().c_str());
    }
    const auto name = key.substr(key.rfind('-') + 1); // in a network's own words
    for (const int beyond : {least - 1, most + 1}) {
        const auto status = checked(beyond);
        QVERIFY2(!status.ok(), qPrintable(QString::number(beyond)));
        QVERIFY2(status.error().message.find(name) != std::string::npos, status.error().message.c_str());
    }
}

void LearnSettingsTest::anUnknownPresetIsNamed() {
    const auto result = presetSettings("mansion");
    QVERIFY(!result.ok());
    QVERIFY(result.error().message.find("mansion") != std::string::npos);
    QVERIFY(result.error().advice.find("house") != std::string::npos);
}

void LearnSettingsTest::impossibleNetworksAreRefused_data() {
    QTest::addColumn<int>("canvas");
    QTest::addColumn<int>("patch");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("depth");
    QTest::addColumn<QString>("named");
    QTest::newRow("canvas no multiple of patch and depth") << 250 << 4 << 32 << 4 << "250";
    QTest::newRow("canvas too small for the depth") << 64 << 4 << 32 << 4 << "64";
    QTest::newRow("patch no power of two") << 240 << 3 << 32 << 4 << "patch";
    QTest::newRow("width no multiple of 8") << 256 << 4 << 30 << 4 << "width";
    QTest::newRow("depth out of range") << 256 << 4 << 32 << 9 << "depth";
}

void LearnSettingsTest::impossibleNetworksAreRefused() {
    QFETCH(int, canvas);
    QFETCH(int, patch);
    QFETCH(int, width);
    QFETCH(int, depth);
    QFETCH(QString, named);
    const auto status = checkConfig(houseConfig(canvas, patch, width, depth, UpsampleMode::PixelShuffle));
    QVERIFY(!status.ok());
    QVERIFY2(status.error().message.find(named.toStdString()) != std::string::npos,
             status.error().message.c_str());
    QVERIFY(!status.error().advice.empty());
}

void LearnSettingsTest::blocksFollowTheWayOfTheData() {
    std::string names;
    for (const auto& block : blocksOf(houseConfig(256, 4, 32, 3, UpsampleMode::PixelShuffle))) {
        names += block.name + " ";
    }
    QCOMPARE(names, std::string("encoder.1 encoder.2 encoder.3 bottleneck decoder.2 decoder.1 output "));
}

QTEST_GUILESS_MAIN(LearnSettingsTest)
#include "settings_test.moc"
