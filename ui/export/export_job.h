// The export itself, from a checkpoint to files: what ExportPage runs in the background. Blocks; one thread;
// knows no window.
#pragma once

#include "core/export/image_export.h"
#include "ui/review/generator_factory.h"

namespace typemould {

/// All that an export needs; the faces are its own.
struct ExportOrder {
    std::filesystem::path checkpoint;
    std::filesystem::path folder;
    std::shared_ptr<FontFace> source, target;
    CharacterSet characters;
    ImageExportSettings settings;
    GeneratorFactory factory;
};

struct ExportOutcome {
    std::size_t written = 0; ///< images, counted also when it was stopped or failed on the way
    std::size_t skipped = 0;
    Status status; ///< Cancelled when it was stopped; what is written then is whole
};

/// Draws and writes; `progress` is called on this thread.
ExportOutcome runExport(const ExportOrder& order, const GlyphGenerator::Progress& progress,
                        std::stop_token stop);

/// The files in order.folder that the export would replace, by name.
std::vector<std::string> filesToReplace(const std::filesystem::path& folder, const CharacterSet& characters,
                                        const ImageExportSettings& settings);

} // namespace typemould
