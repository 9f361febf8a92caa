// What the generator network is: everything that decides its parameters and its output. A plain value, stored
// with every checkpoint (generator_config_json.h). No Torch here: the window and the project read it.
#pragma once

#include "core/model/level_config.h"

#include <string>
#include <vector>

namespace typemould {

/// The order of operations inside a block. Every other option is open to all three.
enum class Family {
    House,   ///< pre-activation residual blocks, GroupNorm, SiLU; a pixel-unshuffle at the door
    Classic, ///< zi2zi-pytorch, pix2pix blocks: LeakyReLU, convolution, norm; attention after the convolution
    Film,    ///< zi2zi-pytorch, FiLM: SiLU; attention before the convolution; any size resized at the skip
};

enum class NormKind {
    Instance, ///< without parameters
    Group,    ///< 8 groups, or the largest number below that divides the channels
    Batch,
};

/// How the style's embedding enters.
enum class StyleMode {
    None,
    Concat,    ///< joined in front of the deepest map
    Film,      ///< gamma * x + beta at the deepest map
    FilmEvery, ///< at the deepest map and at every decoder block
};

/// How convolutions begin.
enum class Initializer {
    FanIn,   ///< normal of variance 1 / fan-in
    Normal,  ///< normal of deviation 0.02
    Kaiming, ///< normal of variance 2 / fan-in (He et al. 2015)
};

/// Levels of the house network: width * (1, 2, 4, 6, 6, ...), skips added.
std::vector<LevelConfig> houseLevels(int width, int depth, UpsampleMode upsample);

struct GeneratorConfig {
    Family family = Family::House;
    int canvas = 256; ///< image side in pixels, in and out; from the dataset, not a setting of its own
    int patch = 4;    ///< pixel-unshuffle factor at the door: the first level works at canvas / patch
    NormKind norm = NormKind::Group;
    StyleMode style = StyleMode::None;
    int styles = 1;     ///< rows of the embedding; used with a style mode other than None
    int styleDim = 128; ///< numbers a style
    int innermostStride = 2;
    AttentionKind bottleneckAttention = AttentionKind::None; ///< on the deepest map
    bool attentionResiduals = false; ///< scores of a softmax attention are added to the next one's
    Initializer initializer = Initializer::FanIn;
    bool icnr = false; ///< the four kernels before a shuffle begin equal (Aitken et al. 2017)
    std::vector<LevelConfig> levels = houseLevels(32, 4, UpsampleMode::PixelShuffle); ///< outermost first

    int depth() const { return static_cast<int>(levels.size()); }
    bool operator==(const GeneratorConfig&) const = default;
};
/// The fields of the whole network; those of its levels are fieldsOf(LevelConfig*).
const std::vector<Field<GeneratorConfig>>& fieldsOf(const GeneratorConfig*);

/// The house network: pixel-unshuffle by `patch`, then `depth` levels of pre-activation residual blocks.
GeneratorConfig houseConfig(int canvas, int patch, int width, int depth, UpsampleMode upsample);
/// zi2zi-pytorch, classic: `depth` levels (8 for 256 px, 7 for 384) of ngf * (1, 2, 4, 8, 8, ...), dropout
/// 0.5 in the inner levels of equal width, no attention (set levels[k].attention).
GeneratorConfig classicConfig(int canvas, int ngf, int depth, int styles, int styleDim, UpsampleMode upsample,
                              SkipMode skip, NormKind norm);
/// The up modes of zi2zi-pytorch's FiLM networks.
enum class FilmUpMode { Conv, Upsample, PixelShuffle, Hybrid };
/// zi2zi-pytorch, FiLM: `depth` levels, innermost stride 1, transformer and FiLM at the bottleneck, residual
/// blocks at levels 2 to 5, no other attention (set levels[k].attention).
GeneratorConfig filmConfig(int canvas, int ngf, int depth, int styles, int styleDim, FilmUpMode mode);

/// The mode of all up blocks, or of the outermost one when they differ (sharesUpsampling).
Upsampling upsamplingOf(const GeneratorConfig& config);
bool sharesUpsampling(const GeneratorConfig& config);
/// Changes the upsampling of every level, or of one (1 outermost; 0 all); all else stays.
void setUpsampling(GeneratorConfig& config, const Upsampling& upsampling, int level = 0);
/// The levels that have an up block: all, or in the house family all but the deepest.
int upLevels(const GeneratorConfig& config);

/// An error that names the field when the values do not fit together, or when the family cannot do what they
/// ask; says which level.
Status checkConfig(const GeneratorConfig& config);
/// An error when an input of height x width pixels cannot go through: no multiple of the patch, or a map that
/// would vanish (or be normed over a single point) at some level.
Status checkInputSize(const GeneratorConfig& config, int height, int width);

/// Channels of each level, first level first.
std::vector<int> levelWidths(const GeneratorConfig& config);
/// Whether encoder_`level` halves what comes in.
bool encoderHalves(const GeneratorConfig& config, int level);
/// Whether encoder_`level` ends in a norm of its own: in classic and film, all between the first and the
/// last.
bool encoderIsNormed(const GeneratorConfig& config, int level);
/// Channels that the attention of encoder_`level` sees: film looks before its convolution, the others after.
int attentionChannels(const GeneratorConfig& config, int level);
/// Channels that enter decoder_`level`: the width of what comes from below, twice that with a joined skip.
int decoderInput(const GeneratorConfig& config, int level);
/// Channels that decoder_`level` makes before its skip.
int decoderOutput(const GeneratorConfig& config, int level);

} // namespace typemould
