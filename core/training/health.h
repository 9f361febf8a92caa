// HealthWatch: looks over a run's figures and names what goes wrong, in plain words, each with a remedy that
// is a change of settings. A value fed by the session; no Torch; one thread.
#pragma once

#include "core/metrics/drawing_facts.h"
#include "core/metrics/image_metrics.h"
#include "core/training/training_settings.h"

#include <optional>
#include <string>
#include <vector>

namespace typemould {

enum class Illness {
    DiscriminatorWins, ///< its loss is next to nothing while the generator's grows
    BlankOutput,       ///< held-out glyphs come out (nearly) without ink
    NoisyOutput,       ///< or covered with specks
    Plateau,           ///< held-out figures have stopped falling at a high rate
    OverFitting,       ///< held-out figures rise while trained ones fall
    Collapse,          ///< the loss has risen far above its best
    Shifted,           ///< what is drawn lies beside the truth
    BatchTooLarge,     ///< for so few glyphs
    Diverged,          ///< a loss was no number; the run went back and goes slower
    InkAtEdge,         ///< the canvas cuts off ink of pairs that are learnt from
    StructureApart,    ///< in some pairs the two fonts draw different shapes
};
inline constexpr std::size_t illnessCount = 11;
const char* illnessName(Illness illness); ///< "discriminator_wins", as in events.jsonl

/// What a click on a finding does that is no change of the training's settings.
enum class HealthAction {
    None,
    FitPlacement, ///< fit the placements of both fonts again
    LookAtPairs,  ///< show the pairs that disagree
};

struct HealthFinding {
    Illness illness = Illness::Plateau;
    long long step = 0;                       ///< when it was found
    std::string text;                         ///< what is wrong, one English sentence with its figures
    std::string advice;                       ///< what would help, one English sentence
    std::vector<SettingChange> remedy;        ///< what one click changes; empty where only the designer can
    HealthAction action = HealthAction::None; ///< or does instead
    bool operator==(const HealthFinding&) const = default;
};

/// What a step says of itself.
struct StepFacts {
    long long step = 0;
    double l1 = 0;            ///< of its batch
    double adversarial = 0;   ///< unweighed
    double discriminator = 0; ///< its loss in the game, above what it cannot fall below
    double rateShare = 1;     ///< of the learning rate
    bool judged = false;      ///< a discriminator takes part
};

/// What a measurement of held-out glyphs says.
struct HeldOutFacts {
    long long step = 0;
    double l1 = 0;        ///< of held-out glyphs
    double trainedL1 = 0; ///< of as many trained ones, drawn alike
    DrawingFacts drawing; ///< of the held-out ones
};

/// What is known of the pairs before the first step.
struct PairFacts {
    std::size_t pairs = 0;         ///< trained and held out
    std::vector<char32_t> atEdge;  ///< whose ink, in either picture, touches the border of the canvas
    std::vector<char32_t> oddOnes; ///< whose pictures disagree in structure, the worst first
};

class HealthWatch {
public:
    /// `pairs`: glyphs trained on; `canvas`: their side in pixels.
    HealthWatch(const TrainingSettings& settings, std::size_t pairs, int canvas);
    /// Told once, before the first step: what is wrong with the pairs stays wrong for the run.
    void pairs(const PairFacts& facts);
    /// The settings from now on: what they remedied is watched anew.
    void changed(const TrainingSettings& settings);
    void step(const StepFacts& facts);
    void heldOut(const HeldOutFacts& facts);
    /// The run went back to `step` because a loss was no number, and goes on at `learningRate`.
    void diverged(long long step, double learningRate);

    /// What is wrong now, the worst first; empty when all is well.
    std::vector<HealthFinding> findings() const;
    /// All in one line: "Healthy.", "Too early to tell.", or the worst finding.
    std::string line() const;

private:
    void put(Illness illness, long long step, std::string text, std::string advice,
             std::vector<SettingChange> remedy, HealthAction action = HealthAction::None);
    void clear(Illness illness);
    void watchBatch();
    void watchPairs();
    void watchDiscriminator(const StepFacts& facts);
    void watchCollapse(const StepFacts& facts);
    void watchProgress(const HeldOutFacts& facts);
    void watchDrawing(const HeldOutFacts& facts);

    TrainingSettings m_settings;
    std::size_t m_pairs;
    int m_canvas;
    PairFacts m_pairFacts;
    std::vector<HealthFinding> m_findings;
    long long m_step = 0;
    // the discriminator
    long long m_sureSince = -1;   ///< the step since which its loss is next to nothing; negative: it is not
    double m_adversarialThen = 0; ///< at that step
    // the generator's loss
    double m_smoothL1 = -1, m_bestSmoothL1 = -1;
    long long m_smoothSince = -1;    ///< first step that it holds
    long long m_smoothStep = 0;      ///< last step that it holds
    long long m_collapsedSince = -1; ///< the step since which it is far above its best
    double m_rateShare = 1;
    // held-out figures, oldest first
    std::vector<HeldOutFacts> m_heldOut;
    long long m_heldOutFrom = 0; ///< step of the first measurement that the last of them stands for
};

} // namespace typemould
