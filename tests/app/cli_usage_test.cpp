// What typemould-cli says of itself, and how it refuses what cannot be meant.
#include "tests/app/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace typemould;

class CliUsageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void helpOfEachVerb_data();
    void helpOfEachVerb();
    void mainHelpListsTheVerbs();
    void version();
    void wrongUsage_data();
    void wrongUsage();
    void wrongUsageInPlainWords();
    void settingsAreDescribed();
    void everyDescribedSettingCanBeSet();
    void setsHaveTheirSizes();
    void aFullStandardOutputIsAFailure();
    void writesALogUnlessAskedNotTo();
    void anUnwritableLogIsNoError();
    void linksNoQt();

private:
    CliRunner m_cli;
};

void CliUsageTest::helpOfEachVerb_data() {
    QTest::addColumn<QStringList>("options");
    QTest::newRow("new") << QStringList{"DIR",           "--source", "--target",    "--source-face",
                                        "--target-face", "--chars",  "--copy-fonts"};
    QTest::newRow("pairs") << QStringList{"DIR"};
    QTest::newRow("train") << QStringList{"DIR",      "--minutes", "--steps", "--epochs", "--preset", "--set",
                                          "--freeze", "--fresh",   "--from",  "--device", "--threads"};
    QTest::newRow("generate") << QStringList{
        "DIR",        "--chars",    "--out",       "--format",        "--naming",     "--size",
        "--offset-x", "--offset-y", "--threshold", "--skip-existing", "--checkpoint", "--no-contact-sheet",
        "--weights",  "--images",   "--style",     "--towards"};
    QTest::newRow("inspect") << QStringList{"FILE", "--attention", "--canvas"};
    QTest::newRow("import") << QStringList{"DIR", "--generator", "--discriminator", "--style", "--attention"};
    QTest::newRow("export-weights") << QStringList{"DIR", "--out", "--checkpoint", "--discriminator",
                                                   "--live"};
    QTest::newRow("switch-upsampling")
        << QStringList{"DIR", "--to", "--level", "--how", "--phased", "--dry-run"};
    QTest::newRow("freeze") << QStringList{"DIR", "--preset", "--rule", "--add"};
    QTest::newRow("styles") << QStringList{"DIR", "--add", "--font", "--rename"};
    QTest::newRow("evaluate") << QStringList{"DIR", "--checkpoint"};
    QTest::newRow("complete") << QStringList{"DIR",     "--chars", "--format",    "--out",
                                             "--proof", "--set",   "--checkpoint"};
    QTest::newRow("export") << QStringList{"DIR",     "--format", "--chars",     "--out",
                                           "--proof", "--set",    "--checkpoint"};
    QTest::newRow("bench") << QStringList{"--network", "--size",    "--width",  "--batch",    "--steps",
                                          "--task",    "--threads", "--device", "--precision"};
    QTest::newRow("settings") << QStringList{};
    QTest::newRow("sets") << QStringList{};
    QTest::newRow("demo") << QStringList{"DIR", "--minutes", "--steps"};
}

void CliUsageTest::helpOfEachVerb() {
    QFETCH(QStringList, options);
    const CliResult help = m_cli.run({QTest::currentDataTag(), "--help"});
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.err.isEmpty());
    for (const QString& option : options + QStringList{"--json", "--no-log", "--help"}) {
        QVERIFY2(help.out.contains(option), qPrintable(option + " is missing in\n" + help.out));
    }
}

void CliUsageTest::mainHelpListsTheVerbs() {
    const CliResult help = m_cli.run({"--help"});
    QCOMPARE(help.exitCode, 0);
    for (const char* verb : {"new", "pairs", "train", "generate", "complete", "export", "evaluate",
                             "settings", "sets", "demo", "SPEC"}) {
        QVERIFY2(help.out.contains(verb), verb);
    }
}

void CliUsageTest::version() {
    const CliResult version = m_cli.run({"--version"});
    QCOMPARE(version.exitCode, 0);
    const QRegularExpression form("^typemould-cli \\d+\\.\\d+\\.\\d+\n$");
    QVERIFY2(form.match(version.out).hasMatch(), version.summary());
}

