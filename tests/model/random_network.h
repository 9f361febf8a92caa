// Networks by chance, for tests that must hold for all of them.
#pragma once

#include "core/model/generator_config.h"

#include <random>

namespace typemould::testing {

/// A small network that passes checkConfig(), of any family, with any options.
inline GeneratorConfig randomNetwork(std::mt19937& random) {
    const auto below = [&](unsigned bound) { return static_cast<int>(random() % bound); };
    const auto chance = [&] { return random() % 2 == 0; };
    for (;;) {
        GeneratorConfig config;
        config.family = static_cast<Family>(below(3));
        config.canvas = 64;
        config.patch = config.family == Family::House ? 2 << below(2) : 1 + below(2);
        config.norm = static_cast<NormKind>(below(3));
        config.style = static_cast<StyleMode>(below(4));
        config.styles = 1 + below(3);
        config.styleDim = 1 + below(6);
        config.innermostStride = 1 + below(2);
        config.bottleneckAttention = static_cast<AttentionKind>(below(4));
        config.attentionResiduals = chance();
        config.initializer = static_cast<Initializer>(below(3));
        config.icnr = chance();
        config.levels.assign(2 + random() % 3, {});
        for (auto& level : config.levels) {
            level.width = config.family == Family::House ? 8 + 8 * below(2) : 4 * (1 + below(3));
            setUpsampling(level, {static_cast<UpsampleMode>(below(3)), static_cast<ResizeKind>(below(2)),
                                  chance() ? 3 : 5});
            level.upBias = chance();
            level.overshoot = chance();
            level.refinement = static_cast<Refinement>(below(3));
            level.residual = chance();
            level.skip = static_cast<SkipMode>(below(3));
            level.skipFilter = static_cast<SkipFilter>(below(3));
            level.skipDropout = level.skipFilter == SkipFilter::Weak && chance() ? 0.3 : 0;
            level.attention = static_cast<AttentionKind>(below(4));
            level.dropout = chance() ? 0.2 : 0;
        }
        if (config.family != Family::House) {
            config.levels.front().skip = SkipMode::Off;
        }
        for (auto& level : config.levels) {
            if (level.skip == SkipMode::Off) {
                level.skipFilter = SkipFilter::None;
                level.skipDropout = 0;
            }
        }
        if (checkConfig(config)) {
            return config;
        }
    }
}

} // namespace typemould::testing
