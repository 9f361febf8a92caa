// Every preset: it is valid, builds a network and its discriminator, trains, and says why it is as it is.
#include "core/training/network_settings.h"
#include "tests/learn/small_pairs.h"

#include <QTest>
#include <algorithm>
#include <cmath>

using namespace typemould;
using namespace typemould::testing;

class PresetsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theyAreThoseThatAreToldOf();
    void eachTrains_data();
    void eachTrains();
    void whatTheirHelpSaysIsSo();
};

void PresetsTest::theyAreThoseThatAreToldOf() {
    std::vector<std::string> keys;
    for (const auto& preset : presets()) {
        keys.push_back(preset.key);
        QVERIFY2(preset.help.size() > 40, preset.key.c_str()); // a reason, not a name
    }
    QCOMPARE(keys, (std::vector<std::string>{"house", "quick", "balanced", "quality", "crisp", "4gb", "t4",
                                             "cpu"}));
}

void PresetsTest::eachTrains_data() {
    QTest::addColumn<QString>("key");
    for (const auto& preset : presets()) {
        QTest::newRow(preset.key.c_str()) << QString::fromStdString(preset.key);
    }
}

void PresetsTest::eachTrains() {
    QFETCH(QString, key);
    std::vector<char32_t> characters;
    std::vector<GrayImage> sources, targets;
    for (int i = 0; i < 12; ++i) {
        GrayImage source(128, 128), target(128, 128);
        for (int y = 20; y < 100; ++y) {
            std::fill_n(source.row(y) + 20 + 5 * i, 6, std::uint8_t{0});
            std::fill_n(target.row(y) + 18 + 5 * i, 10, std::uint8_t{0});
        }
        characters.push_back(static_cast<char32_t>(0x4E00 + i));
        sources.push_back(std::move(source));
        targets.push_back(std::move(target));
    }
    DatasetSettings dataset;
    dataset.canvas = 128;
    dataset.heldOut = 2;
    const auto pairs = GlyphPairs::fromImages(characters, sources, targets, dataset).orThrow();
    QTemporaryDir folder;
    auto setup = smallSetup(pairs, folder.path().toStdString() + "/run", 3);
    setup.settings = presetSettings(key.toStdString()).orThrow();
    setup.settings.batch = 1; // small, in as many parts
    setup.settings.threads = 1;
    setup.settings.device = "cpu";
    setup.settings.precision = "float32";
    setup.settings.previewText = "一";
    RecordingObserver observer;
    QCOMPARE(trained(setup, observer), Outcome::Finished);
    QCOMPARE(observer.rows.size(), std::size_t(3));
    QVERIFY(std::isfinite(observer.rows.back().generatorLoss));
    QCOMPARE(observer.rows.back().discriminatorLoss > 0, setup.settings.adversarialWeight > 0);
    const std::string warned = observer.warnings.empty() ? "" : observer.warnings.front().text();
    QVERIFY2(warned.empty(), warned.c_str());
}

void PresetsTest::whatTheirHelpSaysIsSo() {
    const auto quality = presetSettings("quality").orThrow();
    QCOMPARE(quality.width, 48);
    QCOMPARE(quality.batch * quality.accumulate, 48);
    QCOMPARE(quality.learningRate, 2e-4);
    QCOMPARE(quality.discriminatorRate, 1e-4);
    const auto t4 = presetSettings("t4").orThrow();
    QCOMPARE(t4.batch, 4);
    QCOMPARE(t4.accumulate, 2);
    QCOMPARE(t4.learningRate, 2.5e-4);
    QCOMPARE(t4.discriminatorRate, 6e-5);
    QCOMPARE(t4.balance, BalanceMode::Dynamic);
    QVERIFY(generatorConfigOf(t4, 384).ok());
    const auto small = presetSettings("4gb").orThrow();
    QCOMPARE(small.batch * small.accumulate, 16);
}

QTEST_GUILESS_MAIN(PresetsTest)
#include "presets_test.moc"
