#include "core/model/generator.h"

#include "core/base/result.h"
#include "core/model/initialise.h"
#include "core/model/pixel_shuffle.h"

#include <algorithm>

namespace typemould {

namespace {

std::string childName(const std::string& block) {
    auto name = block;
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
}

std::string blockName(const char* way, int level) { return std::string(way) + "_" + std::to_string(level); }

/// The level of "decoder_<level>.up.<rest>", or 0.
int upLevelOf(const std::string& name) {
    const auto dot = name.find('.');
    const bool isUp = name.rfind("decoder_", 0) == 0 && name.compare(dot, 4, ".up.") == 0;
    return isUp ? std::stoi(name.substr(8, dot - 8)) : 0;
}

Upsampling upsamplingAt(const GeneratorConfig& config, int level) {
    return upsamplingOf(config.levels[static_cast<std::size_t>(level) - 1]);
}

UpsampleKernel kernelAt(const torch::OrderedDict<std::string, torch::Tensor>& parameters, int level) {
    const auto prefix = blockName("decoder", level) + ".up.";
    const auto* bias = parameters.find(prefix + "bias");
    return {parameters[prefix + "weight"], bias == nullptr ? torch::Tensor() : *bias};
}

} // namespace

GeneratorImpl::GeneratorImpl(const GeneratorConfig& config) : m_config(config) {
    checkConfig(config).orThrow();
    for (int level = 1; level <= config.depth(); ++level) {
        m_encoder.push_back(register_module(blockName("encoder", level), EncoderBlock(config, level)));
    }
    m_bottleneck = register_module("bottleneck", Bottleneck(config));
    for (int level = upLevels(config); level >= 1; --level) {
        m_decoder.push_back(register_module(blockName("decoder", level), DecoderBlock(config, level)));
    }
    if (config.family == Family::House) {
        m_output =
            register_module("output", OutputBlock(config.norm, config.levels.front().width, config.patch));
    }
    initialise(*this, config.initializer);
    for (const auto& block : m_decoder) {
        if (config.icnr && block->up->upsampling().mode == UpsampleMode::PixelShuffle) {
            initialiseAsResize(block->up->weight);
        }
    }
    if (config.style != StyleMode::None) {
        m_embedding = register_module("embedding", StyleEmbedding(config.styles, config.styleDim));
    }
}

GeneratorImpl::Descent GeneratorImpl::descend(const torch::Tensor& input, const torch::Tensor& styles) {
    checkInputSize(m_config, static_cast<int>(input.size(2)), static_cast<int>(input.size(3))).orThrow();
    Descent descent;
    if (m_embedding) {
        descent.style = m_embedding->forward(styles, input.size(0));
    }
    AttentionScores handed;
    auto* scores = m_config.attentionResiduals ? &handed : nullptr;
    auto x = m_config.patch == 1 ? input : pixelUnshuffle(input, m_config.patch);
    for (auto& block : m_encoder) {
        const auto encoded = block->forward(x, scores);
        descent.skips.push_back(encoded.skip);
        x = encoded.out;
    }
    descent.deepest = m_bottleneck->forward(x, descent.style, scores);
    return descent;
}

torch::Tensor GeneratorImpl::featuresOf(const Descent& descent) const {
    const auto deepest =
        descent.deepest.to(torch::promoteTypes(descent.deepest.scalar_type(), torch::kFloat));
    switch (m_config.family) {
    case Family::House:
        return deepest;
    case Family::Film:
        return torch::silu(deepest).flatten(1);
    case Family::Classic:
        break;
    }
    const auto& next = descent.skips[std::min<std::size_t>(5, descent.skips.size() - 1)];
    const auto at = torch::upsample_nearest2d(next, {deepest.size(2), deepest.size(3)});
    return torch::cat({deepest, at.to(deepest.scalar_type())}, 1);
}

torch::Tensor GeneratorImpl::features(const torch::Tensor& input, const torch::Tensor& styles) {
    return featuresOf(descend(input, styles));
}

torch::Tensor GeneratorImpl::forward(const torch::Tensor& input, const torch::Tensor& styles,
                                     torch::Tensor* features) {
    auto descent = descend(input, styles);
    if (features != nullptr) {
        *features = featuresOf(descent);
    }
    return ascend(descent);
}

torch::Tensor GeneratorImpl::forwardBeside(const torch::Tensor& input, const torch::Tensor& beside,
                                           const torch::Tensor& styles, torch::Tensor* features,
                                           torch::Tensor* featuresBeside) {
    const auto images = input.size(0);
    auto both = descend(torch::cat({input, beside}),
                        styles.defined() ? torch::cat({styles, styles}) : torch::Tensor());
    const auto all = featuresOf(both);
    *features = all.slice(0, 0, images);
    *featuresBeside = all.slice(0, images);
    for (auto& skip : both.skips) {
        skip = skip.slice(0, 0, images);
    }
    both.deepest = both.deepest.slice(0, 0, images);
    both.style = both.style.defined() ? both.style.slice(0, 0, images) : both.style;
    return ascend(both);
}

torch::Tensor GeneratorImpl::ascend(Descent& descent) {
    auto x = descent.deepest;
    if (m_config.family != Family::House && m_config.style == StyleMode::Concat) {
        x = joinedStyle(x, descent.style);
    }
    auto level = m_decoder.size();
    for (auto& block : m_decoder) {
        x = block->forward(x, descent.skips[--level], descent.style);
    }
    if (m_output) {
        const ReducedPrecision whole(false); // the last step decides the grey: bfloat16 has 8 bits
        x = m_output(x.to(torch::promoteTypes(x.scalar_type(), torch::kFloat)));
    }
    x = m_config.patch == 1 ? x : pixelShuffle(x, m_config.patch);
    return m_output ? torch::tanh(x) : x; // the other families' outermost block has done so
}

std::shared_ptr<torch::nn::Module> GeneratorImpl::block(const std::string& name) const {
    const auto children = named_children();
    const auto* child = children.find(childName(name));
    return child == nullptr ? nullptr : *child;
}

void copyWeights(const Generator& from, Generator& to) {
    torch::NoGradGuard guard;
    auto alike = from->config();
    for (int level = 1; level <= std::min(alike.depth(), to->config().depth()); ++level) {
        setUpsampling(alike, upsamplingAt(to->config(), level), level);
    }
    if (!(alike == to->config())) {
        throw Failure(ErrorCode::InvalidArgument, "The networks differ in more than their upsampling.",
                      "Make them alike, or start fresh.");
    }
    auto target = to->named_parameters();
    const auto source = from->named_parameters();
    for (const auto& item : source) {
        if (upLevelOf(item.key()) == 0) {
            target[item.key()].copy_(item.value());
        }
    }
    for (int level = 1; level <= upLevels(to->config()); ++level) {
        const auto kernel = convertedUpsampling(kernelAt(source, level), upsamplingAt(from->config(), level),
                                                upsamplingAt(to->config(), level));
        auto place = kernelAt(target, level);
        place.weight.copy_(kernel.weight);
        if (kernel.bias.defined()) {
            place.bias.copy_(kernel.bias);
        }
    }
    auto buffers = to->named_buffers();
    for (const auto& item : from->named_buffers()) {
        buffers[item.key()].copy_(item.value());
    }
}

std::vector<double> upsamplingResiduals(const Generator& from, const GeneratorConfig& to) {
    std::vector<double> residuals;
    const auto parameters = from->named_parameters();
    for (int level = 1; level <= upLevels(from->config()); ++level) {
        residuals.push_back(upsamplingResidual(kernelAt(parameters, level),
                                               upsamplingAt(from->config(), level), upsamplingAt(to, level)));
    }
    return residuals;
}

} // namespace typemould
