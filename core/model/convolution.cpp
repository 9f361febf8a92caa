#include "core/model/convolution.h"

#include "core/model/convolve_uncounted.h"

#include "core/model/reduced.h"

#include <cmath>

namespace typemould {

namespace {
thread_local bool reducedOnThisThread = false;
thread_local double flopsOnThisThread = -1; // negative: not counted

/// Places along a side of what a convolution gives.
std::int64_t sideAfter(std::int64_t side, std::int64_t kernel, int stride, int padding) {
    return (side + 2 * padding - kernel) / stride + 1;
}

/// Whether it has many weights for few places, as at the bottom of a U-Net: reading the weights is the work
/// then, and a matrix product reads them once, where oneDNN reorders them first. Two Zen 4 cores, batch 4,
/// there and back, with the conversions: 512 to 2048 channels 3x3 on 2x2 places 48 ms against 32 ms in
/// float32, 60 ms against 9 ms in bfloat16; on 4x4 places 90 against 56, 48 against 30; on 8x8 the two are
/// alike.
bool isDeep(const torch::Tensor& input, const torch::Tensor& weight, int stride, int padding) {
    constexpr std::int64_t fewPlaces = 64, manyInputs = 1024;
    const bool pays = ReducedPrecision::active() || (torch::GradMode::is_enabled() && weight.requires_grad());
    return pays && input.is_cpu() && weight.size(2) > 1 && weight.numel() / weight.size(0) >= manyInputs &&
           input.size(0) * sideAfter(input.size(2), weight.size(2), stride, padding) *
                   sideAfter(input.size(3), weight.size(3), stride, padding) <=
               fewPlaces;
}

/// The convolution as one product of (out, in * kernel * kernel) with (in * kernel * kernel, images *
/// places).
torch::Tensor asProduct(const torch::Tensor& input, const torch::Tensor& weight, const torch::Tensor& bias,
                        int stride, int padding) {
    const auto images = input.size(0), out = weight.size(0);
    const auto height = sideAfter(input.size(2), weight.size(2), stride, padding);
    const auto width = sideAfter(input.size(3), weight.size(3), stride, padding);
    const auto columns =
        torch::im2col(input, {weight.size(2), weight.size(3)}, {1, 1}, {padding, padding}, {stride, stride})
            .permute({1, 0, 2})
            .reshape({-1, images * height * width});
    const auto product = torch::mm(weight.reshape({out, -1}), columns);
    const auto output = product.view({out, images, height, width}).permute({1, 0, 2, 3});
    return (bias.defined() ? output + bias.view({1, -1, 1, 1}) : output).contiguous();
}
/// Whether it gives so few channels that a convolution's kernels would be mostly empty.
bool isNarrow(const torch::Tensor& input, const torch::Tensor& weight, int stride, int padding) {
    constexpr std::int64_t fewOutputs = 2, manyChannels = 64;
    return input.is_cpu() && stride == 1 && weight.size(0) <= fewOutputs && weight.size(1) >= manyChannels &&
           weight.size(2) == 2 * padding + 1 && weight.size(3) == weight.size(2) && weight.size(2) > 1;
}

/// The convolution as a map for each tap of the kernel, by a 1x1 convolution, and the sum of these, each
/// moved by its tap. 4 x 512 x 32 x 32 to one channel by 5x5, two Zen 4 cores, there and back: 36 ms by
/// LibTorch in float32, 14 in bfloat16; 5.5 and 3 so.
torch::Tensor asSumOfMaps(const torch::Tensor& input, const torch::Tensor& weight,
                          const torch::Tensor& bias) {
    const auto kernel = weight.size(2), out = weight.size(0);
    const auto taps = weight.flip({2, 3}).permute({0, 2, 3, 1}).reshape({out * kernel * kernel, -1, 1, 1});
    const auto maps = torch::conv2d(input, taps).flatten(2);
    const auto sum = torch::col2im(maps.scalar_type() == torch::kBFloat16 ? maps.to(torch::kFloat) : maps,
                                   {input.size(2), input.size(3)}, {kernel, kernel}, {1, 1},
                                   {kernel / 2, kernel / 2}, {1, 1})
                         .to(input.scalar_type());
    return bias.defined() ? sum + bias.view({1, -1, 1, 1}) : sum;
}

} // namespace

ReducedPrecision::ReducedPrecision(bool reduced) : m_before(reducedOnThisThread) {
    reducedOnThisThread = reduced;
}

ReducedPrecision::~ReducedPrecision() { reducedOnThisThread = m_before; }

bool ReducedPrecision::active() { return reducedOnThisThread; }

ConvolutionWork::ConvolutionWork() { flopsOnThisThread = 0; }

ConvolutionWork::~ConvolutionWork() { flopsOnThisThread = -1; }

double ConvolutionWork::flops() const { return flopsOnThisThread; }

void countConvolution(const torch::Tensor& map, const torch::Tensor& weight) {
    if (flopsOnThisThread >= 0) { // each kernel once at each place of each picture
        flopsOnThisThread += 2.0 * static_cast<double>(map.size(0) * map.size(2) * map.size(3)) *
                             static_cast<double>(weight.numel());
    }
}

torch::Tensor convolve(const torch::Tensor& input, const torch::Tensor& weight, const torch::Tensor& bias,
                       int stride, int padding) {
    auto output = convolveUncounted(input, weight, bias, stride, padding);
    countConvolution(output, weight);
    return output;
}

torch::Tensor convolveUncounted(const torch::Tensor& input, const torch::Tensor& weight,
                                const torch::Tensor& bias, int stride, int padding) {
    const bool reduced = ReducedPrecision::active() && weight.scalar_type() == torch::kFloat;
    const auto from = reduced ? inBfloat(input) : input.to(weight.scalar_type());
    const auto kernel = reduced ? KeptWeights::of(weight) : weight;
    const auto term = reduced && bias.defined() ? KeptWeights::of(bias) : bias;
    auto output = isDeep(input, weight, stride, padding) ? asProduct(from, kernel, term, stride, padding)
                  : isNarrow(input, weight, stride, padding)
                      ? asSumOfMaps(from, kernel, term)
                      : torch::conv2d(from, kernel, term, stride, padding);
    return reduced && !input.is_cpu() ? output.to(torch::kFloat) : output;
}

ConvolutionImpl::ConvolutionImpl(int in, int out, int kernel, int stride, bool hasBias)
    : weight(torch::empty({out, in, kernel, kernel})), m_stride(stride), m_padding((kernel - 1) / 2) {
    {
        torch::NoGradGuard guard;
        weight.normal_(0.0, std::sqrt(1.0 / (static_cast<double>(in) * kernel * kernel)));
    }
    weight = register_parameter("weight", weight);
    if (hasBias) {
        bias = register_parameter("bias", torch::zeros({out}));
    }
}

torch::Tensor ConvolutionImpl::forward(const torch::Tensor& input) {
    return convolve(input, weight, bias, m_stride, m_padding);
}

} // namespace typemould
