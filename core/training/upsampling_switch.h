// Switching the upsampling of a network that has learnt something: the up kernels of the new mode, the
// optimiser's moments by the same map, and how much of each level could not be held. Includes Torch; one
// thread.
#pragma once

#include "core/model/generator.h"
#include "core/training/upsampling_choice.h"
#include "core/weights/safetensors.h"

#include <vector>

namespace typemould {

/// What switching loses, level by level; only levels that change are listed.
std::vector<LevelResidual> switchResiduals(const Generator& generator, const UpsamplingSwitch& change);

/// A generator on the same device with the upsampling changed; a Failure when the network cannot have it.
/// SwitchHow::Nearest carries the up kernels over,
/// Fresh keeps the new ones as they were initialised; all else is copied bit for bit.
Generator withUpsampling(const Generator& generator, const UpsamplingSwitch& change);

/// Copies the up kernels that are of another mode in `from`'s config than in `before` into `to`, of the same
/// config.
void copyChangedKernels(const GeneratorConfig& before, const Generator& from, const Generator& to);

/// AdamW's moments "<name>.first", ".second", ".steps" of `from`'s parameters as moments of `to`'s. Nearest:
/// first moments go through the map of the kernels, second ones through the squares of it, and taps that had
/// none get the mean of their kernel. Fresh: the changed kernels' moments are left out, and so begin at zero.
StoredTensors switchedMoments(const StoredTensors& moments, const GeneratorConfig& from,
                              const GeneratorConfig& to, SwitchHow how);

} // namespace typemould
