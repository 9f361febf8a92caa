#include "core/fonts/output_offset.h"

namespace typemould {

void moveBy(const OutputOffset& offset, std::vector<GrayImage>& pictures) {
    if (offset.none()) {
        return;
    }
    for (GrayImage& picture : pictures) {
        picture = shifted(picture, offset.x, offset.y);
    }
}

} // namespace typemould
