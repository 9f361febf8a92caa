// The pieces that several verbs put into their answers. Pure; any thread.
#pragma once

#include "app/cli/command_line.h"
#include "core/project/project.h"
#include "core/training/memory_estimate.h"

namespace typemould {

Json scoreJson(const GlyphScore& score);
/// The held-out figures and what they are compared with.
Json evaluationJson(const Evaluation& evaluation);
/// Whether L1, SSIM and IoU are all better than the copied source's.
bool beatsCopiedSource(const Evaluation& evaluation);
Json placementJson(const PlacementPair& placements);
/// Bytes needed and available, and the largest batch that fits.
Json memoryJson(const MemoryNeed& need);
/// "scale 0.9000, offset +0.0000 +0.0120 em".
std::string placementText(const Placement& placement);
/// Names, file, size of a font.
Json fontJson(const FontFace& font);
/// "Noto Sans TC Regular (demo-source.ttf): 1320 characters".
std::string fontText(const FontFace& font);
/// At most `most` characters in one string, with "and N more" behind them.
std::string listText(const CharacterSet& characters, std::size_t most = 40);
/// All characters as one JSON string.
std::string allText(const CharacterSet& characters);

} // namespace typemould
