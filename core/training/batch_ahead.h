// Glyphs changed for the next step while the present one is computed: a worker of its own makes them, so that
// training waits for none. Owned by a session, used on the thread of run(). No Torch.
#pragma once

#include "core/dataset/augmentation.h"
#include "core/training/training_settings.h"

#include <future>
#include <utility>
#include <vector>

namespace typemould {

/// Pairs in the order of training, and how they are changed.
struct PairRequest {
    /// Source and target, canvas * canvas bytes each; they outlive the request.
    std::vector<std::pair<const std::uint8_t*, const std::uint8_t*>> pairs;
    int canvas = 0;
    AugmentationRanges ranges;
    std::uint64_t seed = 0;
    std::uint64_t place = 0; ///< of the first one
    bool operator==(const PairRequest&) const = default;
};

AugmentationRanges augmentationOf(const TrainingSettings& settings);

/// All of them, changed; takes as long as it takes.
std::vector<AugmentedPair> augmentedPairs(const PairRequest& request);

class BatchAhead {
public:
    /// Begins to make what will be asked for next; returns at once. Where no thread can be had it is made
    /// when it is asked for.
    void begin(PairRequest request);
    /// What was asked for: what was begun, where that is the very same, or made here.
    std::vector<AugmentedPair> take(const PairRequest& request);

private:
    PairRequest m_request;
    std::future<std::vector<AugmentedPair>> m_begun; ///< of m_request; waits for it when it goes
};

} // namespace typemould
