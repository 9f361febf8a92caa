// Whether anything learns at all: the losses that the settings weigh, and what a freezing plan leaves them to
// teach. Pure; any thread. No Torch.
#pragma once

#include "core/training/freezing_plan.h"
#include "core/training/training_settings.h"

namespace typemould {

/// An error that names the setting or the plan when no parameter is left that one of the losses teaches.
Status checkLearning(const ResolvedFreezing& freezing, const TrainingSettings& settings);

} // namespace typemould
