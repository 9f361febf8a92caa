// The part of MainWindow that answers the system: minimising, drops, and what is remembered between starts.
#include "ui/fonts/fonts_page.h"
#include "ui/studio/main_window.h"
#include "ui/studio/message_strip.h"
#include "ui/studio/theme.h"
#include "ui/train/train_page.h"
#include "ui/train/weights_panel.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QWindowStateChangeEvent>
#include <algorithm>

namespace typemould {

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) {
        const auto before = static_cast<QWindowStateChangeEvent*>(event)->oldState();
        if (before.testFlag(Qt::WindowMinimized) && !isMinimized()) {
            m_closeWhenDone = false; // somebody came back to look: the window stays
        }
        showFullScreenState();
    }
}

void MainWindow::showFullScreenState() {
    if (m_actions.fullScreen != nullptr) { // there are no actions yet while the window is being made
        const QSignalBlocker quiet(m_actions.fullScreen);
        m_actions.fullScreen->setChecked(isFullScreen());
    }
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().first().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = event->mimeData()->urls().value(0).toLocalFile();
    if (path.isEmpty()) {
        return;
    }
    event->acceptProposedAction();
    // Questions wait until the drag is over.
    QMetaObject::invokeMethod(
        this,
        [this, path] {
            const QFileInfo dropped(path);
            if (dropped.isDir()) {
                openProject(path);
            } else if (dropped.fileName() == "project.json") {
                openProject(dropped.absolutePath());
            } else if (QStringList{"pth", "pt", "safetensors"}.contains(dropped.suffix().toLower())) {
                if (m_document->isOpen()) {
                    showPage(Page::Train);
                }
                m_trainPage->weights().importWeights(path);
            } else {
                useDroppedFont(path);
            }
        },
        Qt::QueuedConnection);
}

void MainWindow::useDroppedFont(const QString& path) {
    if (!m_document->isOpen() || m_document->readOnly()) {
        m_messages->showNotice(tr("Make or open a project first, then drop the font on it."));
        return;
    }
    const int answer = m_surroundings.dialogs->ask(this, tr("Use this font"),
                                                   tr("What is %1 to be?").arg(QFileInfo(path).fileName()),
                                                   {tr("Source font"), tr("Target font"), tr("Cancel")});
    if (answer > 1) {
        return;
    }
    showPage(Page::Fonts);
    m_fontsPage->chooseFont(answer == 0 ? FontsPage::Role::Source : FontsPage::Role::Target, path);
}

void MainWindow::restoreState() {
    const QSettings settings;
    const QFontMetrics metrics = fontMetrics();
    if (!restoreGeometry(settings.value("window/geometry").toByteArray())) {
        resize(metrics.averageCharWidth() * 200, metrics.height() * 56);
    }
    showFullScreenState();
    for (QSplitter* splitter : findChildren<QSplitter*>()) {
        splitter->restoreState(settings.value("window/" + splitter->objectName()).toByteArray());
    }
    showPage(
        static_cast<Page>(std::clamp(settings.value("window/page", 0).toInt(), 0, m_pages->count() - 1)));
    const auto theme = themeFromName(settings.value("theme").toString()).value_or(Theme::System);
    m_actions.themes[static_cast<int>(theme)]->setChecked(true);
}

void MainWindow::rememberState() {
    QSettings settings;
    settings.setValue("window/geometry", saveGeometry());
    settings.setValue("window/page", m_pages->currentIndex());
    for (const QSplitter* splitter : findChildren<QSplitter*>()) {
        settings.setValue("window/" + splitter->objectName(), splitter->saveState());
    }
}

} // namespace typemould
