// The font builder: our own script for fontTools, embedded in the program and run as a child process, with a
// job in a private folder. Internal to font_build. Blocks; any thread.
#pragma once

#include "core/base/atomic_file.h"
#include "core/export/font_build.h"

namespace typemould {

/// A glyph as the builder wants it.
struct BuilderGlyph {
    char32_t character = 0;
    const Outline* outline = nullptr;
    int advance = 0;
};

struct BuilderJob {
    const FontFace* target = nullptr;
    FontExportSettings settings; ///< format is Ttf or Otf
    std::string family;          ///< of the new font
    std::string note;            ///< who added what, for the font's description
    std::vector<BuilderGlyph> glyphs;
};

struct BuilderOutcome {
    Bytes font;
    std::vector<Sentence> notes; ///< what the designer is to know of it (context "Findings")
};

/// Builds the font in `workFolder`, which is there and is the caller's to remove. `progress` gets done and
/// total in units of the builder's own.
Result<BuilderOutcome> runBuilder(const BuilderJob& job, const FontTools& tools,
                                  const std::filesystem::path& workFolder,
                                  const std::function<void(std::size_t, std::size_t)>& progress,
                                  const std::stop_token& stop);

/// An error that names the package where no Python with fontTools is installed; Cancelled when `stop` asks.
Status checkFontTools(const FontTools& tools, const std::stop_token& stop);

} // namespace typemould
