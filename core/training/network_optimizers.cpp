#include "core/training/network_optimizers.h"

#include "core/model/bfloat.h"
#include "core/model/in_parallel.h"
#include "core/training/adam_kernel.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace typemould {

namespace {

constexpr std::int64_t piece = 1 << 15; // numbers that one thread takes at once

/// Whether the kernels can go over it.
bool plainMemory(const torch::Tensor& tensor) {
    return tensor.is_cpu() && tensor.scalar_type() == torch::kFloat && tensor.is_contiguous();
}

/// Gradients may be bfloat16 too (weightInBfloat()).
bool plainGradient(const torch::Tensor& tensor) {
    return plainMemory(tensor) ||
           (tensor.is_cpu() && tensor.scalar_type() == torch::kBFloat16 && tensor.is_contiguous());
}

/// Calls `work` with a pointer to float32 numbers, their place and their count, for each part of a piece of a
/// gradient.
template <class Work>
void overGradient(const torch::Tensor& gradient, std::int64_t at, std::int64_t count, const Work& work) {
    if (gradient.scalar_type() == torch::kFloat) {
        work(gradient.data_ptr<float>() + at, at, count);
        return;
    }
    constexpr std::int64_t atOnce = 1024;
    float room[atOnce];
    const auto* numbers = static_cast<const Bfloat*>(gradient.data_ptr());
    for (std::int64_t i = at; i < at + count; i += atOnce) {
        const auto length = std::min(atOnce, at + count - i);
        widen(numbers + i, room, length);
        work(room, i, length);
    }
}

/// Calls `work` with the beginning and length of each piece of `count` numbers, on all threads.
template <class Work>
void overPieces(std::int64_t count, const Work& work) {
    inParallel((count + piece - 1) / piece, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            work(i * piece, std::min(piece, count - i * piece));
        }
    });
}

/// A parameter that has a gradient, and how it is to move.
struct Trained {
    torch::Tensor parameter;
    const torch::optim::AdamWOptions* options;
};
std::vector<Trained> trainedBy(torch::optim::AdamW& optimizer) {
    std::vector<Trained> list;
    for (const auto& group : optimizer.param_groups()) {
        const auto& options = static_cast<const torch::optim::AdamWOptions&>(group.options());
        for (const auto& parameter : group.params()) {
            if (parameter.grad().defined()) {
                list.push_back({parameter, &options});
            }
        }
    }
    return list;
}

} // namespace

std::unique_ptr<torch::optim::AdamW> generatorOptimizer(const torch::nn::Module& generator,
                                                        const TrainingSettings& settings) {
    auto optimizer = std::make_unique<torch::optim::AdamW>(
        generator.parameters(), torch::optim::AdamWOptions(settings.learningRate).betas({0.9, 0.99}));
    setWeightDecay(*optimizer, settings);
    return optimizer;
}

void setWeightDecay(torch::optim::AdamW& optimizer, const TrainingSettings& settings) {
    for (auto& group : optimizer.param_groups()) {
        static_cast<torch::optim::AdamWOptions&>(group.options())
            .weight_decay(settings.optimizer == OptimizerKind::Adam ? 0 : settings.weightDecay);
    }
}

double gradientNorm(const std::vector<torch::Tensor>& parameters) {
    const torch::NoGradGuard guard;
    std::vector<double> partial; // in pieces of one size, whatever the number of threads
    torch::Tensor elsewhere;
    for (const auto& parameter : parameters) {
        const auto& gradient = parameter.grad();
        if (!gradient.defined()) {
            continue;
        }
        if (!plainGradient(gradient)) {
            const auto squared = gradient.to(torch::kFloat).square().sum();
            elsewhere = elsewhere.defined() ? elsewhere + squared : squared;
            continue;
        }
        const auto begin = partial.size();
        partial.resize(begin + static_cast<std::size_t>((gradient.numel() + piece - 1) / piece));
        overPieces(gradient.numel(), [&](std::int64_t at, std::int64_t count) {
            auto& sum = partial[begin + static_cast<std::size_t>(at / piece)];
            overGradient(gradient, at, count, [&](const float* numbers, std::int64_t, std::int64_t length) {
                sum += sumOfSquares(numbers, length);
            });
        });
    }
    const double here = std::accumulate(partial.begin(), partial.end(), 0.0);
    return std::sqrt(here + (elsewhere.defined() ? elsewhere.item<double>() : 0));
}

