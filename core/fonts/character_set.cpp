#include "core/fonts/character_set.h"

#include "core/base/utf8.h"

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
    while (!utf8.empty()) {
        const auto [length, character] = firstUtf8(utf8);
        if (length > 0) {
            characters.push_back(character);
        }
        utf8.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return characters;
}

bool isUtf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = firstUtf8(text).length;
        if (length == 0) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

std::string codePointText(char32_t character) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(character));
    return text.data();
}

} // namespace typemould
