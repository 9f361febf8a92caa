#include "core/model/parameters.h"

#include "core/model/verdict.h"

#include <algorithm>
#include <numeric>

namespace typemould {

namespace {

using Kind = ParameterKind;
using Shape = std::vector<std::int64_t>;

/// Collects what one block has; the names begin with the block's own, '_' for its '.'.
class Listing {
public:
    void block(const std::string& name) {
        m_block = name;
        m_prefix = name;
        if (const auto dot = m_prefix.find('.'); dot != std::string::npos) {
            m_prefix[dot] = '_';
        }
    }
    void add(Kind kind, const std::string& name, Shape shape, bool buffer = false) {
        m_list.push_back({m_block.empty() ? name : m_prefix + "." + name, std::move(shape),
                          m_block.empty() ? name.substr(0, name.find('.')) : m_block, kind, buffer});
    }
    void convolution(Kind kind, const std::string& name, int in, int out, int kernel, bool bias = true) {
        add(kind, name + ".weight", {out, in, kernel, kernel});
        if (bias) {
            add(kind, name + ".bias", {out});
        }
    }
    void linear(Kind kind, const std::string& name, int in, int out) {
        add(kind, name + ".weight", {out, in});
        add(kind, name + ".bias", {out});
    }
    void norm(const std::string& name, NormKind norm, int channels, Kind kind = Kind::Norm) {
        if (norm == NormKind::Instance) {
            return;
        }
        add(kind, name + ".weight", {channels});
        add(kind, name + ".bias", {channels});
        if (norm == NormKind::Batch) {
            add(kind, name + ".running_mean", {channels}, true);
            add(kind, name + ".running_var", {channels}, true);
            add(kind, name + ".num_batches_tracked", {}, true);
        }
    }
    /// The house residual block; `name` ends with a dot, or is empty.
    void preResidual(const std::string& name, NormKind kind, int width) {
        norm(name + "norm1", kind, width);
        norm(name + "norm2", kind, width);
        convolution(Kind::Residual, name + "conv1", width, width, 3);
        convolution(Kind::Residual, name + "conv2", width, width, 3);
    }
    /// The residual block of the other families.
    void postResidual(const std::string& name, int width) {
        for (const char* n : {"1", "2"}) {
            convolution(Kind::Residual, name + ".conv" + n, width, width, 3, false);
            norm(name + ".norm" + n, NormKind::Group, width);
        }
    }
    void attention(AttentionKind kind, int channels) {
        if (kind == AttentionKind::Transformer) {
            const auto part = Kind::Transformer;
            linear(part, "transformer.qkv", channels, 3 * channels);
            linear(part, "transformer.out", channels, channels);
            norm("transformer.norm1", NormKind::Group, channels, part);
            linear(part, "transformer.widen", channels, 4 * channels);
            linear(part, "transformer.narrow", 4 * channels, channels);
            norm("transformer.norm2", NormKind::Group, channels, part);
        } else if (kind != AttentionKind::None) {
            const int inner = std::max(1, channels / 8);
            add(Kind::Attention, "attention.gamma", {1});
            convolution(Kind::Attention, "attention.query", channels, inner, 1);
            convolution(Kind::Attention, "attention.key", channels, inner, 1);
            convolution(Kind::Attention, "attention.value", channels, channels, 1);
        }
    }
    void skip(const LevelConfig& level, const GeneratorConfig& config, int channels) {
        if (level.skip == SkipMode::Off) {
            return;
        }
        if (level.skipFilter == SkipFilter::Gate) {
            const int inner = std::max(1, channels / 2);
            convolution(Kind::Skip, "gate.skip", channels, inner, 1, false);
            convolution(Kind::Skip, "gate.up", channels, inner, 1);
            convolution(Kind::Skip, "gate.psi", inner, 1, 1);
        } else if (level.skipFilter == SkipFilter::Weak) {
            convolution(Kind::Skip, "weaken.conv", channels, channels, 3);
            norm("weaken.norm", config.norm, channels);
        }
        if (config.family == Family::House) {
            convolution(Kind::Skip, "skip", level.skip == SkipMode::Concat ? 2 * channels : channels,
                        channels, 1);
        }
    }
    void up(const LevelConfig& level, int in, int out) {
        const bool shuffle = level.upsample == UpsampleMode::PixelShuffle;
        const int kernel = shuffle ? level.shuffleKernel : level.upsample == UpsampleMode::Transposed ? 4 : 3;
        add(Kind::Up, "up.weight",
            level.upsample == UpsampleMode::Transposed ? Shape{in, out, kernel, kernel}
                                                       : Shape{shuffle ? 4 * out : out, in, kernel, kernel});
        if (level.upBias) {
            add(Kind::Up, "up.bias", {shuffle ? 4 * out : out});
        }
    }
    void refine(Refinement refinement, int width) {
        if (refinement == Refinement::None) {
            return;
        }
        const bool residual = refinement == Refinement::Residual;
        convolution(Kind::Refine, "refine.conv", width, width, 3, !residual);
        if (residual) {
            norm("refine.norm", NormKind::Group, width);
            postResidual("refine.residual", width);
        }
    }
    void spectral(Kind kind, const std::string& name, const Shape& weight, bool bias, bool spectralNorm) {
        add(kind, name + (spectralNorm ? ".weight_orig" : ".weight"), weight);
        if (bias) {
            add(kind, name + ".bias", {weight[0]});
        }
        if (spectralNorm) {
            const auto rest =
                std::accumulate(weight.begin() + 1, weight.end(), std::int64_t{1}, std::multiplies<>());
            add(kind, name + ".weight_u", {weight[0]}, true);
            add(kind, name + ".weight_v", {rest}, true);
        }
    }
    std::vector<ParameterInfo> take() { return std::move(m_list); }

private:
    std::vector<ParameterInfo> m_list;
    std::string m_block, m_prefix;
};

void listEncoder(Listing& list, const GeneratorConfig& config, int k) {
    const auto widths = levelWidths(config);
    const auto index = static_cast<std::size_t>(k) - 1;
    const int in = k == 1 ? config.patch * config.patch : widths[index - 1];
    const int out = widths[index];
    const bool house = config.family == Family::House;
    list.block("encoder." + std::to_string(k));
    if (config.family == Family::Film) {
        list.attention(config.levels[index].attention, attentionChannels(config, k));
    }
    list.convolution(Kind::Down, "entry", in, out, encoderHalves(config, k) ? 4 : 3,
                     house || config.norm != NormKind::Batch);
    if (house) {
        list.preResidual("residual.", config.norm, out);
    } else if (encoderIsNormed(config, k)) {
        list.norm("norm", config.norm, out);
    }
    if (config.family != Family::Film) {
        list.attention(config.levels[index].attention, attentionChannels(config, k));
    }
}

void listBottleneck(Listing& list, const GeneratorConfig& config) {
    const int width = config.levels.back().width;
    list.block("bottleneck");
    if (config.family == Family::House) {
        if (config.style == StyleMode::Concat) {
            list.convolution(Kind::Film, "style", width + config.styleDim, width, 1);
        }
        list.preResidual("", config.norm, width);
    }
    list.attention(config.bottleneckAttention, width);
    if (config.style == StyleMode::Film || config.style == StyleMode::FilmEvery) {
        list.linear(Kind::Film, "film", config.styleDim, 2 * width);
    }
}

void listDecoder(Listing& list, const GeneratorConfig& config, int k) {
    const auto& level = config.levels[static_cast<std::size_t>(k) - 1];
    const bool house = config.family == Family::House;
    const int in = decoderInput(config, k);
    const int out = decoderOutput(config, k);
    list.block("decoder." + std::to_string(k));
    if (config.style == StyleMode::FilmEvery && k < config.depth()) {
        list.linear(Kind::Film, "film", config.styleDim, 2 * (house ? out : in));
    }
    list.up(level, in, out);
    list.refine(level.refinement, out);
    if (!house && k > 1) {
        list.norm("norm", config.norm, out);
    }
    list.skip(level, config, out);
    if (level.residual && house) {
        list.preResidual("residual.", config.norm, out);
    } else if (level.residual) {
        list.postResidual("residual", out);
    }
}

} // namespace

const char* parameterKindName(ParameterKind kind) {
    return parameterKindNames().at(static_cast<std::size_t>(kind)).c_str();
}

const std::vector<std::string>& parameterKindNames() {
    static const std::vector<std::string> names{
        "down", "up",   "refine",    "residual", "skip",      "attention", "transformer",
        "film", "norm", "embedding", "output",   "real_head", "style_head"};
    return names;
}

const std::vector<std::string>& unnumberedBlocks() {
    static const std::vector<std::string> names{"bottleneck", "output", "embedding", "body", "real", "style"};
    return names;
}

std::int64_t ParameterInfo::count() const {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

std::vector<ParameterInfo> parametersOf(const GeneratorConfig& config) {
    Listing list;
    for (int k = 1; k <= config.depth(); ++k) {
        listEncoder(list, config, k);
    }
    listBottleneck(list, config);
    for (int k = upLevels(config); k >= 1; --k) {
        listDecoder(list, config, k);
    }
    if (config.family == Family::House) {
        const int width = config.levels.front().width;
        list.block("output");
        list.norm("norm", config.norm, width);
        list.convolution(Kind::Output, "conv", width, config.patch * config.patch, 3);
    }
    if (config.style != StyleMode::None) {
        list.block("embedding");
        list.add(Kind::Embedding, "weight", {config.styles, config.styleDim});
    }
    return list.take();
}

std::vector<ParameterInfo> parametersOf(const DiscriminatorConfig& config) {
    Listing list;
    const bool sn = config.spectralNorm;
    const auto layers = discriminatorLayers(config);
    for (const auto& layer : layers) {
        const bool judges = config.family != Family::Film && layer.index == layers.back().index &&
                            verdictOf(config) == VerdictKind::Patches;
        list.block("body");
        list.spectral(judges ? Kind::RealHead : Kind::Down, std::to_string(layer.index),
                      {layer.out, layer.in, layer.kernel, layer.kernel}, layer.bias, sn);
        if (layer.normed) {
            list.norm(std::to_string(layer.index + 1), config.norm, layer.out);
        }
    }
    list.block("");
    const int in = headInput(config);
    if (verdictOf(config) == VerdictKind::Linear) {
        list.spectral(Kind::RealHead, "real", {1, verdictInput(config)}, true, sn);
    } else if (config.family == Family::Film) {
        list.spectral(Kind::RealHead, "real", {1, layers.back().out, 4, 4}, true, sn);
    }
    if (config.styleHead) {
        list.spectral(Kind::StyleHead, "style", {config.styles, in}, true,
                      sn && config.family != Family::Film);
    }
    return list.take();
}

std::vector<BlockInfo> blocksOf(const GeneratorConfig& config) {
    std::vector<BlockInfo> blocks;
    for (const auto& parameter : parametersOf(config)) {
        if (blocks.empty() || blocks.back().name != parameter.block) {
            blocks.push_back({parameter.block, 0});
        }
        blocks.back().parameters += parameter.buffer ? 0 : parameter.count();
    }
    return blocks;
}

} // namespace typemould
