#include "core/model/attention.h"

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

namespace nn = torch::nn;

/// (batch, rows, h * w) to (batch, rows, height * width), each row a map.
torch::Tensor resizedMaps(const torch::Tensor& rows, std::int64_t h, std::int64_t w, std::int64_t height,
                          std::int64_t width) {
    const auto maps = rows.reshape({-1, 1, h, w});
    return torch::upsample_bilinear2d(maps, {height, width}, false).reshape({rows.size(0), rows.size(1), -1});
}

/// Adds what was handed on to `logits` and hands on the sum.
torch::Tensor withHanded(torch::Tensor logits, AttentionScores* handed, std::int64_t height,
                         std::int64_t width) {
    if (handed == nullptr) {
        return logits;
    }
    if (handed->logits.defined()) {
        logits = logits + fittedScores(*handed, logits.size(1), height, width);
    }
    *handed = {logits, height, width};
    return logits;
}

} // namespace

torch::Tensor fittedScores(const AttentionScores& scores, std::int64_t heads, std::int64_t height,
                           std::int64_t width) {
    auto logits = scores.logits;
    if (logits.size(1) != heads) {
        logits = logits.mean(1, true);
    }
    const auto n = logits.size(0), has = logits.size(1);
    if (scores.height != height || scores.width != width) {
        logits = logits.reshape({n * has, scores.height * scores.width, -1});
        logits = resizedMaps(logits, scores.height, scores.width, height, width).transpose(1, 2);
        logits = resizedMaps(logits, scores.height, scores.width, height, width).transpose(1, 2);
        logits = logits.reshape({n, has, height * width, height * width});
    }
    return logits.expand({n, heads, -1, -1});
}

AttentionImpl::AttentionImpl(int channels, bool linear)
    : m_gamma(register_parameter("gamma", torch::zeros({1}))),
      m_query(register_module("query", Convolution(channels, std::max(1, channels / 8), 1))),
      m_key(register_module("key", Convolution(channels, std::max(1, channels / 8), 1))),
      m_value(register_module("value", Convolution(channels, channels, 1))), m_linear(linear) {}

torch::Tensor AttentionImpl::forward(const torch::Tensor& input, AttentionScores* handed) {
    const ReducedPrecision precision(ReducedPrecision::active() && !m_linear); // sums over all positions
    auto query = m_query(input).flatten(2).transpose(1, 2);                    // n, positions, d
    auto key = m_key(input).flatten(2);                                        // n, d, positions
    const auto value = m_value(input).flatten(2).transpose(1, 2);
    torch::Tensor attended;
    if (m_linear) {
        query = torch::elu(query) + 1;
        key = torch::elu(key) + 1;
        const auto weight = torch::matmul(query, key.sum(2, true)).clamp_min(1e-6);
        attended = torch::matmul(query, torch::matmul(key, value)) / weight;
    } else {
        const double scale = 1.0 / std::sqrt(static_cast<double>(key.size(1)));
        auto logits = (torch::matmul(query, key) * scale).unsqueeze(1);
        logits = withHanded(logits, handed, input.size(2), input.size(3));
        // Scores that a transformer handed on are float32.
        attended = torch::matmul(torch::softmax(logits.squeeze(1), -1).to(value.scalar_type()), value);
    }
    return (m_gamma.to(attended.scalar_type()) * attended.transpose(1, 2).reshape_as(input))
               .to(input.scalar_type()) +
           input;
}

TransformerImpl::TransformerImpl(int channels)
    : m_qkv(register_module("qkv", nn::Linear(channels, 3 * channels))),
      m_out(register_module("out", nn::Linear(channels, channels))),
      m_norm1(register_module("norm1", nn::LayerNorm(nn::LayerNormOptions({channels})))),
      m_widen(register_module("widen", nn::Linear(channels, 4 * channels))),
      m_narrow(register_module("narrow", nn::Linear(4 * channels, channels))),
      m_norm2(register_module("norm2", nn::LayerNorm(nn::LayerNormOptions({channels})))) {
    torch::NoGradGuard guard;
    m_qkv->bias.zero_();
    m_out->bias.zero_();
}

torch::Tensor TransformerImpl::forward(const torch::Tensor& input, AttentionScores* handed) {
    const auto n = input.size(0), channels = input.size(1), positions = input.size(2) * input.size(3);
    auto x = input.to(m_qkv->weight.scalar_type()).flatten(2).transpose(1, 2);
    const auto parts = m_qkv(x).reshape({n, positions, 3, heads, channels / heads}).permute({2, 0, 3, 1, 4});
    const double scale = 1.0 / std::sqrt(static_cast<double>(channels / heads));
    auto logits = torch::matmul(parts[0] * scale, parts[1].transpose(2, 3));
    logits = withHanded(logits, handed, input.size(2), input.size(3));
    const auto attended =
        torch::matmul(torch::softmax(logits, -1), parts[2]); // n, heads, positions, c / heads
    x = m_norm1(x + m_out(attended.transpose(1, 2).reshape({n, positions, channels})));
    x = m_norm2(x + m_narrow(torch::silu(m_widen(x))));
    return x.transpose(1, 2).reshape_as(input).to(input.scalar_type());
}

AttentionSlot::AttentionSlot(nn::Module& parent, AttentionKind kind, int channels) {
    if (kind == AttentionKind::Transformer) {
        m_transformer = parent.register_module("transformer", Transformer(channels));
    } else if (kind != AttentionKind::None) {
        m_attention = parent.register_module("attention", Attention(channels, kind == AttentionKind::Linear));
    }
}

torch::Tensor AttentionSlot::operator()(const torch::Tensor& input, AttentionScores* handed) {
    if (m_transformer) {
        return m_transformer->forward(input, handed);
    }
    return m_attention ? m_attention->forward(input, handed) : input;
}

} // namespace typemould
