// A small network of each family and every option that can be switched in it, for the test that each is felt.
#pragma once

#include "core/model/generator_config.h"

namespace typemould::testing {

/// A small network with two skips that can be changed and styles that matter.
inline GeneratorConfig base(Family family) {
    auto config = family == Family::House     ? houseConfig(64, 2, 8, 3, UpsampleMode::PixelShuffle)
                  : family == Family::Classic ? classicConfig(64, 4, 4, 2, 6, UpsampleMode::PixelShuffle,
                                                              SkipMode::Concat, NormKind::Instance)
                                              : filmConfig(64, 4, 4, 2, 6, FilmUpMode::PixelShuffle);
    config.style = family == Family::Classic ? StyleMode::Concat : StyleMode::Film;
    config.styles = 2;
    config.styleDim = 6;
    config.bottleneckAttention = AttentionKind::Softmax;
    return config;
}

using Change = void (*)(GeneratorConfig&);
/// One option of a network, switched.
struct Option {
    const char* name;
    Change change;
};
inline const Option options[] = {
    {"norm group or instance",
     [](GeneratorConfig& c) { c.norm = c.norm == NormKind::Group ? NormKind::Instance : NormKind::Group; }},
    {"norm batch", [](GeneratorConfig& c) { c.norm = NormKind::Batch; }},
    {"no style", [](GeneratorConfig& c) { c.style = StyleMode::None; }},
    {"style joined or FiLM",
     [](GeneratorConfig& c) {
         c.style = c.style == StyleMode::Concat ? StyleMode::Film : StyleMode::Concat;
     }},
    {"FiLM at every level", [](GeneratorConfig& c) { c.style = StyleMode::FilmEvery; }},
    {"styles", [](GeneratorConfig& c) { c.styles = 3; }},
    {"style size", [](GeneratorConfig& c) { c.styleDim = 7; }},
    {"patch", [](GeneratorConfig& c) { c.patch *= 2; }},
    {"innermost stride", [](GeneratorConfig& c) { c.innermostStride = 3 - c.innermostStride; }},
    {"bottleneck attention none", [](GeneratorConfig& c) { c.bottleneckAttention = AttentionKind::None; }},
    {"bottleneck attention linear",
     [](GeneratorConfig& c) { c.bottleneckAttention = AttentionKind::Linear; }},
    {"bottleneck transformer",
     [](GeneratorConfig& c) { c.bottleneckAttention = AttentionKind::Transformer; }},
    {"one level more", [](GeneratorConfig& c) { c.levels.insert(c.levels.begin() + 1, c.levels[1]); }},
    {"width", [](GeneratorConfig& c) { c.levels[1].width += 8; }},
    {"transposed", [](GeneratorConfig& c) { setUpsampling(c, UpsampleMode::Transposed, 2); }},
    {"resize_conv", [](GeneratorConfig& c) { setUpsampling(c, UpsampleMode::ResizeConv, 2); }},
    {"5x5 before the shuffle", [](GeneratorConfig& c) { c.levels[1].shuffleKernel = 5; }},
    {"bias on the way up", [](GeneratorConfig& c) { c.levels[1].upBias = !c.levels[1].upBias; }},
    {"overshoot", [](GeneratorConfig& c) { c.levels[1].overshoot = true; }},
    {"refinement convolution", [](GeneratorConfig& c) { c.levels[1].refinement = Refinement::Convolution; }},
    {"refinement toggled",
     [](GeneratorConfig& c) {
         auto& r = c.levels[1].refinement;
         r = r == Refinement::Residual ? Refinement::None : Refinement::Residual;
     }},
    {"residual block", [](GeneratorConfig& c) { c.levels[1].residual = !c.levels[1].residual; }},
    {"skip joined or added",
     [](GeneratorConfig& c) {
         c.levels[1].skip = c.levels[1].skip == SkipMode::Add ? SkipMode::Concat : SkipMode::Add;
     }},
    {"skip off", [](GeneratorConfig& c) { c.levels[1].skip = SkipMode::Off; }},
    {"skip gated", [](GeneratorConfig& c) { c.levels[1].skipFilter = SkipFilter::Gate; }},
    {"skip weakened", [](GeneratorConfig& c) { c.levels[1].skipFilter = SkipFilter::Weak; }},
    {"attention softmax", [](GeneratorConfig& c) { c.levels[2].attention = AttentionKind::Softmax; }},
    {"attention linear", [](GeneratorConfig& c) { c.levels[2].attention = AttentionKind::Linear; }},
    {"transformer", [](GeneratorConfig& c) { c.levels[2].attention = AttentionKind::Transformer; }},
    {"dropout", [](GeneratorConfig& c) { c.levels[1].dropout = 0.5; }},
};

} // namespace typemould::testing
