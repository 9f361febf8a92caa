#include "core/base/embolden.h"

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

/// into[i] = min(into[i], from[i]) over `count` bytes.
void darken(std::uint8_t* into, const std::uint8_t* from, int count) {
    for (int i = 0; i < count; ++i) {
        into[i] = std::min(into[i], from[i]);
    }
}

/// The darkest pixel within a disc of whole radius; what lies beyond the border does not count.
GrayImage darkestInDisc(const GrayImage& image, int radius) {
    if (radius == 0) {
        return image;
    }
    const int width = image.width, height = image.height;
    GrayImage spread = image; // the darkest within `half` pixels to the left and right
    GrayImage result(width, height);
    int half = 0;
    for (int dy = radius; dy >= 0; --dy) { // from the narrow top of the disc to its middle
        const int wanted =
            static_cast<int>(std::sqrt(static_cast<double>(radius) * radius - static_cast<double>(dy) * dy));
        for (; half < wanted && half + 1 < width; ++half) {
            for (int y = 0; y < height; ++y) {
                darken(spread.row(y), image.row(y) + half + 1, width - half - 1);
                darken(spread.row(y) + half + 1, image.row(y), width - half - 1);
            }
        }
        for (int y = 0; y < height; ++y) {
            if (y - dy >= 0) {
                darken(result.row(y), spread.row(y - dy), width);
            }
            if (y + dy < height) {
                darken(result.row(y), spread.row(y + dy), width);
            }
        }
    }
    return result;
}

GrayImage inverted(GrayImage image) {
    std::transform(image.pixels.begin(), image.pixels.end(), image.pixels.begin(),
                   [](std::uint8_t grey) { return static_cast<std::uint8_t>(255 - grey); });
    return image;
}

} // namespace

GrayImage emboldened(const GrayImage& image, double radius) {
    if (image.empty() || !(std::abs(radius) > 0)) {
        return image;
    }
    if (radius < 0) { // the lightest in a disc is the darkest of the negative
        return inverted(emboldened(inverted(image), -radius));
    }
    radius = std::min<double>(radius, image.width + image.height); // beyond that nothing changes
    const int whole = static_cast<int>(radius);
    const double share = radius - whole;
    GrayImage result = darkestInDisc(image, whole);
    if (share > 0) {
        const GrayImage wider = darkestInDisc(image, whole + 1);
        for (std::size_t i = 0; i < result.pixels.size(); ++i) {
            result.pixels[i] = static_cast<std::uint8_t>(
                std::lround((1 - share) * result.pixels[i] + share * wider.pixels[i]));
        }
    }
    return result;
}

} // namespace typemould
