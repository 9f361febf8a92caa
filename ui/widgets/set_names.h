// Names and descriptions of the named character sets in the user's language. Pure; any thread.
#pragma once

#include "core/fonts/named_sets.h"

#include <QString>

namespace typemould {

/// "Joyo kanji".
QString setName(const NamedSet& set);
/// One line: how many, where from.
QString setDescription(const NamedSet& set);

} // namespace typemould
