// How much memory training takes at its peak, told from the settings alone before anything is built, and what
// fits into what there is. Pure but for memoryForTraining(); any thread. No Torch.
#pragma once

#include "core/model/discriminator_config.h"
#include "core/training/batch_parts.h"
#include "core/training/training_settings.h"

#include <cstdint>
#include <optional>
#include <string>

namespace typemould {

/// What is computed in, and where.
struct MemorySetting {
    bool bfloat16 = false; ///< convolutions
    bool onDevice = false; ///< a graphics card, whose memory is meant then
    bool operator==(const MemorySetting&) const = default;
};

/// Peak bytes of a process that trains.
struct MemoryEstimate {
    double base = 0;    ///< program and libraries
    double weights = 0; ///< of both networks, with averages, gradients and moments
    double step = 0;    ///< what one part of a step holds on its way forth and back
    double drawing = 0; ///< what drawing previews and measured glyphs holds, never with a step
    double total() const { return base + weights + (step > drawing ? step : drawing); }
};

/// For settings.batch glyphs a part, with the networks given. Within 25 % of what is measured (the table in
/// the .cpp); the pictures of the pairs come on top.
MemoryEstimate memoryEstimate(const TrainingSettings& settings, const GeneratorConfig& generator,
                              const std::optional<DiscriminatorConfig>& discriminator,
                              const MemorySetting& setting);

/// The largest batch whose estimate stays within `bytes`; 0 where not even one glyph does.
int largestBatch(const TrainingSettings& settings, const GeneratorConfig& generator,
                 const std::optional<DiscriminatorConfig>& discriminator, const MemorySetting& setting,
                 double bytes);

/// What training needs and what there is, for one line in front of the start.
struct MemoryNeed {
    MemoryEstimate estimate;
    double pictures = 0;  ///< bytes of the pairs' pictures
    double available = 0; ///< bytes; 0 where the system does not say
    int largestBatch = 0; ///< that fits; 0 where none does
    bool onDevice = false;
    double total() const { return estimate.total() + pictures; }
    bool fits() const { return available <= 0 || total() <= available; }
    /// The parts in which the same glyphs fit; nothing where they fit as they are or in no way.
    std::optional<BatchParts> fitting;
};

/// Memory that training could take: of the processor, what this process has and may still take.
double memoryForTraining();

/// Errors as generatorConfigOf() has them. `available`: as memoryForTraining() or the device tells.
Result<MemoryNeed> memoryNeed(const TrainingSettings& settings, int canvas, int styles, std::size_t pairs,
                              const MemorySetting& setting, double available);

/// "needs about 1.9 GB of 7.8 GB; the largest batch that fits is 24". English, for a terminal.
std::string memoryText(const MemoryNeed& need);
/// A warning where it will not fit, with the way out; nothing where it does.
std::optional<Error> memoryWarning(const MemoryNeed& need, const TrainingSettings& settings);

} // namespace typemould
