#include "core/inference/evaluation.h"

#include "core/metrics/baselines.h"
#include "core/metrics/drawing_facts.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace typemould {

namespace {

constexpr std::size_t atOnce = 16;

Failure nothingHeldOut() {
    return Failure(ErrorCode::NotFound, "No glyph is held out to measure on.",
                   "Set the number of held-out glyphs above 0 and train again.");
}

/// Puts a generator's output offset back when it goes.
class OffsetKept {
public:
    explicit OffsetKept(GlyphGenerator& generator)
        : m_generator(generator), m_offset(generator.outputOffset()) {}
    ~OffsetKept() { m_generator.setOutputOffset(m_offset); }
    OffsetKept(const OffsetKept&) = delete;
    OffsetKept& operator=(const OffsetKept&) = delete;

private:
    GlyphGenerator& m_generator;
    OutputOffset m_offset;
};

/// Pictures as they were drawn, and as they should be.
struct DrawnPairs {
    std::vector<GrayImage> drawn, truth;
};

GlyphScore scoreMoved(const DrawnPairs& pairs, const OutputOffset& offset) {
    std::vector<GlyphScore> scores;
    for (std::size_t i = 0; i < pairs.drawn.size(); ++i) {
        const auto& drawn = pairs.drawn[i];
        scores.push_back(
            scoreGlyph(offset.none() ? drawn : shifted(drawn, offset.x, offset.y), pairs.truth[i]));
    }
    return meanScore(scores).mean;
}

double hundredths(double value) { return std::round(value * 100) / 100 + 0.0; }

} // namespace

Result<OffsetFigures> measureOffsets(GlyphGenerator& generator, const GlyphPairs& pairs, std::size_t limit,
                                     const GlyphGenerator::Progress& progress, std::stop_token stop) {
    return guarded("measuring the output offset", [&] {
        if (pairs.split().heldOut.empty()) {
            throw nothingHeldOut();
        }
        const auto indices = heldOutSample(pairs, limit);
        const OffsetKept kept(generator);
        OffsetFigures figures;
        figures.offset = generator.outputOffset();
        figures.glyphs = indices.size();
        generator.setOutputOffset({});
        DrawnPairs held;
        DrawingObserver observer;
        for (std::size_t begin = 0; begin < indices.size(); begin += atOnce) {
            if (stop.stop_requested()) {
                throw Failure(ErrorCode::Cancelled, "Stopped before all glyphs were measured.");
            }
            const auto end = std::min(indices.size(), begin + atOnce);
            std::vector<GrayImage> sources;
            for (std::size_t i = begin; i < end; ++i) {
                sources.push_back(pairs.sourceImage(indices[i]));
            }
            for (GrayImage& image : generator.generate(sources).orThrow()) {
                held.truth.push_back(pairs.targetImage(indices[held.truth.size()]));
                observer.add(image, held.truth.back());
                held.drawn.push_back(std::move(image));
            }
            if (progress) {
                progress(end, indices.size());
            }
        }
        const auto facts = observer.facts();
        figures.fitted = {hundredths(-facts.shiftX), hundredths(-facts.shiftY)};
        figures.without = scoreMoved(held, {});
        figures.with = figures.offset.none() ? figures.without : scoreMoved(held, figures.offset);
        figures.withFitted = scoreMoved(held, figures.fitted);
        return figures;
    });
}

Result<Evaluation> evaluateHeldOut(GlyphGenerator& generator, const GlyphPairs& pairs,
                                   const GlyphGenerator::Progress& progress, std::stop_token stop,
                                   const EachScored& each) {
    return guarded("measuring held-out glyphs", [&] {
        const auto& heldOut = pairs.split().heldOut;
        if (heldOut.empty()) {
            throw nothingHeldOut();
        }
        std::vector<GlyphScore> scores;
        for (std::size_t begin = 0; begin < heldOut.size(); begin += atOnce) {
            if (stop.stop_requested()) {
                throw Failure(ErrorCode::Cancelled, "Stopped before all glyphs were measured.");
            }
            const auto end = std::min(heldOut.size(), begin + atOnce);
            std::vector<GrayImage> sources;
            for (std::size_t i = begin; i < end; ++i) {
                sources.push_back(pairs.sourceImage(pairs.indexOf(heldOut[i])));
            }
            const auto images = generator.generate(sources).orThrow();
            for (std::size_t i = begin; i < end; ++i) {
                scores.push_back(scoreGlyph(images[i - begin], pairs.targetImage(pairs.indexOf(heldOut[i]))));
                if (each) {
                    each(heldOut[i], scores.back(), images[i - begin]);
                }
            }
            if (progress) {
                progress(end, heldOut.size());
            }
        }
        const auto baselines = measureBaselines(pairs, 0, stop);
        return Evaluation{generator.manifest().step, scores.size(),          meanScore(scores).mean,
                          baselines.copiedSource,    baselines.boldedSource, baselines.boldedRadius};
    });
}

OutputOffset worthKeeping(const OffsetFigures& figures) {
    return figures.withFitted.l1 < figures.without.l1 ? figures.fitted : OutputOffset{};
}

std::string evaluationTable(const Evaluation& evaluation) {
    std::string table = "                              L1      SSIM    IoU\n";
    const auto row = [&](const char* name, const GlyphScore& score) {
        char line[128];
        std::snprintf(line, sizeof line, "%-28s  %.4f  %.4f  %.4f\n", name, score.l1, score.ssim, score.iou);
        table += line;
    };
    row("source copied", evaluation.copiedSource);
    row(evaluation.boldedRadius < 0 ? "source thinned at its best" : "source thickened at its best",
        evaluation.boldedSource);
    row("Typemould", evaluation.generated);
    return table;
}

} // namespace typemould
