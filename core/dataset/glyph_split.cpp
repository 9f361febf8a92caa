#include "core/dataset/glyph_pairs.h"
#include "core/dataset/random.h"

#include <algorithm>

namespace typemould {

Split splitCharacters(const CharacterSet& characters, int heldOut, int seed) {
    const std::size_t least = characters.size() >= 8 ? 1 : 0;
    const std::size_t wanted = std::max<std::size_t>(static_cast<std::size_t>(std::max(heldOut, 0)), least);
    const std::size_t count = std::min(wanted, characters.size() / 5);

    // The places are a one-to-one function of the character, so no two are the same.
    const std::uint64_t salt = mixed(static_cast<std::uint64_t>(static_cast<std::int64_t>(seed)));
    std::vector<std::pair<std::uint64_t, char32_t>> places;
    places.reserve(characters.size());
    for (const char32_t character : characters) {
        places.emplace_back(mixed(salt ^ character), character);
    }
    const auto middle = places.begin() + static_cast<std::ptrdiff_t>(count);
    std::nth_element(places.begin(), middle, places.end());

    std::vector<char32_t> held, trained;
    for (auto it = places.begin(); it != places.end(); ++it) {
        (it < middle ? held : trained).push_back(it->second);
    }
    return {CharacterSet(std::move(trained)), CharacterSet(std::move(held))};
}

} // namespace typemould
