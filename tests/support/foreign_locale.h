// A locale that writes numbers in another way, for code that must not care.
#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <clocale>

namespace typemould::testing {

/// Switches to a locale, making it with localedef when the system does not have it; back to "C" at the end.
class ForeignLocale {
public:
    explicit ForeignLocale(const QString& name) {
        if (std::setlocale(LC_ALL, qPrintable(name + ".UTF-8")) == nullptr) {
            QProcess::execute("localedef", {"--no-archive", "-c", "-i", name, "-f", "UTF-8",
                                            m_folder.filePath(name + ".UTF-8")});
            qputenv("LOCPATH", m_folder.path().toUtf8());
            std::setlocale(LC_ALL, qPrintable(name + ".UTF-8"));
        }
    }
    ~ForeignLocale() {
        std::setlocale(LC_ALL, "C");
        qunsetenv("LOCPATH");
    }

private:
    QTemporaryDir m_folder;
};

} // namespace typemould::testing
