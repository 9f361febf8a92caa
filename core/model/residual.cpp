#include "core/model/residual.h"

namespace typemould {

ResidualBlockImpl::ResidualBlockImpl(NormKind norm, int width)
    : m_norm1(register_module("norm1", Norm(norm, width))),
      m_norm2(register_module("norm2", Norm(norm, width))),
      m_conv1(register_module("conv1", Convolution(width, width, 3))),
      m_conv2(register_module("conv2", Convolution(width, width, 3))) {
    torch::NoGradGuard guard;
    m_conv2->weight.mul_(0.1); // begins near the identity
}

torch::Tensor ResidualBlockImpl::forward(const torch::Tensor& input) {
    const auto x = m_conv1(m_norm1(input, Activation::Silu));
    return input + m_conv2(m_norm2(x, Activation::Silu));
}

PostResidualImpl::PostResidualImpl(int width)
    : m_conv1(register_module("conv1", Convolution(width, width, 3, 1, false))),
      m_norm1(register_module("norm1", Norm(NormKind::Group, width))),
      m_conv2(register_module("conv2", Convolution(width, width, 3, 1, false))),
      m_norm2(register_module("norm2", Norm(NormKind::Group, width))) {}

torch::Tensor PostResidualImpl::forward(const torch::Tensor& input) {
    const auto x = m_norm1(m_conv1(input), Activation::Silu);
    return input + m_norm2(m_conv2(x), Activation::Silu);
}

} // namespace typemould
