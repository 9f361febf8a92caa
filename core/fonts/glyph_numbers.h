// The glyphs of a face by their numbers: what the cmap says of each character, blank ones too, and glyphs
// that no character stands for. Uses the face's FreeType object, so one thread per FontFace.
#pragma once

#include "core/fonts/outline.h"

#include <map>

namespace typemould {

/// Every character of the face's cmap, and the number of its glyph (never 0).
std::map<char32_t, unsigned> glyphNumbers(const FontFace& face);
/// The outline of a glyph, in font units; empty where it is blank or cannot be loaded. 0 is .notdef.
Outline outlineOfGlyph(const FontFace& face, unsigned glyph);
/// Its advance width in font units; 0 where it has none.
double advanceOfGlyph(const FontFace& face, unsigned glyph);

} // namespace typemould
