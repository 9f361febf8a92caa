#include "core/fonts/font_details.h"

#include "core/fonts/font_names.h"

#include FT_FONT_FORMATS_H
#include FT_TRUETYPE_TABLES_H
#include FT_TRUETYPE_TAGS_H

#include <string_view>

namespace typemould {

namespace {

bool hasTable(FT_Face face, FT_ULong tag) {
    FT_ULong length = 0;
    return FT_Load_Sfnt_Table(face, tag, 0, nullptr, &length) == 0 && length > 0;
}

CurveTable curvesOf(FT_Face face) {
    if (!FT_IS_SFNT(face)) {
        return CurveTable::Other;
    }
    if (hasTable(face, TTAG_glyf)) {
        return CurveTable::Glyf;
    }
    if (hasTable(face, TTAG_CFF2)) {
        return CurveTable::Cff2;
    }
    return hasTable(face, TTAG_CFF) ? CurveTable::Cff : CurveTable::Other;
}

template <class Table>
const Table* table(FT_Face face, FT_Sfnt_Tag tag) {
    return static_cast<const Table*>(FT_Get_Sfnt_Table(face, tag));
}

void readLines(FT_Face face, FontDetails& details) {
    if (const auto* lines = table<TT_HoriHeader>(face, FT_SFNT_HHEA)) {
        details.lineAscender = lines->Ascender;
        details.lineDescender = lines->Descender;
        details.lineGap = lines->Line_Gap;
    }
    if (const auto* columns = table<TT_VertHeader>(face, FT_SFNT_VHEA)) {
        details.vertical = true;
        details.verticalAscender = columns->Ascender;
        details.verticalDescender = columns->Descender;
        details.verticalLineGap = columns->Line_Gap;
    }
    if (const auto* post = table<TT_Postscript>(face, FT_SFNT_POST)) {
        details.italicAngle = static_cast<double>(post->italicAngle) / 65536.0;
        details.underlinePosition = post->underlinePosition;
        details.underlineThickness = post->underlineThickness;
        details.fixedPitch = post->isFixedPitch != 0;
    }
}

void readClasses(const TT_OS2& os2, FontDetails& details) {
    details.embedding = os2.fsType;
    details.weightClass = os2.usWeightClass;
    details.widthClass = os2.usWidthClass;
    for (const FT_Char letter : os2.achVendID) {
        if (letter >= 0x20 && letter < 0x7F) {
            details.vendor += static_cast<char>(letter);
        }
    }
    details.typoAscender = os2.sTypoAscender;
    details.typoDescender = os2.sTypoDescender;
    details.typoLineGap = os2.sTypoLineGap;
    details.winAscent = os2.usWinAscent;
    details.winDescent = os2.usWinDescent;
    if (os2.version >= 2) {
        details.xHeight = os2.sxHeight;
        details.capHeight = os2.sCapHeight;
    }
}

} // namespace

FontDetails detailsOf(const FontFace& face) {
    const FT_Face native = native::faceOf(face);
    FontDetails details;
    details.curves = curvesOf(native);
    details.variable = FT_HAS_MULTIPLE_MASTERS(native);
    details.glyphs = static_cast<std::size_t>(native->num_glyphs);
    using native::nameEntry;
    details.copyright = nameEntry(native, 0);
    details.trademark = nameEntry(native, 7);
    details.manufacturer = nameEntry(native, 8);
    details.designer = nameEntry(native, 9);
    details.description = nameEntry(native, 10);
    details.vendorAddress = nameEntry(native, 11);
    details.designerAddress = nameEntry(native, 12);
    details.licence = nameEntry(native, 13);
    details.licenceAddress = nameEntry(native, 14);
    details.families = native::nameEntries(native, {1, 16});
    details.rights = native::nameEntries(native, {0, 13});
    details.lineAscender = details.typoAscender = details.winAscent = face.ascender();
    details.lineDescender = details.typoDescender = face.descender();
    details.winDescent = -face.descender();
    readLines(native, details);
    const auto* os2 = table<TT_OS2>(native, FT_SFNT_OS2);
    if (os2 != nullptr && os2->version != 0xFFFF) { // FreeType's mark of a table that is not there
        readClasses(*os2, details);
    }
    return details;
}

} // namespace typemould
