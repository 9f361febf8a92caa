#include "core/training/training_session.h"

#include "core/dataset/batch_sampler.h"
#include "core/metrics/baselines.h"
#include "core/training/checkpoint_writer.h"
#include "core/training/device.h"
#include "core/training/preview_glyphs.h"
#include "core/training/run_log.h"
#include "core/training/schedule.h"
#include "core/training/session_requests.h"
#include "core/training/trainer.h"

#include <atomic>
#include <chrono>

namespace typemould {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

class Session final : public TrainingSession {
public:
    Session(TrainingSetup setup, const TrainingSettings& computed);

    Result<Outcome> run(std::stop_token stop, TrainingObserver& observer) override;
    TrainingState state() const override { return m_state; }
    void pause() override { m_box.setPaused(true); }
    void resume() override { m_box.setPaused(false); }
    void requestPreviewText(std::string utf8) override {
        m_box.change([&](SessionRequests& r) { r.previewText = std::move(utf8); });
    }
    void requestFrozenBlocks(std::vector<std::string> names) override {
        m_box.change([&](SessionRequests& r) { r.frozenBlocks = std::move(names); });
    }
    void requestUpsampling(UpsampleMode mode) override {
        m_box.change([&](SessionRequests& r) { r.upsampling = mode; });
    }
    void requestLearningRate(double rate) override {
        m_box.change([&](SessionRequests& r) { r.learningRate = rate; });
    }
    void requestCheckpoint() override {
        m_box.change([&](SessionRequests& r) { r.checkpoint = true; });
    }

private:
    void load();
    Outcome train(std::stop_token stop);
    void waitWhilePaused(std::stop_token stop);
    void serve(SessionRequests requests);
    void oneStep(double share);
    void drawPreview(bool store);
    void evaluate();
    Status saveCheckpoint();
    void enter(TrainingState state);
    void event(const std::string& kind, const std::string& detail = {});
    RunPosition position() const;
    TrainingProgress progressNow(double share) const;

