// Whether a font still draws its own glyphs as it did before something was added to it. Blocks; uses both
// faces' FreeType objects, so one thread per FontFace.
#pragma once

#include "core/fonts/font_face.h"

#include <cstddef>
#include <functional>

namespace typemould {

struct FaceComparison {
    std::size_t glyphs = 0;    ///< of the one before
    std::size_t differing = 0; ///< of these: drawn otherwise, or with another advance
    CharacterSet remapped;     ///< characters that it drew and that now stand for another glyph
};

/// Compares every glyph of `before` with the one of the same number in `after`: point by point, or, where
/// `slack` is above 0, by ink boxes and advances that may differ by so many font units (a variable font's
/// design is rounded when it becomes a font of its own). What `progress` throws ends it.
FaceComparison compareFaces(const FontFace& before, const FontFace& after, double slack = 0,
                            const std::function<void(std::size_t done, std::size_t total)>& progress = {});

/// How many glyphs a face has, drawn or not.
std::size_t glyphCount(const FontFace& face);

} // namespace typemould
