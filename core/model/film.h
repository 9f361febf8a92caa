// Film: a style moves a map, channel by channel (Perez et al. 2018). Includes Torch; one thread.
#pragma once

#include "core/model/torch.h"

namespace typemould {

/// (n, c, h, w) and a style (n, d) to gamma(style) * x + beta(style). Begins near gamma 1, beta 0.
class FilmImpl : public torch::nn::Module {
public:
    FilmImpl(int styleDim, int channels);
    torch::Tensor forward(const torch::Tensor& input, const torch::Tensor& style);

    torch::Tensor weight; ///< (2 c, d), gamma's rows first
    torch::Tensor bias;   ///< (2 c)
};
TORCH_MODULE(Film);

} // namespace typemould
