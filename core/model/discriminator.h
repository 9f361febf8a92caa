// The patch discriminator: judges (source, drawn) pairs patch by patch (Isola et al. 2017). Works on
// pixel-unshuffled images, as the generator does. Includes Torch; one thread.
#pragma once

#include "core/model/torch.h"

namespace typemould {

class DiscriminatorImpl : public torch::nn::Module {
public:
    /// `patch`: pixel-unshuffle factor at the door; `width`: channels of the first layer.
    DiscriminatorImpl(int patch, int width);
    /// Source and image, both (n, 1, S, S), to a map of logits (n, 1, s, s): larger is more real.
    torch::Tensor forward(const torch::Tensor& source, const torch::Tensor& image);

private:
    int m_patch;
    torch::nn::Sequential m_body;
};
TORCH_MODULE(Discriminator);

} // namespace typemould
