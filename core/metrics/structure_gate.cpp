#include "core/metrics/structure_gate.h"

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

constexpr double rightPairs = 0.975; ///< so many of a font's own pairs pass
constexpr int drawnSide = 128;       ///< strokes are thinned at no more

/// At most pairsForGate of `count` places, spread evenly.
std::vector<std::size_t> evenSample(std::size_t count) {
    const std::size_t taken = std::min(count, pairsForGate);
    std::vector<std::size_t> places(taken);
    for (std::size_t i = 0; i < taken; ++i) {
        places[i] = i * count / taken;
    }
    return places;
}

} // namespace

StructureGate StructureGate::fitted(const std::vector<PairStructure>& pairs) {
    StructureGate gate;
    gate.m_usual = UsualStructure::of(pairs);
    if (!gate.m_usual.known()) {
        return gate;
    }
    std::vector<double> oddness(pairs.size());
    std::transform(pairs.begin(), pairs.end(), oddness.begin(),
                   [&](const PairStructure& pair) { return gate.m_usual.oddness(pair.distance); });
    const auto place = oddness.begin() + static_cast<std::ptrdiff_t>(
                                             std::ceil(rightPairs * static_cast<double>(oddness.size() - 1)));
    std::nth_element(oddness.begin(), place, oddness.end());
    // Fonts that are nearly one have no pair that stands out; a glyph must, to be broken.
    gate.m_limit = std::max(1.0, *place);
    return gate;
}

StructureScore StructureGate::score(const StructureDistance& distance) const {
    StructureScore score{.distance = distance};
    if (tells()) {
        score.share = std::max(0.0, m_usual.oddness(distance)) / m_limit;
        score.broken = score.share > 1;
    }
    return score;
}

StructureScore StructureGate::score(const GrayImage& source, const GrayImage& drawn) const {
    return score(structureDistance(skeletonOf(source), skeletonOf(drawn)));
}

Result<StructureGate> fitStructureGate(const GlyphPairs& pairs, const std::stop_token& stop) {
    return guarded("learning what is usual in the structure of the pairs", [&] {
        return StructureGate::fitted(measurePairs(pairs, evenSample(pairs.size()), {}, stop).orThrow());
    });
}

Result<StructureGate> fitStructureGate(const FontFace& source, const FontFace& target,
                                       const CharacterSet& shared, const PlacementPair& placements,
                                       const std::stop_token& stop) {
    return guarded("learning what is usual in the structure of the pairs", [&] {
        std::vector<char32_t> chosen;
        for (const std::size_t place : evenSample(shared.size())) {
            chosen.push_back(shared[place]);
        }
        if (chosen.empty()) {
            return StructureGate();
        }
        const auto pairs = GlyphPairs::draw(source, target, CharacterSet(std::move(chosen)), placements,
                                            {.canvas = drawnSide}, {}, {}, stop)
                               .orThrow();
        return fitStructureGate(pairs, stop).orThrow();
    });
}

StructureJudge judgeBy(const StructureGate& gate) {
    if (!gate.tells()) {
        return {};
    }
    return [gate](char32_t, const GrayImage& source, const GrayImage& drawn) {
        return gate.score(source, drawn).broken;
    };
}

const StructureScore& StructureTally::add(char32_t character, const GrayImage& source,
                                          const GrayImage& drawn) {
    return m_scores.emplace_back(character, m_gate.score(source, drawn)).second;
}

double StructureTally::passRate() const {
    const auto broken = static_cast<double>(
        std::count_if(m_scores.begin(), m_scores.end(), [](const auto& one) { return one.second.broken; }));
    return m_scores.empty() ? 1 : 1 - broken / static_cast<double>(m_scores.size());
}

std::vector<char32_t> StructureTally::broken() const {
    auto sorted = m_scores;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second.share > b.second.share; });
    std::vector<char32_t> characters;
    for (const auto& [character, score] : sorted) {
        if (score.broken) {
            characters.push_back(character);
        }
    }
    return characters;
}

} // namespace typemould
