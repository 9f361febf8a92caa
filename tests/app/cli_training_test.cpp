// The whole way on the demo's fonts, small: train, stop, go on, measure, draw. Torch runs in the program, not
// here.
#include "tests/app/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <cmath>
#include <csignal>
#include <utility>

using namespace typemould;

class CliTrainingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void trainingLeavesACheckpoint();
    void trainingGoesOnWhereItStopped();
    void settingsOfTheRunStayInForce();
    void whatIsSetOnTheWayIsUsedAndKept();
    void aNetworkOfAnotherSizeNeedsAFreshRun();
    void fitTakesTheSameGlyphsInParts();
    void fitLeavesTheProjectsBatchThatFits();
    void freezingHoldsParametersBack();
    void freshStartsAnotherRun();
    void fromAnOlderCheckpointANewRunBegins();
    void fromARunOfAnotherProject();
    void fromWhatDoesNotServe_data();
    void fromWhatDoesNotServe();
    void everyPresetIsTaken();
    void ctrlCSavesAndStops_data();
    void ctrlCSavesAndStops();
    void ctrlCBeforeTheTrainingLeavesNoRun();
    void aSecondCtrlCEndsAtOnce();
    void repeatedHangUpsStillSave();
    void progressIsPlainInAPipe();
    void progressIsOneLineOnATerminal();
    void aDamagedCheckpointIsPassedOver();
    void aFullDiskWhileTrainingKeepsTheLastCheckpoint();
    void theProjectIsHeldWhileTraining();

private:
    CliResult train(const QStringList& more, const QString& project = {}) const {
        return m_cli.run(QStringList{"train", project.isEmpty() ? m_project : project, "--json"} + more);
    }
    /// Starts a training without an end and waits until it has shown progress.
    bool startTraining(QProcess& process, const QString& project) const {
        m_cli.start(process, QStringList{"train", project, "--json"} + CliRunner::tinyNetwork());
        QByteArray said;
        return QTest::qWaitFor(
                   [&] {
                       process.waitForReadyRead(50);
                       said += process.readAllStandardError();
                       return said.contains("step ") || process.state() == QProcess::NotRunning;
                   },
                   60000) &&
               process.state() == QProcess::Running;
    }
    using Batch = std::pair<int, int>; ///< glyphs of a part, and parts of a step
    static Batch batchIn(const QString& file) {
        QFile json(file);
        if (!json.open(QIODevice::ReadOnly)) {
            return {};
        }
        const QJsonObject all = QJsonDocument::fromJson(json.readAll()).object();
        const QJsonObject settings = all.value(all.contains("training") ? "training" : "settings").toObject();
        return {settings.value("batch").toInt(), settings.value("accumulate").toInt()};
    }
    /// That the checkpoint was trained with.
    static Batch batchOf(const CliResult& trained) {
        return batchIn(trained.json().value("checkpoint").toString() + "/manifest.json");
    }
    static QStringList largeBatch() {
        return CliRunner::tinyNetwork() + QStringList{"--device", "cpu",       "--set", "width=32",
                                                      "--set",    "batch=256", "--set", "accumulate=1"};
    }
    /// Memory, beside what the program has, in the middle between what a small batch and the large one need.
    long long tooSmallForTheLargeBatch() {
        if (m_tooSmall != 0) {
            return m_tooSmall;
        }
        const QString project = m_cli.smallProject("measured.typemould");
        const long long given = 1'000'000'000;
        const auto needed = [&](const QString& batch) {
            const CliResult told =
                m_cli.runInSmallMemory(QStringList{"train", project, "--json", "--fresh", "--steps", "1"} +
                                           largeBatch() + QStringList{"--set", "batch=" + batch},
                                       given);
            return told.json().value("memory").toObject();
        };
        const QJsonObject small = needed("4"), large = needed("256");
        const double between = (small.value("needed").toDouble() + large.value("needed").toDouble()) / 2;
        const double has = large.value("available").toDouble() - given;
        return m_tooSmall = static_cast<long long>(between - has);
    }
    CliRunner m_cli;
    QString m_project;
    long long m_tooSmall = 0; ///< bytes, once measured
};

