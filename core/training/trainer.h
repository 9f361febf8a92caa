// Trainer: the live networks, their averaged copy and optimisers, and one training step. Owned by a session,
// used on the thread of run() only; what leaves it are numbers and GrayImage copies. Includes Torch.
#pragma once

#include "core/base/gray_image.h"
#include "core/base/memory_keeping.h"
#include "core/model/discriminator.h"
#include "core/model/generator.h"
#include "core/training/batch_parts.h"
#include "core/training/freezing_plan.h"
#include "core/training/objective.h"
#include "core/training/training_settings.h"
#include "core/training/upsampling_choice.h"
#include "core/weights/safetensors.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace typemould {

/// What one step measured; read back from the device only when asked.
struct StepLosses {
    double l1 = 0;               ///< mean |drawn - truth| on grey 0..1
    double generator = 0;        ///< its weighed total
    double discriminator = 0;    ///< its loss, of the last step at which it learnt; 0 without one
    double judged = 0;           ///< of that the game alone, above what it cannot fall below
    double balance = 1;          ///< factor of the adversarial weight
    std::vector<LossTerm> terms; ///< of the generator's loss; L1 always
};

/// The glyphs of one step; pictures of canvas * canvas bytes.
struct TrainingBatch {
    std::vector<const std::uint8_t*> sources;
    std::vector<const std::uint8_t*> targets;
    std::vector<std::int64_t>
        styles; ///< row of the embedding for each; may be empty for a network without styles
};

class Trainer {
public:
    /// Fresh weights from settings.seed; a generator without `discriminator` learns from the truth alone.
    /// What `former` has read from files is taken over. Failure when the device is not there.
    Trainer(const TrainingSettings& settings, const GeneratorConfig& generator,
            const std::optional<DiscriminatorConfig>& discriminator, const Objective* former = nullptr);

    /// One optimiser step at `learningRate` times `rateShare` times each parameter's own rate (the
    /// discriminator's rate falls by the same share). The batch goes through in settings.accumulate parts and
    /// counts as one. Losses are read back when `measured`. A gradient that is no number is a Failure
    /// (NotFinite), and that update has moved no weight of its network. Too little memory is one too
    /// (OutOfMemory), and all is as before the step: weights, moments, statistics, random state; but for
    /// where whole() says otherwise.
    std::optional<StepLosses> step(const TrainingBatch& batch, double learningRate, double rateShare,
                                   bool measured);
    /// False after memory ran out when the generator had moved for good: go back to a checkpoint.
    bool whole() const { return !m_moving; }
    /// Another number of parts of a step; the glyphs of a step stay as many.
    void setParts(const BatchParts& parts);

    /// Trains what `freezing` says (resolved from parametersOf() this trainer's configs), at its rates.
    /// Frozen weights keep no gradient, no momentum moves them, and their norms keep their statistics.
    void apply(const ResolvedFreezing& freezing);
    /// Goes on with other settings of the losses, the balance and the optimisers; those of the network must
    /// be the same. A discriminator that is wanted and not there begins fresh. Failures as the constructor's;
    /// nothing has changed then. apply() the freezing again.
    void change(const TrainingSettings& settings, const std::optional<DiscriminatorConfig>& discriminator);
    long long trainedParameters() const; ///< of the generator

    /// The styles that the batches to come teach: the embedding's rows of all others, their moments and
    /// averages stay bit for bit. Until it is told, every row trains.
    void teach(const std::set<int>& styles);

    /// What switching would lose, level by level.
    std::vector<LevelResidual> residuals(const UpsamplingSwitch& change) const;
    /// Changes the upsampling of the live and the averaged generator, and the moments by the same map. All
    /// parameters train afterwards: apply() the freezing again.
    void switchUpsampling(const UpsamplingSwitch& change);

