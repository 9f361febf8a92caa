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

double rateShare(const TrainingSettings& settings, const RunPosition& position, double share) {
    const double warm = settings.warmupSteps > 0
                            ? std::min(1.0, static_cast<double>(position.step + 1) /
                                                static_cast<double>(settings.warmupSteps))
                            : 1.0;
    const double least = settings.finalRateShare;
    const auto shape = [&] {
        switch (settings.rateShape) {
        case RateShape::Cosine:
            break;
        case RateShape::Constant:
            return 1.0;
        case RateShape::Step:
            return std::max(
                least, std::pow(settings.rateDecay, std::floor(position.epoch / settings.rateStepEpochs)));
        case RateShape::Exponential:
            return std::max(least, std::pow(settings.rateDecay, position.epoch));
        }
        return share < 0
                   ? 1.0
                   : least + (1 - least) * 0.5 * (1 + std::cos(std::numbers::pi * std::min(share, 1.0)));
    };
    return warm * shape();
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
