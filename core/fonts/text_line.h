// A line of text shaped by HarfBuzz and drawn by FreeType, horizontal or vertical (with the font's vert features).
// Blocking; one thread per FontFace.
#pragma once

#include "core/base/gray_image.h"
#include "core/fonts/font_face.h"

#include <string_view>
#include <vector>

namespace typemould {

struct ShapedGlyph {
    unsigned glyph = 0;     ///< glyph index in the face
    unsigned cluster = 0;   ///< byte offset in the UTF-8 text
    double x = 0, y = 0;    ///< pen position plus offset, font units, y up
    double advance = 0;     ///< font units along the line
};

struct ShapedLine {
    std::vector<ShapedGlyph> glyphs;
    double length = 0;    ///< font units along the line
    bool vertical = false;
};

/// Shapes `utf8` as one line with the script and direction that its characters suggest.
Result<ShapedLine> shapeLine(const FontFace& face, std::string_view utf8, bool vertical = false);
/// Draws a shaped line at `pixelsPerEm` (8..512) on an image as large as the line and the face's line height need (at most 16384 a side).
Result<GrayImage> drawLine(const FontFace& face, const ShapedLine& line, double pixelsPerEm);

} // namespace typemould
