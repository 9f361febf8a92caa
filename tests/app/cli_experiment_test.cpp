// Experiments from the command line: settings compared by short runs, the project left as it is.
#include "tests/app/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <csignal>

using namespace typemould;

class CliExperimentTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_project = m_cli.trainedProject("main.typemould", 2); }
    void anExperimentComparesUpsampling();
    void anExperimentLeavesTheProjectAsItIs();
    void theTableIsPrinted();
    void wrongExperimentsAreRefused_data();
    void wrongExperimentsAreRefused();
    void anExperimentIsInterrupted();

private:
    static QByteArray contentsOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    CliRunner m_cli;
    QString m_project;
};

void CliExperimentTest::anExperimentComparesUpsampling() {
    const QString project = m_cli.smallProject("experiment.typemould");
    const QString out = m_cli.path("experiment out");
    const QStringList arguments =
        QStringList{
            "experiment", project, "--json", "--vary", "upsample=transposed,pixel_shuffle,resize_conv",
            "--steps",    "4",     "--out",  out} +
        CliRunner::tinyNetwork();
    const CliResult result = m_cli.run(arguments);
    QVERIFY2(result.exitCode == 0, result.summary());
    const QJsonArray variants = result.json().value("variants").toArray();
    QCOMPARE(variants.size(), 3);
    QStringList names;
    for (const QJsonValue variant : variants) {
        names << variant["name"].toString();
        QCOMPARE(variant["steps"].toInt(), 4);
        QVERIFY(variant["error"].isNull() && variant["samplesPerSecond"].toDouble() > 0);
        QVERIFY(variant["evaluation"]["generated"]["l1"].toDouble() > 0);
        QVERIFY(variant["run"].toString().startsWith(project + "/experiments/"));
    }
    QCOMPARE(names, QStringList({"transposed", "pixel_shuffle", "resize_conv"}));
    QVERIFY(names.contains(result.json().value("winner").toString()));
    QVERIFY2(result.err.contains("2 of 3: pixel_shuffle"), result.summary());
    QCOMPARE(QDir(out).entryList(QDir::Files),
             QStringList({"contact.png", "curves.csv", "experiment.json", "heldout.csv", "results.csv"}));
    const QString runs0 = variants[0]["run"].toString(), runs1 = variants[1]["run"].toString();
    const CliResult compared = m_cli.run({"runs", project, "--json", "--compare", runs0, runs1});
    QVERIFY2(compared.exitCode == 0, compared.summary());
    QCOMPARE(compared.json()["settings"][0]["key"].toString(), "upsample");
}

void CliExperimentTest::anExperimentLeavesTheProjectAsItIs() {
    const QByteArray settings = contentsOf(m_project + "/project.json");
    const auto runs = [&] { return QJsonDocument(m_cli.run({"runs", m_project, "--json"}).json()).toJson(); };
    const QByteArray before = runs();
    QVERIFY(before.contains("checkpoints"));
    const CliResult result =
        m_cli.run(QStringList{"experiment", m_project, "--json", "--vary", "edge_weight=0,1", "--steps", "2",
                              "--set", "ssim-weight=0.1"} +
                  CliRunner::tinyNetwork());
    QVERIFY2(result.exitCode == 0, result.summary());
    QCOMPARE(contentsOf(m_project + "/project.json"), settings);
    QCOMPARE(runs(), before);
    QVERIFY(contentsOf(result.json()["variants"][0]["run"].toString() + "/run.json")
                .contains("\"ssim-weight\": 0.1"));
}

void CliExperimentTest::theTableIsPrinted() {
    const CliResult plain =
        m_cli.run(QStringList{"experiment", m_project, "--vary", "batch=2|4", "--steps", "2"} +
                  CliRunner::tinyNetwork());
    QVERIFY2(plain.out.contains("copied source") && plain.out.contains("best"), plain.summary());
}

void CliExperimentTest::wrongExperimentsAreRefused_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("no end") << QStringList{"--vary", "batch=2,4"} << "end";
    QTest::newRow("no values") << QStringList{"--vary", "batch", "--steps", "2"} << "KEY=A,B,C";
    QTest::newRow("unknown") << QStringList{"--vary", "colour=red,blue", "--steps", "2"} << "colour";
    QTest::newRow("bad value") << QStringList{"--vary", "batch=2,x", "--steps", "2"} << "x";
    QTest::newRow("two ends") << QStringList{"--vary", "batch=2,4", "--steps", "2", "--minutes", "1"}
                              << "--minutes";
    QTest::newRow("nothing varies") << QStringList{"--steps", "2"} << "--vary";
}

void CliExperimentTest::wrongExperimentsAreRefused() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    const CliResult result = m_cli.run(QStringList{"experiment", m_project, "--json"} + arguments);
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.error().value("message").toString().contains(said), result.summary());
}

void CliExperimentTest::anExperimentIsInterrupted() {
    const QString project = m_cli.smallProject("interrupted.typemould");
    QProcess process;
    m_cli.start(process,
                QStringList{"experiment", project, "--json", "--vary", "batch=2,4", "--minutes", "30"} +
                    CliRunner::tinyNetwork());
    QByteArray said;
    QVERIFY(QTest::qWaitFor(
        [&] {
            process.waitForReadyRead(50);
            said += process.readAllStandardError();
            return said.contains("step ") || process.state() == QProcess::NotRunning;
        },
        60000));
    QCOMPARE(process.state(), QProcess::Running);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    const CliResult result = CliRunner::finish(process);
    QVERIFY2(result.exitCode == 0, result.summary());
    QVERIFY(result.json().value("stopped").toBool());
    QCOMPARE(result.json().value("variants").toArray().size(), 1);
    QVERIFY(result.json()["variants"][0]["stopped"].toBool());
}

QTEST_GUILESS_MAIN(CliExperimentTest)
#include "cli_experiment_test.moc"
