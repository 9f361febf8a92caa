// The export of a font, from a checkpoint to a checked file: what FontRun does in the background. Blocks; one
// thread; knows no window.
#pragma once

#include "core/export/font_export.h"
#include "ui/review/generator_factory.h"

#include <memory>

namespace typemould {

/// All that an export needs; the faces are its own.
struct FontJobOrder {
    FontOrder work;                   ///< `pictures` and `broken` are filled by the job
    CharacterSet kept;                ///< whose stored pictures are taken
    std::filesystem::path keptFolder; ///< where they lie
    CharacterSet shared;              ///< drawn by both fonts: what is usual in their structure
    std::shared_ptr<FontFace> source, target;
    GeneratorFactory factory;
};

/// Opens the checkpoint, draws, traces, builds and checks; `progress` is called on this thread.
Result<FontOutcome> runFontExport(FontJobOrder order, const FontProgress& progress, std::stop_token stop);

} // namespace typemould
