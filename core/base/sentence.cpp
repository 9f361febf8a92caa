#include "core/base/sentence.h"

#include <utility>

namespace typemould {

Sentence verbatim(std::string text) { return {std::move(text), {}, true}; }

Sentence verbatim(std::size_t figure) { return verbatim(std::to_string(figure)); }

std::string englishOf(const Sentence& sentence) {
    if (sentence.verbatim) {
        return sentence.pattern;
    }
    std::string text;
    const std::string& pattern = sentence.pattern;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        const char next = at + 1 < pattern.size() ? pattern[at + 1] : ' ';
        const auto place = static_cast<std::size_t>(next - '1');
        if (pattern[at] == '%' && next >= '1' && place < sentence.arguments.size()) {
            text += englishOf(sentence.arguments[place]);
            ++at;
        } else {
            text += pattern[at];
        }
    }
    return text;
}

} // namespace typemould
