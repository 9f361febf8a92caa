// The way up: a decoder block a level, and the house family's last convolution. The family decides the order
// of operations. Includes Torch; one thread.
#pragma once

#include "core/model/film.h"
#include "core/model/skip.h"
#include "core/model/upsample.h"

namespace typemould {

/// house: up, refine, dropout, resize to the skip's size, skip (fused), FiLM, residual block.
/// classic, film: FiLM, activation, up, refine, norm, dropout, resize, residual block, skip; the outermost
/// ends in a tanh before its resize, and has no norm.
class DecoderBlockImpl : public torch::nn::Module {
public:
    DecoderBlockImpl(const GeneratorConfig& config, int level);
    /// `skip` also says the size that leaves; `style` (n, d) may be undefined.
    torch::Tensor forward(const torch::Tensor& input, const torch::Tensor& skip, const torch::Tensor& style);
    Upsample up;

private:
    torch::Tensor house(const torch::Tensor& input, const torch::Tensor& skip, const torch::Tensor& style);
    torch::Tensor zi2zi(const torch::Tensor& input, const torch::Tensor& skip, const torch::Tensor& style);
    Family m_family;
    bool m_outermost;
    double m_dropout;
    Refine m_refine = nullptr;
    Norm m_norm = nullptr;
    Film m_film = nullptr;
    Skip m_skip;
    ResidualBlock m_residual = nullptr;
    PostResidual m_postResidual = nullptr;
};
TORCH_MODULE(DecoderBlock);

/// Norm, SiLU and a 3x3 convolution to patch * patch channels: how the house family ends.
class OutputBlockImpl : public torch::nn::Module {
public:
    OutputBlockImpl(NormKind norm, int width, int patch);
    torch::Tensor forward(const torch::Tensor& input);

private:
    Norm m_norm;
    Convolution m_conv;
};
TORCH_MODULE(OutputBlock);

} // namespace typemould
