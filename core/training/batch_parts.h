// A batch and the parts in which it goes through a step. Plain values; any thread. No Torch.
#pragma once

#include <optional>

namespace typemould {

struct BatchParts {
    int batch = 1;      ///< glyphs of a part
    int accumulate = 1; ///< parts of a step
    int glyphs() const { return batch * accumulate; }
    bool operator==(const BatchParts&) const = default;
};

/// The same glyphs in at least twice as many parts, as few as can be; nothing where a part is one glyph, or
/// there would be more parts than the settings allow.
std::optional<BatchParts> smallerParts(const BatchParts& parts);
/// The same glyphs in the fewest parts, at least parts.accumulate, of at most `largest` glyphs; nothing where
/// that cannot be.
std::optional<BatchParts> partsWithin(const BatchParts& parts, int largest);

} // namespace typemould
