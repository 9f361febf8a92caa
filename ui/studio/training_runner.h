// TrainingRunner: owns the thread that a TrainingSession runs on, and brings what it says to the GUI thread:
// newest value only, one wake-up at a time, so that a fast trainer never floods the event loop. GUI thread.
#pragma once

#include "core/base/latest_value.h"
#include "core/training/training_session.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <thread>

namespace typemould {

class TrainingRunner : public QObject {
    Q_OBJECT
public:
    using SessionFactory = std::function<Result<std::unique_ptr<TrainingSession>>(std::stop_token)>;

    explicit TrainingRunner(QObject* parent = nullptr);
    ~TrainingRunner() override; ///< stops, saves, waits

    /// Builds the session with `factory` on the training thread and runs it. `keep` is held until it ends
    /// (pairs, faces). A factory that ends with Cancelled when it is asked to stop is a run that was stopped.
    /// Only when canStart().
    void start(SessionFactory factory, std::shared_ptr<void> keep);
    /// Forgets the run that is over: state and progress are as before the first one. Not while one is active.
    void reset();
    void pause();
    void resume();
    /// Asks to stop after the step in hand; a checkpoint is written; stopped() follows.
    void stop();
    /// As stop(), but blocks until the checkpoint is written and everybody has been told of the end.
    void stopAndWait();
    void requestPreviewText(const QString& text);
    void requestFreezing(const std::vector<std::string>& rules);
    void requestUpsampling(const UpsamplingSwitch& change);
    /// See TrainingSession::requestSettings().
    void requestSettings(const std::vector<SettingChange>& changes);
    void requestCheckpoint();

    TrainingState state() const { return m_state; }
    bool active() const; ///< starting, running, paused or stopping
    bool canStart() const { return !active(); }
    bool canPause() const { return m_state == TrainingState::Running; }
    bool canResume() const { return m_state == TrainingState::Paused; }
    bool canStop() const { return active() && m_state != TrainingState::Stopping; }
    const TrainingProgress& progress() const { return m_progress; } ///< newest known
    /// What is wrong with the run, or was with the last one: the worst first; empty where nothing is.
    const std::vector<HealthFinding>& health() const { return m_health.findings; }
    /// The same in one English line; empty as long as the session has said nothing of it.
    const std::string& healthLine() const { return m_health.line; }

Q_SIGNALS:
    void stateChanged(typemould::TrainingState state);
    void progressed(const std::vector<typemould::TrainingProgress>&
                        rows); ///< rows since the last signal, at most 20 signals a second
    void previewed(const typemould::Preview& preview);
    void evaluated(const typemould::Evaluation& evaluation);
    void checkpointSaved(const std::filesystem::path& folder, long long step);
    void happened(const typemould::TrainingEvent& event);
    void healthChanged(); ///< health() or healthLine()
    void settingsRefused(const typemould::RefusedSettings& refused);
    void freezingRefused(const typemould::RefusedFreezing& refused);
    void warned(const typemould::Error& error);
    void ended(bool finished); ///< finished the budget, or stopped by the user
    void failed(const typemould::Error& error);

private:
    class Bridge;
    void wake();
    void drain();
    void setState(TrainingState state);
    struct Health {
        std::vector<HealthFinding> findings;
        std::string line;
    };
    void setHealth(Health health);
    void finish(const Result<Outcome>& result);
    std::shared_ptr<Bridge> m_bridge;
    std::jthread m_thread;
    QTimer m_drainTimer;
    TrainingState m_state = TrainingState::Ready;
    bool m_active = false;
    bool m_wakeMissed = false;
    TrainingProgress m_progress;
    Health m_health;
};

} // namespace typemould
