// FakeTrainingSession: a TrainingSession without a network: makes up steps at a given speed, previews and
// checkpoints, pauses, fails when told to, and writes down every request. What a test sees and sets is in the
// shared Script.
#pragma once

#include "core/training/training_session.h"
#include "ui/studio/training_control.h"

#include <QStringList>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace typemould {

struct FakeTraining {
    std::atomic<int> stepsPerSecond = 200;
    std::atomic<int> previewEvery = 0;       ///< steps; 0 for none
    std::atomic<long long> failAtStep = 0;   ///< 0: never
    std::atomic<long long> checkpointAt = 0; ///< 0: only when asked and at the end
    std::atomic<int> startMilliseconds = 0;  ///< how long the session takes to be built
    std::atomic<bool> failToStart = false;
    std::atomic<bool> failWhenStopped = false; ///< the last checkpoint cannot be written
    std::atomic<bool> destroyed = false;
    std::atomic<bool> refuseFreezing = false;

    /// Changes that name this setting are refused from now on; none where it is empty.
    void refuse(const std::string& key) {
        const std::lock_guard lock(m_mutex);
        m_refused = key;
    }
    bool refuses(const std::vector<SettingChange>& changes) {
        const std::lock_guard lock(m_mutex);
        return std::any_of(changes.begin(), changes.end(),
                           [&](const SettingChange& change) { return change.key == m_refused; });
    }
    void note(const QString& request) {
        const std::lock_guard lock(m_mutex);
        m_requests << request;
    }
    QStringList requests() {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }
    /// A checkpoint that sessions save copies of, where they did not go on from one: else theirs have no
    /// files.
    void setCheckpoint(const std::filesystem::path& folder) {
        const std::lock_guard lock(m_mutex);
        m_checkpoint = folder;
    }
    std::filesystem::path checkpoint() {
        const std::lock_guard lock(m_mutex);
        return m_checkpoint;
    }
    /// What the next step tells of the run's health.
    void setHealth(std::vector<HealthFinding> findings, std::string line) {
        const std::lock_guard lock(m_mutex);
        m_health = {std::move(findings), std::move(line)};
    }
    std::optional<std::pair<std::vector<HealthFinding>, std::string>> takeHealth() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_health, {});
    }
    void setSetup(const TrainingSetup& setup) {
        const std::lock_guard lock(m_mutex);
        m_setup = setup;
    }
    TrainingSetup setup() {
        const std::lock_guard lock(m_mutex);
        return m_setup;
    }

private:
    std::mutex m_mutex;
    std::string m_refused;
    QStringList m_requests;
    TrainingSetup m_setup;
    std::filesystem::path m_checkpoint;
    std::optional<std::pair<std::vector<HealthFinding>, std::string>> m_health;
};

class FakeTrainingSession : public TrainingSession {
public:
    FakeTrainingSession(std::shared_ptr<FakeTraining> script, TrainingSetup setup)
        : m_script(std::move(script)), m_setup(std::move(setup)) {
        m_script->setSetup(m_setup);
    }
    ~FakeTrainingSession() override { m_script->destroyed = true; }

