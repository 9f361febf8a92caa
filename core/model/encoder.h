// The way down: an encoder block a level, and what is done to the deepest map. The family decides the order
// of operations. Includes Torch; one thread.
#pragma once

#include "core/model/attention.h"
#include "core/model/film.h"
#include "core/model/residual.h"

namespace typemould {

/// What a level hands sideways and down.
struct Encoded {
    torch::Tensor skip; ///< house: the same as out; classic, film: the input, activated
    torch::Tensor out;
};

/// house: entry convolution, residual block, attention.
/// classic: LeakyReLU (not at the first level), convolution, norm, attention.
/// film: attention, SiLU (not at the first level), convolution, norm.
class EncoderBlockImpl : public torch::nn::Module {
public:
    EncoderBlockImpl(const GeneratorConfig& config, int level);
    Encoded forward(const torch::Tensor& input, AttentionScores* scores);

private:
    Family m_family;
    bool m_first;
    Convolution m_entry;
    Norm m_norm = nullptr;
    ResidualBlock m_residual = nullptr;
    AttentionSlot m_attention;
};
TORCH_MODULE(EncoderBlock);

/// The deepest map: house joins a style by 1x1 convolution and has a residual block; then, in all families,
/// attention and FiLM.
class BottleneckImpl : public torch::nn::Module {
public:
    explicit BottleneckImpl(const GeneratorConfig& config);
    /// `style` (n, d), undefined for a network without styles.
    torch::Tensor forward(const torch::Tensor& input, const torch::Tensor& style, AttentionScores* scores);

private:
    Convolution m_style = nullptr;
    ResidualBlock m_residual = nullptr; ///< its parts are registered here: "bottleneck.conv1"
    AttentionSlot m_attention;
    Film m_film = nullptr;
};
TORCH_MODULE(Bottleneck);

/// The style repeated over the map, in front of its channels.
torch::Tensor joinedStyle(const torch::Tensor& input, const torch::Tensor& style);

} // namespace typemould
