// Networks on the command line: what foreign weights are, taking them in, training and drawing with them,
// giving them back; switching the upsampling; freezing; styles.
#include "core/project/kept_pictures.h"
#include "core/project/project.h"
#include "core/weights/pth.h"
#include "tests/app/cli_runner.h"
#include "tests/support/test_paths.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace typemould;

class CliNetworksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void inspectTellsWhatItIs();
    void inspectAsksForTheAttention();
    void whatIsNoNetworkIsRefused();
    void importedWeightsTrainDrawAndGoBack();
    void aStyleThatIsNotThereIsWrongUsage();
    void fromARunOfAnotherStyleThatStyleTrains();
    void theStyleHeadMayComeAndGo();
    void aDiscriminatorIsNoGenerator();
    void aDiscriminatorAloneJoinsTheGenerator();
    void picturesThroughWeights();
    void switchingSaysWhatIsLost();
    void switchingCanBePhased();
    void freezeShowsAndKeepsAPlan();
    void wrongRulesAreWrongUsage();
    void stylesAreAddedTrainedAndDrawn();

private:
    static QString fixture(const QString& name) { return testDataText(QString("zi2zi/") + name + ".pth"); }
    QString value(const QJsonObject& network, const QString& setting) const {
        for (const auto& finding : network.value("findings").toArray()) {
            if (finding.toObject().value("setting").toString() == setting) {
                return finding.toObject().value("value").toString();
            }
        }
        return {};
    }
    void keptGlyphsAreDrawnInOtherStyles(const QString& folder, const QStringList& draw);
    CliRunner m_cli;
};

void CliNetworksTest::inspectTellsWhatItIs() {
    const auto result = m_cli.run({"inspect", fixture("classic_pixelshuffle_res_256_net_G"), "--json"});
    QVERIFY2(result.exitCode == 0, result.summary());
    const auto network = result.json().value("networks").toArray().first().toObject();
    QCOMPARE(network.value("dialect").toString(), "classic");
    QCOMPARE(network.value("kind").toString(), "generator");
    QCOMPARE(value(network, "depth"), "8");
    QCOMPARE(network.value("report").toObject().value("complete").toBool(), true);
    const auto text = m_cli.run({"inspect", fixture("classic_discriminator_sn_net_D")});
    QVERIFY2(text.out.startsWith("classic discriminator") && text.out.contains("matched"), text.summary());
}

void CliNetworksTest::inspectAsksForTheAttention() {
    const auto assumed = [&](const QStringList& more) {
        const auto result =
            m_cli.run(QStringList{"inspect", fixture("film_conv_self_256_net_G"), "--json"} + more);
        for (const auto& question :
             result.json().value("networks").toArray().first().toObject().value("open").toArray()) {
            if (question.toObject().value("setting").toString() == "attention-kind") {
                return question.toObject().value("assumed").toString();
            }
        }
        return QString();
    };
    QCOMPARE(assumed({}), "linear");
    QCOMPARE(assumed({"--attention", "softmax"}), "softmax");
    QCOMPARE(m_cli.run({"inspect", fixture("film_conv_self_256_net_G"), "--attention", "loud"}).exitCode, 2);
}

void CliNetworksTest::whatIsNoNetworkIsRefused() {
    const QString text = m_cli.path("notes.pth");
    QFile file(text);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no weights") > 0);
    file.close();
    const auto result = m_cli.run({"inspect", text, "--json"});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.error().value("message").toString().contains("notes.pth"), result.summary());
    QCOMPARE(m_cli.run({"inspect", m_cli.path("nowhere.pth")}).exitCode, 1);
}