    Result<Outcome> run(std::stop_token stop, TrainingObserver& observer) override {
        const bool resumed = !m_setup.resumeFrom.empty();
        m_step = resumed ? 100 : 0;
        observer.onEvent({m_step, resumed ? "resumed" : "started", {}});
        enter(TrainingState::Running, observer);
        while (!stop.stop_requested()) {
            if (!waitWhilePaused(stop, observer)) {
                break;
            }
            ++m_step;
            serve(observer);
            if (const auto health = m_script->takeHealth()) {
                observer.onHealth(health->first, health->second);
            }
            if (m_script->failAtStep != 0 && m_step >= m_script->failAtStep) {
                enter(TrainingState::Failed, observer);
                return Error{ErrorCode::NotFinite, "The loss of step 7 is not a number.",
                             "Choose a lower learning rate."};
            }
            observer.onProgress(progress());
            if (m_script->previewEvery > 0 && m_step % m_script->previewEvery == 0) {
                observer.onPreview(preview());
            }
            if (m_step == m_script->checkpointAt || m_checkpointWanted.exchange(false)) {
                checkpoint(observer);
            }
            if (m_setup.budget.steps > 0 && m_step >= m_setup.budget.steps) {
                checkpoint(observer);
                enter(TrainingState::Finished, observer);
                return Outcome::Finished;
            }
            std::this_thread::sleep_for(std::chrono::microseconds(1000000 / m_script->stepsPerSecond));
        }
        enter(TrainingState::Stopping, observer);
        if (m_script->failWhenStopped) {
            return Error{ErrorCode::Io, "The last checkpoint could not be written.", "Free some space."};
        }
        checkpoint(observer);
        observer.onEvent({m_step, "stopped", {}});
        enter(TrainingState::Finished, observer);
        return Outcome::Stopped;
    }

