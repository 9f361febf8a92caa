// Outlines as SVG: one glyph a document, or a sheet of many. In units of the font's em, upright: SVG counts y
// downwards, so y is the font's with its sign turned, and the baseline is at 0. Pure; any thread.
#pragma once

#include "core/fonts/outline.h"

#include <string>
#include <utility>
#include <vector>

namespace typemould {

/// The box that a glyph's SVG shows, in font units.
struct SvgFrame {
    int unitsPerEm = 1000;
    double advance = 1000; ///< its width; the height is the em square, 0.88 above the baseline
};

/// The outline as path data ("M10-20L..Z"), y downwards, hundredths of a unit, the same in every locale.
std::string svgPathData(const Outline& outline);
/// A document with one path, filled where it winds; the title is the character.
std::string svgText(char32_t character, const Outline& outline, const SvgFrame& frame);
/// A document with all glyphs in rows of `columns`, each under its code point.
std::string svgSheetText(const std::vector<std::pair<char32_t, const Outline*>>& glyphs,
                         const SvgFrame& frame, int columns = 10);

} // namespace typemould
