// How wide a glyph that a font lacks is to be set, from the advances of those that it has: full width for Han
// where its Han are all as wide, after the drawing where widths go with the drawing. A plain value.
#pragma once

#include "core/fonts/font_face.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>

namespace typemould {

class AdvanceStatistics {
public:
    /// Measures at most 2,000 glyphs of each script; uses the faces' FreeType objects. Signs of no script
    /// (arrows, currencies, punctuation) are full-width in one font and narrow in the next: `source`, which
    /// has them all, tells which, and without it `face` itself.
    static AdvanceStatistics of(const FontFace& face, const FontFace* source = nullptr);

    /// The advance, in whole font units, for a character with this ink. That of its script where three fifths
    /// of the script share one; else, for characters as wide as the em, that of such other scripts, of the
    /// Han first, or the em; else the right end of the ink and the side bearing that is usual for its script,
    /// or for all that is not full-width, or as much as there is on the left.
    double advanceFor(char32_t character, const InkBox& ink) const;

private:
    struct Group {
        std::optional<double> shared;  ///< advance
        std::optional<double> bearing; ///< median on the right
    };
    std::uint32_t groupOf(char32_t character) const;

    std::map<std::uint32_t, Group> m_groups;
    std::set<char32_t> m_wideSigns;  ///< of no script, that the source sets as wide as its Han
    std::optional<double> m_bearing; ///< of all that is not full-width
    double m_unitsPerEm = 1000;
};

/// Whether a character fills an em square in East Asian fonts: Han, kana, Hangul, full-width forms.
bool isFullWidth(char32_t character);

} // namespace typemould
