// Names for glyphs and for their files: uniXXXX by the character, and UFO 3's way from any name to a file
// name that no file system stumbles over. Pure but for the names already given; any thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace typemould {

/// "uni4E00", "u20000": as Adobe's glyph list specification names a character.
std::string glyphNameOf(char32_t character);

/// The name as a UFO may hold it: well-formed UTF-8 without control characters and never empty; each byte or
/// character that may not stand becomes "_". Two names may become one.
std::string legalGlyphName(std::string_view name);

/// Text without what XML 1.0 cannot hold: controls but for tab and line ends, broken UTF-8, non-characters.
std::string legalXmlText(std::string_view text);

/// File names in one folder, each given once, told apart also by a file system that knows no case and
/// composes or decomposes accents. UFO 3's "user name to file name", narrowed to ASCII.
class FileNames {
public:
    explicit FileNames(std::string suffix = {}) : m_suffix(std::move(suffix)) {}
    /// A fresh name for the thing called `name`: at most 255 bytes with the suffix; no separator, no leading
    /// dot, no device name of Windows; upper-case letters are followed by "_".
    std::string add(std::string_view name);

private:
    std::string m_suffix;
    std::set<std::string> m_given;                    ///< in lower case
    std::map<std::string, unsigned long long> m_next; ///< number to try where a name was given already
};

} // namespace typemould
