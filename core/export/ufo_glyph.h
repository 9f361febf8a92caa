// One glyph of a UFO as its .glif file (GLIF 2), written and read again. Pure; any thread.
#pragma once

#include "core/export/font_settings.h"
#include "core/fonts/outline.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace typemould {

/// Where a picture of a glyph lies: font units to the right and up for a pixel, and of its lower left corner.
struct UfoImage {
    std::string file; ///< below images/
    double scale = 1;
    double x = 0, y = 0;
};

struct UfoGlyph {
    std::string name;
    std::vector<char32_t> characters;
    int advance = 0;
    Outline outline; ///< written in whole units
    std::optional<UfoImage> image;
    std::string markColour; ///< "r,g,b,a" in 0..1; empty for none
};

std::string glifText(const UfoGlyph& glyph);
/// The name, characters, advance and outline of a .glif; an error, with `file` in it, where it is none.
Result<UfoGlyph> readGlif(std::string_view text, const std::string& file);

/// Where a canvas x canvas picture that was drawn at `placement` lies in a font with `unitsPerEm`: the exact
/// inverse of the placement.
UfoImage imagePlace(const std::string& file, const Placement& placement, int canvas, int unitsPerEm);

} // namespace typemould
