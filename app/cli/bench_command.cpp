// typemould-cli bench: how fast this machine trains and draws.
#include "app/cli/command_line.h"
#include "core/training/benchmark.h"

#include <cstdio>

namespace typemould {

namespace {

struct BenchOptions {
    BenchmarkSetup setup;
    std::string task = "both";
};

void declare(CLI::App& verb, BenchOptions& options) {
    auto& setup = options.setup;
    verb.add_option("--network", setup.network, "house, classic or film (as zi2zi-pytorch trains them)")
        ->check(CLI::IsMember({"house", "classic", "film"}))
        ->capture_default_str();
    verb.add_option("--size", setup.canvas, "Side of the pictures in pixels")
        ->check(CLI::Range(32, 512))
        ->capture_default_str();
    verb.add_option("--width", setup.width, "Channels of the first level; 0: the network's usual ones")
        ->check(CLI::Range(0, 512))
        ->capture_default_str();
    verb.add_option("--batch", setup.batch, "Glyphs in a step")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    verb.add_option("--steps", setup.steps, "Steps that are measured; the median counts")
        ->check(CLI::Range(1, 10000))
        ->capture_default_str();
    verb.add_option("--task", options.task, "train, draw or both")
        ->check(CLI::IsMember({"train", "draw", "both"}))
        ->capture_default_str();
    verb.add_option("--threads", setup.threads, "Processor threads; 0: all")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    verb.add_option("--device", setup.device, "auto, cpu or cuda")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}))
        ->capture_default_str();
    verb.add_option("--precision", setup.precision, "auto (measured), float32 or bfloat16")
        ->check(CLI::IsMember({"auto", "float32", "bfloat16"}))
        ->capture_default_str();
    verb.footer(
        "The share of the peak is the work of all convolutions over what the machine's own 3x3 convolution "
        "does in the same time.");
}

std::string line(const char* format, double value) {
    char text[96];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

Answer runBench(const BenchOptions& options) {
    auto setup = options.setup;
    setup.train = options.task != "draw";
    setup.draw = options.task != "train";
    const auto result = benchmark(setup).orThrow();
    Answer answer;
    answer.json = {{"network", setup.network},
                   {"size", setup.canvas},
                   {"batch", setup.batch},
                   {"device", result.device},
                   {"precision", result.precision},
                   {"torch", result.torch},
                   {"generator_parameters", result.generatorParameters},
                   {"discriminator_parameters", result.discriminatorParameters},
                   {"convolution_peak_gflops", result.convolutionPeak},
                   {"peak_rss_mib", result.peakMemoryMiB}};
    answer.text = setup.network + " on " + result.device + ", " + result.precision + "\n";
    if (setup.train) {
        answer.json["train_samples_per_second"] = result.trainSamplesPerSecond;
        answer.json["train_share_of_peak"] = result.trainShareOfPeak;
        answer.text += line("  training     %.2f samples a second", result.trainSamplesPerSecond) +
                       line(" (%.0f %% of the peak)\n", 100 * result.trainShareOfPeak);
    }
    if (setup.draw) {
        answer.json["draw_glyphs_per_second"] = result.drawGlyphsPerSecond;
        answer.json["draw_share_of_peak"] = result.drawShareOfPeak;
        answer.text += line("  drawing      %.2f glyphs a second", result.drawGlyphsPerSecond) +
                       line(" (%.0f %% of the peak)\n", 100 * result.drawShareOfPeak);
    }
    answer.text += line("  peak         %.0f GFLOP/s of convolution\n", result.convolutionPeak) +
                   line("  memory       %.0f MiB\n", result.peakMemoryMiB);
    return answer;
}

} // namespace

void addBenchVerb(CommandLine& line) {
    addVerb<BenchOptions>(line, "bench", "Measure how fast this machine trains and draws", declare, runBench);
}

} // namespace typemould
