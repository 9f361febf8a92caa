// A grey picture's strokes made thicker or thinner, as by a round pen along their edges. Pure; any thread.
#pragma once

#include "core/base/gray_image.h"

namespace typemould {

/// The drawn image thickened (radius > 0) or thinned (radius < 0) by a round grey dilation or erosion of
/// |radius| pixels, fractions allowed.
GrayImage emboldened(const GrayImage& image, double radius);

} // namespace typemould
