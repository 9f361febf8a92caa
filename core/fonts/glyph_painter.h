// Paints outlines that native_face.h loaded onto ink images (255 is full ink until invert()), with FreeType's
// exact area coverage. Internal to this room; one thread per FontFace.
#pragma once

#include "core/base/gray_image.h"
#include "core/fonts/native_face.h"
#include "core/fonts/placement.h"

namespace typemould::native {

/// Where a glyph goes: its origin in pixels from the top left corner, and how many pixels a font unit takes.
struct PaintPlace {
    double pixelsPerUnit = 1;
    double originX = 0, originY = 0;
};

/// Pixels as FreeType has them, 1/64 each, kept within what it can take.
FT_Pos toPosition(double pixels);
/// Paints an outline that lies where it belongs (1/64 pixel from the bottom left corner, y up) over what
/// `ink` holds, cut at the borders. False when FreeType refuses it.
bool paintPlaced(FT_Library library, FT_Outline& outline, GrayImage& ink);
/// Moves the loaded outline to its place, to 1/64 pixel, and paints it over what `ink` holds, cut at the
/// borders. The outline is used up. False when FreeType refuses it.
bool paintOutline(FT_Face face, FT_Outline& outline, const PaintPlace& place, GrayImage& ink);
/// Turns ink (255 full) into a picture (0 full ink, 255 paper).
void invert(GrayImage& image);
/// An error unless glyphs can be drawn at `placement` on a canvas of 8 to 2048 pixels.
Status checkCanvas(const Placement& placement, int canvas);
/// The error for a character that the face does not draw.
Error notDrawn(const FontFace& face, char32_t character);

} // namespace typemould::native
