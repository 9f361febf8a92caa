// What kind of font to write and under which name: the settings of font export, described for window, command
// line and project file. Plain values; any thread.
#pragma once

#include "core/base/fields.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace typemould {

enum class FontFormat { Ttf, Otf, Ufo };
enum class FontContent {
    Completed, ///< the target with the drawn glyphs added
    Generated, ///< the drawn glyphs alone
};

struct FontExportSettings {
    FontFormat format = FontFormat::Ttf;
    FontContent content = FontContent::Completed;
    std::string family;                ///< empty: the target's with `suffix`
    std::string suffix = " Completed"; ///< unused where `family` is set
    bool ownName = false;              ///< the designer may use the target's own or a reserved name
    bool operator==(const FontExportSettings&) const = default;
};
const std::vector<Field<FontExportSettings>>& fieldsOf(const FontExportSettings*);

/// "ttf", "otf", "ufo": the format's key and file ending.
const char* fontFormatName(FontFormat format);
/// The format that a file's ending names, in capitals too ("Font.TTF"); nothing for another ending or none.
std::optional<FontFormat> fontFormatOf(const std::filesystem::path& file);

} // namespace typemould
