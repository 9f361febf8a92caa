// One step of the Trainer: the discriminator learns first, then the generator, each from the whole batch,
// however small the parts are in which it goes through them.
#include "core/training/device.h"
#include "core/training/memory_shortage.h"
#include "core/training/network_modes.h"
#include "core/training/network_optimizers.h"
#include "core/training/random_state.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

torch::Tensor rowsOf(const std::vector<std::int64_t>& styles, std::size_t begin, std::size_t end,
                     const torch::Device& device) {
    if (styles.empty()) {
        return torch::zeros({static_cast<std::int64_t>(end - begin)}, torch::kLong).to(device);
    }
    return torch::tensor(at::ArrayRef<std::int64_t>(styles).slice(begin, end - begin), torch::kLong)
        .to(device);
}

/// The batch in `count` parts of nearly one size.
std::vector<GlyphTensors> partsOf(const TrainingBatch& batch, int count, int canvas,
                                  const torch::Device& device) {
    const auto size = batch.sources.size();
    const auto parts =
        std::clamp<std::size_t>(static_cast<std::size_t>(count), 1, std::max<std::size_t>(1, size));
    std::vector<GlyphTensors> list;
    for (std::size_t i = 0; i < parts; ++i) {
        const std::size_t begin = i * size / parts, end = (i + 1) * size / parts;
        const auto slice = [&](const std::vector<const std::uint8_t*>& pictures) {
            return toBatch({pictures.begin() + static_cast<std::ptrdiff_t>(begin),
                            pictures.begin() + static_cast<std::ptrdiff_t>(end)},
                           canvas, device);
        };
        list.push_back(
            {slice(batch.sources), slice(batch.targets), rowsOf(batch.styles, begin, end, device)});
    }
    return list;
}

/// The statistics of a network's norms, put back when it goes: a look that must not count.
class KeptStatistics {
public:
    explicit KeptStatistics(const torch::nn::Module& module) : m_kept(module) {}
    ~KeptStatistics() { m_kept.putBack(); }
    KeptStatistics(const KeptStatistics&) = delete;
    KeptStatistics& operator=(const KeptStatistics&) = delete;

private:
    KeptBuffers m_kept;
};

/// The share of the gradients that keeps their norm within `limit` (0: no limit). A Failure when they are no
/// numbers: nothing has moved then.
double clippedShare(const std::vector<torch::Tensor>& parameters, double limit, long long step,
                    const char* network) {
    const double norm = gradientNorm(parameters);
    if (!std::isfinite(norm)) {
        throw Failure(ErrorCode::NotFinite,
                      "The gradients of the " + std::string(network) + " at step " +
                          std::to_string(step + 1) + " are not numbers.",
                      "Lower the learning rate and go on from the last checkpoint.");
    }
    return limit > 0 ? std::min(1.0, limit / (norm + 1e-6)) : 1.0;
}

double sizeOf(const std::vector<GlyphTensors>& parts) {
    double size = 0;
    for (const auto& part : parts) {
        size += static_cast<double>(part.source.size(0));
    }
    return size;
}

} // namespace

Trainer::Drawn Trainer::drawnOf(const GlyphTensors& part) {
    Drawn drawn;
    if (!m_objective.wantsFeatures()) {
        drawn.picture = m_generator(part.source, part.styles);
    } else if (config().norm == NormKind::Batch) { // each with the statistics of its own
        drawn.picture = m_generator(part.source, part.styles, &drawn.features);
        drawn.featuresOfTruth = m_generator->features(part.truth, part.styles);
    } else {
        drawn.picture = m_generator->forwardBeside(part.source, part.truth, part.styles, &drawn.features,
                                                   &drawn.featuresOfTruth);
    }
    return drawn;
}

Trainer::Judged Trainer::learnDiscriminator(const std::vector<GlyphTensors>& parts, const Drawn* whole,
                                            double rate) {
    dropGradients(*m_discriminator);
    const bool penalised = m_objective.penalised(m_steps / m_settings.discriminatorEvery);
    const double size = sizeOf(parts);
    std::optional<KeptStatistics> statistics;
    if (whole == nullptr) {
        statistics.emplace(*m_generator);
    }
    auto total = torch::zeros({}, m_device), above = torch::zeros({}, m_device);
    for (const auto& part : parts) {
        torch::Tensor drawn;
        if (whole != nullptr) {
            drawn = whole->picture;
        } else { // drawn again for the generator's turn: only one part's way is held in memory
            const torch::NoGradGuard guard;
            drawn = m_generator(part.source, part.styles);
        }
        const double share = static_cast<double>(part.source.size(0)) / size;
        const auto judged = m_objective.ofDiscriminator(m_discriminator, part, drawn, penalised);
        const auto loss = share * judged.total;
        if (loss.requires_grad()) {
            loss.backward();
        }
        total = total + loss.detach();
        above = above + share * judged.above;
    }
    const double share =
        clippedShare(m_discriminator->parameters(), m_settings.gradientClip, m_steps, "discriminator");
    setRate(*m_discriminatorOptimizer, m_discriminatorRates, rate);
    makeStep(*m_discriminatorOptimizer, share);
    return {total.item<double>(), above.item<double>()};
}

