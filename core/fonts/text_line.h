// A line of text shaped by HarfBuzz and drawn by FreeType, horizontal or vertical (with the font's vert
// features). Blocking; one thread per FontFace.
#pragma once

#include "core/base/gray_image.h"
#include "core/fonts/font_face.h"

#include <string_view>
#include <vector>

namespace typemould {

struct ShapedGlyph {
    unsigned glyph = 0;   ///< glyph index in the face
    unsigned cluster = 0; ///< byte offset in the UTF-8 text
    double x = 0, y = 0;  ///< pen position plus offset, font units, y up
    double advance = 0;   ///< font units along the line
};

struct ShapedLine {
    std::vector<ShapedGlyph> glyphs;
    double length = 0; ///< font units along the line
    bool vertical = false;
};

/// Shapes `utf8` as one line with the script and direction that its characters suggest.
Result<ShapedLine> shapeLine(const FontFace& face, std::string_view utf8, bool vertical = false);
/// What a line covers in font units, y up: as long as the line, as high as the face (an em wide where it is
/// vertical), and all ink besides.
InkBox frameOf(const FontFace& face, const ShapedLine& line);

/// The picture that a frame takes: its size, and where the line's origin lies from its top left corner, in
/// pixels.
struct LineCanvas {
    int width = 0, height = 0;
    double originX = 0, originY = 0;
    double pixelsPerUnit = 1;
};
/// At `pixelsPerEm` (8..512); an error where a side would be longer than 16384. The origin lies on a whole
/// pixel, so that what is drawn does not move when a line grows.
Result<LineCanvas> canvasOf(const InkBox& frame, int unitsPerEm, double pixelsPerEm);

/// Draws a shaped line on a picture; what lies outside is cut off.
Result<GrayImage> drawLine(const FontFace& face, const ShapedLine& line, const LineCanvas& canvas);
/// As above on the picture that the line's own frame takes, at `pixelsPerEm` (8..512).
Result<GrayImage> drawLine(const FontFace& face, const ShapedLine& line, double pixelsPerEm);

} // namespace typemould
