// A line of text in the target font with glyphs among its own that it does not have yet: shaped by HarfBuzz,
// the drawn pictures put where the finished font would have them. Pure but for the face's FreeType and
// HarfBuzz objects; one thread a face.
#pragma once

#include "core/fonts/advance_statistics.h"
#include "core/fonts/placement.h"
#include "core/fonts/text_line.h"

#include <functional>
#include <map>

namespace typemould {

/// A glyph of the line that is no glyph of the face.
struct AddedGlyph {
    char32_t character = 0;
    double x = 0, y = 0; ///< its origin, font units, y up
    double advance = 0;  ///< along the line
    InkBox ink;          ///< about its origin, as it was told
};

struct MixedLine {
    ShapedLine own; ///< what the face draws
    std::vector<AddedGlyph> added;
    double length = 0; ///< font units along the line
};

/// The ink of a character that the face lacks, in the face's units.
using InkOfAdded = std::function<InkBox(char32_t)>;

/// Shapes `utf8` as shapeLine() does; the characters `added` are left to pictures, with the advance that the
/// face's statistics give them, and in a vertical line with the origin of the face's own full-width glyphs.
Result<MixedLine> mixedLine(const FontFace& face, const AdvanceStatistics& advances, std::string_view utf8,
                            bool vertical, const CharacterSet& added, const InkOfAdded& inkOf);

/// A line drawn in two layers of one size, 0 ink.
struct MixedPicture {
    GrayImage own;
    GrayImage added;
    /// Where an added glyph stands whose picture is not there yet, in pixels.
    struct Gap {
        char32_t character = 0;
        double x = 0, y = 0, width = 0, height = 0;
    };
    std::vector<Gap> gaps;
};

/// Square pictures, all drawn at one placement.
using PictureOfAdded = std::function<const GrayImage*(char32_t)>;

/// Draws the line at `pixelsPerEm` (8..512); null pictures leave gaps.
Result<MixedPicture> drawMixedLine(const FontFace& face, const MixedLine& line, double pixelsPerEm,
                                   const Placement& placement, const PictureOfAdded& pictureOf);

/// The box of the ink on a picture that was drawn at `placement`, in font units; empty when it is blank.
InkBox inkOnPicture(const GrayImage& picture, const Placement& placement, int unitsPerEm);

} // namespace typemould
