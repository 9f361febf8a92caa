// What the tests of single steps share: trainers of small networks, batches for them, and what a step does to
// weights and gradients. A test class inherits StepFixture.
#pragma once

#include "core/training/network_settings.h"
#include "core/training/trainer.h"
#include "tests/learn/small_pairs.h"

#include <algorithm>
#include <cmath>

namespace typemould::testing {

inline TrainingSettings judgedSettings() {
    auto settings = smallSettings();
    settings.adversarialWeight = 0.1;
    settings.discriminatorWidth = 4;
    return settings;
}

inline double largestDifference(const std::vector<torch::Tensor>& a, const std::vector<torch::Tensor>& b) {
    double largest = a.size() == b.size() ? 0 : 1e9;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        largest = std::max(largest, (a[i] - b[i]).abs().max().item<double>());
    }
    return largest;
}

inline std::vector<torch::Tensor> gradientsOf(const torch::nn::Module& network) {
    std::vector<torch::Tensor> gradients;
    for (const auto& parameter : network.parameters()) {
        const auto& gradient = parameter.grad();
        gradients.push_back(gradient.defined() ? gradient.clone() : torch::zeros_like(parameter));
    }
    return gradients;
}

inline std::vector<torch::Tensor> valuesOf(const torch::nn::Module& network) {
    std::vector<torch::Tensor> values;
    for (const auto& parameter : network.parameters()) {
        values.push_back(parameter.detach().clone());
    }
    return values;
}

inline double normOf(const std::vector<torch::Tensor>& tensors) {
    double sum = 0;
    for (const auto& tensor : tensors) {
        sum += tensor.square().sum().item<double>();
    }
    return std::sqrt(sum);
}

class StepFixture {
protected:
    GlyphPairs m_pairs = smallPairs();
    Trainer trainer(const TrainingSettings& settings) const {
        const auto generator = generatorConfigOf(settings, 32).orThrow();
        return {settings, generator, discriminatorConfigOf(settings, generator).orThrow()};
    }
    TrainingBatch batch(std::size_t first, std::size_t size) const {
        TrainingBatch batch;
        for (std::size_t i = first; i < first + size; ++i) {
            batch.sources.push_back(m_pairs.source(i % m_pairs.size()));
            batch.targets.push_back(m_pairs.target(i % m_pairs.size()));
        }
        return batch;
    }
    StepLosses step(Trainer& trainer, double rate = 1e-3, std::size_t size = 4) const {
        return *trainer.step(batch(static_cast<std::size_t>(trainer.steps()) * size, size), rate, 1, true);
    }
    StepLosses firstStep(const TrainingSettings& settings) const {
        auto made = trainer(settings);
        return step(made);
    }
};

} // namespace typemould::testing
