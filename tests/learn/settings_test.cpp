// Training settings, presets, and the network that they describe.
#include "core/model/parameters.h"
#include "core/training/training_settings.h"
#include "tests/support/fields_round_trip.h"

using namespace typemould;
using namespace typemould::testing;

class LearnSettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySettingGoesThroughJsonAndText();
    void presetsAreValidAndDiffer();
    void anUnknownPresetIsNamed();
    void impossibleNetworksAreRefused_data();
    void impossibleNetworksAreRefused();
    void blocksFollowTheWayOfTheData();
};

void LearnSettingsTest::everySettingGoesThroughJsonAndText() { checkFieldsRoundTrip<TrainingSettings>(); }

void LearnSettingsTest::presetsAreValidAndDiffer() {
    QVERIFY(presets().size() >= 3);
    QCOMPARE(presets().front().key, std::string("house"));
    QVERIFY(presets().front().settings == TrainingSettings{});
    std::vector<TrainingSettings> seen;
    for (const auto& preset : presets()) {
        QVERIFY2(checkConfig(generatorConfigOf(preset.settings, 256)).ok(), preset.key.c_str());
        for (const auto& f : fields<TrainingSettings>()) {
            QVERIFY2(checkedFieldValue(f.info, f.get(preset.settings)).ok(),
                     (preset.key + "." + f.info.key).c_str());
        }
        QVERIFY(!preset.label.empty() && !preset.help.empty());
        QVERIFY2(std::find(seen.begin(), seen.end(), preset.settings) == seen.end(), preset.key.c_str());
        seen.push_back(preset.settings);
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
