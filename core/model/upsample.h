// Upsample: the ways to double a resolution, and what may refine the result. Includes Torch; one thread.
#pragma once

#include "core/model/residual.h"

namespace typemould {

/// Doubles height and width: (n, in, h, w) -> (n, out, 2h, 2w), or 2h + 1 and 2w + 1 when it overshoots.
class UpsampleImpl : public torch::nn::Module {
public:
    UpsampleImpl(int in, int out, const Upsampling& upsampling, bool bias = true, bool overshoot = false);
    torch::Tensor forward(const torch::Tensor& input);
    const Upsampling& upsampling() const { return m_upsampling; }

    torch::Tensor
        weight; ///< transposed (in, out, 4, 4); pixel_shuffle (4 out, in, k, k); resize_conv (out, in, 3, 3)
    torch::Tensor bias; ///< (out), or (4 out) for pixel_shuffle; undefined without

private:
    torch::Tensor doubled(const torch::Tensor& input);
    torch::Tensor transposed(const torch::Tensor& input, int outputPadding);
    Upsampling m_upsampling;
    bool m_overshoot;
};
TORCH_MODULE(Upsample);

/// What follows an up convolution, same width: 3x3 convolution and ReLU, or 3x3 convolution, GroupNorm, SiLU
/// and a residual block.
class RefineImpl : public torch::nn::Module {
public:
    RefineImpl(Refinement refinement, int width);
    torch::Tensor forward(const torch::Tensor& input);

private:
    Convolution m_conv = nullptr;
    Norm m_norm = nullptr;
    PostResidual m_residual = nullptr;
};
TORCH_MODULE(Refine);

} // namespace typemould
