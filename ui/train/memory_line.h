// MemoryLine: how much memory training will take, of how much there is, and the largest batch that fits; where
// it does not fit, a button that takes the same glyphs in more parts of a step. Follows the Document. GUI
// thread.
#pragma once

#include "core/training/memory_estimate.h"
#include "ui/studio/document.h"
#include "ui/studio/training_runner.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace typemould {

class MemoryLine : public QWidget {
    Q_OBJECT
public:
    /// Tells what training with `data` and so many pairs needs; called on another thread.
    using Estimate = std::function<Result<MemoryNeed>(const ProjectData& data, std::size_t pairs)>;

    /// Both must outlive the line.
    MemoryLine(Document& document, TrainingRunner& runner, QWidget* parent = nullptr);
    /// Replaces what asks the machine (tests).
    void setEstimate(Estimate estimate);

private:
    void refresh();
    void showNeed(const Result<MemoryNeed>& need);
    void fit();
    void warnOfStart();
    Document& m_document;
    TrainingRunner& m_runner;
    Estimate m_estimate;
    std::optional<MemoryNeed> m_need;
    bool m_active = false; ///< a run was, when last heard of
    QLabel* m_text;
    QPushButton* m_fit;
    BackgroundJob m_job;
};

} // namespace typemould
