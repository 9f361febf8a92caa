// Skip: what came down a level meets what comes up: filtered, then joined, added or left out. Includes Torch;
// one thread.
#pragma once

#include "core/model/convolution.h"
#include "core/model/norm.h"

namespace typemould {

/// Attention gate: skip * sigmoid(psi(relu(skip' + up'))) with 1x1 convolutions to half the channels (Oktay
/// et al. 2018).
class SkipGateImpl : public torch::nn::Module {
public:
    explicit SkipGateImpl(int channels);
    torch::Tensor forward(const torch::Tensor& skip, const torch::Tensor& up);

private:
    Convolution m_skip, m_up, m_psi;
};
TORCH_MODULE(SkipGate);

/// Weakened skip: 3x3 convolution, norm, dropout.
class SkipWeakenerImpl : public torch::nn::Module {
public:
    SkipWeakenerImpl(int channels, NormKind norm, double dropout);
    torch::Tensor forward(const torch::Tensor& skip);

private:
    Convolution m_conv;
    Norm m_norm;
    double m_dropout;
};
TORCH_MODULE(SkipWeakener);

/// The skip of a decoder block; registers what it needs with its parent ("gate", "weaken", "skip").
class Skip {
public:
    /// `fused`: through a 1x1 convolution, so that as many channels leave as came up (the house family).
    Skip(torch::nn::Module& parent, const LevelConfig& level, NormKind norm, int channels, bool fused);
    /// Both (n, c, h, w); joined without fusing gives 2 c channels, the skip's first.
    torch::Tensor operator()(const torch::Tensor& up, const torch::Tensor& skip);

private:
    SkipMode m_mode;
    SkipGate m_gate = nullptr;
    SkipWeakener m_weaken = nullptr;
    Convolution m_fuse = nullptr;
};

} // namespace typemould
