// What a designer may ask of a switch of the upsampling, and what it costs. Plain values; no Torch.
#pragma once

#include "core/model/level_config.h"

#include <string>
#include <vector>

namespace typemould {

/// What becomes of the up kernels.
enum class SwitchHow {
    Nearest, ///< the kernel of the new mode that is nearest to the old one
    Fresh,   ///< initialised anew, as zi2zi-pytorch does
};

struct UpsamplingSwitch {
    Upsampling to;
    int level = 0; ///< 1 outermost; 0 all levels
    SwitchHow how = SwitchHow::Nearest;
    bool operator==(const UpsamplingSwitch&) const = default;
};

struct LevelResidual {
    int level = 0;
    double residual = 0; ///< share of the kernel's norm that the new mode cannot hold; 0 is exact
};

/// "to pixel_shuffle, exact", or what each level loses: "to resize_conv, nearest kernel: level 3 loses 12 %".
std::string switchText(const UpsamplingSwitch& change, const std::vector<LevelResidual>& residuals);

} // namespace typemould
