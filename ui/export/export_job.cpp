#include "ui/export/export_job.h"

#include "core/fonts/rasterizer.h"

#include <set>

namespace typemould {

namespace fs = std::filesystem;

namespace {

std::string title(const FontFace& face) { return face.names().family + " " + face.names().style; }

ExportGeometry geometryOf(const ExportOrder& order, const CheckpointManifest& manifest) {
    return {.target = manifest.placements.target,
            .canvas = manifest.dataset.canvas,
            .unitsPerEm = order.target->unitsPerEm(),
            .sourceFont = title(*order.source),
            .targetFont = title(*order.target),
            .checkpoint = pathText(order.checkpoint.filename()),
            .step = manifest.step};
}

Error stopped() { return {ErrorCode::Cancelled, "The export was stopped.", {}}; }

/// Puts the files that are kept on the contact sheet and returns the characters that are still to be drawn.
CharacterSet keepExisting(ImageExporter& exporter, const ExportOrder& order,
                          const CheckpointManifest& manifest, std::stop_token stop) {
    std::vector<char32_t> toDraw;
    for (const char32_t character : order.characters) {
        if (!exporter.wouldSkip(character)) {
            toDraw.push_back(character);
            continue;
        }
        if (stop.stop_requested()) {
            throw Failure(stopped());
        }
        if (order.settings.contactSheet) {
            const auto source =
                rasterize(*order.source, character, manifest.placements.source, manifest.dataset.canvas)
                    .orThrow();
            exporter.keep(character, source).orThrow();
        }
    }
    return CharacterSet(std::move(toDraw));
}

} // namespace

ExportOutcome runExport(const ExportOrder& order, const GlyphGenerator::Progress& progress,
                        std::stop_token stop) {
    ExportOutcome outcome;
    outcome.status = guarded("exporting glyphs", [&] {
        const auto generator = order.factory(order.checkpoint).orThrow();
        const CheckpointManifest& manifest = generator->manifest();
        auto exporter =
            ImageExporter::begin(order.folder, order.settings, geometryOf(order, manifest), order.characters)
                .orThrow();
        outcome.skipped = exporter.skipped();
        const CharacterSet toDraw = keepExisting(exporter, order, manifest, stop);
        const auto sink = [&](char32_t character, const GrayImage& source,
                              const GrayImage& generated) -> Status {
            if (stop.stop_requested()) {
                return stopped();
            }
            const Status added = exporter.add(character, source, generated);
            outcome.written = exporter.written();
            return added;
        };
        if (!toDraw.empty()) {
            generator->generate(*order.source, toDraw, sink, progress, stop).orThrow();
        }
        exporter.finish().orThrow();
    });
    return outcome;
}

std::vector<std::string> filesToReplace(const fs::path& folder, const CharacterSet& characters,
                                        const ImageExportSettings& settings) {
    std::set<std::string> there;
    std::error_code
        problem; // a folder that cannot be listed has nothing to replace; writing will say what is wrong
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        there.insert(entry->path().filename().string());
    }
    std::vector<std::string> found;
    const auto look = [&](const std::string& name) {
        if (there.contains(name)) {
            found.push_back(name);
        }
    };
    if (!there.empty()) {
        for (std::size_t i = 0; i < characters.size(); ++i) {
            look(glyphFileName(characters[i], settings.naming, settings.format, i + 1, characters.size()));
        }
        look("manifest.json");
        if (settings.contactSheet) {
            look("contact-sheet.png");
            for (int sheet = 2; there.contains("contact-sheet-" + std::to_string(sheet) + ".png"); ++sheet) {
                look("contact-sheet-" + std::to_string(sheet) + ".png");
            }
        }
    }
    return found;
}

} // namespace typemould
