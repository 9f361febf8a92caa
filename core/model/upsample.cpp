#include "core/model/upsample.h"

#include "core/model/convolve_uncounted.h"
#include "core/model/pixel_shuffle.h"
#include "core/model/reduced.h"

#include <cmath>

namespace typemould {

namespace {

/// (in, out, 4, 4) of a transposed convolution as the (4 * out, in, 3, 3) of a convolution whose output is
/// shuffled: the same numbers. On a processor that is faster (4 x 256 x 32 x 32 to 128 channels, two Zen 4
/// cores: 64 ms as LibTorch does it, 54 ms so in float32 and 23 ms in bfloat16, which it cannot do itself).
torch::Tensor asShuffled(const torch::Tensor& kernel) {
    // Rows of the kernel for the taps -1, 0, 1 of the even and of the odd outputs; 4 is a row of zeros.
    const auto rows = torch::tensor({3, 1, 4, 4, 2, 0}, torch::kLong);
    const auto spread =
        torch::constant_pad_nd(kernel, {0, 1, 0, 1}).index_select(2, rows).index_select(3, rows);
    const auto in = kernel.size(0), out = kernel.size(1);
    return spread.view({in, out, 2, 3, 2, 3}).permute({1, 2, 4, 0, 3, 5}).reshape({4 * out, in, 3, 3});
}
/// (out) of a transposed convolution as the (4 * out) of the shuffled one.
torch::Tensor fourTimes(const torch::Tensor& bias) { return bias.repeat_interleave(4); }

} // namespace

UpsampleImpl::UpsampleImpl(int in, int out, const Upsampling& upsampling, bool hasBias, bool overshoot)
    : m_upsampling(upsampling), m_overshoot(overshoot) {
    const bool shuffle = upsampling.mode == UpsampleMode::PixelShuffle;
    const int kernel = upsampling.shuffleKernel;
    switch (upsampling.mode) {
    case UpsampleMode::Transposed:
        weight = torch::empty({in, out, 4, 4});
        break;
    case UpsampleMode::PixelShuffle:
        weight = torch::empty({4 * out, in, kernel, kernel});
        break;
    case UpsampleMode::ResizeConv:
        weight = torch::empty({out, in, 3, 3});
        break;
    }
    // By the taps that reach one output pixel (fan-in).
    const double taps = upsampling.mode == UpsampleMode::Transposed ? 4.0 : shuffle ? kernel * kernel : 9.0;
    torch::NoGradGuard guard;
    weight.normal_(0.0, std::sqrt(1.0 / (taps * in)));
    weight = register_parameter("weight", weight);
    if (hasBias) {
        bias = register_parameter("bias", torch::zeros({shuffle ? 4 * out : out}));
    }
}

torch::Tensor UpsampleImpl::transposed(const torch::Tensor& input, int outputPadding) {
    countConvolution(input, weight);
    if (outputPadding == 0 && input.is_cpu() && weight.scalar_type() == torch::kFloat) {
        const bool reduced = ReducedPrecision::active();
        const auto kernel = reduced ? KeptWeights::of(weight, asShuffled) : asShuffled(weight);
        const auto term = !bias.defined() ? bias
                          : reduced       ? KeptWeights::of(bias, fourTimes)
                                          : fourTimes(bias);
        const auto from = reduced ? inBfloat(input) : input;
        return pixelShuffle(convolveUncounted(from, kernel, term, 1, 1), 2);
    }
    return torch::conv_transpose2d(input.to(weight.scalar_type()), weight, bias, 2, 1, outputPadding)
        .to(input.scalar_type());
}

torch::Tensor UpsampleImpl::doubled(const torch::Tensor& input) {
    switch (m_upsampling.mode) {
    case UpsampleMode::Transposed:
        return transposed(input, 0);
    case UpsampleMode::ResizeConv: {
        const std::vector<std::int64_t> size{input.size(2) * 2, input.size(3) * 2};
        const auto resized = m_upsampling.resize == ResizeKind::Nearest
                                 ? torch::upsample_nearest2d(input, size)
                                 : torch::upsample_bilinear2d(input, size, false);
        return convolve(resized, weight, bias, 1, 1);
    }
    case UpsampleMode::PixelShuffle:
        break;
    }
    return pixelShuffle(convolve(input, weight, bias, 1, m_upsampling.shuffleKernel / 2), 2);
}

torch::Tensor UpsampleImpl::forward(const torch::Tensor& input) {
    if (!m_overshoot) {
        return doubled(input);
    }
    if (m_upsampling.mode == UpsampleMode::Transposed) {
        return transposed(input, 1);
    }
    // The output padding of a transposed convolution is what one more row and column of zeros would give.
    const auto wide = doubled(torch::constant_pad_nd(input, {0, 1, 0, 1}));
    return wide.slice(2, 0, -1).slice(3, 0, -1);
}

RefineImpl::RefineImpl(Refinement refinement, int width) {
    const bool residual = refinement == Refinement::Residual;
    m_conv = register_module("conv", Convolution(width, width, 3, 1, !residual));
    if (residual) {
        m_norm = register_module("norm", Norm(NormKind::Group, width));
        m_residual = register_module("residual", PostResidual(width));
    }
}

torch::Tensor RefineImpl::forward(const torch::Tensor& input) {
    const auto x = m_conv(input);
    return m_residual ? m_residual(m_norm(x, Activation::Silu)) : torch::relu(x);
}

} // namespace typemould
