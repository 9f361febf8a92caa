#include "core/training/checkpoint_retention.h"

#include "core/base/atomic_file.h"
#include "core/training/checkpoint_score.h"
#include "core/training/run_files.h"

#include <algorithm>
#include <cstdio>
#include <set>

namespace typemould {

namespace {

std::string gigabytes(std::uint64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g GB", static_cast<double>(bytes) / 1e9);
    return text;
}

} // namespace

std::vector<long long> dispensable(std::vector<RetainedCheckpoint> checkpoints,
                                   const RetentionPolicy& policy) {
    std::sort(checkpoints.begin(), checkpoints.end(),
              [](const auto& a, const auto& b) { return a.step > b.step; });
    // The best first; of equal ones the newer.
    std::vector<RetainedCheckpoint> best;
    std::copy_if(checkpoints.begin(), checkpoints.end(), std::back_inserter(best),
                 [](const auto& each) { return each.l1.has_value(); });
    std::stable_sort(best.begin(), best.end(), [](const auto& a, const auto& b) { return *a.l1 < *b.l1; });
    best.resize(std::min(best.size(), static_cast<std::size_t>(std::max(0, policy.best))));
    std::set<long long> good;
    for (const auto& each : best) {
        good.insert(each.step);
    }

    std::vector<long long> gone;
    std::uint64_t bytes = 0;
    std::vector<RetainedCheckpoint> leaving; // should room be wanted, in this order
    const auto newest = static_cast<std::size_t>(std::max(1, policy.newest));
    for (std::size_t i = checkpoints.size(); i-- > 0;) { // the oldest first
        const auto& each = checkpoints[i];
        const bool isGood = good.count(each.step) > 0;
        if (i >= newest && !isGood) {
            gone.push_back(each.step);
            continue;
        }
        bytes += each.bytes;
        if (i > 0 && !isGood) {
            leaving.push_back(each);
        }
    }
    for (auto each = best.rbegin(); each != best.rend(); ++each) {
        if (each->step != checkpoints.front().step) {
            leaving.push_back(*each);
        }
    }
    for (auto each = leaving.begin(); policy.budget > 0 && bytes > policy.budget && each != leaving.end();
         ++each) {
        bytes -= each->bytes;
        gone.push_back(each->step);
    }
    return gone;
}

Status pruneCheckpoints(const std::filesystem::path& runFolder, long long step,
                        const RetentionPolicy& policy) {
    return guarded("removing older checkpoints", [&] {
        // One that cannot be removed does no harm but that it takes room; the next time tries again.
        const auto remove = [&](long long at) {
            (void)removeCheckpoint(runFolder / "checkpoints" / stepName(at));
        };
        std::vector<RetainedCheckpoint> ours, left;
        std::uint64_t bytes = 0, ofLeft = 0;
        for (const auto& [at, folder] : checkpointFolders(runFolder)) {
            const auto glance = glanceAt(folder);
            const bool wasLeft = glance && glance->left;
            if (wasLeft && at <= step) {
                remove(at);
            } else if (wasLeft) {
                left.push_back({at, bytesIn(folder), {}});
                ofLeft += left.back().bytes;
            } else if (at <= step) {
                ours.push_back(
                    {at, bytesIn(folder),
                     glance && glance->score ? std::optional(glance->score->mean.l1) : std::nullopt});
                bytes += ours.back().bytes;
            }
        }
        for (const auto gone : dispensable(ours, policy)) {
            bytes -= std::find_if(ours.begin(), ours.end(), [&](const auto& one) {
                         return one.step == gone;
                     })->bytes;
            remove(gone);
        }
        for (auto each = left.begin();
             policy.budget > 0 && bytes + ofLeft > policy.budget && each != left.end(); ++each) {
            ofLeft -= each->bytes;
            remove(each->step);
        }
        if (policy.budget > 0 && bytes > policy.budget) {
            throw Failure(ErrorCode::DiskFull,
                          "The checkpoint at step " + std::to_string(step) + " needs " + gigabytes(bytes) +
                              ", more than the disk budget of " + gigabytes(policy.budget) +
                              "; it is the only one that was kept.",
                          "Set a larger disk budget.");
        }
    });
}

} // namespace typemould
