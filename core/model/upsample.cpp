#include "core/model/upsample.h"

#include <cmath>

namespace typemould {

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

torch::Tensor UpsampleImpl::doubled(const torch::Tensor& input) {
    switch (m_upsampling.mode) {
    case UpsampleMode::Transposed:
        countConvolution(input, weight);
        return torch::conv_transpose2d(input, weight, bias, 2, 1);
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
    return torch::pixel_shuffle(convolve(input, weight, bias, 1, m_upsampling.shuffleKernel / 2), 2);
}

torch::Tensor UpsampleImpl::forward(const torch::Tensor& input) {
    if (!m_overshoot) {
        return doubled(input);
    }
    if (m_upsampling.mode == UpsampleMode::Transposed) {
        countConvolution(input, weight);
        return torch::conv_transpose2d(input, weight, bias, 2, 1, 1);
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
    return m_residual ? m_residual(torch::silu(m_norm(x))) : torch::relu(x);
}

} // namespace typemould
