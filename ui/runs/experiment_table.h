// ExperimentTable: what the variants of an experiment have come to, below the copied source; the best one is
// bold. GUI thread.
#pragma once

#include "ui/runs/experiment_control.h"

#include <QTableWidget>

namespace typemould {

class ExperimentTable : public QTableWidget {
    Q_OBJECT
public:
    explicit ExperimentTable(QWidget* parent = nullptr);
    /// Shows how the experiment stands; the row that is chosen stays chosen.
    void showExperiment(const ExperimentControl& experiment);
    /// The variant of the chosen row; -1 when none is.
    int variant() const { return currentRow() - 1; }
    /// Chooses a variant's row; with -1 none.
    void choose(int variant) { setCurrentCell(variant + 1, 0); }
};

} // namespace typemould
