// The two residual blocks, 3x3 and same width: norm first (house), convolution first (zi2zi). Includes Torch;
// one thread.
#pragma once

#include "core/model/convolution.h"
#include "core/model/norm.h"

namespace typemould {

/// x + conv(silu(norm(conv(silu(norm(x)))))) (He et al. 2016, pre-activation); begins near the identity.
class ResidualBlockImpl : public torch::nn::Module {
public:
    ResidualBlockImpl(NormKind norm, int width);
    torch::Tensor forward(const torch::Tensor& input);

private:
    Norm m_norm1, m_norm2;
    Convolution m_conv1, m_conv2;
};
TORCH_MODULE(ResidualBlock);

/// x + silu(norm(conv(silu(norm(conv(x)))))) with GroupNorm and no biases, as zi2zi-pytorch's FiLM networks
/// have.
class PostResidualImpl : public torch::nn::Module {
public:
    explicit PostResidualImpl(int width);
    torch::Tensor forward(const torch::Tensor& input);

private:
    Convolution m_conv1;
    Norm m_norm1;
    Convolution m_conv2;
    Norm m_norm2;
};
TORCH_MODULE(PostResidual);

} // namespace typemould
