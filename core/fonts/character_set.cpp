#include "core/fonts/character_set.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>

namespace typemould {

namespace {

struct Span {
    char32_t first, last;
};

// White space, controls and the default-ignorable formatting characters of Unicode 15, in code point order.
constexpr Span blankSpans[] = {
    {0x0000, 0x0020},   {0x007F, 0x00A0},   {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x061C, 0x061C},
    {0x115F, 0x1160},   {0x1680, 0x1680},   {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x2000, 0x200F},
    {0x2028, 0x202F},   {0x205F, 0x206F},   {0x3000, 0x3000},   {0x3164, 0x3164},   {0xD800, 0xDFFF},
    {0xFDD0, 0xFDEF},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},
    {0x13430, 0x13438}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}, {0x110000, 0xFFFFFFFF},
};

/// One character at `position`, which moves on; false (and one byte on) when the bytes there are broken.
bool takeUtf8(std::string_view text, std::size_t& position, char32_t& character) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(position);
    const int length = lead < 0x80                   ? 1
                       : lead >= 0xC2 && lead < 0xE0 ? 2
                       : lead >= 0xE0 && lead < 0xF0 ? 3
                       : lead >= 0xF0 && lead < 0xF5 ? 4
                                                     : 0;
    static constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    if (length == 0 || position + static_cast<std::size_t>(length) > text.size()) {
        ++position;
        return false;
    }
    character = length == 1 ? lead : lead & (0x7Fu >> length);
    for (int i = 1; i < length; ++i) {
        const unsigned char next = byte(position + static_cast<std::size_t>(i));
        if ((next & 0xC0) != 0x80) {
            ++position;
            return false;
        }
        character = character << 6 | (next & 0x3Fu);
    }
    if (character < smallest[static_cast<std::size_t>(length)] || character > 0x10FFFF ||
        (character >= 0xD800 && character <= 0xDFFF)) {
        ++position;
        return false;
    }
    position += static_cast<std::size_t>(length);
    return true;
}

template <class Combine>
CharacterSet combined(const CharacterSet& a, const CharacterSet& b, Combine combine) {
    std::vector<char32_t> characters;
    combine(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(characters));
    return CharacterSet(std::move(characters));
}

} // namespace

CharacterSet::CharacterSet(std::initializer_list<char32_t> characters)
    : CharacterSet(std::vector<char32_t>(characters)) {}

CharacterSet::CharacterSet(std::vector<char32_t> characters) : m_characters(std::move(characters)) {
    if (!std::is_sorted(m_characters.begin(), m_characters.end())) {
        std::sort(m_characters.begin(), m_characters.end());
    }
    m_characters.erase(std::unique(m_characters.begin(), m_characters.end()), m_characters.end());
}

CharacterSet CharacterSet::range(char32_t first, char32_t last) {
    CharacterSet set;
    for (char32_t c = first; c <= last && c <= 0x10FFFF; ++c) {
        set.m_characters.push_back(c);
    }
    return set;
}

CharacterSet CharacterSet::ofText(std::string_view utf8) {
    std::vector<char32_t> characters = decodeUtf8(utf8);
    std::erase_if(characters, isBlank);
    return CharacterSet(std::move(characters));
}

bool CharacterSet::contains(char32_t character) const {
    return std::binary_search(m_characters.begin(), m_characters.end(), character);
}

CharacterSet operator|(const CharacterSet& a, const CharacterSet& b) {
    return combined(a, b, [](auto... i) { std::set_union(i...); });
}

CharacterSet operator&(const CharacterSet& a, const CharacterSet& b) {
    return combined(a, b, [](auto... i) { std::set_intersection(i...); });
}

CharacterSet operator-(const CharacterSet& a, const CharacterSet& b) {
    return combined(a, b, [](auto... i) { std::set_difference(i...); });
}

bool isBlank(char32_t character) {
    const auto* span = std::lower_bound(std::begin(blankSpans), std::end(blankSpans), character,
                                        [](const Span& s, char32_t c) { return s.last < c; });
    return (character & 0xFFFE) == 0xFFFE || (span != std::end(blankSpans) && span->first <= character);
}

std::string utf8Of(char32_t character) {
    const auto tail = [&](int shift) { return static_cast<char>(0x80 | (character >> shift & 0x3F)); };
    if (character < 0x80) {
        return {static_cast<char>(character)};
    }
    if (character < 0x800) {
        return {static_cast<char>(0xC0 | character >> 6), tail(0)};
    }
    if (character < 0x10000) {
        return {static_cast<char>(0xE0 | character >> 12), tail(6), tail(0)};
    }
    return {static_cast<char>(0xF0 | character >> 18), tail(12), tail(6), tail(0)};
}

std::vector<char32_t> decodeUtf8(std::string_view utf8) {
    std::vector<char32_t> characters;
    characters.reserve(utf8.size());
    char32_t character = 0;
    for (std::size_t position = 0; position < utf8.size();) {
        if (takeUtf8(utf8, position, character)) {
            characters.push_back(character);
        }
    }
    return characters;
}

bool isUtf8(std::string_view text) {
    char32_t character = 0;
    for (std::size_t position = 0; position < text.size();) {
        if (!takeUtf8(text, position, character)) {
            return false;
        }
    }
    return true;
}

std::string codePointText(char32_t character) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(character));
    return text.data();
}

} // namespace typemould
