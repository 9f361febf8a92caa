#include "core/model/generator_config.h"

#include <algorithm>
#include <array>

namespace typemould {

namespace {

constexpr int styleLimit = 100000;
constexpr long long scoreLimit = 96LL * 96; ///< positions that a quadratic attention may see

std::vector<Field<GeneratorConfig>> describe() {
    using G = GeneratorConfig;
    return {
        enumField(&G::family, {.key = "family",
                               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Family"),
                               .help = TYPEMOULD_TRANSLATE_NOOP(
                                   "Settings", "The order of operations inside the network's blocks."),
                               .level = Level::Expert,
                               .choices = {{"house", TYPEMOULD_TRANSLATE_NOOP("Settings", "House")},
                                           {"classic", TYPEMOULD_TRANSLATE_NOOP("Settings", "zi2zi classic")},
                                           {"film", TYPEMOULD_TRANSLATE_NOOP("Settings", "zi2zi FiLM")}}}),
        field(&G::canvas, {.key = "canvas",
                           .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Canvas"),
                           .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "Image side, in and out."),
                           .unit = "px",
                           .level = Level::Expert,
                           .minimum = 32,
                           .maximum = 1024}),
        field(&G::patch,
              {.key = "patch",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Patch"),
               .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "Pixels folded into channels at the door."),
               .unit = "px",
               .level = Level::Expert,
               .minimum = 1,
               .maximum = 8}),
        enumField(&G::norm, {.key = "norm",
                             .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Norm"),
                             .help = TYPEMOULD_TRANSLATE_NOOP(
                                 "Settings", "How maps are normalised between convolutions."),
                             .level = Level::Expert,
                             .choices = {{"instance", TYPEMOULD_TRANSLATE_NOOP("Settings", "Instance")},
                                         {"group", TYPEMOULD_TRANSLATE_NOOP("Settings", "Group")},
                                         {"batch", TYPEMOULD_TRANSLATE_NOOP("Settings", "Batch")}}}),
        enumField(&G::style,
                  {.key = "style",
                   .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Style"),
                   .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "How the style enters the network."),
                   .level = Level::Expert,
                   .choices = {{"none", TYPEMOULD_TRANSLATE_NOOP("Settings", "None")},
                               {"concat", TYPEMOULD_TRANSLATE_NOOP("Settings", "Joined at the bottleneck")},
                               {"film", TYPEMOULD_TRANSLATE_NOOP("Settings", "FiLM at the bottleneck")},
                               {"film_every", TYPEMOULD_TRANSLATE_NOOP("Settings", "FiLM at every level")}}}),
        field(&G::styles, {.key = "styles",
                           .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Styles"),
                           .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "How many styles the network knows."),
                           .level = Level::Expert,
                           .minimum = 1,
                           .maximum = styleLimit}),
        field(&G::styleDim,
              {.key = "style-dim",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Style size"),
               .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "How many numbers describe a style."),
               .level = Level::Expert,
               .minimum = 1,
               .maximum = 4096}),
        field(&G::innermostStride, {.key = "innermost-stride",
                                    .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Innermost stride"),
                                    .help = TYPEMOULD_TRANSLATE_NOOP(
                                        "Settings", "2 halves the deepest map once more, 1 keeps its size."),
                                    .unit = "px",
                                    .level = Level::Expert,
                                    .minimum = 1,
                                    .maximum = 2}),
        enumField(&G::bottleneckAttention,
                  {.key = "bottleneck-attention",
                   .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Bottleneck attention"),
                   .help = TYPEMOULD_TRANSLATE_NOOP("Settings",
                                                    "Lets each point of the deepest map see all others."),
                   .level = Level::Expert,
                   .choices = {{"none", TYPEMOULD_TRANSLATE_NOOP("Settings", "None")},
                               {"softmax", TYPEMOULD_TRANSLATE_NOOP("Settings", "Softmax")},
                               {"linear", TYPEMOULD_TRANSLATE_NOOP("Settings", "Linear")},
                               {"transformer", TYPEMOULD_TRANSLATE_NOOP("Settings", "Transformer")}}}),
        field(&G::attentionResiduals,
              {.key = "attention-residuals",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Attention residuals"),
               .help = TYPEMOULD_TRANSLATE_NOOP("Settings",
                                                "Adds the scores of one attention to those of the next."),
               .level = Level::Expert}),
        enumField(&G::initializer,
                  {.key = "initializer",
                   .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Initialiser"),
                   .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "How the convolutions begin."),
                   .level = Level::Expert,
                   .choices = {{"fan_in", TYPEMOULD_TRANSLATE_NOOP("Settings", "1 / fan-in")},
                               {"normal", TYPEMOULD_TRANSLATE_NOOP("Settings", "Normal 0.02")},
                               {"kaiming", TYPEMOULD_TRANSLATE_NOOP("Settings", "Kaiming")}}}),
        field(&G::icnr,
              {.key = "icnr",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "ICNR"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Lets the four kernels before a shuffle begin equal, against checkerboards."),
               .level = Level::Expert})};
}