void CliNetworksTest::importedWeightsTrainDrawAndGoBack() {
    const QString project = m_cli.smallProject("imported.typemould");
    const auto imported =
        m_cli.run({"import", project, "--generator", fixture("classic_conv_res_256_net_G"), "--discriminator",
                   fixture("classic_discriminator_net_D"), "--style", "1", "--json"},
                  240000);
    QVERIFY2(imported.exitCode == 0, imported.summary());
    QVERIFY(QFileInfo(imported.json().value("checkpoint").toString() + "/manifest.json").isFile());

    // Untouched, it goes back number for number.
    const QString back = m_cli.path("back.pth");
    const auto exported = m_cli.run({"export-weights", project, "--out", back, "--json"});
    QVERIFY2(exported.exitCode == 0, exported.summary());
    const auto given = readPth(fixture("classic_conv_res_256_net_G").toStdString()).orThrow();
    const auto got = readPth(back.toStdString()).orThrow();
    QCOMPARE(got.tensors.size(), given.tensors.size());
    for (std::size_t i = 0; i < given.tensors.size(); ++i) {
        QCOMPARE(got.tensors[i].name, given.tensors[i].name);
        QVERIFY2(got.tensors[i].tensor.data == given.tensors[i].tensor.data, given.tensors[i].name.c_str());
    }
    const QString judge = m_cli.path("judge.pth");
    QVERIFY(m_cli.run({"export-weights", project, "--out", judge, "--discriminator"}).exitCode == 0);
    QCOMPARE(readPth(judge.toStdString()).orThrow().tensors.size(),
             readPth(fixture("classic_discriminator_net_D").toStdString()).orThrow().tensors.size());

    const auto trained = m_cli.run({"train", project, "--steps", "2", "--set", "batch=2", "--json"}, 300000);
    QVERIFY2(trained.exitCode == 0, trained.summary());
    QCOMPARE(trained.json().value("resumed").toBool(), true);
    QCOMPARE(trained.json().value("step").toInt(), 2);
    const auto drawn =
        m_cli.run({"generate", project, "--chars", "一", "--out", m_cli.path("glyphs"), "--json"});
    QVERIFY2(drawn.exitCode == 0, drawn.summary());
    QCOMPARE(readPng(m_cli.path("glyphs/4E00.png").toStdString()).orThrow().width,
             256); // the network's canvas
}

void CliNetworksTest::aStyleThatIsNotThereIsWrongUsage() {
    const QString project = m_cli.smallProject("style.typemould");
    const auto result =
        m_cli.run({"import", project, "--generator", fixture("classic_conv_res_256_net_G"), "--style", "3"});
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.err.contains("style 3"), result.summary());
    QVERIFY(QDir(project + "/runs").isEmpty());
}

void CliNetworksTest::fromARunOfAnotherStyleThatStyleTrains() {
    const QString project = m_cli.smallProject("rows.typemould");
    const auto import = [&](const char* style) {
        return m_cli
            .run({"import", project, "--generator", fixture("classic_conv_res_256_net_G"), "--style", style,
                  "--json"})
            .json()
            .value("checkpoint")
            .toString();
    };
    const QString second = import("2");
    QVERIFY(!import("0").isEmpty());
    const auto trained =
        m_cli.run({"train", project, "--from", second, "--steps", "1", "--set", "batch=2", "--json"}, 300000);
    QVERIFY2(trained.exitCode == 0, trained.summary());
    QFile manifest(trained.json().value("checkpoint").toString() + "/manifest.json");
    QVERIFY(manifest.open(QIODevice::ReadOnly));
    QCOMPARE(QJsonDocument::fromJson(manifest.readAll()).object().value("style").toInt(), 2);
}

void CliNetworksTest::theStyleHeadMayComeAndGo() {
    const QString project = m_cli.smallProject("head.typemould");
    const QStringList train{"train", project, "--json", "--steps"};
    QCOMPARE(m_cli
                 .run(train + QStringList{"2"} + CliRunner::tinyNetwork() +
                      QStringList{"--set", "adversarial-weight=0.1"})
                 .exitCode,
             0);
    for (const char* weight : {"1", "0", "0.5"}) {
        const auto result =
            m_cli.run(train + QStringList{"9", "--set", QString("style-weight=%1").arg(weight), "--set",
                                          "keep-checkpoints=9"});
        QVERIFY2(result.exitCode == 0, result.summary());
    }
}

