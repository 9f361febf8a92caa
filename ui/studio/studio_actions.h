// The actions of the main window, made once and put into its menus; the window connects them. GUI thread.
#pragma once

#include <QAction>
#include <QList>
#include <QMainWindow>
#include <QMenu>

namespace typemould {

class Document;
class RunBar;

struct StudioActions {
    QAction* newProject = nullptr;
    QAction* openProject = nullptr;
    QAction* openDemo = nullptr;
    QAction* save = nullptr;
    QAction* copyFonts = nullptr;
    QAction* importWeights = nullptr;
    QAction* exportWeights = nullptr;
    QAction* closeProject = nullptr;
    QAction* quit = nullptr;
    QList<QAction*> pages;  ///< Fonts, Train, Review, Export
    QList<QAction*> themes; ///< in the order of Theme
    QAction* fullScreen = nullptr;
    QAction* timeline = nullptr;
    QAction* runs = nullptr;
    QAction* experiment = nullptr;
    QAction* shortcuts = nullptr;
    QAction* about = nullptr;
    QMenu* recent = nullptr; ///< filled when it is about to be shown
};

/// Makes the menu bar of `window`.
StudioActions makeStudioActions(QMainWindow& window, Document& document, const RunBar& runBar);
/// A window that lists every action of `window` that has a shortcut; deletes itself when closed.
void showShortcuts(QMainWindow& window);

} // namespace typemould
