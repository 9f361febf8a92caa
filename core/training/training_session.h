// TrainingSession: one training run, from fresh or from a checkpoint. run() blocks on the caller's thread;
// the other verbs may be called from any thread and return at once; what they ask is done between two steps.
// Everything shown comes down one observer, called on the thread in run(). Torch is hidden behind it.
#pragma once

#include "core/base/gray_image.h"
#include "core/dataset/glyph_pairs.h"
#include "core/metrics/image_metrics.h"
#include "core/training/checkpoint.h"
#include "core/training/health.h"
#include "core/training/loss_terms.h"
#include "core/training/upsampling_choice.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace typemould {

/// Where a session stands; the one state of it.
enum class TrainingState { Ready, Running, Paused, Stopping, Finished, Failed };
const char* trainingStateName(TrainingState state);

struct TrainingProgress {
    long long step = 0;        ///< optimiser steps since the beginning of the run
    double epoch = 0;          ///< pairs seen / pairs trained on
    double stepsPerSecond = 0; ///< over the last seconds; 0 when not known yet
    double samplesPerSecond = 0;
    double trainedSeconds = 0;  ///< training time since the beginning of the run, pauses left out
    double secondsLeft = -1;    ///< by the budget; -1 when not known
    double share = -1;          ///< done share of the budget, 0..1; -1 when there is no budget
    double learningRate = 0;    ///< of this step
    double l1 = 0;              ///< mean |generated - truth| on grey 0..1, of this step's batch
    double generatorLoss = 0;   ///< weighted total
    double adversarialLoss = 0; ///< 0 when the discriminator is off
    double discriminatorLoss = 0;
    double styleLoss = 0;            ///< 0 when the style head is left out
    std::vector<LossTerm> terms;     ///< all that the generator's loss is made of, in this step
    double balance = 1;              ///< factor of the adversarial weight
    long long trainedParameters = 0; ///< of the generator, frozen ones left out
    std::string device;              ///< "cpu", "cuda:0"
};

struct PreviewGlyph {
    char32_t character = 0;
    GrayImage source;
    GrayImage generated;
    std::optional<GrayImage> truth; ///< where the target font draws it
    bool heldOut = false;           ///< a pair that is not trained on
};
struct Preview {
    long long step = 0;
    std::vector<PreviewGlyph> glyphs;
    CharacterSet unavailable; ///< asked for but not drawn by the source font
};

/// Held-out figures beside the baselines, at the canvas's size.
struct Evaluation {
    long long step = 0;
    std::size_t glyphs = 0;
    GlyphScore generated;
    GlyphScore copiedSource;
    GlyphScore boldedSource; ///< best thickened or thinned source (by L1)
    double boldedRadius = 0; ///< its radius in pixels
};

/// Something that was changed or happened, for the marks on the curves and events.jsonl.
struct TrainingEvent {
    long long step = 0;
    std::string kind;   ///< "started", "resumed", "paused", "continued", "frozen", "upsampling", "settings",
                        ///< "diverged", "memory", "health", "preview_text", "checkpoint", "stopped",
                        ///< "finished", "failed"
    std::string detail; ///< English, for a tooltip
    std::vector<SettingChange> changes =
        {}; ///< of the settings that are otherwise from here on; the rest is as it was
};

/// Changes of settings that were asked of a run and are not made.
struct RefusedSettings {
    std::vector<SettingChange> asked; ///< by one call of requestSettings()
    std::vector<SettingChange> kept;  ///< the same settings as they stay, but for keys that no setting has
    Error why;
};
/// A freezing plan that was asked of a run and is not followed.
struct RefusedFreezing {
    std::vector<std::string> asked; ///< rules
    std::vector<std::string> kept;  ///< the rules that stay
    Error why;
};

