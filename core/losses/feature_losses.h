// Losses on what a network makes of an image inside, and on which style it sees. Pure. Includes Torch.
#pragma once

#include "core/losses/loss_kinds.h"
#include "core/model/torch.h"

#include <vector>

namespace typemould {

/// How far the encoder's features (n, c, h, w) or (n, c) of the source lie from those of the true glyph
/// (kaonashi-tyc 2017, after Taigman et al. 2017). Differentiable in both.
torch::Tensor constancyLoss(ConstancyKind kind, const torch::Tensor& ofSource, const torch::Tensor& ofTruth);
/// Mean over the layers of the mean absolute difference of a discriminator's maps (Wang et al. 2018); no
/// gradient goes into those of the true glyph. 0 without layers.
torch::Tensor featureMatching(const std::vector<torch::Tensor>& ofDrawn,
                              const std::vector<torch::Tensor>& ofTruth);
/// Cross-entropy of a style head's answers (n, styles) against the rows (n) that are right.
torch::Tensor styleLoss(const torch::Tensor& answers, const torch::Tensor& rows);

} // namespace typemould
