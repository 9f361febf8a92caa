#include "core/fonts/glyph_numbers.h"

#include "core/fonts/native_face.h"

#include FT_ADVANCES_H

#include <algorithm>

namespace typemould {

std::map<char32_t, unsigned> glyphNumbers(const FontFace& face) {
    const FT_Face native = native::faceOf(face);
    const auto count = static_cast<FT_UInt>(std::max<FT_Long>(native->num_glyphs, 0));
    std::map<char32_t, unsigned> numbers;
    FT_UInt glyph = 0;
    // A hostile cmap can name every 32-bit number; the walk ends where Unicode ends.
    for (FT_ULong c = FT_Get_First_Char(native, &glyph); glyph != 0 && c <= 0x10FFFF;
         c = FT_Get_Next_Char(native, c, &glyph)) {
        if (glyph < count) {
            numbers.emplace(static_cast<char32_t>(c), glyph);
        }
    }
    return numbers;
}

double advanceOfGlyph(const FontFace& face, unsigned glyph) {
    FT_Fixed advance = 0;
    return FT_Get_Advance(native::faceOf(face), glyph, FT_LOAD_NO_SCALE, &advance) == 0
               ? static_cast<double>(advance)
               : 0;
}

} // namespace typemould
