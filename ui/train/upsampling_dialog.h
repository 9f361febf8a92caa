// UpsamplingDialog: how the decoder is to double, where, and what becomes of what was learnt; tells for each
// level what the switch would lose, measured on the newest checkpoint in the background. The caller takes
// change() and phasedSteps() when it is accepted. GUI thread.
#pragma once

#include "core/training/derived_checkpoint.h"
#include "ui/studio/background_job.h"

#include <QDialog>

#include <memory>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QSpinBox;
class QTableWidget;

namespace typemould {

class UpsamplingDialog : public QDialog {
    Q_OBJECT
public:
    /// `network` as it is now; `checkpoint` empty when nothing is learnt yet. Begins with `mode` for all
    /// levels.
    UpsamplingDialog(GeneratorConfig network, std::filesystem::path checkpoint, UpsampleMode mode,
                     QWidget* parent = nullptr);
    ~UpsamplingDialog() override; ///< waits for nothing
    /// A run saves a first checkpoint to measure on: setCheckpoint() or setProblem() follows.
    void awaitCheckpoint();
    void setCheckpoint(const std::filesystem::path& checkpoint);
    void setProblem(const Error& error);
    UpsamplingSwitch change() const;
    long long phasedSteps() const; ///< 0: no phases
    bool measuring() const { return m_job.running(); }

private:
    void makeControls(UpsampleMode mode);
    void refresh();
    void measure();
    struct Measured;
    void showMeasured(const Measured& measured);
    void showResiduals(const std::vector<LevelResidual>& residuals);
    void allow(bool allowed);
    GeneratorConfig m_network;
    std::filesystem::path m_checkpoint;
    bool m_awaiting = false;
    std::shared_ptr<const VerifiedCheckpoint> m_verified; ///< read once
    QComboBox* m_mode;
    QComboBox* m_resize;
    QComboBox* m_kernel;
    QComboBox* m_scope;
    QComboBox* m_how;
    QCheckBox* m_phased;
    QSpinBox* m_steps;
    QTableWidget* m_levels;
    QLabel* m_told;
    QDialogButtonBox* m_buttons;
    BackgroundJob m_job;
};

} // namespace typemould
