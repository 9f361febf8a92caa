// The part of MainWindow that answers the system: closing, minimising, drops, and what is remembered between
// starts.
#include "ui/fonts/font_choice.h"
#include "ui/studio/main_window.h"
#include "ui/studio/message_strip.h"
#include "ui/studio/theme.h"
#include "ui/studio/typed_value.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QWindowStateChangeEvent>

namespace typemould {

void MainWindow::closeEvent(QCloseEvent* event) {
    commitTypedValue(*this);
    if (m_runner->active()) {
        event->ignore();
        const int answer =
            m_surroundings.dialogs->ask(this, tr("A run is going"),
                                        tr("The network is training. \"Keep training\" minimises the window "
                                           "and closes it when the run has ended."),
                                        {tr("Keep training"), tr("Stop and save"), tr("Cancel")});
        if (answer == 2) {
            return;
        }
        if (!m_runner->active()) { // it ended while the question stood
            if (m_runner->state() != TrainingState::Failed) {
                QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
            }
        } else if (answer == 0) {
            m_closeWhenDone = true;
            showMinimized();
        } else {
            m_afterRun = [this] { close(); };
            m_runner->stop();
        }
        return;
    }
    if (!saveOrAsk()) {
        m_closeWhenDone = false;
        event->ignore();
        return;
    }
    rememberState();
    event->accept();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) {
        const auto before = static_cast<QWindowStateChangeEvent*>(event)->oldState();
        if (before.testFlag(Qt::WindowMinimized) && !isMinimized()) {
            m_closeWhenDone = false; // somebody came back to look: the window stays
        }
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
    const auto font = askForFace(path.toStdString(), *m_surroundings.dialogs, this);
    if (!font) {
        m_messages->showError(font.error());
    } else if (*font) {
        m_document->edit(answer == 0 ? tr("Choose source font") : tr("Choose target font"),
                         [&](ProjectData& data) { (answer == 0 ? data.source : data.target) = **font; });
        showPage(Page::Fonts);
    }
}

void MainWindow::restoreState() {
    const QSettings settings;
    const QFontMetrics metrics = fontMetrics();
    if (!restoreGeometry(settings.value("window/geometry").toByteArray())) {
        resize(metrics.averageCharWidth() * 200, metrics.height() * 56);
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
}

} // namespace typemould
