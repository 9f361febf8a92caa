// The discriminator: judges (source, drawn) pairs, real or drawn, and which style. The house one patch by
// patch on pixel-unshuffled images (Isola et al. 2017), the others as zi2zi-pytorch does. Includes Torch; one
// thread.
#pragma once

#include "core/model/discriminator_config.h"
#include "core/model/norm.h"
#include "core/model/spectral.h"

namespace typemould {

struct Judgement {
    torch::Tensor real; ///< larger is more real. house: logits (n, 1, s, s); classic: a logit (n, 1); film: a
                        ///< map (n, 1, s, s) between -1 and 1
    torch::Tensor style; ///< logits (n, styles); undefined without a style head
    std::vector<torch::Tensor> maps; ///< what each layer of the body but the last gives on, where asked for
};

/// Its parameters are named as parametersOf() lists them.
class DiscriminatorImpl : public torch::nn::Module {
public:
    /// Failure when the config does not pass checkConfig().
    explicit DiscriminatorImpl(const DiscriminatorConfig& config);
    /// Source and image, both (n, 1, S, S); Failure for a size that the heads do not fit.
    Judgement judge(const torch::Tensor& source, const torch::Tensor& image, bool withMaps = false);
    /// What judge() says of real.
    torch::Tensor forward(const torch::Tensor& source, const torch::Tensor& image);
    const DiscriminatorConfig& config() const { return m_config; }

private:
    DiscriminatorConfig m_config;
    std::vector<DiscriminatorLayer> m_layers;
    std::vector<SpectralLayer> m_body;
    std::vector<Norm> m_norms; ///< null where there is none
    SpectralLayer m_real = nullptr;
    SpectralLayer m_style = nullptr;
};
TORCH_MODULE(Discriminator);

} // namespace typemould
