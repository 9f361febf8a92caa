#include "core/training/network_modes.h"

#include <algorithm>

namespace typemould {

void dropGradients(const torch::nn::Module& module) {
    for (auto parameter : module.parameters()) {
        parameter.mutable_grad() = torch::Tensor();
    }
}

void setTrained(torch::nn::Module& module, const std::set<std::string>& frozen) {
    for (auto& item : module.named_parameters()) {
        const bool trained = frozen.count(item.key()) == 0;
        item.value().requires_grad_(trained);
        if (!trained) {
            item.value().mutable_grad() = torch::Tensor();
        }
    }
}

void setTrainingMode(torch::nn::Module& module) {
    module.train();
    for (const auto& part : module.modules()) {
        const auto own = part->parameters(false);
        const bool frozen = !own.empty() && std::none_of(own.begin(), own.end(), [](const auto& weight) {
            return weight.requires_grad();
        });
        if (frozen && !part->buffers(false).empty()) {
            part->eval();
        }
    }
}

torch::Tensor embeddingOf(const torch::nn::Module& generator) {
    return generator.named_parameters()["embedding.weight"];
}

bool allFinite(const torch::nn::Module& module) {
    for (const auto& parameter : module.parameters()) {
        if (!torch::isfinite(parameter).all().item<bool>()) {
            return false;
        }
    }
    return true;
}

} // namespace typemould
