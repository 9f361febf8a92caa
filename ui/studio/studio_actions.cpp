#include "ui/studio/studio_actions.h"

#include "ui/studio/document.h"
#include "ui/studio/run_bar.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMenuBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace typemould {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(typemould::StudioActions)
};

QAction* add(QMenu* menu, const QString& text, const QString& name, const QKeySequence& keys = {}) {
    QAction* action = menu->addAction(text);
    action->setObjectName(name);
    action->setShortcut(keys);
    return action;
}

void addCheckable(QMenu* menu, QList<QAction*>& list, const QString& text, const QString& name,
                  QActionGroup* group, const QKeySequence& keys = {}) {
    QAction* action = add(menu, text, name, keys);
    action->setCheckable(true);
    group->addAction(action);
    list << action;
}

/// Shows the edit that an action would take back or do again; while it is held, why it cannot.
void showStep(QAction& action, const QString& text, bool there, const QString& whyHeld) {
    action.setText(text);
    action.setEnabled(there && whyHeld.isEmpty());
    action.setToolTip(whyHeld.isEmpty() ? action.text() : whyHeld);
}

QString plain(QString text) { return text.remove('&').remove(QStringLiteral("…")); }

} // namespace

StudioActions makeStudioActions(QMainWindow& window, Document& document, const RunBar& runBar) {
    StudioActions made;
    QMenu* file = window.menuBar()->addMenu(Text::tr("&File"));
    made.newProject = add(file, Text::tr("&New project…"), "actionNew", QKeySequence::New);
    made.openProject = add(file, Text::tr("&Open project…"), "actionOpen", QKeySequence::Open);
    made.recent = file->addMenu(Text::tr("Open &recent"));
    made.recent->setObjectName("menuRecent");
    made.openDemo = add(file, Text::tr("Open the &demo"), "actionDemo");
    file->addSeparator();
    made.save = add(file, Text::tr("&Save"), "actionSave", QKeySequence::Save);
    made.copyFonts = add(file, Text::tr("Copy &fonts into the project"), "actionCopyFonts");
    made.copyFonts->setToolTip(Text::tr(
        "Puts all font files into the project folder, so that it can be moved or given away whole."));
    file->setToolTipsVisible(true);
    made.importWeights = add(file, Text::tr("&Import weights…"), "actionImportWeights");
    made.importWeights->setToolTip(
        Text::tr("Takes in a network that zi2zi-pytorch has trained (a .pth file)."));
    made.exportWeights = add(file, Text::tr("&Export weights…"), "actionExportWeights");
    made.exportWeights->setToolTip(
        Text::tr("Writes the newest checkpoint's network as a .pth that zi2zi-pytorch loads."));
    made.closeProject = add(file, Text::tr("&Close project"), "actionClose", QKeySequence("Ctrl+W"));
    file->addSeparator();
    made.quit = add(file, Text::tr("&Quit"), "actionQuit", QKeySequence("Ctrl+Q"));
    made.quit->setMenuRole(QAction::QuitRole);

    QMenu* edit = window.menuBar()->addMenu(Text::tr("&Edit"));
    QUndoStack& undo = document.undoStack();
    QAction* undoAction = add(edit, Text::tr("Undo"), "actionUndo", QKeySequence::Undo);
    QAction* redoAction = add(edit, Text::tr("Redo"), "actionRedo");
    redoAction->setShortcuts({QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")});
    QObject::connect(undoAction, &QAction::triggered, &document, &Document::undo);
    QObject::connect(redoAction, &QAction::triggered, &document, &Document::redo);
    edit->setToolTipsVisible(true);
    const auto refresh = [&document, &undo, undoAction, redoAction] {
        const QString last = undo.undoText();
        const QString next = undo.redoText();
        showStep(*undoAction, last.isEmpty() ? Text::tr("Undo") : Text::tr("Undo: %1").arg(last),
                 undo.canUndo(), document.undoHeld() ? document.whyHeld() : QString());
        showStep(*redoAction, next.isEmpty() ? Text::tr("Redo") : Text::tr("Redo: %1").arg(next),
                 undo.canRedo(), document.redoHeld() ? document.whyHeld() : QString());
    };
    QObject::connect(&undo, &QUndoStack::indexChanged, undoAction, refresh);
    QObject::connect(&document, &Document::placementsFixedChanged, undoAction, refresh);
    QObject::connect(&document, &Document::changingNetworkChanged, undoAction, refresh);
    refresh();

    QMenu* view = window.menuBar()->addMenu(Text::tr("&View"));
    auto* pages = new QActionGroup(&window);
    addCheckable(view, made.pages, Text::tr("&Fonts"), "actionPageFonts", pages, QKeySequence("Ctrl+1"));
    addCheckable(view, made.pages, Text::tr("&Train"), "actionPageTrain", pages, QKeySequence("Ctrl+2"));
    addCheckable(view, made.pages, Text::tr("&Review"), "actionPageReview", pages, QKeySequence("Ctrl+3"));
    addCheckable(view, made.pages, Text::tr("&Export"), "actionPageExport", pages, QKeySequence("Ctrl+4"));
    view->addSeparator();
    QMenu* look = view->addMenu(Text::tr("&Look"));
    auto* themes = new QActionGroup(&window);
    addCheckable(look, made.themes, Text::tr("As the &system"), "actionThemeSystem", themes);
    addCheckable(look, made.themes, Text::tr("&Light"), "actionThemeLight", themes);
    addCheckable(look, made.themes, Text::tr("&Dark"), "actionThemeDark", themes);
    made.fullScreen = add(view, Text::tr("F&ull screen"), "actionFullScreen", Qt::Key_F11);
    made.fullScreen->setCheckable(true);

    QMenu* training = window.menuBar()->addMenu(Text::tr("&Training"));
    training->addActions(
        {runBar.toggleAction(), runBar.startFreshAction(), runBar.stopAction(), runBar.checkpointAction()});
    training->addSeparator();
    made.timeline = add(training, Text::tr("&Timeline…"), "actionTimeline", QKeySequence("Ctrl+T"));
    made.runs = add(training, Text::tr("&Runs…"), "actionRuns", QKeySequence("Ctrl+R"));
    made.experiment = add(training, Text::tr("&Experiment…"), "actionExperiment", QKeySequence("Ctrl+E"));

    QMenu* help = window.menuBar()->addMenu(Text::tr("&Help"));
    made.shortcuts = add(help, Text::tr("&Keyboard shortcuts"), "actionShortcuts", Qt::Key_F1);
    made.about = add(help, Text::tr("&About Typemould"), "actionAbout");
    made.about->setMenuRole(QAction::AboutRole);
    return made;
}

void showShortcuts(QMainWindow& window) {
    auto* dialog = new QDialog(&window);
    dialog->setObjectName("shortcutsDialog");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(Text::tr("Keyboard shortcuts"));
    auto* table = new QTableWidget(0, 2, dialog);
    table->setObjectName("shortcutsTable");
    table->setAccessibleName(Text::tr("Keyboard shortcuts"));
    table->setHorizontalHeaderLabels({Text::tr("Key"), Text::tr("What it does")});
    table->verticalHeader()->hide();
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    const auto addRow = [table](const QString& keys, const QString& text) {
        const int row = table->rowCount();
        table->insertRow(row);
        table->setItem(row, 0, new QTableWidgetItem(keys));
        table->setItem(row, 1, new QTableWidgetItem(text));
    };
    const auto actions = window.findChildren<QAction*>();
    for (const QAction* action : actions) {
        QStringList keys;
        for (const QKeySequence& sequence : action->shortcuts()) {
            keys << sequence.toString(QKeySequence::NativeText);
        }
        if (!keys.isEmpty()) {
            const bool runToggle = action->objectName() == "actionRunToggle";
            addRow(keys.join(", "),
                   runToggle ? Text::tr("Start, pause or resume training") : plain(action->text()));
        }
    }
    table->sortItems(0);
    table->horizontalHeader()->setStretchLastSection(true);
    table->resizeColumnsToContents();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    buttons->button(QDialogButtonBox::Close)->setObjectName("shortcutsClose");
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
    auto* column = new QVBoxLayout(dialog);
    column->addWidget(table);
    column->addWidget(buttons);
    const QFontMetrics metrics = dialog->fontMetrics();
    dialog->resize(metrics.averageCharWidth() * 70, metrics.height() * 24);
    dialog->show();
}

} // namespace typemould