void CliTrainingTest::initTestCase() { m_project = m_cli.smallProject("main.typemould"); }

void CliTrainingTest::trainingLeavesACheckpoint() {
    const CliResult result = train(QStringList{"--steps", "6"} + CliRunner::tinyNetwork());
    QVERIFY2(result.exitCode == 0, result.summary());
    QCOMPARE(result.json().value("outcome").toString(), "finished");
    QCOMPARE(result.json().value("step").toInt(), 6);
    QCOMPARE(result.json().value("resumed").toBool(), false);
    QVERIFY(QFileInfo(result.json().value("checkpoint").toString() + "/manifest.json").isFile());
    QVERIFY(result.json().value("l1").toDouble() > 0);
    QVERIFY(result.json().value("trainedParameters").toInt() > 100);
    const QJsonObject memory = result.json().value("memory").toObject(); // as told before the start
    QVERIFY2(result.err.contains("Training needs about "), result.summary());
    QVERIFY(memory.value("needed").toDouble() > 1e8);
    QVERIFY(memory.value("available").toDouble() > memory.value("needed").toDouble());
    QVERIFY(memory.value("largestBatch").toInt() >= 1);
}

void CliTrainingTest::trainingGoesOnWhereItStopped() {
    const CliResult before = train({"--steps", "6"}); // is there already
    const CliResult result = train({"--steps", "9"});
    QVERIFY2(result.exitCode == 0, result.summary());
    QCOMPARE(result.json().value("resumed").toBool(), true);
    QCOMPARE(result.json().value("step").toInt(), 9);
    QCOMPARE(result.json().value("run").toString(), before.json().value("run").toString());
    const CliResult epochs = train({"--epochs", "0.1"}); // was long ago
    QVERIFY2(epochs.exitCode == 0, epochs.summary());
    QVERIFY2(epochs.json().value("checkpoint").toString().contains("9"), epochs.summary());
}

void CliTrainingTest::settingsOfTheRunStayInForce() {
    const CliResult result =
        train({"--steps", "10"}); // width 8 comes from the checkpoint: nothing says it here
    QVERIFY2(result.exitCode == 0, result.summary());
    QVERIFY2(result.json().value("trainedParameters").toInt() < 300000, result.summary());
}

