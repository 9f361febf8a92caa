// The previews that runs have stored, taken apart and laid beside each other, glyph by glyph. Pure; any
// thread.
#pragma once

#include "core/base/gray_image.h"

#include <vector>

namespace typemould {

/// One glyph as several previews show it.
struct ComparedGlyph {
    GrayImage source;
    std::vector<GrayImage> drawn; ///< one of each preview; empty where it does not show the glyph
    GrayImage truth;              ///< all paper where the target font does not draw it
};

/// Lines up previews as a run stores them (previewSheet(): a column a glyph; source, generated, truth). A
/// glyph is told by its source picture, so that previews of other texts go together too: those of the first
/// preview come first, then what the next ones show beyond it. A picture that is no such sheet shows none.
std::vector<ComparedGlyph> alignedPreviews(const std::vector<GrayImage>& sheets);

} // namespace typemould
