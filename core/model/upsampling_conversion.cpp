#include "core/model/upsampling_conversion.h"

namespace typemould {

namespace {

constexpr int taps = 5; ///< input taps -2 .. +2 that any way can see

/// Rows (parity, tap) of one axis: what output parity 0 or 1 takes from each input tap, as a linear map of
/// the way's one-dimensional kernel.
torch::Tensor axisMap(const Upsampling& way) {
    const auto options = torch::TensorOptions().dtype(torch::kDouble);
    const auto row = [](int parity, int tap) { return parity * taps + tap + taps / 2; };
    torch::Tensor map;
    switch (way.mode) {
    case UpsampleMode::Transposed: // kernel rows 0..3
        map = torch::zeros({2 * taps, 4}, options);
        map[row(0, -1)][3] = 1;
        map[row(0, 0)][1] = 1;
        map[row(1, 0)][2] = 1;
        map[row(1, 1)][0] = 1;
        return map;
    case UpsampleMode::ResizeConv: { // kernel rows 0..2 over the doubled rows
        map = torch::zeros({2 * taps, 3}, options);
        const double far = way.resize == ResizeKind::Bilinear ? 0.25 : 0.0;
        for (int parity = 0; parity < 2; ++parity) {
            for (int k = 0; k < 3; ++k) {
                const int doubled = parity + k - 1;                      // -1 .. 2
                const int tap = doubled < 0 ? -1 : doubled / 2;          // the input row under it
                const int beside = doubled % 2 == 0 ? tap - 1 : tap + 1; // the nearer neighbour
                map[row(parity, tap)][k] += 1.0 - far;
                map[row(parity, beside)][k] += far;
            }
        }
        return map;
    }
    case UpsampleMode::PixelShuffle:
        break;
    }
    const int side = way.shuffleKernel;
    map = torch::zeros({2 * taps, 2 * side}, options);
    for (int parity = 0; parity < 2; ++parity) {
        for (int k = 0; k < side; ++k) {
            map[row(parity, k - side / 2)][parity * side + k] = 1;
        }
    }
    return map;
}

/// Any weight as (out, in, k, k) with k the length of its one-dimensional kernel (4, 3, 6 or 10).
torch::Tensor toAxes(const torch::Tensor& weight, const Upsampling& way) {
    switch (way.mode) {
    case UpsampleMode::Transposed:
        return weight.transpose(0, 1);
    case UpsampleMode::ResizeConv:
        return weight;
    case UpsampleMode::PixelShuffle:
        break;
    }
    const auto out = weight.size(0) / 4, in = weight.size(1), side = weight.size(2);
    return weight.reshape({out, 2, 2, in, side, side})
        .permute({0, 3, 1, 4, 2, 5})
        .reshape({out, in, 2 * side, 2 * side});
}

torch::Tensor fromAxes(const torch::Tensor& axes, const Upsampling& way) {
    switch (way.mode) {
    case UpsampleMode::Transposed:
        return axes.transpose(0, 1).contiguous();
    case UpsampleMode::ResizeConv:
        return axes.contiguous();
    case UpsampleMode::PixelShuffle:
        break;
    }
    const auto out = axes.size(0), in = axes.size(1), side = axes.size(2) / 2;
    return axes.reshape({out, in, 2, side, 2, side})
        .permute({0, 2, 4, 1, 3, 5})
        .reshape({4 * out, in, side, side})
        .contiguous();
}

torch::Tensor applied(const torch::Tensor& map, const torch::Tensor& axes) {
    return torch::matmul(torch::matmul(map, axes), map.transpose(0, 1));
}

} // namespace

UpsampleKernel convertedUpsampling(const UpsampleKernel& kernel, const Upsampling& from,
                                   const Upsampling& to) {
    torch::NoGradGuard guard;
    auto bias = kernel.bias.defined() ? kernel.bias.clone() : kernel.bias;
    if (from == to) {
        return {kernel.weight.clone(), bias};
    }
    const auto map = torch::matmul(torch::linalg_pinv(axisMap(to)), axisMap(from));
    const auto axes = applied(map, toAxes(kernel.weight.to(torch::kCPU, torch::kDouble), from));
    const bool shuffled = from.mode == UpsampleMode::PixelShuffle,
               shuffles = to.mode == UpsampleMode::PixelShuffle;
    if (bias.defined() && shuffled && !shuffles) {
        bias = bias.reshape({-1, 4}).mean(1);
    } else if (bias.defined() && !shuffled && shuffles) {
        bias = bias.repeat_interleave(4);
    }
    return {fromAxes(axes, to).to(kernel.weight.device(), kernel.weight.scalar_type()), bias};
}

double upsamplingResidual(const UpsampleKernel& kernel, const Upsampling& from, const Upsampling& to) {
    torch::NoGradGuard guard;
    const auto old = applied(axisMap(from), toAxes(kernel.weight.to(torch::kCPU, torch::kDouble), from));
    const auto converted = convertedUpsampling(kernel, from, to);
    const auto now = applied(axisMap(to), toAxes(converted.weight.to(torch::kCPU, torch::kDouble), to));
    const double norm = old.norm().item<double>();
    return norm == 0 ? 0 : (now - old).norm().item<double>() / norm;
}

} // namespace typemould
