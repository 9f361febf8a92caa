#include "core/fonts/native_face.h"

#include FT_BBOX_H

namespace typemould::native {

namespace {
// FreeType's CFF engine refuses sizes over 2000 pixels an em, so larger em squares are halved until they fit.
constexpr FT_F26Dot6 largestPixelsPerEm = 2000;
} // namespace

bool setOutlineSize(FT_Face face) {
    FT_F26Dot6 size = static_cast<FT_F26Dot6>(face->units_per_EM) * 64;
    while (size > largestPixelsPerEm * 64) {
        size /= 2;
    }
    return FT_Set_Char_Size(face, size, size, 72, 72) == 0 && face->size->metrics.x_scale > 0;
}

FT_Outline* loadOutline(FT_Face face, unsigned glyph) {
    if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0 ||
        face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) {
        return nullptr;
    }
    return &face->glyph->outline;
}

InkBox outlineBounds(FT_Face face, FT_Outline& outline) {
    FT_BBox box{};
    if (outline.n_contours <= 0 || outline.n_points <= 0 || FT_Outline_Get_BBox(&outline, &box) != 0 ||
        box.xMax <= box.xMin || box.yMax <= box.yMin) {
        return {};
    }
    const double unit = outlineUnit(face);
    return {static_cast<double>(box.xMin) * unit, static_cast<double>(box.yMin) * unit,
            static_cast<double>(box.xMax) * unit, static_cast<double>(box.yMax) * unit};
}

} // namespace typemould::native
