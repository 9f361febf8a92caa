// PerceptualFeatures: fixed features in which two glyphs are compared, those of VGG16 where the user has its
// weights, or our own that need none: the moduli of oriented Gabor filters, and of those of the moduli again
// (a scattering; Bruna and Mallat 2013). They are never trained. Includes Torch; one thread.
#pragma once

#include "core/base/result.h"
#include "core/model/torch.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace typemould {

/// A layer to compare in, and how much it weighs.
using WeighedLayers = std::vector<std::pair<std::string, double>>;

/// Reads "relu1_2 relu2_2=0.5"; empty text is none. An error names the word and the grammar.
Result<WeighedLayers> parseWeighedLayers(const std::string& text);

class PerceptualFeatures {
public:
    /// Of torchvision's vgg16 (Simonyan and Zisserman 2014): tensors "features.0.weight" and so on, those of
    /// its classifier passed over. `layers` from "relu1_1" to "relu5_3", by default relu1_2 and relu2_2. A
    /// Failure names the tensor that is missing or of another shape, or the layer that is unknown.
    static PerceptualFeatures vgg16(const std::map<std::string, torch::Tensor>& tensors, WeighedLayers layers,
                                    const std::string& file);
    /// Our own: "order1" (6 directions at 3 scales) and "order2" (36 maps at 2 scales, of half their size);
    /// by default both. A Failure names the layer that is unknown.
    static PerceptualFeatures scattering(WeighedLayers layers);

    void to(const torch::Device& device);
    /// Mean absolute difference of the layers' features, weighed; images (n, 1, h, w), -1 ink to +1 paper, at
    /// least 32 px. No gradient goes into `truth`.
    torch::Tensor loss(const torch::Tensor& drawn, const torch::Tensor& truth) const;

private:
    struct Convolution {
        std::string relu; ///< the layer that it feeds
        torch::Tensor weight, bias;
        bool poolBefore = false;
    };
    using Maps = std::vector<std::pair<torch::Tensor, double>>; ///< features and what they weigh
    Maps maps(const torch::Tensor& image) const;
    Maps vggMaps(const torch::Tensor& image) const;
    Maps scatteringMaps(const torch::Tensor& image) const;
    double weightOf(const std::string& layer) const;

    WeighedLayers m_layers;
    std::vector<Convolution>
        m_convolutions;                ///< of VGG16, no further than the deepest layer; empty for our own
    torch::Tensor m_real, m_imaginary; ///< the Gabor filters, (6, 1, 7, 7)
};

} // namespace typemould
