// Objective: what the two networks are trained for, by the settings: the generator's terms, each weighed, and
// the discriminator's loss. Owned by a Trainer, used on its thread. Includes Torch.
#pragma once

#include "core/losses/perceptual_features.h"
#include "core/model/discriminator.h"
#include "core/model/generator.h"
#include "core/training/adversarial_balance.h"
#include "core/training/loss_terms.h"

#include <memory>
#include <optional>

namespace typemould {

/// Glyphs as the networks see them.
struct GlyphTensors {
    torch::Tensor source, truth; ///< (n, 1, h, w), ink -1, paper +1
    torch::Tensor styles;        ///< rows of the embedding, (n)
};

class Objective {
public:
    /// Reads the perceptual weights where the settings name a file, or takes those of `former` where it is
    /// the same one with the same layers. `styleHead`: a style head is asked for; one that is only kept is
    /// not looked at. Failures name the setting or the file.
    Objective(const TrainingSettings& settings, bool styleHead, const torch::Device& device,
              const Objective* former = nullptr);

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
    /// The generator's loss on what it has drawn; `features` as Generator::forward() gives them, and those of
    /// the truth, where wantsFeatures(). `discriminator` may be null. `factor`: of the adversarial weight.
    Loss ofGenerator(Discriminator& discriminator, const GlyphTensors& glyphs, const torch::Tensor& drawn,
                     const torch::Tensor& features, const torch::Tensor& featuresOfTruth,
                     double factor) const;
    struct Judged {
        torch::Tensor total;
        torch::Tensor above; ///< of the game alone, above what it cannot fall below; without a gradient
    };
    /// The discriminator's loss on true and drawn glyphs. `penalised`: with the R1 penalty, for all the steps
    /// that go by without one.
    Judged ofDiscriminator(Discriminator& discriminator, const GlyphTensors& glyphs,
                           const torch::Tensor& drawn, bool penalised) const;
    /// Whether the discriminator's `update`, counted from 0, carries the R1 penalty: each sixteenth (lazy
    /// regularisation; Karras et al. 2020).
    bool penalised(long long update) const;
    /// The factor of the adversarial weight at a step; `discriminatorLoss` as Judged::above.
    double factor(long long step, double discriminatorLoss) const;

private:
    bool judgesStyle() const { return m_styleHead && m_settings.styleWeight > 0; }
    TrainingSettings m_settings;
    bool m_styleHead;
    std::optional<BalanceTable> m_balance;
    std::shared_ptr<const PerceptualFeatures> m_perceptual; ///< null where it is not weighed
};

} // namespace typemould
