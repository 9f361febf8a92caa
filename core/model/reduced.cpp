#include "core/model/reduced.h"

#include "core/model/bfloat.h"
#include "core/model/in_parallel.h"

#include <algorithm>

namespace typemould {

namespace {

thread_local KeptWeights* keeperOnThisThread = nullptr;

Bfloat* bfloats(const torch::Tensor& tensor) { return static_cast<Bfloat*>(tensor.data_ptr()); }

constexpr std::int64_t grain = 1 << 15; // numbers that a thread is started for

torch::Tensor narrowed(const torch::Tensor& tensor) {
    const auto from = tensor.contiguous();
    auto to = torch::empty(from.sizes(), torch::kBFloat16);
    const auto* in = from.data_ptr<float>();
    auto* out = bfloats(to);
    inParallel(from.numel(), grain,
               [&](std::int64_t begin, std::int64_t end) { narrow(in + begin, out + begin, end - begin); });
    return to;
}

torch::Tensor widened(const torch::Tensor& tensor) {
    const auto from = tensor.contiguous();
    auto to = torch::empty(from.sizes(), torch::kFloat);
    const auto* in = bfloats(from);
    auto* out = to.data_ptr<float>();
    inParallel(from.numel(), grain,
               [&](std::int64_t begin, std::int64_t end) { widen(in + begin, out + begin, end - begin); });
    return to;
}

class Narrowing : public torch::autograd::Function<Narrowing> {
public:
    static torch::Tensor forward(torch::autograd::AutogradContext*, const torch::Tensor& tensor) {
        return narrowed(tensor);
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext*,
                                                   const torch::autograd::variable_list& gradients) {
        const auto& gradient = gradients[0];
        return {gradient.scalar_type() == torch::kBFloat16 ? widened(gradient) : gradient};
    }
};

/// Of a weight: its gradient stays as it comes.
class WeightNarrowing : public torch::autograd::Function<WeightNarrowing> {
public:
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& weight) {
        context->save_for_backward({weight});
        return narrowed(weight);
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients) {
        const auto& gradient = gradients[0];
        auto weight = context->get_saved_variables()[0];
        auto& kept = weight.mutable_grad();
        if (!kept.defined() && gradient.scalar_type() == torch::kBFloat16) {
            kept = gradient.contiguous();
        } else if (kept.defined()) { // sums are of float32
            kept = kept.to(torch::kFloat) + gradient.to(torch::kFloat);
        } else {
            kept = gradient;
        }
        return {torch::Tensor()};
    }
};

} // namespace

torch::Tensor weightInBfloat(const torch::Tensor& weight) {
    const bool learns = torch::GradMode::is_enabled() && weight.requires_grad() && weight.is_leaf();
    return learns && weight.is_cpu() && weight.scalar_type() == torch::kFloat ? WeightNarrowing::apply(weight)
                                                                              : inBfloat(weight);
}

torch::Tensor inBfloat(const torch::Tensor& tensor) {
    if (tensor.scalar_type() != torch::kFloat || !tensor.is_cpu()) {
        return tensor.to(torch::kBFloat16);
    }
    return Narrowing::apply(tensor);
}

KeptWeights::Use::Use(KeptWeights& kept) { keeperOnThisThread = &kept; }

KeptWeights::Use::~Use() { keeperOnThisThread = nullptr; }

torch::Tensor KeptWeights::of(const torch::Tensor& weight, torch::Tensor (*formed)(const torch::Tensor&)) {
    if (keeperOnThisThread == nullptr || torch::GradMode::is_enabled()) {
        return formed == nullptr ? weightInBfloat(weight) : inBfloat(formed(weight));
    }
    auto& copies = keeperOnThisThread->m_copies;
    const auto found = std::find_if(copies.begin(), copies.end(),
                                    [&](const auto& copy) { return copy.first.is_same(weight); });
    if (found != copies.end()) {
        return found->second;
    }
    copies.emplace_back(weight, inBfloat(formed == nullptr ? weight : formed(weight)));
    return copies.back().second;
}

} // namespace typemould
