// What one level of the generator is: its width, how it doubles its resolution on the way up, its skip and
// its attention. A plain value inside GeneratorConfig. No Torch here: the window and the project read it.
#pragma once

#include "core/base/fields.h"

#include <string>
#include <vector>

namespace typemould {

/// How an up block doubles its resolution.
enum class UpsampleMode {
    Transposed,   ///< 4x4 transposed convolution, stride 2
    PixelShuffle, ///< convolution to four times the channels, then PixelShuffle(2) (Shi et al. 2016)
    ResizeConv,   ///< doubling by interpolation, then a 3x3 convolution (Odena et al. 2016)
};
inline constexpr int upsampleModeCount = 3;
const char* upsampleModeName(UpsampleMode mode); ///< "transposed", "pixel_shuffle", "resize_conv"
Result<UpsampleMode> upsampleModeFromName(const std::string& name);
std::vector<Choice> upsampleModeChoices();

/// How resize_conv doubles.
enum class ResizeKind { Nearest, Bilinear };

/// One way of doubling, whole: what decides the meaning of an up kernel.
struct Upsampling {
    UpsampleMode mode = UpsampleMode::PixelShuffle;
    ResizeKind resize = ResizeKind::Nearest; ///< resize_conv only
    int shuffleKernel = 3;                   ///< pixel_shuffle only: 3 or 5

    Upsampling() = default;
    Upsampling(UpsampleMode m, ResizeKind r = ResizeKind::Nearest, int kernel = 3) // NOLINT: a mode is one
        : mode(m), resize(r), shuffleKernel(kernel) {}
    bool operator==(const Upsampling&) const = default;
};

/// What follows an up convolution at the new resolution.
enum class Refinement {
    None,
    Convolution, ///< 3x3 convolution, ReLU
    Residual,    ///< 3x3 convolution, GroupNorm, SiLU, then a residual block
};

/// How what came down the level meets what comes up.
enum class SkipMode {
    Concat, ///< joined on channels
    Add,
    Off,
};

/// What a skip goes through before it meets the up path.
enum class SkipFilter {
    None,
    Gate, ///< weighted point by point by attention to the up path (Oktay et al. 2018)
    Weak, ///< 3x3 convolution, norm, dropout
};

enum class AttentionKind {
    None,
    Softmax, ///< one head over all positions, scaled by (channels / 8)^-1/2, times a learnt gamma, plus the
             ///< input
    Linear,  ///< the same without the quadratic map: elu + 1 features (Katharopoulos et al. 2020)
    Transformer, ///< four heads and a feed-forward of four times the width, a norm after each
};
const char* attentionKindName(AttentionKind kind); ///< "none", "softmax", "linear", "transformer"

/// One level. Level k's width is that of what encoder_k gives out.
/// house: skip and up fields speak of decoder_k, which comes from level k + 1; the deepest level uses none.
/// classic, film: decoder_k comes from level k and its skip is what went into encoder_k; level 1 has no skip.
struct LevelConfig {
    int width = 32;
    UpsampleMode upsample = UpsampleMode::PixelShuffle;
    ResizeKind resize = ResizeKind::Nearest; ///< resize_conv only
    int shuffleKernel = 3;                   ///< pixel_shuffle only: 3 or 5
    bool upBias = true;                      ///< the up convolution has a bias
    bool overshoot = false; ///< one row and column more than double, then resized (zi2zi's FiLM "conv" mode)
    Refinement refinement = Refinement::None;
    bool residual = true; ///< a residual block on the way up
    SkipMode skip = SkipMode::Add;
    SkipFilter skipFilter = SkipFilter::None;
    double skipDropout = 0; ///< of a weakened skip
    AttentionKind attention = AttentionKind::None;
    double dropout = 0; ///< on the way up
    bool operator==(const LevelConfig&) const = default;
};
const std::vector<Field<LevelConfig>>& fieldsOf(const LevelConfig*);

Upsampling upsamplingOf(const LevelConfig& level);
void setUpsampling(LevelConfig& level, const Upsampling& upsampling);

} // namespace typemould
