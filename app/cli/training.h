// One training run as the command line does it: what `train` and `demo` share. Blocks; one thread.
#pragma once

#include "app/cli/console_observer.h"
#include "app/cli/interrupts.h"
#include "core/project/project.h"
#include "core/training/memory_estimate.h"

namespace typemould {

/// What the user asked of a run; texts are as typed.
struct TrainRequest {
    TrainingBudget budget;
    std::string preset;                ///< empty: the checkpoint's or the project's settings
    std::vector<std::string> settings; ///< key=value, see assignments.h
    std::vector<std::string> freeze;   ///< block names and freezing rules; empty: as before; "none": nothing
    std::string device;                ///< empty: as set
    int threads = -1;                  ///< -1: as set
    bool fresh = false;
    bool fit = false; ///< where the batch does not fit into memory, in more parts
    std::string from; ///< a checkpoint or run folder, a run's name or a step; empty: the project's newest
};

struct TrainResult {
    Outcome outcome = Outcome::Finished;
    bool resumed = false;
    std::filesystem::path run;
    std::filesystem::path checkpoint; ///< the newest of this run
    MemoryNeed memory;                ///< as estimated before the start
};

/// Trains `project` (held for writing): goes on from its newest checkpoint, with that checkpoint's settings
/// but for what is asked, or starts a new run. From any other checkpoint it goes on in a new run; one of
/// another project must have the same fonts, placement and canvas. What is asked is kept in the project.
/// Throws UsageError for a request that cannot be meant, Failure otherwise.
TrainResult trainProject(Project& project, const TrainRequest& request, ConsoleObserver& observer,
                         const Interrupts& interrupts);

} // namespace typemould