void makeStep(torch::optim::AdamW& optimizer, double share, double pull) {
    const torch::NoGradGuard guard;
    const auto parameters = trainedBy(optimizer);
    const bool plain = std::all_of(parameters.begin(), parameters.end(), [](const auto& trained) {
        return plainMemory(trained.parameter) && plainGradient(trained.parameter.grad());
    });
    if (!plain) { // on a graphics card
        for (const auto& [parameter, options] : parameters) {
            if (share != 1) {
                parameter.grad().mul_(share);
            }
            if (pull != 0) {
                parameter.grad().add_(parameter, pull);
            }
        }
        optimizer.step();
        return;
    }
    for (const auto& [parameter, options] : parameters) {
        auto& moments = momentsFrom(optimizer, parameter);
        moments.step(moments.step() + 1);
        const AdamStep step{options->lr(),
                            std::get<0>(options->betas()),
                            std::get<1>(options->betas()),
                            options->eps(),
                            options->weight_decay(),
                            pull,
                            share,
                            moments.step()};
        auto* weight = parameter.template data_ptr<float>();
        auto* first = moments.exp_avg().template data_ptr<float>();
        auto* second = moments.exp_avg_sq().template data_ptr<float>();
        overPieces(parameter.numel(), [&](std::int64_t at, std::int64_t count) {
            overGradient(parameter.grad(), at, count,
                         [&](const float* gradient, std::int64_t i, std::int64_t length) {
                             moveByAdam(step, gradient, weight + i, first + i, second + i, length);
                         });
        });
    }
}

void moveAverage(torch::Tensor& averaged, const torch::Tensor& live, double share) {
    if (!plainMemory(averaged) || !plainMemory(live)) {
        averaged.lerp_(live, share);
        return;
    }
    const auto* goal = live.data_ptr<float>();
    auto* numbers = averaged.data_ptr<float>();
    overPieces(averaged.numel(), [&](std::int64_t at, std::int64_t count) {
        moveTowards(goal + at, share, numbers + at, count);
    });
}

std::unique_ptr<torch::optim::AdamW> discriminatorOptimizer(const torch::nn::Module& discriminator,
                                                            const TrainingSettings& settings) {
    return std::make_unique<torch::optim::AdamW>(
        discriminator.parameters(),
        torch::optim::AdamWOptions(settings.learningRate).betas({0.5, 0.99}).weight_decay(0));
}

std::vector<double> partByRate(torch::optim::AdamW& optimizer, const NamedParameters& parameters,
                               const std::map<std::string, double>& rates) {
    std::map<double, std::vector<torch::Tensor>> groups;
    for (const auto& item : parameters) {
        const auto found = rates.find(item.key());
        groups[found == rates.end() ? 1.0 : found->second].push_back(item.value());
    }
    auto& parted = optimizer.param_groups();
    const auto options = parted.front().options().clone();
    parted.clear();
    std::vector<double> groupRates;
    for (auto& [rate, tensors] : groups) {
        parted.emplace_back(std::move(tensors), options->clone());
        groupRates.push_back(rate);
    }
    return groupRates;
}

void setRate(torch::optim::AdamW& optimizer, const std::vector<double>& groupRates, double rate) {
    auto& groups = optimizer.param_groups();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        static_cast<torch::optim::AdamWOptions&>(groups[i].options()).lr(rate * groupRates[i]);
    }
}

KeptRows::KeptRows(torch::optim::AdamW& optimizer, const torch::Tensor& parameter, const torch::Tensor& rows)
    : m_optimizer(optimizer), m_parameter(parameter), m_rows(rows) {
    const torch::NoGradGuard guard;
    m_values = parameter.index_select(0, rows);
    if (const auto* moments = momentsOf(optimizer, parameter)) {
        m_first = moments->exp_avg().index_select(0, rows);
        m_second = moments->exp_avg_sq().index_select(0, rows);
    }
}

void KeptRows::putBack() const {
    const torch::NoGradGuard guard;
    auto parameter = m_parameter;
    parameter.index_copy_(0, m_rows, m_values);
    if (auto* moments = momentsOf(m_optimizer, parameter)) { // which begin at zero where there were none
        const auto rowsOf = [&](const torch::Tensor& kept) {
            return kept.defined() ? kept : torch::zeros_like(m_values);
        };
        moments->exp_avg().index_copy_(0, m_rows, rowsOf(m_first));
        moments->exp_avg_sq().index_copy_(0, m_rows, rowsOf(m_second));
    }
}

} // namespace typemould
