// Held-out figures of a checkpoint beside the copied-source baselines. Blocking; one thread.
#pragma once

#include "core/inference/glyph_generator.h"
#include "core/training/training_session.h"

namespace typemould {

/// Draws every held-out pair with `generator` and scores it, the copied source and the best thickened or
/// thinned source beside it. An error when nothing is held out. `each`, when given, receives every generated
/// score.
Result<Evaluation> evaluateHeldOut(GlyphGenerator& generator, const GlyphPairs& pairs,
                                   const GlyphGenerator::Progress& progress = {}, std::stop_token stop = {},
                                   const std::function<void(char32_t, const GlyphScore&)>& each = {});

/// A table for a terminal: rows copied source, thickened source, Typemould; columns L1, SSIM, IoU.
std::string evaluationTable(const Evaluation& evaluation);

} // namespace typemould
