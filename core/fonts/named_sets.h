// The named character sets (GB 2312, Big5, JIS X 0208, ...): pinned tables made by tables/generate.py from Debian's
// unicode-data, compiled in. Constant; any thread.
#pragma once

#include "core/base/result.h"
#include "core/fonts/character_set.h"

#include <string>
#include <vector>

namespace typemould {

struct NamedSet {
    std::string key;         ///< as written in a character SPEC: "gb2312", "joyo", "hangul", "ext-a"
    std::string name;        ///< as shown: "GB 2312"
    std::string description; ///< one line: how many, where from
};

/// All named sets, in the order in which they are shown.
const std::vector<NamedSet>& namedSets();
/// The characters of a named set; keys are matched without case. Unknown keys are an error that lists the known ones.
Result<CharacterSet> namedSet(const std::string& key);

} // namespace typemould
