#include "core/weights/trade.h"

#include "core/model/verdict.h"
#include "core/weights/foreign_names.h"
#include "core/weights/half.h"
#include "core/weights/pth.h"
#include "core/weights/safetensors.h"

#include <algorithm>
#include <array>

namespace typemould {

namespace {

/// A .safetensors file begins with the length of its header, eight bytes, and the header's brace.
bool isSafetensors(const ByteSource& file) {
    std::uint8_t brace = 0;
    if (file.size() > 8) {
        file.read(8, {&brace, 1});
    }
    return brace == '{';
}

/// The parts of a checkpoint's file: "average.", "live." or discriminatorPrefix stands in front of our names.
NamedTensors readCheckpointParts(const std::filesystem::path& path) {
    NamedTensors tensors;
    for (auto& [name, tensor] : readSafetensors(path).orThrow()) {
        auto slashed = name;
        for (const std::string& part : {std::string("average."), std::string("live."), discriminatorPrefix}) {
            if (name.starts_with(part)) {
                slashed[part.size() - 1] = '/';
            }
        }
        tensors.push_back({std::move(slashed), std::move(tensor)});
    }
    return tensors;
}

NamedTensors readAny(const std::filesystem::path& path) {
    const auto file = openFileSource(path).orThrow();
    return isSafetensors(*file) ? readCheckpointParts(path) : readPth(*file).orThrow().tensors;
}

Failure cannotBuild(const std::string& what) {
    return Failure(ErrorCode::Unsupported, "zi2zi-pytorch cannot build this network: " + what + ".",
                   "Keep it as a Typemould checkpoint, or change it back to what zi2zi-pytorch knows.");
}

/// Fails on the first described setting in which the two differ.
template <class Config>
void compareFields(const Config& wanted, const Config& built, const std::string& where) {
    for (const auto& field : fields<Config>()) {
        if (field.get(wanted) != field.get(built)) {
            throw cannotBuild("it knows no other " + field.info.key + where + " here");
        }
    }
}

/// The config without what decides neither numbers nor drawing in the original program.
GeneratorConfig plain(GeneratorConfig config, const GeneratorConfig& like) {
    config.canvas = like.canvas;
    config.initializer = like.initializer;
    config.icnr = like.icnr;
    for (std::size_t k = 0; k < config.levels.size() && k < like.levels.size(); ++k) {
        auto& level = config.levels[k];
        level.dropout = like.levels[k].dropout;
        level.resize = level.upsample == UpsampleMode::ResizeConv ? level.resize : like.levels[k].resize;
        level.shuffleKernel =
            level.upsample == UpsampleMode::PixelShuffle ? level.shuffleKernel : like.levels[k].shuffleKernel;
    }
    return config;
}

/// The network of that name with the config's sizes, which the original program builds.
GeneratorConfig originalOf(const GeneratorConfig& config, FilmUpMode mode) {
    const int width = config.levels.front().width;
    auto original =
        config.family == Family::Film
            ? filmConfig(config.canvas, width, config.depth(), config.styles, config.styleDim, mode)
            : classicConfig(config.canvas, width, config.depth(), config.styles, config.styleDim,
                            config.levels.front().upsample, config.levels.back().skip, config.norm);
    for (std::size_t k = 0; k < config.levels.size(); ++k) { // it has been put in many places
        original.levels[k].attention = config.levels[k].attention;
    }
    return original;
}

void checkOriginal(const GeneratorConfig& config) {
    auto mode = FilmUpMode::Conv;
    for (const auto tried :
         {FilmUpMode::Conv, FilmUpMode::Upsample, FilmUpMode::PixelShuffle, FilmUpMode::Hybrid}) {
        const auto original = originalOf(config, tried);
        mode = original.levels == plain(config, original).levels ? tried : mode;
    }
    const auto original = originalOf(config, mode);
    const auto wanted = plain(config, original);
    const bool classic = config.family == Family::Classic;
    compareFields(wanted, original, "");
    for (int k = 1; k <= wanted.depth(); ++k) {
        const auto& level = wanted.levels[static_cast<std::size_t>(k) - 1];
        compareFields(level, original.levels[static_cast<std::size_t>(k) - 1],
                      " at level " + std::to_string(k));
        const bool attends = level.attention != AttentionKind::None;
        if (attends && level.attention != AttentionKind::Softmax &&
            (classic || level.attention != AttentionKind::Linear)) {
            throw cannotBuild(std::string("it knows no ") + attentionKindName(level.attention) +
                              " attention at level " + std::to_string(k));
        }
    }
    if (classic && (config.levels.front().upsample == UpsampleMode::ResizeConv ||
                    config.norm == NormKind::Group || config.levels.back().skip == SkipMode::Off)) {
        throw cannotBuild(
            "its classic networks know no resized upsampling, no group norm and no network without skips");
    }
}

void checkOriginal(const DiscriminatorConfig& config) {
    const auto original =
        config.family == Family::Film
            ? filmDiscriminator(config.canvas, config.width, config.styles, config.spectralNorm)
            : classicDiscriminator(config.canvas, config.width, config.styles, config.norm,
                                   config.spectralNorm);
    auto wanted = config;
    wanted.initializer = original.initializer;
    if (verdictOf(config) == familyVerdict(config.family)) { // said or not
        wanted.verdict = original.verdict;
    }
    compareFields(wanted, original, "");
    if (config.norm == NormKind::Group) {
        throw cannotBuild("it knows no group norm here");
    }
}

} // namespace

Result<std::vector<WeightsSet>> readWeightsFile(const std::filesystem::path& path,
                                                const InspectionAnswers& answers) {
    return guarded("reading " + pathText(path), [&]() -> std::vector<WeightsSet> {
        std::vector<WeightsSet> sets;
        std::optional<Error> why;
        for (auto& group : intoGroups(readAny(path))) {
            WeightsSet set{std::move(group.name), std::move(group.tensors), {}};
            auto inspection = inspectWeights(set.tensors, answers);
            if (inspection) {
                set.inspection = std::move(*inspection);
                sets.push_back(std::move(set));
            } else if (!why || inspection.error().code == ErrorCode::InvalidArgument) {
                why = inspection.error();
            }
        }
        if (sets.empty() && !why) {
            why = Error{ErrorCode::Unsupported, "it holds no tensors.", "Choose a file of weights."};
        }
        if (sets.empty() || (why && why->code == ErrorCode::InvalidArgument)) {
            why->message = pathText(path) + ": " + why->message;
            throw Failure(*why);
        }
        return sets;
    });
}

Result<WeightsSet> onlyNetwork(std::vector<WeightsSet> sets, const std::filesystem::path& file,
                               bool generator) {
    const char* kind = generator ? "generator" : "discriminator";
    std::erase_if(sets, [&](const auto& set) { return set.inspection.isGenerator() != generator; });
    if (sets.empty()) {
        return Error{ErrorCode::InvalidArgument,
                     "There is no " + std::string(kind) + " in " + pathText(file) + ".",
                     std::string("It holds a ") + (generator ? "discriminator" : "generator") +
                         ": choose the file of the " + kind + "."};
    }
    // One of our own checkpoints holds the live and the averaged network: the averaged one is what is drawn
    // with.
    const auto averaged =
        std::find_if(sets.begin(), sets.end(), [](const auto& set) { return set.group == "average"; });
    if (averaged != sets.end()) {
        return *std::move(averaged);
    }
    if (sets.size() > 1) {
        std::string groups;
        for (const auto& set : sets) {
            groups += (groups.empty() ? "" : ", ") + set.group;
        }
        return Error{ErrorCode::Unsupported,
                     pathText(file) + " holds " + std::to_string(sets.size()) +
                         " networks of that kind: " + groups + ".",
                     "Save the one that is wanted in a file of its own."};
    }
    return std::move(sets.front());
}

Result<ImportedWeights> importWeights(NamedTensors tensors, const Inspection& inspection) {
    return guarded("taking over weights", [&]() -> ImportedWeights {
        if (!inspection.report.complete()) {
            throw Failure(
                ErrorCode::BadFormat,
                "The weights do not fit the network that they describe: " + inspection.report.text() + ".",
                "Check that the file was saved whole and not changed; nothing was taken over.");
        }
        std::map<std::string_view, StoredTensor*> byName;
        for (auto& [name, tensor] : tensors) {
            byName.emplace(name, &tensor);
        }
        ImportedWeights imported{inspection.config, {}};
        for (const auto& [name, ours] : inspection.report.matched) {
            imported.tensors[ours] = widened(std::move(*byName.at(name)));
        }
        return imported;
    });
}

Result<NamedTensors> exportTensors(const NetworkConfig& config, const StoredTensors& tensors) {
    return guarded("exporting weights", [&]() -> NamedTensors {
        NamedTensors exported;
        std::vector<WantedTensor> wanted;
        std::visit(
            [&](const auto& network) {
                checkConfig(network).orThrow();
                for (auto& parameter : foreignParameters(network).orThrow()) {
                    wanted.push_back({parameter.ours, parameter.name, parameter.shape});
                }
                checkOriginal(network);
            },
            config);
        NamedTensors ours;
        for (const auto& [name, tensor] : tensors) {
            ours.push_back({name, tensor});
        }
        const auto report = compareTensors(ours, wanted);
        if (!report.complete()) {
            throw Failure(ErrorCode::InvalidArgument,
                          "The weights are not those of the network: " + report.text() + ".");
        }
        for (const auto& item : wanted) {
            exported.push_back({item.ours, tensors.at(item.name)});
        }
        return exported;
    });
}

Status exportPth(const std::filesystem::path& path, const NetworkConfig& config,
                 const StoredTensors& tensors) {
    auto exported = exportTensors(config, tensors);
    return exported ? writePth(path, *exported) : Status(exported.error());
}

} // namespace typemould