    TrainingSetup m_setup;
    Trainer m_trainer;
    RequestBox m_box;
    std::vector<std::size_t> m_trainedItems; ///< indices of the trained pairs
    BatchSampler m_sampler;
    std::atomic<TrainingState> m_state{TrainingState::Ready};
    TrainingObserver* m_observer = nullptr;
    std::optional<RunLog> m_log;
    std::optional<Baselines> m_baselines;
    StepLosses m_losses;
    double m_learningRate;
    double m_secondsBefore = 0; ///< training time of earlier calls and sessions
    double m_secondsHere = 0;   ///< training time of this call
    double m_stepSeconds = 0;   ///< smoothed length of a step; 0 when not known
    double m_share = -1;        ///< of the last step
    bool m_resumed = false;
    bool m_pairsChanged = false; ///< since the checkpoint that it goes on from
    bool m_measured = false;     ///< m_losses are of a step of this call
    long long m_toldStep = -1;   ///< of the last onProgress
    std::stop_token m_stop;
};

std::vector<std::size_t> trainedItems(const TrainingSetup& setup) {
    std::vector<std::size_t> items;
    for (const char32_t character : setup.pairs->split().trained) {
        items.push_back(setup.pairs->indexOf(character));
    }
    if (items.size() < 7) {
        throw Failure(ErrorCode::InvalidArgument,
                      "Only " + std::to_string(setup.pairs->size()) +
                          " characters are drawn by both fonts; training needs at least 8.",
                      "Choose another source or target font, or a wider set of characters.");
    }
    return items;
}

/// `computed`: the settings, with the precision that the checkpoint was trained in where it is the same
/// device's.
Session::Session(TrainingSetup setup, const TrainingSettings& computed)
    : m_setup(std::move(setup)), m_trainer(computed, generatorConfigOf(computed, m_setup.pairs->canvas())),
      m_trainedItems(trainedItems(m_setup)),
      m_sampler(m_trainedItems.size(), static_cast<std::size_t>(m_setup.settings.batch),
                static_cast<std::uint64_t>(m_setup.settings.seed)),
      m_learningRate(m_setup.settings.learningRate) {
    if (!m_setup.resumeFrom.empty()) {
        load();
    }
    m_trainer.freeze(m_setup.frozenBlocks);
}

void Session::load() {
    const auto& folder = m_setup.resumeFrom;
    const auto manifest = readCheckpoint(folder).orThrow();
    const auto refuse = [&](const std::string& why) {
        throw Failure(ErrorCode::InvalidArgument,
                      "The checkpoint " + pathText(folder) + " cannot go on: " + why + ".",
                      "Put the project back as it was, or start fresh.");
    };
    auto now = m_trainer.config();
    setUpsampling(now, upsamplingOf(manifest.generator));
    if (!(now == manifest.generator)) {
        refuse("its network has another canvas, width, depth or patch");
    }
    if (!(manifest.placements == m_setup.placements)) {
        refuse("the placement of the fonts has changed since");
    }
    if (!m_setup.sourceHash.empty() &&
        (manifest.sourceHash != m_setup.sourceHash || manifest.targetHash != m_setup.targetHash)) {
        refuse("it was trained with other font files");
    }
    const auto model = readSafetensors(folder / "model.safetensors").orThrow();
    const auto optimizer = readSafetensors(folder / "optimizer.safetensors").orThrow();
    const auto wanted = upsamplingOf(m_trainer.config());
    m_trainer.switchUpsampling(
        upsamplingOf(manifest.generator)); // the shapes that were saved, then the mode that is wanted
    m_trainer.restore(model, optimizer, manifest.step, pathText(folder));
    m_trainer.switchUpsampling(wanted);
    m_pairsChanged =
        manifest.pairsHash != m_setup.pairs->hash() || !(manifest.dataset == m_setup.pairs->settings());
    if (!m_pairsChanged) {
        m_sampler.seek(manifest.samplerPosition);
    } else { // other pairs go on in the same epoch
        const auto before = static_cast<double>(std::max<std::uint64_t>(1, manifest.pairsTrained));
        const double epochs = static_cast<double>(manifest.samplerPosition) / before;
        m_sampler.seek(static_cast<std::uint64_t>(epochs * static_cast<double>(m_trainedItems.size()) + 0.5));
    }
    m_secondsBefore = manifest.trainedSeconds;
    m_resumed = true;
}

void Session::enter(TrainingState state) {
    if (m_state.exchange(state) != state) {
        m_observer->onState(state);
    }
}

void Session::event(const std::string& kind, const std::string& detail) {
    const TrainingEvent event{m_trainer.steps(), kind, detail};
    m_log->event(event);
    m_observer->onEvent(event);
}

RunPosition Session::position() const {
    return {m_trainer.steps(),
            static_cast<double>(m_sampler.position()) / static_cast<double>(m_trainedItems.size()),
            m_secondsHere};
}

TrainingProgress Session::progressNow(double share) const {
    TrainingProgress progress;
    const auto place = position();
    progress.step = place.step;
    progress.epoch = place.epoch;
    progress.stepsPerSecond = m_stepSeconds > 0 ? 1 / m_stepSeconds : 0;
    progress.samplesPerSecond = progress.stepsPerSecond * m_setup.settings.batch;
    progress.trainedSeconds = m_secondsBefore + m_secondsHere;
    progress.secondsLeft =
        secondsLeft(m_setup.budget, place, progress.stepsPerSecond,
                    progress.samplesPerSecond / static_cast<double>(m_trainedItems.size()));
    progress.share = budgetShare(m_setup.budget, place);
    progress.learningRate =
        m_learningRate * rateShare(m_setup.settings, std::max(0LL, place.step - 1), share);
    progress.l1 = m_losses.l1;
    progress.generatorLoss = m_losses.generator;
    progress.adversarialLoss = m_losses.adversarial;
    progress.discriminatorLoss = m_losses.discriminator;
    progress.trainedParameters = m_trainer.trainedParameters();
    progress.device = m_trainer.device();
    return progress;
}

Result<Outcome> Session::run(std::stop_token stop, TrainingObserver& observer) {
    m_observer = &observer;
    auto result = guarded("training", [&]() -> Result<Outcome> {
        makeFolder(m_setup.runFolder).orThrow();
        m_log.emplace(m_setup.runFolder, observer);
        return train(stop);
    });
    if (!result) {
        if (m_log) {
            event("failed", result.error().text());
        }
        if (m_log && result.error().code != ErrorCode::NotFinite && m_trainer.steps() > 0) {
            // What was learnt before the fault is kept where that can still be done.
            (void)guarded("saving", [&] { return saveCheckpoint(); });
        }
        enter(TrainingState::Failed);
    }
    return result;
}

Outcome Session::train(std::stop_token stop) {
    m_stop = stop;
    enter(TrainingState::Running);
    event(m_resumed ? "resumed" : "started", std::to_string(m_trainedItems.size()) + " pairs, " +
                                                 m_trainer.device() + ", " + m_trainer.precision());
    if (m_pairsChanged) {
        m_observer->onWarning(
            {ErrorCode::InvalidArgument,
             "The pairs are not those that the checkpoint was trained on: held-out figures may count "
             "characters that it has seen.",
             "Start fresh for figures that tell the truth."});
    }
    drawPreview(true);
    auto lastPreview = Clock::now();
    auto lastStored = lastPreview;
    auto lastCheckpoint = lastPreview;
    auto lastRow = lastPreview;
    while (!stop.stop_requested()) {
        serve(m_box.take());
        if (m_box.paused()) {
            waitWhilePaused(stop);
            continue;
        }
        const double share = budgetShare(m_setup.budget, position());
        if (share >= 1) {
            break;
        }
        oneStep(share);
        if (m_measured && secondsSince(lastRow) >= 0.5) {
            m_log->progress(progressNow(share));
            lastRow = Clock::now();
        }
        if (secondsSince(lastPreview) >= m_setup.settings.previewSeconds) {
            const bool store = secondsSince(lastStored) >= 60;
            drawPreview(store);
            lastPreview = Clock::now();
            lastStored = store ? lastPreview : lastStored;
        }
        if (secondsSince(lastCheckpoint) >= m_setup.settings.checkpointMinutes * 60) {
            if (auto saved = saveCheckpoint(); !saved) {
                m_observer->onWarning(saved.error()); // training goes on; the next one is tried again
            }
            evaluate();
            lastCheckpoint = Clock::now();
        }
    }
    const bool finished = !stop.stop_requested();
    enter(TrainingState::Stopping);
    if (m_measured) {
        m_log->progress(progressNow(m_share));
    }
    if (m_toldStep != m_trainer.steps()) {
        m_observer->onProgress(progressNow(m_share));
    }
    event(finished ? "finished" : "stopped");
    if (m_resumed || m_trainer.steps() > 0) { // weights first; an untrained network is no checkpoint
        saveCheckpoint().orThrow();
    }
    drawPreview(true);
    if (finished) {
        evaluate(); // one who asked to stop is not kept waiting
    }
    enter(TrainingState::Finished);
    return finished ? Outcome::Finished : Outcome::Stopped;
}

void Session::waitWhilePaused(std::stop_token stop) {
    if (m_state != TrainingState::Paused) {
        event("paused");
        enter(TrainingState::Paused);
    }
    m_box.waitWhilePaused(stop);
    if (!m_box.paused() && !stop.stop_requested()) {
        event("continued");
        enter(TrainingState::Running);
    }
}

void Session::serve(SessionRequests requests) {
    if (requests.frozenBlocks && *requests.frozenBlocks != m_trainer.frozen()) {
        auto frozen = guarded("freezing", [&] { m_trainer.freeze(*requests.frozenBlocks); });
        if (frozen) {
            event("frozen", m_trainer.frozen().empty() ? "every block is trained"
                                                       : "frozen: " + joined(m_trainer.frozen()));
        } else {
            m_observer->onWarning(frozen.error());
        }
    }
    if (requests.upsampling && *requests.upsampling != upsamplingOf(m_trainer.config()).mode) {
        const auto residual = guarded("switching the upsampling",
                                      [&] { return m_trainer.switchUpsampling(*requests.upsampling); });
        if (residual) {
            m_setup.settings.upsample = *requests.upsampling;
            event("upsampling",
                  std::string("to ") + upsampleModeName(*requests.upsampling) +
                      (*residual < 1e-6
                           ? ", exact"
                           : ", nearest kernel, " + std::to_string(static_cast<int>(*residual * 100 + 0.5)) +
                                 " % of it left away"));
            drawPreview(false);
        } else {
            m_observer->onWarning(residual.error());
        }
    }
    if (requests.learningRate && *requests.learningRate != m_learningRate) {
        TrainingSettings checked = m_setup.settings;
        auto set = setField(checked, "learning-rate", FieldValue(*requests.learningRate));
        if (set) {
            m_learningRate = *requests.learningRate;
            m_setup.settings.learningRate = m_learningRate;
            event("rate", "learning rate " + fieldValueText(m_learningRate));
        } else {
            m_observer->onWarning(set.error());
        }
    }
    if (requests.previewText) {
        m_setup.settings.previewText.clear(); // only whole characters: it is stored as JSON
        for (const char32_t character : decodeUtf8(*requests.previewText)) {
            m_setup.settings.previewText += utf8Of(character);
        }
        event("preview_text", m_setup.settings.previewText);
        drawPreview(false);
    }
    if (requests.checkpoint) {
        if (auto saved = saveCheckpoint(); !saved) {
            m_observer->onWarning(saved.error());
        }
        evaluate();
    }
}

void Session::oneStep(double share) {
    const auto start = Clock::now();
    std::vector<const std::uint8_t*> sources, targets;
    for (const auto item : m_sampler.next()) {
        sources.push_back(m_setup.pairs->source(m_trainedItems[item]));
        targets.push_back(m_setup.pairs->target(m_trainedItems[item]));
    }
    // On a graphics card losses are read back every tenth step, on a processor at every step.
    const bool measured = m_trainer.device() == "cpu" || m_trainer.steps() % 10 == 0;
    if (auto losses = m_trainer.step(sources, targets, m_learningRate,
                                     rateShare(m_setup.settings, m_trainer.steps(), share), measured)) {
        m_losses = *losses;
        m_measured = true;
    }
    const double seconds = secondsSince(start);
    m_secondsHere += seconds;
    m_stepSeconds = m_stepSeconds == 0 ? seconds : 0.9 * m_stepSeconds + 0.1 * seconds;
    m_share = share;
    if (measured) {
        m_observer->onProgress(progressNow(share));
        m_toldStep = m_trainer.steps();
    }
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
        auto images = m_trainer.draw(sources);
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
            m_baselines = measureBaselines(pairs, limit);
        }
        const auto indices = heldOutSample(pairs, limit);
        std::vector<GlyphScore> scores;
        constexpr std::size_t atOnce = 16;
        for (std::size_t begin = 0; begin < indices.size(); begin += atOnce) {
            if (m_stop.stop_requested()) {
                return;
            }
            const auto end = std::min(indices.size(), begin + atOnce);
            std::vector<const std::uint8_t*> sources;
            for (std::size_t i = begin; i < end; ++i) {
                sources.push_back(pairs.source(indices[i]));
            }
            const auto images = m_trainer.draw(sources);
            for (std::size_t i = begin; i < end; ++i) {
                scores.push_back(scoreGlyph(images[i - begin], pairs.targetImage(indices[i])));
            }
        }
        const Evaluation evaluation{m_trainer.steps(),         scores.size(),
                                    meanScore(scores).mean,    m_baselines->copiedSource,
                                    m_baselines->boldedSource, m_baselines->boldedRadius};
        m_log->evaluation(evaluation);
        m_observer->onEvaluation(evaluation);
    });
    if (!measured) {
        m_observer->onWarning(measured.error());
    }
}

