#include "app/cli/console_observer.h"

#include <algorithm>
#include <cstdio>
#include <spdlog/spdlog.h>

namespace typemould {

std::string progressText(const TrainingProgress& progress) {
    char text[160];
    std::snprintf(text, sizeof text, "step %lld  epoch %.1f  l1 %.4f", progress.step, progress.epoch,
                  progress.l1);
    std::string line = text;
    if (progress.samplesPerSecond > 0) {
        std::snprintf(text, sizeof text, "  %.1f glyphs/s", progress.samplesPerSecond);
        line += text;
    }
    if (progress.share >= 0) {
        line += "  " + std::to_string(static_cast<int>(std::min(progress.share, 1.0) * 100)) + " % done";
        if (progress.secondsLeft >= 0) {
            line += ", " + durationText(progress.secondsLeft) + " left";
        }
    } else {
        line += "  " + durationText(progress.trainedSeconds) + " trained";
    }
    return line;
}

void ConsoleObserver::onProgress(const TrainingProgress& progress) {
    m_progress = progress;
    m_line.show(progressText(progress));
}

void ConsoleObserver::onEvaluation(const Evaluation& evaluation) {
    m_evaluation = evaluation;
    char text[160];
    std::snprintf(text, sizeof text,
                  "step %lld: held-out L1 %.4f, SSIM %.4f, IoU %.4f (copied source %.4f, %.4f, %.4f)",
                  evaluation.step, evaluation.generated.l1, evaluation.generated.ssim,
                  evaluation.generated.iou, evaluation.copiedSource.l1, evaluation.copiedSource.ssim,
                  evaluation.copiedSource.iou);
    m_line.say(text);
    spdlog::info("{}", text);
}

void ConsoleObserver::onCheckpoint(const std::filesystem::path& folder, long long step) {
    m_checkpoint = folder;
    m_line.say("step " + std::to_string(step) + ": checkpoint saved");
    spdlog::info("checkpoint {}", pathText(folder));
}

void ConsoleObserver::onEvent(const TrainingEvent& event) {
    spdlog::info("step {}: {} {}", event.step, event.kind, event.detail);
}

void ConsoleObserver::onWarning(const Error& error) {
    m_warnings.push_back(error);
    m_line.say("warning: " + error.text());
    spdlog::warn("{}", error.text());
}

void ConsoleObserver::onHealth(const std::vector<HealthFinding>& findings, const std::string&) {
    for (const auto& finding : findings) {
        const bool told = std::any_of(m_findings.begin(), m_findings.end(), [&](const HealthFinding& other) {
            return other.illness == finding.illness;
        });
        if (!told) {
            m_line.say("health: " + finding.text + " " + finding.advice);
        }
    }
    m_findings = findings;
}

} // namespace typemould
