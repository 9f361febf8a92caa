// A font file's bytes before FreeType sees them: what container they are, and whether it is whole. Internal
// to this room. FreeType drops tables that lie beyond the end of a file without a word; here that is an
// error.
#pragma once

#include "core/base/atomic_file.h"
#include "core/base/result.h"

#include <string>

namespace typemould::native {

/// Whether the bytes start as a TrueType, OpenType, collection, WOFF or WOFF2 file does.
bool looksLikeFont(const Bytes& bytes);
/// Fails when the bytes are empty or when face `index` of it is cut short.
Status checkFontFile(const Bytes& bytes, int index, const std::string& name);

} // namespace typemould::native
