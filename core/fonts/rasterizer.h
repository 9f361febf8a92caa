// Glyphs to grey pixels with FreeType's anti-aliasing, unhinted, at sub-pixel offsets. Blocking; uses the face's
// FreeType objects, so one thread per FontFace.
#pragma once

#include "core/base/gray_image.h"
#include "core/fonts/font_face.h"
#include "core/fonts/placement.h"

namespace typemould {

/// One glyph on a canvas x canvas image at `placement`. A character that the face does not draw is an error; ink beyond the border
/// is cut off. canvas is 8..2048.
Result<GrayImage> rasterize(const FontFace& face, char32_t character, const Placement& placement, int canvas);

} // namespace typemould
