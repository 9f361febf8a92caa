// From a checkpoint to a folder of SVG files: draws the characters, traces them, writes one file a glyph, a
// sheet and a manifest. Each file is written whole or not at all. Blocks; one thread.
#pragma once

#include "core/export/image_export.h"
#include "core/export/tracer.h"
#include "core/inference/glyph_generator.h"
#include "core/metrics/structure_gate.h"

#include <map>

namespace typemould {

/// What to export and where.
struct SvgExport {
    CharacterSet characters; ///< all drawn by the source font
    NamingRule naming = NamingRule::UnicodeHex;
    bool sheet = true; ///< also sheet.svg with all glyphs (sheet-2.svg and so on, 500 glyphs each)
    TracingSettings tracing;
    std::filesystem::path folder;
    std::filesystem::path checkpoint; ///< that the generator was opened from, named in the manifest
    std::map<char32_t, GrayImage> pictures = {}; ///< of the canvas's size: taken as they are, not drawn again
    StructureJudge broken = {};                  ///< judges the glyphs
};

struct SvgOutcome {
    std::size_t written = 0;      ///< glyphs, counted also when it was stopped or failed on the way
    CharacterSet blank;           ///< drawn, but nothing was there to trace: no file
    CharacterSet brokenStructure; ///< written, though their strokes are not the source's
    Status status;                ///< Cancelled when it was stopped; what is written then is whole
};

/// Draws, traces and writes; `progress` is called on this thread. Fonts that are not the checkpoint's are an
/// error. manifest.json names what is there, also after a stop.
SvgOutcome exportSvg(GlyphGenerator& generator, const FontFace& source, const FontFace& target,
                     const SvgExport& order, const GlyphGenerator::Progress& progress = {},
                     std::stop_token stop = {});

} // namespace typemould
