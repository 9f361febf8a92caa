// What the discriminator network is: all that decides its parameters and its judgement. A plain value. No
// Torch.
#pragma once

#include "core/model/generator_config.h"

namespace typemould {

/// What the discriminator's judgement of a picture is.
enum class VerdictKind {
    OfFamily, ///< house, film: patches; classic: linear
    Patches,  ///< a verdict at each place of its last map (Isola et al. 2017)
    Linear,   ///< one verdict, by a linear layer over the whole map
};

struct DiscriminatorConfig {
    Family family = Family::House; ///< house: a map of patches; classic, film: as zi2zi-pytorch judges
    int canvas = 256;              ///< image side; fixes the heads of the classic family
    int patch = 4;                 ///< pixel-unshuffle factor at the door; house only
    int width = 32;                ///< channels of the first layer
    NormKind norm = NormKind::Instance;
    bool spectralNorm = false;
    VerdictKind verdict = VerdictKind::OfFamily;
    bool styleHead = false; ///< also says which style it sees
    int styles = 1;         ///< answers of the style head
    Initializer initializer = Initializer::Normal;
    bool operator==(const DiscriminatorConfig&) const = default;
};
const std::vector<Field<DiscriminatorConfig>>& fieldsOf(const DiscriminatorConfig*);

/// The patch discriminator on pixel-unshuffled images, real or drawn only.
DiscriminatorConfig houseDiscriminator(int canvas, int patch, int width);
/// Five 5x5 convolutions of ndf * (1, 2, 4, 8), 1 and two linear heads; the heads fit `canvas` alone.
DiscriminatorConfig classicDiscriminator(int canvas, int ndf, int styles, NormKind norm, bool spectralNorm);
/// Four 4x4 convolutions of ndf * (1, 2, 4, 8), batch norm, spectral norm, a map of tanh and a linear style
/// head.
DiscriminatorConfig filmDiscriminator(int canvas, int ndf, int styles, bool spectralNorm = true);

/// One convolution of the body, as all families are built of them.
struct DiscriminatorLayer {
    int index = 0; ///< its number in "body.<index>"; its norm is index + 1
    int in = 0, out = 0, kernel = 0, stride = 1;
    bool normed = false;
    bool bias = true; ///< none before a batch norm
};
std::vector<DiscriminatorLayer> discriminatorLayers(const DiscriminatorConfig& config);
/// Numbers that enter the style head (classic: the real head too).
int headInput(const DiscriminatorConfig& config);

/// An error that names the field when the values do not fit together.
Status checkConfig(const DiscriminatorConfig& config);

} // namespace typemould
