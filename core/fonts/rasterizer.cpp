#include "core/fonts/rasterizer.h"

#include "core/fonts/glyph_painter.h"

namespace typemould {

Result<GrayImage> rasterize(const FontFace& face, char32_t character, const Placement& placement,
                            int canvas) {
    const Status possible = native::checkCanvas(placement, canvas);
    if (!possible) {
        return possible.error();
    }
    const FT_Face native = native::faceOf(face);
    const FT_UInt glyph = isBlank(character) ? 0 : FT_Get_Char_Index(native, character);
    FT_Outline* outline = glyph != 0 ? native::loadOutline(native, glyph) : nullptr;
    if (outline == nullptr || native::outlineBounds(native, *outline).empty()) {
        return native::notDrawn(face, character);
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
