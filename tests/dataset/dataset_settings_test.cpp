// The description of the dataset's settings, and that each of them changes something.
#include "core/dataset/glyph_pairs.h"
#include "tests/support/fields_round_trip.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace typemould;

class DatasetSettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void roundTrip() { typemould::testing::checkFieldsRoundTrip<DatasetSettings>(); }
    void eachSettingChangesThePairs_data();
    void eachSettingChangesThePairs();
};

void DatasetSettingsTest::eachSettingChangesThePairs_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("canvas") << "canvas"
                            << "96";
    QTest::newRow("held out") << "held-out"
                              << "7";
    QTest::newRow("seed") << "seed"
                          << "2";
}

void DatasetSettingsTest::eachSettingChangesThePairs() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    const FontFace font = FontFace::open(sourceFile("resources/demo/demo-source.ttf")).orThrow();
    const auto& all = font.characters().characters();
    const CharacterSet characters(std::vector<char32_t>(all.end() - 60, all.end()));
    const auto draw = [&](const DatasetSettings& settings) {
        return GlyphPairs::draw(font, font, characters, {}, settings).orThrow();
    };
    const DatasetSettings plain{.canvas = 64, .heldOut = 10, .seed = 1};
    DatasetSettings changed = plain;
    QVERIFY(setFieldFromText(changed, key.toStdString(), value.toStdString()));
    const auto a = draw(plain), b = draw(changed);
    QCOMPARE(a.canvas() != b.canvas(), key == "canvas");
    QCOMPARE(a.hash() != b.hash(), key == "canvas");
    QCOMPARE(a.split().heldOut != b.split().heldOut, key != "canvas");
    QCOMPARE(a.split().heldOut.size() != b.split().heldOut.size(), key == "held-out");
}

QTEST_GUILESS_MAIN(DatasetSettingsTest)
#include "dataset_settings_test.moc"
