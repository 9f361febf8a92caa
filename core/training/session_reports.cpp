#include "core/training/session.h"

#include "core/base/moment.h"
#include "core/training/checkpoint_retention.h"
#include "core/training/checkpoint_writer.h"
#include "core/training/preview_glyphs.h"

#include <algorithm>

namespace typemould {

void Session::enter(TrainingState state) {
    if (m_state.exchange(state) != state) {
        m_observer->onState(state);
    }
}

void Session::event(const std::string& kind, const std::string& detail, std::vector<SettingChange> changes) {
    const TrainingEvent event{m_trainer.steps(), kind, detail, std::move(changes)};
    m_log->event(event);
    m_observer->onEvent(event);
}

RunPosition Session::position() const { return {m_trainer.steps(), epoch(), m_secondsHere}; }

TrainingProgress Session::progressNow(double share) const {
    TrainingProgress progress;
    const auto place = position();
    progress.step = place.step;
    progress.epoch = place.epoch;
    progress.stepsPerSecond = m_stepSeconds > 0 ? 1 / m_stepSeconds : 0;
    progress.samplesPerSecond =
        progress.stepsPerSecond * m_setup.settings.batch * m_setup.settings.accumulate;
    progress.trainedSeconds = m_secondsBefore + m_secondsHere;
    progress.secondsLeft =
        secondsLeft(m_setup.budget, place, progress.stepsPerSecond,
                    progress.samplesPerSecond / static_cast<double>(m_trainedItems.size()));
    progress.share = budgetShare(m_setup.budget, place);
    progress.learningRate =
        m_learningRate * rateShare(m_setup.settings,
                                   {std::max(0LL, place.step - 1), place.epoch, place.secondsInThisCall},
                                   share);
    progress.l1 = m_losses.l1;
    progress.generatorLoss = m_losses.generator;
    progress.adversarialLoss = termValue(m_losses.terms, "adversarial");
    progress.terms = m_losses.terms;
    progress.balance = m_losses.balance;
    progress.discriminatorLoss = m_losses.discriminator;
    progress.styleLoss = termValue(m_losses.terms, "style");
    progress.trainedParameters = m_trainer.trainedParameters();
    progress.device = m_trainer.device();
    return progress;
}

/// Says how the run fares where that has changed; a finding that is new is an event too.
void Session::tellHealth() {
    auto findings = m_health.findings();
    auto line = m_health.line();
    if ((findings == m_toldFindings && line == m_toldHealth) || m_observer == nullptr) {
        return;
    }
    for (const auto& finding : findings) {
        const bool known =
            std::any_of(m_toldFindings.begin(), m_toldFindings.end(),
                        [&](const HealthFinding& told) { return told.illness == finding.illness; });
        if (!known) {
            event("health", std::string(illnessName(finding.illness)) + ": " + finding.text);
        }
    }
    m_toldFindings = std::move(findings);
    m_toldHealth = std::move(line);
    m_observer->onHealth(m_toldFindings, m_toldHealth);
}

void Session::drawPreview(bool store) {
    const auto drawn = guarded("drawing the preview", [&] {
        auto preview = previewOf(m_setup.settings.previewText, *m_setup.pairs, m_setup.source,
                                 m_setup.placements.source);
        preview.step = m_trainer.steps();
        std::vector<const std::uint8_t*> sources;
        for (const auto& glyph : preview.glyphs) {
            sources.push_back(glyph.source.pixels.data());
        }
        auto images = m_trainer.draw(sources, m_setup.style);
        moveBy(outputOffsetOf(m_setup.settings), images);
        for (std::size_t i = 0; i < images.size(); ++i) {
            preview.glyphs[i].generated = std::move(images[i]);
        }
        if (store) {
            m_log->preview(preview);
        }
        m_observer->onPreview(preview);
    });
    if (!drawn) {
        m_observer->onWarning(drawn.error());
    }
}

void Session::evaluate() {
    const auto measured = guarded("measuring held-out glyphs", [&] {
        const auto& pairs = *m_setup.pairs;
        if (m_setup.settings.measuredGlyphs == 0 || pairs.split().heldOut.empty()) {
            return;
        }
        const auto limit = static_cast<std::size_t>(m_setup.settings.measuredGlyphs);
        if (!m_baselines) {
            m_baselines = measureBaselines(pairs, limit, m_stop);
        }
        std::vector<GlyphScore> scores;
        DrawingObserver observer;
        const auto measure = [&](const std::vector<std::size_t>& indices, const auto& seen) {
            constexpr std::size_t atOnce = 16;
            for (std::size_t begin = 0; begin < indices.size(); begin += atOnce) {
                if (m_stop.stop_requested()) {
                    return false;
                }
                const auto end = std::min(indices.size(), begin + atOnce);
                std::vector<const std::uint8_t*> sources;
                for (std::size_t i = begin; i < end; ++i) {
                    sources.push_back(pairs.source(indices[i]));
                }
                auto images = m_trainer.draw(sources, m_setup.style);
                moveBy(outputOffsetOf(m_setup.settings), images);
                for (std::size_t i = begin; i < end; ++i) {
                    seen(images[i - begin], pairs.targetImage(indices[i]));
                }
            }
            return true;
        };
        const bool whole =
            measure(heldOutSample(pairs, limit), [&](const GrayImage& drawn, const GrayImage& truth) {
                scores.push_back(scoreGlyph(drawn, truth));
                observer.add(drawn, truth);
            });
        double trainedL1 = 0;
        const auto trained = trainedSample(pairs, std::min<std::size_t>(scores.size(), 32));
        if (!whole || !measure(trained, [&](const GrayImage& drawn, const GrayImage& truth) {
                trainedL1 += meanDifference(drawn, truth) / static_cast<double>(trained.size());
            })) {
            return;
        }
        const Evaluation evaluation{m_trainer.steps(),         scores.size(),
                                    meanScore(scores).mean,    m_baselines->copiedSource,
                                    m_baselines->boldedSource, m_baselines->boldedRadius};
        m_log->evaluation(evaluation);
        m_observer->onEvaluation(evaluation);
        m_health.heldOut({m_trainer.steps(), evaluation.generated.l1, trainedL1, observer.facts()});
        tellHealth();
        m_scored = Scored{evaluation.step, {evaluation.generated, evaluation.glyphs}};
        if (m_savedAt == evaluation.step) {
            writeScore(m_setup.runFolder / "checkpoints" / stepName(m_savedAt), m_scored->score).orThrow();
            keepWithinBounds();
        }
    });
    if (!measured && measured.error().code != ErrorCode::Cancelled) {
        m_observer->onWarning(measured.error());
    }
}

Status Session::saveCheckpoint() {
    const auto model = m_trainer.modelTensors(), optimizer = m_trainer.optimizerTensors();
    if (!allFinite(model) || !allFinite(optimizer)) {
        return Error{ErrorCode::NotFinite,
                     "The weights are no longer numbers, so no checkpoint was saved over good ones.",
                     "Lower the learning rate and go on from the last checkpoint."};
    }
    CheckpointManifest manifest;
    manifest.step = m_trainer.steps();
    manifest.samplerPosition = m_sampler.position();
    manifest.trainedSeconds = m_secondsBefore + m_secondsHere;
    manifest.learningRate = m_learningRate;
    manifest.settings = m_setup.settings;
    manifest.precision = m_trainer.precision();
    manifest.device = m_trainer.device();
    manifest.pairsTrained = m_trainedItems.size();
    manifest.generator = m_trainer.config();
    manifest.placements = m_setup.placements;
    manifest.dataset = m_setup.pairs->settings();
    manifest.freezing = m_setup.freezing;
    manifest.style = m_setup.style;
    manifest.styles = m_setup.styles;
    manifest.pairsHash = m_setup.pairs->hash();
    manifest.sourceHash = m_setup.sourceHash;
    manifest.targetHash = m_setup.targetHash;
    manifest.sourceFace = m_setup.sourceFace;
    manifest.targetFace = m_setup.targetFace;
    manifest.unitsPerEm = m_setup.unitsPerEm;
    manifest.savedAt = utcNow().iso8601;
    const auto saved = writeCheckpoint(m_setup.runFolder, manifest, model, optimizer);
    if (!saved) {
        return saved.error();
    }
    m_savedAt = manifest.step;
    m_left.erase(manifest.step);
    event("checkpoint", saved->filename().string());
    m_observer->onCheckpoint(*saved, manifest.step);
    if (m_scored && m_scored->step == manifest.step) { // saved again: nothing was learnt since
        if (auto written = writeScore(*saved, m_scored->score); !written) {
            m_observer->onWarning(written.error());
        }
    }
    keepWithinBounds();
    return {};
}

/// Removes what the settings do not keep of the run's checkpoints.
void Session::keepWithinBounds() {
    const auto& settings = m_setup.settings;
    const RetentionPolicy policy{settings.keepCheckpoints, settings.keepBest,
                                 static_cast<std::uint64_t>(settings.diskBudgetGb * 1e9)};
    const auto kept = pruneCheckpoints(m_setup.runFolder, m_savedAt, policy);
    if (!kept && !m_toldOfBudget) {
        m_observer->onWarning(kept.error());
    }
    m_toldOfBudget = !kept;
}

} // namespace typemould
