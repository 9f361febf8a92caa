// Giving a trained network more styles: the old ones draw bit for bit as before. Includes Torch; one thread.
#pragma once

#include "core/model/discriminator.h"
#include "core/model/generator.h"
#include "core/weights/safetensors.h"

namespace typemould {

/// A generator of config `wanted` (canBecome() says that it may) with the weights of `generator`. New rows of
/// the embedding begin as the mean of the old ones; FiLM layers where there were none begin as the identity.
/// The upsampling must be the same. Same device.
Generator withStyles(const Generator& generator, const GeneratorConfig& wanted);

/// Likewise: new answers of the style head begin as the mean of the old ones.
Discriminator withStyles(const Discriminator& discriminator, const DiscriminatorConfig& wanted);

/// AdamW's moments for the grown parameters: zero in the new rows; parameters that are new have none.
StoredTensors grownMoments(const StoredTensors& moments, const torch::nn::Module& grown);

} // namespace typemould
