// The run folder's own record: metrics.csv, losses.csv, evaluations.csv, events.jsonl (appended line by
// line), previews/ as PNG, and the same for TensorBoard where that is wanted. A failure to write is reported
// once through the observer and never stops the training. One thread.
#pragma once

#include "core/training/event_file.h"
#include "core/training/training_session.h"

#include <optional>
#include <set>

namespace typemould {

class AppendFile;

class RunLog {
public:
    RunLog(std::filesystem::path runFolder, TrainingObserver& observer);
    ~RunLog();
    /// Whether rows, figures and previews are written as event files too, from now on.
    void setTensorBoard(bool wanted) { m_tensorBoard = wanted; }
    void progress(const TrainingProgress& progress);
    void evaluation(const Evaluation& evaluation);
    void event(const TrainingEvent& event);
    /// previews/<step>.png: one column a character, rows source, generated, truth.
    void preview(const Preview& preview);

private:
    /// losses.csv: every term of the generator's loss and its share of the total.
    void losses(const TrainingProgress& progress);
    void append(std::optional<AppendFile>& file, const char* name, const char* header,
                const std::string& line);
    /// Writes into the event file, which is made at the first time.
    template <class Write>
    void tell(const Write& write);
    void warn(const Error& error);
    std::filesystem::path m_folder;
    TrainingObserver& m_observer;
    std::optional<AppendFile> m_metrics, m_losses, m_evaluations, m_events;
    bool m_tensorBoard = false;
    std::optional<EventFile> m_eventFile;
    std::set<std::string> m_warned; ///< messages told
};

/// The preview as one picture, as it is stored.
GrayImage previewSheet(const Preview& preview);

} // namespace typemould
