// The session behind TrainingSession::create(), for this room only: training_session.cpp trains,
// session_changes.cpp follows the freezing plan and serves requests, session_reports.cpp shows and stores
// what comes of it. Thread as TrainingSession.
#pragma once

#include "core/dataset/batch_sampler.h"
#include "core/metrics/baselines.h"
#include "core/training/batch_ahead.h"
#include "core/training/checkpoint_score.h"
#include "core/training/run_log.h"
#include "core/training/schedule.h"
#include "core/training/session_requests.h"
#include "core/training/trainer.h"

#include <atomic>

namespace typemould {

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
    void requestFreezing(std::vector<std::string> rules) override {
        m_box.change([&](SessionRequests& r) { r.freezing = std::move(rules); });
    }
    void requestUpsampling(UpsamplingSwitch change) override {
        m_box.change([&](SessionRequests& r) { r.upsampling.push_back(change); });
    }
    void requestSettings(std::vector<SettingChange> changes) override {
        if (!changes.empty()) {
            m_box.change([&](SessionRequests& r) { r.settings.push_back(std::move(changes)); });
        }
    }
    void requestCheckpoint() override {
        m_box.change([&](SessionRequests& r) { r.checkpoint = true; });
    }

    /// For tests that make a network ill.
    Trainer& trainer() { return m_trainer; }

private:
    void load(const GeneratorConfig& wanted);
    void takeWeights(const VerifiedCheckpoint& checkpoint, const GeneratorConfig& wanted);
    void recover(const Failure& failure);
    std::optional<VerifiedCheckpoint> goodCheckpoint(long long below) const;
    void leaveLaterCheckpoints();
    void markLeft();
    void serveSettings(const std::vector<SettingChange>& changes);
    void tellHealth();
    BatchSampler sampler() const;
    void teach();
    Outcome train(std::stop_token stop);
    void waitWhilePaused(std::stop_token stop);
    void serve(SessionRequests requests);
    void serveFreezing(const std::vector<std::string>& rules);
    void serveUpsampling(const UpsamplingSwitch& change);
    void followFreezing();
    void refuseIdling() const;
    void warnOfIdling();
    double epoch() const;
    void oneStep(double share);
    TrainingBatch nextBatch();
    std::optional<StepLosses> stepWithinMemory(const TrainingBatch& batch, double share, bool measured);
    void makePartsSmaller();
    void drawPreview(bool store);
    void evaluate();
    Status saveCheckpoint();
    void keepWithinBounds();
    void weightsReplaced();
    void enter(TrainingState state);
    void event(const std::string& kind, const std::string& detail = {},
               std::vector<SettingChange> changes = {});
    RunPosition position() const;
    TrainingProgress progressNow(double share) const;

    TrainingSetup m_setup;
    Trainer m_trainer;
    RequestBox m_box;
    /// A pair that is trained on.
    struct Item {
        const GlyphPairs* pairs;
        std::size_t index;
        int style;
    };
    static std::vector<Item> trainedItems(const TrainingSetup& setup);
    std::vector<Item> m_trainedItems;
    FreezingPlan m_plan;
    std::optional<std::vector<bool>>
        m_inForce; ///< the rules that the trainer follows now; none when that is to be told anew
    std::optional<Error> m_idling; ///< that nothing learns under them
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
    std::optional<Error> m_pairsChanged; ///< since the checkpoint that it goes on from
    std::string m_changes;               ///< settings that are others than that checkpoint's
    std::string m_begunAnew;             ///< what of the discriminator does not go on from it
    bool m_measured = false;             ///< m_losses are of a step of this call
    long long m_toldStep = -1;           ///< of the last onProgress
    /// Held-out figures of the weights as they are at a step, for the checkpoints of that step.
    struct Scored {
        long long step;
        CheckpointScore score;
    };
    std::optional<Scored> m_scored;
    long long m_savedAt =
        -1; ///< the step of the last checkpoint of this call; -1 when it is of other weights
    bool m_toldOfBudget = false; ///< that a checkpoint alone is larger than the disk budget
    HealthWatch m_health;
    std::vector<HealthFinding> m_toldFindings;
    std::string m_toldHealth;    ///< the line told last
    int m_recoveries = 0;        ///< from losses that are no numbers, since m_recoveredAt
    long long m_recoveredAt = 0; ///< the step at which the last of them was needed
    long long m_recoveredTo = 0; ///< the step that it went back to
    std::set<long long> m_left;  ///< steps of stored checkpoints that the run has gone back behind
    std::stop_token m_stop;
    std::vector<AugmentedPair> m_changedPairs; ///< that the step learns from
    BatchAhead m_ahead;                        ///< those of the next step
};

} // namespace typemould
