// Losses on images (n, 1, h, w) whose grey runs from -1 (ink) to +1 (paper): two in, one scalar out, measured
// on grey 0..1. Pure; differentiable in the first. Includes Torch.
#pragma once

#include "core/model/torch.h"

namespace typemould {

/// Mean absolute difference.
torch::Tensor greyL1(const torch::Tensor& drawn, const torch::Tensor& truth);
/// Mean absolute difference of the Sobel derivatives across and down (Sobel and Feldman 1968), the kernels
/// scaled so that a full step from ink to paper has the derivative 1; borders repeated.
torch::Tensor edgeLoss(const torch::Tensor& drawn, const torch::Tensor& truth);
/// 1 - SSIM as GlyphScore measures it (Wang et al. 2004), mean over the inner image. Images of at least 11
/// px.
torch::Tensor ssimLoss(const torch::Tensor& drawn, const torch::Tensor& truth);
/// Mean absolute difference of neighbours, across and down (Rudin, Osher and Fatemi 1992, anisotropic).
torch::Tensor totalVariation(const torch::Tensor& drawn);

} // namespace typemould
