#include "ui/runs/runs_bar.h"

#include "ui/runs/experiment_dialog.h"
#include "ui/runs/runs_dialog.h"
#include "ui/runs/timeline_dialog.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

namespace typemould {

RunsBar::RunsBar(Document& document, TrainingRunner& runner, TrainingControl& control, Dialogs& dialogs,
                 QWidget* parent)
    : QWidget(parent), m_document(document), m_runner(runner), m_control(control), m_dialogs(dialogs),
      m_experiment(new ExperimentControl(document, control, dialogs, this)),
      m_openTimeline(makeButton(tr("Timeline…"), "openTimeline",
                                tr("Goes back through the previews of a run, and on from any of its "
                                   "checkpoints."))),
      m_openRuns(makeButton(tr("Runs…"), "openRuns",
                            tr("Compares runs, tells what they take on disk, and deletes them."))),
      m_openExperiment(makeButton(tr("Experiment…"), "openExperiment",
                                  tr("Compares settings by short runs that differ in nothing else."))) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    for (QPushButton* button : {m_openTimeline, m_openRuns, m_openExperiment}) {
        row->addWidget(button);
    }
    row->addStretch(1);
    connect(m_openTimeline, &QPushButton::clicked, this, [this] { openTimeline(); });
    connect(m_openRuns, &QPushButton::clicked, this, &RunsBar::openRuns);
    connect(m_openExperiment, &QPushButton::clicked, this, &RunsBar::openExperiment);
    connect(&document, &Document::projectChanged, this, &RunsBar::refresh);
    connect(m_experiment, &ExperimentControl::changed, this, &RunsBar::refresh);
    connect(m_experiment, &ExperimentControl::runningChanged, this, &RunsBar::refresh);
    refresh();
}

QPushButton* RunsBar::makeButton(const QString& text, const char* name, const QString& help) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setToolTip(help);
    return button;
}

void RunsBar::present(QDialog* window) {
    window->show();
    window->raise();
    window->activateWindow();
}

void RunsBar::openTimeline(const std::filesystem::path& run) {
    if (!m_document.isOpen()) {
        return;
    }
    auto* window = qobject_cast<TimelineDialog*>(m_timeline.data());
    if (window == nullptr || !window->isVisible()) {
        window = new TimelineDialog(m_document, m_runner, m_control, m_dialogs, this);
        window->setAttribute(Qt::WA_DeleteOnClose);
        m_timeline = window;
    }
    if (!run.empty()) {
        window->showRun(run);
    }
    present(window);
}

void RunsBar::openRuns() {
    if (!m_document.isOpen()) {
        return;
    }
    if (m_runs == nullptr || !m_runs->isVisible()) {
        auto* window = new RunsDialog(m_document, m_runner, m_control, m_dialogs, this);
        window->setAttribute(Qt::WA_DeleteOnClose);
        connect(window, &RunsDialog::timelineWanted, this, &RunsBar::openTimeline);
        m_runs = window;
    }
    present(m_runs);
}

void RunsBar::openExperiment() {
    if (!m_document.isOpen()) {
        return;
    }
    if (m_experimentWindow == nullptr || !m_experimentWindow->isVisible()) {
        m_experimentWindow = new ExperimentDialog(m_document, *m_experiment, this);
        m_experimentWindow->setAttribute(Qt::WA_DeleteOnClose);
    }
    present(m_experimentWindow);
}

void RunsBar::refresh() {
    const bool open = m_document.isOpen();
    for (QPushButton* button : {m_openTimeline, m_openRuns, m_openExperiment}) {
        button->setEnabled(open);
    }
    const QString name = tr("Experiment…");
    m_openExperiment->setText(
        m_experiment->running()
            ? tr("%1 (%2 %)").arg(name, QLocale().toString(100 * m_experiment->progress().share, 'f', 0))
            : name);
}

} // namespace typemould
