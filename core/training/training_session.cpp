#include "core/training/training_session.h"

#include "core/dataset/pair_checks.h"
#include "core/training/checkpoint_match.h"
#include "core/training/device.h"
#include "core/training/network_settings.h"
#include "core/training/session.h"

#include <algorithm>
#include <chrono>

namespace typemould {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

[[noreturn]] void refuse(const TrainingSetup& setup, const std::string& why) {
    throw Failure(ErrorCode::InvalidArgument,
                  "The checkpoint " + pathText(setup.resumeFrom) + " cannot go on: " + why + ".",
                  "Put the project back as it was, or start fresh.");
}

GeneratorConfig wantedNetwork(const TrainingSetup& setup, const TrainingSettings& computed) {
    const int styles = std::max<int>(1, static_cast<int>(setup.styles.size()));
    return generatorConfigOf(computed, setup.pairs->canvas(), styles).orThrow();
}

/// The network to begin with: the checkpoint's, or the one that the settings describe.
GeneratorConfig firstNetwork(const TrainingSetup& setup, const TrainingSettings& computed) {
    const auto wanted = wantedNetwork(setup, computed);
    if (!setup.resumeManifest) {
        return wanted;
    }
    const auto& saved = setup.resumeManifest->generator;
    if (!canBecome(saved, wanted)) {
        refuse(setup, "its network is another: " + networkChanges(saved, wanted));
    }
    return saved;
}

/// What of the discriminator does not go on from the checkpoint, for the event; empty when all does. One that
/// the settings describe otherwise is taken out of `model`: the generator goes on without it.
std::string begunAnew(const TrainingSetup& setup, const CheckpointManifest& saved,
                      const std::optional<DiscriminatorConfig>& judge, StoredTensors& model) {
    if (!anyUnder(model, discriminatorPrefix)) {
        return judge ? "the discriminator begins anew" : "";
    }
    const auto changes =
        discriminatorChanges(describedDiscriminator(saved.settings, saved.generator).orThrow(),
                             describedDiscriminator(setup.settings, saved.generator).orThrow());
    if (!changes.empty()) {
        std::erase_if(model, [](const auto& item) { return item.first.starts_with(discriminatorPrefix); });
        return (judge ? "the discriminator begins anew: " : "the discriminator is let go: ") + changes;
    }
    const bool head = judge && judge->styleHead && !anyUnder(model, discriminatorPrefix + "style.");
    return head ? "the discriminator's style head begins anew" : "";
}

} // namespace

std::vector<Session::Item> Session::trainedItems(const TrainingSetup& setup) {
    std::vector<Item> items;
    const auto add = [&](const GlyphPairs& pairs, int style) {
        for (const char32_t character : pairs.split().trained) {
            items.push_back({&pairs, pairs.indexOf(character), style});
        }
    };
    add(*setup.pairs, setup.style);
    if (items.size() < 7) {
        throw Failure(ErrorCode::InvalidArgument,
                      "Only " + std::to_string(setup.pairs->size()) +
                          " characters are drawn by both fonts; training needs at least 8.",
                      "Choose another source or target font, or a wider set of characters.");
    }
    for (const auto& further : setup.furtherPairs) {
        add(*further.pairs, further.style);
    }
    return items;
}

/// `computed`: the settings, with the precision that the checkpoint was trained in where it is the same
/// device's.
Session::Session(TrainingSetup setup, const TrainingSettings& computed)
    : m_setup(std::move(setup)),
      m_trainer(computed, firstNetwork(m_setup, computed),
                discriminatorConfigOf(computed, firstNetwork(m_setup, computed)).orThrow()),
      m_trainedItems(trainedItems(m_setup)), m_plan(parseFreezingPlan(m_setup.freezing).orThrow()),
      m_sampler(sampler()), m_learningRate(m_setup.settings.learningRate),
      m_health(m_setup.settings, m_trainedItems.size(), m_setup.pairs->canvas()) {
    m_health.pairs({m_setup.pairs->size(), charactersAtEdge(*m_setup.pairs).characters(), m_setup.oddPairs});
    if (m_setup.resumeManifest) {
        load(wantedNetwork(m_setup, computed));
    }
    teach();
    followFreezing();
    refuseIdling();
}

BatchSampler Session::sampler() const {
    return {m_trainedItems.size(),
            static_cast<std::size_t>(m_setup.settings.batch * m_setup.settings.accumulate),
            static_cast<std::uint64_t>(m_setup.settings.seed)};
}

void Session::teach() {
    std::set<int> taught;
    for (const Item& item : m_trainedItems) {
        taught.insert(item.style);
    }
    m_trainer.teach(taught);
}