Status Session::saveCheckpoint() {
    if (!m_trainer.finite()) {
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
    manifest.frozenBlocks = m_trainer.frozen();
    manifest.pairsHash = m_setup.pairs->hash();
    manifest.sourceHash = m_setup.sourceHash;
    manifest.targetHash = m_setup.targetHash;
    manifest.savedAt = utcNow();
    const auto saved = writeCheckpoint(m_setup.runFolder, manifest, m_trainer.modelTensors(),
                                       m_trainer.optimizerTensors(), m_setup.settings.keepCheckpoints);
    if (!saved) {
        return saved.error();
    }
    event("checkpoint", saved->filename().string());
    m_observer->onCheckpoint(*saved, manifest.step);
    return {};
}

} // namespace

const char* trainingStateName(TrainingState state) {
    switch (state) {
    case TrainingState::Ready:
        return "ready";
    case TrainingState::Running:
        return "running";
    case TrainingState::Paused:
        return "paused";
    case TrainingState::Stopping:
        return "stopping";
    case TrainingState::Finished:
        return "finished";
    case TrainingState::Failed:
        return "failed";
    }
    return "failed";
}

Result<std::unique_ptr<TrainingSession>> TrainingSession::create(TrainingSetup setup) {
    return guarded("preparing the training", [&]() -> Result<std::unique_ptr<TrainingSession>> {
        TrainingSettings computed = setup.settings;
        if (!setup.resumeFrom.empty() && computed.precision == "auto") {
            const auto manifest = readCheckpoint(setup.resumeFrom).orThrow();
            if (manifest.device == deviceText(chosenDevice(computed.device, computed.threads))) {
                computed.precision = manifest.precision; // a resumed run computes as it did
            }
        }
        return std::unique_ptr<TrainingSession>(std::make_unique<Session>(std::move(setup), computed));
    });
}

} // namespace typemould
