#include "core/export/image_export.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace typemould {

namespace {

struct Range {
    char32_t first, last;
};

/// Characters that may stand in a file name as they are: printable, without case, and equal to no other
/// character under the canonical decomposition that some file systems apply. The CJK compatibility ideographs
/// are not among them: they decompose to the unified ones and would overwrite them there.
constexpr std::array<Range, 18> plainInNames{{
    {U'0', U'9'},       // digits
    {0x3001, 0x301F},   // CJK punctuation
    {0x3041, 0x3096},   // hiragana
    {0x309D, 0x309F},   // hiragana iteration marks
    {0x30A0, 0x30FF},   // katakana
    {0x3105, 0x312F},   // bopomofo
    {0x3131, 0x3163},   // hangul letters
    {0x31A0, 0x31BF},   // bopomofo extended
    {0x31F0, 0x31FF},   // katakana extensions
    {0x3400, 0x4DBF},   // extension A
    {0x4E00, 0x9FFF},   // unified ideographs
    {0xAC00, 0xD7A3},   // hangul syllables
    {0x20000, 0x2A6DF}, // extension B
    {0x2A700, 0x2B739}, // extension C
    {0x2B740, 0x2B81D}, // extension D
    {0x2B820, 0x2CEA1}, // extension E
    {0x2CEB0, 0x2EBE0}, // extension F
    {0x30000, 0x323AF}, // extensions G and H
}};

bool isPlainInNames(char32_t character) {
    return std::any_of(plainInNames.begin(), plainInNames.end(), [character](const Range& range) {
        return character >= range.first && character <= range.last;
    });
}

std::string printed(const char* format, unsigned long value) {
    char text[32];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string sequenceText(std::size_t sequence, std::size_t total) {
    const std::string number = std::to_string(sequence);
    const std::size_t digits = std::max<std::size_t>({4, std::to_string(total).size(), number.size()});
    return std::string(digits - number.size(), '0') + number;
}

} // namespace

std::string glyphFileStem(char32_t character, NamingRule rule, std::size_t sequence, std::size_t total) {
    switch (rule) {
    case NamingRule::UnicodeHex:
        return printed("%04lX", character);
    case NamingRule::UnicodeInt:
        return printed("%lu", character);
    case NamingRule::Character:
        return isPlainInNames(character) ? utf8Of(character) : "U+" + printed("%04lX", character);
    case NamingRule::Sequence:
        return sequenceText(sequence, total);
    }
    return printed("%04lX", character);
}

std::string glyphFileName(char32_t character, NamingRule rule, ImageFormat format, std::size_t sequence,
                          std::size_t total) {
    return glyphFileStem(character, rule, sequence, total) + (format == ImageFormat::Png ? ".png" : ".bmp");
}

} // namespace typemould
