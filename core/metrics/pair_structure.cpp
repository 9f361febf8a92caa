#include "core/metrics/pair_structure.h"

#include "core/dataset/parallel.h"

#include <algorithm>
#include <iterator>

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

/// How many spreads above the median each pair is, by each measure; and what that comes to.
void judge(std::vector<PairStructure>& pairs) {
    std::vector<double> strongest(pairs.size(), 0), sum(pairs.size(), 0);
    for (const auto& [part, leastSpread] : measures) {
        std::vector<double> values;
        for (const PairStructure& pair : pairs) {
            values.push_back(pair.distance.*part);
        }
        const double middle = quantile(values, 0.5);
        const double spread = std::max(leastSpread, (quantile(values, 0.75) - middle) / quartileOfNormal);
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const double above = (pairs[i].distance.*part - middle) / spread;
            strongest[i] = std::max(strongest[i], above);
            sum[i] += above;
        }
    }
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        pairs[i].oddness =
            std::max(sum[i] / static_cast<double>(std::size(measures)), oneAlone * strongest[i]);
    }
}

} // namespace

StructureRanking rankStructure(std::vector<PairStructure> pairs) {
    StructureRanking ranking;
    ranking.pairs = std::move(pairs);
    if (ranking.pairs.size() >= fewestPairs) {
        judge(ranking.pairs);
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

Result<StructureRanking> rankPairs(const GlyphPairs& pairs, const GlyphPairs::Progress& progress,
                                   const std::stop_token& stop) {
    return guarded("comparing the structure of the pairs", [&] {
        std::vector<PairStructure> measured(pairs.size());
        const auto makeWork = [&]() -> BlockWork {
            return [&](std::size_t block) {
                const std::size_t end = std::min(pairs.size(), (block + 1) * pairsAtOnce);
                for (std::size_t i = block * pairsAtOnce; i < end && !stop.stop_requested(); ++i) {
                    const auto source = skeletonOf(pairs.source(i), pairs.canvas());
                    const auto target = skeletonOf(pairs.target(i), pairs.canvas());
                    measured[i] = {pairs.characters()[i], structureDistance(source, target), 0};
                }
            };
        };
        const auto done = [&](std::size_t blocks) {
            if (progress) {
                progress(std::min(pairs.size(), blocks * pairsAtOnce), pairs.size());
            }
        };
        forEachBlock((pairs.size() + pairsAtOnce - 1) / pairsAtOnce, makeWork, done, stop);
        return rankStructure(std::move(measured));
    });
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
