#include "core/model/level_config.h"

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

std::vector<Field<LevelConfig>> describe() {
    using L = LevelConfig;
    return {
        field(&L::width, {.key = "width",
                          .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Width"),
                          .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "Channels of the level."),
                          .level = Level::Expert,
                          .minimum = 1,
                          .maximum = 2048}),
        enumField(&L::upsample,
                  {.key = "upsample",
                   .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Upsampling"),
                   .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "How the decoder doubles its resolution."),
                   .level = Level::Expert,
                   .choices = upsampleModeChoices()}),
        enumField(&L::resize, {.key = "resize",
                               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Resize"),
                               .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "How resize_conv doubles."),
                               .level = Level::Expert,
                               .choices = {{"nearest", TYPEMOULD_TRANSLATE_NOOP("Settings", "Nearest")},
                                           {"bilinear", TYPEMOULD_TRANSLATE_NOOP("Settings", "Bilinear")}}}),
        field(&L::shuffleKernel, {.key = "shuffle-kernel",
                                  .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Kernel before the shuffle"),
                                  .help = TYPEMOULD_TRANSLATE_NOOP(
                                      "Settings", "Side of the convolution before PixelShuffle, 3 or 5."),
                                  .unit = "px",
                                  .level = Level::Expert,
                                  .minimum = 3,
                                  .maximum = 5}),
        field(&L::upBias, {.key = "up-bias",
                           .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Bias on the way up"),
                           .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "Gives the up convolution a bias."),
                           .level = Level::Expert}),
        field(&L::overshoot,
              {.key = "overshoot",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Overshoot"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings",
                   "Goes one row and column past double and resizes back, as zi2zi's FiLM networks do."),
               .level = Level::Expert}),
        enumField(&L::refinement,
                  {.key = "refinement",
                   .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Refinement"),
                   .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "What follows the up convolution."),
                   .level = Level::Expert,
                   .choices = {{"none", TYPEMOULD_TRANSLATE_NOOP("Settings", "None")},
                               {"convolution", TYPEMOULD_TRANSLATE_NOOP("Settings", "Convolution")},
                               {"residual", TYPEMOULD_TRANSLATE_NOOP("Settings", "Residual block")}}}),
        field(&L::residual,
              {.key = "residual",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Residual block"),
               .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "Adds a residual block on the way up."),
               .level = Level::Expert}),
        enumField(&L::skip,
                  {.key = "skip",
                   .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Skip"),
                   .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "How what came down meets what comes up."),
                   .level = Level::Expert,
                   .choices = {{"concat", TYPEMOULD_TRANSLATE_NOOP("Settings", "Joined")},
                               {"add", TYPEMOULD_TRANSLATE_NOOP("Settings", "Added")},
                               {"off", TYPEMOULD_TRANSLATE_NOOP("Settings", "Off")}}}),
        enumField(&L::skipFilter,
                  {.key = "skip-filter",
                   .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Skip filter"),
                   .help = TYPEMOULD_TRANSLATE_NOOP("Settings",
                                                    "What a skip goes through before it meets the up path."),
                   .level = Level::Expert,
                   .choices = {{"none", TYPEMOULD_TRANSLATE_NOOP("Settings", "None")},
                               {"gate", TYPEMOULD_TRANSLATE_NOOP("Settings", "Attention gate")},
                               {"weak", TYPEMOULD_TRANSLATE_NOOP("Settings", "Weakened")}}}),
        field(&L::skipDropout, {.key = "skip-dropout",
                                .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Skip dropout"),
                                .help = TYPEMOULD_TRANSLATE_NOOP(
                                    "Settings", "Share of a weakened skip that is dropped while training."),
                                .level = Level::Expert,
                                .minimum = 0,
                                .maximum = 0.9}),
        enumField(
            &L::attention,
            {.key = "attention",
             .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Attention"),
             .help = TYPEMOULD_TRANSLATE_NOOP("Settings", "Lets each point of the level see all others."),
             .level = Level::Expert,
             .choices = {{"none", TYPEMOULD_TRANSLATE_NOOP("Settings", "None")},
                         {"softmax", TYPEMOULD_TRANSLATE_NOOP("Settings", "Softmax")},
                         {"linear", TYPEMOULD_TRANSLATE_NOOP("Settings", "Linear")},
                         {"transformer", TYPEMOULD_TRANSLATE_NOOP("Settings", "Transformer")}}}),
        field(&L::dropout, {.key = "dropout",
                            .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Dropout"),
                            .help = TYPEMOULD_TRANSLATE_NOOP(
                                "Settings", "Share of the way up that is dropped while training."),
                            .level = Level::Expert,
                            .minimum = 0,
                            .maximum = 0.9})};
}

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

const char* attentionKindName(AttentionKind kind) {
    static constexpr std::array<const char*, 4> names{"none", "softmax", "linear", "transformer"};
    return names[static_cast<std::size_t>(kind)];
}

const std::vector<Field<LevelConfig>>& fieldsOf(const LevelConfig*) {
    static const auto list = describe();
    return list;
}

Upsampling upsamplingOf(const LevelConfig& level) {
    return {level.upsample, level.resize, level.shuffleKernel};
}

void setUpsampling(LevelConfig& level, const Upsampling& upsampling) {
    level.upsample = upsampling.mode;
    level.resize = upsampling.resize;
    level.shuffleKernel = upsampling.shuffleKernel;
}

} // namespace typemould
