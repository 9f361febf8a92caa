#include "core/model/convolution.h"

#include <cmath>

namespace typemould {

namespace {
thread_local bool reducedOnThisThread = false;
}

ReducedPrecision::ReducedPrecision(bool reduced) : m_before(reducedOnThisThread) {
    reducedOnThisThread = reduced;
}

ReducedPrecision::~ReducedPrecision() { reducedOnThisThread = m_before; }

bool ReducedPrecision::active() { return reducedOnThisThread; }

torch::Tensor convolve(const torch::Tensor& input, const torch::Tensor& weight, const torch::Tensor& bias,
                       int stride, int padding) {
    if (!ReducedPrecision::active() || input.scalar_type() != torch::kFloat) {
        return torch::conv2d(input, weight, bias, stride, padding);
    }
    return torch::conv2d(input.to(torch::kBFloat16), weight.to(torch::kBFloat16),
                         bias.defined() ? bias.to(torch::kBFloat16) : bias, stride, padding)
        .to(torch::kFloat);
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
