// A sentence with names and figures in it, as a pattern and what stands in its places, so that a window can
// say it in another language. A plain value; any thread.
#pragma once

#include <string>
#include <vector>

namespace typemould {

struct Sentence {
    std::string pattern;             ///< English; %1 to %9 are places. Empty: nothing is said
    std::vector<Sentence> arguments; ///< of the places, in order
    bool verbatim = false;           ///< a name or a figure: the same in every language, without places
    bool empty() const { return pattern.empty(); }
    bool operator==(const Sentence&) const = default;
};

/// A name, or a text that others wrote.
Sentence verbatim(std::string text);
Sentence verbatim(std::size_t figure);
/// The whole sentence in English.
std::string englishOf(const Sentence& sentence);

} // namespace typemould
