// Every preset: it is valid, builds a network and its discriminator, trains, and says why it is as it is.
#include "core/training/network_settings.h"
#include "tests/learn/small_pairs.h"

#include <QRegularExpression>
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
    void whatTheirHelpSaysIsSo_data();
    void whatTheirHelpSaysIsSo();
    void whatTheirHelpPromises();
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

/// Every number that a help names is one of the settings, or stands here as one of the world's.
void PresetsTest::whatTheirHelpSaysIsSo_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("phrases"); // that the settings come to
    QTest::addColumn<QStringList>("facts");   // that are no settings
    const auto text = [](double number) {
        auto digits = QString::number(number, 'f', 7);
        while (digits.endsWith('0')) {
            digits.chop(1);
        }
        return digits;
    };
    const auto settings = [](const char* key) { return presetSettings(key).orThrow(); };
    const auto parts = [](const TrainingSettings& s, const QString& between) {
        return QString("%1 parts of %2%3").arg(s.accumulate).arg(s.batch).arg(between);
    };
    for (const char* key : {"house", "quick", "balanced", "crisp"}) {
        QTest::newRow(key) << key << QStringList{} << QStringList{};
    }
    const auto quality = settings("quality");
    QTest::newRow("quality") << "quality"
                             << QStringList{QString("width %1 ").arg(quality.width),
                                            QString("%1 glyphs a step (%2)")
                                                .arg(quality.batch * quality.accumulate)
                                                .arg(parts(quality, "")),
                                            "(generator " + text(quality.learningRate) +
                                                ", discriminator half of it)"}
                             << QStringList{};
    const auto small = settings("4gb");
    QTest::newRow("4gb") << "4gb"
                         << QStringList{parts(small, " glyphs teach as one batch of ") +
                                            QString("%1 ").arg(small.batch * small.accumulate),
                                        "the discriminator is narrower"}
                         << QStringList{};
    const auto t4 = settings("t4");
    QTest::newRow("t4") << "t4"
                        << QStringList{parts(t4, " glyphs"),
                                       "(" + text(t4.learningRate) + ", discriminator " +
                                           text(t4.discriminatorRate) + ")",
                                       QString::fromStdString(t4.precision)}
                        << QStringList{"T4", "(16 GB)", "384 px", "bfloat16"};
    const auto slow = settings("cpu");
    QTest::newRow("cpu") << "cpu"
                         << QStringList{QString("%1 glyphs a step").arg(slow.batch * slow.accumulate)}
                         << QStringList{};
}

void PresetsTest::whatTheirHelpSaysIsSo() {
    QFETCH(QString, key);
    QFETCH(QStringList, phrases);
    QFETCH(QStringList, facts);
    const auto preset = std::find_if(presets().begin(), presets().end(),
                                     [&](const Preset& each) { return each.key == key.toStdString(); });
    auto help = QString::fromStdString(preset->help);
    for (const auto& phrase : phrases + facts) {
        QVERIFY2(help.contains(phrase), qPrintable("'" + phrase + "' is not in: " + help));
        help.replace(phrase, "");
    }
    QVERIFY2(!help.contains(QRegularExpression("[0-9]")), qPrintable("whence? " + help));
}

void PresetsTest::whatTheirHelpPromises() {
    const auto quality = presetSettings("quality").orThrow();
    QCOMPARE(quality.discriminatorRate, quality.learningRate / 2);
    const auto t4 = presetSettings("t4").orThrow();
    QCOMPARE(t4.balance, BalanceMode::Dynamic); // "whose weight follows its loss"
    QVERIFY(generatorConfigOf(t4, 384).ok());
    QCOMPARE(presetSettings("balanced")->balance, BalanceMode::Dynamic);
    const TrainingSettings plain;
    QVERIFY(presetSettings("4gb")->discriminatorWidth < plain.discriminatorWidth);
    QVERIFY(presetSettings("quick")->width < plain.width && presetSettings("cpu")->width < plain.width);
    QVERIFY(presetSettings("crisp")->width > plain.width);
}

QTEST_GUILESS_MAIN(PresetsTest)
#include "presets_test.moc"
