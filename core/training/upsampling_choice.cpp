#include "core/training/upsampling_choice.h"

#include <cmath>

namespace typemould {

std::string switchText(const UpsamplingSwitch& change, const std::vector<LevelResidual>& residuals) {
    std::string text = std::string("to ") + upsampleModeName(change.to.mode);
    if (change.to.mode == UpsampleMode::ResizeConv && change.to.resize == ResizeKind::Bilinear) {
        text += " (bilinear)";
    }
    if (change.to.mode == UpsampleMode::PixelShuffle && change.to.shuffleKernel != 3) {
        text += " " + std::to_string(change.to.shuffleKernel) + "x" + std::to_string(change.to.shuffleKernel);
    }
    if (change.level > 0) {
        text += " at level " + std::to_string(change.level);
    }
    if (change.how == SwitchHow::Fresh) {
        return text + ", begun anew";
    }
    std::string losses;
    for (const auto& level : residuals) {
        if (level.residual > 1e-6) {
            const auto percent = static_cast<int>(std::lround(level.residual * 1000));
            losses += (losses.empty() ? "" : ", ") + std::string("level ") + std::to_string(level.level) +
                      " loses " + std::to_string(percent / 10) + "." + std::to_string(percent % 10) + " %";
        }
    }
    return text + (losses.empty() ? ", exact" : ", nearest kernel: " + losses);
}

} // namespace typemould
