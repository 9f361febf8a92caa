// A generator without a network: draws each glyph as its source, at the target's placement.
#pragma once

#include "core/fonts/rasterizer.h"
#include "core/inference/glyph_generator.h"
#include "tests/support/test_paths.h"

#include <vector>

namespace typemould::testing {

inline FontFace demoFont(const char* name) {
    return FontFace::open(sourceFile("resources/demo") / name).orThrow();
}

class CopyingGenerator : public GlyphGenerator {
public:
    /// As if trained with both fonts, on a canvas of that side.
    CopyingGenerator(const FontFace& source, const FontFace& target, int canvas) {
        made.dataset.canvas = canvas;
        made.sourceHash = identityOf(source);
        made.targetHash = identityOf(target);
    }
    const CheckpointManifest& manifest() const override { return made; }
    Status choose(const StyleChoice&) override { return {}; }
    Status generate(const FontFace& source, const CharacterSet& characters, const Sink& sink,
                    const Progress& progress, std::stop_token stop) override {
        const int canvas = made.dataset.canvas;
        std::size_t done = 0;
        for (const char32_t character : characters) {
            if (stop.stop_requested()) {
                return Error{ErrorCode::Cancelled, "Drawing was stopped.", {}};
            }
            const auto from = rasterize(source, character, made.placements.source, canvas).orThrow();
            const auto copy = rasterize(source, character, made.placements.target, canvas).orThrow();
            drawn.push_back(character);
            const Status taken =
                sink(character, from, blank.contains(character) ? GrayImage(canvas, canvas) : copy);
            if (!taken) {
                return taken;
            }
            if (progress) {
                progress(++done, characters.size());
            }
        }
        return {};
    }
    Result<std::vector<GrayImage>> generate(const std::vector<GrayImage>&) override {
        return std::vector<GrayImage>();
    }

    CheckpointManifest made;
    CharacterSet blank;          ///< drawn as nothing
    std::vector<char32_t> drawn; ///< all that were, in order
};

} // namespace typemould::testing
