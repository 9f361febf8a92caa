// What a run folder remembers of its training: the rows of metrics.csv with the losses of losses.csv, the
// evaluations and the events, for the curves of a project that is opened again. Blocking; any thread.
#pragma once

#include "core/training/training_session.h"

#include <filesystem>
#include <vector>

namespace typemould {

struct RunHistory {
    /// At most 20,001, evenly thinned; steps rising. Older runs have no terms; the weighed values of those
    /// that have are their shares of the total, for the file keeps no others.
    std::vector<TrainingProgress> rows;
    std::vector<Evaluation> evaluations; ///< steps rising
    std::vector<TrainingEvent> events;   ///< in the order in which they happened
};

/// Whether the terms of losses.csv are wanted, which is the largest file.
enum class HistoryTerms { Read, LeaveOut };
/// Reads what is there; lines that are damaged or cut off are left out, files that are not there are empty.
RunHistory readRunHistory(const std::filesystem::path& runFolder, HistoryTerms terms = HistoryTerms::Read);
/// The run that was begun last of those in `runsFolder` that have metrics; empty when there is none.
std::filesystem::path newestRun(const std::filesystem::path& runsFolder);

} // namespace typemould
