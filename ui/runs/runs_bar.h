// RunsBar: the ways to the windows that look back on runs and compare them; keeps one of each open at most.
// Owns the experiment, which goes on while its window is closed. GUI thread.
#pragma once

#include "ui/runs/experiment_control.h"

#include <QPointer>
#include <QWidget>

class QDialog;
class QPushButton;

namespace typemould {

class RunsBar : public QWidget {
    Q_OBJECT
public:
    /// All must outlive the bar.
    RunsBar(Document& document, TrainingRunner& runner, TrainingControl& control, Dialogs& dialogs,
            QWidget* parent = nullptr);
    /// Opens a window or brings it to the front; nothing happens without a project.
    void openTimeline(const std::filesystem::path& run = {}); ///< of the run at work unless one is given
    void openRuns();
    void openExperiment();
    ExperimentControl& experiment() { return *m_experiment; }

private:
    QPushButton* makeButton(const QString& text, const char* name, const QString& help);
    void present(QDialog* window);
    void refresh();
    Document& m_document;
    TrainingRunner& m_runner;
    TrainingControl& m_control;
    Dialogs& m_dialogs;
    ExperimentControl* m_experiment;
    QPushButton* m_openTimeline;
    QPushButton* m_openRuns;
    QPushButton* m_openExperiment;
    QPointer<QDialog> m_timeline, m_runs, m_experimentWindow;
};

} // namespace typemould