void CliUsageTest::wrongUsage_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    const QString project = m_cli.smallProject("usage.typemould");
    const QStringList fonts{"--source", CliRunner::demoSource(), "--target", CliRunner::demoTarget()};
    const auto fresh = [&] { return QStringList{"new", m_cli.path("never")} + fonts; };
    QTest::newRow("no verb") << QStringList{} << "verb";
    QTest::newRow("unknown verb") << QStringList{"fly"} << "'fly'";
    QTest::newRow("unknown option") << QStringList{"sets", "--colour"} << "--colour";
    QTest::newRow("new without fonts") << QStringList{"new", m_cli.path("never")} << "--source";
    QTest::newRow("new without target")
        << QStringList{"new", m_cli.path("never"), "--source", "a.ttf"} << "--target";
    QTest::newRow("new, unknown set") << fresh() + QStringList{"--chars", "klingon"} << "klingon";
    QTest::newRow("new, empty SPEC part") << fresh() + QStringList{"--chars", "U+9999999"} << "U+9999999";
    QTest::newRow("new, nothing in both") << fresh() + QStringList{"--chars", "U+0E01"} << "U+0E01";
    QTest::newRow("new, unknown key") << fresh() + QStringList{"--set", "dataset.shape=3"} << "dataset.shape";
    QTest::newRow("new, negative face") << fresh() + QStringList{"--source-face", "-1"} << "--source-face";
    QTest::newRow("train, unknown key") << QStringList{"train", project, "--set", "speed=3"} << "'speed'";
    QTest::newRow("train, unknown prefix")
        << QStringList{"train", project, "--set", "moon.scale=1"} << "'moon.scale'";
    QTest::newRow("train, no equals sign") << QStringList{"train", project, "--set", "width"} << "key=value";
    QTest::newRow("train, bad value") << QStringList{"train", project, "--set", "width=wide"} << "'wide'";
    QTest::newRow("train, out of range")
        << QStringList{"train", project, "--set", "learning-rate=99"} << "'99'";
    QTest::newRow("train, bad placement")
        << QStringList{"train", project, "--set", "source.scale=0"} << "'0'";
    QTest::newRow("train, sizes that do not fit")
        << QStringList{"train", project, "--fresh", "--set", "dataset.canvas=100"} << "100";
    QTest::newRow("train, unknown preset") << QStringList{"train", project, "--preset", "wild"} << "wild";
    QTest::newRow("train, unknown block")
        << QStringList{"train", project, "--set", "depth=2", "--freeze", "roof"} << "roof";
    QTest::newRow("train, no minutes") << QStringList{"train", project, "--minutes", "0"} << "--minutes";
    QTest::newRow("train, endless minutes")
        << QStringList{"train", project, "--minutes", "inf"} << "--minutes";
    QTest::newRow("train, half a step") << QStringList{"train", project, "--steps", "0.5"} << "--steps";
    QTest::newRow("train, unknown device") << QStringList{"train", project, "--device", "abacus"} << "abacus";
    QTest::newRow("generate without characters") << QStringList{"generate", project} << "--chars";
    QTest::newRow("generate, bad format")
        << QStringList{"generate", project, "--chars", "missing", "--format", "gif"} << "gif";
    QTest::newRow("generate, bad naming")
        << QStringList{"generate", project, "--chars", "missing", "--naming", "haiku"} << "haiku";
    QTest::newRow("generate, bad threshold")
        << QStringList{"generate", project, "--chars", "missing", "--threshold", "999"} << "999";
    QTest::newRow("evaluate, unknown device")
        << QStringList{"evaluate", project, "--device", "abacus"} << "abacus";
    QTest::newRow("demo, negative minutes")
        << QStringList{"demo", m_cli.path("never"), "--minutes", "-1"} << "--minutes";
}

void CliUsageTest::wrongUsage() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, words);
    const CliResult json = m_cli.run(arguments + QStringList{"--json"});
    QVERIFY2(json.exitCode == 2, json.summary());
    QVERIFY2(json.err.isEmpty(), json.summary());
    QCOMPARE(json.error().value("code").toString(), "invalid_argument");
    QVERIFY2(json.error().value("message").toString().contains(words) ||
                 json.error().value("advice").toString().contains(words),
             json.summary());
    QVERIFY(!QFileInfo::exists(m_cli.path("never")));
}

void CliUsageTest::wrongUsageInPlainWords() {
    const CliResult plain = m_cli.run({"train", "--steps"});
    QCOMPARE(plain.exitCode, 2);
    QVERIFY2(plain.out.isEmpty(), plain.summary());
    QVERIFY2(plain.err.contains("--steps") && plain.err.contains("See typemould-cli train --help."),
             plain.summary());
}

