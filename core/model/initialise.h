// How a network's weights begin. Includes Torch.
#pragma once

#include "core/model/generator_config.h"
#include "core/model/torch.h"

namespace typemould {

/// Draws every convolution and linear weight of `module` anew by `initializer`; FanIn leaves what the modules
/// themselves drew. Biases, norms, embeddings and FiLM stay as they began.
void initialise(torch::nn::Module& module, Initializer initializer);

/// Makes the four kernels of each channel before a PixelShuffle(2) equal (Aitken et al. 2017): `weight`
/// (4 out, in, k, k).
void initialiseAsResize(torch::Tensor weight);

} // namespace typemould
