// How wide a glyph that a font lacks is to be set, from the advances of those that it has: full width for Han
// where its Han are all as wide, after the drawing where widths go with the drawing. A plain value.
#pragma once

#include "core/fonts/font_face.h"

#include <cstdint>
#include <map>
#include <optional>

namespace typemould {

class AdvanceStatistics {
public:
    /// Measures at most 2,000 glyphs of each script; uses the face's FreeType object.
    static AdvanceStatistics of(const FontFace& face);

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
    std::map<std::uint32_t, Group> m_groups;
    std::optional<double> m_bearing; ///< of all that is not full-width
    double m_unitsPerEm = 1000;
};

/// Whether a character fills an em square in East Asian fonts: Han, kana, Hangul, full-width forms.
bool isFullWidth(char32_t character);

} // namespace typemould
