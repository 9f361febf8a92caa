// Reads a face's name table as UTF-8. Internal to this room; one thread per FreeType face.
#pragma once

#include "core/fonts/native_face.h"

#include <initializer_list>
#include <string>
#include <vector>

namespace typemould::native {

/// One entry of the name table: Windows English before other Windows English, Unicode, Macintosh and any
/// other; empty when there is none that can be decoded.
std::string nameEntry(FT_Face face, unsigned nameId);
/// The entries of these numbers in every language that can be decoded, each text once.
std::vector<std::string> nameEntries(FT_Face face, std::initializer_list<unsigned> nameIds);
/// Family, style, version, licence and embedding of a face; `fallback` stands in for a family without a name.
FontNames namesOf(FT_Face face, const std::string& fallback);
/// Style name of named instance `instance` (from 1) of a variable face.
std::string instanceName(FT_Face face, int instance);

} // namespace typemould::native
