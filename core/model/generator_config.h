// What the generator network is: everything that decides its parameters and its output. A plain value, stored
// with every checkpoint. No Torch here: the window and the project read it.
#pragma once

#include "core/base/fields.h"

#include <string>
#include <vector>

namespace typemould {

/// How an up block doubles its resolution.
enum class UpsampleMode {
    Transposed,   ///< 4x4 transposed convolution, stride 2
    PixelShuffle, ///< 3x3 convolution to four times the channels, then PixelShuffle(2) (Shi et al. 2016)
    ResizeConv,   ///< nearest-neighbour doubling, then a 3x3 convolution (Odena et al. 2016)
};
inline constexpr int upsampleModeCount = 3;
const char* upsampleModeName(UpsampleMode mode); ///< "transposed", "pixel_shuffle", "resize_conv"
Result<UpsampleMode> upsampleModeFromName(const std::string& name);
std::vector<Choice> upsampleModeChoices();

/// The house network: pixel-unshuffle by `patch`, then `depth` levels of pre-activation residual blocks.
struct GeneratorConfig {
    int canvas = 256; ///< image side in pixels, in and out; from the dataset, not a setting of its own
    int patch = 4;    ///< pixel-unshuffle factor at the door: the first level works at canvas / patch
    int width = 32;   ///< channels of the first level; levels are width * (1, 2, 4, 6)
    int depth = 4;    ///< levels, 2 to 4
    UpsampleMode upsample = UpsampleMode::PixelShuffle;
    bool operator==(const GeneratorConfig&) const = default;
};
const std::vector<Field<GeneratorConfig>>& fieldsOf(const GeneratorConfig*);
/// An error that names the field when the values do not fit together (the canvas must divide by patch *
/// 2^(depth-1)).
Status checkConfig(const GeneratorConfig& config);

/// Channels of each level, first level first.
std::vector<int> levelWidths(const GeneratorConfig& config);

/// A part of the generator that can be frozen by itself.
struct BlockInfo {
    std::string name; ///< "encoder.1" .. "encoder.<depth>", "bottleneck", "decoder.<depth-1>" .. "decoder.1",
                      ///< "output"
    long long parameters = 0; ///< numbers in it
};
/// The blocks in the order of the data's way through the network.
std::vector<BlockInfo> blocksOf(const GeneratorConfig& config);

} // namespace typemould
