// A run on disk, read back: what it was set to, what happened in it, its curves, stored previews and
// checkpoints; and any moment of it. Nothing here needs Torch, and nothing hashes weights: what a checkpoint
// says of itself is read, not verified. Lines and files that are damaged or cut off are left out, sizes are
// bounded. Blocking, for any thread; a run that is being written may be read.
#pragma once

#include "core/training/checkpoint_score.h"
#include "core/training/run_history.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace typemould {

/// A checkpoint of a run as it lies on disk. One that is neither newest nor among the best is kept for being
/// one of the newest few.
struct RunCheckpoint {
    std::filesystem::path folder;
    long long step = 0;
    std::uint64_t bytes = 0;              ///< of its files
    double trainedSeconds = 0;            ///< training time since the beginning of the run
    std::string savedAt;                  ///< ISO 8601, UTC
    std::optional<CheckpointScore> score; ///< held-out figures, where they were measured
    bool left = false;                    ///< the run went back behind it: none goes on from it unasked
    bool newest = false;                  ///< of its run, of those that were not left
    int rank = 0; ///< place among the run's by held-out L1, 1 is best; 0: not measured
};

/// previews/<step>.png: one column a character, rows source, generated, truth, in square cells.
struct StoredPreview {
    long long step = 0;
    std::filesystem::path file;
};

/// What a list of runs shows of one.
struct RunSummary {
    std::filesystem::path folder;
    std::string name;      ///< of the folder: "20260102-030405"
    std::string startedAt; ///< ISO 8601, UTC; empty when run.json does not say
    std::string ended;   ///< "finished", "stopped", "failed"; empty: it is running, or its program was killed
    long long steps = 0; ///< the last step that anything is known of
    double trainedSeconds = 0;              ///< likewise
    double samplesPerSecond = 0;            ///< as measured last; 0 when not known
    std::optional<Evaluation> last;         ///< held-out figures, as measured last
    std::optional<Evaluation> best;         ///< with the smallest held-out L1
    std::vector<RunCheckpoint> checkpoints; ///< steps rising
    std::uint64_t checkpointBytes = 0;
    std::uint64_t bytes = 0; ///< of the whole folder
};

/// All of one run.
struct RunRecord {
    RunSummary summary;
    std::optional<TrainingSettings> settings; ///< that it was started with; none when run.json does not say
    RunHistory history;                       ///< rows, held-out figures and events
    std::vector<StoredPreview> previews;      ///< steps rising
};

/// The runs in a folder ("<project>/runs", or one experiment's folder), by name, the last first: the newest;
/// what is no run (has neither run.json nor metrics nor checkpoints) is left out. No folder: no runs.
std::vector<RunSummary> runsIn(const std::filesystem::path& runsFolder);
/// One run. An error (NotFound) when the folder is no run.
Result<RunRecord> readRun(const std::filesystem::path& runFolder);

/// How a run stood at a step.
struct RunMoment {
    long long step = 0;
    std::optional<StoredPreview> preview;     ///< at the step or the last before it; else the first after it
    std::optional<TrainingProgress> progress; ///< at the step or the last before it
    std::optional<Evaluation> evaluation;     ///< likewise
    std::optional<RunCheckpoint>
        checkpoint; ///< likewise, none that was left: what "go on from here" goes on from
    /// What was changed up to and with the step ("settings", "upsampling", "frozen", "diverged"), oldest
    /// first.
    std::vector<TrainingEvent> changes;
};
RunMoment momentOf(const RunRecord& run, long long step);
/// Training time at a step, in seconds, between the rows around it; 0 when the run has no rows.
double secondsAt(const RunHistory& history, long long step);

/// Whether going on from this checkpoint (of any run of the project) needs a run folder of its own: a later
/// run has checkpoints (hasLaterRun), or its own run has later ones that it has not gone back behind, which
/// would be overwritten or taken for the newest.
bool needsOwnRun(const std::filesystem::path& checkpoint);

/// Removes a run, or one checkpoint of a run, from disk; whatever is no run or no checkpoint is refused. The
/// caller holds the project's lock and makes sure that nothing works on it.
Status deleteRun(const std::filesystem::path& runFolder);
Status deleteCheckpoint(const std::filesystem::path& folder);

} // namespace typemould
