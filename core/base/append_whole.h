// How files that only grow are written, for append_file.cpp and record_file.cpp.
#pragma once

#include <string_view>

namespace typemould::detail {

/// Writes all of `text` at the end of `fd`, or takes back what was written; 0 or errno.
int appendWhole(int fd, std::string_view text);

} // namespace typemould::detail
