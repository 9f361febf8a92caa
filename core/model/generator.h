// The generator: a U-Net of the family and levels that its config says. Images (n, 1, height, width), ink -1
// and paper +1. Includes Torch; one thread.
#pragma once

#include "core/model/decoder.h"
#include "core/model/encoder.h"
#include "core/model/style_embedding.h"
#include "core/model/upsampling_conversion.h"

namespace typemould {

/// Its direct children are named as blocksOf() names the blocks, with '_' for '.'; its parameters as
/// parametersOf() lists them.
class GeneratorImpl : public torch::nn::Module {
public:
    /// Failure when the config does not pass checkConfig().
    explicit GeneratorImpl(const GeneratorConfig& config);
    /// (n, 1, h, w) in, the same out, between -1 (ink) and +1 (paper). `styles`: (n) numbers of styles, or
    /// (n, style-dim) embeddings; may be left out where the network has no style or one. `features`, when
    /// given, becomes what features() returns. Failure for a size that checkInputSize() refuses and for a
    /// style that is not there.
    torch::Tensor forward(const torch::Tensor& input, const torch::Tensor& styles = {},
                          torch::Tensor* features = nullptr);
    /// The same, and what features() says of `beside`, pictures of the same number, size and styles: both go
    /// down together, so that the deep weights are read once. Not for batch norms, which would mix them.
    torch::Tensor forwardBeside(const torch::Tensor& input, const torch::Tensor& beside,
                                const torch::Tensor& styles, torch::Tensor* features,
                                torch::Tensor* featuresBeside);
    /// The way down alone. house: the deepest map (n, c, h, w). classic: that, and level 5 (the next deepest
    /// where there are fewer) after its activation, resized to it by nearest, on channels. film: the deepest
    /// map after FiLM and SiLU, (n, c * h * w).
    torch::Tensor features(const torch::Tensor& input, const torch::Tensor& styles = {});
    const GeneratorConfig& config() const { return m_config; }
    /// The module of a block by its name in blocksOf(); null when there is none.
    std::shared_ptr<torch::nn::Module> block(const std::string& name) const;

private:
    struct Descent {
        torch::Tensor style;
        std::vector<torch::Tensor> skips; ///< outermost first
        torch::Tensor deepest;
    };
    Descent descend(const torch::Tensor& input, const torch::Tensor& styles);
    torch::Tensor featuresOf(const Descent& descent) const;
    torch::Tensor ascend(Descent& descent);
    GeneratorConfig m_config;
    std::vector<EncoderBlock> m_encoder;
    Bottleneck m_bottleneck = nullptr;
    std::vector<DecoderBlock> m_decoder; ///< deepest first
    OutputBlock m_output = nullptr;      ///< house only
    StyleEmbedding m_embedding = nullptr;
};
TORCH_MODULE(Generator);

/// Copies every parameter and buffer of `from` into `to`, converting the up kernels of the levels whose
/// upsampling differs. The configs must otherwise be equal: a Failure says so.
void copyWeights(const Generator& from, Generator& to);

/// What a switch to `to` would leave away, one share a level that has an up block, outermost first (0 exact).
std::vector<double> upsamplingResiduals(const Generator& from, const GeneratorConfig& to);

} // namespace typemould
