// How a run trains: one described struct, and presets that are named values of it. Plain values; any thread.
#pragma once

#include "core/base/fields.h"
#include "core/model/generator_config.h"

#include <string>
#include <vector>

namespace typemould {

struct TrainingSettings {
    // network (fixed once a run has started, but for the upsampling mode)
    Family family = Family::House;
    int width = 32;
    int depth = 4;
    int patch = 4;
    UpsampleMode upsample = UpsampleMode::PixelShuffle;
    std::string network; ///< all other options of the network (network_settings.h)
    // optimiser
    int batch = 16;
    double learningRate = 1.5e-3;
    double weightDecay = 0.01;
    int warmupSteps = 50;
    double finalRateShare = 0.02; ///< the cosine ends at this share of the learning rate
    double gradientClip = 1.0;    ///< largest gradient norm; 0 is off
    double emaDecay = 0.995;
    // losses
    double l1Weight = 1.0;
    double adversarialWeight = 0.0; ///< 0 switches the discriminator off
    double discriminatorRate = 2e-4;
    int discriminatorWidth = 32;
    bool spectralNorm = false;
    double styleWeight = 0; ///< of the discriminator's style head; 0 leaves it out of the loss
    // running
    int seed = 1;
    int threads = 0;             ///< 0: as many as the machine has
    std::string device = "auto"; ///< auto, cpu, cuda
    std::string precision =
        "auto";                   ///< auto (measured), float32, bfloat16: of the convolutions while training
    double previewSeconds = 10;   ///< at least this long between previews
    double checkpointMinutes = 5; ///< at least this long between checkpoints
    int keepCheckpoints = 3;
    int measuredGlyphs =
        64; ///< held-out glyphs measured at each checkpoint; the whole set is measured by evaluate
    std::string previewText = "永東國酬愛鬱袋霊今あアAg";
    bool operator==(const TrainingSettings&) const = default;
};
const std::vector<Field<TrainingSettings>>& fieldsOf(const TrainingSettings*);

struct Preset {
    std::string key;   ///< "house", "quick", "crisp"
    std::string label; ///< English, context "Presets"
    std::string help;  ///< when to choose it, English, context "Presets"
    TrainingSettings settings;
};
const std::vector<Preset>& presets();
Result<TrainingSettings> presetSettings(const std::string& key);

/// When a run ends; whichever comes first; zeros mean no such limit. All zeros: until stopped.
struct TrainingBudget {
    double minutes = 0;  ///< of training time in this call of run(), pauses left out
    long long steps = 0; ///< counted from the beginning of the run, resumes included
    double epochs = 0;   ///< likewise
};

} // namespace typemould
