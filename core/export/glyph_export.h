// From a checkpoint to a folder of images: draws the characters, keeps what is to be kept, writes contact
// sheet and manifest. What the window and the command line share. Blocks; one thread.
#pragma once

#include "core/export/image_export.h"
#include "core/inference/glyph_generator.h"
#include "core/metrics/structure_gate.h"

#include <map>

namespace typemould {

/// What to export and where.
struct GlyphExport {
    CharacterSet characters; ///< all drawn by the source font
    ImageExportSettings settings;
    std::filesystem::path folder;
    std::filesystem::path checkpoint; ///< that the generator was opened from, named in the manifest
    std::map<char32_t, GrayImage> pictures = {}; ///< of the canvas's size: taken as they are, not drawn again
    StructureJudge broken = {};                  ///< judges the glyphs
};

struct ExportOutcome {
    std::size_t written = 0;      ///< images, counted also when it was stopped or failed on the way
    std::size_t skipped = 0;      ///< kept as they were
    CharacterSet brokenStructure; ///< written, though their strokes are not the source's
    Status status;                ///< Cancelled when it was stopped; what is written then is whole
};

/// Draws and writes; `progress` is called on this thread. Fonts that are not the checkpoint's are an error.
ExportOutcome exportGlyphs(GlyphGenerator& generator, const FontFace& source, const FontFace& target,
                           const GlyphExport& order, const GlyphGenerator::Progress& progress = {},
                           std::stop_token stop = {});

} // namespace typemould
