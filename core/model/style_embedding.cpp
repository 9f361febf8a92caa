#include "core/model/style_embedding.h"

#include "core/base/result.h"

namespace typemould {

StyleEmbeddingImpl::StyleEmbeddingImpl(int styles, int numbers)
    : weight(register_parameter("weight", torch::randn({styles, numbers}))) {}

torch::Tensor StyleEmbeddingImpl::forward(const torch::Tensor& styles, std::int64_t images) {
    const auto known = weight.size(0);
    const auto refuse = [&](const std::string& why) {
        throw Failure(ErrorCode::InvalidArgument, "The network cannot draw: " + why + ".",
                      "Give one style an image, 0 to " + std::to_string(known - 1) + ".");
    };
    if (!styles.defined()) {
        if (known != 1) {
            refuse("it knows " + std::to_string(known) + " styles and none was given");
        }
        return weight.expand({images, -1});
    }
    if (styles.size(0) != images) {
        refuse("there is not one style an image");
    }
    if (styles.is_floating_point()) {
        if (styles.dim() != 2 || styles.size(1) != weight.size(1)) {
            refuse("the embedding of a style is not " + std::to_string(weight.size(1)) + " numbers");
        }
        return styles.to(weight.device(), weight.scalar_type());
    }
    if (styles.dim() != 1) {
        refuse("there is not one style an image");
    }
    if (styles.min().item<std::int64_t>() < 0 || styles.max().item<std::int64_t>() >= known) {
        refuse("a style is asked for that it does not know");
    }
    return weight.index_select(0, styles.to(weight.device(), torch::kLong));
}

} // namespace typemould
