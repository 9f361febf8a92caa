// From settings to networks and back: the text of options, its errors, and that nothing is lost on the way.
#include "core/training/network_settings.h"

#include <QTest>

#include <algorithm>

using namespace typemould;

namespace {

TrainingSettings withNetwork(Family family, const std::string& text, int depth = 4) {
    TrainingSettings settings;
    settings.family = family;
    settings.network = text;
    settings.depth = depth;
    return settings;
}

} // namespace

class NetworkSettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plainSettingsGiveTheFamilysOwnNetwork() {
        TrainingSettings settings;
        QVERIFY(generatorConfigOf(settings, 256).orThrow() ==
                houseConfig(256, 8, 32, 4, UpsampleMode::PixelShuffle));
        settings.family = Family::Film;
        settings.width = 8;
        settings.depth = 8;
        settings.upsample = UpsampleMode::ResizeConv;
        QVERIFY(generatorConfigOf(settings, 256).orThrow() ==
                filmConfig(256, 8, 8, 1, 128, FilmUpMode::Upsample));
    }

    void thePatchFitsTheCanvasOrIsAsSet_data() {
        QTest::addColumn<int>("canvas");
        QTest::addColumn<int>("depth");
        QTest::addColumn<int>("set");
        QTest::addColumn<int>("patch");
        QTest::newRow("256 px") << 256 << 4 << 0 << 8;
        QTest::newRow("384 px") << 384 << 4 << 0 << 8;
        QTest::newRow("192 px: no room for 8") << 192 << 4 << 0 << 4;
        QTest::newRow("128 px") << 128 << 4 << 0 << 4;
        QTest::newRow("128 px, three levels") << 128 << 3 << 0 << 8;
        QTest::newRow("256 px, five levels") << 256 << 5 << 0 << 4;
        QTest::newRow("32 px") << 32 << 4 << 0 << 1;
        QTest::newRow("as set") << 256 << 4 << 2 << 2;
    }
    void thePatchFitsTheCanvasOrIsAsSet() {
        QFETCH(int, canvas);
        TrainingSettings settings;
        QFETCH(int, depth);
        settings.depth = depth;
        QFETCH(int, set);
        settings.patch = set;
        const auto config = generatorConfigOf(settings, canvas);
        QVERIFY2(config.ok(), config.ok() ? "" : config.error().text().c_str());
        QTEST(config->patch, "patch");
        describeNetwork(settings, *config);
        QCOMPARE(settings.patch, set); // so that it follows another canvas too
        QVERIFY(generatorConfigOf(settings, canvas).orThrow() == *config);
        settings.patch = 0;
        describeNetwork(settings, houseConfig(256, 4, 32, 4, UpsampleMode::PixelShuffle));
        QCOMPARE(settings.patch, 4);
        const auto changes = networkChanges(houseConfig(256, 4, 32, 4, UpsampleMode::PixelShuffle),
                                            houseConfig(256, 8, 32, 4, UpsampleMode::PixelShuffle));
        QCOMPARE(changes, std::string("patch 4 -> 8"));
    }

    void optionsReachTheWholeNetworkALevelOrAllLevels() {
        const auto config =
            generatorConfigOf(
                withNetwork(Family::House, "norm=batch 3.attention=linear *.skip=concat 1.skip=off"), 256)
                .orThrow();
        QCOMPARE(config.norm, NormKind::Batch);
        QCOMPARE(config.levels[2].attention, AttentionKind::Linear);
        QCOMPARE(config.levels[1].attention, AttentionKind::None);
        QCOMPARE(config.levels[2].skip, SkipMode::Concat);
        QCOMPARE(config.levels[0].skip, SkipMode::Off);
    }

    void severalStylesGiveTheNetworkAStyleInput() {
        const auto house = generatorConfigOf({}, 256, 3).orThrow();
        QCOMPARE(house.style, StyleMode::Film);
        QCOMPARE(house.styles, 3);
        const auto wide = generatorConfigOf(withNetwork(Family::Classic, "styles=40", 8), 256, 3).orThrow();
        QCOMPARE(wide.styles, 40);
    }

    void badOptionsAreNamed_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"norm", "norm=marble", "colour=red", "5.attention=linear",
                                 "0.attention=linear", "x.attention=linear", "2.colour=red",
                                 "*.attention=loud", "canvas=64", "family=film", "2.=1", "=2"}) {
            QTest::newRow(text) << text;
        }
    }
    void badOptionsAreNamed() {
        QFETCH(QString, text);
        const auto config =
            generatorConfigOf(withNetwork(Family::House, "norm=batch " + text.toStdString()), 256);
        QVERIFY(!config);
        QCOMPARE(config.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(config.error().message.find("'" + text.toStdString() + "'") != std::string::npos,
                 config.error().message.c_str());
        QVERIFY(!config.error().advice.empty());
    }

    void aNetworkThatDoesNotFitTheCanvasIsAnError() {
        for (const int depth : {-1, 0, 33, 99}) {
            TrainingSettings settings;
            settings.depth = depth;
            QVERIFY(!generatorConfigOf(settings, 256));
        }
        QVERIFY(!generatorConfigOf({}, 250));
        QVERIFY(!generatorConfigOf(withNetwork(Family::Classic, "", 9), 256));
    }

    void everyNetworkComesBackFromItsSettings_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < 8; ++i) {
            QTest::addRow("network %d", i) << i;
        }
    }
    void everyNetworkComesBackFromItsSettings() {
        QFETCH(int, index);
        auto hybrid = filmConfig(256, 4, 8, 3, 8, FilmUpMode::Hybrid);
        hybrid.levels[2].attention = AttentionKind::Softmax;
        auto joined =
            classicConfig(384, 4, 7, 3, 8, UpsampleMode::PixelShuffle, SkipMode::Concat, NormKind::Batch);
        joined.levels[3].attention = AttentionKind::Softmax;
        auto mixed = houseConfig(256, 2, 16, 3, UpsampleMode::Transposed);
        mixed.levels[1].upsample = UpsampleMode::ResizeConv;
        mixed.levels[1].resize = ResizeKind::Bilinear;
        mixed.levels[2].dropout = 0.25;
        mixed.icnr = true;
        const std::vector<GeneratorConfig> configs{
            houseConfig(256, 4, 32, 4, UpsampleMode::PixelShuffle),
            houseConfig(128, 1, 8, 2, UpsampleMode::ResizeConv),
            mixed,
            classicConfig(256, 64, 8, 1, 128, UpsampleMode::Transposed, SkipMode::Add, NormKind::Instance),
            joined,
            filmConfig(256, 64, 8, 1, 128, FilmUpMode::Conv),
            filmConfig(256, 4, 8, 3, 8, FilmUpMode::PixelShuffle),
            hybrid};
        const auto& config = configs.at(static_cast<std::size_t>(index));
        TrainingSettings settings;
        settings.batch = 7;
        describeNetwork(settings, config);
        const auto back = generatorConfigOf(settings, config.canvas);
        QVERIFY2(back.ok(), back.ok() ? "" : back.error().text().c_str());
        QVERIFY2(*back == config, settings.network.c_str());
        QCOMPARE(settings.batch, 7);
    }

    void theDiscriminatorFollowsItsSettings() {
        TrainingSettings settings;
        const auto generator = generatorConfigOf(settings, 256, 2).orThrow();
        QVERIFY(!discriminatorConfigOf(settings, generator).orThrow());
        settings.adversarialWeight = 0.1;
        QVERIFY(!discriminatorConfigOf(settings, generator).orThrow()->styleHead);
        settings.styleWeight = 1;
        settings.spectralNorm = true;
        settings.discriminatorWidth = 16;
        settings.network = "discriminator.initializer=kaiming";
        const auto config = *discriminatorConfigOf(settings, generator).orThrow();
        QVERIFY(config.styleHead && config.spectralNorm);
        QCOMPARE(config.width, 16);
        QCOMPARE(config.styles, 2);
        QCOMPARE(config.initializer, Initializer::Kaiming);
        settings.network = "discriminator.canvas=64";
        QVERIFY(!discriminatorConfigOf(settings, generator));
        settings.network = "discriminator.colour=red";
        QVERIFY(!discriminatorConfigOf(settings, generator));
    }

    void theVerdictIsWhatItComesTo_data() {
        QTest::addColumn<int>("family");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("verdict");
        const int own = int(VerdictKind::OfFamily), patches = int(VerdictKind::Patches),
                  linear = int(VerdictKind::Linear);
        QTest::newRow("house, as it does") << 0 << "patches" << own;
        QTest::newRow("house, linear") << 0 << "linear" << linear;
        QTest::newRow("classic, as it does") << 1 << "linear" << own;
        QTest::newRow("classic, patches") << 1 << "patches" << patches;
        QTest::newRow("not said") << 1 << "family" << own;
    }
    void theVerdictIsWhatItComesTo() {
        QFETCH(int, family);
        QFETCH(QString, text);
        QFETCH(int, verdict);
        auto settings = withNetwork(static_cast<Family>(family), "");
        settings.adversarialWeight = 1;
        QVERIFY(setFieldFromText(settings, "verdict", text.toStdString()).ok());
        const auto generator = generatorConfigOf(settings, 256).orThrow();
        const auto judge = *discriminatorConfigOf(settings, generator).orThrow();
        QCOMPARE(static_cast<int>(judge.verdict), verdict);
        auto again = settings;
        describeNetwork(again, generator, judge);
        QVERIFY(*discriminatorConfigOf(again, generator).orThrow() == judge);
        QCOMPARE(again.verdict, settings.verdict); // as it was said
        QVERIFY2(again.network.find("verdict") == std::string::npos, again.network.c_str());
        auto other = settings;
        other.verdict = VerdictKind::OfFamily;
        describeNetwork(other, generator, judge);
        QVERIFY(*discriminatorConfigOf(other, generator).orThrow() == judge);
    }

    void aForeignDiscriminatorComesBackFromItsSettings() {
        const auto generator = houseConfig(256, 4, 32, 4, UpsampleMode::PixelShuffle);
        for (const auto& judge : {classicDiscriminator(256, 4, 3, NormKind::Batch, true),
                                  filmDiscriminator(256, 8, 1), houseDiscriminator(256, 2, 24)}) {
            TrainingSettings settings;
            settings.adversarialWeight = 1;
            describeNetwork(settings, generator, judge);
            const auto back = discriminatorConfigOf(settings, generator);
            QVERIFY2(back.ok() && **back == judge, settings.network.c_str());
            const auto before = settings.network;
            describeNetwork(settings, generator);
            QCOMPARE(settings.network, before);
        }
    }

    // Beside a generator of three styles: a head that it gets later has as many answers.
    void aDiscriminatorWithoutAHeadSaysNothingOfStyles() {
        TrainingSettings settings;
        settings.adversarialWeight = 1;
        const auto generator = generatorConfigOf(settings, 256, 3).orThrow();
        describeNetwork(settings, generator, houseDiscriminator(256, 4, 24));
        settings.styleWeight = 1;
        const auto judge = *discriminatorConfigOf(settings, generator).orThrow();
        QVERIFY(judge.styleHead);
        QCOMPARE(judge.styles, 3);
    }

    // A text that is older than the last style would leave the head without an answer for it.
    void aStyleHeadHasAnAnswerForEveryStyle() {
        TrainingSettings settings;
        settings.adversarialWeight = settings.styleWeight = 1;
        const auto generator = generatorConfigOf(settings, 256, 3).orThrow();
        auto older = houseDiscriminator(256, 4, 24);
        older.styleHead = true;
        older.styles = 2;
        describeNetwork(settings, generator, older);
        QVERIFY2(settings.network.find("discriminator.styles") == std::string::npos,
                 settings.network.c_str());
        for (const auto& [text, styles] : {std::pair("", 3), std::pair(" discriminator.styles=2", 3),
                                           std::pair(" discriminator.styles=5", 5)}) {
            auto said = settings;
            said.network += text;
            QCOMPARE(discriminatorConfigOf(said, generator).orThrow()->styles, styles);
        }
    }

    void changesOfADiscriminatorAreNamedByTheirSettings() {
        const auto before = houseDiscriminator(256, 4, 32);
        auto after = before;
        after.styleHead = true;
        after.styles = 4;
        after.initializer = Initializer::Kaiming;
        QCOMPARE(discriminatorChanges(before, after), std::string()); // a head may come, and grow
        after.width = 16;
        after.spectralNorm = true;
        after.norm = NormKind::Batch;
        after.verdict = VerdictKind::Linear;
        QCOMPARE(discriminatorChanges(before, after),
                 std::string("discriminator-width 32 -> 16, network discriminator.norm instance -> batch, "
                             "spectral-norm false -> true, verdict family -> linear"));
    }

    void whatANetworkCanBecome() {
        const auto saved = houseConfig(256, 4, 32, 4, UpsampleMode::PixelShuffle);
        auto wanted = saved;
        QVERIFY(canBecome(saved, wanted));
        setUpsampling(wanted, UpsampleMode::Transposed, 2);
        QVERIFY(canBecome(saved, wanted));
        wanted.style = StyleMode::Film;
        wanted.styles = 3;
        QVERIFY(canBecome(saved, wanted));
        QVERIFY(!canBecome(wanted, saved)); // a style is never taken away
        wanted.levels[0].width = 40;
        QVERIFY(!canBecome(saved, wanted));
        QVERIFY(networkChanges(saved, houseConfig(128, 4, 16, 4, UpsampleMode::PixelShuffle)) ==
                "canvas 256 -> 128, width 32 -> 16");
    }

    void theKeysOfTheNetworkAreSettings() {
        const auto keys = fieldKeys<TrainingSettings>();
        for (const auto& key : keysOfNetworkSettings()) {
            QVERIFY2(std::find(keys.begin(), keys.end(), key) != keys.end(), key.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(NetworkSettingsTest)
#include "network_settings_test.moc"
