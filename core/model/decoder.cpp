#include "core/model/decoder.h"

namespace typemould {

namespace {

const LevelConfig& levelOf(const GeneratorConfig& config, int level) {
    return config.levels[static_cast<std::size_t>(level) - 1];
}

/// `map` itself when it has the size of `like`; bilinear otherwise.
torch::Tensor resizedAs(const torch::Tensor& map, const torch::Tensor& like) {
    if (map.size(2) == like.size(2) && map.size(3) == like.size(3)) {
        return map;
    }
    return torch::upsample_bilinear2d(map, {like.size(2), like.size(3)}, false);
}

} // namespace

DecoderBlockImpl::DecoderBlockImpl(const GeneratorConfig& config, int level)
    : up(register_module("up", Upsample(decoderInput(config, level), decoderOutput(config, level),
                                        upsamplingOf(levelOf(config, level)), levelOf(config, level).upBias,
                                        levelOf(config, level).overshoot))),
      m_family(config.family), m_outermost(level == 1), m_dropout(levelOf(config, level).dropout),
      m_skip(*this, levelOf(config, level), config.norm, decoderOutput(config, level),
             config.family == Family::House) {
    const auto& own = levelOf(config, level);
    const bool isHouse = m_family == Family::House;
    const int out = decoderOutput(config, level);
    if (own.refinement != Refinement::None) {
        m_refine = register_module("refine", Refine(own.refinement, out));
    }
    if (!isHouse && !m_outermost) {
        m_norm = register_module("norm", Norm(config.norm, out));
    }
    if (config.style == StyleMode::FilmEvery && level < config.depth()) {
        m_film = register_module("film", Film(config.styleDim, isHouse ? out : decoderInput(config, level)));
    }
    if (own.residual && isHouse) {
        m_residual = register_module("residual", ResidualBlock(config.norm, out));
    } else if (own.residual) {
        m_postResidual = register_module("residual", PostResidual(out));
    }
}

torch::Tensor DecoderBlockImpl::forward(const torch::Tensor& input, const torch::Tensor& skip,
                                        const torch::Tensor& style) {
    return m_family == Family::House ? house(input, skip, style) : zi2zi(input, skip, style);
}

torch::Tensor DecoderBlockImpl::house(const torch::Tensor& input, const torch::Tensor& skip,
                                      const torch::Tensor& style) {
    auto x = up(input);
    x = m_refine ? m_refine(x) : x;
    x = m_dropout > 0 ? torch::dropout(x, m_dropout, is_training()) : x;
    x = m_skip(resizedAs(x, skip), skip);
    x = m_film ? m_film(x, style) : x;
    return m_residual ? m_residual(x) : x;
}

torch::Tensor DecoderBlockImpl::zi2zi(const torch::Tensor& input, const torch::Tensor& skip,
                                      const torch::Tensor& style) {
    auto x = m_film ? m_film(input, style) : input;
    // What it is given has no other use; without gradients, nothing asks for it later either.
    const bool learns = torch::GradMode::is_enabled();
    x = up(m_family == Family::Film ? torch::silu(x) : learns ? torch::relu(x) : x.relu_());
    x = m_refine ? m_refine(x) : x;
    x = m_norm ? m_norm(x) : x;
    x = m_dropout > 0 ? torch::dropout(x, m_dropout, is_training()) : x;
    if (m_outermost) {
        x = m_postResidual ? m_postResidual(x) : x;
        x = torch::tanh(x.to(torch::promoteTypes(x.scalar_type(), torch::kFloat))); // bfloat16 has 8 bits
        return resizedAs(x, skip);
    }
    x = resizedAs(x, skip);
    x = m_postResidual ? m_postResidual(x) : x;
    return m_skip(x, skip);
}

OutputBlockImpl::OutputBlockImpl(NormKind norm, int width, int patch)
    : m_norm(register_module("norm", Norm(norm, width))),
      m_conv(register_module("conv", Convolution(width, patch * patch, 3))) {}

torch::Tensor OutputBlockImpl::forward(const torch::Tensor& input) {
    return m_conv(m_norm(input, Activation::Silu));
}

} // namespace typemould
