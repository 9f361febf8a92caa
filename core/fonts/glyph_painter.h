// Paints outlines that native_face.h loaded onto ink images (255 is full ink until invert()), with FreeType's
// exact area coverage. Internal to this room; one thread per FontFace.
#pragma once

#include "core/base/gray_image.h"
#include "core/fonts/native_face.h"

namespace typemould::native {

/// Where a glyph goes: its origin in pixels from the top left corner, and how many pixels a font unit takes.
struct PaintPlace {
    double pixelsPerUnit = 1;
    double originX = 0, originY = 0;
};

/// Moves the loaded outline to its place, to 1/64 pixel, and paints it over what `ink` holds, cut at the
/// borders. The outline is used up. False when FreeType refuses it.
bool paintOutline(FT_Face face, FT_Outline& outline, const PaintPlace& place, GrayImage& ink);
/// Turns ink (255 full) into a picture (0 full ink, 255 paper).
void invert(GrayImage& image);

} // namespace typemould::native
