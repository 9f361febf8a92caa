#include "core/export/glyph_names.h"

#include "core/fonts/character_set.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace typemould {

namespace {

constexpr std::size_t longestFileName = 255; // bytes
constexpr std::size_t longestNumber = 15;    // digits that tell clashing names apart, as UFO 3 has it

constexpr std::string_view illegal = "\"*+/:<>?[]\\|()%";
constexpr std::array<std::string_view, 26> reserved{
    "con",  "prn",  "aux",  "nul",  "clock$", "a:",   "b:",   "com1", "com2", "com3", "com4", "com5", "com6",
    "com7", "com8", "com9", "com0", "lpt1",   "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"};

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), lower);
    return text;
}

/// Every part between two dots that Windows takes for a device gets a "_" before it.
std::string withoutDevices(const std::string& name) {
    std::string result;
    for (std::size_t start = 0; start <= name.size();) {
        const std::size_t end = std::min(name.find('.', start), name.size());
        const std::string part = name.substr(start, end - start);
        const bool device = std::find(reserved.begin(), reserved.end(), lowered(part)) != reserved.end();
        result += (start > 0 ? "." : "") + std::string(device ? "_" : "") + part;
        start = end + 1;
    }
    return result;
}

/// ASCII letters, digits and harmless signs; one "_" for each character that is none of them.
std::string plainName(std::string_view name) {
    std::string result;
    for (const char letter : name) {
        const auto byte = static_cast<unsigned char>(letter);
        if ((byte & 0xC0) == 0x80) { // goes with the byte before
            if (result.empty()) {
                result = "_";
            }
            continue;
        }
        const bool harmless = byte > 0x20 && byte < 0x7F && illegal.find(letter) == std::string_view::npos;
        result += harmless ? letter : '_';
        if (letter >= 'A' && letter <= 'Z') {
            result += '_';
        }
    }
    return result;
}

bool isXmlCharacter(char32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0x7F) || (c >= 0xA0 && c < 0xD800) ||
           (c >= 0xE000 && c < 0xFFFE) || (c >= 0x10000 && c <= 0x10FFFF && (c & 0xFFFE) != 0xFFFE);
}

} // namespace

std::string glyphNameOf(char32_t character) {
    std::array<char, 16> name{};
    std::snprintf(name.data(), name.size(), character < 0x10000 ? "uni%04X" : "u%05X",
                  static_cast<unsigned>(character));
    return name.data();
}

std::string legalGlyphName(std::string_view name) {
    std::string result;
    if (!isUtf8(name)) {
        for (const char letter : name) { // each byte on its own: what they were meant to say is not known
            const auto byte = static_cast<unsigned char>(letter);
            result += byte >= 0x20 && byte < 0x7F ? letter : '_';
        }
    } else {
        for (const char32_t c : decodeUtf8(name)) {
            result += isXmlCharacter(c) && c >= 0x20 ? utf8Of(c) : "_";
        }
    }
    return result.empty() ? "_" : result;
}

std::string legalXmlText(std::string_view text) {
    std::string result;
    for (const char32_t c : decodeUtf8(text)) {
        if (isXmlCharacter(c)) {
            result += utf8Of(c);
        }
    }
    return result;
}

std::string FileNames::add(std::string_view name) {
    const std::size_t room = longestFileName - m_suffix.size();
    std::string stem = plainName(name.substr(0, 4 * longestFileName));
    if (stem.empty() || stem.front() == '.') {
        stem = "_" + (stem.empty() ? stem : stem.substr(1));
    }
    stem = withoutDevices(stem.substr(0, room));
    stem.resize(std::min(stem.size(), room));
    if (stem.back() == '.') { // Windows drops it
        stem.back() = '_';
    }
    std::string candidate = stem;
    // A name that is taken gets a number; the next one is remembered, so that many clashes take no longer
    // each.
    stem.resize(std::min(stem.size(), room - longestNumber));
    unsigned long long& next = m_next.try_emplace(lowered(stem), 1).first->second;
    while (!m_given.insert(lowered(candidate)).second) {
        std::string number = std::to_string(next++);
        number.insert(0, longestNumber - number.size(), '0');
        candidate = stem + number;
    }
    return candidate + m_suffix;
}

} // namespace typemould
