// What can be seen on drawn glyphs beside the true ones without knowing any network: how much ink, where it
// lies, how frayed it is. Pure; any thread.
#pragma once

#include "core/base/gray_image.h"

namespace typemould {

/// Means over the glyphs that were added.
struct DrawingFacts {
    double ink = 0;       ///< drawn ink over true ink: 1 is right, 0 is blank
    double roughness = 0; ///< length of the drawn outlines (total variation) over that of the true ones
    double shiftX = 0;    ///< pixels by which the drawn ink's centre lies right of the true one's
    double shiftY = 0;    ///< and below it
    std::size_t glyphs = 0;
};

/// Adds one glyph after another. Glyphs whose truth is blank are passed over.
class DrawingObserver {
public:
    /// Both of one size.
    void add(const GrayImage& drawn, const GrayImage& truth);
    DrawingFacts facts() const;

private:
    double m_drawnInk = 0, m_trueInk = 0, m_drawnLength = 0, m_trueLength = 0, m_shiftX = 0, m_shiftY = 0;
    std::size_t m_glyphs = 0;
    std::size_t m_placed = 0; ///< of those, the ones that were drawn with enough ink to have a centre
};

} // namespace typemould
