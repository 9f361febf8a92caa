// Experiment: several short runs that differ in the settings that are compared and in nothing else: the same
// pairs, seed and budget, each from nothing. They run one after the other, each in a run folder of its own
// (run_record.h reads it), apart from the project's runs. Blocks; the caller owns the thread; all observer
// calls come on it. Torch is hidden behind it.
#pragma once

#include "core/training/training_session.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace typemould {

/// A setting and the values to try, as text for parseFieldValue().
struct VariedSetting {
    std::string key;
    std::vector<std::string> values;
};
/// One combination: what is set, and its name ("pixel_shuffle", or "batch=8 edge-weight=0.5" where several
/// settings vary), which its run folder has too, as far as a file name can.
struct ExperimentVariant {
    std::string name;
    std::vector<SettingChange> changes;
};
/// Whether a setting changes what is learnt, so that there is something to compare.
bool canBeCompared(const std::string& key);
/// The most variants of one experiment.
inline constexpr std::size_t mostVariants = 64;
/// Every combination of the values, the last setting varying fastest. Errors (InvalidArgument) name an
/// unknown setting, a value that does not fit, one that is there twice, no or too many variants, and settings
/// that change nothing that can be compared (what a run leaves on disk, previews, how much is measured).
Result<std::vector<ExperimentVariant>> variantsOf(const std::vector<VariedSetting>& varied,
                                                  const TrainingSettings& base);
/// A setting worth varying, with the values to try first.
struct SuggestedComparison {
    std::string label; ///< English, context "Experiment": "Upsampling modes"
    VariedSetting varied;
};
const std::vector<SuggestedComparison>& suggestedComparisons();

struct ExperimentSetup {
    /// Pairs, fonts, placements, settings and budget of every run; runFolder and what is resumed from are not
    /// looked at.
    TrainingSetup base;
    std::vector<ExperimentVariant> variants;
    std::filesystem::path folder; ///< "<project>/experiments": <stamp>/<variant> are made below it
};

/// How one variant went.
struct VariantResult {
    ExperimentVariant variant;
    std::filesystem::path run;            ///< its run folder
    std::optional<Error> error;           ///< why it failed; figures are those until then
    bool stopped = false;                 ///< it was cut short by the stop token
    std::optional<Evaluation> evaluation; ///< held-out figures, as measured last
    long long steps = 0;
    double seconds = 0;          ///< of training
    double samplesPerSecond = 0; ///< over the whole of it
    GrayImage preview;           ///< the last one, as previewSheet(); empty when none was drawn
};

struct ExperimentResult {
    std::filesystem::path folder;        ///< <experiments>/<stamp>
    std::vector<VariantResult> variants; ///< as far as they were begun
    bool stopped = false;                ///< by the stop token: not all were begun or ended
    /// The one with the smallest held-out L1 of those that neither failed nor were cut short.
    const VariantResult* winner() const;
};

struct ExperimentProgress {
    std::size_t variant = 0; ///< from 0
    std::size_t variants = 0;
    std::string name;          ///< of the variant
    TrainingProgress training; ///< of its run
    double share = 0;          ///< of the whole experiment, 0..1
    double secondsLeft = -1;   ///< of the whole experiment; -1 when not known yet
};

class ExperimentObserver {
public:
    virtual ~ExperimentObserver() = default;
    virtual void onVariant(std::size_t /*variant*/, const ExperimentVariant&) {} ///< it begins
    virtual void onProgress(const ExperimentProgress&) {}
    virtual void onEvaluation(std::size_t /*variant*/, const Evaluation&) {}
    virtual void onPreview(std::size_t /*variant*/, const Preview&) {}
    virtual void onWarning(std::size_t /*variant*/, const Error&) {}
    virtual void onResult(std::size_t /*variant*/, const VariantResult&) {} ///< it ended, or failed
};

/// Runs all variants; asked to stop, it ends between two steps with what there is. A variant that fails says
/// why in its result, and the others go on. The report is written after every variant (see
/// writeExperimentReport); where that cannot be, a warning says so. Errors: no variants, no budget, nothing
/// held out to measure, a folder that cannot be made.
Result<ExperimentResult> runExperiment(ExperimentSetup setup, std::stop_token stop,
                                       ExperimentObserver& observer);

/// Writes into `folder`: experiment.json (all results), results.csv (the table), curves.csv (variant, step,
/// seconds, L1 and loss, read back from the runs), heldout.csv (variant, step, seconds, figures) and
/// contact.png (previews of all variants, see contactPicture()).
Status writeExperimentReport(const ExperimentResult& result, const std::filesystem::path& folder);
/// A table for a terminal: copied source, then every variant: L1, SSIM, IoU, steps, seconds, samples a
/// second.
std::string experimentTable(const ExperimentResult& result);

} // namespace typemould
