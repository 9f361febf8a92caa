// The house generator: a U-Net of pre-activation residual blocks (GroupNorm, SiLU) between a pixel-unshuffle
// and a PixelShuffle, so that the convolutions work at canvas / patch. Images (n, 1, canvas, canvas), ink -1
// and paper +1. Includes Torch; one thread.
#pragma once

#include "core/model/convolution.h"
#include "core/model/generator_config.h"
#include "core/model/torch.h"
#include "core/model/upsample.h"

namespace typemould {

/// x + conv(silu(norm(conv(silu(norm(x)))))), 3x3, same width (He et al. 2016, pre-activation).
class ResidualBlockImpl : public torch::nn::Module {
public:
    explicit ResidualBlockImpl(int width);
    torch::Tensor forward(const torch::Tensor& input);

private:
    torch::nn::GroupNorm m_norm1, m_norm2;
    Convolution m_conv1, m_conv2;
};
TORCH_MODULE(ResidualBlock);

/// Entry convolution (3x3, or 4x4 stride 2 below the first level), then a residual block.
class EncoderBlockImpl : public torch::nn::Module {
public:
    EncoderBlockImpl(int in, int out, bool halve);
    torch::Tensor forward(const torch::Tensor& input);

private:
    Convolution m_entry;
    ResidualBlock m_residual;
};
TORCH_MODULE(EncoderBlock);

/// Upsampling plus the skip through a 1x1 convolution (the same functions as joining both and fusing them by
/// 1x1, at half the cost, since what is upsampled has just left a convolution), then a residual block.
class DecoderBlockImpl : public torch::nn::Module {
public:
    DecoderBlockImpl(int below, int width, UpsampleMode mode);
    torch::Tensor forward(const torch::Tensor& input, const torch::Tensor& skip);
    Upsample up;

private:
    Convolution m_skip;
    ResidualBlock m_residual;
};
TORCH_MODULE(DecoderBlock);

/// Norm, SiLU and a 3x3 convolution to patch * patch channels.
class OutputBlockImpl : public torch::nn::Module {
public:
    OutputBlockImpl(int width, int patch);
    torch::Tensor forward(const torch::Tensor& input);

private:
    torch::nn::GroupNorm m_norm;
    Convolution m_conv;
};
TORCH_MODULE(OutputBlock);

/// Its direct children are named as blocksOf() names the blocks, with '_' for '.': parameters are
/// "encoder_1.entry.weight".
class GeneratorImpl : public torch::nn::Module {
public:
    explicit GeneratorImpl(const GeneratorConfig& config);
    /// (n, 1, S, S) in, the same out, between -1 (ink) and +1 (paper).
    torch::Tensor forward(const torch::Tensor& input);
    const GeneratorConfig& config() const { return m_config; }
    /// The module of a block by its name in blocksOf(); null when there is none.
    std::shared_ptr<torch::nn::Module> block(const std::string& name) const;

private:
    GeneratorConfig m_config;
    std::vector<EncoderBlock> m_encoder;
    ResidualBlock m_bottleneck = nullptr;
    std::vector<DecoderBlock> m_decoder; ///< deepest first
    OutputBlock m_output = nullptr;
};
TORCH_MODULE(Generator);

/// Copies every parameter of `from` into `to`, converting the up convolutions when the modes differ. The
/// configs must otherwise be equal.
void copyWeights(const Generator& from, Generator& to);

} // namespace typemould
