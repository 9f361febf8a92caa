#include "ui/studio/training_runner.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <utility>

namespace typemould {

namespace {
constexpr auto drainSpacing = std::chrono::milliseconds(50);
constexpr std::size_t mostRows = 8192; ///< rows kept for a window that does not come to read them
} // namespace

/// What the training thread says, until the window reads it; and what the window asks, until the session is
/// built.
class TrainingRunner::Bridge : public TrainingObserver {
public:
    explicit Bridge(TrainingRunner& runner) : m_runner(&runner) {}

    void onState(TrainingState state) override {
        put([&] { m_said.states.push_back(state); });
    }
    void onProgress(const TrainingProgress& progress) override {
        put([&] {
            if (m_said.rows.size() >= mostRows) { // every other row goes; the curve keeps its shape
                std::size_t kept = 0;
                for (std::size_t i = 1; i < m_said.rows.size(); i += 2) {
                    m_said.rows[kept++] = std::move(m_said.rows[i]);
                }
                m_said.rows.resize(kept);
            }
            m_said.rows.push_back(progress);
        });
    }
    void onPreview(const Preview& preview) override {
        if (m_preview.put(preview)) {
            put([] {});
        }
    }
    void onEvaluation(const Evaluation& evaluation) override {
        put([&] { m_said.evaluations.push_back(evaluation); });
    }
    void onCheckpoint(const std::filesystem::path& folder, long long step) override {
        put([&] { m_said.checkpoints.emplace_back(folder, step); });
    }
    void onEvent(const TrainingEvent& event) override {
        put([&] { m_said.events.push_back(event); });
    }
    void onHealth(const std::vector<HealthFinding>& findings, const std::string& line) override {
        put([&] { m_said.health = Health{findings, line}; });
    }
    void onSettingsRefused(const RefusedSettings& refused) override {
        put([&] { m_said.refusedSettings.push_back(refused); });
    }
    void onFreezingRefused(const RefusedFreezing& refused) override {
        put([&] { m_said.refusedFreezing.push_back(refused); });
    }
    void onWarning(const Error& error) override {
        put([&] { m_said.warnings.push_back(error); });
    }
    void setResult(Result<Outcome> result) {
        put([&] { m_said.result = std::move(result); });
    }

    /// Passes a request on, now or as soon as there is a session.
    void ask(std::function<void(TrainingSession&)> request) {
        const std::lock_guard lock(m_sessionMutex);
        if (m_session) {
            request(*m_session);
        } else {
            m_requests.push_back(std::move(request));
        }
    }
    void setSession(std::shared_ptr<TrainingSession> session) {
        const std::lock_guard lock(m_sessionMutex);
        m_session = std::move(session);
        if (m_session) {
            for (const auto& request : std::exchange(m_requests, {})) {
                request(*m_session);
            }
        }
    }

    struct Said {
        std::vector<TrainingState> states;
        std::vector<TrainingProgress> rows;
        std::vector<Evaluation> evaluations;
        std::vector<std::pair<std::filesystem::path, long long>> checkpoints;
        std::vector<TrainingEvent> events;
        std::optional<Health> health; ///< the newest
        std::vector<RefusedSettings> refusedSettings;
        std::vector<RefusedFreezing> refusedFreezing;
        std::vector<Error> warnings;
        std::optional<Result<Outcome>> result;
    };
    /// Everything said since the last call; a new saying wakes the window again.
    Said take() {
        const std::lock_guard lock(m_mutex);
        m_wakePending = false;
        return std::exchange(m_said, {});
    }
    std::optional<Preview> takePreview() { return m_preview.take(); }

private:
    template <class Change>
    void put(Change change) {
        const std::lock_guard lock(m_mutex);
        change();
        if (!std::exchange(m_wakePending, true)) {
            QMetaObject::invokeMethod(m_runner, &TrainingRunner::wake, Qt::QueuedConnection);
        }
    }

