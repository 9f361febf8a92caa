// Objective: what the two networks are trained for, by the settings: the generator's terms, each weighed, and
// the discriminator's loss. Owned by a Trainer, used on its thread. Includes Torch.
#pragma once

#include "core/losses/perceptual_features.h"
#include "core/model/discriminator.h"
#include "core/model/generator.h"
#include "core/training/adversarial_balance.h"
#include "core/training/loss_terms.h"

#include <optional>

namespace typemould {

/// Glyphs as the networks see them.
struct GlyphTensors {
    torch::Tensor source, truth; ///< (n, 1, h, w), ink -1, paper +1
    torch::Tensor styles;        ///< rows of the embedding, (n)
};

class Objective {
public:
    /// Reads the perceptual weights where the settings name a file. Failures name the setting or the file.
    Objective(const TrainingSettings& settings, const torch::Device& device);

    struct Term {
        const LossTermInfo* info;
        torch::Tensor value;
        double weight;
    };
    struct Loss {
        torch::Tensor total; ///< requires no gradient where nothing that is weighed can learn
        std::vector<Term> terms;
    };
    bool wantsFeatures() const { return m_settings.constancyWeight > 0; }
    /// The generator's loss on what it has drawn; `features` as Generator::forward() gives them where
    /// wantsFeatures(). `discriminator` may be null. `factor`: of the adversarial weight.
    Loss ofGenerator(Generator& generator, Discriminator& discriminator, const GlyphTensors& glyphs,
                     const torch::Tensor& drawn, const torch::Tensor& features, double factor) const;
    /// The discriminator's loss on true and drawn glyphs. `penalised`: with the R1 penalty, for all the steps
    /// that go by without one.
    torch::Tensor ofDiscriminator(Discriminator& discriminator, const GlyphTensors& glyphs,
                                  const torch::Tensor& drawn, bool penalised) const;
    /// Whether this step carries the R1 penalty: each sixteenth (lazy regularisation; Karras et al. 2020).
    bool penalised(long long step) const;
    /// The factor of the adversarial weight at a step.
    double factor(long long step, double discriminatorLoss) const;

private:
    TrainingSettings m_settings;
    std::optional<BalanceTable> m_balance;
    std::optional<PerceptualFeatures> m_perceptual;
};

} // namespace typemould
