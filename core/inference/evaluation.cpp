#include "core/inference/evaluation.h"

#include "core/metrics/baselines.h"

#include <algorithm>
#include <cstdio>

namespace typemould {

Result<Evaluation> evaluateHeldOut(GlyphGenerator& generator, const GlyphPairs& pairs,
                                   const GlyphGenerator::Progress& progress, std::stop_token stop,
                                   const std::function<void(char32_t, const GlyphScore&)>& each) {
    return guarded("measuring held-out glyphs", [&] {
        const auto& heldOut = pairs.split().heldOut;
        if (heldOut.empty()) {
            throw Failure(ErrorCode::NotFound, "No glyph is held out to measure on.",
                          "Set the number of held-out glyphs above 0 and train again.");
        }
        std::vector<GlyphScore> scores;
        constexpr std::size_t atOnce = 16;
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
                    each(heldOut[i], scores.back());
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
