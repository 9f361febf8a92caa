#include "core/training/health.h"

#include "core/fonts/character_set.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace typemould {

namespace {

// The limits of health. The first two are the notes' (a discriminator below 0.02 has won); the others are
// wide enough for the healthy runs of tests/learn/health_test.cpp and health_runs_test.cpp.
constexpr double sureLoss = 0.02;
constexpr int sureFor = 50; ///< steps
constexpr double smoothLabels = 0.1;
constexpr double blankInk = 0.25;      ///< of the true ink
constexpr double noisyOutline = 2.0;   ///< of the true outlines' length
constexpr double collapseBy = 1.6;     ///< times the best smoothed loss
constexpr int collapseFor = 20;        ///< steps
constexpr long long smoothFor = 50;    ///< steps before a smoothed loss says something
constexpr int settledAfter = 200;      ///< steps before a rise can be told from the beginning's noise
constexpr std::size_t plateauOver = 5; ///< measurements
constexpr long long apart = 50;        ///< steps between two measurements that count
constexpr double plateauGain = 0.005;
constexpr double overFitBy = 1.05;         ///< times the best held-out figure
constexpr double shiftedBy = 0.003;        ///< of the canvas
constexpr double shiftSeen = 0.25;         ///< pixels; less is chance, on a small canvas too
constexpr std::size_t mayTouchEdge = 300;  ///< one pair in this many
constexpr std::size_t namedCharacters = 3; ///< in a text

std::string number(double value, const char* format = "%.3g") {
    char text[32];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

/// The first few characters, for a text; a closing bracket would end the list too early.
std::string examples(const std::vector<char32_t>& characters) {
    std::string text;
    std::size_t named = 0;
    for (const char32_t character : characters) {
        if (named < namedCharacters && character != U')') {
            text += (named++ == 0 ? "" : " ") + utf8Of(character);
        }
    }
    return text;
}

/// "In 12 of 3000 pairs": what all sentences about pairs begin with.
std::string inPairs(std::size_t count, std::size_t all) {
    return "In " + std::to_string(count) + " of " + std::to_string(all) + " pairs ";
}

/// What would bring ink that lies (x, y) pixels beside its place back there.
std::vector<SettingChange> movedBack(const TrainingSettings& settings, double x, double y) {
    return {{"output-offset-x", number(settings.outputOffsetX - x, "%.2f")},
            {"output-offset-y", number(settings.outputOffsetY - y, "%.2f")}};
}

/// Half the learning rate, as far as that can be set.
std::vector<SettingChange> slower(const TrainingSettings& settings) {
    return {{"learning-rate", number(std::max(0.5 * settings.learningRate, leastLearningRate()), "%.6g")}};
}

/// That the setting takes.
int largestBatch() {
    for (const auto& field : fields<TrainingSettings>()) {
        if (field.info.key == "batch") {
            return static_cast<int>(field.info.maximum);
        }
    }
    return 1;
}

} // namespace

const char* illnessName(Illness illness) {
    static constexpr std::array<const char*, illnessCount> names{
        "discriminator_wins", "blank_output", "noisy_output",   "plateau",
        "over_fitting",       "collapse",     "shifted",        "batch_too_large",
        "diverged",           "ink_at_edge",  "structure_apart"};
    return names[static_cast<std::size_t>(illness)];
}

HealthWatch::HealthWatch(const TrainingSettings& settings, std::size_t pairs, int canvas)
    : m_settings(settings), m_pairs(pairs), m_canvas(canvas) {
    watchBatch();
}

void HealthWatch::changed(const TrainingSettings& settings) {
    const bool another = settings.upsample != m_settings.upsample || settings.network != m_settings.network;
    if (another || m_collapsedSince >= 0) { // else a collapse that a change brings must stand out
        m_smoothSince = -1;
        m_smoothL1 = m_bestSmoothL1 = -1;
    }
    m_settings = settings;
    m_sureSince = m_collapsedSince = -1;
    m_heldOut.clear();
    m_findings.clear();
    watchBatch();
    watchPairs();
}

void HealthWatch::pairs(const PairFacts& facts) {
    m_pairFacts = facts;
    watchPairs();
}

void HealthWatch::put(Illness illness, long long step, std::string text, std::string advice,
                      std::vector<SettingChange> remedy, HealthAction action) {
    for (auto& finding : m_findings) {
        if (finding.illness == illness) { // keeps the step at which it was first seen
            finding.text = std::move(text);
            finding.advice = std::move(advice);
            finding.remedy = std::move(remedy);
            return;
        }
    }
    m_findings.push_back({illness, step, std::move(text), std::move(advice), std::move(remedy), action});
}

void HealthWatch::clear(Illness illness) {
    std::erase_if(m_findings, [&](const HealthFinding& finding) { return finding.illness == illness; });
}

void HealthWatch::watchBatch() {
    const int batch = m_settings.batch * m_settings.accumulate;
    if (static_cast<std::size_t>(batch) * 4 > m_pairs && m_pairs > 0) {
        const int better = std::clamp(static_cast<int>(m_pairs / 8), 1, largestBatch());
        put(Illness::BatchTooLarge, m_step,
            "A batch of " + std::to_string(batch) + " glyphs is large for the " + std::to_string(m_pairs) +
                " that are trained on: few different steps are made in a pass.",
            "Take batches of " + std::to_string(better) + ".",
            {{"batch", std::to_string(better)}, {"accumulate", "1"}});
    }
}

void HealthWatch::watchPairs() {
    const auto& facts = m_pairFacts;
    if (facts.atEdge.size() * mayTouchEdge > facts.pairs) {
        put(Illness::InkAtEdge, m_step,
            inPairs(facts.atEdge.size(), facts.pairs) + "ink touches the edge of the canvas (for example: " +
                examples(facts.atEdge) + "): what lies beyond is cut off.",
            "Fit the placement again, or make the scale smaller, and train afresh.", {},
            HealthAction::FitPlacement);
    }
    if (!facts.oddOnes.empty()) {
        put(Illness::StructureApart, m_step,
            inPairs(facts.oddOnes.size(), facts.pairs) + "the fonts draw different shapes (for example: " +
                examples(facts.oddOnes) + "): a part that one lacks, a regional form, or a wrong character.",
            "Look at them on the Fonts page, and drop those that do not belong together.", {},
            HealthAction::LookAtPairs);
    }
}

void HealthWatch::step(const StepFacts& facts) {
    m_step = facts.step;
    m_rateShare = facts.rateShare;
    watchDiscriminator(facts);
    watchCollapse(facts);
    std::erase_if(m_findings, [&](const HealthFinding& finding) { // it is past
        return finding.illness == Illness::Diverged && facts.step >= finding.step + settledAfter;
    });
}

void HealthWatch::watchDiscriminator(const StepFacts& facts) {
    if (!facts.judged || facts.discriminator >= sureLoss) {
        m_sureSince = -1;
        clear(Illness::DiscriminatorWins);
        return;
    }
    if (m_sureSince < 0) {
        m_sureSince = facts.step;
        m_adversarialThen = facts.adversarial;
    }
    const long long sure = facts.step - m_sureSince + 1;
    if (sure >= sureFor && facts.adversarial > m_adversarialThen) {
        const bool follows = m_settings.balance == BalanceMode::Dynamic;
        std::string advice = follows ? "Let the discriminator learn half as often"
                                     : "Let the adversarial weight follow the discriminator's loss";
        std::vector<SettingChange> remedy{
            follows ? SettingChange{"discriminator-every",
                                    std::to_string(std::min(100, 2 * m_settings.discriminatorEvery))}
                    : SettingChange{"balance", "dynamic"}};
        if (m_settings.labelSmoothing < smoothLabels) {
            advice += ", and smooth its labels";
            remedy.push_back({"label-smoothing", number(smoothLabels)});
        }
        put(Illness::DiscriminatorWins, facts.step,
            "The discriminator wins: its loss has been below " + number(sureLoss) + " for " +
                std::to_string(sure) + " steps (now " + number(facts.discriminator) +
                "), and the generator cannot please it any more.",
            advice + ".", std::move(remedy));
    }
}

void HealthWatch::watchCollapse(const StepFacts& facts) {
    if (m_smoothSince < 0) {
        m_smoothSince = facts.step;
        m_smoothL1 = facts.l1;
    } else { // on a graphics card not each step is told
        const double kept = std::pow(0.95, static_cast<double>(std::max(1LL, facts.step - m_smoothStep)));
        m_smoothL1 = kept * m_smoothL1 + (1 - kept) * facts.l1;
    }
    m_smoothStep = facts.step;
    if (facts.step < settledAfter || facts.step - m_smoothSince < smoothFor) {
        return;
    }
    m_bestSmoothL1 = m_bestSmoothL1 < 0 ? m_smoothL1 : std::min(m_bestSmoothL1, m_smoothL1);
    if (m_smoothL1 <= collapseBy * m_bestSmoothL1) {
        m_collapsedSince = -1;
        clear(Illness::Collapse);
        return;
    }
    m_collapsedSince = m_collapsedSince < 0 ? facts.step : m_collapsedSince;
    if (facts.step - m_collapsedSince >= collapseFor) {
        put(Illness::Collapse, facts.step,
            "The loss has risen to " + number(m_smoothL1 / m_bestSmoothL1, "%.1f") + " times its best (" +
                number(m_smoothL1) + " from " + number(m_bestSmoothL1) + ").",
            "Go back to the best checkpoint, and halve the learning rate.", slower(m_settings));
    }
}

void HealthWatch::heldOut(const HeldOutFacts& facts) {
    m_step = facts.step;
    if (!m_heldOut.empty() && facts.step < m_heldOutFrom + apart) {
        m_heldOut.back() = facts; // too near to the last to be another
    } else {
        m_heldOut.push_back(facts);
        m_heldOutFrom = facts.step;
    }
    watchProgress(facts);
    watchDrawing(facts);
}

void HealthWatch::watchProgress(const HeldOutFacts& facts) {
    const auto best = std::min_element(m_heldOut.begin(), m_heldOut.end(),
                                       [](const auto& a, const auto& b) { return a.l1 < b.l1; });
    if (facts.l1 > overFitBy * best->l1 && facts.trainedL1 < best->trainedL1) {
        put(Illness::OverFitting, facts.step,
            "It learns the trained glyphs by heart: their L1 has fallen to " + number(facts.trainedL1) +
                ", that of the held-out ones has risen from " + number(best->l1) + " to " + number(facts.l1) +
                ".",
            "Stop here and take the best checkpoint, or hold the weights back more.",
            {{"weight-decay", number(std::clamp(4 * m_settings.weightDecay, 0.05, 1.0))}});
    } else {
        clear(Illness::OverFitting);
    }
    if (m_rateShare <= 0.3) {
        clear(Illness::Plateau); // the end of a cosine is still
    } else if (m_heldOut.size() > plateauOver) {
        const auto recent = m_heldOut.end() - static_cast<std::ptrdiff_t>(plateauOver);
        const auto lowest = [](auto from, auto to) {
            return std::min_element(from, to, [](const auto& a, const auto& b) { return a.l1 < b.l1; })->l1;
        };
        const double before = lowest(m_heldOut.begin(), recent), since = lowest(recent, m_heldOut.end());
        if (since > (1 - plateauGain) * before) {
            put(Illness::Plateau, facts.step,
                "Held-out glyphs have not come nearer over " + std::to_string(plateauOver) +
                    " measurements (L1 " + number(since) + ").",
                "Halve the learning rate: the last refinement comes at low rates.", slower(m_settings));
        } else {
            clear(Illness::Plateau);
        }
    }
}

void HealthWatch::watchDrawing(const HeldOutFacts& facts) {
    const auto& drawing = facts.drawing;
    if (drawing.glyphs == 0 || facts.step < settledAfter) {
        return;
    }

    if (drawing.ink < blankInk) {
        put(Illness::BlankOutput, facts.step,
            "Held-out glyphs come out blank: " + number(100 * drawing.ink, "%.0f") +
                " % of the ink that they should have.",
            "Go back to the best checkpoint, and halve the learning rate.", slower(m_settings));
    } else {
        clear(Illness::BlankOutput);
    }
    if (drawing.roughness > noisyOutline) {
        put(Illness::NoisyOutput, facts.step,
            "Held-out glyphs are covered with specks: their outlines are " +
                number(drawing.roughness, "%.1f") + " times as long as they should be.",
            m_settings.adversarialWeight > 0 ? "Halve the adversarial weight." : "Halve the learning rate.",
            m_settings.adversarialWeight > 0
                ? std::vector<SettingChange>{{"adversarial-weight",
                                              number(0.5 * m_settings.adversarialWeight, "%.6g")}}
                : slower(m_settings));
    } else {
        clear(Illness::NoisyOutput);
    }
    const double limit = std::max(shiftedBy * m_canvas, shiftSeen);
    if (drawing.ink >= blankInk && std::hypot(drawing.shiftX, drawing.shiftY) > limit) {
        put(Illness::Shifted, facts.step,
            "What is drawn lies " + number(drawing.shiftX, "%+.1f") + " px across and " +
                number(drawing.shiftY, "%+.1f") + " px down from the true glyphs, on average.",
            "Move it back by the output offset, or train afresh: a young network still drifts.",
            movedBack(m_settings, drawing.shiftX, drawing.shiftY));
    } else {
        clear(Illness::Shifted);
    }
}

void HealthWatch::diverged(long long step, double learningRate) {
    m_settings.learningRate = learningRate;
    m_sureSince = m_collapsedSince = m_smoothSince = -1;
    m_smoothL1 = m_bestSmoothL1 = -1;
    std::erase_if(m_heldOut, [&](const auto& facts) { return facts.step > step; });
    m_heldOutFrom = m_heldOut.empty() ? 0 : m_heldOut.back().step;
    clear(Illness::Diverged);
    put(Illness::Diverged, std::max(m_step, step),
        "A loss was no number; training went back to step " + std::to_string(step) +
            " and goes on at half the learning rate (" + number(learningRate) + ").",
        "Nothing needs to be done. Should it come again, lower the learning rate further.", {});
}

std::vector<HealthFinding> HealthWatch::findings() const {
    static constexpr std::array<Illness, illnessCount> worstFirst{
        Illness::BlankOutput,    Illness::Collapse, Illness::NoisyOutput,  Illness::DiscriminatorWins,
        Illness::OverFitting,    Illness::Diverged, Illness::Shifted,      Illness::InkAtEdge,
        Illness::StructureApart, Illness::Plateau,  Illness::BatchTooLarge};
    const auto rank = [](const HealthFinding& finding) {
        return std::find(worstFirst.begin(), worstFirst.end(), finding.illness);
    };
    auto sorted = m_findings;
    std::sort(sorted.begin(), sorted.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return sorted;
}

std::string HealthWatch::line() const {
    if (!m_findings.empty()) {
        return findings().front().text;
    }
    const bool seen = m_smoothSince >= 0 && m_step - m_smoothSince >= smoothFor;
    return m_step < settledAfter || !seen ? "Too early to tell." : "Healthy.";
}

} // namespace typemould
