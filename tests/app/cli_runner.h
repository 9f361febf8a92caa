// Runs typemould-cli as a program and keeps what it said. Each runner has folders of its own for state and
// data, gone with it. One thread.
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace typemould {

struct CliResult {
    int exitCode = -1; ///< -1 when it crashed or did not end in time
    QString out;
    QString err;
    QJsonObject json() const; ///< standard output as one JSON object; empty when it is anything else
    QJsonObject error() const { return json().value("error").toObject(); }
    QByteArray summary() const; ///< for messages of failed checks
};

class CliRunner {
public:
    CliRunner();
    /// Runs to the end.
    CliResult run(const QStringList& arguments, int timeoutMs = 120000) const;
    /// Runs with a disk that is full once `bytes` more bytes were written under `folder`.
    CliResult runOnFullDisk(const QStringList& arguments, const QString& folder, long long bytes,
                            int timeoutMs = 120000) const;
    /// Runs where the system says that there are `bytes` more of memory to take.
    CliResult runInSmallMemory(const QStringList& arguments, long long bytes) const;
    /// Starts without waiting.
    void start(QProcess& process, const QStringList& arguments) const;
    static CliResult finish(QProcess& process, int timeoutMs = 120000);

    /// A path in this runner's folder.
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString logFile() const { return path("state/typemould/typemould-cli.log"); }
    static QString program();
    static QString demoSource();
    static QString demoTarget();
    /// Makes a project of a few shared characters at 64 px that trains in milliseconds a step.
    QString smallProject(const QString& name) const;
    /// Such a project, trained for a few steps.
    QString trainedProject(const QString& name, int steps = 6) const;
    /// Options of train for a network that is as small as can be.
    static QStringList tinyNetwork();

private:
    QProcessEnvironment environment() const;
    QTemporaryDir m_folder;
};

} // namespace typemould
