// Convolution: torch's 2-d convolution with our initialisation and an optional reduced precision: under a
// ReducedPrecision guard it is done in bfloat16, and on a processor what follows goes on in that until
// something asks for float32 (LibTorch 1.13's own autocast throws at a GroupNorm). Includes Torch.
#pragma once

#include "core/model/torch.h"

namespace typemould {

/// While it lives, convolutions called on this thread are done in bfloat16 when `reduced`. Nests; restores on
/// any way out.
class ReducedPrecision {
public:
    explicit ReducedPrecision(bool reduced);
    ~ReducedPrecision();
    ReducedPrecision(const ReducedPrecision&) = delete;
    ReducedPrecision& operator=(const ReducedPrecision&) = delete;
    static bool active();

private:
    bool m_before;
};

/// While it lives, the work of the convolutions that are called on this thread is counted, forward alone.
/// Does not nest.
class ConvolutionWork {
public:
    ConvolutionWork();
    ~ConvolutionWork();
    ConvolutionWork(const ConvolutionWork&) = delete;
    ConvolutionWork& operator=(const ConvolutionWork&) = delete;
    double flops() const; ///< multiplications and additions
};
/// Counts a convolution with `weight` whose kernels stand at each place of `map`: what it gives, or what a
/// transposed one is given.
void countConvolution(const torch::Tensor& map, const torch::Tensor& weight);

/// conv2d in the weight's precision, or, of float32 weights under the guard, in bfloat16; the input is
/// converted. On a processor the output stays in bfloat16 then. Without a bias when undefined.
torch::Tensor convolve(const torch::Tensor& input, const torch::Tensor& weight, const torch::Tensor& bias,
                       int stride, int padding);

/// (n, in, h, w) to (n, out, h / stride, w / stride): kernel 1, 3, or 4 with stride 2; padded by (kernel - 1)
/// / 2. Weights normal with variance 1 / fan-in.
class ConvolutionImpl : public torch::nn::Module {
public:
    ConvolutionImpl(int in, int out, int kernel, int stride = 1, bool bias = true);
    torch::Tensor forward(const torch::Tensor& input);

    torch::Tensor weight; ///< (out, in, kernel, kernel)
    torch::Tensor bias;   ///< (out), or undefined

private:
    int m_stride;
    int m_padding;
};
TORCH_MODULE(Convolution);

} // namespace typemould
