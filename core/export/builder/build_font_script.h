// The text of build_font.py, which the program carries with it. Constant; any thread.
#pragma once

#include <string_view>

namespace typemould {

extern const std::string_view buildFontScript;

} // namespace typemould
