#include "core/training/network_optimizers.h"

namespace typemould {

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

void addDecay(const torch::nn::Module& network, double decay) {
    const torch::NoGradGuard guard;
    for (auto& parameter : network.parameters()) {
        if (decay > 0 && parameter.grad().defined()) {
            parameter.mutable_grad() = parameter.grad() + decay * parameter;
        }
    }
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
