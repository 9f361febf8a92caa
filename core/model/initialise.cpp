#include "core/model/initialise.h"

#include <cmath>

namespace typemould {

namespace {

bool ends(const std::string& name, const std::string& end) {
    return name.size() >= end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0;
}

/// Numbers of the input that reach one output: transposed kernels lie (in, out, 4, 4) and a quarter of each
/// reaches.
double fanIn(const std::string& name, const torch::Tensor& weight) {
    const bool transposed = ends(name, ".up.weight") && weight.size(2) == 4;
    const auto rest = static_cast<double>(weight.numel()) / static_cast<double>(weight.size(0));
    return transposed ? static_cast<double>(weight.size(0)) * 4 : rest;
}

} // namespace

void initialise(torch::nn::Module& module, Initializer initializer) {
    if (initializer == Initializer::FanIn) {
        return;
    }
    torch::NoGradGuard guard;
    for (auto& item : module.named_parameters()) {
        const auto& name = item.key();
        auto& weight = item.value();
        const bool drawn = (ends(name, ".weight") || ends(name, ".weight_orig")) && weight.dim() > 1 &&
                           name.find("film.") == std::string::npos &&
                           name.find("embedding") == std::string::npos;
        if (drawn) {
            weight.normal_(0.0,
                           initializer == Initializer::Normal ? 0.02 : std::sqrt(2.0 / fanIn(name, weight)));
        }
    }
}

void initialiseAsResize(torch::Tensor weight) {
    torch::NoGradGuard guard;
    const auto one = weight.reshape({-1, 4, weight.size(1), weight.size(2), weight.size(3)}).select(1, 0);
    weight.copy_(one.repeat_interleave(4, 0));
}

} // namespace typemould
