#include "core/training/benchmark.h"

#include "core/model/reduced.h"
#include "core/training/device.h"
#include "core/training/network_settings.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <sys/resource.h>

namespace typemould {

namespace {

using Clock = std::chrono::steady_clock;

/// Settings and networks of a benchmark.
struct Networks {
    TrainingSettings settings;
    GeneratorConfig generator;
    std::optional<DiscriminatorConfig> discriminator;
};

/// As zi2zi-pytorch trains by default: 40 styles, attention at the levels 3 and 4, added skips, all its
/// losses.
Networks classicNetworks(const BenchmarkSetup& setup) {
    Networks networks;
    const int width = setup.width > 0 ? setup.width : 64, depth = setup.canvas == 384 ? 7 : 8;
    const bool film = setup.network == "film";
    networks.generator = film ? filmConfig(setup.canvas, width, depth, 40, 128, FilmUpMode::PixelShuffle)
                              : classicConfig(setup.canvas, width, depth, 40, 128, UpsampleMode::PixelShuffle,
                                              SkipMode::Add, NormKind::Instance);
    networks.generator.levels.at(2).attention = AttentionKind::Softmax;
    networks.generator.levels.at(3).attention = AttentionKind::Softmax;
    networks.discriminator = film ? filmDiscriminator(setup.canvas, width, 40)
                                  : classicDiscriminator(setup.canvas, width, 40, NormKind::Instance, false);
    auto& settings = networks.settings;
    settings.family = networks.generator.family;
    settings.l1Weight = 2 * 97; // ours is on grey 0..1, zi2zi-pytorch's on -1..1
    settings.adversarialWeight = 0.6;
    settings.constancyWeight = 15;
    settings.styleWeight = 1;
    settings.learningRate = settings.discriminatorRate = 2e-4;
    settings.gradientClip = 0;
    settings.emaDecay = 0;
    return networks;
}

Networks networksOf(const BenchmarkSetup& setup) {
    if (setup.network == "classic" || setup.network == "film") {
        return classicNetworks(setup);
    }
    if (setup.network != "house") {
        throw Failure(ErrorCode::InvalidArgument, "There is no network '" + setup.network + "'.",
                      "The networks are: house, classic, film.");
    }
    Networks networks;
    networks.settings.width = setup.width > 0 ? setup.width : networks.settings.width;
    networks.generator = generatorConfigOf(networks.settings, setup.canvas).orThrow();
    networks.discriminator = discriminatorConfigOf(networks.settings, networks.generator).orThrow();
    return networks;
}

/// Seconds of the median call; the first `warm` ones do not count.
template <class Call>
double medianSeconds(int steps, int warm, const std::stop_token& stop, Call call) {
    std::vector<double> seconds;
    for (int i = 0; i < warm + steps; ++i) {
        if (stop.stop_requested()) {
            throw Failure(ErrorCode::Cancelled, "Stopped.");
        }
        const auto start = Clock::now();
        call();
        if (i >= warm) {
            seconds.push_back(std::chrono::duration<double>(Clock::now() - start).count());
        }
    }
    std::sort(seconds.begin(), seconds.end());
    return seconds[seconds.size() / 2];
}

/// GFLOP/s of the machine's convolution in a precision: the best of a few.
double convolutionPeak(const torch::Device& device, bool reduced) {
    const torch::NoGradGuard guard;
    const ReducedPrecision precision(reduced);
    const auto input = torch::randn({8, 128, 64, 64}, device);
    const auto weight = torch::randn({128, 128, 3, 3}, device);
    double best = 1e9;
    for (int i = 0; i < 6; ++i) {
        const auto start = Clock::now();
        (void)convolve(input, weight, {}, 1, 1).sum().item<float>();
        best = std::min(best, std::chrono::duration<double>(Clock::now() - start).count());
    }
    return 2.0 * 8 * 128 * 128 * 9 * 64 * 64 / best * 1e-9;
}

long long numbersOf(const torch::nn::Module& network) {
    long long count = 0;
    for (const auto& parameter : network.parameters()) {
        count += parameter.numel();
    }
    return count;
}

double peakMemoryMiB() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

} // namespace

Result<BenchmarkResult> benchmark(const BenchmarkSetup& setup, std::stop_token stop) {
    return guarded("measuring the speed", [&] {
        if (setup.batch < 1 || setup.steps < 1) {
            throw Failure(ErrorCode::InvalidArgument, "A benchmark needs at least one glyph and one step.");
        }
        auto [settings, generator, discriminator] = networksOf(setup);
        settings.threads = setup.threads;
        settings.device = setup.device;
        settings.precision = setup.precision;
        settings.batch = setup.batch;
        Trainer trainer(settings, generator, discriminator);
        BenchmarkResult result;
        result.device = trainer.device();
        result.precision = trainer.precision();
        result.torch = TORCH_VERSION;
        result.generatorParameters = numbersOf(*trainer.generator());
        result.discriminatorParameters = discriminator ? numbersOf(*trainer.discriminator()) : 0;
        const auto device = chosenDevice(setup.device, setup.threads);
        const bool reduced = trainer.precision() == "bfloat16";

        std::mt19937 random(1);
        const auto side = static_cast<std::size_t>(setup.canvas);
        std::vector<std::vector<std::uint8_t>> pictures(2 * static_cast<std::size_t>(setup.batch));
        TrainingBatch batch;
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            pictures[i].resize(side * side);
            std::generate(pictures[i].begin(), pictures[i].end(),
                          [&] { return random() % 2 == 0 ? 0 : 255; });
            (i % 2 == 0 ? batch.sources : batch.targets).push_back(pictures[i].data());
        }
        batch.styles.assign(static_cast<std::size_t>(setup.batch), 0);

        double work = 0; // of one batch forward, GFLOP
        if (setup.draw) {
            const ReducedPrecision precision(reduced);
            KeptWeights kept;
            const KeptWeights::Use use(kept); // as drawing from a checkpoint does
            const double seconds = medianSeconds(setup.steps, 2, stop, [&] {
                const ConvolutionWork counted;
                (void)trainer.draw(batch.sources, 0);
                work = counted.flops() * 1e-9;
            });
            result.drawGlyphsPerSecond = setup.batch / seconds;
            result.convolutionPeak = convolutionPeak(device, reduced);
            result.drawShareOfPeak = work / seconds / result.convolutionPeak;
        }
        if (setup.train) {
            const double seconds = medianSeconds(setup.steps, 3, stop, [&] {
                const ConvolutionWork counted;
                (void)trainer.step(batch, settings.learningRate, 1, true);
                work = 3 * counted.flops() * 1e-9;
            });
            result.trainSamplesPerSecond = setup.batch / seconds;
            result.convolutionPeak = std::max(result.convolutionPeak, convolutionPeak(device, reduced));
            result.trainShareOfPeak = work / seconds / result.convolutionPeak;
        }
        result.peakMemoryMiB = peakMemoryMiB();
        return result;
    });
}

} // namespace typemould
