#include "core/export/font_settings.h"

#include <algorithm>

namespace typemould {

const std::vector<Field<FontExportSettings>>& fieldsOf(const FontExportSettings*) {
    using S = FontExportSettings;
    static const std::vector<Field<S>> list{
        enumField(
            &S::format,
            {.key = "format",
             .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Font format"),
             .help = TYPEMOULD_TRANSLATE_NOOP(
                 "Settings",
                 "TrueType has quadratic curves, OpenType (CFF) cubic ones: a completed font has those of "
                 "the target. UFO is for finishing the glyphs in a font editor."),
             .choices = {{"ttf", TYPEMOULD_TRANSLATE_NOOP("Settings", "TrueType (TTF)")},
                         {"otf", TYPEMOULD_TRANSLATE_NOOP("Settings", "OpenType (OTF)")},
                         {"ufo", TYPEMOULD_TRANSLATE_NOOP("Settings", "UFO")}}}),
        enumField(
            &S::content,
            {.key = "content",
             .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Glyphs in the font"),
             .help = TYPEMOULD_TRANSLATE_NOOP(
                 "Settings", "The completed font is the target font with the drawn glyphs added. The drawn "
                             "glyphs alone make a font that stands beside the target."),
             .choices = {{"completed", TYPEMOULD_TRANSLATE_NOOP("Settings", "Target and drawn glyphs")},
                         {"generated", TYPEMOULD_TRANSLATE_NOOP("Settings", "Drawn glyphs alone")}}}),
        field(&S::family,
              {.key = "family",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Family name"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Name of the new font's family. Left empty it is the target's with "
                               "the ending below.")}),
        field(&S::suffix,
              {.key = "suffix",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Ending of the name"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Set after the target's family name where no family name is given, so "
                               "that both fonts can be installed.")}),
        field(&S::ownName,
              {.key = "own-name",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "The name is mine to use"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings",
                   "Allows the target's own family name, and names that its licence reserves. Switch "
                   "it on only for a font of your own or with the permission of its author."),
               .level = Level::Advanced})};
    return list;
}

const char* fontFormatName(FontFormat format) {
    switch (format) {
    case FontFormat::Ttf:
        return "ttf";
    case FontFormat::Otf:
        return "otf";
    case FontFormat::Ufo:
        return "ufo";
    }
    return "";
}

std::optional<FontFormat> fontFormatOf(const std::filesystem::path& file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](char letter) { return letter >= 'A' && letter <= 'Z' ? char(letter + 32) : letter; });
    for (const FontFormat format : {FontFormat::Ttf, FontFormat::Otf, FontFormat::Ufo}) {
        if (ending == std::string(".") + fontFormatName(format)) {
            return format;
        }
    }
    return std::nullopt;
}

} // namespace typemould
