#include "core/model/discriminator_config.h"

#include "core/model/verdict.h"

namespace typemould {

namespace {

std::vector<Field<DiscriminatorConfig>> describe() {
    using D = DiscriminatorConfig;
    return {
        enumField(&D::family,
                  {.key = "family",
                   .label = "Family",
                   .help = "The order of operations inside the discriminator.",
                   .level = Level::Expert,
                   .choices = {{"house", "House"}, {"classic", "zi2zi classic"}, {"film", "zi2zi FiLM"}}}),
        field(&D::canvas, {.key = "canvas",
                           .label = "Canvas",
                           .help = "Image side.",
                           .unit = "px",
                           .level = Level::Expert,
                           .minimum = 32,
                           .maximum = 1024}),
        field(&D::patch, {.key = "patch",
                          .label = "Patch",
                          .help = "Pixels folded into channels at the door.",
                          .unit = "px",
                          .level = Level::Expert,
                          .minimum = 1,
                          .maximum = 8}),
        field(&D::width, {.key = "width",
                          .label = "Width",
                          .help = "Channels of the first layer.",
                          .level = Level::Expert,
                          .minimum = 1,
                          .maximum = 512}),
        enumField(&D::norm, {.key = "norm",
                             .label = "Norm",
                             .help = "How maps are normalised between convolutions.",
                             .level = Level::Expert,
                             .choices = {{"instance", "Instance"}, {"group", "Group"}, {"batch", "Batch"}}}),
        field(&D::spectralNorm, {.key = "spectral-norm",
                                 .label = "Spectral norm",
                                 .help = "Holds the largest stretch of each layer at one: a calmer fight.",
                                 .level = Level::Expert}),
        enumField(
            &D::verdict,
            {.key = "verdict",
             .label = "Judgement",
             .help = "What is judged: each patch, or the whole picture at once.",
             .level = Level::Expert,
             .choices = {{"family", "As the family does"}, {"patches", "Patches"}, {"linear", "Linear"}}}),
        field(&D::styleHead, {.key = "style-head",
                              .label = "Style head",
                              .help = "Also says which style it sees.",
                              .level = Level::Expert}),
        field(&D::styles, {.key = "styles",
                           .label = "Styles",
                           .help = "How many styles the style head tells apart.",
                           .level = Level::Expert,
                           .minimum = 1,
                           .maximum = 100000}),
        enumField(
            &D::initializer,
            {.key = "initializer",
             .label = "Initialiser",
             .help = "How the convolutions begin.",
             .level = Level::Expert,
             .choices = {{"fan_in", "1 / fan-in"}, {"normal", "Normal 0.02"}, {"kaiming", "Kaiming"}}})};
}

} // namespace

const std::vector<Field<DiscriminatorConfig>>& fieldsOf(const DiscriminatorConfig*) {
    static const auto list = describe();
    return list;
}

std::vector<DiscriminatorLayer> discriminatorLayers(const DiscriminatorConfig& config) {
    const int w = config.width;
    const bool free = config.norm != NormKind::Batch;
    switch (config.family) {
    case Family::House:
        return {{0, 2 * config.patch * config.patch, w, 3, 1},
                {2, w, 2 * w, 4, 2, true, free},
                {5, 2 * w, 4 * w, 4, 2, true, free},
                {8, 4 * w, 1, 3, 1}};
    case Family::Classic:
        return {{0, 2, w, 5, 2},
                {2, w, 2 * w, 5, 2, true, free},
                {5, 2 * w, 4 * w, 5, 2, true, free},
                {8, 4 * w, 8 * w, 5, 1, true, free},
                {11, 8 * w, 1, 5, 1}};
    case Family::Film:
        break;
    }
    return {{0, 2, w, 4, 2},
            {2, w, 2 * w, 4, 2, true, free},
            {5, 2 * w, 4 * w, 4, 2, true, free},
            {8, 4 * w, 8 * w, 4, 2, true, free}};
}

VerdictKind familyVerdict(Family family) {
    return family == Family::Classic ? VerdictKind::Linear : VerdictKind::Patches;
}

VerdictKind verdictOf(const DiscriminatorConfig& config) {
    return config.verdict == VerdictKind::OfFamily ? familyVerdict(config.family) : config.verdict;
}

int lastMapSide(const DiscriminatorConfig& config) {
    int side = config.canvas / config.patch;
    for (const auto& layer : discriminatorLayers(config)) {
        const int padded = side + 2 * ((layer.kernel - 1) / 2);
        side = (padded - layer.kernel) / layer.stride + 1;
    }
    return side;
}

int verdictInput(const DiscriminatorConfig& config) {
    const int side = lastMapSide(config);
    return discriminatorLayers(config).back().out * side * side;
}

int headInput(const DiscriminatorConfig& config) {
    if (config.family == Family::Classic) {
        return verdictInput(config);
    }
    return 16 * config.width * (config.family == Family::House ? 4 : 8); // pooled to 4 x 4
}

Status checkConfig(const DiscriminatorConfig& config) {
    for (const auto& f : fields<DiscriminatorConfig>()) {
        if (auto checked = checkedFieldValue(f.info, f.get(config)); !checked) {
            return checked.error();
        }
    }
    const bool house = config.family == Family::House;
    if (config.patch == 3 || (config.patch > 4 && config.patch < 8) || (!house && config.patch != 1)) {
        return Error{ErrorCode::InvalidArgument,
                     "The setting 'patch' cannot be '" + std::to_string(config.patch) + "'.",
                     house ? "Give 1, 2, 4 or 8." : "Give 1: only the house discriminator folds pixels."};
    }
    const int smallest = house ? config.patch * 8 : 32;
    if (config.canvas % config.patch != 0 || config.canvas < smallest) {
        return Error{ErrorCode::InvalidArgument,
                     "A canvas of " + std::to_string(config.canvas) + " px does not fit this discriminator.",
                     "Choose a multiple of " + std::to_string(config.patch) + " px, at least " +
                         std::to_string(smallest) + " px."};
    }
    return {};
}

} // namespace typemould
