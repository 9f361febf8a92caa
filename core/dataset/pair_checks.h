// Looks through glyph pairs for what spoils training, and says it in plain words. Pure; any thread.
#pragma once

#include "core/dataset/glyph_pairs.h"

namespace typemould {

enum class PairIssueKind {
    SourceAtEdge,   ///< source ink touches the canvas border
    TargetAtEdge,   ///< target ink touches the canvas border
    SizesApart,     ///< ink sizes (larger side of the ink box) more than 5 % apart as a median over all pairs
    EmptyGlyph,     ///< a picture without ink
    DuplicateGlyph, ///< two characters with the very same target picture
};
const char* pairIssueName(PairIssueKind kind); ///< "source_at_edge", ...

struct PairIssue {
    PairIssueKind kind;
    CharacterSet characters; ///< those concerned; empty for SizesApart
    double amount = 0;       ///< SizesApart: source size over target size (median)
    std::string message;     ///< English, with the count, and what to do
};

/// All issues found, the most harmful first; empty when there is nothing to say.
std::vector<PairIssue> checkPairs(const GlyphPairs& pairs);

/// The pairs whose ink, in either picture, touches the border of the canvas; looks at the border alone.
CharacterSet charactersAtEdge(const GlyphPairs& pairs);

} // namespace typemould
