#include "core/model/upsample.h"

#include "core/model/convolution.h"

#include <cmath>

namespace typemould {

namespace {

/// Rows (parity, tap) of one axis: what output parity 0 or 1 takes from input taps -1, 0, +1, as a linear map
/// of the mode's one-dimensional kernel.
torch::Tensor axisMap(UpsampleMode mode) {
    const auto options = torch::TensorOptions().dtype(torch::kDouble);
    switch (mode) {
    case UpsampleMode::Transposed: { // kernel rows 0..3
        auto map = torch::zeros({6, 4}, options);
        map[0][3] = 1; // parity 0, tap -1
        map[1][1] = 1; // parity 0, tap 0
        map[4][2] = 1; // parity 1, tap 0
        map[5][0] = 1; // parity 1, tap +1
        return map;
    }
    case UpsampleMode::ResizeConv: { // kernel rows 0..2 over the doubled rows
        auto map = torch::zeros({6, 3}, options);
        map[0][0] = 1;
        map[1][1] = 1;
        map[1][2] = 1;
        map[4][0] = 1;
        map[4][1] = 1;
        map[5][2] = 1;
        return map;
    }
    case UpsampleMode::PixelShuffle:
        break;
    }
    return torch::eye(6, options);
}

/// Any mode's weight as (out, in, k, k) with k the length of its one-dimensional kernel (4, 6 or 3).
torch::Tensor toAxes(const torch::Tensor& weight, UpsampleMode mode) {
    switch (mode) {
    case UpsampleMode::Transposed:
        return weight.transpose(0, 1);
    case UpsampleMode::ResizeConv:
        return weight;
    case UpsampleMode::PixelShuffle:
        break;
    }
    const auto out = weight.size(0) / 4;
    const auto in = weight.size(1);
    return weight.reshape({out, 2, 2, in, 3, 3}).permute({0, 3, 1, 4, 2, 5}).reshape({out, in, 6, 6});
}

torch::Tensor fromAxes(const torch::Tensor& axes, UpsampleMode mode) {
    switch (mode) {
    case UpsampleMode::Transposed:
        return axes.transpose(0, 1).contiguous();
    case UpsampleMode::ResizeConv:
        return axes.contiguous();
    case UpsampleMode::PixelShuffle:
        break;
    }
    const auto out = axes.size(0);
    const auto in = axes.size(1);
    return axes.reshape({out, in, 2, 3, 2, 3})
        .permute({0, 2, 4, 1, 3, 5})
        .reshape({4 * out, in, 3, 3})
        .contiguous();
}

torch::Tensor applied(const torch::Tensor& map, const torch::Tensor& axes) {
    return torch::matmul(torch::matmul(map, axes), map.transpose(0, 1));
}

} // namespace

UpsampleImpl::UpsampleImpl(int in, int out, UpsampleMode mode) : m_mode(mode) {
    switch (mode) {
    case UpsampleMode::Transposed:
        weight = torch::empty({in, out, 4, 4});
        break;
    case UpsampleMode::PixelShuffle:
        weight = torch::empty({4 * out, in, 3, 3});
        break;
    case UpsampleMode::ResizeConv:
        weight = torch::empty({out, in, 3, 3});
        break;
    }
    // He-normal by the taps that reach one output pixel (fan-in).
    const double taps = mode == UpsampleMode::Transposed ? 4.0 : 9.0;
    torch::NoGradGuard guard;
    weight.normal_(0.0, std::sqrt(1.0 / (taps * in)));
    weight = register_parameter("weight", weight);
    bias = register_parameter("bias", torch::zeros({mode == UpsampleMode::PixelShuffle ? 4 * out : out}));
}

torch::Tensor UpsampleImpl::forward(const torch::Tensor& input) {
    switch (m_mode) {
    case UpsampleMode::Transposed:
        return torch::conv_transpose2d(input, weight, bias, 2, 1);
    case UpsampleMode::ResizeConv:
        return convolve(torch::upsample_nearest2d(input, {input.size(2) * 2, input.size(3) * 2}), weight,
                        bias, 1, 1);
    case UpsampleMode::PixelShuffle:
        break;
    }
    return torch::pixel_shuffle(convolve(input, weight, bias, 1, 1), 2);
}

UpsampleKernel convertedUpsampling(const UpsampleKernel& kernel, UpsampleMode from, UpsampleMode to) {
    torch::NoGradGuard guard;
    if (from == to) {
        return {kernel.weight.clone(), kernel.bias.clone()};
    }
    const auto map = torch::matmul(torch::linalg_pinv(axisMap(to)), axisMap(from));
    const auto axes = applied(map, toAxes(kernel.weight.to(torch::kCPU, torch::kDouble), from));
    auto bias = kernel.bias;
    if (from == UpsampleMode::PixelShuffle) {
        bias = bias.reshape({-1, 4}).mean(1);
    }
    if (to == UpsampleMode::PixelShuffle) {
        bias = bias.repeat_interleave(4);
    }
    return {fromAxes(axes, to).to(kernel.weight.device(), kernel.weight.scalar_type()), bias.clone()};
}

double upsamplingResidual(const UpsampleKernel& kernel, UpsampleMode from, UpsampleMode to) {
    torch::NoGradGuard guard;
    const auto old = applied(axisMap(from), toAxes(kernel.weight.to(torch::kCPU, torch::kDouble), from));
    const auto converted = convertedUpsampling(kernel, from, to);
    const auto now = applied(axisMap(to), toAxes(converted.weight.to(torch::kCPU, torch::kDouble), to));
    const double norm = old.norm().item<double>();
    return norm == 0 ? 0 : (now - old).norm().item<double>() / norm;
}

} // namespace typemould
