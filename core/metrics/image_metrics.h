// How near a drawn glyph is to the true one: L1, SSIM, ink IoU, on grey 0..1. Pure; any thread.
#pragma once

#include "core/base/gray_image.h"

#include <cstddef>
#include <vector>

namespace typemould {

struct GlyphScore {
    double l1 = 0;   ///< mean absolute difference, 0..1, smaller is better
    double ssim = 0; ///< Wang et al. 2004, Gaussian window 11, sigma 1.5, K 0.01 and 0.03, data range 1, mean
                     ///< over the inner image (windows wholly inside), as scikit-image with gaussian_weights
                     ///< and use_sample_covariance=False
    double iou = 0;  ///< ink at grey < 0.5: intersection over union; 1 when both are blank
};

/// Both images of one size, at least 11 a side; anything else is a fault of the caller and throws a Failure.
GlyphScore scoreGlyph(const GrayImage& drawn, const GrayImage& truth);

/// The score's L1 alone; images of any size, the same for both.
double meanDifference(const GrayImage& drawn, const GrayImage& truth);

/// Mean of many scores; count 0 gives zeros.
struct MeanScore {
    GlyphScore mean;
    std::size_t count = 0;
};
MeanScore meanScore(const std::vector<GlyphScore>& scores);

/// The drawn image thickened (radius > 0) or thinned (radius < 0) by a round grey dilation or erosion of
/// |radius| pixels, fractions allowed.
GrayImage emboldened(const GrayImage& image, double radius);

} // namespace typemould
