// What a preview shows: the characters of a text with their source and true pictures; the generated ones are
// drawn by the session. Plain values; the thread of run().
#pragma once

#include "core/training/training_session.h"

namespace typemould {

/// The characters of `utf8` in order, doubles removed, at most 64: from the pairs where they are one, else
/// drawn from `source` (may be null) at `placement`. What neither gives is listed as unavailable. Generated
/// pictures are left empty.
Preview previewOf(const std::string& utf8, const GlyphPairs& pairs, const FontFace* source,
                  const Placement& placement);

} // namespace typemould
