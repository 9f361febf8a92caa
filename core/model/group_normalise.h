// A group norm with its activation on tensors, by the kernels of norm_kernels.h on a processor and by
// LibTorch elsewhere. Includes Torch; one thread.
#pragma once

#include "core/model/norm_kernels.h"
#include "core/model/torch.h"

namespace typemould {

/// While it lives, norms called on this thread can be differentiated twice (the R1 penalty wants that), which
/// the kernels cannot. Nests.
class DifferentiableTwice {
public:
    DifferentiableTwice();
    ~DifferentiableTwice();
    DifferentiableTwice(const DifferentiableTwice&) = delete;
    DifferentiableTwice& operator=(const DifferentiableTwice&) = delete;

private:
    bool m_before;
};

/// (n, c, h, w) of float32, float64 or bfloat16 to the same: each of `groups` groups of a picture's channels
/// brought to mean 0 and variance 1 (c groups: an instance norm), times `weight` plus `bias` (c, float32; may
/// be undefined), then the activation.
torch::Tensor groupNormalised(const torch::Tensor& input, std::int64_t groups, const torch::Tensor& weight,
                              const torch::Tensor& bias, Activation activation);

} // namespace typemould
