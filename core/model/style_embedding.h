// StyleEmbedding: a row of numbers for each style that a network knows. Includes Torch; one thread.
#pragma once

#include "core/model/torch.h"

namespace typemould {

class StyleEmbeddingImpl : public torch::nn::Module {
public:
    StyleEmbeddingImpl(int styles, int numbers);
    /// Embeddings (images, d) of `styles`: (images) numbers of styles, or (images, d) embeddings themselves,
    /// as between two styles; undefined stands for the only style. Failure when one is not there.
    torch::Tensor forward(const torch::Tensor& styles, std::int64_t images);

    torch::Tensor weight; ///< (styles, d), begins normal
};
TORCH_MODULE(StyleEmbedding);

} // namespace typemould
