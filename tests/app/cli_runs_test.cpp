// Runs looked back on from the command line: listed, compared, gone on from any moment.
#include "core/base/gray_image.h"
#include "tests/app/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace typemould;

class CliRunsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void runsAreListed();
    void noRunsAreNoFault();
    void runsAreCompared();
    void aRunWithoutAPreviewIsNamed();
    void whatCannotBeComparedIsNamed_data();
    void whatCannotBeComparedIsNamed();
    void aStepIsGoneOnFrom();
    void aRunIsGoneOnFromByItsName();
    void aStepBeforeTheFirstCheckpointIsAnError();
    void theBestStayBesideTheNewest();

private:
    CliResult train(const QStringList& more) const {
        return m_cli.run(QStringList{"train", m_project, "--json"} + more);
    }
    CliResult runs(const QStringList& more = {}) const {
        return m_cli.run(QStringList{"runs", m_project, "--json"} + more);
    }
    static QByteArray contentsOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    CliRunner m_cli;
    QString m_project;
    QString m_first, m_second; ///< names of runs: 4 and 8 steps with checkpoints at both, and 6 steps
};

void CliRunsTest::initTestCase() {
    m_project = m_cli.trainedProject("main.typemould", 4);
    const CliResult first = train({"--steps", "8"});
    m_first = QFileInfo(first.json().value("run").toString()).fileName();
    const CliResult second =
        train(QStringList{"--fresh", "--steps", "6", "--set", "edge-weight=0.5"} + CliRunner::tinyNetwork());
    QVERIFY2(second.exitCode == 0, second.summary());
    m_second = QFileInfo(second.json().value("run").toString()).fileName();
    QVERIFY(m_first != m_second);
}

void CliRunsTest::runsAreListed() {
    const CliResult result = runs();
    QVERIFY2(result.exitCode == 0, result.summary());
    const QJsonArray list = result.json().value("runs").toArray();
    QCOMPARE(list.size(), 2);
    QCOMPARE(list[0]["name"].toString(), m_second); // the newest first
    const QJsonValue run = list[1];
    QCOMPARE(run["steps"].toInt(), 8);
    QCOMPARE(run["ended"].toString(), "finished");
    QCOMPARE(run["last"]["step"].toInt(), 8);
    QVERIFY(run["best"]["generated"]["l1"].toDouble() > 0);
    QVERIFY(run["trainedSeconds"].toDouble() > 0 && !run["started"].toString().isEmpty());
    const QJsonArray checkpoints = run["checkpoints"].toArray();
    QCOMPARE(checkpoints.size(), 2);
    QCOMPARE(checkpoints[0]["step"].toInt(), 4);
    QVERIFY(checkpoints[1]["newest"].toBool() && !checkpoints[0]["newest"].toBool());
    QCOMPARE(checkpoints[0]["rank"].toInt() + checkpoints[1]["rank"].toInt(), 3);
    QVERIFY(QFileInfo(checkpoints[0]["folder"].toString() + "/manifest.json").isFile());
    QVERIFY(run["bytes"].toDouble() > run["checkpointBytes"].toDouble());
    const CliResult plain = m_cli.run({"runs", m_project});
    QVERIFY2(plain.out.contains(m_first) && plain.out.contains("newest") && plain.out.contains("2 runs"),
             plain.summary());
}

void CliRunsTest::noRunsAreNoFault() {
    const CliResult result = m_cli.run({"runs", m_cli.smallProject("empty.typemould")});
    QVERIFY2(result.exitCode == 0 && result.out.contains("Nothing was trained yet"), result.summary());
    QCOMPARE(m_cli.run({"runs", m_cli.path("nowhere")}).exitCode, 1);
}

void CliRunsTest::runsAreCompared() {
    const QString out = m_cli.path("comparison");
    const CliResult result = runs({"--compare", m_first, m_project + "/runs/" + m_second, "--out", out});
    QVERIFY2(result.exitCode == 0, result.summary());
    const QJsonArray settings = result.json().value("settings").toArray();
    QCOMPARE(settings.size(), 1);
    QCOMPARE(settings[0]["key"].toString(), "edge-weight");
    QCOMPARE(settings[0]["values"].toArray(), QJsonArray({"0", "0.5"}));
    const QJsonArray steps = result.json().value("atEqualSteps").toArray();
    QCOMPARE(steps.last()["step"].toInt(), 6);                // what both reached
    QVERIFY(steps.last()["heldOut"][0]["l1"].toDouble() > 0); // between 4 and 8
    QVERIFY(steps.last()["heldOut"][1]["l1"].toDouble() > 0);
    QVERIFY(!result.json().value("atEqualMinutes").toArray().isEmpty());
    QCOMPARE(QDir(out).entryList(QDir::Files), QStringList({"comparison.json", "contact.png", "curves.csv"}));
    const auto picture = readPng((out + "/contact.png").toStdString()).orThrow();
    QCOMPARE(picture.height, 4 * 128); // source, both runs, truth
    QCOMPARE(result.json().value("withoutPreview").toArray(), QJsonArray());
    QVERIFY(contentsOf(out + "/curves.csv").contains(m_second.toUtf8()));
    const CliResult plain = m_cli.run({"runs", m_project, "--compare", m_first, m_second});
    QVERIFY2(plain.out.contains("edge-weight") && plain.out.contains("at equal steps"), plain.summary());
}

