// Attention over the positions of a map: softmax, linear, or a transformer block; and the scores that one
// hands on to the next. Includes Torch; one thread.
#pragma once

#include "core/model/convolution.h"
#include "core/model/level_config.h"

namespace typemould {

/// What a softmax attention scored, before the softmax: (n, heads, h * w, h * w), query by key.
struct AttentionScores {
    torch::Tensor logits; ///< undefined before the first attention
    std::int64_t height = 0, width = 0;
};
/// `scores` for a map of another size (bilinear over queries and keys) and number of heads (mean, or
/// repeated).
torch::Tensor fittedScores(const AttentionScores& scores, std::int64_t heads, std::int64_t height,
                           std::int64_t width);

/// gamma * attended + x, with query and key of c / 8 channels (Zhang et al. 2019; linear: Katharopoulos et
/// al. 2020). gamma begins at zero.
class AttentionImpl : public torch::nn::Module {
public:
    AttentionImpl(int channels, bool linear);
    /// `handed`, when given, is added to softmax scores and then holds them; linear leaves it alone.
    torch::Tensor forward(const torch::Tensor& input, AttentionScores* handed = nullptr);

private:
    torch::Tensor m_gamma;
    Convolution m_query, m_key, m_value;
    bool m_linear;
};
TORCH_MODULE(Attention);

/// norm(x + attended), then norm(x + narrow(silu(widen(x)))), over positions (Vaswani et al. 2017,
/// post-norm).
class TransformerImpl : public torch::nn::Module {
public:
    static constexpr int heads = 4;
    explicit TransformerImpl(int channels);
    torch::Tensor forward(const torch::Tensor& input, AttentionScores* handed = nullptr);

private:
    torch::nn::Linear m_qkv, m_out;
    torch::nn::LayerNorm m_norm1;
    torch::nn::Linear m_widen, m_narrow;
    torch::nn::LayerNorm m_norm2;
};
TORCH_MODULE(Transformer);

/// The attention of a block, of whichever kind: registered with its parent as "attention" or "transformer",
/// or nothing.
class AttentionSlot {
public:
    AttentionSlot(torch::nn::Module& parent, AttentionKind kind, int channels);
    /// `input` itself when there is none.
    torch::Tensor operator()(const torch::Tensor& input, AttentionScores* handed);

private:
    Attention m_attention = nullptr;
    Transformer m_transformer = nullptr;
};

} // namespace typemould
