// ExperimentDialog: what is to be compared, and for how long; then how it goes, and which one is taken.
// Closing it leaves the experiment going. GUI thread.
#pragma once

#include "ui/runs/experiment_control.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace typemould {

class ComparisonView;
class ExperimentTable;
class RunCurvesPanel;

class ExperimentDialog : public QDialog {
    Q_OBJECT
public:
    /// Both must outlive the dialog; only of an open project.
    ExperimentDialog(Document& document, ExperimentControl& experiment, QWidget* parent = nullptr);

private:
    QLayout* makeQuestion();
    QWidget* makeAnswers();
    void fillSettings();
    void chooseSetting();
    VariedSetting varied() const;
    TrainingBudget budget() const;
    void refresh();
    void refreshPlan();
    void refreshPictures();
    void startOrCancel();
    Document& m_document;
    ExperimentControl& m_experiment;
    QComboBox* m_setting;
    QStackedWidget* m_values;
    QListWidget* m_choices; ///< of a setting that is one of a few
    QLineEdit* m_typed;     ///< of any other
    QDoubleSpinBox* m_amount;
    QComboBox* m_unit;
    QLabel* m_plan;
    QPushButton* m_start;
    QProgressBar* m_progress;
    QLabel* m_left;
    ExperimentTable* m_table;
    RunCurvesPanel* m_curves;
    ComparisonView* m_previews;
    QPushButton* m_use;
    std::vector<ExperimentVariant> m_planned; ///< empty: what is asked for cannot be compared
};

} // namespace typemould
