#include "core/losses/adversarial_losses.h"

namespace typemould {

namespace {

torch::Tensor crossEntropy(const torch::Tensor& logits, double label) {
    return torch::binary_cross_entropy_with_logits(logits, torch::full_like(logits, label));
}

/// `a` where a pair is not swapped, `b` where it is.
torch::Tensor unlessSwapped(const torch::Tensor& swapped, const torch::Tensor& a, const torch::Tensor& b) {
    if (!swapped.defined()) {
        return a;
    }
    std::vector<std::int64_t> shape(static_cast<std::size_t>(a.dim()), 1);
    shape.front() = -1;
    return torch::where(swapped.view(shape), b, a);
}

} // namespace

torch::Tensor discriminatorLoss(AdversarialKind kind, const torch::Tensor& real, const torch::Tensor& drawn,
                                const LabelTreatment& labels) {
    const auto asReal = unlessSwapped(labels.swapped, real, drawn);
    const auto asDrawn = unlessSwapped(labels.swapped, drawn, real);
    const double label = 1 - labels.smoothing;
    switch (kind) {
    case AdversarialKind::CrossEntropy:
        break;
    case AdversarialKind::Relativistic:
        return crossEntropy(asReal - asDrawn, label);
    case AdversarialKind::Hinge:
        return 0.5 * (torch::relu(label - asReal).mean() + torch::relu(1 + asDrawn).mean());
    }
    return 0.5 * (crossEntropy(asReal, label) + crossEntropy(asDrawn, 0));
}

torch::Tensor adversarialLoss(AdversarialKind kind, const torch::Tensor& real, const torch::Tensor& drawn) {
    switch (kind) {
    case AdversarialKind::CrossEntropy:
        break;
    case AdversarialKind::Relativistic:
        return crossEntropy(drawn - real.detach(), 1);
    case AdversarialKind::Hinge:
        return -drawn.mean();
    }
    return crossEntropy(drawn, 1);
}

torch::Tensor r1Penalty(const torch::Tensor& real, const torch::Tensor& images) {
    // Each pair's answers depend on its own image alone, so the gradient of their means' sum is each pair's
    // own.
    const auto answers = real.flatten(1).mean(1).sum();
    const auto gradient = torch::autograd::grad({answers}, {images}, {}, true, true).front();
    return 0.5 * gradient.flatten(1).square().sum(1).mean();
}

} // namespace typemould
