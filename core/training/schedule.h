// How far a run has come by its budget, and the learning rate's share at that point. Pure; any thread.
#pragma once

#include "core/training/training_settings.h"

namespace typemould {

/// Where a run stands, as the budget sees it.
struct RunPosition {
    long long step = 0;
    double epoch = 0;
    double secondsInThisCall = 0; ///< training time of this run() alone, pauses left out
};

/// Done share of the budget, 0..1 (the limit that is nearest to its end), or -1 when there is none.
double budgetShare(const TrainingBudget& budget, const RunPosition& position);
/// Share of the base learning rate at `position` (step 0 is the first) with `share` of the budget done:
/// linear warm-up times the settings' shape, never below finalRateShare of it: a cosine from 1 (Loshchilov
/// and Hutter 2017; 1 without a budget), 1, or rateDecay to the power of the epochs or of the whole steps of
/// epochs.
double rateShare(const TrainingSettings& settings, const RunPosition& position, double share);
/// Seconds until the budget is used, by the speed given; -1 when not known.
double secondsLeft(const TrainingBudget& budget, const RunPosition& position, double stepsPerSecond,
                   double epochsPerSecond);

} // namespace typemould
