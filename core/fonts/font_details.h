// What a face says of itself beyond its names: curves, measures of line and letter, rights. For those that
// make a font after it. A plain value; reading uses the face's FreeType object, so one thread per FontFace.
#pragma once

#include "core/fonts/font_face.h"

#include <cstddef>
#include <string>
#include <vector>

namespace typemould {

/// How a font file keeps its outlines.
enum class CurveTable {
    Glyf,  ///< TrueType: quadratic
    Cff,   ///< PostScript: cubic
    Cff2,  ///< PostScript, of variable fonts
    Other, ///< no OpenType font at all
};

struct FontDetails {
    CurveTable curves = CurveTable::Other;
    bool variable = false;
    std::size_t glyphs = 0;
    // Name table, in English where it has that; empty where it says nothing.
    std::string copyright, trademark, manufacturer, designer, description, vendorAddress, designerAddress,
        licence, licenceAddress;
    std::vector<std::string> families; ///< in every language, each once
    std::vector<std::string> rights;   ///< copyright and licence in every language, each once
    unsigned embedding = 0;            ///< OS/2 fsType
    int weightClass = 400, widthClass = 5;
    std::string vendor; ///< OS/2 achVendID
    // Font units, y up.
    int lineAscender = 0, lineDescender = 0, lineGap = 0; ///< hhea
    int typoAscender = 0, typoDescender = 0, typoLineGap = 0;
    int winAscent = 0, winDescent = 0; ///< both positive
    int xHeight = 0, capHeight = 0;    ///< 0 where it does not say
    double italicAngle = 0;            ///< degrees, counter-clockwise
    int underlinePosition = 0, underlineThickness = 0;
    bool fixedPitch = false;
    bool vertical = false; ///< has a vhea table
    int verticalAscender = 0, verticalDescender = 0, verticalLineGap = 0;
};
FontDetails detailsOf(const FontFace& face);

} // namespace typemould
