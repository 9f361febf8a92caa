// Between Torch tensors and the plain bytes of a weights file. Includes Torch; any thread.
#pragma once

#include "core/model/torch.h"
#include "core/weights/safetensors.h"

namespace typemould {

/// A copy of the tensor's numbers (of any type that StoredTensor lists), from any device.
StoredTensor toStored(const torch::Tensor& tensor);
/// A CPU tensor of the stored numbers.
torch::Tensor fromStored(const StoredTensor& stored);

/// Every parameter and buffer of `module` under `prefix`, added to `tensors`.
void storeModule(StoredTensors& tensors, const std::string& prefix, const torch::nn::Module& module);
/// Every parameter and buffer of `module` read from `prefix`; one that is missing, of another shape, or left
/// over under `prefix` is a Failure that names it; nothing is changed then. `file` stands in messages.
void restoreModule(const StoredTensors& tensors, const std::string& prefix, torch::nn::Module& module,
                   const std::string& file);

} // namespace typemould
