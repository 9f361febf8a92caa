#include "core/training/adam_kernel.h"

#include "core/base/processor_clones.h"

#include <cmath>

namespace typemould {

namespace {

/// The step's factors, as its inner loop needs them.
struct Factors {
    float share, pull, kept, first, newFirst, second, newSecond, rate, correction, epsilon;
};

TYPEMOULD_CLONES void moved(const Factors& f, const float* __restrict gradient, float* __restrict weight,
                            float* __restrict first, float* __restrict second, std::int64_t count) {
    const auto [share, pull, kept, first1, newFirst, second1, newSecond, rate, correction, epsilon] = f;
    for (std::int64_t i = 0; i < count; ++i) {
        const float g = gradient[i] * share + weight[i] * pull;
        const float m = first[i] * first1 + g * newFirst;
        const float v = second[i] * second1 + g * g * newSecond;
        first[i] = m;
        second[i] = v;
        weight[i] = weight[i] * kept - rate * m / (std::sqrt(v) * correction + epsilon);
    }
}

TYPEMOULD_CLONES void nearer(const float* __restrict goal, float share, float* __restrict numbers,
                             std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        numbers[i] += share * (goal[i] - numbers[i]);
    }
}

TYPEMOULD_CLONES double squares(const float* x, std::int64_t count) {
    constexpr int lanes = 16;
    double sum = 0;
    std::int64_t i = 0;
    while (i + lanes <= count) {
        float lane[lanes] = {};
        for (int n = 0; n < 64 && i + lanes <= count; ++n, i += lanes) { // float32 for a thousand at most
            for (int j = 0; j < lanes; ++j) {
                lane[j] += x[i + j] * x[i + j];
            }
        }
        for (const float part : lane) {
            sum += static_cast<double>(part);
        }
    }
    for (; i < count; ++i) {
        sum += static_cast<double>(x[i]) * static_cast<double>(x[i]);
    }
    return sum;
}

} // namespace

void moveByAdam(const AdamStep& step, const float* gradient, float* weight, float* first, float* second,
                std::int64_t count) {
    const auto number = static_cast<double>(step.number);
    const double first1 = 1 - std::pow(step.firstDecay, number);
    const double second1 = 1 - std::pow(step.secondDecay, number);
    moved({static_cast<float>(step.gradientShare), static_cast<float>(step.pull),
           static_cast<float>(1 - step.rate * step.weightDecay), static_cast<float>(step.firstDecay),
           static_cast<float>(1 - step.firstDecay), static_cast<float>(step.secondDecay),
           static_cast<float>(1 - step.secondDecay), static_cast<float>(step.rate / first1),
           static_cast<float>(1 / std::sqrt(second1)), static_cast<float>(step.epsilon)},
          gradient, weight, first, second, count);
}

void moveTowards(const float* goal, double share, float* numbers, std::int64_t count) {
    nearer(goal, static_cast<float>(share), numbers, count);
}

double sumOfSquares(const float* numbers, std::int64_t count) { return squares(numbers, count); }

} // namespace typemould
