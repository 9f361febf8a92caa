// What a discriminator's judgement of a picture comes to in its family, and the size of the map under it.
// Plain functions; no Torch.
#pragma once

#include "core/model/discriminator_config.h"

namespace typemould {

/// What the family does where nothing else is asked: classic judges by a linear layer, the others by patches.
VerdictKind familyVerdict(Family family);
/// Patches or Linear: what the config's verdict comes to.
VerdictKind verdictOf(const DiscriminatorConfig& config);
/// Side of the last map of the body, in points, for a picture of `canvas` px.
int lastMapSide(const DiscriminatorConfig& config);
/// Numbers that enter the linear layer of a Linear verdict.
int verdictInput(const DiscriminatorConfig& config);

} // namespace typemould