void CliNetworksTest::aDiscriminatorIsNoGenerator() {
    const QString project = m_cli.smallProject("kinds.typemould");
    const auto result = m_cli.run({"import", project, "--generator", fixture("classic_discriminator_net_D")});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("no generator"), result.summary());
}

void CliNetworksTest::aDiscriminatorAloneJoinsTheGenerator() {
    const QString project = m_cli.smallProject("joined.typemould");
    QCOMPARE(m_cli.run({"import", project}).exitCode, 2);
    const QStringList alone{"import", project, "--discriminator", fixture("classic_discriminator_net_D"),
                            "--json"};
    QCOMPARE(m_cli.run(alone).exitCode, 1); // there is no generator yet
    QCOMPARE(m_cli.run({"import", project, "--generator", fixture("classic_conv_res_256_net_G")}).exitCode,
             0);
    const auto joined = m_cli.run(alone);
    QVERIFY2(joined.exitCode == 0, joined.summary());
    const auto exported = [&](const QString& name, const QStringList& more) {
        const auto result =
            m_cli.run(QStringList{"export-weights", project, "--out", m_cli.path(name)} + more);
        return result.exitCode == 0 ? readPth(m_cli.path(name).toStdString()).orThrow().tensors
                                    : NamedTensors();
    };
    QVERIFY(exported("g.pth", {}) ==
            readPth(fixture("classic_conv_res_256_net_G").toStdString()).orThrow().tensors);
    QVERIFY(exported("d.pth", {"--discriminator"}) ==
            readPth(fixture("classic_discriminator_net_D").toStdString()).orThrow().tensors);
    const auto trained = m_cli.run({"train", project, "--steps", "1", "--set", "batch=2", "--json"}, 300000);
    QVERIFY2(trained.exitCode == 0, trained.summary());
    const auto after = exported("after.pth", {"--discriminator"});
    QVERIFY(!after.empty() && !(after == exported("g.pth", {})));
}

void CliNetworksTest::picturesThroughWeights() {
    QVERIFY(QDir().mkpath(m_cli.path("pictures")));
    GrayImage picture(128, 128);
    for (int y = 40; y < 90; ++y) {
        picture.at(64, y) = 0;
    }
    const auto bytes = encodePng(picture).orThrow();
    QFile file(m_cli.path("pictures/stroke.png"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size()));
    file.close();
    const auto draw = [&](const QString& style, const QString& out, const QStringList& more = {}) {
        return m_cli.run(QStringList{"generate", "--weights", fixture("film_conv_linear_256_net_G"),
                                     "--images", m_cli.path("pictures"), "--style", style, "--out",
                                     m_cli.path(out), "--json"} +
                         more);
    };
    const auto first = draw("0", "a");
    QVERIFY2(first.exitCode == 0, first.summary());
    QCOMPARE(first.json().value("written").toInt(), 1);
    QCOMPARE(draw("2", "b").exitCode, 0);
    QCOMPARE(draw("0", "c", {"--towards", "2", "--share", "0.5"}).exitCode, 0);
    const auto a = readPng(m_cli.path("a/stroke.png").toStdString()).orThrow();
    QCOMPARE(a.width, 256);
    QVERIFY(!(a == readPng(m_cli.path("b/stroke.png").toStdString()).orThrow()));
    QVERIFY(!(a == readPng(m_cli.path("c/stroke.png").toStdString()).orThrow()));
    QCOMPARE(draw("3", "d").exitCode, 2);
    QCOMPARE(m_cli.run({"generate", "--images", m_cli.path("pictures")}).exitCode, 2);
}

