#include "core/model/film.h"

namespace typemould {

FilmImpl::FilmImpl(int styleDim, int channels)
    : weight(register_parameter("weight", torch::randn({2 * channels, styleDim}) * 0.02)),
      bias(register_parameter("bias", torch::cat({torch::ones({channels}), torch::zeros({channels})}))) {}

torch::Tensor FilmImpl::forward(const torch::Tensor& input, const torch::Tensor& style) {
    const auto parts =
        torch::linear(style, weight, bias).to(input.scalar_type()).unsqueeze(2).unsqueeze(3).chunk(2, 1);
    return parts[0] * input + parts[1];
}

} // namespace typemould
