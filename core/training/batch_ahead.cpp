#include "core/training/batch_ahead.h"

#include <system_error>

namespace typemould {

AugmentationRanges augmentationOf(const TrainingSettings& settings) {
    return {settings.augmentShift, settings.augmentScale, settings.augmentWeight, settings.augmentBlur};
}

std::vector<AugmentedPair> augmentedPairs(const PairRequest& request) {
    std::vector<AugmentedPair> pairs;
    auto place = request.place;
    for (const auto& [source, target] : request.pairs) {
        pairs.push_back(augmentedPair(source, target, request.canvas, request.ranges, request.seed, place++));
    }
    return pairs;
}

void BatchAhead::begin(PairRequest request) {
    m_begun = {}; // waits for what nobody asked for
    m_request = std::move(request);
    try {
        m_begun = std::async(std::launch::async, [wanted = m_request] { return augmentedPairs(wanted); });
    } catch (const std::system_error&) { // no thread to be had: take() makes it
        m_begun = {};
    }
}

std::vector<AugmentedPair> BatchAhead::take(const PairRequest& request) {
    if (m_begun.valid() && m_request == request) {
        return m_begun.get();
    }
    return augmentedPairs(request);
}

} // namespace typemould
