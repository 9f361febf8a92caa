#include "core/model/norm.h"

#include "core/model/group_normalise.h"

#include <algorithm>

namespace typemould {

namespace {
constexpr double epsilon = 1e-5;
constexpr double momentum = 0.1;
} // namespace

int groupsFor(int channels) {
    int groups = std::min(8, channels);
    while (channels % groups != 0) {
        --groups;
    }
    return groups;
}

NormImpl::NormImpl(NormKind kind, int channels) : m_kind(kind), m_groups(groupsFor(channels)) {
    if (kind == NormKind::Instance) {
        return;
    }
    weight = register_parameter("weight", torch::ones({channels}));
    bias = register_parameter("bias", torch::zeros({channels}));
    if (kind == NormKind::Batch) {
        runningMean = register_buffer("running_mean", torch::zeros({channels}));
        runningVariance = register_buffer("running_var", torch::ones({channels}));
        batches = register_buffer("num_batches_tracked", torch::zeros({}, torch::kLong));
    }
}

torch::Tensor NormImpl::forward(const torch::Tensor& input, Activation activation) {
    switch (m_kind) {
    case NormKind::Instance:
        return groupNormalised(input, input.size(1), {}, {}, activation);
    case NormKind::Group:
        return groupNormalised(input, m_groups, weight, bias, activation);
    case NormKind::Batch:
        break;
    }
    if (is_training()) {
        torch::NoGradGuard guard;
        batches.add_(1);
    }
    const auto output = torch::batch_norm(input.to(weight.scalar_type()), weight, bias, runningMean,
                                          runningVariance, is_training(), momentum, epsilon, true)
                            .to(input.scalar_type());
    return activation == Activation::Silu ? torch::silu(output) : output;
}

} // namespace typemould
