// What opens a checkpoint for drawing: the seam between the pages and the network, replaced in tests.
#pragma once

#include "core/inference/glyph_generator.h"

#include <filesystem>
#include <functional>

namespace typemould {

/// Opens a checkpoint folder; called on a background thread.
using GeneratorFactory =
    std::function<Result<std::unique_ptr<GlyphGenerator>>(const std::filesystem::path& checkpoint)>;

/// Opens with `factory` and moves all that is drawn.
GeneratorFactory movedBy(GeneratorFactory factory, const OutputOffset& offset);

} // namespace typemould
