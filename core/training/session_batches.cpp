// What a session gives its trainer: the next glyphs, changed a little where the settings ask for it, in parts
// that the memory holds.
#include "core/training/session.h"

namespace typemould {

/// Where glyphs are changed, those of the step after are made while this one is computed.
TrainingBatch Session::nextBatch() {
    TrainingBatch batch;
    const auto ranges = augmentationOf(m_setup.settings);
    const auto requestOf = [&](BatchSampler& sampler, const auto& seen) {
        PairRequest request;
        request.canvas = m_setup.pairs->canvas();
        request.ranges = ranges;
        request.seed = static_cast<std::uint64_t>(m_setup.settings.seed);
        request.place = sampler.position();
        for (const auto index : sampler.next()) {
            const Item& item = m_trainedItems[index];
            request.pairs.emplace_back(item.pairs->source(item.index), item.pairs->target(item.index));
            seen(item);
        }
        return request;
    };
    const auto request = requestOf(m_sampler, [&](const Item& item) { batch.styles.push_back(item.style); });
    if (!ranges.any()) {
        for (const auto& [source, target] : request.pairs) {
            batch.sources.push_back(source);
            batch.targets.push_back(target);
        }
        return batch;
    }
    m_changedPairs = m_ahead.take(request);
    for (const auto& [source, target] : m_changedPairs) {
        batch.sources.push_back(source.pixels.data());
        batch.targets.push_back(target.pixels.data());
    }
    BatchSampler later = m_sampler;
    m_ahead.begin(requestOf(later, [](const Item&) {}));
    return batch;
}

/// One step of the trainer; where memory runs short the same glyphs again, in more parts.
std::optional<StepLosses> Session::stepWithinMemory(const TrainingBatch& batch, double share, bool measured) {
    for (;;) {
        try {
            return m_trainer.step(batch, m_learningRate, rateShare(m_setup.settings, position(), share),
                                  measured);
        } catch (const Failure& failure) {
            if (failure.error().code != ErrorCode::OutOfMemory || !m_trainer.whole()) {
                throw;
            }
        }
        makePartsSmaller();
    }
}

/// Halves the batch in as many more parts, for the rest of the run; a Failure where it cannot be halved.
void Session::makePartsSmaller() {
    auto& settings = m_setup.settings;
    const BatchParts before{settings.batch, settings.accumulate};
    const auto parts = smallerParts(before);
    const auto glyphs = [](int count) { return std::to_string(count) + (count == 1 ? " glyph" : " glyphs"); };
    if (!parts) {
        throw Failure(
            ErrorCode::OutOfMemory,
            "Memory ran out with " + glyphs(before.batch) +
                " at a time, and the batch cannot be parted further.",
            "Choose a narrower network, a smaller canvas or fewer losses, or close other programs.");
    }
    settings.batch = parts->batch;
    settings.accumulate = parts->accumulate;
    m_trainer.setParts(*parts);
    event("memory",
          "batch " + std::to_string(parts->batch) + ", accumulate " + std::to_string(parts->accumulate),
          {{"batch", std::to_string(parts->batch)}, {"accumulate", std::to_string(parts->accumulate)}});
    m_observer->onWarning({ErrorCode::OutOfMemory,
                           "Memory ran short, so a step now takes its " + glyphs(parts->glyphs()) + " in " +
                               std::to_string(parts->accumulate) + " parts of " +
                               std::to_string(parts->batch) +
                               ". It teaches the same and takes somewhat longer.",
                           "Nothing was lost. Close other programs, or choose a smaller batch and more parts "
                           "for the next run."});
}

} // namespace typemould
