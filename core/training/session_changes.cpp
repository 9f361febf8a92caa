// What changes in a session between two steps: the freezing plan and its schedule, what was asked for, and
// going back after a fault.
#include "core/training/learning_check.h"
#include "core/training/network_settings.h"
#include "core/training/run_files.h"
#include "core/training/session.h"

#include <algorithm>

namespace typemould {

namespace {

/// The settings named in `changes` as they are; keys that no setting has are left out.
std::vector<SettingChange> valuesOf(const TrainingSettings& settings,
                                    const std::vector<SettingChange>& changes) {
    std::vector<SettingChange> values;
    for (const auto& change : changes) {
        for (const auto& field : fields<TrainingSettings>()) {
            if (field.info.key == change.key) {
                values.push_back({change.key, fieldValueText(field.get(settings))});
            }
        }
    }
    return values;
}

} // namespace

/// Tells the trainer when other rules of the plan are in force than at the last step.
void Session::followFreezing() {
    auto inForce = rulesInForce(m_plan, m_trainer.steps(), epoch());
    if (inForce == m_inForce) {
        return;
    }
    const auto judge = m_trainer.discriminatorConfig();
    const auto resolved = resolveFreezing(m_plan, inForce, parametersOf(m_trainer.config()),
                                          judge ? parametersOf(*judge) : std::vector<ParameterInfo>{})
                              .orThrow();
    m_trainer.apply(resolved);
    const auto learning = checkLearning(resolved, m_setup.settings, judge);
    m_idling = learning ? std::nullopt : std::optional(learning.error());
    const bool scheduled = m_inForce.has_value();
    m_inForce = std::move(inForce);
    if (scheduled) {
        event("frozen", "by the schedule: " + rulesText(m_plan, *m_inForce));
        warnOfIdling();
    }
}

/// A plan under which nothing learns now, nor ever will.
void Session::refuseIdling() const {
    checkLearningFrom({m_trainer.steps(), epoch()}, m_plan, m_setup.settings, m_trainer.config(),
                      m_trainer.discriminatorConfig())
        .orThrow();
}

void Session::warnOfIdling() {
    if (m_idling) {
        m_observer->onWarning(*m_idling);
    }
}

/// No figures and no checkpoint are of the weights as they are now.
void Session::weightsReplaced() {
    m_scored.reset();
    m_savedAt = -1;
}

void Session::serveFreezing(const std::vector<std::string>& rules) {
    if (rules == m_setup.freezing) {
        return;
    }
    const auto before = m_plan;
    const auto served = guarded("freezing", [&] {
        m_plan = parseFreezingPlan(rules).orThrow();
        m_inForce.reset();
        followFreezing();
        refuseIdling();
    });
    if (!served) {
        m_plan = before;
        m_inForce.reset();
        followFreezing();
        m_observer->onFreezingRefused({rules, m_setup.freezing, served.error()});
        return;
    }
    m_setup.freezing = rules;
    event("frozen", rulesText(m_plan, *m_inForce));
    warnOfIdling();
}

void Session::serveUpsampling(const UpsamplingSwitch& change) {
    std::vector<LevelResidual> residuals;
    const auto served = guarded("switching the upsampling", [&] {
        residuals = m_trainer.residuals(change);
        if (!residuals.empty()) {
            m_trainer.switchUpsampling(change);
            m_inForce.reset();
            followFreezing();
        }
    });
    if (!served) {
        m_observer->onWarning(served.error());
    } else if (!residuals.empty()) {
        weightsReplaced();
        describeNetwork(m_setup.settings, m_trainer.config());
        m_health.changed(m_setup.settings); // a loss that rises now is no collapse
        tellHealth();
        event("upsampling", switchText(change, residuals));
        drawPreview(false);
    }
}

void Session::serveSettings(const std::vector<SettingChange>& changes) {
    const auto served = guarded("changing the settings", [&] {
        std::string text;
        for (const auto& [key, value] : changes) {
            if (fixedWhileRunning(key)) {
                throw Failure(ErrorCode::InvalidArgument,
                              "The setting " + key + " is fixed once a run has started.",
                              "Stop, change it, and start a new run.");
            }
            text += (text.empty() ? "" : ", ") + key + " " + value;
        }
        // All that can be refused is refused before anything changes.
        const auto changed = withChanges(m_setup.settings, changes).orThrow();
        const auto judge = discriminatorConfigOf(changed, m_trainer.config()).orThrow();
        checkLearningFrom({m_trainer.steps(), epoch()}, m_plan, changed, m_trainer.config(), judge).orThrow();
        const bool joins = judge && !m_trainer.discriminatorConfig();
        const bool moved = outputOffsetOf(changed) != outputOffsetOf(m_setup.settings);
        m_trainer.change(changed, judge);
        m_setup.settings = changed;
        m_log->setTensorBoard(changed.tensorBoard);
        m_learningRate = changed.learningRate;
        const auto place = m_sampler.position();
        m_sampler = sampler(); // of the batches as they are now
        m_sampler.seek(place);
        m_inForce.reset();
        followFreezing();
        m_health.changed(changed);
        event("settings", text + (joins ? "; the discriminator joins in" : ""), changes);
        tellHealth();
        warnOfIdling();
        if (moved) {
            drawPreview(false);
        }
    });
    if (!served) {
        m_observer->onSettingsRefused({changes, valuesOf(m_setup.settings, changes), served.error()});
    }
}

/// The newest whole checkpoint below a step that the run can go back to: its own, and the one that it went on
/// from. Of the others nothing is read.
std::optional<VerifiedCheckpoint> Session::goodCheckpoint(long long below) const {
    std::vector<std::filesystem::path> folders;
    if (m_setup.resumeManifest && m_setup.resumeManifest->step < below &&
        m_left.count(m_setup.resumeManifest->step) == 0) {
        folders.push_back(m_setup.resumeFrom);
    }
    for (const auto& [step, folder] : checkpointFolders(m_setup.runFolder)) {
        if (step < below && m_left.count(step) == 0) {
            folders.push_back(folder);
        }
    }
    for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder) {
        if (auto manifest = readCheckpoint(*folder)) {
            return VerifiedCheckpoint{*folder, *std::move(manifest)};
        }
    }
    return std::nullopt;
}

