// Held-out figures of a checkpoint beside the copied-source baselines. Blocking; one thread.
#pragma once

#include "core/inference/glyph_generator.h"
#include "core/training/training_session.h"

namespace typemould {

/// A held-out glyph that was drawn and scored.
using EachScored = std::function<void(char32_t, const GlyphScore&, const GrayImage& drawn)>;

/// Draws every held-out pair with `generator` and scores it, the copied source and the best thickened or
/// thinned source beside it. An error when nothing is held out. `each`, when given, receives every score
/// with the picture that was drawn.
Result<Evaluation> evaluateHeldOut(GlyphGenerator& generator, const GlyphPairs& pairs,
                                   const GlyphGenerator::Progress& progress = {}, std::stop_token stop = {},
                                   const EachScored& each = {});

/// What the generator's output offset comes to on held-out pairs.
struct OffsetFigures {
    OutputOffset offset;   ///< the generator's
    GlyphScore with;       ///< drawn with it
    GlyphScore without;    ///< drawn without any
    OutputOffset fitted;   ///< that brings the drawn ink onto the true ink, on average; to 0.01 px
    GlyphScore withFitted; ///< drawn with that one
    std::size_t glyphs = 0;
};
/// Draws the held-out pairs, at most `limit` of them evenly chosen (0: all), and scores them with the
/// generator's output offset, without any, and with the one that fits. The generator is left as it was. An
/// error when nothing is held out.
Result<OffsetFigures> measureOffsets(GlyphGenerator& generator, const GlyphPairs& pairs,
                                     std::size_t limit = 0, const GlyphGenerator::Progress& progress = {},
                                     std::stop_token stop = {});

/// The fitted offset where it brings what is drawn nearer to the truth than none does; else none: moving by a
/// fraction of a pixel blurs.
OutputOffset worthKeeping(const OffsetFigures& figures);

/// A table for a terminal: rows copied source, thickened source, Typemould; columns L1, SSIM, IoU.
std::string evaluationTable(const Evaluation& evaluation);

} // namespace typemould
