// A folder of pictures through a network: each PNG in, the same name out, at the network's size. Blocking;
// one thread.
#pragma once

#include "core/inference/glyph_generator.h"

#include <filesystem>

namespace typemould {

/// Whether a picture shows light ink on dark paper, by its border: what lies there is paper.
bool isLightOnDark(const GrayImage& image);

struct ImageFolderOutcome {
    std::size_t written = 0;
    std::size_t inverted = 0; ///< of them, light on dark: drawn as dark on light, written as they came
};
/// Draws every *.png of `from` (not of its folders) with `generator` into `to`, which is made if not there;
/// files of the same name are replaced. Pictures of another size are resized to the network's. Errors name
/// the file: no PNG in the folder, one that cannot be read or is not square, a folder that cannot be written
/// to.
Result<ImageFolderOutcome> drawImageFolder(GlyphGenerator& generator, const std::filesystem::path& from,
                                           const std::filesystem::path& to,
                                           const GlyphGenerator::Progress& progress = {},
                                           std::stop_token stop = {});

} // namespace typemould