    /// Gives the networks the styles of `wanted` (canBecome()), whose upsampling is this one's; the old
    /// styles draw as before. All parameters train afterwards: apply() the freezing again.
    void addStyles(const GeneratorConfig& wanted);

    /// Draws in a style with the averaged weights, in eval mode.
    std::vector<GrayImage> draw(const std::vector<const std::uint8_t*>& sources, int style);

    const Objective& objective() const { return m_objective; }
    /// The live generator, for looking inside.
    Generator& generator() { return m_generator; }
    /// The discriminator, or the one that is kept while it does not judge; null where there is none.
    Discriminator& discriminator() { return m_discriminator; }
    const GeneratorConfig& config() const { return m_generator->config(); }
    /// Of the one that judges; none where none was asked for, though one may be kept from a checkpoint.
    const std::optional<DiscriminatorConfig>& discriminatorConfig() const { return m_discriminatorConfig; }
    std::string device() const;
    /// "float32" or "bfloat16": what the settings' precision came to.
    const std::string& precision() const { return m_settings.precision; }
    long long steps() const { return m_steps; }

    /// All that the next step depends on, as tensors: live and averaged weights ("live.", "average.",
    /// "discriminator.") and the optimisers' moments and step counts, Torch's random state.
    StoredTensors modelTensors() const;
    StoredTensors optimizerTensors() const;
    /// Takes all that back. A discriminator or a style head that is not asked for is kept as it is, and
    /// stored again; one that is asked for and not there begins fresh. A Failure that names the tensor when
    /// something is missing or of another shape. `file` stands in messages.
    void restore(const StoredTensors& model, const StoredTensors& optimizer, long long steps,
                 const std::string& file);

private:
    /// What the generator made of a part of the batch.
    struct Drawn {
        torch::Tensor picture, features, featuresOfTruth;
    };
    Drawn drawnOf(const GlyphTensors& part);
    struct Judged {
        double total = 0, above = 0; ///< Objective::Judged
    };
    Judged learnDiscriminator(const std::vector<GlyphTensors>& parts, const Drawn* whole, double rate);
    struct Learnt {
        torch::Tensor total;
        double factor = 1;
        std::vector<Objective::Term> terms;
    };
    Learnt learnGenerator(const std::vector<GlyphTensors>& parts, const Drawn* whole, double rate);
    std::optional<StepLosses> stepUnguarded(const TrainingBatch& batch, double learningRate, double rateShare,
                                            bool measured);
    void average();
    void keepAverage();
    const Generator& shown() const { return m_average ? m_average : m_generator; }
    void take(const Discriminator& discriminator);
    void addStyleHead();
    void findUntaught();
    Generator averageOf(const Generator& generator) const;

    std::unique_ptr<MemoryKeeping> m_memory; ///< of a processor; outlives the networks
    TrainingSettings m_settings;
    torch::Device m_device;
    std::optional<DiscriminatorConfig> m_discriminatorConfig; ///< as asked for; none: it does not judge
    Generator m_generator;
    Generator m_average; ///< null where the settings keep none: the live one is shown
    Objective m_objective;
    Discriminator m_discriminator = nullptr; ///< one that was stored is kept, whatever is asked for
    std::unique_ptr<torch::optim::AdamW> m_generatorOptimizer;
    std::unique_ptr<torch::optim::AdamW> m_discriminatorOptimizer;
    std::set<std::string> m_frozenOfDiscriminator; ///< names of parameters
    std::vector<double> m_generatorRates;          ///< of the optimiser's groups
    std::vector<double> m_discriminatorRates;
    std::optional<std::set<int>> m_taught; ///< styles
    torch::Tensor m_untaught;              ///< rows of the embedding; undefined where there are none
    Judged m_judged;                       ///< when it last learnt
    bool m_judgedHere = false;             ///< it has learnt since it came or joined again
    long long m_steps = 0;
    bool m_moving = false; ///< the generator's weights are, or were when memory ran out
};

} // namespace typemould