void CliRunsTest::aRunWithoutAPreviewIsNamed() {
    const QString out = m_cli.path("without");
    const QString previews = m_project + "/runs/" + m_second + "/previews";
    QVERIFY(QDir().rename(previews, previews + ".away"));
    const CliResult result = runs({"--compare", m_second, m_first, "--out", out});
    const CliResult plain = m_cli.run({"runs", m_project, "--compare", m_second, m_first, "--out", out});
    QVERIFY(QDir().rename(previews + ".away", previews));
    QVERIFY2(result.exitCode == 0, result.summary());
    QCOMPARE(result.json().value("withoutPreview").toArray(), QJsonArray({m_second}));
    QVERIFY2(plain.out.contains("No preview is stored of " + m_second + ": not in contact.png"),
             plain.summary());
    QCOMPARE(readPng((out + "/contact.png").toStdString()).orThrow().height, 3 * 128);
}

void CliRunsTest::whatCannotBeComparedIsNamed_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("said");
    QTest::newRow("one alone") << QStringList{"--compare", "a"} << 2 << "--compare";
    QTest::newRow("not there") << QStringList{"--compare", "a", "b"} << 1 << "no run";
    QTest::newRow("out without") << QStringList{"--out", "x"} << 2 << "--compare";
}

void CliRunsTest::whatCannotBeComparedIsNamed() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    const CliResult result = runs(arguments);
    QTEST(result.exitCode, "code");
    QVERIFY2(result.error().value("message").toString().contains(said), result.summary());
}

void CliRunsTest::aStepIsGoneOnFrom() {
    const QString project = m_cli.trainedProject("steps.typemould", 4);
    const CliResult further = m_cli.run({"train", project, "--json", "--steps", "8"});
    const QString run = further.json().value("run").toString();
    const QByteArray later = contentsOf(run + "/checkpoints/00000008/model.safetensors");
    QVERIFY(!later.isEmpty());
    const CliResult branch = m_cli.run({"train", project, "--json", "--from", "6", "--steps", "7"});
    QVERIFY2(branch.exitCode == 0, branch.summary());
    QVERIFY(branch.json().value("run").toString() != run);
    QVERIFY(branch.json().value("resumed").toBool());
    QVERIFY2(branch.err.contains(run + "/checkpoints/00000004"), branch.summary()); // the last before it
    QCOMPARE(branch.json().value("step").toInt(), 7);
    QCOMPARE(contentsOf(run + "/checkpoints/00000008/model.safetensors"), later);
    // The branch is now the project's newest run, and steps are those of it.
    const CliResult onward = m_cli.run({"train", project, "--json", "--from", "7", "--steps", "8"});
    QCOMPARE(onward.json().value("run"), branch.json().value("run"));
}

void CliRunsTest::aRunIsGoneOnFromByItsName() {
    const CliResult result = train({"--from", m_first, "--steps", "9"});
    QVERIFY2(result.exitCode == 0, result.summary());
    QCOMPARE(result.json().value("step").toInt(), 9);
    QVERIFY2(result.err.contains(m_first + "/checkpoints/00000008"), result.summary());
    QVERIFY(!result.json().value("run").toString().endsWith(m_first)); // a later run is there
}

void CliRunsTest::aStepBeforeTheFirstCheckpointIsAnError() {
    const QString project = m_cli.trainedProject("early.typemould", 4);
    const CliResult result = m_cli.run({"train", project, "--json", "--from", "3", "--steps", "9"});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.error().value("message").toString().contains("no checkpoint at step 3"),
             result.summary());
    QVERIFY(result.error().value("advice").toString().contains("4"));
    QCOMPARE(QDir(project + "/runs").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
    const CliResult untrained =
        m_cli.run({"train", m_cli.smallProject("untrained.typemould"), "--json", "--from", "3"});
    QCOMPARE(untrained.exitCode, 1);
    QVERIFY(!untrained.error().value("advice").toString().isEmpty());
}

void CliRunsTest::theBestStayBesideTheNewest() {
    const QString project = m_cli.trainedProject("best.typemould", 10);
    const auto trainTo = [&](int steps, const QStringList& more = {}) {
        return m_cli.run(QStringList{"train", project, "--json", "--steps", QString::number(steps)} + more);
    };
    trainTo(14, {"--set", "keep-checkpoints=1", "--set", "keep-best=2"});
    const CliResult third = trainTo(18);
    QVERIFY2(third.exitCode == 0, third.summary());
    const QString run = third.json().value("run").toString();
    QList<QPair<double, QString>> measured; // held-out L1 and the name of its checkpoint
    for (const QByteArray& line : contentsOf(run + "/evaluations.csv").split('\n').mid(1, 3)) {
        const auto cells = line.split(',');
        measured << QPair(cells.value(2).toDouble(),
                          QString::fromLatin1(cells.value(0).rightJustified(8, '0')));
    }
    QCOMPARE(measured.size(), 3);
    std::sort(measured.begin(), measured.end());
    QStringList kept{measured[0].second, measured[1].second, "00000018"};
    kept.removeDuplicates();
    kept.sort();
    const QDir checkpoints(run + "/checkpoints");
    QCOMPARE(checkpoints.entryList(QDir::Dirs | QDir::NoDotAndDotDot), kept);
    const CliResult alone = trainTo(20, {"--set", "keep-best=0"});
    QCOMPARE(alone.json().value("step").toInt(), 20); // went on from the newest
    QCOMPARE(checkpoints.entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList({"00000020"}));
}

QTEST_GUILESS_MAIN(CliRunsTest)
#include "cli_runs_test.moc"
