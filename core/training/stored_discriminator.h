// Which discriminator a checkpoint's tensors are, where the settings beside them may say otherwise of its
// style head: that comes, goes and grows from one session to the next. A plain value; any thread. No Torch.
#pragma once

#include "core/model/discriminator_config.h"
#include "core/weights/stored_tensor.h"

namespace typemould {

/// The discriminator whose tensors stand under `prefix`: as `described`, with a style head where one is
/// stored, of as many styles as that one tells apart.
DiscriminatorConfig storedDiscriminator(const StoredTensors& tensors, const std::string& prefix,
                                        DiscriminatorConfig described);

} // namespace typemould
