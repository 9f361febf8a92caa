// Switches of the upsampling in the designer's words. Pure; GUI thread (translations).
#pragma once

#include "core/training/upsampling_choice.h"

#include <QString>

namespace typemould {

/// "PixelShuffle", in the user's language.
QString upsampleModeText(UpsampleMode mode);
/// What a level loses: "exact" or "3.2 %".
QString lostText(double residual);
/// Whether so small a share lost is no loss.
bool isExact(double residual);
/// What a switch that was done has come to, as a sentence.
QString switchedText(const UpsamplingSwitch& change, const std::vector<LevelResidual>& residuals);

} // namespace typemould
