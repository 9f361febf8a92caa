#include "core/model/generator.h"

#include "core/base/result.h"

#include <algorithm>

namespace typemould {

namespace {

namespace nn = torch::nn;

constexpr int normGroups = 8;

std::string childName(const std::string& block) {
    auto name = block;
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
}

} // namespace

ResidualBlockImpl::ResidualBlockImpl(int width)
    : m_norm1(register_module("norm1", nn::GroupNorm(normGroups, width))),
      m_norm2(register_module("norm2", nn::GroupNorm(normGroups, width))),
      m_conv1(register_module("conv1", Convolution(width, width, 3))),
      m_conv2(register_module("conv2", Convolution(width, width, 3))) {
    torch::NoGradGuard guard;
    m_conv2->weight.mul_(0.1); // begins near the identity
}

torch::Tensor ResidualBlockImpl::forward(const torch::Tensor& input) {
    auto x = m_conv1(torch::silu(m_norm1(input)));
    return input + m_conv2(torch::silu(m_norm2(x)));
}

EncoderBlockImpl::EncoderBlockImpl(int in, int out, bool halve)
    : m_entry(register_module("entry", halve ? Convolution(in, out, 4, 2) : Convolution(in, out, 3))),
      m_residual(register_module("residual", ResidualBlock(out))) {}

torch::Tensor EncoderBlockImpl::forward(const torch::Tensor& input) { return m_residual(m_entry(input)); }

DecoderBlockImpl::DecoderBlockImpl(int below, int width, UpsampleMode mode)
    : up(register_module("up", Upsample(below, width, mode))),
      m_skip(register_module("skip", Convolution(width, width, 1))),
      m_residual(register_module("residual", ResidualBlock(width))) {}

torch::Tensor DecoderBlockImpl::forward(const torch::Tensor& input, const torch::Tensor& skip) {
    return m_residual(up(input) + m_skip(skip));
}

OutputBlockImpl::OutputBlockImpl(int width, int patch)
    : m_norm(register_module("norm", nn::GroupNorm(normGroups, width))),
      m_conv(register_module("conv", Convolution(width, patch * patch, 3))) {}

torch::Tensor OutputBlockImpl::forward(const torch::Tensor& input) {
    return m_conv(torch::silu(m_norm(input)));
}

GeneratorImpl::GeneratorImpl(const GeneratorConfig& config) : m_config(config) {
    checkConfig(config).orThrow();
    const auto widths = levelWidths(config);
    const auto levels = static_cast<int>(widths.size());
    for (int level = 0; level < levels; ++level) {
        const int in = level == 0 ? config.patch * config.patch : widths[static_cast<std::size_t>(level) - 1];
        EncoderBlock block(in, widths[static_cast<std::size_t>(level)], level > 0);
        m_encoder.push_back(register_module(childName("encoder." + std::to_string(level + 1)), block));
    }
    m_bottleneck = register_module("bottleneck", ResidualBlock(widths.back()));
    for (int level = levels - 2; level >= 0; --level) {
        DecoderBlock block(widths[static_cast<std::size_t>(level) + 1],
                           widths[static_cast<std::size_t>(level)], config.upsample);
        m_decoder.push_back(register_module(childName("decoder." + std::to_string(level + 1)), block));
    }
    m_output = register_module("output", OutputBlock(widths.front(), config.patch));
}

torch::Tensor GeneratorImpl::forward(const torch::Tensor& input) {
    auto x = m_config.patch == 1 ? input : torch::pixel_unshuffle(input, m_config.patch);
    std::vector<torch::Tensor> skips;
    for (auto& block : m_encoder) {
        x = block(x);
        skips.push_back(x);
    }
    skips.pop_back();
    x = m_bottleneck(x);
    for (auto& block : m_decoder) {
        x = block->forward(x, skips.back());
        skips.pop_back();
    }
    {
        const ReducedPrecision whole(false); // the last step decides the grey: bfloat16 has 8 bits
        x = m_output(x);
    }
    x = m_config.patch == 1 ? x : torch::pixel_shuffle(x, m_config.patch);
    return torch::tanh(x);
}

std::shared_ptr<torch::nn::Module> GeneratorImpl::block(const std::string& name) const {
    const auto children = named_children();
    const auto* child = children.find(childName(name));
    return child == nullptr ? nullptr : *child;
}

void copyWeights(const Generator& from, Generator& to) {
    torch::NoGradGuard guard;
    auto target = to->named_parameters();
    const auto fromMode = from->config().upsample;
    const auto toMode = to->config().upsample;
    const auto source = from->named_parameters();
    for (const auto& item : source) {
        const auto& name = item.key();
        const auto dot = name.rfind('.');
        const bool isUp = name.find(".up.") != std::string::npos;
        if (!isUp) {
            target[name].copy_(item.value());
        } else if (name.substr(dot) == ".weight") {
            const auto prefix = name.substr(0, dot);
            const auto kernel =
                convertedUpsampling({item.value(), source[prefix + ".bias"]}, fromMode, toMode);
            target[name].copy_(kernel.weight);
            target[prefix + ".bias"].copy_(kernel.bias);
        }
    }
}

} // namespace typemould
