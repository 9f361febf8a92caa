// The maths between the ways of doubling: each is linear in its kernel, so a kernel of one has a nearest
// (often exact) kernel in another. Pure; includes Torch.
#pragma once

#include "core/model/level_config.h"
#include "core/model/torch.h"

namespace typemould {

/// A kernel with its bias (may be undefined) in one way's own layout.
struct UpsampleKernel {
    torch::Tensor weight;
    torch::Tensor bias;
};

/// The kernel of `to` that is nearest to `kernel` of `from` in the least-squares sense. Along one axis,
/// output parity p sees input taps -2..+2 with weights A * k (10 numbers from a kernel of 3, 4, 6 or 10), so
/// the map is pinv(A_to) * A_from on both axes. Exact for resize_conv -> transposed -> pixel_shuffle 3 ->
/// pixel_shuffle 5 and what follows from these (bilinear -> transposed is nearest only, and bilinear is exact
/// but for the outermost row, where it repeats the edge).
UpsampleKernel convertedUpsampling(const UpsampleKernel& kernel, const Upsampling& from,
                                   const Upsampling& to);

/// Share of the kernel that the conversion cannot hold: |A_to k_to - A_from k_from| / |A_from k_from|, 0 when
/// exact.
double upsamplingResidual(const UpsampleKernel& kernel, const Upsampling& from, const Upsampling& to);

} // namespace typemould
