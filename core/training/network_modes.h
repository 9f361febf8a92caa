// Which parameters of a network train, and in which mode its parts run meanwhile. For the trainer. Includes
// Torch; one thread.
#pragma once

#include "core/model/torch.h"

#include <set>
#include <string>

namespace typemould {

void dropGradients(const torch::nn::Module& module);
/// Lets all parameters train but those named. Frozen ones hold no gradient: AdamW keeps moving a weight that
/// has one.
void setTrained(torch::nn::Module& module, const std::set<std::string>& frozen);
/// Training mode, but for modules whose own parameters are all frozen and that keep statistics: those stay as
/// they are.
void setTrainingMode(torch::nn::Module& module);
/// A generator's embedding of styles; it must have one.
torch::Tensor embeddingOf(const torch::nn::Module& generator);
/// Whether every parameter is a number.
bool allFinite(const torch::nn::Module& module);

} // namespace typemould
