// RunsDialog: the list of runs beside the comparison of those that are ticked. GUI thread.
#pragma once

#include "ui/studio/dialogs.h"
#include "ui/studio/training_control.h"

#include <QDialog>

namespace typemould {

class RunsComparison;
class RunsList;

class RunsDialog : public QDialog {
    Q_OBJECT
public:
    /// All must outlive the dialog; only of an open project.
    RunsDialog(Document& document, TrainingRunner& runner, TrainingControl& control, Dialogs& dialogs,
               QWidget* parent = nullptr);
    /// Something is still being read or deleted.
    bool busy() const;

Q_SIGNALS:
    void timelineWanted(const std::filesystem::path& run);

private:
    RunsList* m_list;
    RunsComparison* m_comparison;
};

} // namespace typemould
