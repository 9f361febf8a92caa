// Drawing glyphs with a checkpoint into a folder of images: what `generate` and `demo` share. Blocks; one
// thread.
#pragma once

#include "app/cli/progress_line.h"
#include "core/inference/glyph_generator.h"
#include "core/project/project.h"

namespace typemould {

/// The checkpoint to work with: `given`, or the project's newest. NotFound with a way out when nothing was
/// trained yet.
Result<std::filesystem::path> chosenCheckpoint(const Project& project, const std::filesystem::path& given);

struct Drawn {
    std::size_t written = 0;
    std::size_t skipped = 0;
    std::filesystem::path folder;
};

/// Draws `characters` and writes them with manifest and contact sheet. Stops with Cancelled; the images
/// written stay, each whole.
Result<Drawn> drawImages(GlyphGenerator& generator, const ProjectFonts& fonts, const CharacterSet& characters,
                         const ImageExportSettings& settings, const std::filesystem::path& folder,
                         const std::string& checkpointName, ProgressLine& line, std::stop_token stop);

/// Draws every pair that `dataset` and `placements` describe, with progress.
Result<GlyphPairs> drawPairsShown(const Project& project, const ProjectData& data, const ProjectFonts& fonts,
                                  ProgressLine& line, std::stop_token stop);

} // namespace typemould
