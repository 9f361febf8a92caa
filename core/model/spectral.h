// SpectralLayer: a convolution or linear map that may be held to a largest stretch of one (Miyato et al.
// 2018), with the names that PyTorch's spectral_norm gives. Includes Torch; one thread.
#pragma once

#include "core/model/generator_config.h"
#include "core/model/torch.h"

namespace typemould {

/// Four numbers of shape: a convolution (n, in, h, w) -> (n, out, h', w'); two: a linear map (n, in) -> (n,
/// out). While training, each call takes one power iteration; in eval mode the stored vectors serve.
class SpectralLayerImpl : public torch::nn::Module {
public:
    SpectralLayerImpl(std::vector<std::int64_t> shape, bool bias, bool normed, int stride = 1,
                      int padding = 0);
    torch::Tensor forward(const torch::Tensor& input);

    torch::Tensor weight;           ///< `shape`; registered as weight_orig when normed
    torch::Tensor bias;             ///< (out), or undefined
    torch::Tensor vectorU, vectorV; ///< weight_u (out), weight_v (the rest); undefined when not normed

private:
    torch::Tensor effectiveWeight();
    int m_stride, m_padding;
};
TORCH_MODULE(SpectralLayer);

} // namespace typemould
