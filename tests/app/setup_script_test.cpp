// app/setup with a pretended dpkg and apt: installs what is missing and nothing else, and goes on where it
// cannot.
#include "tests/support/test_paths.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace typemould;

class SetupScriptTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void nothingMissingRunsNoApt();
    void onlyWhatIsMissingIsInstalled();
    void aRemovedPackageCountsAsMissing();
    void packagesCanBeAdded();
    void aFailingInstallIsAFailure();
    void staleListsAreNoFailure();
    void aMachineWithoutAptGoesOn();
    void scriptsAreSound_data();
    void scriptsAreSound();

private:
    /// A program of the pretended machine.
    void command(const QString& name, const QString& body) const {
        QFile file(m_bin + "/" + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(("#!/bin/bash\n" + body + "\n").toUtf8());
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    /// dpkg-query that knows every package but `missing`; those in `removed` are known and not installed.
    void machine(const QStringList& missing, const QStringList& removed = {}) const {
        command(
            "dpkg-query",
            QString("shift 2\nfor p in \"$@\"; do\n  case \" %1 \" in *\" $p \"*) bad=1; continue;; esac\n"
                    "  case \" %2 \" in *\" $p \"*) echo \"$p config-files\"; continue;; esac\n"
                    "  echo \"$p installed\"\ndone\n[[ -z ${bad:-} ]]")
                .arg(missing.join(' '), removed.join(' ')));
        command("apt-get", QString("echo \"$@\" >> %1; %2").arg(m_folder->filePath("apt"), m_apt));
        command("sudo", "exec \"$@\"");
    }
    int run(const QStringList& arguments = {}) {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("PATH", m_bin + ":" + m_tools);
        process.setProcessEnvironment(environment);
        process.start(sourceFileText("app/setup"), arguments);
        process.waitForFinished();
        m_said = QString::fromUtf8(process.readAllStandardError());
        QFile apt(m_folder->filePath("apt"));
        m_calls = apt.open(QIODevice::ReadOnly) ? QString::fromUtf8(apt.readAll()) : QString();
        return process.exitCode();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_bin, m_tools, m_apt, m_said, m_calls;
};

void SetupScriptTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_bin = m_folder->filePath("bin");
    m_tools = m_folder->filePath("tools");
    m_apt.clear();
    QVERIFY(QDir().mkpath(m_bin) && QDir().mkpath(m_tools));
    for (const char* tool : {"bash", "env", "grep", "mktemp", "rm", "tail"}) {
        const QString real = QStandardPaths::findExecutable(tool);
        QVERIFY2(!real.isEmpty() && QFile::link(real, m_tools + "/" + tool), tool);
    }
}

void SetupScriptTest::nothingMissingRunsNoApt() {
    machine({});
    QCOMPARE(run(), 0);
    QVERIFY2(m_said.isEmpty(), qPrintable(m_said));
    QVERIFY2(m_calls.isEmpty(), qPrintable(m_calls));
}

void SetupScriptTest::onlyWhatIsMissingIsInstalled() {
    machine({"libpng-dev", "cmake"});
    QCOMPARE(run(), 0);
    QVERIFY2(m_calls.contains("update"), qPrintable(m_calls));
    QVERIFY2(m_calls.contains("install --no-install-recommends cmake libpng-dev\n"), qPrintable(m_calls));
    QVERIFY2(m_said.contains("Installing 2 packages: cmake libpng-dev"), qPrintable(m_said));
}

void SetupScriptTest::aRemovedPackageCountsAsMissing() {
    machine({}, {"ninja-build"});
    QCOMPARE(run(), 0);
    QVERIFY2(m_calls.contains("install --no-install-recommends ninja-build\n"), qPrintable(m_calls));
}

void SetupScriptTest::packagesCanBeAdded() {
    machine({"fonts-noto-cjk"});
    QCOMPARE(run(), 0);
    QVERIFY(m_calls.isEmpty());
    QCOMPARE(run({"fonts-noto-cjk"}), 0);
    QVERIFY2(m_calls.contains("fonts-noto-cjk"), qPrintable(m_calls));
}

void SetupScriptTest::aFailingInstallIsAFailure() {
    m_apt = "[[ \"$*\" == *install* ]] && { echo 'E: no room'; exit 100; }; exit 0";
    machine({"cmake"});
    QVERIFY(run() != 0);
    QVERIFY2(m_said.contains("E: no room") && m_said.contains("by hand: cmake"), qPrintable(m_said));
}

void SetupScriptTest::staleListsAreNoFailure() {
    m_apt = "[[ \"$*\" == *update* ]] && exit 100; exit 0";
    machine({"cmake"});
    QCOMPARE(run(), 0);
    QVERIFY2(m_said.contains("could not be renewed"), qPrintable(m_said));
}

void SetupScriptTest::aMachineWithoutAptGoesOn() {
    QCOMPARE(run(), 0);
    QVERIFY2(m_said.contains("no Debian") && m_said.contains("libtorch-dev"), qPrintable(m_said));
}

void SetupScriptTest::scriptsAreSound_data() {
    QTest::addColumn<QString>("script");
    for (const char* script : {"app/run", "app/setup", "app/build", "tests/run", ".ci/run"}) {
        QTest::newRow(script) << QString(script);
    }
}

void SetupScriptTest::scriptsAreSound() {
    QFETCH(QString, script);
    QFile file(sourceFileText(script));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("\nset -euo pipefail\n"));
    QVERIFY(file.permissions() & QFile::ExeOwner);
    QCOMPARE(QProcess::execute("bash", {"-n", file.fileName()}), 0);
}

QTEST_GUILESS_MAIN(SetupScriptTest)
#include "setup_script_test.moc"
#include "tests/support/test_paths.h"
