// TimelineDialog: goes back through the previews that a run has stored, each beside what the network draws
// now, with the figures and the changes of that moment; "Go on from here" goes back to its checkpoint. Reads
// the disk in the background and follows the run that goes. GUI thread.
#pragma once

#include "ui/runs/moment_slider.h"
#include "ui/studio/dialogs.h"
#include "ui/studio/training_control.h"

#include "core/training/run_record.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QTableWidget;

namespace typemould {

class ComparisonView;

class TimelineDialog : public QDialog {
    Q_OBJECT
public:
    /// All must outlive the dialog; only of an open project. Begins with the run at work (runAtWork()).
    TimelineDialog(Document& document, TrainingRunner& runner, TrainingControl& control, Dialogs& dialogs,
                   QWidget* parent = nullptr);
    ~TimelineDialog() override;
    /// Goes to another run of the project.
    void showRun(const std::filesystem::path& run);
    /// Something is still being read.
    bool reading() const { return m_readJob.running() || m_pictureJob.running() || m_again.isActive(); }

private:
    struct Told;
    void makeControls();
    QLayout* makeFoot();
    void connectStudio();
    void read();
    void tell(Told told);
    void showRuns();
    void showMoment();
    void showFigures(const RunMoment& moment);
    void showPictures(const RunMoment& moment);
    void refreshReturn();
    void goOn();
    std::optional<StoredPreview> newestPreview() const;
    Document& m_document;
    TrainingRunner& m_runner;
    TrainingControl& m_control;
    Dialogs& m_dialogs;
    QComboBox* m_runs;
    ComparisonView* m_pictures;
    MomentSlider* m_slider;
    QTableWidget* m_figures;
    QListWidget* m_changes;
    QLabel* m_checkpoint;
    QCheckBox* m_settings;
    QPushButton* m_goOn;
    std::filesystem::path m_wanted; ///< the run that is shown
    std::vector<RunSummary> m_list;
    std::optional<RunRecord> m_run; ///< the one that is shown
    std::optional<RunRecord> m_now; ///< the one at work, where that is another
    RunMoment m_moment;
    std::pair<std::filesystem::path, std::filesystem::path> m_pictured; ///< files that are shown
    QTimer m_again; ///< until the run that goes is read again
    BackgroundJob m_readJob;
    BackgroundJob m_pictureJob;
};

} // namespace typemould
