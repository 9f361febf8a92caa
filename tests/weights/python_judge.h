// Asks Python's PyTorch (tests/weights/pth_python.py) about .pth files.
#pragma once

#include "tests/support/test_paths.h"

#include <QProcess>
#include <QStringList>

namespace typemould {

struct PythonAnswer {
    bool ok = false;
    QString said; ///< standard output, or what went wrong
};

inline PythonAnswer askPython(const QStringList& arguments) {
    QProcess python;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("OMP_NUM_THREADS", "1");
    python.setProcessEnvironment(environment);
    python.start(TYPEMOULD_PYTHON, QStringList{sourceFileText("tests/weights/pth_python.py")} + arguments);
    const bool ended = python.waitForStarted() && python.waitForFinished(250000);
    const bool ok = ended && python.exitStatus() == QProcess::NormalExit && python.exitCode() == 0;
    return {ok, QString::fromUtf8(ok ? python.readAllStandardOutput()
                                     : python.readAllStandardError() + python.errorString().toUtf8())};
}

} // namespace typemould
