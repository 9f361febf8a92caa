// Characters, numbers, paths and errors as text for the window. Pure; GUI thread (translations).
#pragma once

#include "core/base/result.h"
#include "core/fonts/character_set.h"

#include <QString>

#include <filesystem>

namespace typemould {

/// One character as a QString (two UTF-16 units outside the basic plane).
QString characterText(char32_t character);
/// "東 U+6771".
QString characterLabel(char32_t character);
/// The first `limit` characters in a row, spaced, and how many more there are.
QString characterList(const CharacterSet& characters, std::size_t limit = 200);
/// A whole number with the language's thousands separators.
QString countText(std::size_t count);
QString shownPath(const std::filesystem::path& path);
std::filesystem::path pathOf(const QString& text);
/// What kind of error it is in the user's language; empty in English, where the message says it better.
QString errorKind(ErrorCode code);
/// Message and advice of an error, which are English, below its kind where the user's language is another.
QString errorText(const Error& error);
/// "about 3 min" from seconds; empty when not known (negative).
QString timeLeftText(double seconds);

} // namespace typemould
