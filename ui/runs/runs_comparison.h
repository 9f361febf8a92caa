// RunsComparison: runs beside each other: their curves, held-out figures at equal places, the settings that
// differ, and previews. Reads the runs in the background. GUI thread.
#pragma once

#include "ui/runs/run_curves_panel.h"
#include "ui/runs/runs_list.h"

#include <QTabWidget>

class QCheckBox;
class QSpinBox;
class QTableWidget;

namespace typemould {

class ComparisonView;

class RunsComparison : public QTabWidget {
    Q_OBJECT
public:
    explicit RunsComparison(QWidget* parent = nullptr);
    ~RunsComparison() override;
    /// Reads the runs and shows them; those that are shown already are read again.
    void setRuns(std::vector<ChosenRun> runs);
    /// Runs are still being read.
    bool busy() const { return m_job.running() || m_settle.isActive(); }

private:
    struct Compared;
    QWidget* makeCurves();
    QWidget* makeSettings();
    QWidget* makePreviews();
    void compare();
    void showCompared(const Compared& compared);
    void showFigures();
    void showSettings();
    RunCurvesPanel* m_curves;
    QTableWidget* m_figures;
    QTableWidget* m_settings;
    QLabel* m_settingsTold;
    ComparisonView* m_previews;
    QCheckBox* m_atStep;
    QSpinBox* m_step;
    std::vector<ChosenRun> m_wanted;
    std::vector<RunRecord> m_runs; ///< as read
    QStringList m_titles;          ///< of m_runs
    QTimer m_settle;               ///< until what is chosen is read
    BackgroundJob m_job;
};

} // namespace typemould
