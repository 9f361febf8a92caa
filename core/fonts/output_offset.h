// OutputOffset: by how much all that a network draws is moved, for one that puts its ink beside the truth. In
// pixels of the canvas, so that what is moved lies where the placement says. Plain values; any thread.
#pragma once

#include "core/base/gray_image.h"

#include <vector>

namespace typemould {

struct OutputOffset {
    double x = 0; ///< pixels of the canvas to the right, fractions allowed
    double y = 0; ///< and down
    bool none() const { return x == 0 && y == 0; }
    bool operator==(const OutputOffset&) const = default;
};

/// Moves each picture, paper coming in; pictures stay as they are, bit for bit, where there is no offset.
void moveBy(const OutputOffset& offset, std::vector<GrayImage>& pictures);

} // namespace typemould
