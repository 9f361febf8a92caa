// ConsoleObserver: shows a training session on standard error and keeps what the verb's answer needs. Called
// on the thread in run().
#pragma once

#include "app/cli/progress_line.h"
#include "core/training/training_session.h"

namespace typemould {

class ConsoleObserver : public TrainingObserver {
public:
    void onProgress(const TrainingProgress& progress) override;
    void onEvaluation(const Evaluation& evaluation) override;
    void onCheckpoint(const std::filesystem::path& folder, long long step) override;
    void onEvent(const TrainingEvent& event) override;
    void onWarning(const Error& error) override;
    /// Says each finding once, with its advice.
    void onHealth(const std::vector<HealthFinding>& findings, const std::string& line) override;

    const TrainingProgress& progress() const { return m_progress; }
    const std::optional<Evaluation>& evaluation() const { return m_evaluation; } ///< newest
    const std::filesystem::path& checkpoint() const {
        return m_checkpoint;
    } ///< newest; empty when none was written
    const std::vector<Error>& warnings() const { return m_warnings; }
    const std::vector<HealthFinding>& findings() const { return m_findings; }
    /// Ends the progress line.
    void finish() { m_line.finish(); }

private:
    ProgressLine m_line;
    TrainingProgress m_progress;
    std::optional<Evaluation> m_evaluation;
    std::filesystem::path m_checkpoint;
    std::vector<Error> m_warnings;
    std::vector<HealthFinding> m_findings; ///< as they were told last
};

/// "step 420  epoch 5.6  l1 0.0912  14.2 glyphs/s  38 % done, 2 min 10 s left".
std::string progressText(const TrainingProgress& progress);

} // namespace typemould
