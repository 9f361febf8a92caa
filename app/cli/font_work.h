// From a project to a font, for the verbs that write one: the glyphs that its review keeps or rejects, the
// export with progress, and what came of it as JSON and text. Throws Failure or UsageError; one thread.
#pragma once

#include "app/cli/command_line.h"
#include "app/cli/progress_line.h"
#include "core/export/font_export.h"
#include "core/project/project.h"

#include <optional>

namespace typemould {

/// What the command line says of drawing glyphs.
struct DrawingOptions {
    std::string chars = "missing", checkpoint;
    std::string device = "auto";
    int threads = 0;
    std::vector<std::string> settings;
};
void declareDrawing(CLI::App& verb, DrawingOptions& options);

/// A project that is open, with what draws its glyphs.
struct OpenedWork {
    Project project; ///< its data with the settings of the command line
    ProjectFonts fonts;
    VerifiedCheckpoint checkpoint;
    std::unique_ptr<GlyphGenerator> generator;
    CharacterSet characters; ///< of the SPEC, drawn by the source font, but for the rejected ones
    CharacterSet rejected;   ///< of the SPEC
    CharacterSet kept;       ///< of `characters`
    std::map<char32_t, GrayImage> pictures; ///< stored ones of those
};
OpenedWork openWork(const std::string& folder, const DrawingOptions& options);

/// Writes the font and says what came of it; warnings of the licences are said first. `proof`, when not
/// empty, gets the line of the proof sheet as PNG.
Answer writeFont(OpenedWork& work, const FontExportSettings& settings, const std::filesystem::path& file,
                 const std::filesystem::path& proof, ProgressLine& line, std::stop_token stop);

} // namespace typemould
