// kill -9 at random moments of a training run: the project opens every time and goes on from a verified
// checkpoint.
#include "tests/app/cli_runner.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

using namespace typemould;

class CliKillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void twentyKills();
};

void CliKillTest::twentyKills() {
    const CliRunner cli;
    const QString project = cli.smallProject("killed.typemould");
    // Checkpoints as often as can be, so that many kills hit one.
    const QStringList often{"--set", "checkpoint-minutes=0.01", "--set", "preview-seconds=0.1",
                            "--set", "keep-checkpoints=2"};
    const CliResult first =
        cli.run(QStringList{"train", project, "--steps", "4", "--json"} + CliRunner::tinyNetwork() + often);
    QVERIFY2(first.exitCode == 0, first.summary());
    QRandomGenerator random(20); // the moments vary with the machine all the same
    int step = 4;
    for (int round = 0; round < 20; ++round) {
        QProcess process;
        cli.start(process, {"train", project});
        QVERIFY(process.waitForStarted());
        QTest::qWait(random.bounded(200, 2200));
        process.kill();
        QVERIFY(process.waitForFinished());

        if (round % 5 == 4) { // what is there works, and nothing of what was trained before is lost
            const CliResult measured = cli.run({"evaluate", project, "--json"});
            QVERIFY2(measured.exitCode == 0, measured.summary());
            QVERIFY2(measured.json().value("step").toInt() >= step, measured.summary());
            step = measured.json().value("step").toInt();
        }
    }
    const CliResult last = cli.run(
        {"train", project, "--steps", QString::number(step + 2000000), "--minutes", "0.01", "--json"});
    QVERIFY2(last.exitCode == 0, last.summary());
    QCOMPARE(last.json().value("resumed").toBool(), true);
    QVERIFY(last.json().value("step").toInt() > step);
    QDirIterator files(project + "/runs", QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString name = QFileInfo(files.next()).fileName();
        QVERIFY2(!name.contains(".tmp") && !name.contains(".corrupt"), qPrintable(name));
    }
}

QTEST_GUILESS_MAIN(CliKillTest)
#include "cli_kill_test.moc"
