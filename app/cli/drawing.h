// The core's drawing with its progress on the terminal: what several verbs share. Blocks; one thread.
#pragma once

#include "app/cli/progress_line.h"
#include "core/export/glyph_export.h"
#include "core/metrics/pair_structure.h"
#include "core/project/project.h"

namespace typemould {

/// The checkpoint to work with: the one that `given` means (see checkpointAt), or the project's newest.
/// NotFound with a way out when nothing was trained yet.
Result<VerifiedCheckpoint> chosenCheckpoint(const Project& project, const std::filesystem::path& given);

/// The characters that the project's review keeps, or rejects.
CharacterSet reviewedAs(const Project& project, ReviewVerdict verdict);

/// exportGlyphs() with progress. Throws Failure; Cancelled leaves the images written, each whole.
ExportOutcome exportShown(GlyphGenerator& generator, const ProjectFonts& fonts, const GlyphExport& order,
                          ProgressLine& line, std::stop_token stop);

/// drawPairs() of `data` with progress.
Result<GlyphPairs> drawPairsShown(const Project& project, const ProjectData& data, const ProjectFonts& fonts,
                                  ProgressLine& line, std::stop_token stop);

/// rankPairs() with progress.
Result<StructureRanking> rankPairsShown(const GlyphPairs& pairs, ProgressLine& line, std::stop_token stop);

} // namespace typemould
