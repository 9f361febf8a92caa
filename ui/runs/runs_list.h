// RunsList: the runs of a project and of its experiments with their checkpoints and what they take on disk;
// those that are ticked are to be compared. Deletes what is no longer wanted. Reads the disk in the
// background. GUI thread.
#pragma once

#include "core/training/run_record.h"
#include "ui/studio/dialogs.h"
#include "ui/studio/training_control.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace typemould {

/// A run that is to be compared, and how it is called.
struct ChosenRun {
    std::filesystem::path folder;
    QString title;
};

class RunsList : public QWidget {
    Q_OBJECT
public:
    /// All must outlive the list; only of an open project. The two newest runs are ticked.
    RunsList(Document& document, TrainingRunner& runner, TrainingControl& control, Dialogs& dialogs,
             QWidget* parent = nullptr);
    ~RunsList() override;
    /// The runs that are ticked, from the top.
    std::vector<ChosenRun> chosen() const;
    /// Something is still being read or deleted.
    bool busy() const { return m_listJob.running() || m_deleteJob.running() || m_again.isActive(); }

Q_SIGNALS:
    void chosenChanged(); ///< chosen(), or what is on disk of it
    void timelineWanted(const std::filesystem::path& run);

protected:
    void changeEvent(QEvent* event) override;

private:
    /// A run and the experiment that it is of, by its folder's name; none: it is one of the project's own.
    struct Listed {
        RunSummary run;
        std::string experiment;
    };
    void makeTree();
    void connectStudio();
    void read();
    void list(const std::vector<Listed>& runs);
    void addRow(const Listed& listed, bool ticked, bool unfolded);
    void showColours();
    void refreshButtons();
    void deleteCurrent();
    Document& m_document;
    TrainingRunner& m_runner;
    TrainingControl& m_control;
    Dialogs& m_dialogs;
    QTreeWidget* m_tree;
    QLabel* m_total;
    QPushButton* m_delete;
    QPushButton* m_timeline;
    bool m_listing = false; ///< the tree is being filled
    bool m_first = true;    ///< nothing has been listed yet
    QTimer m_again;         ///< until the runs are read again
    BackgroundJob m_listJob;
    BackgroundJob m_deleteJob;
};

} // namespace typemould
