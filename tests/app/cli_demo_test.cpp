// The demo as a program, cut short: it does the whole job and says honestly how good it is.
#include "tests/app/cli_runner.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>
#include <csignal>

using namespace typemould;

namespace {

/// Learns enough in a few hundred steps of some milliseconds.
QStringList smallNetwork() {
    return {"--set", "dataset.canvas=64",
            "--set", "patch=2",
            "--set", "depth=2",
            "--set", "threads=1",
            "--set", "width=16",
            "--set", "learning-rate=0.003",
            "--set", "batch=8"};
}

} // namespace

class CliDemoTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drawsTheMissingGlyphsAndMeasures();
    void figuresThatDoNotBeatTheSourceAreAFailure();
    void aStrangeFolderIsRefused();
};

void CliDemoTest::drawsTheMissingGlyphsAndMeasures() {
    const CliRunner cli;
    const CliResult result = cli.run(QStringList{"demo", "--steps", "300", "--json"} + smallNetwork());
    QVERIFY2(!result.json().isEmpty(), result.summary());
    const QString project = cli.path("data/typemould/demo.typemould");
    QCOMPARE(result.json().value("project").toString(), project);
    QCOMPARE(result.json().value("written").toInt(), 120);
    QCOMPARE(QDir(project + "/export").entryList({"*.png"}).size(), 121);
    QVERIFY(QFileInfo::exists(project + "/export/contact-sheet.png"));
    QVERIFY(QFileInfo::exists(project + "/fonts/OFL-NotoSansTC.txt"));
    QCOMPARE(result.json().value("evaluation").toObject().value("beatsCopiedSource").toBool(), true);
    QVERIFY2(result.exitCode == 0, result.summary());
}

void CliDemoTest::figuresThatDoNotBeatTheSourceAreAFailure() {
    const CliRunner cli;
    const CliResult result = cli.run(QStringList{"demo", cli.path("short"), "--steps", "2"} + smallNetwork());
    QVERIFY2(result.exitCode == 1, result.summary());
    QVERIFY2(result.out.contains("SSIM") && result.out.contains("do not all beat"), result.summary());
}

void CliDemoTest::aStrangeFolderIsRefused() {
    const CliRunner cli;
    const QString project = cli.smallProject("mine.typemould");
    QVERIFY(QDir().mkpath(cli.path("things/inside")));
    const CliResult result = cli.run({"demo", cli.path("things"), "--json"});
    QVERIFY2(result.exitCode == 1, result.summary());
    QVERIFY2(result.error().value("message").toString().contains("things"), result.summary());
    // A project of the same fonts is the demo by all that matters; one of other fonts is not.
    const CliResult other = cli.run(
        {"new", cli.path("other"), "--source", CliRunner::demoTarget(), "--target", CliRunner::demoSource()});
    QVERIFY2(other.exitCode == 0, other.summary());
    const CliResult refused = cli.run({"demo", cli.path("other"), "--json"});
    QVERIFY2(refused.exitCode == 1, refused.summary());
    QVERIFY2(refused.error().value("message").toString().contains("not the demo"), refused.summary());
}

QTEST_GUILESS_MAIN(CliDemoTest)
#include "cli_demo_test.moc"
