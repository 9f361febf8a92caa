// English sentences with names and figures in them, in the user's language. Pure; GUI thread (translations).
#pragma once

#include "core/base/sentence.h"

#include <QRegularExpression>
#include <QString>

#include <string>

namespace typemould {

/// The sentence in the user's language.
QString sentenceText(const char* context, const Sentence& sentence);
/// The sentence translated with each figure, what `figures` matches, as a place: "It is %1 of %2." The
/// sentence as it is where there is no translation.
QString textWithFigures(const char* context, const std::string& sentence, const QRegularExpression& figures);

} // namespace typemould
