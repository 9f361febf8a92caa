// The three ways to double a resolution, and the maths between them: each is linear in its kernel, so a
// kernel of one mode has a nearest (often exact) kernel in another. Includes Torch.
#pragma once

#include "core/model/generator_config.h"
#include "core/model/torch.h"

namespace typemould {

/// Doubles height and width: (n, in, h, w) -> (n, out, 2h, 2w).
class UpsampleImpl : public torch::nn::Module {
public:
    UpsampleImpl(int in, int out, UpsampleMode mode);
    torch::Tensor forward(const torch::Tensor& input);
    UpsampleMode mode() const { return m_mode; }

    torch::Tensor
        weight; ///< transposed (in, out, 4, 4); pixel_shuffle (4 out, in, 3, 3); resize_conv (out, in, 3, 3)
    torch::Tensor bias; ///< (out), or (4 out) for pixel_shuffle

private:
    UpsampleMode m_mode;
};
TORCH_MODULE(Upsample);

/// A kernel with its bias in one mode's own layout.
struct UpsampleKernel {
    torch::Tensor weight;
    torch::Tensor bias;
};

/// The kernel of mode `to` that is nearest to `kernel` of mode `from` in the least-squares sense. Exact for
/// resize_conv -> transposed, resize_conv -> pixel_shuffle and transposed -> pixel_shuffle: along one axis,
/// output parity p sees input taps -1, 0, +1 with weights A_mode * k (6 numbers from a kernel of 3, 4 or 6),
/// so the map is pinv(A_to) * A_from on both axes.
UpsampleKernel convertedUpsampling(const UpsampleKernel& kernel, UpsampleMode from, UpsampleMode to);

/// Share of the kernel that the conversion cannot hold: |A_to k_to - A_from k_from| / |A_from k_from|, 0 when
/// exact.
double upsamplingResidual(const UpsampleKernel& kernel, UpsampleMode from, UpsampleMode to);

} // namespace typemould