    TrainingRunner* m_runner; ///< outlives the thread that speaks here: it joins before it goes
    std::mutex m_mutex;
    Said m_said;
    bool m_wakePending = false;
    LatestValue<Preview> m_preview;
    std::mutex m_sessionMutex;
    std::shared_ptr<TrainingSession> m_session;
    std::vector<std::function<void(TrainingSession&)>> m_requests;
};

TrainingRunner::TrainingRunner(QObject* parent) : QObject(parent) {
    m_drainTimer.setSingleShot(true);
    m_drainTimer.setInterval(drainSpacing);
    connect(&m_drainTimer, &QTimer::timeout, this, [this] {
        if (std::exchange(m_wakeMissed, false)) {
            m_drainTimer.start();
            drain();
        }
    });
}

TrainingRunner::~TrainingRunner() {
    m_thread.request_stop();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

bool TrainingRunner::active() const { return m_active; }

void TrainingRunner::start(SessionFactory factory, std::shared_ptr<void> keep) {
    if (!canStart()) {
        return;
    }
    m_bridge = std::make_shared<Bridge>(*this);
    m_active = true;
    m_progress = {};
    m_state = TrainingState::Ready;
    setHealth({});
    Q_EMIT stateChanged(m_state);
    m_thread = std::jthread([bridge = m_bridge, factory = std::move(factory),
                             keep = std::move(keep)](std::stop_token stop) mutable {
        auto result = guarded("training", [&]() -> Outcome {
            Result<std::unique_ptr<TrainingSession>> made = factory(stop);
            if (!made && made.error().code == ErrorCode::Cancelled && stop.stop_requested()) {
                return Outcome::Stopped;
            }
            std::shared_ptr<TrainingSession> session = std::move(made).orThrow();
            bridge->setSession(session);
            return session->run(stop, *bridge).orThrow();
        });
        bridge->setSession(nullptr);
        factory = {};
        keep.reset();
        bridge->setResult(std::move(result));
    });
}

void TrainingRunner::reset() {
    if (!m_active) {
        m_progress = {};
        setHealth({});
        setState(TrainingState::Ready);
    }
}

void TrainingRunner::pause() {
    if (canPause()) {
        m_bridge->ask([](TrainingSession& session) { session.pause(); });
    }
}

void TrainingRunner::resume() {
    if (canResume()) {
        m_bridge->ask([](TrainingSession& session) { session.resume(); });
    }
}

void TrainingRunner::stop() {
    if (canStop()) {
        m_thread.request_stop();
        setState(TrainingState::Stopping);
    }
}

void TrainingRunner::stopAndWait() {
    if (m_active) {
        stop();
        m_thread.join();
        drain();
    }
}

void TrainingRunner::requestPreviewText(const QString& text) {
    if (m_active) {
        m_bridge->ask(
            [utf8 = text.toStdString()](TrainingSession& session) { session.requestPreviewText(utf8); });
    }
}

void TrainingRunner::requestFreezing(const std::vector<std::string>& rules) {
    if (m_active) {
        m_bridge->ask([rules](TrainingSession& session) { session.requestFreezing(rules); });
    }
}

void TrainingRunner::requestUpsampling(const UpsamplingSwitch& change) {
    if (m_active) {
        m_bridge->ask([change](TrainingSession& session) { session.requestUpsampling(change); });
    }
}

void TrainingRunner::requestSettings(const std::vector<SettingChange>& changes) {
    if (m_active) {
        m_bridge->ask([changes](TrainingSession& session) { session.requestSettings(changes); });
    }
}

void TrainingRunner::requestCheckpoint() {
    if (m_active) {
        m_bridge->ask([](TrainingSession& session) { session.requestCheckpoint(); });
    }
}

void TrainingRunner::wake() {
    if (m_drainTimer.isActive()) {
        m_wakeMissed = true; // read when the timer has run out
        return;
    }
    m_drainTimer.start();
    drain();
}

void TrainingRunner::drain() {
    if (!m_bridge) {
        return;
    }
    const auto bridge = m_bridge; // a slot may start the next run
    auto said = bridge->take();
    for (const TrainingState state : said.states) {
        // After stop() only the end counts; the end itself is told by the result.
        const bool over = state == TrainingState::Finished || state == TrainingState::Failed;
        if (!over && m_state != TrainingState::Stopping) {
            setState(state);
        }
    }
    for (const auto& event : said.events) {
        Q_EMIT happened(event);
    }
    if (!said.rows.empty()) {
        m_progress = said.rows.back();
        Q_EMIT progressed(said.rows);
    }
    if (const auto preview = bridge->takePreview()) {
        Q_EMIT previewed(*preview);
    }
    for (const auto& evaluation : said.evaluations) {
        Q_EMIT evaluated(evaluation);
    }
    for (const auto& [folder, step] : said.checkpoints) {
        Q_EMIT checkpointSaved(folder, step);
    }
    if (said.health) {
        setHealth(std::move(*said.health));
    }
    for (const auto& refused : said.refusedSettings) {
        Q_EMIT settingsRefused(refused);
    }
    for (const auto& refused : said.refusedFreezing) {
        Q_EMIT freezingRefused(refused);
    }
    for (const auto& warning : said.warnings) {
        Q_EMIT warned(warning);
    }
    if (said.result) {
        finish(*said.result);
    }
}

void TrainingRunner::finish(const Result<Outcome>& result) {
    if (m_thread.joinable()) {
        m_thread.join(); // its last word has been said: it is at its end
    }
    m_active = false;
    if (result) {
        setState(TrainingState::Finished);
        Q_EMIT ended(*result == Outcome::Finished);
    } else {
        setState(TrainingState::Failed);
        Q_EMIT failed(result.error());
    }
}

void TrainingRunner::setHealth(Health health) {
    m_health = std::move(health);
    Q_EMIT healthChanged();
}

void TrainingRunner::setState(TrainingState state) {
    if (m_state != state) {
        m_state = state;
        Q_EMIT stateChanged(state);
    }
}

} // namespace typemould