void CliTrainingTest::whatIsSetOnTheWayIsUsedAndKept() {
    const QString project = m_cli.trainedProject("kept.typemould");
    const CliResult result = train({"--steps", "12", "--set", "keep-checkpoints=1", "--set", "keep-best=0",
                                    "--set", "learning_rate=0.0007"},
                                   project);
    QVERIFY2(result.exitCode == 0, result.summary());
    const QDir checkpoints = QFileInfo(result.json().value("checkpoint").toString()).dir();
    QCOMPARE(checkpoints.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
    QFile manifest(result.json().value("checkpoint").toString() + "/manifest.json");
    QVERIFY(manifest.open(QIODevice::ReadOnly));
    QVERIFY(manifest.readAll().contains("0.0007"));
    QFile file(project + "/project.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("0.0007"));
}

void CliTrainingTest::aNetworkOfAnotherSizeNeedsAFreshRun() {
    const QString project = m_cli.trainedProject("size.typemould");
    const CliResult refused = train({"--steps", "12", "--set", "width=16"}, project);
    QVERIFY2(refused.exitCode != 0, refused.summary());
    QVERIFY2(!refused.error().value("message").toString().isEmpty(), refused.summary());
    const CliResult fresh = train({"--steps", "2", "--set", "width=16", "--fresh"}, project);
    QVERIFY2(fresh.exitCode == 0, fresh.summary());
}

void CliTrainingTest::fitTakesTheSameGlyphsInParts() {
    const QString project = m_cli.smallProject("fit.typemould");
    const QStringList fresh =
        QStringList{"train", project, "--json", "--fresh", "--steps", "1"} + largeBatch();
    const long long small = tooSmallForTheLargeBatch();
    const CliResult whole = m_cli.runInSmallMemory(fresh, small);
    QVERIFY2(whole.exitCode == 0, whole.summary());
    QVERIFY2(whole.json().value("warnings").toArray()[0].toString().contains("--fit"), whole.summary());
    QCOMPARE(batchOf(whole), Batch(256, 1));

    const CliResult fitted = m_cli.runInSmallMemory(fresh + QStringList{"--fit"}, small);
    QVERIFY2(fitted.exitCode == 0, fitted.summary());
    const Batch parts = batchOf(fitted);
    QVERIFY2(parts.first * parts.second == 256 && parts.second > 1, fitted.summary());
    QVERIFY2(
        fitted.err.contains(QString("its 256 glyphs in %1 parts of %2").arg(parts.second).arg(parts.first)),
        fitted.summary());
    const QJsonObject memory = fitted.json().value("memory").toObject();
    QVERIFY(memory.value("needed").toDouble() <= memory.value("available").toDouble());
    QVERIFY2(fitted.json().value("warnings").toArray().isEmpty(), fitted.summary());
    QVERIFY(std::abs(fitted.json().value("l1").toDouble() - whole.json().value("l1").toDouble()) < 1e-3);
    QCOMPARE(batchIn(project + "/project.json"), parts); // what was asked for does not fit there either

    const CliResult roomy = m_cli.run(fresh + QStringList{"--fit"}); // enough for all: nothing to do
    QVERIFY2(roomy.exitCode == 0, roomy.summary());
    QCOMPARE(batchOf(roomy), Batch(256, 1));
}

void CliTrainingTest::fitLeavesTheProjectsBatchThatFits() {
    const QString project = m_cli.smallProject("own-batch.typemould");
    const CliResult before =
        m_cli.run(QStringList{"train", project, "--json", "--steps", "1"} + largeBatch());
    QVERIFY2(before.exitCode == 0, before.summary());
    QFile file(project + "/project.json"); // a smaller batch, set after that run
    QVERIFY(file.open(QIODevice::ReadWrite));
    QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    QJsonObject training = json.value("training").toObject();
    training["batch"] = 4;
    json["training"] = training;
    QVERIFY(file.resize(0) && file.seek(0) && file.write(QJsonDocument(json).toJson()) > 0);
    file.close();
    const CliResult fitted = m_cli.runInSmallMemory(
        {"train", project, "--json", "--steps", "2", "--threads", "1", "--fit"}, tooSmallForTheLargeBatch());
    QVERIFY2(fitted.exitCode == 0, fitted.summary());
    const Batch parts = batchOf(fitted); // the run goes on with its own
    QVERIFY2(parts.first * parts.second == 256 && parts.second > 1, fitted.summary());
    QCOMPARE(batchIn(project + "/project.json"), Batch(4, 1));
}

void CliTrainingTest::freezingHoldsParametersBack() {
    const QString project = m_cli.trainedProject("frozen.typemould");
    const int all = train({"--steps", "8"}, project).json().value("trainedParameters").toInt();
    const CliResult frozen = train({"--steps", "10", "--freeze", "encoder.1"}, project);
    QVERIFY2(frozen.exitCode == 0, frozen.summary());
    const int fewer = frozen.json().value("trainedParameters").toInt();
    QVERIFY2(fewer < all && fewer > 0, frozen.summary());
    QCOMPARE(train({"--steps", "12"}, project).json().value("trainedParameters").toInt(), fewer); // stays
    QCOMPARE(train({"--steps", "14", "--freeze", "none"}, project).json().value("trainedParameters").toInt(),
             all);
}

void CliTrainingTest::freshStartsAnotherRun() {
    const QString project = m_cli.trainedProject("fresh.typemould");
    const CliResult result = train({"--steps", "3", "--fresh"}, project);
    QVERIFY2(result.exitCode == 0, result.summary());
    QCOMPARE(result.json().value("resumed").toBool(), false);
    QCOMPARE(result.json().value("step").toInt(), 3);
    QCOMPARE(QDir(project + "/runs").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
}

void CliTrainingTest::fromAnOlderCheckpointANewRunBegins() {
    const QString project = m_cli.trainedProject("from.typemould", 4);
    const CliResult further = train({"--steps", "6"}, project);
    const QString run = further.json().value("run").toString();
    const QString older = run + "/checkpoints/00000004";
    const CliResult branch = train({"--from", older, "--steps", "5"}, project);
    QVERIFY2(branch.exitCode == 0, branch.summary());
    QCOMPARE(branch.json().value("step").toInt(), 5);
    QCOMPARE(branch.json().value("resumed").toBool(), true);
    QVERIFY(branch.json().value("run").toString() != run);
    QFile events(branch.json().value("run").toString() + "/events.jsonl");
    QVERIFY(events.open(QIODevice::ReadOnly));
    QVERIFY(events.readAll().contains("from " + older.toUtf8()));
    QVERIFY(QFileInfo::exists(run + "/checkpoints/00000006/manifest.json")); // as it was
    const CliResult onward =
        train({"--from", branch.json().value("run").toString(), "--steps", "7"}, project);
    QVERIFY2(onward.exitCode == 0, onward.summary());
    QCOMPARE(onward.json().value("step").toInt(), 7);
    QCOMPARE(onward.json().value("run"), branch.json().value("run")); // the newest goes on in its own run
}

void CliTrainingTest::fromARunOfAnotherProject() {
    const CliResult other = train({"--steps", "5"}, m_cli.trainedProject("lender.typemould", 4));
    const QString project = m_cli.smallProject("borrower.typemould");
    const CliResult result = train({"--from", other.json().value("run").toString(), "--steps", "6"}, project);
    QVERIFY2(result.exitCode == 0, result.summary());
    QCOMPARE(result.json().value("step").toInt(), 6);
    QVERIFY2(result.json().value("run").toString().startsWith(project), result.summary());
}

void CliTrainingTest::fromWhatDoesNotServe_data() {
    QTest::addColumn<QStringList>("lent"); // options of the run to go on from
    QTest::addColumn<QString>("folder");   // below that run
    QTest::addColumn<QString>("why");
    QTest::newRow("placement") << QStringList{"--set", "target.scale=0.7"} << ""
                               << "placement";
    QTest::newRow("canvas") << QStringList{"--set", "dataset.canvas=128"} << ""
                            << "canvas";
    QTest::newRow("no checkpoint") << QStringList{} << "previews"
                                   << "neither a checkpoint nor a run";
    QTest::newRow("not there") << QStringList{} << "nowhere"
                               << "not there";
}

void CliTrainingTest::fromWhatDoesNotServe() {
    QFETCH(QStringList, lent);
    QFETCH(QString, folder);
    QFETCH(QString, why);
    const QString name = QString(QTest::currentDataTag()).replace(' ', '-');
    const CliResult other = train(QStringList{"--steps", "2"} + CliRunner::tinyNetwork() + lent,
                                  m_cli.smallProject("no-" + name + ".typemould"));
    QVERIFY2(other.exitCode == 0, other.summary());
    const QString from = other.json().value("run").toString() + (folder.isEmpty() ? "" : "/" + folder);
    const QString project = m_cli.smallProject("to-" + name + ".typemould");
    const CliResult result = train({"--from", from, "--steps", "3"}, project);
    QVERIFY2(result.exitCode == 1, result.summary());
    const QString message = result.error().value("message").toString();
    QVERIFY2(message.contains(from) && message.contains(why), result.summary());
    QVERIFY(!result.error().value("advice").toString().isEmpty());
    QVERIFY2(QDir(project + "/runs").isEmpty(), result.summary());
    QCOMPARE(train({"--from", from, "--fresh"}, project).exitCode, 2);
}

void CliTrainingTest::everyPresetIsTaken() {
    const QString project = m_cli.smallProject("presets.typemould");
    int parameters = 0;
    for (const char* preset : {"quick", "house"}) {
        const CliResult result =
            train({"--steps", "1", "--fresh", "--preset", preset, "--set", "dataset.canvas=128", "--set",
                   "batch=2", "--set", "measured-glyphs=0"},
                  project);
        QVERIFY2(result.exitCode == 0, result.summary());
        QVERIFY2(result.json().value("trainedParameters").toInt() > parameters, result.summary());
        parameters = result.json().value("trainedParameters").toInt();
    }
}

void CliTrainingTest::ctrlCSavesAndStops_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void CliTrainingTest::ctrlCSavesAndStops() {
    QFETCH(int, signal);
    const QString project = m_cli.smallProject(QString("stop%1.typemould").arg(signal));
    QProcess process;
    QVERIFY(startTraining(process, project));
    ::kill(static_cast<pid_t>(process.processId()), signal);
    const CliResult result = CliRunner::finish(process);
    QVERIFY2(result.exitCode == 0, result.summary());
    QCOMPARE(result.json().value("outcome").toString(), "stopped");
    const int step = result.json().value("step").toInt();
    QVERIFY2(step > 0, result.summary());
    const CliResult more = train({"--steps", QString::number(step + 2)}, project);
    QVERIFY2(more.exitCode == 0, more.summary());
    QCOMPARE(more.json().value("resumed").toBool(), true);
    QCOMPARE(more.json().value("step").toInt(), step + 2);
}

/// A run in which nothing ever happened would be listed for good.
void CliTrainingTest::ctrlCBeforeTheTrainingLeavesNoRun() {
    const QString project = m_cli.smallProject("early.typemould");
    QProcess process;
    m_cli.start(process, QStringList{"train", project, "--json"} + CliRunner::tinyNetwork());
    QByteArray said;
    QVERIFY(QTest::qWaitFor(
        [&] {
            process.waitForReadyRead(5);
            said += process.readAllStandardError();
            return said.contains("comparing pairs") || process.state() == QProcess::NotRunning;
        },
        60000));
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    const CliResult result = CliRunner::finish(process);
    const QDir runs(project + "/runs");
    for (const QString& run : runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) { // it was through already
        QVERIFY2(QFileInfo(runs.filePath(run) + "/events.jsonl").isFile(), result.summary());
    }
    const CliResult listed = m_cli.run({"runs", project, "--json"});
    QVERIFY2(listed.exitCode == 0, listed.summary());
}

void CliTrainingTest::aSecondCtrlCEndsAtOnce() {
    const QString project = m_cli.smallProject("twice.typemould");
    QProcess process;
    QVERIFY(startTraining(process, project));
    const auto pid = static_cast<pid_t>(process.processId());
    // As an impatient hand does it: the second comes while the step in hand and the checkpoint are still
    // being finished.
    do {
        ::kill(pid, SIGINT);
    } while (!process.waitForFinished(2));
    const CliResult result = CliRunner::finish(process);
    QVERIFY2(result.exitCode == 130, result.summary());
    const CliResult pairs = m_cli.run({"pairs", project});
    QVERIFY2(pairs.exitCode == 0, pairs.summary());
}

// A closing terminal and timeout(1) send their signals twice: that still saves.
void CliTrainingTest::repeatedHangUpsStillSave() {
    const QString project = m_cli.smallProject("hangup.typemould");
    QProcess process;
    QVERIFY(startTraining(process, project));
    const auto pid = static_cast<pid_t>(process.processId());
    ::kill(pid, SIGHUP);
    ::kill(pid, SIGTERM);
    ::kill(pid, SIGHUP);
    const CliResult result = CliRunner::finish(process);
    QVERIFY2(result.exitCode == 0, result.summary());
    QVERIFY2(result.out.contains("stopped"), result.summary());
}

void CliTrainingTest::progressIsPlainInAPipe() {
    const CliResult result = m_cli.run({"train", m_cli.trainedProject("pipe.typemould"), "--steps", "40"});
    QVERIFY2(result.exitCode == 0, result.summary());
    QVERIFY2(!result.err.contains('\r') && !result.err.contains('\x1b'), result.summary());
    QVERIFY2(result.err.contains("% done"), result.summary());
    QVERIFY2(result.err.count('\n') < 20, result.summary());
    QVERIFY2(result.out.contains("finished at step 40"), result.summary());
}

void CliTrainingTest::progressIsOneLineOnATerminal() {
    const QString command = QString("%1 train %2 --steps 40 --no-log")
                                .arg(CliRunner::program(), m_cli.trainedProject("terminal.typemould"));
    QProcess script;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("TERM", "xterm");
    script.setProcessEnvironment(environment);
    script.start("script", {"-qec", command, "/dev/null"});
    const CliResult result = CliRunner::finish(script);
    QVERIFY2(result.exitCode == 0, result.summary());
    QVERIFY2(result.out.contains("\rstep "), result.summary());
    QVERIFY2(result.out.contains("% done"), result.summary());
}

void CliTrainingTest::aDamagedCheckpointIsPassedOver() {
    const QString project = m_cli.trainedProject("damaged.typemould", 4);
    const CliResult second = train({"--steps", "7"}, project);
    const QString newest = second.json().value("checkpoint").toString();
    QFile weights(newest + "/model.safetensors");
    QVERIFY(weights.open(QIODevice::ReadWrite));
    QVERIFY(weights.seek(weights.size() - 3));
    char byte = 0;
    QVERIFY(weights.getChar(&byte) && weights.seek(weights.size() - 3) &&
            weights.putChar(static_cast<char>(byte ^ 1)));
    weights.close();
    const CliResult named = m_cli.run({"evaluate", project, "--checkpoint", newest, "--json"});
    QVERIFY2(named.exitCode == 1, named.summary());
    QCOMPARE(named.error().value("code").toString(), "bad_format");
    const CliResult result = train({"--steps", "5"}, project);
    QVERIFY2(result.exitCode == 0, result.summary());
    QCOMPARE(result.json().value("step").toInt(), 5); // from step 4
}

void CliTrainingTest::aFullDiskWhileTrainingKeepsTheLastCheckpoint() {
    const QString project = m_cli.trainedProject("fulltrain.typemould", 4);
    for (const long long room : {0LL, 500LL, 5000LL, 50000LL, 200000LL}) {
        const CliResult result =
            m_cli.runOnFullDisk({"train", project, "--steps", "6", "--json"}, project + "/runs", room);
        QVERIFY2(result.exitCode == 1, result.summary());
        QCOMPARE(result.error().value("code").toString(), "disk_full");
        const CliResult measured = m_cli.run({"evaluate", project, "--json"});
        QVERIFY2(measured.exitCode == 0, measured.summary());
        QCOMPARE(measured.json().value("step").toInt(), 4);
    }
    const CliResult result = train({"--steps", "6"}, project);
    QVERIFY2(result.exitCode == 0, result.summary());
    QCOMPARE(result.json().value("step").toInt(), 6);
}

void CliTrainingTest::theProjectIsHeldWhileTraining() {
    const QString project = m_cli.trainedProject("held.typemould");
    QProcess process;
    QVERIFY(startTraining(process, project));
    const CliResult second = train({"--steps", "9"}, project);
    QVERIFY2(second.exitCode == 1, second.summary());
    QCOMPARE(second.error().value("code").toString(), "locked");
    QCOMPARE(m_cli.run({"pairs", project}).exitCode, 0); // reading is free
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QCOMPARE(CliRunner::finish(process).exitCode, 0);
}

QTEST_GUILESS_MAIN(CliTrainingTest)
#include "cli_training_test.moc"