Error badLevel(int level, const std::string& why, const std::string& advice) {
    return {ErrorCode::InvalidArgument, "Level " + std::to_string(level) + " of the network " + why + ".",
            advice};
}

/// Halvings before the map that the attention of `level` sees; depth + 1 stands for the bottleneck.
int halvings(const GeneratorConfig& config, int level) {
    const int last = level <= config.depth() && config.family == Family::Film
                         ? level - 1
                         : std::min(level, config.depth());
    int count = 0;
    for (int k = 1; k <= last; ++k) {
        count += encoderHalves(config, k) ? 1 : 0;
    }
    return count;
}

/// `channels` and the map's side decide whether an attention can be there.
Status checkAttention(const GeneratorConfig& config, int level, AttentionKind kind, int channels) {
    if (kind == AttentionKind::Transformer && channels % 4 != 0) {
        return badLevel(level,
                        "cannot have a transformer: its four heads do not share " + std::to_string(channels) +
                            " channels",
                        "Choose a width that is a multiple of 4, or another attention.");
    }
    const long long side = (config.canvas / config.patch) >> halvings(config, level);
    if ((kind == AttentionKind::Softmax || kind == AttentionKind::Transformer) && side * side > scoreLimit) {
        return badLevel(level,
                        std::string("cannot have ") + attentionKindName(kind) + " attention: a map of " +
                            std::to_string(side) + " x " + std::to_string(side) + " needs too many scores",
                        "Choose linear attention, or a deeper level.");
    }
    return {};
}

Status checkLevel(const GeneratorConfig& config, int k) {
    const auto& level = config.levels[static_cast<std::size_t>(k) - 1];
    for (const auto& f : fields<LevelConfig>()) {
        if (auto checked = checkedFieldValue(f.info, f.get(level)); !checked) {
            return badLevel(k, "is wrong: " + checked.error().message, checked.error().advice);
        }
    }
    if (level.shuffleKernel == 4) {
        return badLevel(k, "cannot have a shuffle-kernel of 4", "Give 3 or 5.");
    }
    if (config.family == Family::House && level.width % 8 != 0) {
        return Error{ErrorCode::InvalidArgument,
                     "The setting 'width' cannot be '" + std::to_string(config.levels.front().width) + "'.",
                     "Give a multiple of 8."};
    }
    if (config.family != Family::House && k == 1 && level.skip != SkipMode::Off) {
        return badLevel(k, "cannot have a skip: in this family nothing comes before the outermost block",
                        "Switch its skip off.");
    }
    if (level.skip == SkipMode::Off && level.skipFilter != SkipFilter::None) {
        return badLevel(k, "has a skip filter but no skip", "Switch its skip on, or the filter off.");
    }
    if (level.skipDropout > 0 && level.skipFilter != SkipFilter::Weak) {
        return badLevel(k, "has a skip dropout but no weakened skip", "Choose the skip filter weak.");
    }
    return checkAttention(config, k, level.attention, attentionChannels(config, k));
}

Status checkHouseCanvas(const GeneratorConfig& config) {
    const int unit = config.patch << (config.depth() - 1);
    if (config.canvas % unit != 0 || config.canvas / unit < 4) {
        return Error{ErrorCode::InvalidArgument,
                     "A canvas of " + std::to_string(config.canvas) + " px does not fit a network of patch " +
                         std::to_string(config.patch) + " and depth " + std::to_string(config.depth()) + ".",
                     "Choose a canvas that is a multiple of " + std::to_string(unit) + " and at least " +
                         std::to_string(unit * 4) + " px, or a smaller patch or depth."};
    }
    return {};
}

bool makesScores(AttentionKind kind) {
    return kind == AttentionKind::Softmax || kind == AttentionKind::Transformer;
}

} // namespace

const std::vector<Field<GeneratorConfig>>& fieldsOf(const GeneratorConfig*) {
    static const auto list = describe();
    return list;
}

Upsampling upsamplingOf(const GeneratorConfig& config) { return upsamplingOf(config.levels.front()); }

bool sharesUpsampling(const GeneratorConfig& config) {
    return std::all_of(config.levels.begin(), config.levels.begin() + upLevels(config),
                       [&](const auto& level) { return upsamplingOf(level) == upsamplingOf(config); });
}

void setUpsampling(GeneratorConfig& config, const Upsampling& upsampling, int level) {
    for (int k = 1; k <= config.depth(); ++k) {
        if (level == 0 || level == k) {
            setUpsampling(config.levels[static_cast<std::size_t>(k) - 1], upsampling);
        }
    }
}

