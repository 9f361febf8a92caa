#include "core/metrics/pair_structure.h"

#include "core/dataset/parallel.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace typemould {

namespace {

constexpr std::size_t fewestPairs = 20;     ///< to tell what is usual
constexpr double quartileOfNormal = 0.6745; ///< of a normal distribution's standard deviation
constexpr double oneAlone = 2.0 / 3; ///< what a measure that stands out alone counts beside the mean of all
constexpr std::size_t pairsAtOnce = 16;

/// A measure of structure, and the least spread that it can have: two fonts that are nearly one differ by the
/// width of a pixel.
struct Measure {
    double StructureDistance::*part;
    double leastSpread;
};
constexpr Measure measures[] = {{&StructureDistance::missing, 0.004},
                                {&StructureDistance::invented, 0.004},
                                {&StructureDistance::density, 0.01}};

double quantile(std::vector<double>& values, double share) {
    const auto place =
        values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

} // namespace

UsualStructure UsualStructure::of(const std::vector<PairStructure>& pairs) {
    UsualStructure usual;
    usual.m_known = pairs.size() >= fewestPairs;
    for (std::size_t i = 0; usual.m_known && i < std::size(measures); ++i) {
        std::vector<double> values;
        for (const PairStructure& pair : pairs) {
            values.push_back(pair.distance.*measures[i].part);
        }
        usual.m_middle[i] = quantile(values, 0.5);
        usual.m_spread[i] = std::max(measures[i].leastSpread,
                                     (quantile(values, 0.75) - usual.m_middle[i]) / quartileOfNormal);
    }
    return usual;
}

double UsualStructure::oddness(const StructureDistance& distance) const {
    if (!m_known) {
        return 0;
    }
    double strongest = 0, sum = 0;
    for (std::size_t i = 0; i < std::size(measures); ++i) {
        const double above = (distance.*measures[i].part - m_middle[i]) / m_spread[i];
        strongest = std::max(strongest, above);
        sum += above;
    }
    return std::max(sum / static_cast<double>(std::size(measures)), oneAlone * strongest);
}

StructureRanking rankStructure(std::vector<PairStructure> pairs) {
    StructureRanking ranking;
    ranking.pairs = std::move(pairs);
    const auto usual = UsualStructure::of(ranking.pairs);
    for (PairStructure& pair : ranking.pairs) {
        pair.oddness = usual.oddness(pair.distance);
    }
    std::stable_sort(
        ranking.pairs.begin(), ranking.pairs.end(), [](const PairStructure& a, const PairStructure& b) {
            return a.oddness != b.oddness ? a.oddness > b.oddness : a.distance.lines() > b.distance.lines();
        });
    for (const PairStructure& pair : ranking.pairs) {
        ranking.meanLines += pair.distance.lines() / static_cast<double>(ranking.pairs.size());
        ranking.odd += pair.oddness >= oddFrom ? 1 : 0;
    }
    return ranking;
}

Result<std::vector<PairStructure>> measurePairs(const GlyphPairs& pairs,
                                                const std::vector<std::size_t>& places,
                                                const GlyphPairs::Progress& progress,
                                                const std::stop_token& stop) {
    return guarded("comparing the structure of the pairs", [&] {
        std::vector<PairStructure> measured(places.size());
        const auto makeWork = [&]() -> BlockWork {
            return [&](std::size_t block) {
                const std::size_t end = std::min(places.size(), (block + 1) * pairsAtOnce);
                for (std::size_t i = block * pairsAtOnce; i < end && !stop.stop_requested(); ++i) {
                    const auto source = skeletonOf(pairs.source(places[i]), pairs.canvas());
                    const auto target = skeletonOf(pairs.target(places[i]), pairs.canvas());
                    measured[i] = {pairs.characters()[places[i]], structureDistance(source, target), 0};
                }
            };
        };
        const auto done = [&](std::size_t blocks) {
            if (progress) {
                progress(std::min(places.size(), blocks * pairsAtOnce), places.size());
            }
        };
        forEachBlock((places.size() + pairsAtOnce - 1) / pairsAtOnce, makeWork, done, stop);
        return measured;
    });
}

Result<StructureRanking> rankPairs(const GlyphPairs& pairs, const GlyphPairs::Progress& progress,
                                   const std::stop_token& stop) {
    std::vector<std::size_t> all(pairs.size());
    std::iota(all.begin(), all.end(), std::size_t(0));
    auto measured = measurePairs(pairs, all, progress, stop);
    if (!measured) {
        return measured.error();
    }
    return rankStructure(std::move(*measured));
}

std::vector<char32_t> oddPairs(const StructureRanking& ranking, const CharacterSet& trusted) {
    std::vector<char32_t> odd;
    for (std::size_t i = 0; i < ranking.odd; ++i) {
        if (!trusted.contains(ranking.pairs[i].character)) {
            odd.push_back(ranking.pairs[i].character);
        }
    }
    return odd;
}

} // namespace typemould
