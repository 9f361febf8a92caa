// A problem small enough to learn in a test: characters drawn as a few bars, the target drawn as the source
// with bars twice as thick; and a session on it.
#pragma once

#include "core/training/checkpoint.h"
#include "core/training/training_session.h"

#include <QTemporaryDir>

namespace typemould::testing {

/// `count` pairs of 32 x 32 px, from U+4E00 on; a quarter at most held out.
GlyphPairs smallPairs(int count = 24);
/// Settings that train `smallPairs` in milliseconds a step, on one thread, in float32.
TrainingSettings smallSettings();
/// A setup over `pairs` in `folder` that runs `steps` steps.
TrainingSetup smallSetup(const GlyphPairs& pairs, const std::filesystem::path& folder, long long steps);

/// Writes down all that a session says, and does something at a step when asked.
class RecordingObserver : public TrainingObserver {
public:
    void onState(TrainingState state) override { states.push_back(state); }
    void onProgress(const TrainingProgress& progress) override {
        rows.push_back(progress);
        if (atStep) {
            atStep(progress.step);
        }
    }
    void onPreview(const Preview& preview) override { previews.push_back(preview); }
    void onEvaluation(const Evaluation& evaluation) override { evaluations.push_back(evaluation); }
    void onCheckpoint(const std::filesystem::path& folder, long long) override {
        checkpoints.push_back(folder);
    }
    void onEvent(const TrainingEvent& event) override { events.push_back(event); }
    void onWarning(const Error& error) override { warnings.push_back(error); }
    void onSettingsRefused(const RefusedSettings& refused) override { refusedSettings.push_back(refused); }
    void onFreezingRefused(const RefusedFreezing& refused) override { refusedFreezing.push_back(refused); }
    void onHealth(const std::vector<HealthFinding>& now, const std::string& line) override {
        findings = now;
        healthLines.push_back(line);
        everFound.insert(everFound.end(), now.begin(), now.end());
    }
    bool happened(const std::string& kind) const;
    /// The steps of all events of a kind.
    std::vector<long long> stepsOf(const std::string& kind) const;

    std::function<void(long long)> atStep;
    std::vector<TrainingState> states;
    std::vector<TrainingProgress> rows;
    std::vector<Preview> previews;
    std::vector<Evaluation> evaluations;
    std::vector<std::filesystem::path> checkpoints;
    std::vector<TrainingEvent> events;
    std::vector<Error> warnings;
    std::vector<RefusedSettings> refusedSettings;
    std::vector<RefusedFreezing> refusedFreezing;
    std::vector<std::string> healthLines; ///< in the order in which they were told
    std::vector<HealthFinding> findings;  ///< as they were told last
    std::vector<HealthFinding> everFound; ///< all that were ever told
};

/// A run in a folder of its own that a test watches, asks and looks into.
class WatchedRun {
public:
    /// `steps` steps over `pairs`, which must outlive it, with smallSettings() that `change` may change.
    WatchedRun(const GlyphPairs& pairs, long long steps,
               const std::function<void(TrainingSettings&)>& change = {});
    Result<Outcome> run() { return session->run({}, observer); }
    std::filesystem::path folder() const { return m_temporary.path().toStdString() + "/run"; }

    RecordingObserver observer;
    std::unique_ptr<TrainingSession> session;

private:
    QTemporaryDir m_temporary;
};

/// Runs a setup to its end; fails the test's expectation by throwing when it does not run.
Outcome trained(TrainingSetup setup, RecordingObserver& observer);
std::string contentsOf(const std::filesystem::path& file);

} // namespace typemould::testing
