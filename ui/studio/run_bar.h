// RunBar: how the training stands and what can be done about it, at the bottom of every page: start, pause,
// stop, checkpoint now, the budget of the next run, and the newest figures. GUI thread.
#pragma once

#include "ui/studio/training_control.h"

#include <QFrame>

class QAction;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QProgressBar;
class QToolButton;

namespace typemould {

class RunBar : public QFrame {
    Q_OBJECT
public:
    /// All must outlive the bar.
    RunBar(TrainingRunner& runner, TrainingControl& control, QWidget* parent = nullptr);
    /// When the next run ends, as chosen.
    TrainingBudget budget() const;
    /// Starts or goes on, pauses, resumes: whichever fits (F5).
    QAction* toggleAction() const { return m_toggle; }
    QAction* startFreshAction() const { return m_startFresh; }
    QAction* stopAction() const { return m_stop; }
    QAction* checkpointAction() const { return m_checkpoint; }

private:
    QWidget* makeButton(QAction* action, const QString& name);
    void makeActions();
    void makeBudget();
    void toggle();
    void start(bool fresh);
    void refresh();
    void showFigures();
    TrainingRunner& m_runner;
    TrainingControl& m_control;
    QAction* m_toggle;
    QAction* m_startFresh;
    QAction* m_stop;
    QAction* m_checkpoint;
    QToolButton* m_start;
    QDoubleSpinBox* m_amount;
    QComboBox* m_unit;
    QLabel* m_state;
    QLabel* m_figures;
    QLabel* m_left;
    QProgressBar* m_progress;
    QString m_outcome; ///< how the last run ended
};

/// A state in the designer's words.
QString trainingStateText(TrainingState state, bool active);
/// "2 min 10 s", "3 h 5 min"; seconds rounded up.
QString durationText(double seconds);

} // namespace typemould
