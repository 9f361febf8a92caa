#include "core/export/glyph_export.h"

#include "core/fonts/rasterizer.h"
#include "core/training/checkpoint_match.h"

namespace typemould {

namespace {

std::string title(const FontFace& face) { return face.names().family + " " + face.names().style; }

ExportGeometry geometryOf(const CheckpointManifest& manifest, const FontFace& source, const FontFace& target,
                          const OutputOffset& output, const GlyphExport& order) {
    return {.target = manifest.placements.target,
            .canvas = manifest.dataset.canvas,
            .unitsPerEm = manifest.unitsPerEm > 0 ? manifest.unitsPerEm : target.unitsPerEm(),
            .output = output,
            .sourceFont = title(source),
            .targetFont = title(target),
            .checkpoint = pathText(order.checkpoint.filename()),
            .step = manifest.step};
}

Error stopped() { return {ErrorCode::Cancelled, "The export was stopped.", {}}; }

/// Puts the files that are kept on the contact sheet, hands the pictures that are given to `add`, and returns
/// the characters that are still to be drawn.
CharacterSet takeWhatIsThere(ImageExporter& exporter, const GlyphGenerator::Sink& add,
                             const CheckpointManifest& manifest, const FontFace& source,
                             const GlyphExport& order, const GlyphGenerator::Progress& progress,
                             const std::stop_token& stop) {
    std::vector<char32_t> toDraw;
    std::size_t taken = 0;
    for (const char32_t character : order.characters) {
        const auto given = order.pictures.find(character);
        const bool kept = exporter.wouldSkip(character);
        if (!kept && given == order.pictures.end()) {
            toDraw.push_back(character);
            continue;
        }
        if (stop.stop_requested()) {
            throw Failure(stopped());
        }
        if (kept && !order.settings.contactSheet) {
            continue;
        }
        const auto drawnFrom =
            rasterize(source, character, manifest.placements.source, manifest.dataset.canvas).orThrow();
        (kept ? exporter.keep(character, drawnFrom) : add(character, drawnFrom, given->second)).orThrow();
        if (progress) {
            progress(++taken, order.characters.size());
        }
    }
    return CharacterSet(std::move(toDraw));
}

} // namespace

ExportOutcome exportGlyphs(GlyphGenerator& generator, const FontFace& source, const FontFace& target,
                           const GlyphExport& order, const GlyphGenerator::Progress& progress,
                           std::stop_token stop) {
    ExportOutcome outcome;
    std::vector<char32_t> broken;
    outcome.status = guarded("exporting glyphs", [&] {
        const CheckpointManifest& manifest = generator.manifest();
        checkFonts(manifest, source, target).orThrow();
        auto exporter =
            ImageExporter::begin(order.folder, order.settings,
                                 geometryOf(manifest, source, target, generator.outputOffset(), order),
                                 order.characters)
                .orThrow();
        outcome.skipped = exporter.skipped();
        const auto add = [&](char32_t character, const GrayImage& drawnFrom, const GrayImage& glyph) {
            const Status added = exporter.add(character, drawnFrom, glyph);
            outcome.written = exporter.written();
            if (added && order.broken && order.broken(character, drawnFrom, glyph)) {
                broken.push_back(character);
            }
            return added;
        };
        const CharacterSet toDraw = takeWhatIsThere(exporter, add, manifest, source, order, progress, stop);
        const std::size_t taken = order.characters.size() - toDraw.size();
        const auto told = [&](std::size_t done, std::size_t) {
            if (progress) {
                progress(taken + done, order.characters.size());
            }
        };
        const auto sink = [&](char32_t character, const GrayImage& drawnFrom,
                              const GrayImage& generated) -> Status {
            return stop.stop_requested() ? stopped() : add(character, drawnFrom, generated);
        };
        if (!toDraw.empty()) {
            generator.generate(source, toDraw, sink, told, stop).orThrow();
        }
        exporter.finish().orThrow();
    });
    outcome.brokenStructure = CharacterSet(std::move(broken));
    return outcome;
}

} // namespace typemould
