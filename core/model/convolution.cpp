#include "core/model/convolution.h"

#include <cmath>

namespace typemould {

namespace {
thread_local bool reducedOnThisThread = false;
thread_local double flopsOnThisThread = -1; // negative: not counted
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
    if (!ReducedPrecision::active() || input.scalar_type() != torch::kFloat) {
        const auto output = torch::conv2d(input, weight, bias, stride, padding);
        countConvolution(output, weight);
        return output;
    }
    const auto output = torch::conv2d(input.to(torch::kBFloat16), weight.to(torch::kBFloat16),
                                      bias.defined() ? bias.to(torch::kBFloat16) : bias, stride, padding)
                            .to(torch::kFloat);
    countConvolution(output, weight);
    return output;
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
