// Whether anything learns at all: the losses that the settings weigh, and what a freezing plan leaves them to
// teach. Pure; any thread. No Torch.
#pragma once

#include "core/training/freezing_plan.h"
#include "core/training/training_settings.h"

namespace typemould {

/// An error that names the setting or the plan when no parameter is left that one of the losses teaches.
/// `judge`: the discriminator that judges, none where there is none.
Status checkLearning(const ResolvedFreezing& freezing, const TrainingSettings& settings,
                     const std::optional<DiscriminatorConfig>& judge);

/// An error when nothing learns at that moment, nor at any later one at which the time of a rule begins or
/// ends; it says why at the first of them. Errors as resolveFreezing() too.
Status checkLearningFrom(const PlanMoment& moment, const FreezingPlan& plan, const TrainingSettings& settings,
                         const GeneratorConfig& generator, const std::optional<DiscriminatorConfig>& judge);

} // namespace typemould
