// The sets of characters that Review and Export offer: those that a project has by itself (missing, held out,
// pairs, kept, rejected) and the named sets, all within what the source font draws. GUI thread.
#pragma once

#include "ui/studio/document.h"

#include <QComboBox>

namespace typemould {

/// Fills `combo` with the project's sets and, after a line, the named sets; the data of each item is its key.
/// `withVerdicts` adds kept, rejected and unreviewed; `withTyped` an entry "typed" at the end.
void addReviewSets(QComboBox& combo, bool withVerdicts, bool withTyped);

/// The characters of a set by key ("missing", "heldout", "pairs", "source", "kept", "rejected", "unreviewed",
/// or a named set's), as far as the source font draws them. Empty when the fonts are not open. "unreviewed"
/// is of the missing ones.
Result<CharacterSet> reviewSet(const Document& document, const QString& key);

/// The characters that a typed SPEC means in this project, as far as the source font draws them; `spec` must
/// not be empty.
Result<CharacterSet> typedCharacters(const Document& document, const QString& spec);

/// What to say in place of glyphs while the document's fonts are not open: they are being opened, could not
/// be, or are to be chosen.
QString whyNoFonts(const Document& document);

/// Those of `characters` with this verdict.
CharacterSet withVerdict(const Document& document, const CharacterSet& characters, ReviewVerdict verdict);

/// All that the review keeps; empty without a project.
CharacterSet keptCharacters(const Document& document);

} // namespace typemould
