#include "core/model/skip.h"

#include <algorithm>

namespace typemould {

SkipGateImpl::SkipGateImpl(int channels)
    : m_skip(register_module("skip", Convolution(channels, std::max(1, channels / 2), 1, 1, false))),
      m_up(register_module("up", Convolution(channels, std::max(1, channels / 2), 1))),
      m_psi(register_module("psi", Convolution(std::max(1, channels / 2), 1, 1))) {}

torch::Tensor SkipGateImpl::forward(const torch::Tensor& skip, const torch::Tensor& up) {
    return skip * torch::sigmoid(m_psi(torch::relu(m_skip(skip) + m_up(up))));
}

SkipWeakenerImpl::SkipWeakenerImpl(int channels, NormKind norm, double dropout)
    : m_conv(register_module("conv", Convolution(channels, channels, 3))),
      m_norm(register_module("norm", Norm(norm, channels))), m_dropout(dropout) {}

torch::Tensor SkipWeakenerImpl::forward(const torch::Tensor& skip) {
    return torch::dropout(m_norm(m_conv(skip)), m_dropout, is_training());
}

Skip::Skip(torch::nn::Module& parent, const LevelConfig& level, NormKind norm, int channels, bool fused)
    : m_mode(level.skip) {
    if (m_mode == SkipMode::Off) {
        return;
    }
    if (level.skipFilter == SkipFilter::Gate) {
        m_gate = parent.register_module("gate", SkipGate(channels));
    } else if (level.skipFilter == SkipFilter::Weak) {
        m_weaken = parent.register_module("weaken", SkipWeakener(channels, norm, level.skipDropout));
    }
    if (fused) {
        const int in = m_mode == SkipMode::Concat ? 2 * channels : channels;
        m_fuse = parent.register_module("skip", Convolution(in, channels, 1));
    }
}

torch::Tensor Skip::operator()(const torch::Tensor& up, const torch::Tensor& skip) {
    if (m_mode == SkipMode::Off) {
        return up;
    }
    auto x = skip;
    x = m_gate ? m_gate->forward(x, up) : x;
    x = m_weaken ? m_weaken->forward(x) : x;
    if (m_mode == SkipMode::Concat) {
        x = torch::cat({x, up}, 1);
        return m_fuse ? m_fuse->forward(x) : x;
    }
    x = m_fuse ? m_fuse->forward(x) : x;
    const bool inPlace = !torch::GradMode::is_enabled() && up.scalar_type() == x.scalar_type();
    return inPlace ? up.add_(x) : up + x; // `up` has no other use
}

} // namespace typemould
