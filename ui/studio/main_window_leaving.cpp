// The part of MainWindow that lets nothing be lost: before a project or the window is left it asks about a
// run, an export, a change of the network, a copying of fonts or an experiment that goes on, waits for their
// end, and saves.
#include "ui/export/export_page.h"
#include "ui/runs/runs_bar.h"
#include "ui/studio/main_window.h"
#include "ui/studio/typed_value.h"
#include "ui/train/train_page.h"

#include <QCloseEvent>

#include <utility>

namespace typemould {

void MainWindow::connectEndings() {
    // After every listener has heard of the end: what follows may close the project.
    connect(
        m_runner, &TrainingRunner::ended, this,
        [this] {
            if (const auto then = std::exchange(m_afterRun, {})) {
                then();
            } else if (m_closeWhenDone) {
                close();
            }
        },
        Qt::QueuedConnection);
    connect(m_runner, &TrainingRunner::failed, this, [this] {
        // What was to follow would hide the error, and close what may not be saved.
        m_afterRun = {};
        m_closeWhenDone = false;
        setWindowState(windowState().setFlag(Qt::WindowMinimized, false));
        show();
        activateWindow();
    });
    connect(
        m_exportPage, &ExportPage::exportEnded, this,
        [this](bool failed) {
            // What was to follow would hide the error.
            if (const auto then = std::exchange(m_afterExport, {}); then && !failed) {
                then();
            }
        },
        Qt::QueuedConnection);
    connect(
        m_document, &Document::networkChangeEnded, this,
        [this](bool failed) {
            if (const auto then = std::exchange(m_afterNetwork, {}); then && !failed) {
                then();
            }
        },
        Qt::QueuedConnection);
    connect(
        m_document, &Document::copyingFontsEnded, this,
        [this](bool failed) {
            if (const auto then = std::exchange(m_afterCopying, {}); then && !failed) {
                then();
            }
        },
        Qt::QueuedConnection);
    connect(
        &m_trainPage->runs().experiment(), &ExperimentControl::ended, this,
        [this] {
            if (const auto then = std::exchange(m_afterExperiment, {})) {
                then();
            }
        },
        Qt::QueuedConnection);
    connect(m_document, &Document::projectChanged, this,
            [this] { m_afterExport = m_afterNetwork = m_afterCopying = m_afterExperiment = {}; });
}

/// Does `then` when no run, export, change of the network, copying of fonts or experiment goes on, if the
/// user wants that.
void MainWindow::afterWork(std::function<void()> then) {
    commitTypedValue(*this);
    if (!m_runner->active()) {
        afterExport(std::move(then));
        return;
    }
    const int answer = m_surroundings.dialogs->ask(
        this, tr("A run is going"), tr("The network is training. Stop it and save what it has learnt?"),
        {tr("Stop and save"), tr("Cancel")});
    if (answer != 0) {
        return;
    }
    if (m_runner->active()) {
        m_afterRun = [this, then = std::move(then)] { afterExport(then); };
        m_runner->stop();
    } else if (m_runner->state() != TrainingState::Failed) { // it ended while the question stood
        afterExport(std::move(then));
    }
}

void MainWindow::afterExport(std::function<void()> then) {
    if (!m_exportPage->exporting()) {
        afterNetwork(std::move(then));
        return;
    }
    const int answer = m_surroundings.dialogs->ask(
        this, tr("An export is going"),
        m_exportPage->exportingFont()
            ? tr("A font is still being made. If it is stopped, no font is written.")
            : tr("Glyphs are still being written. What is written already stays whole."),
        {tr("Wait for its end"), tr("Stop the export"), tr("Cancel")});
    if (answer == 2) {
        return;
    }
    if (!m_exportPage->exporting()) { // it ended while the question stood
        QMetaObject::invokeMethod(this, std::move(then), Qt::QueuedConnection);
        return;
    }
    m_afterExport = [this, then = std::move(then)] { afterNetwork(then); };
    if (answer == 1) {
        m_exportPage->cancel();
    }
}

void MainWindow::afterNetwork(std::function<void()> then) {
    if (!m_document->changingNetwork()) {
        afterCopying(std::move(then));
        return;
    }
    bool failed = false;
    const auto watch = connect(m_document, &Document::networkChangeEnded, this,
                               [&failed](bool withError) { failed = withError; });
    const int answer =
        m_surroundings.dialogs->ask(this, tr("The network is being changed"),
                                    tr("Weights are still being written. What was there before stays whole."),
                                    {tr("Wait for its end"), tr("Take it back"), tr("Cancel")});
    disconnect(watch);
    if (answer == 2 || failed) { // what was to follow would hide the error
        return;
    }
    if (!m_document->changingNetwork()) { // it ended while the question stood
        QMetaObject::invokeMethod(this, std::move(then), Qt::QueuedConnection);
        return;
    }
    m_afterNetwork = [this, then = std::move(then)] { afterCopying(then); };
    if (answer == 1) {
        m_document->stopChangingNetwork();
    }
}

void MainWindow::afterCopying(std::function<void()> then) {
    if (!m_document->copyingFonts()) {
        afterExperiment(std::move(then));
        return;
    }
    bool failed = false;
    const auto watch = connect(m_document, &Document::copyingFontsEnded, this,
                               [&failed](bool withError) { failed = withError; });
    const int answer = m_surroundings.dialogs->ask(this, tr("Fonts are being copied"),
                                                   tr("Fonts are still being copied into the project."),
                                                   {tr("Wait for its end"), tr("Cancel")});
    disconnect(watch);
    if (answer != 0 || failed) { // what was to follow would hide the error
        return;
    }
    if (!m_document->copyingFonts()) { // it ended while the question stood
        QMetaObject::invokeMethod(this, std::move(then), Qt::QueuedConnection);
        return;
    }
    m_afterCopying = [this, then = std::move(then)] { afterExperiment(then); };
}

void MainWindow::afterExperiment(std::function<void()> then) {
    ExperimentControl& experiment = m_trainPage->runs().experiment();
    if (!experiment.running()) {
        then();
        return;
    }
    const int answer = m_surroundings.dialogs->ask(
        this, tr("An experiment is going"),
        tr("Short runs are being compared. What they have come to so far stays on disk."),
        {tr("Wait for its end"), tr("Stop the experiment"), tr("Cancel")});
    if (answer == 2) {
        return;
    }
    if (!experiment.running()) { // it ended while the question stood
        QMetaObject::invokeMethod(this, std::move(then), Qt::QueuedConnection);
        return;
    }
    m_afterExperiment = std::move(then);
    if (answer == 1) {
        experiment.cancel();
    }
}

bool MainWindow::saveOrAsk() {
    if (!m_document->isOpen() || m_document->readOnly() || !isWindowModified()) {
        return true;
    }
    while (true) {
        const auto saved = m_document->save();
        if (saved) {
            return true;
        }
        const int answer = m_surroundings.dialogs->ask(
            this, tr("The project could not be saved"), QString::fromStdString(saved.error().text()),
            {tr("Try again"), tr("Lose the changes"), tr("Cancel")});
        if (answer != 0) {
            return answer == 1;
        }
    }
}

Status MainWindow::saveAtOnce() {
    commitTypedValue(*this);
    m_exportPage->cancel();
    m_runner->stopAndWait();
    m_trainPage->runs().experiment().stopAndWait();
    return m_document->readOnly() ? Status() : m_document->save();
}

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
    if (m_exportPage->exporting() || m_document->changingNetwork() || m_document->copyingFonts() ||
        m_document->experimenting()) {
        event->ignore();
        afterExport([this] { close(); });
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

} // namespace typemould
