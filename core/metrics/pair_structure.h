// Which pairs do not show one and the same character: ranked by how far the strokes of source and target lie
// apart, judged by what is usual for these two fonts. Pure; blocks on threads of its own; any thread.
#pragma once

#include "core/dataset/glyph_pairs.h"
#include "core/metrics/skeleton.h"

#include <array>

namespace typemould {

/// One pair's distance, and how far that is out of the ordinary.
struct PairStructure {
    char32_t character = 0;
    StructureDistance distance;
    double oddness = 0; ///< spreads above the median of all pairs, the mean over the three measures,
                        ///< or two thirds of the one that stands out most where that is more
};

struct StructureRanking {
    std::vector<PairStructure> pairs; ///< the worst first
    double meanLines = 0;             ///< mean of StructureDistance::lines()
    std::size_t odd = 0;              ///< so many of the first ones are out of the ordinary
};

/// A pair is odd from this oddness on. Between Noto Sans TC (JP) and Zen Maru Gothic that is 2.2 % (2.1 %) of
/// the right pairs, many of them signs that the fonts draw each in its own way (〓, ℓ, ㌞), and 87 % (97 %)
/// of pairs of two characters.
inline constexpr double oddFrom = 3.5;

/// What is usual between two fonts: for each measure the median of their pairs, and the spread above it that
/// the upper half shows (as a normal distribution would, from its upper quartile), so that a tenth of bad
/// pairs does not hide itself.
class UsualStructure {
public:
    /// Fewer than 20 pairs tell nothing.
    static UsualStructure of(const std::vector<PairStructure>& pairs);
    bool known() const { return m_known; }
    /// As PairStructure::oddness; 0 where nothing is known.
    double oddness(const StructureDistance& distance) const;

private:
    bool m_known = false;
    std::array<double, 3> m_middle{}, m_spread{};
};

/// Orders measured pairs by what is usual among them; with fewer than 20 nothing can be called odd.
StructureRanking rankStructure(std::vector<PairStructure> pairs);
/// Measures the pairs at these places, about a millisecond each; the oddness is left 0. Cancelled when `stop`
/// asks.
Result<std::vector<PairStructure>> measurePairs(const GlyphPairs& pairs,
                                                const std::vector<std::size_t>& places,
                                                const GlyphPairs::Progress& progress = {},
                                                const std::stop_token& stop = {});
/// Measures and orders all pairs; about a millisecond each on one core. Cancelled when `stop` asks.
Result<StructureRanking> rankPairs(const GlyphPairs& pairs, const GlyphPairs::Progress& progress = {},
                                   const std::stop_token& stop = {});
/// The odd pairs but for those that are trusted, the worst first.
std::vector<char32_t> oddPairs(const StructureRanking& ranking, const CharacterSet& trusted = {});

} // namespace typemould
