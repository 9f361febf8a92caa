// A project opened to write its glyphs, for the verbs complete and export: what the command line says of
// drawing, the glyphs that the review keeps or rejects, and what every such answer tells. Throws Failure or
// UsageError; one thread.
#pragma once

#include "app/cli/command_line.h"
#include "core/inference/glyph_generator.h"
#include "core/metrics/structure_gate.h"
#include "core/project/project.h"

#include <map>

namespace typemould {

/// What the command line says of drawing glyphs.
struct DrawingOptions {
    std::string chars = "missing", checkpoint;
    std::string device = "auto";
    int threads = 0;
    std::vector<std::string> settings;
};
void declareDrawing(CLI::App& verb, DrawingOptions& options);

/// The settings that fonts, SVG files or images are written by, as --set names them. What a glyph looks like
/// is the checkpoint's affair, and the format --format's; `formatToo`: font.format still says it.
std::vector<std::string> fontKeys(bool formatToo = false);
std::vector<std::string> svgKeys();
std::vector<std::string> imageKeys();

/// A project that is open, with what draws its glyphs.
struct OpenedWork {
    Project project; ///< its data with the settings of the command line
    ProjectFonts fonts;
    VerifiedCheckpoint checkpoint;
    std::unique_ptr<GlyphGenerator> generator;
    CharacterSet characters; ///< of the SPEC, drawn by the source font, but for the rejected ones
    CharacterSet rejected;   ///< of the SPEC
    CharacterSet undrawn;    ///< of the SPEC, not drawn by the source font
    CharacterSet kept;       ///< of `characters`
    std::map<char32_t, GrayImage> pictures; ///< stored ones of those
};
/// `keys`: the settings that have a part in what is written; --set of any other is a UsageError.
OpenedWork openWork(const std::string& folder, const DrawingOptions& options,
                    const std::vector<std::string>& keys);

/// Judges the strokes by the project's own pairs; empty where these are too few.
StructureJudge judgeOf(const OpenedWork& work, std::stop_token stop);

/// "3 left out, <why>: ..." and a line's end; empty where there are none.
std::string leftOutText(const CharacterSet& characters, const char* why);
/// Puts into the answer what the SPEC names and is not written, and which checkpoint drew the rest.
void tellWork(Answer& answer, const OpenedWork& work);
/// Puts in how many of the glyphs `written` have the strokes of their source; null where none was judged.
void tellStructure(Answer& answer, bool judged, std::size_t written, const CharacterSet& broken);

} // namespace typemould