int upLevels(const GeneratorConfig& config) {
    return config.family == Family::House ? config.depth() - 1 : config.depth();
}

Status checkConfig(const GeneratorConfig& config) {
    for (const auto& f : fields<GeneratorConfig>()) {
        if (auto checked = checkedFieldValue(f.info, f.get(config)); !checked) {
            return checked.error();
        }
    }
    if (config.patch != 1 && config.patch != 2 && config.patch != 4 && config.patch != 8) {
        return Error{ErrorCode::InvalidArgument,
                     "The setting 'patch' cannot be '" + std::to_string(config.patch) + "'.",
                     "Give 1, 2, 4 or 8."};
    }
    if (config.depth() < 2 || config.depth() > 10) {
        return Error{ErrorCode::InvalidArgument,
                     "A network cannot have a depth of " + std::to_string(config.depth()) + " levels.",
                     "Give 2 to 10 levels."};
    }
    auto canvas = config.family == Family::House ? checkHouseCanvas(config)
                                                 : checkInputSize(config, config.canvas, config.canvas);
    if (!canvas) {
        return canvas;
    }
    for (int k = 1; k <= config.depth(); ++k) {
        if (auto status = checkLevel(config, k); !status) {
            return status;
        }
    }
    const auto scores = std::count_if(config.levels.begin(), config.levels.end(),
                                      [](const auto& level) { return makesScores(level.attention); }) +
                        (makesScores(config.bottleneckAttention) ? 1 : 0);
    if (config.attentionResiduals && scores < 2) {
        return Error{ErrorCode::InvalidArgument,
                     "The setting 'attention-residuals' has no second softmax or transformer attention to "
                     "hand scores to.",
                     "Switch it off, or add softmax or transformer attention at two places."};
    }
    return checkAttention(config, config.depth() + 1, config.bottleneckAttention, config.levels.back().width);
}

Status checkInputSize(const GeneratorConfig& config, int height, int width) {
    const auto refuse = [&](const std::string& why, const std::string& advice) {
        return Error{ErrorCode::InvalidArgument,
                     "An image of " + std::to_string(width) + " x " + std::to_string(height) +
                         " px cannot go through this network: " + why + ".",
                     advice};
    };
    if (height < 1 || width < 1 || height % config.patch != 0 || width % config.patch != 0) {
        return refuse("its sides are no multiples of the patch",
                      "Give sides that are multiples of " + std::to_string(config.patch) + " px.");
    }
    int high = height / config.patch, wide = width / config.patch;
    for (int k = 1; k <= config.depth(); ++k) {
        high = encoderHalves(config, k) ? high / 2 : high;
        wide = encoderHalves(config, k) ? wide / 2 : wide;
        const bool normed = config.family == Family::House || encoderIsNormed(config, k);
        const bool single = high * wide == 1 && normed && config.norm != NormKind::Group;
        if (high < 1 || wide < 1 || single) {
            return refuse(single
                              ? "at level " + std::to_string(k) + " a single point would be left to be normed"
                              : "nothing would be left of it at level " + std::to_string(k),
                          "Give a larger image, or a network of fewer levels.");
        }
    }
    return {};
}

std::vector<int> levelWidths(const GeneratorConfig& config) {
    std::vector<int> widths;
    for (const auto& level : config.levels) {
        widths.push_back(level.width);
    }
    return widths;
}

bool encoderHalves(const GeneratorConfig& config, int level) {
    return (level > 1 || config.family != Family::House) &&
           (level < config.depth() || config.innermostStride == 2);
}

bool encoderIsNormed(const GeneratorConfig& config, int level) {
    return config.family != Family::House && level > 1 && level < config.depth();
}

int attentionChannels(const GeneratorConfig& config, int level) {
    if (config.family != Family::Film) {
        return config.levels[static_cast<std::size_t>(level) - 1].width;
    }
    return level == 1 ? config.patch * config.patch
                      : config.levels[static_cast<std::size_t>(level) - 2].width;
}

int decoderInput(const GeneratorConfig& config, int level) {
    const auto at = [&](int k) -> const LevelConfig& {
        return config.levels[static_cast<std::size_t>(k) - 1];
    };
    if (config.family == Family::House) {
        return at(level + 1).width;
    }
    if (level == config.depth()) {
        return at(level).width + (config.style == StyleMode::Concat ? config.styleDim : 0);
    }
    return at(level).width * (at(level + 1).skip == SkipMode::Concat ? 2 : 1);
}

int decoderOutput(const GeneratorConfig& config, int level) {
    if (config.family == Family::House) {
        return config.levels[static_cast<std::size_t>(level) - 1].width;
    }
    return level == 1 ? config.patch * config.patch
                      : config.levels[static_cast<std::size_t>(level) - 2].width;
}

} // namespace typemould