    TrainingState state() const override { return m_state; }
    void pause() override { setPaused(true); }
    void resume() override { setPaused(false); }
    void requestPreviewText(std::string utf8) override {
        m_script->note("text " + QString::fromStdString(utf8));
    }
    void requestFreezing(std::vector<std::string> rules) override {
        QStringList list;
        for (const auto& rule : rules) {
            list << QString::fromStdString(rule);
        }
        m_script->note("freezing " + list.join("; "));
        const std::lock_guard lock(m_mutex);
        m_freezing = std::move(rules);
    }
    void requestUpsampling(UpsamplingSwitch change) override {
        m_script->note(QStringLiteral("upsampling ") + upsampleModeName(change.to.mode) +
                       (change.level == 0 ? QString() : " level " + QString::number(change.level)) +
                       (change.how == SwitchHow::Fresh ? " fresh" : ""));
    }
    void requestSettings(std::vector<SettingChange> changes) override {
        m_script->note("settings " + QString::fromStdString(textOf(changes)));
        const std::lock_guard lock(m_mutex);
        m_settings.push_back(std::move(changes));
    }
    void requestCheckpoint() override {
        m_script->note("checkpoint");
        m_checkpointWanted = true;
    }

private:
    void enter(TrainingState state, TrainingObserver& observer) {
        m_state = state;
        observer.onState(state);
    }
    void setPaused(bool paused) {
        const std::lock_guard lock(m_mutex);
        m_paused = paused;
        m_wake.notify_all();
    }
    static std::string textOf(const std::vector<SettingChange>& changes) {
        std::string text;
        for (const auto& [key, value] : changes) {
            text += (text.empty() ? "" : ", ") + key + " " + value;
        }
        return text;
    }
    /// As the real session does: each request is answered for itself.
    void serve(TrainingObserver& observer) {
        std::vector<std::vector<SettingChange>> settings;
        std::optional<std::vector<std::string>> freezing;
        {
            const std::lock_guard lock(m_mutex);
            settings = std::exchange(m_settings, {});
            freezing = std::exchange(m_freezing, {});
        }
        const Error why{ErrorCode::InvalidArgument, "The session refuses this.", "Ask the test why."};
        if (freezing && m_script->refuseFreezing) {
            observer.onFreezingRefused({*freezing, m_setup.freezing, why});
        } else if (freezing) {
            m_setup.freezing = *freezing;
            observer.onEvent({m_step, "frozen", {}});
        }
        for (const auto& changes : settings) {
            if (m_script->refuses(changes)) {
                observer.onSettingsRefused({changes, keptOf(changes), why});
            } else {
                m_setup.settings = withChanges(m_setup.settings, changes).orThrow();
                observer.onEvent({m_step, "settings", textOf(changes), changes});
            }
        }
    }
    std::vector<SettingChange> keptOf(std::vector<SettingChange> changes) const {
        for (auto& [key, value] : changes) {
            for (const auto& field : fields<TrainingSettings>()) {
                value = field.info.key == key ? fieldValueText(field.get(m_setup.settings)) : value;
            }
        }
        return changes;
    }
    bool waitWhilePaused(std::stop_token stop, TrainingObserver& observer) {
        std::unique_lock lock(m_mutex);
        if (m_paused) {
            enter(TrainingState::Paused, observer);
            m_wake.wait(lock, stop, [this] { return !m_paused; });
            if (!stop.stop_requested()) {
                enter(TrainingState::Running, observer);
            }
        }
        return !stop.stop_requested();
    }
    TrainingProgress progress() const {
        TrainingProgress p;
        p.step = m_step;
        p.epoch = static_cast<double>(m_step) / 10;
        p.samplesPerSecond = 16.0 * m_script->stepsPerSecond;
        p.l1 = 0.1 + 0.2 / std::sqrt(static_cast<double>(m_step));
        p.generatorLoss = p.l1 * 1.5;
        p.adversarialLoss = 0.3;
        p.discriminatorLoss = 0.6;
        p.terms = {{"l1", p.l1, p.l1}, {"edge", 0.2, 0.1}, {"adversarial", 0.3, 0.03}};
        p.share = m_setup.budget.steps > 0
                      ? static_cast<double>(m_step) / static_cast<double>(m_setup.budget.steps)
                      : -1;
        p.secondsLeft = m_setup.budget.steps > 0 ? static_cast<double>(m_setup.budget.steps - m_step) : -1;
        return p;
    }
    Preview preview() const {
        Preview made;
        made.step = m_step;
        for (const char32_t character : decodeUtf8(m_setup.settings.previewText)) {
            PreviewGlyph glyph;
            glyph.character = character;
            glyph.source = GrayImage(256, 256, 200);
            glyph.generated = GrayImage(256, 256, static_cast<std::uint8_t>(m_step % 256));
            glyph.truth = GrayImage(256, 256, 100);
            made.glyphs.push_back(std::move(glyph));
        }
        return made;
    }
    void checkpoint(TrainingObserver& observer) {
        Evaluation evaluation;
        evaluation.step = m_step;
        evaluation.glyphs = 8;
        evaluation.generated = {0.09, 0.68, 0.67};
        evaluation.copiedSource = {0.13, 0.60, 0.59};
        evaluation.boldedSource = {0.12, 0.62, 0.60};
        observer.onEvaluation(evaluation);
        const auto folder = m_setup.runFolder / "checkpoints" / std::to_string(m_step);
        const auto from = m_setup.resumeFrom.empty() ? m_script->checkpoint() : m_setup.resumeFrom;
        if (std::error_code code; std::filesystem::exists(from / "manifest.json", code)) {
            std::filesystem::create_directories(folder.parent_path());
            std::filesystem::copy(from, folder, std::filesystem::copy_options::recursive, code);
        }
        observer.onCheckpoint(folder, m_step);
        observer.onEvent({m_step, "checkpoint", {}});
    }

    std::shared_ptr<FakeTraining> m_script;
    TrainingSetup m_setup;
    long long m_step = 0;
    std::atomic<TrainingState> m_state = TrainingState::Ready;
    std::atomic<bool> m_checkpointWanted = false;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    bool m_paused = false;
    std::vector<std::vector<SettingChange>> m_settings; ///< asked for since the last step
    std::optional<std::vector<std::string>> m_freezing; ///< likewise
};

/// Makes fake sessions that all follow one script.
inline TrainingControl::SessionMaker fakeSessions(std::shared_ptr<FakeTraining> script) {
    return [script](TrainingSetup setup) -> Result<std::unique_ptr<TrainingSession>> {
        std::this_thread::sleep_for(std::chrono::milliseconds(script->startMilliseconds));
        if (script->failToStart) {
            return Error{ErrorCode::InvalidArgument, "The canvas does not fit.", "Choose another canvas."};
        }
        return std::unique_ptr<TrainingSession>(
            std::make_unique<FakeTrainingSession>(script, std::move(setup)));
    };
}

} // namespace typemould
