// Trainer: the live networks, their averaged copy and optimisers, and one training step. Owned by a session,
// used on the thread of run() only; what leaves it are numbers and GrayImage copies. Includes Torch.
#pragma once

#include "core/base/gray_image.h"
#include "core/model/discriminator.h"
#include "core/model/generator.h"
#include "core/training/training_settings.h"
#include "core/weights/safetensors.h"

#include <optional>
#include <string>
#include <vector>

namespace typemould {

/// What one step measured; read back from the device only when asked.
struct StepLosses {
    double l1 = 0;
    double generator = 0;
    double adversarial = 0;
    double discriminator = 0;
};

class Trainer {
public:
    /// Fresh weights from settings.seed. Failure when the settings do not fit the canvas or the device is not
    /// there.
    Trainer(const TrainingSettings& settings, const GeneratorConfig& config);

    /// One optimiser step on `sources` and `targets` (pictures of canvas * canvas bytes) at `learningRate`
    /// times `rateShare` (the discriminator's rate falls by the same share). Losses are read back when
    /// `measured`; NaN or Inf in them is a Failure (NotFinite).
    std::optional<StepLosses> step(const std::vector<const std::uint8_t*>& sources,
                                   const std::vector<const std::uint8_t*>& targets, double learningRate,
                                   double rateShare, bool measured);

    /// Replaces the set of frozen blocks; an unknown name is a Failure and changes nothing. Frozen weights
    /// keep no gradient and no momentum moves them.
    void freeze(const std::vector<std::string>& blocks);
    const std::vector<std::string>& frozen() const { return m_frozen; }
    long long trainedParameters() const;
    /// Changes the upsampling of all decoder blocks, carrying the kernels over; the moments of the changed
    /// kernels begin at zero. Returns the largest residual (0 exact).
    double switchUpsampling(const Upsampling& upsampling);

    /// Draws with the averaged weights, in eval mode.
    std::vector<GrayImage> draw(const std::vector<const std::uint8_t*>& sources);
    /// Whether every live and averaged weight is a finite number.
    bool finite() const;

    const GeneratorConfig& config() const { return m_generator->config(); }
    std::string device() const;
    /// "float32" or "bfloat16": what the settings' precision came to.
    const std::string& precision() const { return m_settings.precision; }
    long long steps() const { return m_steps; }

    /// All that the next step depends on, as tensors: live and averaged weights ("live.", "average.",
    /// "discriminator.") and the optimisers' moments and step counts, Torch's random state.
    StoredTensors modelTensors() const;
    StoredTensors optimizerTensors() const;
    /// Takes all that back; a Failure that names the tensor when something is missing or of another shape.
    /// `file` stands in messages.
    void restore(const StoredTensors& model, const StoredTensors& optimizer, long long steps,
                 const std::string& file);

private:
    void average();
    TrainingSettings m_settings;
    torch::Device m_device;
    Generator m_generator;
    Generator m_average;
    Discriminator m_discriminator = nullptr;
    std::unique_ptr<torch::optim::AdamW> m_generatorOptimizer;
    std::unique_ptr<torch::optim::AdamW> m_discriminatorOptimizer;
    std::vector<std::string> m_frozen;
    long long m_steps = 0;
};

} // namespace typemould
