// From outlines to a font on disk: UFO by ourselves, TTF and OTF by fontTools in a process of its own, then
// the check of what was written. Needs no network. Blocks; one thread.
#pragma once

#include "core/export/font_check.h"
#include "core/export/font_settings.h"
#include "core/fonts/outline.h"

#include <chrono>
#include <map>
#include <string>

namespace typemould {

/// What the review says of a glyph that goes into a font.
enum class GlyphState { Unreviewed, Kept };

enum class FontStage { Drawing, Tracing, Building, Checking };
using FontProgress = std::function<void(FontStage stage, std::size_t done, std::size_t total)>;

/// A glyph to be put into a font.
struct DrawnGlyph {
    Outline outline; ///< in the target's units, cubic
    GrayImage picture;
    GlyphState state = GlyphState::Unreviewed;
};

/// The programs that help, found on PATH or given by their paths.
struct FontTools {
    std::vector<std::string> pythons{"/usr/bin/python3",
                                     "python3"}; ///< the first that has fontTools is taken
    std::string sanitizer = "ots-sanitize";
    std::chrono::milliseconds limit = std::chrono::minutes(30); ///< for building one font
};

struct FontPlan {
    std::map<char32_t, DrawnGlyph> glyphs;
    PlacementPair placements; ///< that the pictures were drawn at, and the source glyphs for them
    FontExportSettings settings;
    std::filesystem::path file; ///< of the font, or the UFO's folder
    std::string origin;         ///< what drew the glyphs, named in the font; may be empty
    FontTools tools;
};

/// Whether such a font can be made for the target at all, told before anything is drawn: the completed font
/// has the target's kind of curves, at most 65,535 glyphs and no refused name; `file` may be written to and
/// is no folder or UFO of something else; fontTools is installed. Cancelled when `stop` asks.
Status checkFontOrder(const FontFace& source, const FontFace& target, const FontExportSettings& settings,
                      const std::filesystem::path& file, std::size_t added, const FontTools& tools = {},
                      const std::stop_token& stop = {});

/// Builds the font, checks it, and puts it in its place; a failed check of the file as such (cannot be opened
/// again) is an error, what the check found of the glyphs is told. Nothing stands under the final name unless
/// all went well, and what stood there stays.
Result<FontCheck> buildFont(const FontFace& source, const FontFace& target, const FontPlan& plan,
                            const FontProgress& progress = {}, const std::stop_token& stop = {});

} // namespace typemould
