#include "core/fonts/face_comparison.h"

#include "core/fonts/native_face.h"

#include FT_ADVANCES_H

#include <algorithm>
#include <cmath>
#include <vector>

namespace typemould {

namespace {

/// All that is drawn of one glyph. Font units for box and advance.
struct Drawing {
    bool loaded = false;
    std::vector<FT_Vector> points;
    std::vector<char> tags;
    std::vector<short> ends;
    double advance = 0;
    InkBox box;
};

Drawing drawingOf(FT_Face face, unsigned glyph) {
    Drawing drawing;
    FT_Outline* outline = native::loadOutline(face, glyph);
    if (outline == nullptr) {
        return drawing;
    }
    drawing.loaded = true;
    drawing.points.assign(outline->points, outline->points + outline->n_points);
    drawing.tags.assign(outline->tags, outline->tags + outline->n_points);
    drawing.ends.assign(outline->contours, outline->contours + outline->n_contours);
    FT_Fixed advance = 0;
    (void)FT_Get_Advance(face, glyph, FT_LOAD_NO_SCALE, &advance);
    drawing.advance = static_cast<double>(advance);
    drawing.box = native::outlineBounds(face, *outline);
    return drawing;
}

bool samePoints(const Drawing& a, const Drawing& b) {
    return a.loaded == b.loaded && a.tags == b.tags && a.ends == b.ends && a.advance == b.advance &&
           a.points.size() == b.points.size() &&
           std::equal(a.points.begin(), a.points.end(), b.points.begin(),
                      [](const FT_Vector& p, const FT_Vector& q) { return p.x == q.x && p.y == q.y; });
}

bool nearlySame(const Drawing& a, const Drawing& b, double slack) {
    const auto near = [slack](double x, double y) { return std::abs(x - y) <= slack; };
    return a.loaded == b.loaded && a.ends.size() == b.ends.size() && near(a.advance, b.advance) &&
           near(a.box.xMin, b.box.xMin) && near(a.box.yMin, b.box.yMin) && near(a.box.xMax, b.box.xMax) &&
           near(a.box.yMax, b.box.yMax);
}

} // namespace

std::size_t glyphCount(const FontFace& face) {
    return static_cast<std::size_t>(native::faceOf(face)->num_glyphs);
}

FaceComparison compareFaces(const FontFace& before, const FontFace& after, double slack,
                            const std::function<void(std::size_t, std::size_t)>& progress) {
    const FT_Face old = native::faceOf(before), fresh = native::faceOf(after);
    FaceComparison comparison;
    comparison.glyphs = glyphCount(before);
    for (std::size_t glyph = 0; glyph < comparison.glyphs; ++glyph) {
        if (progress && glyph % 256 == 0) {
            progress(glyph, comparison.glyphs);
        }
        const auto number = static_cast<unsigned>(glyph);
        const Drawing a = drawingOf(old, number), b = drawingOf(fresh, number);
        if (!samePoints(a, b) && !(slack > 0 && nearlySame(a, b, slack))) {
            ++comparison.differing;
        }
    }
    std::vector<char32_t> remapped;
    for (const char32_t character : before.characters()) {
        if (FT_Get_Char_Index(old, character) != FT_Get_Char_Index(fresh, character)) {
            remapped.push_back(character);
        }
    }
    comparison.remapped = CharacterSet(std::move(remapped));
    return comparison;
}

} // namespace typemould
