#include "core/fonts/rasterizer.h"

#include "core/fonts/glyph_painter.h"

#include <cmath>

namespace typemould {

Result<GrayImage> rasterize(const FontFace& face, char32_t character, const Placement& placement,
                            int canvas) {
    if (canvas < 8 || canvas > 2048) {
        return Error{ErrorCode::InvalidArgument,
                     "A canvas of " + std::to_string(canvas) + " pixels cannot be drawn on.",
                     "Choose a canvas from 8 to 2048 pixels."};
    }
    if (!std::isfinite(placement.scale) || placement.scale <= 0 || !std::isfinite(placement.offsetX) ||
        !std::isfinite(placement.offsetY)) {
        return Error{ErrorCode::InvalidArgument,
                     "A glyph cannot be placed with a scale or offset that is no number.",
                     "Choose a scale above 0, and offsets in em."};
    }
    const FT_Face native = native::faceOf(face);
    const FT_UInt glyph = isBlank(character) ? 0 : FT_Get_Char_Index(native, character);
    FT_Outline* outline = glyph != 0 ? native::loadOutline(native, glyph) : nullptr;
    if (outline == nullptr || native::outlineBounds(native, *outline).empty()) {
        return Error{ErrorCode::NotFound,
                     face.fileName() + " does not draw " + codePointText(character) + " " +
                         utf8Of(character) + ".",
                     "Choose characters that the font has."};
    }
    // The formula of placement.h, from font units straight to pixels: one rounding, to FreeType's 1/64 pixel.
    const double pixelsPerUnit = canvas * placement.scale / face.unitsPerEm();
    const CanvasPoint origin = toCanvas(placement, canvas, 0, 0);
    GrayImage image(canvas, canvas, 0);
    if (!native::paintOutline(native, *outline, {pixelsPerUnit, origin.x, origin.y}, image)) {
        return Error{ErrorCode::BadFormat,
                     face.fileName() + ": the outline of " + codePointText(character) + " cannot be drawn.",
                     "The glyph is damaged or far too large; leave the character out."};
    }
    native::invert(image);
    return image;
}

} // namespace typemould
