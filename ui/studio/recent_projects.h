// The projects opened last, newest first, at most ten, kept in the user's settings. GUI thread.
#pragma once

#include <QMenu>
#include <QStringList>

#include <functional>

namespace typemould {

inline constexpr int mostRecentProjects = 10;

/// Paths of the project folders opened last.
QStringList recentProjects();
/// Puts `folder` first.
void addRecentProject(const QString& folder);
void clearRecentProjects();
/// Fills a menu: an entry a project (grey when its folder is gone) and one to clear the list.
void fillRecentMenu(QMenu& menu, const std::function<void(const QString&)>& open);

} // namespace typemould