void CliUsageTest::settingsAreDescribed() {
    const CliResult text = m_cli.run({"settings"});
    const CliResult result = m_cli.run({"settings", "--json"});
    QCOMPARE(result.exitCode, 0);
    for (const char* group : {"training", "dataset", "placement", "export"}) {
        const QJsonArray fields = result.json().value(group).toArray();
        QVERIFY2(fields.size() >= 3, group);
        for (const QJsonValue& field : fields) {
            const QJsonObject info = field.toObject();
            QVERIFY(!info.value("help").toString().isEmpty());
            QVERIFY((QStringList{"designer", "advanced", "expert"}).contains(info.value("level").toString()));
            QVERIFY2(text.out.contains(info.value("key").toString()),
                     qPrintable(info.value("key").toString()));
        }
    }
    QStringList presets;
    for (const QJsonValue& preset : result.json().value("presets").toArray()) {
        presets << preset.toObject().value("key").toString();
        QVERIFY(preset.toObject().value("settings").toObject().contains("width"));
        QVERIFY(preset.toObject().value("memory").toObject().value("needed").toDouble() > 1e8);
        QVERIFY(text.out.contains(preset.toObject().value("help").toString())); // the reason for it
    }
    QVERIFY(presets.contains("house") && presets.contains("quick") && presets.contains("crisp"));
}

void CliUsageTest::everyDescribedSettingCanBeSet() {
    QStringList arguments{"new",      m_cli.path("all.typemould"), "--source", CliRunner::demoSource(),
                          "--target", CliRunner::demoTarget()};
    int count = 0;
    const QJsonObject groups = m_cli.run({"settings", "--json"}).json();
    for (const char* group : {"training", "dataset", "placement", "export"}) {
        for (const QJsonValue& field : groups.value(group).toArray()) {
            for (const QJsonValue& key : field.toObject().value("set").toArray()) {
                const QString value = field.toObject().value("default").toVariant().toString();
                arguments << "--set" << key.toString() + "=" + value;
                ++count;
            }
        }
    }
    QVERIFY(count > 30);
    const CliResult made = m_cli.run(arguments);
    QVERIFY2(made.exitCode == 0, made.summary());
}

void CliUsageTest::setsHaveTheirSizes() {
    const CliResult result = m_cli.run({"sets", "--json"});
    QCOMPARE(result.exitCode, 0);
    QHash<QString, int> sizes;
    for (const QJsonValue& set : result.json().value("sets").toArray()) {
        sizes[set.toObject().value("key").toString()] = set.toObject().value("characters").toInt();
    }
    QCOMPARE(sizes.value("gb2312"), 6763);
    QVERIFY(m_cli.run({"sets"}).out.contains("6,763"));
}

void CliUsageTest::aFullStandardOutputIsAFailure() {
    QProcess process;
    process.setStandardOutputFile("/dev/full");
    m_cli.start(process, {"settings"});
    const CliResult result = CliRunner::finish(process);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("standard output"), result.summary());
}

void CliUsageTest::writesALogUnlessAskedNotTo() {
    const CliRunner cli;
    QCOMPARE(cli.run({"sets", "--no-log"}).exitCode, 0);
    QVERIFY(!QFileInfo::exists(cli.logFile()));
    QCOMPARE(cli.run({"sets"}).exitCode, 0);
    QCOMPARE(cli.run({"train", cli.path("nowhere"), "--steps", "1"}).exitCode, 1);
    QFile log(cli.logFile());
    QVERIFY(log.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(log.readAll());
    QVERIFY(text.contains("sets ended with exit code 0"));
    QVERIFY2(text.contains("error: not_found"), qPrintable(text));
}

void CliUsageTest::anUnwritableLogIsNoError() {
    const CliRunner cli;
    QFile file(cli.path("state")); // a file where the folder should be
    QVERIFY(file.open(QIODevice::WriteOnly));
    const CliResult result = cli.run({"sets"});
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.err.isEmpty(), result.summary());
}

void CliUsageTest::linksNoQt() {
    QProcess readelf;
    readelf.start("readelf", {"-d", CliRunner::program()});
    QVERIFY(readelf.waitForFinished());
    const QString dynamic = QString::fromUtf8(readelf.readAllStandardOutput());
    QVERIFY2(dynamic.contains("libtorch"), qPrintable(dynamic));
    QVERIFY2(!dynamic.contains("libQt"), qPrintable(dynamic));
}

QTEST_GUILESS_MAIN(CliUsageTest)
#include "cli_usage_test.moc"
