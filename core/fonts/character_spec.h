// Character SPECs as typed on the command line and in the window: named sets, ranges, files, typed characters, joined
// by commas: "joyo,U+3400-34FF,@extra.txt,missing". Pure; any thread.
#pragma once

#include "core/base/result.h"
#include "core/fonts/character_set.h"

#include <functional>
#include <map>
#include <string>

namespace typemould {

/// Sets that depend on a project, by name ("missing", "heldout", "pairs"): computed only when the SPEC names them.
using ContextSets = std::map<std::string, std::function<Result<CharacterSet>()>>;

/// The union of the parts of `spec`. Each part is a context set, a named set, U+XXXX, U+XXXX-YYYY (a second U+ is
/// fine), @file (UTF-8 text, every character in it), or else the characters typed. A Latin word of two or more letters
/// that is no known set is an error that lists the known ones, never taken as letters. The special characters comma,
/// @ and U+ are written U+002C, U+0040. An empty SPEC or an empty result is an error.
Result<CharacterSet> parseCharacterSpec(const std::string& spec, const ContextSets& context = {});

} // namespace typemould