/// The networks of a checkpoint, grown into `wanted`, and its place in the pairs.
void Session::takeWeights(const VerifiedCheckpoint& checkpoint, const GeneratorConfig& wanted) {
    const auto& [folder, manifest] = checkpoint;
    auto model = readSafetensors(folder / "model.safetensors").orThrow();
    const auto optimizer = readSafetensors(folder / "optimizer.safetensors").orThrow();
    m_begunAnew = begunAnew(m_setup, manifest, m_trainer.discriminatorConfig(), model);
    m_trainer.restore(model, optimizer, manifest.step, pathText(folder));
    for (int level = 1; level <= upLevels(wanted);
         ++level) { // the shapes that were saved become those that are wanted
        m_trainer.switchUpsampling({upsamplingOf(wanted.levels[static_cast<std::size_t>(level) - 1]), level});
    }
    m_trainer.addStyles(wanted);
    if (manifest.pairsTrained == m_trainedItems.size() && !pairsChangedSince(manifest, *m_setup.pairs)) {
        m_sampler.seek(manifest.samplerPosition);
    } else { // other pairs go on in the same epoch
        const auto before = static_cast<double>(std::max<std::uint64_t>(1, manifest.pairsTrained));
        const double epochs = static_cast<double>(manifest.samplerPosition) / before;
        m_sampler.seek(static_cast<std::uint64_t>(epochs * static_cast<double>(m_trainedItems.size()) + 0.5));
    }
}

void Session::load(const GeneratorConfig& wanted) {
    const auto& folder = m_setup.resumeFrom;
    const CheckpointManifest& manifest = *m_setup.resumeManifest;
    if (!(manifest.placements == m_setup.placements)) {
        refuse(m_setup, "the placement of the fonts has changed since");
    }
    if (!m_setup.sourceHash.empty() && !manifest.sourceHash.empty() &&
        (manifest.sourceHash != m_setup.sourceHash || manifest.targetHash != m_setup.targetHash)) {
        refuse(m_setup, "it was trained with other font files");
    }
    takeWeights({folder, manifest}, wanted);
    if (wanted.styles != manifest.generator.styles) {
        describeNetwork(m_setup.settings, m_trainer.config(), m_trainer.discriminatorConfig());
    }
    m_pairsChanged = pairsChangedSince(manifest, *m_setup.pairs);
    m_changes = settingsChangedSince(manifest, m_setup.settings, m_setup.pairs->settings(), m_setup.freezing);
    const auto glance = glanceAt(folder);
    if (glance && glance->score && wanted == manifest.generator && !m_pairsChanged) {
        m_scored = Scored{manifest.step, *glance->score};
    }
    m_secondsBefore = manifest.trainedSeconds;
    m_resumed = true;
}

Result<Outcome> Session::run(std::stop_token stop, TrainingObserver& observer) {
    m_observer = &observer;
    auto result = guarded("training", [&]() -> Result<Outcome> {
        makeFolder(m_setup.runFolder).orThrow();
        m_log.emplace(m_setup.runFolder, observer);
        m_log->setTensorBoard(m_setup.settings.tensorBoard);
        return train(stop);
    });
    if (!result) {
        if (m_log) {
            event("failed", result.error().text());
        }
        if (m_log && result.error().code != ErrorCode::NotFinite && m_trainer.whole() &&
            m_trainer.steps() > 0) {
            // What was learnt before the fault is kept where that can still be done.
            (void)guarded("saving", [&] { return saveCheckpoint(); });
        }
        enter(TrainingState::Failed);
    }
    return result;
}

Outcome Session::train(std::stop_token stop) {
    m_stop = stop;
    leaveLaterCheckpoints();
    enter(TrainingState::Running);
    const bool elsewhere = m_resumed && m_setup.resumeFrom.parent_path().parent_path() != m_setup.runFolder;
    event(m_resumed ? "resumed" : "started", std::to_string(m_trainedItems.size()) + " pairs, " +
                                                 m_trainer.device() + ", " + m_trainer.precision() +
                                                 (m_changes.empty() ? "" : "; changed: " + m_changes) +
                                                 (m_begunAnew.empty() ? "" : "; " + m_begunAnew) +
                                                 (elsewhere ? "; from " + pathText(m_setup.resumeFrom) : ""));
    if (m_pairsChanged) {
        m_observer->onWarning(*m_pairsChanged);
    }
    warnOfIdling();
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
        try {
            oneStep(share);
        } catch (const Failure& failure) {
            recover(failure);
            continue;
        }
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

double Session::epoch() const {
    return static_cast<double>(m_sampler.position()) / static_cast<double>(m_trainedItems.size());
}

void Session::oneStep(double share) {
    const auto start = Clock::now();
    followFreezing();
    const TrainingBatch batch = nextBatch();
    // On a graphics card losses are read back every tenth step, on a processor at every step.
    const bool measured = m_trainer.device() == "cpu" || m_trainer.steps() % 10 == 0;
    if (auto losses = stepWithinMemory(batch, share, measured)) {
        m_losses = *losses;
        m_measured = true;
        m_health.step({m_trainer.steps(), m_losses.l1, termValue(m_losses.terms, "adversarial"),
                       m_losses.judged, rateShare(m_setup.settings, position(), share),
                       m_trainer.discriminatorConfig().has_value()});
        tellHealth();
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
        if (!setup.resumeFrom.empty() && !setup.resumeManifest) {
            setup.resumeManifest = readCheckpoint(setup.resumeFrom).orThrow();
        }
        if (!setup.resumeFrom.empty() && computed.precision == "auto") {
            const CheckpointManifest& manifest = *setup.resumeManifest;
            if (manifest.device == deviceText(chosenDevice(computed.device, computed.threads))) {
                computed.precision = manifest.precision; // a resumed run computes as it did
            }
        }
        return std::unique_ptr<TrainingSession>(std::make_unique<Session>(std::move(setup), computed));
    });
}

} // namespace typemould