void CliNetworksTest::switchingSaysWhatIsLost() {
    const QString project = m_cli.trainedProject("switched.typemould");
    const auto dry = m_cli.run({"switch-upsampling", project, "--to", "resize_conv", "--dry-run", "--json"});
    QVERIFY2(dry.exitCode == 0, dry.summary());
    QVERIFY(dry.json().value("residuals").toArray().first().toObject().value("residual").toDouble() > 0.01);
    QCOMPARE(QDir(project + "/runs").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
    const auto same = m_cli.run({"switch-upsampling", project, "--to", "pixel_shuffle"});
    QCOMPARE(same.exitCode, 2);
    const auto done =
        m_cli.run({"switch-upsampling", project, "--to", "resize_conv", "--resize", "bilinear", "--json"});
    QVERIFY2(done.exitCode == 0, done.summary());
    QCOMPARE(QDir(project + "/runs").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
    const auto trained = m_cli.run({"train", project, "--steps", "8", "--json"});
    QVERIFY2(trained.exitCode == 0, trained.summary());
    QCOMPARE(trained.json().value("resumed").toBool(), true);
    QVERIFY(trained.json()
                .value("checkpoint")
                .toString()
                .startsWith(QFileInfo(done.json().value("checkpoint").toString()).path()));
}

void CliNetworksTest::switchingCanBePhased() {
    const QString project = m_cli.trainedProject("phased.typemould");
    const auto done = m_cli.run(
        {"switch-upsampling", project, "--to", "transposed", "--how", "fresh", "--phased", "10", "--json"});
    QVERIFY2(done.exitCode == 0, done.summary());
    const auto plan = m_cli.run({"freeze", project, "--json"});
    QVERIFY(!plan.json().value("rules").toArray().isEmpty());
    QVERIFY(plan.json().value("trained").toInt() < plan.json().value("parameters").toInt());
    const auto trained = m_cli.run({"train", project, "--steps", "8", "--json"});
    QVERIFY2(trained.exitCode == 0, trained.summary());
    QVERIFY(trained.json().value("trainedParameters").toInt() < plan.json().value("parameters").toInt());
}

void CliNetworksTest::freezeShowsAndKeepsAPlan() {
    const QString project = m_cli.trainedProject("frozen.typemould");
    const auto before = m_cli.run({"freeze", project, "--json"}).json();
    QVERIFY(before.value("rules").toArray().isEmpty());
    QCOMPARE(before.value("trained").toInt(), before.value("parameters").toInt());
    const auto decoder = m_cli.run({"freeze", project, "--preset", "decoder", "--json"});
    QVERIFY2(decoder.exitCode == 0, decoder.summary());
    const auto more =
        m_cli.run({"freeze", project, "--add", "--rule", "rate 0.5 block=output", "--json"}).json();
    QCOMPARE(more.value("rules").toArray().size(), 3);
    QCOMPARE(more.value("trained").toInt(), decoder.json().value("trained").toInt());
    const auto trained = m_cli.run({"train", project, "--steps", "8", "--json"}).json();
    QCOMPARE(trained.value("trainedParameters").toInt(), decoder.json().value("trained").toInt());
    const auto none = m_cli.run({"freeze", project, "--preset", "everything", "--json"}).json();
    QCOMPARE(none.value("trained").toInt(), none.value("parameters").toInt());
}

void CliNetworksTest::wrongRulesAreWrongUsage() {
    const QString project = m_cli.trainedProject("rules.typemould");
    QCOMPARE(m_cli.run({"freeze", project, "--rule", "melt generator"}).exitCode, 2);
    const auto nothing = m_cli.run({"freeze", project, "--preset", "transformer"});
    QCOMPARE(nothing.exitCode, 2);
    QVERIFY2(nothing.err.contains("kind=transformer") && nothing.err.contains("encoder.1"),
             nothing.summary());
    const auto unknown = m_cli.run({"freeze", project, "--rule", "freeze block=encoder.1|attic"});
    QCOMPARE(unknown.exitCode, 2);
    QVERIFY2(unknown.err.contains("by 'attic'"), unknown.summary());
    const auto idle = m_cli.run({"freeze", project, "--rule", "freeze generator"});
    QCOMPARE(idle.exitCode, 2);
    QVERIFY2(idle.err.contains("Nothing would learn"), idle.summary());
    QCOMPARE(m_cli.run({"train", project, "--steps", "9", "--freeze", "freeze generator"}).exitCode, 2);
    QVERIFY(m_cli.run({"freeze", project, "--json"}).json().value("rules").toArray().isEmpty());
}

/// A glyph that is kept is as it was kept in the target's own style, and drawn in any other.
void CliNetworksTest::keptGlyphsAreDrawnInOtherStyles(const QString& folder, const QStringList& draw) {
    GrayImage square;
    {
        auto project = Project::open(folder.toStdString(), ProjectAccess::Write).orThrow();
        project.reviews[U'一'] = ReviewVerdict::Kept;
        project.save().orThrow();
        const auto checkpoint = project.latestCheckpoint();
        QVERIFY(checkpoint.has_value());
        const int canvas = checkpoint->manifest.dataset.canvas;
        square = GrayImage(canvas, canvas);
        std::fill_n(square.row(canvas / 2) + canvas / 4, canvas / 2, std::uint8_t(0));
        storeKeptPicture(project.keptFolder(), checkpoint->manifest, U'一', square).orThrow();
    }
    const QString out = m_cli.path("kept");
    const auto isKept = [&](const QStringList& style) {
        const CliResult drawn = m_cli.run(draw + QStringList{out} + style);
        return drawn.exitCode == 0 && readPng((out + "/4E00.png").toStdString()).orThrow() == square;
    };
    QVERIFY(isKept({}));
    QVERIFY(isKept({"--style", "0"}));
    QVERIFY(!isKept({"--style", "straight"}));
    QVERIFY(QFile::remove(out + "/4E00.png"));
    QVERIFY(!isKept({"--towards", "straight", "--share", "0.3"}));
    QVERIFY(QFile::exists(out + "/4E00.png")); // drawn, and not the kept one
    QVERIFY(isKept({"--towards", "straight", "--share", "0"}));
}

void CliNetworksTest::stylesAreAddedTrainedAndDrawn() {
    const QString project = m_cli.trainedProject("styles.typemould");
    const QString before = m_cli.path("before"), after = m_cli.path("after");
    const QStringList draw{"generate", project, "--chars", "一", "--no-contact-sheet", "--json", "--out"};
    QCOMPARE(m_cli.run(draw + QStringList{before}).exitCode, 0);
    const auto added =
        m_cli.run({"styles", project, "--add", "plain", "--font", CliRunner::demoSource(), "--json"});
    QVERIFY2(added.exitCode == 0, added.summary());
    QCOMPARE(added.json().value("styles").toArray().size(), 2);
    QCOMPARE(m_cli.run({"styles", project, "--add", "plain", "--font", CliRunner::demoSource()}).exitCode, 2);
    const auto preset =
        m_cli.run({"freeze", project, "--preset", "style", "--json"}); // of the network as it will be
    QVERIFY2(preset.exitCode == 0 && preset.json().value("trained").toInt() > 0, preset.summary());
    QCOMPARE(m_cli.run({"freeze", project, "--preset", "everything"}).exitCode, 0);
    const auto trained = m_cli.run({"train", project, "--steps", "9", "--json"});
    QVERIFY2(trained.exitCode == 0, trained.summary());
    QCOMPARE(trained.json().value("resumed").toBool(), true);
    QCOMPARE(m_cli.run({"styles", project, "--rename", "plain", "straight"}).exitCode,
             0); // and is drawn by that name
    const auto drawn = m_cli.run(draw + QStringList{after, "--style", "straight"});
    QVERIFY2(drawn.exitCode == 0, drawn.summary());
    const auto own = m_cli.run(draw + QStringList{m_cli.path("own"), "--style", "0"});
    QVERIFY(!(readPng((after + "/4E00.png").toStdString()).orThrow() ==
              readPng(m_cli.path("own/4E00.png").toStdString()).orThrow()));
    keptGlyphsAreDrawnInOtherStyles(project, draw);
    const auto unknown = m_cli.run(draw + QStringList{after, "--style", "wavy"});
    QCOMPARE(unknown.exitCode, 2);
    QVERIFY2(unknown.error().value("advice").toString().contains("straight"), unknown.summary());
}

QTEST_GUILESS_MAIN(CliNetworksTest)
#include "cli_networks_test.moc"
