// Losses: tensors in, one scalar tensor out. Pure. Includes Torch.
#pragma once

#include "core/model/torch.h"

namespace typemould {

/// Mean absolute difference on grey 0..1 of two images whose grey runs from -1 to +1.
torch::Tensor greyL1(const torch::Tensor& drawn, const torch::Tensor& truth);
/// Half the binary cross-entropy of real patches against "real" and drawn ones against "drawn" (logits in).
torch::Tensor discriminatorLoss(const torch::Tensor& realLogits, const torch::Tensor& drawnLogits);
/// Binary cross-entropy of drawn patches against "real" (Goodfellow et al. 2014, non-saturating).
torch::Tensor adversarialLoss(const torch::Tensor& drawnLogits);
/// Cross-entropy of a style head's answers (n, styles) against the rows (n) that are right.
torch::Tensor styleLoss(const torch::Tensor& answers, const torch::Tensor& rows);

} // namespace typemould