/// What is stored of later steps is of an earlier life of the run, and nothing to go back to, until these
/// steps are stored anew.
void Session::leaveLaterCheckpoints() {
    for (const auto& [step, folder] : checkpointFolders(m_setup.runFolder)) {
        if (step > m_trainer.steps()) {
            m_left.insert(step);
        }
    }
}

/// What comes after a checkpoint that the run has gone back behind is ill: whoever looks for the newest later
/// is to pass it over too.
void Session::markLeft() {
    for (const auto& [step, folder] : checkpointFolders(m_setup.runFolder)) {
        if (m_left.count(step) == 0 || wasLeft(folder)) {
            continue;
        }
        const auto marked = writeLeft(folder);
        if (!marked && marked.error().code != ErrorCode::BadFormat) { // a damaged one is taken by nobody
            m_observer->onWarning(marked.error());
        }
    }
}

/// After a gradient that was no number: back to the last checkpoint at half the rates; where it comes again
/// soon, to the one before, and so on to the beginning. Where that does not help any more, `failure` ends the
/// run.
void Session::recover(const Failure& failure) {
    constexpr int atMost = 5;               // in a row
    constexpr long long inARowWithin = 100; // steps
    if (failure.error().code != ErrorCode::NotFinite) {
        throw failure;
    }
    const long long failedAt = m_trainer.steps();
    m_recoveries = failedAt - m_recoveredAt > inARowWithin ? 1 : m_recoveries + 1;
    m_recoveredAt = failedAt;
    if (m_recoveries > atMost) {
        throw failure;
    }
    const auto back = goodCheckpoint(m_recoveries > 1 ? std::min(m_recoveredTo, failedAt + 1) : failedAt + 1);
    if (!back && m_setup.resumeManifest) { // what was learnt is not begun again unasked
        throw failure;
    }
    const auto wanted = m_trainer.config();
    m_learningRate = std::max(0.5 * m_learningRate, leastLearningRate());
    m_setup.settings.learningRate = m_learningRate;
    std::vector<SettingChange> slower{{"learning-rate", {}}};
    if (m_setup.settings.discriminatorRate > 0) { // else it is a share of the other
        m_setup.settings.discriminatorRate *= 0.5;
        slower.push_back({"discriminator-rate", {}});
    }
    slower = valuesOf(m_setup.settings, slower);
    auto settings = m_setup.settings;
    settings.precision = m_trainer.precision();
    const auto& network = back ? back->manifest.generator : wanted;
    m_trainer = Trainer(settings, network, discriminatorConfigOf(settings, network).orThrow(),
                        &m_trainer.objective());
    if (back) {
        takeWeights(*back, wanted);
    } else {
        m_sampler.seek(0);
    }
    m_recoveredTo = m_trainer.steps();
    leaveLaterCheckpoints();
    markLeft();
    teach();
    weightsReplaced();
    m_inForce.reset();
    followFreezing();
    std::string rates;
    for (const auto& [key, value] : slower) {
        rates += ", " + key + " " + value;
    }
    event("diverged", failure.error().message + " Back to step " + std::to_string(m_recoveredTo) + rates,
          slower);
    m_health.diverged(m_recoveredTo, m_learningRate);
    tellHealth();
}

void Session::serve(SessionRequests requests) {
    if (requests.freezing) {
        serveFreezing(*requests.freezing);
    }
    for (const auto& change : requests.upsampling) {
        serveUpsampling(change);
    }
    for (const auto& changes : requests.settings) {
        serveSettings(changes);
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

} // namespace typemould
