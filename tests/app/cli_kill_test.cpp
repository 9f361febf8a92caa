// kill -9 at random moments of a training run: the project opens every time and goes on from a verified
// checkpoint, and what it ends with is, to the bit, what it would have been without.
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
    void killedAtAnyStepItEndsAsIfItHadNotBeen();
};

namespace {

/// The bytes of the newest checkpoint's networks, by file name; those of a run that ended at `step`.
QMap<QString, QByteArray> networksOf(const QString& project, int step) {
    QMap<QString, QByteArray> networks;
    QDirIterator files(project + "/runs", {"*.safetensors"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (QFileInfo(file).dir().dirName().toInt() == step && file.open(QIODevice::ReadOnly)) {
            networks[QFileInfo(file).fileName()] = file.readAll();
        }
    }
    return networks;
}

int newestStep(const QString& project) {
    int newest = 0;
    QDirIterator folders(project + "/runs", QDir::Dirs | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (folders.hasNext()) {
        const QFileInfo folder(folders.next());
        newest =
            folder.dir().dirName() == "checkpoints" ? std::max(newest, folder.fileName().toInt()) : newest;
    }
    return newest;
}

} // namespace

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

void CliKillTest::killedAtAnyStepItEndsAsIfItHadNotBeen() {
    const CliRunner cli;
    // A rate that does not depend on how long it will go on, and all that a step has a hand in.
    const QStringList settings =
        CliRunner::tinyNetwork() +
        QStringList{"--set", "precision=float32",      "--set", "rate-shape=constant",
                    "--set", "adversarial-weight=0.1", "--set", "label-noise=0.05",
                    "--set", "augment-shift=1",        "--set", "checkpoint-minutes=0.01"};
    const QString killed = cli.smallProject("killed-exactly.typemould");
    const CliResult first = cli.run(QStringList{"train", killed, "--steps", "2"} + settings);
    QVERIFY2(first.exitCode == 0, first.summary());
    QRandomGenerator random(4);
    for (int round = 0; round < 20 || (newestStep(killed) < 30 && round < 60); ++round) {
        QProcess process;
        cli.start(process, {"train", killed});
        QVERIFY(process.waitForStarted());
        QTest::qWait(random.bounded(300, 1500));
        QCOMPARE(process.state(), QProcess::Running);
        process.kill();
        QVERIFY(process.waitForFinished());
    }
    const int step = newestStep(killed) + 3;
    QVERIFY2(step > 30, qPrintable(QString::number(step)));
    const CliResult last = cli.run({"train", killed, "--steps", QString::number(step)});
    QVERIFY2(last.exitCode == 0, last.summary());

    const QString whole = cli.smallProject("whole.typemould");
    const CliResult straight =
        cli.run(QStringList{"train", whole, "--steps", QString::number(step)} + settings);
    QVERIFY2(straight.exitCode == 0, straight.summary());
    const auto networks = networksOf(killed, step);
    QVERIFY(networks.contains("model.safetensors") && networks.contains("optimizer.safetensors"));
    QVERIFY(networks == networksOf(whole, step));
}

QTEST_GUILESS_MAIN(CliKillTest)
#include "cli_kill_test.moc"
