// The proof: drawn glyphs among the target's own on one line, and their sizes, places and stem widths
// compared, so that nobody can tell in a line which glyph was added. Pure but for the fonts' FreeType
// objects; one thread.
#pragma once

#include "core/fonts/font_face.h"
#include "core/fonts/outline.h"

#include <map>
#include <string>
#include <vector>

namespace typemould {

/// One measure of the target's own glyphs of a script beside the added ones'. Font units.
struct ProofMeasure {
    std::string key; ///< "ink_width", "ink_height", "ink_centre_x", "ink_centre_y", "stem_width", "advance"
    double own = 0, added = 0; ///< medians
    bool apart = false;        ///< over 3 % from each other (places: over 3 % of an em)
    double whole = 0;          ///< what a difference is a share of: `own`, or the em of a place
    /// Whether it says where the ink lies, not how large it is.
    bool isPlace() const { return key.starts_with("ink_centre"); }
    /// The share that `apart` judges, 0.03 for 3 %; 0 where there is nothing to compare with.
    double share() const { return whole > 0 ? (added - own) / whole : 0; }
};

struct ProofSheet {
    std::string script; ///< "han", "kana", "latin", ...: that most added glyphs are of
    std::size_t ownCount = 0, addedCount = 0;
    std::vector<ProofMeasure> measures;
    GrayImage line; ///< added glyphs among the target's own, at 64 pixels an em
    bool agrees() const;
};

/// The script that a character is measured with: "han", "kana", "hangul", "bopomofo", "latin", "greek",
/// "cyrillic" or "other".
std::string scriptOf(char32_t character);
/// How wide the upright and level stems of an outline are, in its units: the median of all ways straight
/// across them; 0 where there are none.
double stemWidthOf(const Outline& outline, int unitsPerEm);
/// Compares `added` outlines (in the target's units) with the target's own glyphs of the same script, those
/// for the same characters where the target has eight of them. `advances` are the added ones'; without them
/// advances are not compared.
Result<ProofSheet> proofSheet(const FontFace& target, const std::map<char32_t, Outline>& added,
                              const std::map<char32_t, double>& advances = {});

} // namespace typemould
