// The kinds of loss that a designer can choose between. No Torch.
#pragma once

namespace typemould {

enum class AdversarialKind {
    CrossEntropy, ///< non-saturating (Goodfellow et al. 2014), as zi2zi-pytorch has it
    Relativistic, ///< how much more real than its own true glyph (Jolicoeur-Martineau 2018, paired)
    Hinge,        ///< Lim and Ye 2017
};

enum class ConstancyKind {
    Absolute, ///< mean absolute difference of all features, as zi2zi-pytorch has it
    Pooled,   ///< mean squared difference of their means over the map (n, c)
};

} // namespace typemould
