#include "tests/app/cli_runner.h"
#include "tests/support/test_paths.h"

#include <QJsonDocument>
#include <QProcessEnvironment>

namespace typemould {

QJsonObject CliResult::json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }

QByteArray CliResult::summary() const {
    return "exit code " + QByteArray::number(exitCode) + "\n--- out\n" + out.toUtf8() + "\n--- err\n" +
           err.toUtf8();
}

CliRunner::CliRunner() {
    if (!m_folder.isValid()) {
        qFatal("no temporary folder");
    }
}

QProcessEnvironment CliRunner::environment() const {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_STATE_HOME", path("state"));
    // Tests run side by side: threads that wait for each other would wait for the other tests too.
    environment.insert("OMP_THREAD_LIMIT", "1");
    environment.insert("XDG_DATA_HOME", path("data"));
    return environment;
}

void CliRunner::start(QProcess& process, const QStringList& arguments) const {
    process.setProcessEnvironment(environment());
    process.start(TYPEMOULD_CLI, arguments);
}

CliResult CliRunner::finish(QProcess& process, int timeoutMs) {
    CliResult result;
    if (process.state() != QProcess::NotRunning && !process.waitForFinished(timeoutMs)) {
        process.kill();
        process.waitForFinished();
    } else if (process.exitStatus() == QProcess::NormalExit) {
        result.exitCode = process.exitCode();
    }
    result.out = QString::fromUtf8(process.readAllStandardOutput());
    result.err = QString::fromUtf8(process.readAllStandardError());
    return result;
}

CliResult CliRunner::run(const QStringList& arguments, int timeoutMs) const {
    QProcess process;
    start(process, arguments);
    return finish(process, timeoutMs);
}

CliResult CliRunner::runInSmallMemory(const QStringList& arguments, long long bytes) const {
    QProcess process;
    auto small = environment();
    small.insert("LD_PRELOAD", TYPEMOULD_SMALL_MEMORY);
    small.insert("SMALL_MEMORY_BYTES", QString::number(bytes));
    process.setProcessEnvironment(small);
    process.start(TYPEMOULD_CLI, arguments);
    return finish(process);
}

CliResult CliRunner::runOnFullDisk(const QStringList& arguments, const QString& folder, long long bytes,
                                   int timeoutMs) const {
    QProcess process;
    auto full = environment();
    full.insert("LD_PRELOAD", TYPEMOULD_FULL_DISK);
    full.insert("FULL_DISK_FOLDER", folder);
    full.insert("FULL_DISK_BYTES", QString::number(bytes));
    process.setProcessEnvironment(full);
    process.start(TYPEMOULD_CLI, arguments);
    return finish(process, timeoutMs);
}

QString CliRunner::program() { return TYPEMOULD_CLI; }

QString CliRunner::demoSource() { return sourceFileText("resources/demo/demo-source.ttf"); }

QString CliRunner::demoTarget() { return sourceFileText("resources/demo/demo-target.ttf"); }

QString CliRunner::smallProject(const QString& name) const {
    const QString folder = path(name);
    const CliResult made = run({"new", folder, "--source", demoSource(), "--target", demoTarget(), "--chars",
                                "U+4E00-4F7F", "--set", "dataset.canvas=64", "--set", "dataset.held-out=12"});
    if (made.exitCode != 0) {
        qFatal("the small project could not be made: %s", made.summary().constData());
    }
    return folder;
}

QString CliRunner::trainedProject(const QString& name, int steps) const {
    const QString folder = smallProject(name);
    const CliResult trained =
        run(QStringList{"train", folder, "--steps", QString::number(steps)} + tinyNetwork());
    if (trained.exitCode != 0) {
        qFatal("the project could not be trained: %s", trained.summary().constData());
    }
    return folder;
}

QStringList CliRunner::tinyNetwork() {
    return {"--set", "width=8",           "--set",     "depth=2", "--set", "batch=4",
            "--set", "measured-glyphs=4", "--threads", "1"};
}

} // namespace typemould
