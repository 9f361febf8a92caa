#include "core/training/memory_estimate.h"

#include "core/base/memory.h"
#include "core/model/parameters.h"
#include "core/training/network_settings.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace typemould {

namespace {

// Peak resident memory, LibTorch 1.13, one thread, in MiB:
//   network, canvas, width, batch   float32: measured, estimated   bfloat16: measured, estimated
//   house    128 px  16   4                  268       224
//   house    128 px  32  16                  384       341                   383       347
//   house    256 px  32   4                  348       342                   371       348
//   house    256 px  16  16                  417       370
//   house    256 px  32  16                  631       553                   644       550
//   classic  256 px  32   2                  807       716                   763       768
// by `typemould-cli bench --task train`, which holds about 40 MiB more for the measurement of the
// convolutions' peak and draws no previews (classic: 40 styles, its discriminator, zi2zi-pytorch's losses);
// and by processes that train and draw alone, as the test starts them:
//   house    128 px  32  16                  318       341                   296       347
//   house with discriminator  256 px  16  8  334       339
//   the same, edge and SSIM, 2 parts of 8, 128 px, width 32:  341 and 332
// A graphics card has not been measured.

constexpr double bytesOfFloat = 4;
constexpr int drawnAtOnce = 16; // by drawn() and by the measurement of held-out glyphs

/// Floats that one picture leaves behind on its way forth, kept for the way back, and the largest map.
struct Kept {
    double floats = 0;
    double largest = 0;
    void add(double map, double times = 1) {
        floats += map * times;
        largest = std::max(largest, map);
    }
    void add(const Kept& other, double times = 1) {
        floats += other.floats * times;
        largest = std::max(largest, other.largest);
    }
};

/// Walks a network as its forward pass does. A map is counted once for each tensor that the way back needs:
/// an activation keeps what it is given, a norm too, a convolution keeps its input (in bfloat16 a copy of
/// half the size, and what was copied goes where nobody else keeps it).
class Walk {
public:
    explicit Walk(bool reduced) : m_copy(reduced ? 0.5 : 0), m_own(reduced ? 0.5 : 1) {}

    /// A convolution whose input someone else keeps.
    void convolutionOfKept(Kept& kept, double input) const { kept.add(input, m_copy); }
    /// A convolution whose input nobody else keeps.
    void convolutionOfOwn(Kept& kept, double input) const { kept.add(input, m_own); }

