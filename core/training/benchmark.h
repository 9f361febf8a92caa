// Benchmark: how fast this machine trains and draws with a network, on made-up pictures, and how near that
// comes to what it can convolve at all. Blocking; needs no project. Torch is hidden behind it.
#pragma once

#include "core/base/result.h"

#include <stop_token>
#include <string>

namespace typemould {

struct BenchmarkSetup {
    std::string network = "house"; ///< "house", the default network and its losses; "classic" or "film": as
                                   ///< zi2zi-pytorch trains it, 40 styles, discriminator and all its losses
    int canvas = 256;
    int width = 0; ///< channels of the first level; 0: the network's usual ones (32 and 64)
    int batch = 4;
    int steps = 6;   ///< measured ones; three more go before
    int threads = 0; ///< 0: all
    std::string device = "auto";
    std::string precision = "auto";
    bool train = true;
    bool draw = true;
};

struct BenchmarkResult {
    std::string device, precision, torch;
    long long generatorParameters = 0, discriminatorParameters = 0;
    double trainSamplesPerSecond = 0; ///< by the median step; 0 when it was not measured
    double drawGlyphsPerSecond = 0;   ///< likewise
    double peakMemoryMiB = 0;         ///< of the whole process so far
    double convolutionPeak = 0;       ///< GFLOP/s of a 3x3 convolution of 128 channels at 64 x 64, batch 8
    double drawShareOfPeak = 0;       ///< convolution work of drawing, over the peak for the time it took
    double trainShareOfPeak = 0;      ///< likewise, backward counted as twice forward
};

/// Errors: a network, device or precision that is not there, a size that does not fit; Cancelled when asked
/// to stop.
Result<BenchmarkResult> benchmark(const BenchmarkSetup& setup, std::stop_token stop = {});

} // namespace typemould
