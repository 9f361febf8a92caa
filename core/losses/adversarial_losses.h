// What generator and discriminator play for. `real` and `drawn` are a discriminator's answers for the same
// pairs, larger for more real: a map of patches (n, 1, s, s) or one number a pair (n, 1). Pure. Includes
// Torch.
#pragma once

#include "core/losses/loss_kinds.h"
#include "core/model/torch.h"

namespace typemould {

/// What the discriminator is told, apart from the truth.
struct LabelTreatment {
    double smoothing =
        0; ///< "real" is 1 - smoothing (one-sided; Salimans et al. 2016); of a hinge, its margin
    torch::Tensor swapped; ///< (n) bool: pairs whose real and drawn answers change places; undefined for none
};

/// The discriminator's; the mean over both sides, so that an undecided one has ln 2 (cross-entropy,
/// relativistic) or 1 (hinge).
torch::Tensor discriminatorLoss(AdversarialKind kind, const torch::Tensor& real, const torch::Tensor& drawn,
                                const LabelTreatment& labels = {});
/// The generator's. `real` may be undefined where the kind is not relativistic; no gradient goes into it.
torch::Tensor adversarialLoss(AdversarialKind kind, const torch::Tensor& real, const torch::Tensor& drawn);
/// R1 (Mescheder et al. 2018): half the mean over the pairs of the squared norm of the answers' gradient by
/// the true images. `images` (n, 1, h, w) require gradients and `real` was computed from them; the result can
/// be differentiated again.
torch::Tensor r1Penalty(const torch::Tensor& real, const torch::Tensor& images);

} // namespace typemould
