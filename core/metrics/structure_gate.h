// Whether a drawn glyph has the strokes of its source: how far they lie apart, judged by the pairs that both
// fonts draw, whose strokes are right. Serves Review, Export and `evaluate`. Plain values; any thread.
#pragma once

#include "core/metrics/pair_structure.h"

#include <functional>

namespace typemould {

/// How a drawn glyph's strokes stand to its source's.
struct StructureScore {
    StructureDistance distance;
    double share = 0;    ///< of what is allowed: 0 is usual for these fonts, above 1 the structure is broken
    bool broken = false; ///< strokes lack, are too many, or are another character's
};

/// What is allowed between two fonts: at most 2.5 in 100 of their own pairs are beyond it.
class StructureGate {
public:
    /// Tells nothing: no glyph is broken.
    StructureGate() = default;
    /// Of measured pairs; fewer than 20 tell nothing.
    static StructureGate fitted(const std::vector<PairStructure>& pairs);
    bool tells() const { return m_limit > 0; }
    StructureScore score(const StructureDistance& distance) const;
    /// Both square and placed as the pairs were, of any size.
    StructureScore score(const GrayImage& source, const GrayImage& drawn) const;

private:
    UsualStructure m_usual;
    double m_limit = 0; ///< of the oddness
};

/// Whether a drawn glyph lacks strokes of its source or has others; an empty one judges none.
using StructureJudge =
    std::function<bool(char32_t character, const GrayImage& source, const GrayImage& drawn)>;
/// By the gate; empty where that tells nothing.
StructureJudge judgeBy(const StructureGate& gate);

/// Pairs that are measured for a gate: enough for its limit to lie within 1 in 100 of the pairs.
inline constexpr std::size_t pairsForGate = 500;

/// Of an even sample of the pairs; half a second on one core. Cancelled when `stop` asks.
Result<StructureGate> fitStructureGate(const GlyphPairs& pairs, const std::stop_token& stop = {});
/// As above where no pairs are drawn: draws an even sample of `shared`, which both faces draw.
Result<StructureGate> fitStructureGate(const FontFace& source, const FontFace& target,
                                       const CharacterSet& shared, const PlacementPair& placements,
                                       const std::stop_token& stop = {});

/// Glyphs scored one after the other.
class StructureTally {
public:
    explicit StructureTally(StructureGate gate) : m_gate(std::move(gate)) {}
    const StructureScore& add(char32_t character, const GrayImage& source, const GrayImage& drawn);
    std::size_t glyphs() const { return m_scores.size(); }
    /// Share of the glyphs that are not broken; 1 where there are none.
    double passRate() const;
    /// The broken ones, the worst first.
    std::vector<char32_t> broken() const;

private:
    StructureGate m_gate;
    std::vector<std::pair<char32_t, StructureScore>> m_scores;
};

} // namespace typemould
