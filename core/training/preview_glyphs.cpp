#include "core/training/preview_glyphs.h"

#include "core/fonts/rasterizer.h"

#include <algorithm>
#include <set>

namespace typemould {

Preview previewOf(const std::string& utf8, const GlyphPairs& pairs, const FontFace* source,
                  const Placement& placement) {
    constexpr std::size_t limit = 64;
    Preview preview;
    std::set<char32_t> seen;
    std::vector<char32_t> unavailable;
    const auto wanted = CharacterSet::ofText(utf8);
    for (const char32_t character : decodeUtf8(utf8)) {
        if (preview.glyphs.size() == limit || !wanted.contains(character) || !seen.insert(character).second) {
            continue;
        }
        PreviewGlyph glyph{.character = character};
        if (const auto index = pairs.indexOf(character); index < pairs.size()) {
            glyph.source = pairs.sourceImage(index);
            glyph.truth = pairs.targetImage(index);
            glyph.heldOut = pairs.split().heldOut.contains(character);
        } else if (source != nullptr && source->draws(character)) {
            auto drawn = rasterize(*source, character, placement, pairs.canvas());
            if (!drawn) {
                unavailable.push_back(character);
                continue;
            }
            glyph.source = *std::move(drawn);
        } else {
            unavailable.push_back(character);
            continue;
        }
        preview.glyphs.push_back(std::move(glyph));
    }
    preview.unavailable = CharacterSet(std::move(unavailable));
    return preview;
}

} // namespace typemould
