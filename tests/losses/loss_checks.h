// What every loss is held to: backward() against finite differences in float64, and a few steps down it.
#pragma once

#include "core/model/torch.h"

#include <functional>

namespace typemould::testing {

using Loss = std::function<torch::Tensor(const torch::Tensor&)>;

/// Largest difference between the gradient at `at` (float64) and central finite differences, over 24 places.
inline double gradientError(const Loss& loss, const torch::Tensor& at) {
    auto point = at.detach().clone().requires_grad_(true);
    loss(point).backward();
    const auto gradient = point.grad().flatten();
    auto moved = at.detach().clone();
    auto flat = moved.view(-1);
    constexpr double step = 1e-6;
    double largest = 0;
    const auto count = flat.numel();
    for (std::int64_t i = 0; i < count; i += std::max<std::int64_t>(1, count / 24)) {
        const double value = flat[i].item<double>();
        flat[i] = value + step;
        const double above = loss(moved).item<double>();
        flat[i] = value - step;
        const double below = loss(moved).item<double>();
        flat[i] = value;
        largest = std::max(largest, std::abs((above - below) / (2 * step) - gradient[i].item<double>()));
    }
    return largest;
}

/// The loss after `steps` steps of Adam on the picture itself, over the loss before.
inline double fallen(const Loss& loss, const torch::Tensor& from, int steps = 60) {
    auto picture = from.detach().clone().requires_grad_(true);
    torch::optim::Adam adam({picture}, torch::optim::AdamOptions(0.02));
    const double before = loss(picture).item<double>();
    for (int i = 0; i < steps; ++i) {
        adam.zero_grad();
        loss(picture).backward();
        adam.step();
    }
    return loss(picture).item<double>() / before;
}

} // namespace typemould::testing
