// Which of a run's checkpoints stay on disk: the newest few, those with the best held-out figures beside
// them, and all within a budget of bytes. Blocking; one thread.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace typemould {

struct RetentionPolicy {
    int newest = 3;           ///< at least 1
    int best = 0;             ///< with the smallest held-out L1
    std::uint64_t budget = 0; ///< bytes; 0: no limit
};

struct RetainedCheckpoint {
    long long step = 0;
    std::uint64_t bytes = 0;
    std::optional<double> l1; ///< held-out; none where it was not measured
};

/// The steps of those that go, in the order in which they go: those that are neither new nor good enough;
/// then, while the rest is over the budget, the oldest that are not among the best, then the worse of the
/// best. The newest always stays.
std::vector<long long> dispensable(std::vector<RetainedCheckpoint> checkpoints,
                                   const RetentionPolicy& policy);

/// Removes what is dispensable of a run's checkpoints up to `step`. Of those that the run has gone back
/// behind (writeLeft()) these go, and later ones, oldest first, where the others leave no room in the budget.
/// Other later ones, of an earlier life of the run, stay and are not counted. An Error (DiskFull) when the
/// newest alone is larger than the budget: nothing is wrong, but the user should know.
Status pruneCheckpoints(const std::filesystem::path& runFolder, long long step,
                        const RetentionPolicy& policy);

} // namespace typemould
