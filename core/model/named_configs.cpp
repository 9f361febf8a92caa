// The networks that have a name: the house's own and those of zi2zi-pytorch.
#include "core/model/discriminator_config.h"
#include "core/model/generator_config.h"

#include <algorithm>
#include <array>

namespace typemould {

namespace {

/// ngf * (1, 2, 4, 8, 8, ...), no residual blocks, no skip at the outermost.
std::vector<LevelConfig> zi2ziLevels(int ngf, int depth, SkipMode skip) {
    std::vector<LevelConfig> levels;
    for (int k = 1; k <= depth; ++k) {
        LevelConfig level;
        level.width = ngf << std::min(k - 1, 3);
        level.residual = false;
        level.skip = k == 1 ? SkipMode::Off : skip;
        levels.push_back(level);
    }
    return levels;
}

} // namespace

std::vector<LevelConfig> houseLevels(int width, int depth, UpsampleMode upsample) {
    static constexpr std::array<int, 4> factors{1, 2, 4, 6};
    std::vector<LevelConfig> levels;
    for (int k = 0; k < depth; ++k) {
        LevelConfig level;
        level.width = width * factors[static_cast<std::size_t>(std::min(k, 3))];
        level.upsample = upsample;
        levels.push_back(level);
    }
    return levels;
}

GeneratorConfig houseConfig(int canvas, int patch, int width, int depth, UpsampleMode upsample) {
    GeneratorConfig config;
    config.canvas = canvas;
    config.patch = patch;
    config.levels = houseLevels(width, depth, upsample);
    return config;
}

GeneratorConfig classicConfig(int canvas, int ngf, int depth, int styles, int styleDim, UpsampleMode upsample,
                              SkipMode skip, NormKind norm) {
    GeneratorConfig config;
    config.family = Family::Classic;
    config.canvas = canvas;
    config.patch = 1;
    config.norm = norm;
    config.style = StyleMode::Concat;
    config.styles = styles;
    config.styleDim = styleDim;
    config.initializer = Initializer::Normal;
    config.levels = zi2ziLevels(ngf, depth, skip);
    for (int k = 1; k <= depth; ++k) {
        auto& level = config.levels[static_cast<std::size_t>(k) - 1];
        level.upsample = upsample;
        level.upBias = k == 1 || norm != NormKind::Batch;
        level.dropout = k > 4 && k < depth ? 0.5 : 0;
    }
    return config;
}

GeneratorConfig filmConfig(int canvas, int ngf, int depth, int styles, int styleDim, FilmUpMode mode) {
    GeneratorConfig config;
    config.family = Family::Film;
    config.canvas = canvas;
    config.patch = 1;
    config.norm = NormKind::Instance;
    config.style = StyleMode::Film;
    config.styles = styles;
    config.styleDim = styleDim;
    config.innermostStride = 1;
    config.bottleneckAttention = AttentionKind::Transformer;
    config.initializer = Initializer::Normal;
    config.levels = zi2ziLevels(ngf, depth, SkipMode::Concat);
    for (int k = 1; k <= depth; ++k) {
        auto& level = config.levels[static_cast<std::size_t>(k) - 1];
        const int fromInside = depth + 1 - k;
        level.residual = fromInside >= 4 && fromInside <= 7;
        if (mode == FilmUpMode::PixelShuffle || (mode == FilmUpMode::Hybrid && fromInside >= 6)) {
            level.upsample = UpsampleMode::PixelShuffle;
            level.upBias = false;
            level.refinement = Refinement::Residual;
        } else if (mode == FilmUpMode::Upsample) {
            level.upsample = UpsampleMode::ResizeConv;
            level.resize = ResizeKind::Bilinear;
            level.refinement = Refinement::Convolution;
        } else {
            level.upsample = UpsampleMode::Transposed;
            level.overshoot = true;
        }
    }
    return config;
}

DiscriminatorConfig houseDiscriminator(int canvas, int patch, int width) {
    DiscriminatorConfig config;
    config.canvas = canvas;
    config.patch = patch;
    config.width = width;
    return config;
}

DiscriminatorConfig classicDiscriminator(int canvas, int ndf, int styles, NormKind norm, bool spectralNorm) {
    DiscriminatorConfig config;
    config.family = Family::Classic;
    config.canvas = canvas;
    config.patch = 1;
    config.width = ndf;
    config.norm = norm;
    config.spectralNorm = spectralNorm;
    config.styleHead = true;
    config.styles = styles;
    return config;
}

DiscriminatorConfig filmDiscriminator(int canvas, int ndf, int styles, bool spectralNorm) {
    auto config = classicDiscriminator(canvas, ndf, styles, NormKind::Batch, spectralNorm);
    config.family = Family::Film;
    return config;
}

} // namespace typemould
