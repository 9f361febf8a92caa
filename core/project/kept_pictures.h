// The pictures of glyphs that a review keeps, in <project>/kept/<geometry>/<code point>.png: what was kept
// stays as it was, whatever a later checkpoint would draw. They are pictures of the target's own style: where
// another is drawn, none is taken and none stored. Blocking; one thread at a time.
#pragma once

#include "core/base/gray_image.h"
#include "core/inference/glyph_generator.h"

#include <map>
#include <optional>

namespace typemould {

/// The folder, below `kept`, of pictures that lie as a checkpoint's do: the same target font, placement and
/// canvas. Pictures of another geometry are no use to it, and stay where they are.
std::filesystem::path keptFolderFor(const std::filesystem::path& kept, const CheckpointManifest& manifest);

/// Whether what is drawn in this style is of the target's own, as kept pictures are: not in another style,
/// nor on the way to one. `target`: the number of its style (that of CheckpointManifest, or of ProjectData).
bool isTargetsStyle(const StyleChoice& choice, int target);

/// Stores a picture of the checkpoint's canvas, in place of an older one.
Status storeKeptPicture(const std::filesystem::path& kept, const CheckpointManifest& manifest,
                        char32_t character, const GrayImage& picture);
/// The picture that is stored, if there is one; an error names the file where it is damaged.
Result<std::optional<GrayImage>> keptPicture(const std::filesystem::path& kept,
                                             const CheckpointManifest& manifest, char32_t character);
/// Of these characters, those that have one.
Result<std::map<char32_t, GrayImage>> keptPictures(const std::filesystem::path& kept,
                                                   const CheckpointManifest& manifest,
                                                   const CharacterSet& characters);

} // namespace typemould
