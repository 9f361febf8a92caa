#include "ui/studio/recent_projects.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace typemould {

namespace {
constexpr auto settingsKey = "recentProjects";
}

QStringList recentProjects() {
    return QSettings().value(settingsKey).toStringList().mid(0, mostRecentProjects);
}

void addRecentProject(const QString& folder) {
    QStringList list = recentProjects();
    const QString path = QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
    list.removeAll(path);
    list.prepend(path);
    QSettings().setValue(settingsKey, list.mid(0, mostRecentProjects));
}

void clearRecentProjects() { QSettings().remove(settingsKey); }

void fillRecentMenu(QMenu& menu, const std::function<void(const QString&)>& open) {
    menu.clear();
    const QStringList list = recentProjects();
    for (const QString& path : list) {
        QString text = QDir::toNativeSeparators(path);
        QAction* action = menu.addAction(text.replace('&', "&&"));
        action->setData(path);
        action->setEnabled(QFileInfo(path).isDir());
        QObject::connect(action, &QAction::triggered, &menu, [open, path] { open(path); });
    }
    if (!list.isEmpty()) {
        menu.addSeparator();
    }
    QAction* clear = menu.addAction(QCoreApplication::translate("typemould::MainWindow", "Clear list"));
    clear->setObjectName("actionClearRecent");
    clear->setEnabled(!list.isEmpty());
    QObject::connect(clear, &QAction::triggered, &menu, [] { clearRecentProjects(); });
}

} // namespace typemould
