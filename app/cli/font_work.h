// From an opened project to a font, for the verbs that write one: the export with progress, and what came of
// it as JSON and text. Throws Failure or UsageError; one thread.
#pragma once

#include "app/cli/opened_work.h"
#include "app/cli/progress_line.h"
#include "core/export/font_export.h"

namespace typemould {

/// Where a font that is named so stands: absolute, also where the name ends as a folder's ("Font.ufo/").
std::filesystem::path fontPlace(const std::string& out);

/// Writes the font and says what came of it; warnings of the licences are said first. `proof`, when not
/// empty, gets the line of the proof sheet as PNG: a place where it cannot be is an error before anything is
/// drawn, and a later failure a warning, for the font is there then.
Answer writeFont(OpenedWork& work, const FontExportSettings& settings, const std::filesystem::path& file,
                 const std::filesystem::path& proof, ProgressLine& line, std::stop_token stop);

} // namespace typemould
