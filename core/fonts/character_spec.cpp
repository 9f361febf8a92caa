#include "core/fonts/character_spec.h"

#include "core/base/atomic_file.h"
#include "core/fonts/named_sets.h"

#include <algorithm>

namespace typemould {

namespace {

constexpr const char* rangeAdvice = "Write a character as U+4E00, and a range as U+4E00-9FFF.";

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    const auto last = text.find_last_not_of(" \t\r\n");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

std::vector<std::string> splitAtCommas(const std::string& spec) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    for (std::size_t comma = spec.find(','); comma != std::string::npos; comma = spec.find(',', start)) {
        parts.push_back(trimmed(spec.substr(start, comma - start)));
        start = comma + 1;
    }
    parts.push_back(trimmed(spec.substr(start)));
    return parts;
}

bool startsWithUPlus(const std::string& text) {
    return text.size() >= 2 && (text[0] == 'U' || text[0] == 'u') && text[1] == '+';
}

/// "4E00" or "U+4E00" as a character; throws when it is none.
char32_t codePoint(const std::string& text, const std::string& part) {
    const std::string digits = startsWithUPlus(text) ? text.substr(2) : text;
    const bool hex = !digits.empty() && digits.size() <= 6 &&
                     digits.find_first_not_of("0123456789ABCDEFabcdef") == std::string::npos;
    if (!hex) {
        throw Failure(ErrorCode::InvalidArgument, "\"" + part + "\" is not a code point or range.",
                      rangeAdvice);
    }
    const auto character = static_cast<char32_t>(std::stoul(digits, nullptr, 16));
    if (character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF)) {
        throw Failure(ErrorCode::InvalidArgument,
                      "\"" + part + "\" names " + codePointText(character) +
                          ", which is not a Unicode character.",
                      "Characters are U+0000 to U+10FFFF without the surrogates U+D800 to U+DFFF.");
    }
    return character;
}

CharacterSet drawable(const CharacterSet& set) {
    std::vector<char32_t> characters = set.characters();
    std::erase_if(characters, isBlank);
    return CharacterSet(std::move(characters));
}

/// "U+4E00", "U+4E00-9FFF", "U+4E00-U+9FFF".
CharacterSet rangeOf(const std::string& part) {
    const auto dash = part.find('-');
    const char32_t first = codePoint(trimmed(part.substr(0, dash)), part);
    const char32_t last = dash == std::string::npos ? first : codePoint(trimmed(part.substr(dash + 1)), part);
    if (last < first) {
        throw Failure(ErrorCode::InvalidArgument, "The range \"" + part + "\" ends before it starts.",
                      "Write the smaller code point first.");
    }
    return drawable(CharacterSet::range(first, last));
}

CharacterSet fileOf(const std::string& part) {
    const std::string name = trimmed(part.substr(1));
    if (name.empty()) {
        throw Failure(ErrorCode::InvalidArgument, "\"@\" stands without a file name.",
                      "Write @file.txt, or U+0040 for the character itself.");
    }
    const std::string text = readTextFile(std::filesystem::path(name)).orThrow();
    if (!isUtf8(text)) {
        throw Failure(ErrorCode::BadFormat, name + " is not a text in UTF-8.",
                      "Save it as UTF-8 and try again.");
    }
    CharacterSet characters = CharacterSet::ofText(text);
    if (characters.empty()) {
        throw Failure(ErrorCode::InvalidArgument, name + " holds no characters.",
                      "Write the characters into it, in any order.");
    }
    return characters;
}

bool isLatinLetter(char32_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

/// Whether a part reads as Latin words, so that it must have been meant as a name.
bool looksLikeName(const std::string& part) {
    const std::vector<char32_t> characters = decodeUtf8(part);
    const bool latin =
        std::all_of(characters.begin(), characters.end(), [](char32_t c) { return c < 0x250; });
    const auto pair = std::adjacent_find(characters.begin(), characters.end(), [](char32_t a, char32_t b) {
        return isLatinLetter(a) && isLatinLetter(b);
    });
    return latin && pair != characters.end();
}

Error unknownName(const std::string& part, const ContextSets& context) {
    std::string known;
    for (const auto& [key, set] : context) {
        known += key + ", ";
    }
    for (const NamedSet& set : namedSets()) {
        known += set.key + ", ";
    }
    known.resize(known.size() - 2);
    return {ErrorCode::InvalidArgument, "There is no character set named \"" + part + "\".",
            "The known sets are " + known + "; single Latin letters are parted by commas, as in A,b."};
}

CharacterSet partOf(const std::string& part, const ContextSets& context) {
    for (const auto& [key, set] : context) {
        if (lowered(key) == lowered(part)) {
            return set().orThrow();
        }
    }
    if (auto named = namedSet(part)) {
        return *std::move(named);
    }
    if (startsWithUPlus(part)) {
        return rangeOf(part);
    }
    if (part.front() == '@') {
        return fileOf(part);
    }
    if (looksLikeName(part)) {
        throw Failure(unknownName(part, context));
    }
    return CharacterSet::ofText(part);
}

} // namespace

Result<CharacterSet> parseCharacterSpec(const std::string& spec, const ContextSets& context) {
    return guarded("reading the characters \"" + spec + "\"", [&] {
        constexpr const char* advice =
            "Name a set, a range like U+4E00-9FFF, a file like @text.txt, or type characters.";
        if (trimmed(spec).empty()) {
            throw Failure(ErrorCode::InvalidArgument, "No characters are given.", advice);
        }
        if (!isUtf8(spec)) {
            throw Failure(ErrorCode::InvalidArgument, "The characters are not written in UTF-8.", advice);
        }
        CharacterSet characters;
        for (const std::string& part : splitAtCommas(spec)) {
            if (part.empty()) {
                throw Failure(ErrorCode::InvalidArgument,
                              "\"" + spec + "\" has nothing beside one of its commas.",
                              "Write the comma itself as U+002C.");
            }
            characters = characters | partOf(part, context);
        }
        if (characters.empty()) {
            throw Failure(ErrorCode::InvalidArgument,
                          "\"" + spec + "\" names no character that can be drawn.", advice);
        }
        return characters;
    });
}

} // namespace typemould
