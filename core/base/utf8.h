// The one reader of UTF-8. Pure; any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace typemould {

/// A character at the beginning of a text: its bytes, and what they stand for.
struct Utf8Character {
    std::size_t length = 0; ///< 0 when no well-formed character begins there
    char32_t character = 0;
};

/// The character that `text` (not empty) begins with; overlong forms, surrogates and anything above U+10FFFF
/// are not well-formed.
Utf8Character firstUtf8(std::string_view text);

} // namespace typemould
