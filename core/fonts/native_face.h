// FreeType access to a FontFace for the files of this room only: outlines at full precision. The face's glyph
// slot is the scratch space, so an outline lasts until the next load; one thread per FontFace.
#pragma once

#include "core/fonts/font_face.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace typemould::native {

/// The FreeType face behind `face`.
inline FT_Face faceOf(const FontFace& face) { return static_cast<FT_Face>(face.nativeFace()); }
/// Sets the size at which outlines are loaded: one em as large as every driver allows, an exact power of two
/// of it.
bool setOutlineSize(FT_Face face);
/// Loads a glyph's unhinted outline into the slot; null when it cannot be loaded or has no outline format.
FT_Outline* loadOutline(FT_Face face, unsigned glyph);
/// Font units per unit of a loaded outline (a power of two over 64).
inline double outlineUnit(FT_Face face) { return 65536.0 / static_cast<double>(face->size->metrics.x_scale); }
/// Exact bounds of a loaded outline in font units; empty for an outline that encloses nothing.
InkBox outlineBounds(FT_Face face, FT_Outline& outline);

} // namespace typemould::native
