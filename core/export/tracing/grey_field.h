// A grey picture as a smooth field of ink, 0 to 1, between and beside its pixels; the edge of a glyph is
// where it is one half. Internal to tracing; any thread.
#pragma once

#include "core/base/gray_image.h"
#include "core/fonts/outline_curves.h"

#include <optional>

namespace typemould::tracing {

/// How much the field smooths what it goes through: the B of the kernel family of Mitchell and Netravali
/// (1988), whose C is (1 - B) / 2 here.
constexpr double usualSoftness = 1.0 / 3;

class GreyField {
public:
    /// Keeps no copy: `picture` must outlive it. Beyond the border there is paper.
    explicit GreyField(const GrayImage& picture) : m_picture(picture) {}

    struct Value {
        double ink = 0;
        Vec gradient; ///< ink per pixel
    };
    /// At a place in pixels from the top left corner, y down.
    Value at(Vec place) const;
    /// The place on the glyph's edge nearest to `place`, up to `reach` pixels off; none where there is no
    /// edge.
    std::optional<Vec> edgeNear(Vec place, double reach) const;

    /// Ink of a pixel; beyond the border there is none.
    double pixel(int x, int y) const {
        const bool within = x >= 0 && y >= 0 && x < m_picture.width && y < m_picture.height;
        return within ? (255 - m_picture.at(x, y)) / 255.0 : 0;
    }

private:
    const GrayImage& m_picture;
};

/// Ink or paper: `factor` x `factor` samples of the field for each pixel, 1 where it is one half and more.
struct InkMap {
    int width = 0, height = 0;
    int factor = 1;
    std::vector<std::uint8_t> ink; ///< row by row from the top
};
/// `softness` 1/3 as the field itself; 0 keeps the picture's own values at the middle of its pixels.
InkMap superSampled(const GrayImage& picture, int factor, double softness = usualSoftness);

} // namespace typemould::tracing
