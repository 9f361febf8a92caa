#include "core/model/encoder.h"

namespace typemould {

namespace {

Convolution entryOf(const GeneratorConfig& config, int level) {
    const auto index = static_cast<std::size_t>(level) - 1;
    const int in = level == 1 ? config.patch * config.patch : config.levels[index - 1].width;
    const bool halves = encoderHalves(config, level);
    const bool bias = config.family == Family::House || config.norm != NormKind::Batch;
    return Convolution(in, config.levels[index].width, halves ? 4 : 3, halves ? 2 : 1, bias);
}

} // namespace

torch::Tensor joinedStyle(const torch::Tensor& input, const torch::Tensor& style) {
    const auto map =
        style.unsqueeze(2).unsqueeze(3).expand({input.size(0), style.size(1), input.size(2), input.size(3)});
    return torch::cat({map, input}, 1);
}

EncoderBlockImpl::EncoderBlockImpl(const GeneratorConfig& config, int level)
    : m_family(config.family), m_first(level == 1), m_entry(register_module("entry", entryOf(config, level))),
      m_attention(*this, config.levels[static_cast<std::size_t>(level) - 1].attention,
                  attentionChannels(config, level)) {
    const int width = config.levels[static_cast<std::size_t>(level) - 1].width;
    if (config.family == Family::House) {
        m_residual = register_module("residual", ResidualBlock(config.norm, width));
    } else if (encoderIsNormed(config, level)) {
        m_norm = register_module("norm", Norm(config.norm, width));
    }
}

Encoded EncoderBlockImpl::forward(const torch::Tensor& input, AttentionScores* scores) {
    if (m_family == Family::House) {
        const auto x = m_attention(m_residual(m_entry(input)), scores);
        return {x, x};
    }
    const bool film = m_family == Family::Film;
    auto skip = film ? m_attention(input, scores) : input;
    if (!m_first) { // the block before has no other use for what it gave
        skip = film ? torch::silu(skip) : torch::leaky_relu_(skip, 0.2);
    }
    auto x = m_entry(skip);
    x = m_norm ? m_norm(x) : x;
    return {skip, film ? x : m_attention(x, scores)};
}

BottleneckImpl::BottleneckImpl(const GeneratorConfig& config)
    : m_attention(*this, config.bottleneckAttention, config.levels.back().width) {
    const int width = config.levels.back().width;
    if (config.family == Family::House) {
        if (config.style == StyleMode::Concat) {
            m_style = register_module("style", Convolution(width + config.styleDim, width, 1));
        }
        m_residual = ResidualBlock(config.norm, width);
        for (const auto& child : m_residual->named_children()) {
            register_module(child.key(), child.value());
        }
    }
    if (config.style == StyleMode::Film || config.style == StyleMode::FilmEvery) {
        m_film = register_module("film", Film(config.styleDim, width));
    }
}

torch::Tensor BottleneckImpl::forward(const torch::Tensor& input, const torch::Tensor& style,
                                      AttentionScores* scores) {
    auto x = m_style ? m_style(joinedStyle(input, style)) : input;
    x = m_residual ? m_residual(x) : x;
    x = m_attention(x, scores);
    return m_film ? m_film(x, style) : x;
}

} // namespace typemould