/// Called on the thread in run(); must return soon and must not call run() again.
class TrainingObserver {
public:
    virtual ~TrainingObserver() = default;
    virtual void onState(TrainingState) {}
    virtual void onProgress(const TrainingProgress&) {}
    virtual void onPreview(const Preview&) {}
    virtual void onEvaluation(const Evaluation&) {}
    virtual void onCheckpoint(const std::filesystem::path&, long long /*step*/) {}
    virtual void onEvent(const TrainingEvent&) {}
    /// What is wrong now, the worst first, and all in one line; told when either changes.
    virtual void onHealth(const std::vector<HealthFinding>&, const std::string& /*line*/) {}
    /// What was asked is not done, and all else goes on as before.
    virtual void onSettingsRefused(const RefusedSettings&) {}
    virtual void onFreezingRefused(const RefusedFreezing&) {}
    /// Something went wrong that does not end the run (a preview or checkpoint that could not be written,
    /// a schedule under which nothing learns for now).
    virtual void onWarning(const Error&) {}
};

/// Pairs with a further target font, and the style (row of the embedding) that they teach.
struct StylePairs {
    const GlyphPairs* pairs = nullptr;
    int style = 0;
};

/// All that a session works on; the pairs and the face must outlive it.
struct TrainingSetup {
    const GlyphPairs* pairs = nullptr;    ///< with the project's target; previews and figures are of these
    int style = 0;                        ///< that they teach
    std::vector<StylePairs> furtherPairs; ///< of the same canvas; the source is drawn alike
    std::vector<std::string> styles;      ///< names of the network's styles; may be empty where there is one
    const FontFace* source = nullptr;     ///< for previews of characters that are no pair; may be null
    PlacementPair placements;             ///< stored in checkpoints
    TrainingSettings settings;
    TrainingBudget budget;
    std::filesystem::path
        runFolder; ///< made if not there; metrics, events, previews and checkpoints go there
    std::filesystem::path resumeFrom; ///< a checkpoint folder, or empty for a fresh start
    std::vector<std::string>
        freezing; ///< rules of a FreezingPlan; on a resume these replace the checkpoint's
    std::string sourceHash, targetHash; ///< identityOf() the faces, stored in checkpoints
    FaceChoice sourceFace, targetFace;  ///< stored in checkpoints
    int unitsPerEm = 0;                 ///< of the target font, stored in checkpoints
    std::vector<char32_t> oddPairs;     ///< whose pictures disagree in structure, the worst first
    std::optional<CheckpointManifest>
        resumeManifest; ///< of resumeFrom where the caller has verified it; else it is read and verified
};

enum class Outcome { Finished, Stopped };

class TrainingSession {
public:
    /// Builds or loads the network; blocks for a moment. Errors: pairs too few (< 8), settings that do not
    /// fit, a checkpoint that is damaged, of other fonts' geometry or with another network or discriminator,
    /// a freezing rule that matches nothing, a plan under which nothing learns.
    static Result<std::unique_ptr<TrainingSession>> create(TrainingSetup setup);
    virtual ~TrainingSession() = default;

    /// Trains until the budget is used, the token asks to stop, or an error. Blocks. Ends with a checkpoint
    /// of what was learnt, also after an error, unless weights are not finite. A loss that is no
    /// number takes the run back to its last checkpoint at half the learning rate, and is a Failure only
    /// where that helps no more. Pausing waits inside (no polling).
    virtual Result<Outcome> run(std::stop_token stop, TrainingObserver& observer) = 0;

    virtual TrainingState state() const = 0;
    virtual void pause() = 0;
    virtual void resume() = 0;
    virtual void requestPreviewText(std::string utf8) = 0; ///< drawn at once, also while paused
    /// Replaces the freezing plan; one that matches nothing or leaves nothing to learn is refused.
    virtual void requestFreezing(std::vector<std::string> rules) = 0;
    /// All else keeps its weights; the up kernels are carried over, exactly or as the nearest, or begin
    /// fresh.
    virtual void requestUpsampling(UpsamplingSwitch change) = 0;
    /// Losses, balance, optimiser and batches from the next step on. Answered by an event "settings" with
    /// these changes, or refused as a whole where one is of a setting that a run keeps or does not fit.
    virtual void requestSettings(std::vector<SettingChange> changes) = 0;
    virtual void requestCheckpoint() = 0; ///< also while paused
};

} // namespace typemould
