// convolve() of a weight that another one was made into, as work that is counted by that other one. Includes
// Torch; one thread.
#pragma once

#include "core/model/torch.h"

namespace typemould {

/// As convolve() (convolution.h), but that ConvolutionWork does not see it.
torch::Tensor convolveUncounted(const torch::Tensor& input, const torch::Tensor& weight,
                                const torch::Tensor& bias, int stride, int padding);

} // namespace typemould
