#include "core/model/pixel_shuffle.h"

#include "core/model/in_parallel.h"
#include "core/model/shuffle_kernels.h"

namespace typemould {

namespace {

/// Calls `work(rows, whole)` for each row of the large picture: the place of the first of the small rows that
/// it is woven of, and its own.
template <class Work>
void overRows(std::int64_t maps, std::int64_t height, std::int64_t width, int factor, const Work& work) {
    inParallel(maps * height, 16, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const std::int64_t map = i / height, y = i % height;
            for (int dy = 0; dy < factor; ++dy) {
                work(((map * factor + dy) * factor * height + y) * width,
                     ((map * height + y) * factor + dy) * width * factor);
            }
        }
    });
}

template <class T>
void shuffle(const torch::Tensor& input, torch::Tensor& output, int factor) {
    const auto height = input.size(2), width = input.size(3);
    const auto* in = static_cast<const T*>(input.data_ptr());
    auto* out = static_cast<T*>(output.data_ptr());
    overRows(output.size(0) * output.size(1), height, width, factor,
             [&](std::int64_t rows, std::int64_t whole) {
                 weave(in + rows, height * width, factor, out + whole, width);
             });
}

template <class T>
void unshuffle(const torch::Tensor& input, torch::Tensor& output, int factor) {
    const auto height = output.size(2), width = output.size(3);
    const auto* in = static_cast<const T*>(input.data_ptr());
    auto* out = static_cast<T*>(output.data_ptr());
    overRows(input.size(0) * input.size(1), height, width, factor,
             [&](std::int64_t rows, std::int64_t whole) {
                 unweave(in + whole, factor, out + rows, height * width, width);
             });
}

torch::Tensor shuffled(const torch::Tensor& map, int factor) {
    const auto input = map.contiguous();
    auto output = torch::empty(
        {input.size(0), input.size(1) / factor / factor, input.size(2) * factor, input.size(3) * factor},
        input.options());
    input.element_size() == 2 ? shuffle<std::uint16_t>(input, output, factor)
                              : shuffle<std::uint32_t>(input, output, factor);
    return output;
}

torch::Tensor unshuffled(const torch::Tensor& map, int factor) {
    const auto input = map.contiguous();
    auto output = torch::empty(
        {input.size(0), input.size(1) * factor * factor, input.size(2) / factor, input.size(3) / factor},
        input.options());
    input.element_size() == 2 ? unshuffle<std::uint16_t>(input, output, factor)
                              : unshuffle<std::uint32_t>(input, output, factor);
    return output;
}

/// One of the two ways, with the other one for the gradient.
template <bool up>
class Shuffling : public torch::autograd::Function<Shuffling<up>> {
public:
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& map,
                                 std::int64_t factor) {
        context->saved_data["factor"] = factor;
        return up ? shuffled(map, static_cast<int>(factor)) : unshuffled(map, static_cast<int>(factor));
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients) {
        const auto factor = static_cast<int>(context->saved_data["factor"].toInt());
        // By the public functions, so that it can be differentiated again.
        return {up ? pixelUnshuffle(gradients[0], factor) : pixelShuffle(gradients[0], factor),
                torch::Tensor()};
    }
};

bool plain(const torch::Tensor& input) {
    return input.is_cpu() &&
           (input.scalar_type() == torch::kFloat || input.scalar_type() == torch::kBFloat16);
}

} // namespace

torch::Tensor pixelShuffle(const torch::Tensor& input, int factor) {
    const bool fits = input.size(1) % (factor * factor) == 0; // LibTorch says what is wrong
    return plain(input) && fits ? Shuffling<true>::apply(input, factor) : torch::pixel_shuffle(input, factor);
}

torch::Tensor pixelUnshuffle(const torch::Tensor& input, int factor) {
    const bool fits = input.size(2) % factor == 0 && input.size(3) % factor == 0;
    return plain(input) && fits ? Shuffling<false>::apply(input, factor)
                                : torch::pixel_unshuffle(input, factor);
}

} // namespace typemould
