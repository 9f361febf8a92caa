#include "core/weights/foreign_names.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <tuple>

namespace typemould {

namespace {

/// When a row of the table holds; asked only on the way from our names to foreign ones, but for the place.
enum class When {
    Always,
    Outermost,
    Inside,
    Transposed,
    Shuffle,
    NoShuffle,
    Resize,
    RefinedByResidual,
    RefinedByConvolution
};
enum class Part { Encoder, Decoder, Bottleneck };

/// The start of a foreign name inside its block, and the start of ours inside its part.
struct Row {
    std::string_view foreign;
    Part part;
    std::string_view ours;
    When when = When::Always;
};

constexpr Row commonRows[] = {
    {"down.0.", Part::Encoder, "entry.", When::Outermost},
    {"down.1.", Part::Encoder, "entry.", When::Inside},
    {"down.2.", Part::Encoder, "norm."},
    {"up.2.", Part::Decoder, "norm.", When::NoShuffle},
    {"up.3.", Part::Decoder, "norm.", When::Shuffle},
};
constexpr Row classicRows[] = {
    {"up.1.", Part::Decoder, "up."},
    {"att.gamma", Part::Encoder, "attention.gamma"},
    {"att.query_conv.", Part::Encoder, "attention.query."},
    {"att.key_conv.", Part::Encoder, "attention.key."},
    {"att.value_conv.", Part::Encoder, "attention.value."},
};
constexpr Row filmRows[] = {
    {"up.1.conv.", Part::Decoder, "up.", When::Shuffle},
    {"up.1.upsample.1.", Part::Decoder, "up.", When::Resize},
    {"up.1.fusion_conv.", Part::Decoder, "refine.conv.", When::RefinedByConvolution},
    {"up.1.post_conv.0.", Part::Decoder, "refine.conv.", When::RefinedByResidual},
    {"up.1.post_conv.1.", Part::Decoder, "refine.norm."},
    {"up.1.post_conv.3.", Part::Decoder, "refine.residual."},
    {"up.1.", Part::Decoder, "up.", When::Transposed},
    {"res_skip.", Part::Decoder, "residual."},
    {"attn_block.gamma", Part::Encoder, "attention.gamma"},
    {"attn_block.query.", Part::Encoder, "attention.query."},
    {"attn_block.key.", Part::Encoder, "attention.key."},
    {"attn_block.value.", Part::Encoder, "attention.value."},
    {"transformer_block.attn.in_proj_", Part::Bottleneck, "transformer.qkv."},
    {"transformer_block.attn.out_proj.", Part::Bottleneck, "transformer.out."},
    {"transformer_block.ffn.0.", Part::Bottleneck, "transformer.widen."},
    {"transformer_block.ffn.2.", Part::Bottleneck, "transformer.narrow."},
    {"transformer_block.norm", Part::Bottleneck, "transformer.norm"},
    {"film.film.", Part::Bottleneck, "film."},
};

/// The dialect's rows, those that begin alike longest first.
std::vector<Row> rowsOf(Family dialect) {
    std::vector<Row> rows(std::begin(commonRows), std::end(commonRows));
    if (dialect == Family::Classic) {
        rows.insert(rows.end(), std::begin(classicRows), std::end(classicRows));
    } else if (dialect == Family::Film) {
        rows.insert(rows.end(), std::begin(filmRows), std::end(filmRows));
    }
    return rows;
}

bool startsWith(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

/// "decoder_3.", "encoder_3." or "bottleneck.".
std::string partPrefix(Part part, int level) {
    return part == Part::Bottleneck
               ? "bottleneck."
               : (part == Part::Encoder ? "encoder_" : "decoder_") + std::to_string(level) + ".";
}

bool holds(When when, const GeneratorConfig& config, int level) {
    const auto& at = config.levels[static_cast<std::size_t>(level) - 1];
    switch (when) {
    case When::Always:
        return true;
    case When::Outermost:
        return level == 1;
    case When::Inside:
        return level > 1;
    case When::Transposed:
        return at.upsample == UpsampleMode::Transposed;
    case When::Shuffle:
        return at.upsample == UpsampleMode::PixelShuffle;
    case When::NoShuffle:
        return at.upsample != UpsampleMode::PixelShuffle;
    case When::Resize:
        return at.upsample == UpsampleMode::ResizeConv;
    case When::RefinedByResidual:
        return at.refinement == Refinement::Residual;
    case When::RefinedByConvolution:
        return at.refinement == Refinement::Convolution;
    }
    return false;
}

struct Place {
    Part part = Part::Bottleneck;
    int level = 0;
    std::string rest; ///< behind "encoder_3."
};

std::optional<Place> placeOf(const std::string& ours, int depth) {
    const auto dot = ours.find('.');
    if (dot == std::string::npos) {
        return {};
    }
    Place place{Part::Bottleneck, depth, ours.substr(dot + 1)};
    const auto block = std::string_view(ours).substr(0, dot);
    if (block == "bottleneck") {
        return place;
    }
    constexpr std::size_t prefix = 8; // of "encoder_" and "decoder_"
    if (!startsWith(block, "encoder_") && !startsWith(block, "decoder_")) {
        return {};
    }
    place.part = block[0] == 'e' ? Part::Encoder : Part::Decoder;
    std::from_chars(block.data() + prefix, block.data() + block.size(), place.level);
    return place;
}

/// Where a parameter stands in the original's state_dict: each block registers its attention, the block
/// inside it and its own layers in an order that differs between the dialects.
using Rank = std::tuple<int, int, int, int>;

Rank rankOf(const Place& place, Family dialect) {
    const int level = place.level;
    const bool attention = startsWith(place.rest, "attention.");
    const int up = place.part == Part::Decoder ? 1 : 0;
    if (dialect == Family::Classic) {
        return attention ? Rank{1, level, 0, 0} : Rank{2, -level, up, 0};
    }
    if (attention || startsWith(place.rest, "residual.")) {
        return {3, -level, up, 0};
    }
    if (place.part == Part::Bottleneck) {
        const bool feedForward =
            startsWith(place.rest, "transformer.widen.") || startsWith(place.rest, "transformer.narrow.");
        const bool norm = startsWith(place.rest, "transformer.norm");
        return {2, 0, startsWith(place.rest, "film.") ? 3 : norm ? 2 : feedForward ? 1 : 0, 0};
    }
    return {1, level, up, 0};
}

Error nameless(const std::string& what) {
    return {ErrorCode::Unsupported, "zi2zi-pytorch has no " + what + ", so it could not load these weights.",
            "Keep them as a Typemould checkpoint, or change the network back to what zi2zi-pytorch knows."};
}

struct Ranked {
    Rank rank;
    ForeignParameter parameter;
};

std::vector<ForeignParameter> inOrder(std::vector<Ranked> ranked) {
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
    std::vector<ForeignParameter> parameters;
    for (auto& item : ranked) {
        parameters.push_back(std::move(item.parameter));
    }
    return parameters;
}

/// The names of a discriminator's parts, foreign and ours.
std::vector<std::pair<std::string_view, std::string_view>> discriminatorRows(Family dialect) {
    if (dialect == Family::Classic) {
        return {{"model.", "body."}, {"binary.", "real."}, {"catagory.", "style."}};
    }
    if (dialect == Family::Film) {
        return {{"model.", "body."}, {"output_conv.0.", "real."}, {"category_fc.", "style."}};
    }
    return {};
}

} // namespace

std::optional<std::string> ourGeneratorName(const std::string& foreign, Family dialect) {
    if (foreign == "embedder.weight") {
        return "embedding.weight";
    }
    std::string_view rest = foreign;
    if (!startsWith(rest, "model.")) {
        return {};
    }
    rest.remove_prefix(6);
    int level = 1;
    while (startsWith(rest, "submodule.")) {
        rest.remove_prefix(10);
        ++level;
    }
    for (const auto& row : rowsOf(dialect)) {
        const bool elsewhere =
            (row.when == When::Outermost && level > 1) || (row.when == When::Inside && level == 1);
        // "up.1." stands for a convolution of its own only when nothing but its weight or bias follows.
        if (!elsewhere && startsWith(rest, row.foreign) &&
            (row.foreign != "up.1." || rest.find('.', row.foreign.size()) == std::string_view::npos)) {
            return partPrefix(row.part, level) + std::string(row.ours) +
                   std::string(rest.substr(row.foreign.size()));
        }
    }
    return {};
}

std::optional<std::string> ourDiscriminatorName(const std::string& foreign, Family dialect) {
    for (const auto& [theirs, ours] : discriminatorRows(dialect)) {
        if (startsWith(foreign, theirs)) {
            return std::string(ours) + foreign.substr(theirs.size());
        }
    }
    return {};
}

Result<std::vector<ForeignParameter>> foreignParameters(const GeneratorConfig& config) {
    if (config.family == Family::House) {
        return nameless("house network");
    }
    const auto rows = rowsOf(config.family);
    std::vector<Ranked> ranked;
    for (const auto& parameter : parametersOf(config)) {
        if (parameter.name == "embedding.weight") { // first in the one dialect, last in the other
            ranked.push_back({{config.family == Family::Classic ? 0 : 9, 0, 0, 0},
                              {"embedder.weight", parameter.name, parameter.shape}});
            continue;
        }
        const auto place = placeOf(parameter.name, config.depth());
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& candidate) {
            return place && candidate.part == place->part && startsWith(place->rest, candidate.ours) &&
                   holds(candidate.when, config, place->level);
        });
        if (row == rows.end()) {
            return nameless(parameter.name);
        }
        std::string name = "model.";
        for (int k = 1; k < place->level; ++k) {
            name += "submodule.";
        }
        name += std::string(row->foreign) + place->rest.substr(row->ours.size());
        ranked.push_back({rankOf(*place, config.family), {name, parameter.name, parameter.shape}});
    }
    return inOrder(std::move(ranked));
}

Result<std::vector<ForeignParameter>> foreignParameters(const DiscriminatorConfig& config) {
    if (config.family == Family::House) {
        return nameless("house discriminator");
    }
    std::vector<Ranked> ranked;
    int layer = 0;
    std::string stem;
    for (const auto& parameter : parametersOf(config)) {
        const auto dot = parameter.name.rfind('.');
        if (parameter.name.substr(0, dot) != stem) {
            stem = parameter.name.substr(0, dot);
            ++layer;
        }
        const auto rows = discriminatorRows(config.family);
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const auto& candidate) {
            return startsWith(parameter.name, candidate.second);
        });
        if (row == rows.end()) {
            return nameless(parameter.name);
        }
        // Spectral norm takes the weight out and registers it again behind the bias.
        const int behind = parameter.name.find(".weight_") != std::string::npos ? 1 : 0;
        ranked.push_back({{layer, behind, 0, 0},
                          {std::string(row->first) + parameter.name.substr(row->second.size()),
                           parameter.name, parameter.shape}});
    }
    return inOrder(std::move(ranked));
}

} // namespace typemould
