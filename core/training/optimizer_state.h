// The moments of LibTorch's AdamW by parameter name, out of the optimiser and back. LibTorch keys its state
// by text in 1.13 and by pointer later; that difference ends here. Includes Torch.
#pragma once

#include "core/model/torch.h"
#include "core/weights/safetensors.h"

#include <string>

namespace typemould {

using NamedParameters = torch::OrderedDict<std::string, torch::Tensor>;

/// The optimiser's own state of a parameter; null before its first step.
torch::optim::AdamWParamState* momentsOf(torch::optim::AdamW& optimizer, const torch::Tensor& parameter);
/// As before the parameter's first step.
void forgetMoments(torch::optim::AdamW& optimizer, const torch::Tensor& parameter);

/// The same, begun at zero where there is none yet.
torch::optim::AdamWParamState& momentsFrom(torch::optim::AdamW& optimizer, const torch::Tensor& parameter);

/// Moments of every parameter that has some, as "<prefix><name>.first", ".second" and ".steps".
void storeMoments(StoredTensors& tensors, const std::string& prefix, torch::optim::AdamW& optimizer,
                  const NamedParameters& parameters);
/// Puts stored moments in place of whatever the optimiser has; parameters without stored moments begin at
/// zero.
void restoreMoments(const StoredTensors& tensors, const std::string& prefix, torch::optim::AdamW& optimizer,
                    const NamedParameters& parameters, const std::string& file);

} // namespace typemould
