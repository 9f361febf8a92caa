#include "core/training/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace typemould {

double budgetShare(const TrainingBudget& budget, const RunPosition& position) {
    double share = -1;
    if (budget.minutes > 0) {
        share = std::max(share, position.secondsInThisCall / (budget.minutes * 60));
    }
    if (budget.steps > 0) {
        share = std::max(share, static_cast<double>(position.step) / static_cast<double>(budget.steps));
    }
    if (budget.epochs > 0) {
        share = std::max(share, position.epoch / budget.epochs);
    }
    return std::min(share, 1.0);
}

double rateShare(const TrainingSettings& settings, long long step, double share) {
    const double warm =
        settings.warmupSteps > 0
            ? std::min(1.0, static_cast<double>(step + 1) / static_cast<double>(settings.warmupSteps))
            : 1.0;
    if (share < 0) {
        return warm;
    }
    const double cosine = 0.5 * (1 + std::cos(std::numbers::pi * std::clamp(share, 0.0, 1.0)));
    return warm * (settings.finalRateShare + (1 - settings.finalRateShare) * cosine);
}

double secondsLeft(const TrainingBudget& budget, const RunPosition& position, double stepsPerSecond,
                   double epochsPerSecond) {
    double left = -1;
    const auto earlier = [&](double seconds) {
        left = left < 0 ? std::max(seconds, 0.0) : std::min(left, std::max(seconds, 0.0));
    };
    if (budget.minutes > 0) {
        earlier(budget.minutes * 60 - position.secondsInThisCall);
    }
    if (budget.steps > 0 && stepsPerSecond > 0) {
        earlier(static_cast<double>(budget.steps - position.step) / stepsPerSecond);
    }
    if (budget.epochs > 0 && epochsPerSecond > 0) {
        earlier((budget.epochs - position.epoch) / epochsPerSecond);
    }
    return left;
}

} // namespace typemould
