// A set of Unicode characters, sorted and unique, with set arithmetic. A plain value; any thread.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace typemould {

class CharacterSet {
  public:
    CharacterSet() = default;
    CharacterSet(std::initializer_list<char32_t> characters);
    explicit CharacterSet(std::vector<char32_t> characters); ///< any order, doubles removed
    static CharacterSet range(char32_t first, char32_t last); ///< both ends included
    /// Every character of a UTF-8 text but white space and control characters; broken bytes are left away.
    static CharacterSet ofText(std::string_view utf8);

    bool contains(char32_t character) const;
    std::size_t size() const { return m_characters.size(); }
    bool empty() const { return m_characters.empty(); }
    auto begin() const { return m_characters.begin(); }
    auto end() const { return m_characters.end(); }
    char32_t operator[](std::size_t i) const { return m_characters[i]; }
    const std::vector<char32_t>& characters() const { return m_characters; }
    bool operator==(const CharacterSet&) const = default;

  private:
    std::vector<char32_t> m_characters;
};

CharacterSet operator|(const CharacterSet& a, const CharacterSet& b); ///< union
CharacterSet operator&(const CharacterSet& a, const CharacterSet& b); ///< intersection
CharacterSet operator-(const CharacterSet& a, const CharacterSet& b); ///< what only a has

/// UTF-8 of one character.
std::string utf8Of(char32_t character);
/// Characters of a UTF-8 text in order, doubles kept; broken bytes are left away.
std::vector<char32_t> decodeUtf8(std::string_view utf8);
/// Whether every byte belongs to a well-formed UTF-8 character.
bool isUtf8(std::string_view text);
/// White space, a control, a surrogate, a non-character, or a formatting character that is never drawn.
bool isBlank(char32_t character);
/// "U+4E00".
std::string codePointText(char32_t character);

} // namespace typemould
