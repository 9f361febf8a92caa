#include "core/model/spectral.h"

#include "core/model/convolution.h"

#include <cmath>

namespace typemould {

namespace {
torch::Tensor unit(const torch::Tensor& vector) { return vector / vector.norm().clamp_min(1e-12); }
} // namespace

SpectralLayerImpl::SpectralLayerImpl(std::vector<std::int64_t> shape, bool hasBias, bool normed, int stride,
                                     int padding)
    : m_stride(stride), m_padding(padding) {
    const auto start = torch::randn(shape);
    const double fanIn = static_cast<double>(start.numel()) / static_cast<double>(shape[0]);
    weight = register_parameter(normed ? "weight_orig" : "weight", start / std::sqrt(fanIn));
    if (hasBias) {
        bias = register_parameter("bias", torch::zeros({shape[0]}));
    }
    if (normed) {
        vectorU = register_buffer("weight_u", unit(torch::randn({shape[0]})));
        vectorV = register_buffer("weight_v", unit(torch::randn({start.numel() / shape[0]})));
    }
}

torch::Tensor SpectralLayerImpl::effectiveWeight() {
    if (!vectorU.defined()) {
        return weight;
    }
    const auto matrix = weight.flatten(1);
    if (is_training()) {
        torch::NoGradGuard guard;
        vectorV.copy_(unit(torch::mv(matrix.transpose(0, 1), vectorU)));
        vectorU.copy_(unit(torch::mv(matrix, vectorV)));
    }
    // Copies, since the next call changes the vectors before this one's backward pass may have run.
    const auto stretch = torch::dot(vectorU.clone(), torch::mv(matrix, vectorV.clone()));
    return weight / stretch;
}

torch::Tensor SpectralLayerImpl::forward(const torch::Tensor& input) {
    const auto held = effectiveWeight();
    return held.dim() == 2 ? torch::linear(input.to(held.scalar_type()), held, bias)
                           : convolve(input, held, bias, m_stride, m_padding);
}

} // namespace typemould
