// The description of TrainingSettings, part by part, for this room only.
#pragma once

#include "core/training/training_settings.h"

namespace typemould {

/// Of batches, learning rate and optimiser.
void describeOptimizer(std::vector<Field<TrainingSettings>>& list);
/// Of the losses and their weights.
void describeLosses(std::vector<Field<TrainingSettings>>& list);
/// Of what makes each glyph a little different each time.
void describeAugmentation(std::vector<Field<TrainingSettings>>& list);
/// Of the two networks against each other.
void describeBalance(std::vector<Field<TrainingSettings>>& list);
/// Of where what is drawn is put.
void describeOutput(std::vector<Field<TrainingSettings>>& list);
/// Of previews, checkpoints and what else a run leaves on disk.
void describeRecord(std::vector<Field<TrainingSettings>>& list);

} // namespace typemould
