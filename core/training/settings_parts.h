// The description of TrainingSettings, part by part, for this room only.
#pragma once

#include "core/training/training_settings.h"

namespace typemould {

void describeLosses(std::vector<Field<TrainingSettings>>& list);
/// Of the two networks against each other.
void describeBalance(std::vector<Field<TrainingSettings>>& list);

} // namespace typemould