    void preResidual(Kept& kept, double map) const {
        for (int i = 0; i < 2; ++i) {
            kept.add(map); // the norm's result, which SiLU keeps
            convolutionOfOwn(kept, map);
            kept.add(map); // what comes out, or the sum
        }
    }
    void postResidual(Kept& kept, double map) const {
        for (int i = 0; i < 2; ++i) {
            convolutionOfKept(kept, map);
            kept.add(map, 3); // the convolution's result, the norm's, SiLU's
        }
    }
    static void attention(Kept& kept, AttentionKind kind, double channels, double side) {
        const double map = channels * side * side, scores = std::pow(side, 4);
        switch (kind) {
        case AttentionKind::None:
            break;
        case AttentionKind::Softmax:
            kept.add(map, 3.25);
            kept.add(scores, 2);
            break;
        case AttentionKind::Linear:
            kept.add(map, 4);
            break;
        case AttentionKind::Transformer:
            kept.add(map, 15);
            kept.add(scores, 8);
            break;
        }
    }

private:
    double m_copy, m_own;
};

/// Side of each level's map: what encoder_k gives out.
std::vector<double> sidesOf(const GeneratorConfig& config) {
    std::vector<double> sides;
    double side = config.canvas / config.patch;
    for (int level = 1; level <= config.depth(); ++level) {
        side = encoderHalves(config, level) ? std::floor(side / 2) : side;
        sides.push_back(std::max(1.0, side));
    }
    return sides;
}

Kept encoderKept(const GeneratorConfig& config, const Walk& walk) {
    Kept kept;
    const bool house = config.family == Family::House, film = config.family == Family::Film;
    const auto sides = sidesOf(config);
    double side = config.canvas / config.patch, channels = config.patch * config.patch;
    for (int level = 1; level <= config.depth(); ++level) {
        const auto index = static_cast<std::size_t>(level) - 1;
        const auto& own = config.levels[index];
        const double in = channels * side * side, out = own.width * sides[index] * sides[index];
        if (film) {
            Walk::attention(kept, own.attention, channels, side);
        }
        if (!house && level > 1) {
            kept.add(in); // activated; what it was is kept too, counted where it came out
        }
        walk.convolutionOfKept(kept, in);
        kept.add(out);
        if (house) {
            walk.preResidual(kept, out);
        } else if (encoderIsNormed(config, level)) {
            kept.add(out);
        }
        if (!film) {
            Walk::attention(kept, own.attention, own.width, sides[index]);
        }
        channels = own.width;
        side = sides[index];
    }
    if (house) {
        walk.preResidual(kept, channels * side * side);
    }
    Walk::attention(kept, config.bottleneckAttention, channels, side);
    return kept;
}

void skipKept(Kept& kept, const Walk& walk, const LevelConfig& level, double map) {
    if (level.skip == SkipMode::Off) {
        return;
    }
    if (level.skipFilter == SkipFilter::Gate) {
        kept.add(map, 3.5);
    } else if (level.skipFilter == SkipFilter::Weak) {
        walk.convolutionOfKept(kept, map);
        kept.add(map, level.skipDropout > 0 ? 4 : 2);
    }
}

Kept decoderKept(const GeneratorConfig& config, const Walk& walk) {
    Kept kept;
    const bool house = config.family == Family::House;
    const auto sides = sidesOf(config);
    for (int k = upLevels(config); k >= 1; --k) {
        const auto& level = config.levels[static_cast<std::size_t>(k) - 1];
        const double below =
            house || k < config.depth()
                ? sides[std::min<std::size_t>(sides.size() - 1, static_cast<std::size_t>(house ? k : k - 1))]
                : sides.back();
        const double side = house   ? sides[static_cast<std::size_t>(k) - 1]
                            : k > 1 ? sides[static_cast<std::size_t>(k) - 2]
                                    : config.canvas;
        const double in = decoderInput(config, k) * below * below;
        const double out = decoderOutput(config, k) * side * side;
        if (!house) {
            kept.add(in); // activated
        }
        if (level.upsample == UpsampleMode::ResizeConv) {
            walk.convolutionOfOwn(kept, decoderInput(config, k) * side * side);
        } else {
            walk.convolutionOfKept(kept, in);
        }
        if (level.refinement != Refinement::None) {
            walk.convolutionOfKept(kept, out);
            kept.add(out);
        }
        if (level.refinement == Refinement::Residual) {
            kept.add(out, 2);
            walk.postResidual(kept, out);
        }
        if (!house) {
            kept.add(out, k > 1 ? 2 : 1); // before and behind the norm, or tanh
        }
        if (level.dropout > 0) {
            kept.add(out, 1.25);
        }
        skipKept(kept, walk, level, out);
        if (house && level.skip != SkipMode::Off) {
            walk.convolutionOfKept(kept, out);
            kept.add(out, level.skip == SkipMode::Concat ? 2 : 0);
        } else if (!house && level.skip == SkipMode::Concat) {
            kept.add(out, 2);
        }
        if (house) {
            kept.add(out);
        }
        if (config.style == StyleMode::FilmEvery) {
            kept.add(house ? out : in);
        }
        if (level.residual && house) {
            walk.preResidual(kept, out);
        } else if (level.residual) {
            walk.postResidual(kept, out);
        }
    }
    const double picture = static_cast<double>(config.canvas) * config.canvas;
    if (house) { // the last convolution stays in float32
        kept.add(config.levels.front().width * sides.front() * sides.front(), 2);
        kept.add(picture, 3);
    }
    return kept;
}

Kept discriminatorKept(const DiscriminatorConfig& config, const Walk& walk) {
    Kept kept;
    const double side0 = static_cast<double>(config.canvas) / config.patch;
    double side = side0, in = 2.0 * config.canvas * config.canvas;
    kept.add(in);
    for (const auto& layer : discriminatorLayers(config)) {
        walk.convolutionOfKept(kept, in);
        side = std::floor((side + 2 * ((layer.kernel - 1) / 2) - layer.kernel) / layer.stride) + 1;
        const double out = layer.out * side * side;
        kept.add(out, layer.normed ? 3 : 2);
        in = out;
    }
    return kept;
}

/// What the losses on pictures keep, in floats of one picture.
Kept lossesKept(const TrainingSettings& settings, const GeneratorConfig& config, const Walk& walk) {
    Kept kept;
    const double picture = static_cast<double>(config.canvas) * config.canvas;
    kept.add(picture, 4); // the pictures themselves and L1
    kept.add(picture, settings.edgeWeight > 0 ? 5 : 0);
    kept.add(picture, settings.ssimWeight > 0 ? 26 : 0);
    kept.add(picture, settings.totalVariationWeight > 0 ? 4 : 0);
    if (settings.perceptualWeight > 0 && settings.perceptualFile.empty()) {
        kept.add(6 * picture, 12);
        kept.add(9 * picture, 3);
    } else if (settings.perceptualWeight > 0) {
        kept.add(64 * picture, 4.5);
        walk.convolutionOfKept(kept, 3 * 64 * picture);
    }
    if (settings.constancyWeight > 0) {
        kept.add(encoderKept(config, walk));
    }
    return kept;
}

double numbersOf(const std::vector<ParameterInfo>& parameters) {
    double count = 0;
    for (const auto& parameter : parameters) {
        count += static_cast<double>(parameter.count());
    }
    return count;
}

double gigabytes(double bytes) { return bytes / 1e9; }

std::string gigabyteText(double bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f GB", gigabytes(bytes));
    return text;
}

} // namespace

