#include "core/model/discriminator.h"

#include "core/base/result.h"
#include "core/model/initialise.h"
#include "core/model/pixel_shuffle.h"
#include "core/model/verdict.h"

#include <algorithm>

namespace typemould {

namespace {

/// A body whose children are numbered as a sequence's are.
std::shared_ptr<torch::nn::Module> emptyBody() { return std::make_shared<torch::nn::Module>("body"); }

} // namespace

DiscriminatorImpl::DiscriminatorImpl(const DiscriminatorConfig& config)
    : m_config(config), m_layers(discriminatorLayers(config)) {
    checkConfig(config).orThrow();
    const auto body = register_module("body", emptyBody());
    for (const auto& layer : m_layers) {
        const std::vector<std::int64_t> shape{layer.out, layer.in, layer.kernel, layer.kernel};
        m_body.push_back(body->register_module(
            std::to_string(layer.index),
            SpectralLayer(shape, layer.bias, config.spectralNorm, layer.stride, (layer.kernel - 1) / 2)));
        m_norms.push_back(nullptr);
        if (layer.normed) {
            m_norms.back() =
                body->register_module(std::to_string(layer.index + 1), Norm(config.norm, layer.out));
        }
    }
    const std::int64_t in = headInput(config);
    if (verdictOf(config) == VerdictKind::Linear) {
        m_real = register_module("real", SpectralLayer(std::vector<std::int64_t>{1, verdictInput(config)},
                                                       true, config.spectralNorm));
    } else if (config.family == Family::Film) {
        const std::vector<std::int64_t> shape{1, m_layers.back().out, 4, 4};
        m_real = register_module("real", SpectralLayer(shape, true, config.spectralNorm, 1, 1));
    }
    if (config.styleHead) {
        const bool held = config.spectralNorm && config.family != Family::Film;
        m_style =
            register_module("style", SpectralLayer(std::vector<std::int64_t>{config.styles, in}, true, held));
    }
    initialise(*this, config.initializer);
}

Judgement DiscriminatorImpl::judge(const torch::Tensor& source, const torch::Tensor& image, bool withMaps,
                                   bool withStyle) {
    const auto height = source.size(2), width = source.size(3);
    const bool linear = verdictOf(m_config) == VerdictKind::Linear;
    const bool fits =
        linear || m_config.family == Family::Classic
            ? height == m_config.canvas && width == m_config.canvas
            : std::min(height, width) >= 32 && height % m_config.patch == 0 && width % m_config.patch == 0;
    if (!fits) {
        throw Failure(ErrorCode::InvalidArgument,
                      "The discriminator cannot judge an image of " + std::to_string(width) + " x " +
                          std::to_string(height) + " px.",
                      "Give the size that it was made for, " + std::to_string(m_config.canvas) + " px.");
    }
    auto x = torch::cat({source, image}, 1);
    x = m_config.patch == 1 ? x : pixelUnshuffle(x, m_config.patch);
    torch::Tensor before;
    std::vector<torch::Tensor> maps;
    for (std::size_t i = 0; i < m_body.size(); ++i) {
        before = x;
        x = m_body[i](x);
        x = m_norms[i] ? m_norms[i](x) : x;
        if (i + 1 < m_body.size() || m_config.family == Family::Film) {
            x = m_config.family == Family::Film ? torch::silu(x) : torch::leaky_relu_(x, 0.2);
        }
        if (withMaps && i + 1 < m_body.size()) {
            maps.push_back(x);
        }
    }
    const auto style = [&](const torch::Tensor& seen) {
        return m_style && withStyle ? m_style(seen) : torch::Tensor();
    };
    const auto pooled = [](const torch::Tensor& map) {
        return torch::adaptive_avg_pool2d(map, {4, 4}).flatten(1);
    };
    auto real = linear ? m_real(x.flatten(1)) : m_real ? m_real(x) : x;
    switch (m_config.family) {
    case Family::House:
        return {real.to(source.scalar_type()), style(pooled(before)), maps};
    case Family::Classic:
        return {real, style(x.flatten(1)), maps};
    case Family::Film:
        break;
    }
    return {torch::tanh(real).to(source.scalar_type()), style(pooled(x)), maps};
}

torch::Tensor DiscriminatorImpl::forward(const torch::Tensor& source, const torch::Tensor& image) {
    return judge(source, image).real;
}

} // namespace typemould
