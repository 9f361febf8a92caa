#include "core/training/training_session.h"

#include "core/training/checkpoint_match.h"
#include "core/training/device.h"
#include "core/training/session.h"

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

} // namespace

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
    const CheckpointManifest& manifest = *m_setup.resumeManifest;
    const auto refuse = [&](const std::string& why) {
        throw Failure(ErrorCode::InvalidArgument,
                      "The checkpoint " + pathText(folder) + " cannot go on: " + why + ".",
                      "Put the project back as it was, or start fresh.");
    };
    auto now = m_trainer.config();
    now.upsample = manifest.generator.upsample;
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
    const auto wanted = m_trainer.config().upsample;
    m_trainer.switchUpsampling(
        manifest.generator.upsample); // the shapes that were saved, then the mode that is wanted
    m_trainer.restore(model, optimizer, manifest.step, pathText(folder));
    m_trainer.switchUpsampling(wanted);
    m_pairsChanged = pairsChangedSince(manifest, *m_setup.pairs);
    m_changes =
        settingsChangedSince(manifest, m_setup.settings, m_setup.pairs->settings(), m_setup.frozenBlocks);
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
    const bool elsewhere = m_resumed && m_setup.resumeFrom.parent_path().parent_path() != m_setup.runFolder;
    event(m_resumed ? "resumed" : "started", std::to_string(m_trainedItems.size()) + " pairs, " +
                                                 m_trainer.device() + ", " + m_trainer.precision() +
                                                 (m_changes.empty() ? "" : "; changed: " + m_changes) +
                                                 (elsewhere ? "; from " + pathText(m_setup.resumeFrom) : ""));
    if (m_pairsChanged) {
        m_observer->onWarning(*m_pairsChanged);
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
    if (requests.upsampling && *requests.upsampling != m_trainer.config().upsample) {
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