Trainer::Learnt Trainer::learnGenerator(const std::vector<GlyphTensors>& parts, const Drawn* whole,
                                        double rate) {
    dropGradients(*m_generator);
    const double factor = m_objective.factor(m_steps, m_judged.above);
    const double size = sizeOf(parts);
    Discriminator judge = m_discriminatorConfig ? m_discriminator : Discriminator(nullptr);
    std::vector<Objective::Term> terms;
    torch::Tensor total;
    for (const auto& part : parts) {
        const Drawn drawn = whole != nullptr ? *whole : drawnOf(part);
        const double share = static_cast<double>(part.source.size(0)) / size;
        auto loss = m_objective.ofGenerator(judge, part, drawn.picture, drawn.features, drawn.featuresOfTruth,
                                            factor);
        const auto weighed = share * loss.total;
        if (weighed.requires_grad()) { // nothing to learn when every block is frozen
            weighed.backward();
        }
        total = total.defined() ? total + weighed.detach() : weighed.detach();
        for (std::size_t i = 0; i < loss.terms.size(); ++i) {
            const auto value = share * loss.terms[i].value.detach();
            if (terms.size() <= i) {
                terms.push_back({loss.terms[i].info, value, loss.terms[i].weight});
            } else {
                terms[i].value = terms[i].value + value;
            }
        }
    }
    const double share =
        clippedShare(m_generator->parameters(), m_settings.gradientClip, m_steps, "generator");
    setRate(*m_generatorOptimizer, m_generatorRates, rate);
    std::optional<KeptRows> untaught;
    if (m_untaught.defined()) { // decay and momentum would move them all the same
        untaught.emplace(*m_generatorOptimizer, embeddingOf(*m_generator), m_untaught);
    }
    m_moving = true;
    makeStep(*m_generatorOptimizer, share,
             m_settings.optimizer == OptimizerKind::Adam ? m_settings.weightDecay : 0);
    if (untaught) {
        untaught->putBack();
    }
    return {total, factor, terms};
}

void Trainer::setParts(const BatchParts& parts) {
    m_settings.batch = parts.batch;
    m_settings.accumulate = parts.accumulate;
}

std::optional<StepLosses> Trainer::step(const TrainingBatch& batch, double learningRate, double rateShare,
                                        bool measured) {
    const RandomTurn turn;
    std::optional<KeptRandom> random;
    std::optional<KeptBuffers> statistics;
    std::optional<KeptNetwork> discriminator, generator;
    const auto judged = m_judged;
    const bool judgedHere = m_judgedHere;
    const auto steps = m_steps;
    m_moving = false;
    try {
        random.emplace(m_device);
        statistics.emplace(*m_generator);
        if (m_discriminatorConfig) { // it learns first, and looking alone moves its spectral norms
            discriminator.emplace(*m_discriminator, *m_discriminatorOptimizer);
        }
        if (m_settings.generatorUpdates > 1) { // one may find no memory after another has moved the weights
            generator.emplace(*m_generator, *m_generatorOptimizer);
        }
        auto losses = stepUnguarded(batch, learningRate, rateShare, measured);
        m_moving = false;
        return losses;
    } catch (...) {
        if (!isMemoryShortage()) {
            m_moving = false;
            throw;
        }
    }
    dropGradients(*m_generator);
    m_moving = m_steps > steps || (m_moving && !generator); // past what was kept
    if (m_moving) {
        throw Failure(ErrorCode::OutOfMemory, "Memory ran out while the weights were being moved.",
                      "Go on from the last checkpoint, with a smaller network or other programs closed.");
    }
    if (discriminator) {
        discriminator->putBack();
    }
    if (generator) {
        generator->putBack();
    }
    if (statistics) {
        statistics->putBack();
    }
    if (random) {
        random->putBack();
    }
    m_judged = judged;
    m_judgedHere = judgedHere;
    throw Failure(ErrorCode::OutOfMemory, "There is too little memory for a step.",
                  "Choose a smaller batch and more parts of a step.");
}

std::optional<StepLosses> Trainer::stepUnguarded(const TrainingBatch& batch, double learningRate,
                                                 double rateShare, bool measured) {
    const auto parts = partsOf(batch, m_settings.accumulate, config().canvas, m_device);
    const ReducedPrecision precision(m_settings.precision == "bfloat16");
    setTrainingMode(*m_generator);
    dropGradients(*m_generator); // their memory is the discriminator's meanwhile
    // Drawn once for both networks' turns where the batch goes through in one part.
    std::optional<Drawn> whole;
    if (parts.size() == 1) {
        whole = drawnOf(parts.front());
    }
    if (m_discriminatorConfig) {
        setTrained(*m_discriminator, m_frozenOfDiscriminator);
        setTrainingMode(*m_discriminator);
        if (!m_judgedHere || m_steps % m_settings.discriminatorEvery == 0) {
            const double base =
                m_settings.discriminatorRate > 0 ? m_settings.discriminatorRate : learningRate / 4;
            m_judged = learnDiscriminator(parts, whole ? &*whole : nullptr, base * rateShare);
            m_judgedHere = true;
        }
        for (auto& parameter : m_discriminator->parameters()) { // the generator's turn leaves it alone
            parameter.requires_grad_(false);
        }
    }
    Learnt learnt;
    for (int update = 0; update < m_settings.generatorUpdates; ++update) {
        learnt = learnGenerator(parts, update == 0 && whole ? &*whole : nullptr, learningRate * rateShare);
    }
    ++m_steps;
    average();
    if (!measured) {
        return std::nullopt;
    }
    StepLosses losses;
    losses.generator = learnt.total.item<double>();
    losses.balance = learnt.factor;
    if (m_discriminatorConfig) {
        losses.discriminator = m_judged.total;
        losses.judged = m_judged.above;
    }
    for (const auto& term : learnt.terms) {
        const double value = term.value.item<double>();
        losses.terms.push_back({term.info->key, value, term.weight * value});
    }
    losses.l1 = termValue(losses.terms, "l1");
    return losses;
}

} // namespace typemould
