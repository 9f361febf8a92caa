// What stands in a font that was written: opened again, every added glyph drawn by FreeType and held against
// the picture it was traced from, counts compared, and ots-sanitize asked where it is installed. Blocks; any
// thread.
#pragma once

#include "core/base/gray_image.h"
#include "core/fonts/font_face.h"
#include "core/fonts/placement.h"

#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace typemould {

/// A glyph that does not look as it was drawn.
struct CheckedGlyph {
    char32_t character = 0;
    double iou = 0; ///< of the ink of the picture and of the font's glyph, 0..1
};

struct FontCheck {
    std::size_t glyphs = 0;  ///< in the written font
    std::size_t checked = 0; ///< added glyphs that were drawn and compared
    double meanIou = 0, worstIou = 0;
    std::vector<CheckedGlyph> apart; ///< under 0.97, the worst first
    std::size_t ownChanged = 0;      ///< glyphs of the target that are drawn otherwise than before
    bool sanitizerThere = false;     ///< ots-sanitize is installed
    bool sanitized = false;          ///< and accepts the font
    std::string sanitizerText;       ///< what it said where it does not
    bool passed() const { return apart.empty() && ownChanged == 0 && (!sanitizerThere || sanitized); }
};

} // namespace typemould
