#include "core/fonts/glyph_painter.h"

#include <algorithm>
#include <cmath>

namespace typemould::native {

namespace {
// FreeType refuses coordinates of 2^24 and more; anything near it is far outside every image.
constexpr double farthest = 1 << 23;

/// Takes FreeType's coverage of one row; where glyphs overlap, the darker one stays.
void addSpans(int y, int count, const FT_Span* spans, void* user) {
    GrayImage& ink = *static_cast<GrayImage*>(user);
    std::uint8_t* row = ink.row(ink.height - 1 - y);
    for (const FT_Span* span = spans; span != spans + count; ++span) {
        for (int x = span->x; x < span->x + span->len; ++x) {
            row[x] = std::max<std::uint8_t>(row[x], span->coverage);
        }
    }
}
} // namespace

FT_Pos toPosition(double pixels) {
    return static_cast<FT_Pos>(std::lround(std::clamp(pixels * 64.0, -farthest, farthest)));
}

bool paintPlaced(FT_Library library, FT_Outline& outline, GrayImage& ink) {
    FT_Raster_Params params{};
    params.flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP;
    params.gray_spans = addSpans;
    params.user = &ink;
    params.clip_box = {0, 0, ink.width, ink.height};
    return FT_Outline_Render(library, &outline, &params) == 0;
}

bool paintOutline(FT_Face face, FT_Outline& outline, const PaintPlace& place, GrayImage& ink) {
    const double scale = place.pixelsPerUnit * outlineUnit(face);
    const double baseline = ink.height - place.originY; // FreeType counts rows upwards
    for (int i = 0; i < outline.n_points; ++i) {
        FT_Vector& point = outline.points[i];
        point.x = toPosition(place.originX + scale * static_cast<double>(point.x));
        point.y = toPosition(baseline + scale * static_cast<double>(point.y));
    }
    return paintPlaced(face->glyph->library, outline, ink);
}

void invert(GrayImage& image) {
    std::transform(image.pixels.begin(), image.pixels.end(), image.pixels.begin(),
                   [](std::uint8_t ink) { return static_cast<std::uint8_t>(255 - ink); });
}

Status checkCanvas(const Placement& placement, int canvas) {
    if (canvas < 8 || canvas > 2048) {
        return Error{ErrorCode::InvalidArgument,
                     "A canvas of " + std::to_string(canvas) + " pixels cannot be drawn on.",
                     "Choose a canvas from 8 to 2048 pixels."};
    }
    if (!std::isfinite(placement.scale) || placement.scale <= 0 || !std::isfinite(placement.offsetX) ||
        !std::isfinite(placement.offsetY)) {
        return Error{ErrorCode::InvalidArgument,
                     "A glyph cannot be placed with a scale or offset that is no number.",
                     "Choose a scale above 0, and offsets in em."};
    }
    return {};
}

Error notDrawn(const FontFace& face, char32_t character) {
    return {ErrorCode::NotFound,
            face.fileName() + " does not draw " + codePointText(character) + " " + utf8Of(character) + ".",
            "Choose characters that the font has."};
}

} // namespace typemould::native
