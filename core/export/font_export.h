// From a checkpoint to a font: draws the characters, traces them, builds the file and checks what was
// written. What the window and the command line share. Blocks; one thread.
#pragma once

#include "core/export/font_build.h"
#include "core/export/proof_sheet.h"
#include "core/export/tracer.h"
#include "core/inference/glyph_generator.h"
#include "core/metrics/structure_gate.h"

#include <map>

namespace typemould {

/// What to export and where.
struct FontOrder {
    CharacterSet characters; ///< all drawn by the source font; those that the target draws are left to it
    std::map<char32_t, GlyphState> states;  ///< of the review; missing ones are unreviewed
    std::map<char32_t, GrayImage> pictures; ///< of the canvas's size: taken as they are, not drawn again
    FontExportSettings settings;
    TracingSettings tracing;
    std::filesystem::path file;       ///< of the font, or the UFO's folder
    std::filesystem::path checkpoint; ///< that the generator was opened from, named in the font
    FontTools tools;
    StructureJudge broken; ///< judges the glyphs
};

struct FontOutcome {
    std::size_t added = 0;
    CharacterSet blank;           ///< drawn, but nothing was there to trace: left out
    CharacterSet alreadyThere;    ///< left out, for the target draws them
    CharacterSet brokenStructure; ///< added, though their strokes are not the source's
    FontCheck check;
    ProofSheet proof;
};

/// Draws, traces, builds and checks. Cancelled when `stop` asks; nothing stands under the final name unless
/// all went well. An error says which package to install where fontTools is missing.
Result<FontOutcome> exportFont(GlyphGenerator& generator, const FontFace& source, const FontFace& target,
                               const FontOrder& order, const FontProgress& progress = {},
                               std::stop_token stop = {});

} // namespace typemould
