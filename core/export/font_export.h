// From a checkpoint to a font: draws the characters, traces them, builds the file (UFO by ourselves, TTF and
// OTF by fontTools in a process of its own) and checks what was written. What the window and the command line
// share. Blocks; one thread.
#pragma once

#include "core/export/font_check.h"
#include "core/export/proof_sheet.h"
#include "core/export/tracer.h"
#include "core/inference/glyph_generator.h"

#include <map>
#include <string>

namespace typemould {

enum class FontFormat { Ttf, Otf, Ufo };
enum class FontContent {
    Completed, ///< the target with the drawn glyphs added
    Generated, ///< the drawn glyphs alone
};

struct FontExportSettings {
    FontFormat format = FontFormat::Ttf;
    FontContent content = FontContent::Completed;
    std::string family; ///< empty: the target's with `suffix`
    std::string suffix = " Completed";
    bool operator==(const FontExportSettings&) const = default;
};
const std::vector<Field<FontExportSettings>>& fieldsOf(const FontExportSettings*);

enum class GlyphState { Unreviewed, Kept, Rejected };

/// What to export and where.
struct FontOrder {
    CharacterSet characters; ///< all drawn by the source font; those that the target draws are left to it
    std::map<char32_t, GlyphState> states; ///< of the review; missing ones are unreviewed
    FontExportSettings settings;
    TracingSettings tracing;
    std::filesystem::path file;       ///< of the font, or the UFO's folder
    std::filesystem::path checkpoint; ///< that the generator was opened from, named in the font
};

enum class FontStage { Drawing, Tracing, Building, Checking };
using FontProgress = std::function<void(FontStage stage, std::size_t done, std::size_t total)>;

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