MemoryEstimate memoryEstimate(const TrainingSettings& settings, const GeneratorConfig& generator,
                              const std::optional<DiscriminatorConfig>& discriminator,
                              const MemorySetting& setting) {
    const Walk walk(setting.bfloat16);
    Kept drawing = encoderKept(generator, walk);
    drawing.add(decoderKept(generator, walk));
    const auto losses = lossesKept(settings, generator, walk);
    const auto judging = discriminator ? discriminatorKept(*discriminator, walk) : Kept{};
    const double largest = std::max({drawing.largest, losses.largest, judging.largest});
    constexpr double onTheWayBack = 4; // gradients and workspace, in largest maps

    // In one part the generator's way is held while the discriminator learns from two judgements.
    const double held = settings.accumulate > 1 ? 0 : drawing.floats;
    const double first = discriminator ? held + 2 * judging.floats : 0;
    const double second = drawing.floats + losses.floats + judging.floats;
    const double step = std::max(first, second) + onTheWayBack * largest;

    const double generatorNumbers = numbersOf(parametersOf(generator));
    const double judgeNumbers = discriminator ? numbersOf(parametersOf(*discriminator)) : 0;
    const double reducedCopies = setting.bfloat16 ? 0.5 : 0;
    const double asBefore = 3; // weights and moments, kept in case that memory runs out on the way
    const double ofGenerator = 4 + (settings.emaDecay > 0 ? 1 : 0) + // gradient, moments, average
                               (settings.generatorUpdates > 1 ? asBefore : 0) + reducedCopies;
    const double ofJudge = 4 + asBefore + reducedCopies;
    MemoryEstimate estimate;
    estimate.base = setting.onDevice ? 600e6 : 205e6;
    estimate.weights = bytesOfFloat * (ofGenerator * generatorNumbers + ofJudge * judgeNumbers);
    estimate.step = bytesOfFloat * settings.batch * step;
    estimate.drawing = bytesOfFloat * drawnAtOnce * (0.2 * drawing.floats + 3 * drawing.largest);
    return estimate;
}

int largestBatch(const TrainingSettings& settings, const GeneratorConfig& generator,
                 const std::optional<DiscriminatorConfig>& discriminator, const MemorySetting& setting,
                 double bytes) {
    int fits = 0, tooMany = 257; // the range of the setting
    while (tooMany - fits > 1) {
        auto tried = settings;
        tried.batch = (fits + tooMany) / 2;
        const double total = memoryEstimate(tried, generator, discriminator, setting).total();
        (total <= bytes ? fits : tooMany) = tried.batch;
    }
    return fits;
}

double memoryForTraining() {
    const auto free = availableMemory();
    return free ? static_cast<double>(*free + processMemory()) : 0;
}

Result<MemoryNeed> memoryNeed(const TrainingSettings& settings, int canvas, int styles, std::size_t pairs,
                              const MemorySetting& setting, double available) {
    return guarded("estimating the memory", [&] {
        const auto generator = generatorConfigOf(settings, canvas, styles).orThrow();
        const auto discriminator = discriminatorConfigOf(settings, generator).orThrow();
        MemoryNeed need;
        need.onDevice = setting.onDevice;
        need.estimate = memoryEstimate(settings, generator, discriminator, setting);
        need.pictures = setting.onDevice ? 0 : 2.0 * static_cast<double>(pairs) * canvas * canvas;
        need.available = available;
        if (available > 0) {
            need.largestBatch =
                largestBatch(settings, generator, discriminator, setting, available - need.pictures);
        }
        if (!need.fits() && need.largestBatch > 0) {
            auto inParts = settings; // in parts a discriminator needs less
            inParts.accumulate = std::max(2, settings.accumulate);
            const int largest =
                largestBatch(inParts, generator, discriminator, setting, available - need.pictures);
            need.fitting =
                partsWithin({settings.batch, settings.accumulate}, std::min(largest, settings.batch / 2));
        }
        return need;
    });
}

std::string memoryText(const MemoryNeed& need) {
    std::string text = "needs about " + gigabyteText(need.total());
    if (need.available <= 0) {
        return text;
    }
    text += " of " + gigabyteText(need.available) + (need.onDevice ? " on the graphics card" : "");
    return need.largestBatch > 0
               ? text + "; the largest batch that fits is " + std::to_string(need.largestBatch)
               : text + "; not even a batch of one fits";
}

std::optional<Error> memoryWarning(const MemoryNeed& need, const TrainingSettings& settings) {
    if (need.fits()) {
        return std::nullopt;
    }
    Error warning{ErrorCode::OutOfMemory, "This training " + memoryText(need) + ".",
                  "Choose a narrower network or a smaller canvas, or close other programs."};
    if (need.fitting) {
        warning.advice = "A batch of " + std::to_string(need.fitting->batch) + " in " +
                         std::to_string(need.fitting->accumulate) + " parts of a step teaches the same " +
                         std::to_string(settings.batch * settings.accumulate) + " glyphs and fits.";
    }
    return warning;
}

} // namespace typemould
