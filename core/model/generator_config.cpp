#include "core/model/generator_config.h"

#include <array>

namespace typemould {

namespace {

const std::array<Choice, upsampleModeCount>& modes() {
    static const std::array<Choice, upsampleModeCount> choices{
        Choice{"transposed", TYPEMOULD_TRANSLATE_NOOP("Settings", "Transposed convolution")},
        Choice{"pixel_shuffle", TYPEMOULD_TRANSLATE_NOOP("Settings", "PixelShuffle")},
        Choice{"resize_conv", TYPEMOULD_TRANSLATE_NOOP("Settings", "Resize and convolve")}};
    return choices;
}

long long convolution(long long in, long long out, long long kernel) {
    return in * out * kernel * kernel + out;
}
long long norm(long long channels) { return 2 * channels; }
long long residual(long long channels) { return 2 * norm(channels) + 2 * convolution(channels, channels, 3); }

} // namespace

const char* upsampleModeName(UpsampleMode mode) {
    return modes()[static_cast<std::size_t>(mode)].key.c_str();
}

Result<UpsampleMode> upsampleModeFromName(const std::string& name) {
    for (std::size_t i = 0; i < modes().size(); ++i) {
        if (modes()[i].key == name) {
            return static_cast<UpsampleMode>(i);
        }
    }
    return Error{ErrorCode::InvalidArgument, "There is no upsampling mode called '" + name + "'.",
                 "Choose transposed, pixel_shuffle or resize_conv."};
}

std::vector<Choice> upsampleModeChoices() { return {modes().begin(), modes().end()}; }

const std::vector<Field<GeneratorConfig>>& fieldsOf(const GeneratorConfig*) {
    static const std::vector<Field<GeneratorConfig>> list{
        field(&GeneratorConfig::canvas, {.key = "canvas",
                                         .label = "Canvas",
                                         .help = "Image side, in and out.",
                                         .unit = "px",
                                         .level = Level::Expert,
                                         .minimum = 32,
                                         .maximum = 1024}),
        field(&GeneratorConfig::patch, {.key = "patch",
                                        .label = "Patch",
                                        .help = "Pixels folded into channels at the door.",
                                        .unit = "px",
                                        .level = Level::Expert,
                                        .minimum = 1,
                                        .maximum = 8}),
        field(&GeneratorConfig::width, {.key = "width",
                                        .label = "Width",
                                        .help = "Channels of the first level.",
                                        .level = Level::Expert,
                                        .minimum = 8,
                                        .maximum = 128}),
        field(&GeneratorConfig::depth, {.key = "depth",
                                        .label = "Depth",
                                        .help = "Levels of the network.",
                                        .level = Level::Expert,
                                        .minimum = 2,
                                        .maximum = 4}),
        enumField(&GeneratorConfig::upsample, {.key = "upsample",
                                               .label = "Upsampling",
                                               .help = "How the decoder doubles its resolution.",
                                               .level = Level::Expert,
                                               .choices = upsampleModeChoices()})};
    return list;
}

Status checkConfig(const GeneratorConfig& config) {
    for (const auto& f : fields<GeneratorConfig>()) {
        if (auto checked = checkedFieldValue(f.info, f.get(config)); !checked) {
            return checked.error();
        }
    }
    if (config.width % 8 != 0) {
        return Error{ErrorCode::InvalidArgument,
                     "The setting 'width' cannot be '" + std::to_string(config.width) + "'.",
                     "Give a multiple of 8."};
    }
    if (config.patch != 1 && config.patch != 2 && config.patch != 4 && config.patch != 8) {
        return Error{ErrorCode::InvalidArgument,
                     "The setting 'patch' cannot be '" + std::to_string(config.patch) + "'.",
                     "Give 1, 2, 4 or 8."};
    }
    const int unit = config.patch << (config.depth - 1);
    if (config.canvas % unit != 0 || config.canvas / unit < 4) {
        return Error{ErrorCode::InvalidArgument,
                     "A canvas of " + std::to_string(config.canvas) + " px does not fit a network of patch " +
                         std::to_string(config.patch) + " and depth " + std::to_string(config.depth) + ".",
                     "Choose a canvas that is a multiple of " + std::to_string(unit) + " and at least " +
                         std::to_string(unit * 4) + " px, or a smaller patch or depth."};
    }
    return {};
}

std::vector<int> levelWidths(const GeneratorConfig& config) {
    static constexpr std::array<int, 4> factors{1, 2, 4, 6};
    std::vector<int> widths;
    for (int level = 0; level < config.depth; ++level) {
        widths.push_back(config.width * factors[static_cast<std::size_t>(level)]);
    }
    return widths;
}

std::vector<BlockInfo> blocksOf(const GeneratorConfig& config) {
    const auto widths = levelWidths(config);
    const long long door = static_cast<long long>(config.patch) * config.patch;
    std::vector<BlockInfo> blocks;
    for (int level = 0; level < config.depth; ++level) {
        const long long width = widths[static_cast<std::size_t>(level)];
        const long long entry = level == 0
                                    ? convolution(door, width, 3)
                                    : convolution(widths[static_cast<std::size_t>(level) - 1], width, 4);
        blocks.push_back({"encoder." + std::to_string(level + 1), entry + residual(width)});
    }
    blocks.push_back({"bottleneck", residual(widths.back())});
    for (int level = config.depth - 2; level >= 0; --level) {
        const long long below = widths[static_cast<std::size_t>(level) + 1];
        const long long width = widths[static_cast<std::size_t>(level)];
        long long up = 0;
        switch (config.upsample) {
        case UpsampleMode::Transposed:
            up = below * width * 16 + width;
            break;
        case UpsampleMode::PixelShuffle:
            up = convolution(below, width * 4, 3);
            break;
        case UpsampleMode::ResizeConv:
            up = convolution(below, width, 3);
            break;
        }
        blocks.push_back(
            {"decoder." + std::to_string(level + 1), up + convolution(width, width, 1) + residual(width)});
    }
    blocks.push_back({"output", norm(widths.front()) + convolution(widths.front(), door, 3)});
    return blocks;
}

} // namespace typemould
