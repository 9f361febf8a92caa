// One step of the Trainer: the discriminator learns first, then the generator, each from the whole batch, however
// small the parts are in which it goes through them.
#include "core/training/device.h"
#include "core/training/network_optimizers.h"
#include "core/training/trainer.h"

#include <cmath>
#include <limits>

namespace typemould {

namespace {

void dropGradients(const torch::nn::Module& module) {
    for (auto parameter : module.parameters()) {
        parameter.mutable_grad() = torch::Tensor();
    }
}

/// Training mode, but for modules whose own parameters are all frozen and that keep statistics: those stay as
/// they are.
void setTrainingMode(torch::nn::Module& module) {
    module.train();
    for (const auto& part : module.modules()) {
        const auto own = part->parameters(false);
        const bool frozen = !own.empty() && std::none_of(own.begin(), own.end(), [](const auto& weight) {
            return weight.requires_grad();
        });
        if (frozen && !part->buffers(false).empty()) {
            part->eval();
        }
    }
}

torch::Tensor rowsOf(const std::vector<std::int64_t>& styles, std::size_t begin, std::size_t end,
                     const torch::Device& device) {
    if (styles.empty()) {
        return torch::zeros({static_cast<std::int64_t>(end - begin)}, torch::kLong).to(device);
    }
    return torch::tensor(at::ArrayRef<std::int64_t>(styles).slice(begin, end - begin), torch::kLong).to(device);
}

/// The batch in `count` parts of nearly one size.
std::vector<GlyphTensors> partsOf(const TrainingBatch& batch, int count, int canvas, const torch::Device& device) {
    const auto size = batch.sources.size();
    const auto parts = std::clamp<std::size_t>(static_cast<std::size_t>(count), 1, std::max<std::size_t>(1, size));
    std::vector<GlyphTensors> list;
    for (std::size_t i = 0; i < parts; ++i) {
        const std::size_t begin = i * size / parts, end = (i + 1) * size / parts;
        const auto slice = [&](const std::vector<const std::uint8_t*>& pictures) {
            return toBatch({pictures.begin() + static_cast<std::ptrdiff_t>(begin),
                            pictures.begin() + static_cast<std::ptrdiff_t>(end)},
                           canvas, device);
        };
        list.push_back({slice(batch.sources), slice(batch.targets), rowsOf(batch.styles, begin, end, device)});
    }
    return list;
}

/// The statistics of a network's norms, put back when it goes: a look that must not count.
class KeptStatistics {
public:
    explicit KeptStatistics(const torch::nn::Module& module) : m_buffers(module.buffers()) {
        for (const auto& buffer : m_buffers) {
            m_values.push_back(buffer.clone());
        }
    }
    ~KeptStatistics() {
        const torch::NoGradGuard guard;
        for (std::size_t i = 0; i < m_buffers.size(); ++i) {
            m_buffers[i].copy_(m_values[i]);
        }
    }
    KeptStatistics(const KeptStatistics&) = delete;
    KeptStatistics& operator=(const KeptStatistics&) = delete;

private:
    std::vector<torch::Tensor> m_buffers, m_values;
};

/// Clips the gradients to `limit` (0: not at all). A Failure when they are no numbers: nothing has moved then.
void clipGradients(const std::vector<torch::Tensor>& parameters, double limit, long long step, const char* network) {
    const double norm = torch::nn::utils::clip_grad_norm_(
        parameters, limit > 0 ? limit : std::numeric_limits<double>::infinity());
    if (!std::isfinite(norm)) {
        throw Failure(ErrorCode::NotFinite,
                      "The gradients of the " + std::string(network) + " at step " + std::to_string(step + 1) +
                          " are not numbers.",
                      "Lower the learning rate and go on from the last checkpoint.");
    }
}

} // namespace

double Trainer::learnDiscriminator(const std::vector<GlyphTensors>& parts, const Drawn* whole, double rate) {
    dropGradients(*m_discriminator);
    const bool penalised = m_objective.penalised(m_steps);
    const auto count = static_cast<double>(wholeSize(parts));
    std::optional<KeptStatistics> statistics;
    if (whole == nullptr) {
        statistics.emplace(*m_generator);
    }
    torch::Tensor sum;
    for (const auto& part : parts) {
        torch::Tensor drawn;
        if (whole != nullptr) {
            drawn = whole->picture;
        } else { // drawn again for the generator's turn: only one part's way is held in memory
            const torch::NoGradGuard guard;
            drawn = m_generator(part.source, part.styles);
        }
        const double share = static_cast<double>(part.source.size(0)) / count;
        const auto loss = share * m_objective.ofDiscriminator(m_discriminator, part, drawn, penalised);
        if (loss.requires_grad()) {
            loss.backward();
        }
        sum = sum.defined() ? sum + loss.detach() : loss.detach();
    }
    clipGradients(m_discriminator->parameters(), m_settings.gradientClip, m_steps, "discriminator");
    setRate(*m_discriminatorOptimizer, m_discriminatorRates, rate);
    m_discriminatorOptimizer->step();
    return sum.item<double>();
}

StepLosses Trainer::learnGenerator(const std::vector<GlyphTensors>& parts, const Drawn* whole, double rate) {
    dropGradients(*m_generator);
    const double factor = m_objective.factor(m_steps, m_judged);
    const auto count = static_cast<double>(wholeSize(parts));
    Discriminator judge = m_discriminatorConfig ? m_discriminator : Discriminator(nullptr);
    std::vector<Objective::Term> terms;
    torch::Tensor total;
    for (const auto& part : parts) {
        const Drawn drawn = whole != nullptr ? *whole : drawnOf(part);
        const double share = static_cast<double>(part.source.size(0)) / count;
        auto loss = m_objective.ofGenerator(m_generator, judge, part, drawn.picture, drawn.features, factor);
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
    clipGradients(m_generator->parameters(), m_settings.gradientClip, m_steps, "generator");
    setRate(*m_generatorOptimizer, m_generatorRates, rate);
    std::optional<KeptRows> untaught;
    if (m_untaught.defined()) { // decay and momentum would move them all the same
        untaught.emplace(*m_generatorOptimizer, embeddingOf(*m_generator), m_untaught);
    }
    decayAsGradient();
    m_generatorOptimizer->step();
    if (untaught) {
        untaught->putBack();
    }
    return {total, factor, terms};
}

} // namespace typemould
