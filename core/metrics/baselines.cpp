#include "core/metrics/baselines.h"

#include "core/base/embolden.h"

#include <algorithm>
#include <thread>

namespace typemould {

namespace {

constexpr std::size_t glyphsToChooseOn = 40;
constexpr int stepsEachWay = 6;
constexpr double radiusStep = 0.5; // pixels at a canvas of 256

double l1Of(const GrayImage& drawn, const std::uint8_t* truth) {
    long long sum = 0;
    for (std::size_t i = 0; i < drawn.pixels.size(); ++i) {
        sum += std::abs(static_cast<int>(drawn.pixels[i]) - static_cast<int>(truth[i]));
    }
    return static_cast<double>(sum) / (255.0 * static_cast<double>(drawn.pixels.size()));
}

/// Calls workOn(i) for each i below `count`, on two threads; each i writes to its own place only.
/// Throws Failure (Cancelled) when `stop` asks.
void onTwoThreads(std::size_t count, const std::stop_token& stop,
                  const std::function<void(std::size_t)>& workOn) {
    std::exception_ptr fault;
    const auto work = [&](std::size_t i) {
        if (stop.stop_requested()) {
            throw Failure(ErrorCode::Cancelled, "Stopped before the baselines were measured.");
        }
        workOn(i);
    };
    {
        const std::jthread other([&] {
            try {
                for (std::size_t i = 1; i < count; i += 2) {
                    work(i);
                }
            } catch (...) {
                fault = std::current_exception();
            }
        });
        for (std::size_t i = 0; i < count; i += 2) {
            work(i);
        }
    }
    if (fault) {
        std::rethrow_exception(fault);
    }
}

/// The radius whose thickened sources are nearest to the targets, on glyphs spread evenly over `indices`.
double bestRadius(const GlyphPairs& pairs, const std::vector<std::size_t>& indices,
                  const std::stop_token& stop) {
    const std::size_t count = std::min(indices.size(), glyphsToChooseOn);
    const double scale = pairs.canvas() / 256.0;
    std::vector<double> radii;
    for (int step = -stepsEachWay; step <= stepsEachWay; ++step) {
        radii.push_back(step * radiusStep * scale);
    }
    std::vector<std::vector<double>> errors(count, std::vector<double>(radii.size()));
    onTwoThreads(count, stop, [&](std::size_t i) {
        const std::size_t index = indices[i * indices.size() / count];
        const GrayImage source = pairs.sourceImage(index);
        for (std::size_t r = 0; r < radii.size(); ++r) {
            errors[i][r] = l1Of(emboldened(source, radii[r]), pairs.target(index));
        }
    });
    std::size_t best = radii.size() / 2; // the plain source, unless another is truly better
    std::vector<double> sums(radii.size());
    for (std::size_t r = 0; r < radii.size(); ++r) {
        for (const auto& row : errors) {
            sums[r] += row[r];
        }
    }
    for (std::size_t r = 0; r < radii.size(); ++r) {
        best = sums[r] < sums[best] ? r : best;
    }
    return radii[best];
}

/// At most `limit` (0: all) of the characters, spread evenly over them.
std::vector<std::size_t> spread(const GlyphPairs& pairs, const CharacterSet& characters, std::size_t limit) {
    const std::size_t count = limit == 0 ? characters.size() : std::min(limit, characters.size());
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < count; ++i) {
        indices.push_back(pairs.indexOf(characters[i * characters.size() / count]));
    }
    return indices;
}

} // namespace

std::vector<std::size_t> heldOutSample(const GlyphPairs& pairs, std::size_t limit) {
    return spread(pairs, pairs.split().heldOut, limit);
}

std::vector<std::size_t> trainedSample(const GlyphPairs& pairs, std::size_t limit) {
    return spread(pairs, pairs.split().trained, limit);
}

Baselines measureBaselines(const GlyphPairs& pairs, std::size_t limit, const std::stop_token& stop) {
    Baselines result;
    const auto indices = heldOutSample(pairs, limit);
    result.count = indices.size();
    if (indices.empty()) {
        return result;
    }
    result.boldedRadius = bestRadius(pairs, indices, stop);
    std::vector<GlyphScore> copied(indices.size()), bolded(indices.size());
    onTwoThreads(indices.size(), stop, [&](std::size_t i) {
        const GrayImage source = pairs.sourceImage(indices[i]), target = pairs.targetImage(indices[i]);
        copied[i] = scoreGlyph(source, target);
        bolded[i] = result.boldedRadius == 0 ? copied[i]
                                             : scoreGlyph(emboldened(source, result.boldedRadius), target);
    });
    result.copiedSource = meanScore(copied).mean;
    result.boldedSource = meanScore(bolded).mean;
    return result;
}

} // namespace typemould
