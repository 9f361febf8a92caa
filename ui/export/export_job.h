// The export itself, from a checkpoint to files: what ExportPage runs in the background. Blocks; one thread;
// knows no window.
#pragma once

#include "core/export/glyph_export.h"
#include "core/export/tracer.h"
#include "ui/review/generator_factory.h"

namespace typemould {

/// All that an export needs; the faces are its own.
struct ExportOrder {
    GlyphExport work;                 ///< `pictures` and `broken` are filled by the job
    CharacterSet kept;                ///< whose stored pictures are taken
    std::filesystem::path keptFolder; ///< where they lie
    CharacterSet shared;              ///< of both fonts: the strokes of these pairs are the measure
    std::shared_ptr<FontFace> source, target;
    GeneratorFactory factory;
    std::optional<TracingSettings> svg = {}; ///< outlines are written, traced so, in place of images
};

/// Opens the checkpoint, draws and writes; `progress` is called on this thread.
ExportOutcome runExport(const ExportOrder& order, const GlyphGenerator::Progress& progress,
                        std::stop_token stop);

/// The files in `folder` that the export would replace, by name.
std::vector<std::string> filesToReplace(const std::filesystem::path& folder, const CharacterSet& characters,
                                        const ImageExportSettings& settings, bool svg = false);

} // namespace typemould
