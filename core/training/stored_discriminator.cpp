#include "core/training/stored_discriminator.h"

namespace typemould {

DiscriminatorConfig storedDiscriminator(const StoredTensors& tensors, const std::string& prefix,
                                        DiscriminatorConfig described) {
    described.styleHead = anyUnder(tensors, prefix + "style.");
    for (const char* weight : {"style.weight", "style.weight_orig"}) {
        const auto found = tensors.find(prefix + weight);
        if (found != tensors.end() && !found->second.shape.empty()) {
            described.styles = static_cast<int>(found->second.shape.front());
        }
    }
    return described;
}

} // namespace typemould
