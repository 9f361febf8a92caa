#include "ui/export/export_job.h"

#include "core/export/svg_export.h"
#include "core/metrics/structure_gate.h"
#include "core/project/kept_pictures.h"

#include <set>

namespace typemould {

namespace fs = std::filesystem;

ExportOutcome runExport(const ExportOrder& order, const GlyphGenerator::Progress& progress,
                        std::stop_token stop) {
    const auto generator = order.factory(order.work.checkpoint);
    if (!generator) {
        return {.status = generator.error()};
    }
    GlyphExport work = order.work;
    auto kept = keptPictures(order.keptFolder, (*generator)->manifest(), order.kept & work.characters);
    if (!kept) {
        return {.status = kept.error()};
    }
    const auto gate = fitStructureGate(*order.source, *order.target, order.shared,
                                       (*generator)->manifest().placements, stop);
    if (!gate) {
        return {.status = gate.error()};
    }
    work.broken = judgeBy(*gate);
    if (order.svg) {
        const SvgOutcome written = exportSvg(**generator, *order.source, *order.target,
                                             {.characters = work.characters,
                                              .naming = work.settings.naming,
                                              .sheet = work.settings.contactSheet,
                                              .tracing = *order.svg,
                                              .folder = work.folder,
                                              .checkpoint = work.checkpoint,
                                              .pictures = std::move(*kept),
                                              .broken = work.broken},
                                             progress, std::move(stop));
        return {
            .written = written.written, .brokenStructure = written.brokenStructure, .status = written.status};
    }
    work.pictures = std::move(*kept);
    return exportGlyphs(**generator, *order.source, *order.target, work, progress, std::move(stop));
}

std::vector<std::string> filesToReplace(const fs::path& folder, const CharacterSet& characters,
                                        const ImageExportSettings& settings, bool svg) {
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
    const auto lookForSheets = [&](const std::string& stem, const std::string& ending) {
        look(stem + ending);
        for (int sheet = 2; there.contains(stem + "-" + std::to_string(sheet) + ending); ++sheet) {
            look(stem + "-" + std::to_string(sheet) + ending);
        }
    };
    if (!there.empty()) {
        for (std::size_t i = 0; i < characters.size(); ++i) {
            look(svg ? glyphFileStem(characters[i], settings.naming, i + 1, characters.size()) + ".svg"
                     : glyphFileName(characters[i], settings.naming, settings.format, i + 1,
                                     characters.size()));
        }
        look("manifest.json");
        if (svg) { // also without a sheet: those of an export before would not be of this one
            lookForSheets("sheet", ".svg");
        } else if (settings.contactSheet) {
            lookForSheets("contact-sheet", ".png");
        }
    }
    return found;
}

} // namespace typemould
