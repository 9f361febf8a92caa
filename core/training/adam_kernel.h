// AdamW on plain memory: a step in one way over weights, gradients and moments, where LibTorch makes nine.
// Two Zen 4 cores, the 66 million weights of a classic network: see core/README.md. No Torch; any thread.
#pragma once

#include <cstdint>

namespace typemould {

/// One step of AdamW (Loshchilov and Hutter 2019), or with `pull` of Adam with L2 (Kingma and Ba 2015).
struct AdamStep {
    double rate = 0;
    double firstDecay = 0.9, secondDecay = 0.99;
    double epsilon = 1e-8;
    double weightDecay = 0;   ///< of the weight itself, times the rate
    double pull = 0;          ///< times the weight, added to the gradient
    double gradientShare = 1; ///< that gradients are multiplied by first: clipping
    std::int64_t number = 1;  ///< of the step, from 1
};

/// Moves `count` weights and their moments.
void moveByAdam(const AdamStep& step, const float* gradient, float* weight, float* first, float* second,
                std::int64_t count);
/// Moves `count` numbers by `share` of the way towards others.
void moveTowards(const float* goal, double share, float* numbers, std::int64_t count);
/// The sum of the squares of `count` numbers.
double sumOfSquares(const float* numbers, std::int64_t count);

} // namespace typemould
