// RunCurvesPanel: one figure of several runs over each other, by step or by minute of training. Shows the
// histories that it is given. GUI thread.
#pragma once

#include "ui/runs/run_curves.h"

#include <QWidget>

#include <memory>

class QCheckBox;
class QComboBox;
class QSlider;

namespace typemould {

class CurvesPlot;

/// A run and how it is called.
struct LabelledRun {
    QString label;
    std::shared_ptr<const RunHistory> history;
};

class RunCurvesPanel : public QWidget {
    Q_OBJECT
public:
    explicit RunCurvesPanel(QWidget* parent = nullptr);
    /// Replaces the runs, or draws them anew where their histories have grown.
    void setRuns(std::vector<LabelledRun> runs);
    bool byMinutes() const;
    RunFigure figure() const;
    CurvesPlot& plot() { return *m_plot; }

Q_SIGNALS:
    void byMinutesChanged(bool minutes);

private:
    void refresh();
    std::vector<LabelledRun> m_runs;
    QComboBox* m_figure;
    QComboBox* m_along;
    QSlider* m_smoothing;
    QCheckBox* m_log;
    CurvesPlot* m_plot;
};

} // namespace typemould
