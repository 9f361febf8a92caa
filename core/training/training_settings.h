// How a run trains: one described struct, and presets that are named values of it. Plain values; any thread.
#pragma once

#include "core/base/fields.h"
#include "core/fonts/output_offset.h"
#include "core/losses/loss_kinds.h"
#include "core/model/discriminator_config.h"
#include "core/training/adversarial_balance.h"

#include <string>
#include <vector>

namespace typemould {

enum class OptimizerKind {
    AdamW, ///< weight decay apart from the gradient
    Adam,  ///< weight decay as part of it
};

/// How the learning rate falls.
enum class RateShape {
    Cosine, ///< over the budget; constant without one
    Constant,
    Step,        ///< by rateDecay, every rateStepEpochs
    Exponential, ///< by rateDecay an epoch, evenly
};

struct TrainingSettings {
    // network (fixed once a run has started, but for the upsampling mode)
    Family family = Family::House;
    int width = 32;
    int depth = 4;
    int patch = 0; ///< 0: as fits the canvas (network_settings.h)
    UpsampleMode upsample = UpsampleMode::PixelShuffle;
    std::string network; ///< all other options of the network (network_settings.h)
    // optimiser
    int batch = 8;
    int accumulate = 1; ///< parts of a step: batch glyphs each, one step of the optimiser
    OptimizerKind optimizer = OptimizerKind::AdamW;
    double learningRate = 1e-3;
    double weightDecay = 0.01;
    int warmupSteps = 50;
    RateShape rateShape = RateShape::Cosine;
    double rateDecay = 0.99; ///< factor an epoch (exponential) or every rateStepEpochs (step)
    double rateStepEpochs = 1;
    double finalRateShare = 0.02; ///< the rate never falls below this share of the learning rate
    double gradientClip = 1.0;    ///< largest gradient norm; 0 is off
    double emaDecay = 0.995;
    // losses
    double l1Weight = 1.0;
    double edgeWeight = 0;
    double ssimWeight = 0;
    double perceptualWeight = 0;
    std::string perceptualFile;   ///< torchvision's vgg16; empty: our own features
    std::string perceptualLayers; ///< parseWeighedLayers(); empty: those of its kind
    double constancyWeight = 0;
    ConstancyKind constancyKind = ConstancyKind::Absolute;
    double totalVariationWeight = 0;
    double adversarialWeight = 0.0; ///< of the discriminator's judgement
    AdversarialKind adversarialKind = AdversarialKind::CrossEntropy;
    double featureMatchingWeight = 0;
    double styleWeight = 0; ///< of the discriminator's style head, for both networks
    double r1Weight = 0;
    // augmentation: each glyph a little different each time
    double augmentShift = 0;  ///< percent of the canvas that both pictures move at most
    double augmentScale = 0;  ///< percent that both pictures grow or shrink at most
    double augmentWeight = 0; ///< pixels of the canvas that the source's strokes thicken or thin at most
    double augmentBlur = 0;   ///< pixels: largest sigma of a blur of the source
    // balance of the two networks
    BalanceMode balance = BalanceMode::Fixed;
    std::string adversarialSchedule = "0=0 500=1";                           ///< BalanceTable
    std::string balanceTable = "0.02=0.2 0.08=0.35 0.2=0.5 5=0.6 else=0.05"; ///< BalanceTable
    double discriminatorRate = 0; ///< 0: a quarter of the generator's
    int discriminatorEvery = 1;   ///< steps
    int generatorUpdates = 1;     ///< in a step, on the same glyphs
    double labelSmoothing = 0;
    double labelNoise = 0;
    int discriminatorWidth = 32;
    bool spectralNorm = false;
    VerdictKind verdict = VerdictKind::OfFamily;
    // running
    int seed = 1;
    int threads = 0;             ///< 0: as many as the machine has
    std::string device = "auto"; ///< auto, cpu, cuda
    std::string precision =
        "auto";                   ///< auto (measured), float32, bfloat16: of the convolutions while training
    double previewSeconds = 10;   ///< at least this long between previews
    double checkpointMinutes = 5; ///< at least this long between checkpoints
    int keepCheckpoints = 3;
    int keepBest = 2;         ///< checkpoints with the best held-out figures, beside the newest
    double diskBudgetGb = 4;  ///< of a run's checkpoints, in 10^9 bytes; 0: no limit
    bool tensorBoard = false; ///< event files in the run folder
    double outputOffsetX = 0; ///< pixels of the canvas by which all that is drawn is moved right
    double outputOffsetY = 0; ///< and down
    int measuredGlyphs =
        64; ///< held-out glyphs measured at each checkpoint; the whole set is measured by evaluate
    std::string previewText = "永東國酬愛鬱袋霊今あアAg";
    bool operator==(const TrainingSettings&) const = default;
};
const std::vector<Field<TrainingSettings>>& fieldsOf(const TrainingSettings*);

/// By how much what a network draws is moved under these settings.
OutputOffset outputOffsetOf(const TrainingSettings& settings);
/// Takes `from`'s output offset over: it belongs to the network that has learnt, not to a preset.
void keepOutputOffset(TrainingSettings& settings, const TrainingSettings& from);

/// A setting and a value for it, as text for parseFieldValue().
struct SettingChange {
    std::string key, value;
    bool operator==(const SettingChange&) const = default;
};
/// The settings with the changes made; an error names the key or the value.
Result<TrainingSettings> withChanges(TrainingSettings settings, const std::vector<SettingChange>& changes);
/// The smallest learning rate that can be set.
double leastLearningRate();
/// Whether a run keeps this setting from its beginning to its end (the network's, the seed, the device).
bool fixedWhileRunning(const std::string& key);

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
