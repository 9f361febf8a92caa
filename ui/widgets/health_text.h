// What the health watch finds, in the designer's words. Pure; GUI thread (translations).
#pragma once

#include "core/training/health.h"

#include <QString>

namespace typemould {

/// The name of an illness: "The discriminator wins".
QString illnessText(Illness illness);
/// A sentence of the health watch (a finding's text or advice, or its one line) with its figures.
QString healthText(const std::string& sentence);
/// The detail of a "health" event, "plateau: Held-out glyphs ...", in the same words.
QString findingEventText(const std::string& detail);

} // namespace typemould
