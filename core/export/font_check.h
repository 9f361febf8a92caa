// What stands in a font that was written: opened again, every added glyph drawn by FreeType and held against
// the picture it was traced from, shaped by HarfBuzz, the target's own glyphs compared, and ots-sanitize
// asked where it is installed. Blocks; any thread with its own faces.
#pragma once

#include "core/base/gray_image.h"
#include "core/base/sentence.h"
#include "core/fonts/font_face.h"
#include "core/fonts/placement.h"

#include <functional>
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
    CharacterSet unshaped;           ///< added characters for which HarfBuzz finds no glyph
    std::size_t ownChecked = 0;      ///< glyphs of the target that were compared with what they were
    std::size_t ownChanged = 0;      ///< of those: drawn otherwise, or with another advance, than before
    bool sanitizerThere = false;     ///< ots-sanitize is installed
    bool sanitized = false;          ///< and accepts the font
    std::string sanitizerText;       ///< what it said where it does not
    std::vector<Sentence> notesSaid; ///< what was done otherwise than one may think (context "Findings")
    std::vector<std::string> notes;  ///< the same in English
    void note(Sentence sentence);    ///< adds one
    bool passed() const {
        return apart.empty() && unshaped.empty() && ownChanged == 0 && (!sanitizerThere || sanitized);
    }
};

/// What a written font is held against.
struct FontCheckOrder {
    std::filesystem::path file; ///< a font, or a UFO's folder
    const FontFace* own =
        nullptr;         ///< the target whose glyphs must be as they were; null: it holds none of them
    Placement placement; ///< that the pictures were drawn at
    std::map<char32_t, const GrayImage*> pictures; ///< of the added characters
    int unitsPerEm = 1000;                         ///< of a UFO
    std::string sanitizer = "ots-sanitize";
};

/// An error where the font cannot be opened again or a picture has no glyph; all else stands in the outcome.
Result<FontCheck> checkFont(const FontCheckOrder& order,
                            const std::function<void(std::size_t done, std::size_t total)>& progress = {},
                            const std::stop_token& stop = {});

} // namespace typemould
