#include "core/training/trainer.h"

#include "core/training/device.h"
#include "core/training/network_modes.h"
#include "core/training/network_optimizers.h"
#include "core/training/random_state.h"
#include "core/weights/tensor_bytes.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace typemould {

namespace {

Generator seededGenerator(const TrainingSettings& settings, const GeneratorConfig& config) {
    const RandomTurn turn;
    torch::manual_seed(settings.seed);
    return Generator(config);
}

} // namespace

Trainer::Trainer(const TrainingSettings& settings, const GeneratorConfig& generator,
                 const std::optional<DiscriminatorConfig>& discriminator, const Objective* former)
    : m_settings(settings), m_device(chosenDevice(settings.device, settings.threads)),
      m_discriminatorConfig(discriminator), m_generator(seededGenerator(settings, generator)),
      m_average(nullptr), m_objective(settings, discriminator && discriminator->styleHead, m_device, former) {
    const RandomTurn turn;
    if (m_device.is_cpu()) { // what a step gives back is what the next one asks for
        m_memory = std::make_unique<MemoryKeeping>();
    }
    if (discriminator) {
        take(Discriminator(*discriminator));
    }
    m_generator->to(m_device);
    if (m_settings.precision == "auto") {
        m_settings.precision = fasterPrecision(m_device);
    }
    keepAverage();
    m_generatorOptimizer = generatorOptimizer(*m_generator, m_settings);
    m_generatorRates = {1};
}

void Trainer::take(const Discriminator& discriminator) {
    m_discriminator = discriminator;
    m_discriminator->to(m_device);
    m_discriminatorOptimizer = discriminatorOptimizer(*m_discriminator, m_settings);
    m_discriminatorRates = {1};
    m_judgedHere = false;
}

void Trainer::change(const TrainingSettings& settings,
                     const std::optional<DiscriminatorConfig>& discriminator) {
    const RandomTurn turn;
    auto changed = settings;
    changed.precision = m_settings.precision;
    Objective objective(changed, discriminator && discriminator->styleHead, m_device, &m_objective);
    // A style head comes and goes, and is kept meanwhile; all else makes another discriminator.
    auto wanted = discriminator;
    if (wanted && m_discriminator) {
        wanted->styleHead = m_discriminator->config().styleHead;
        wanted->styles = m_discriminator->config().styles;
    }
    const bool another = wanted && (!m_discriminator || !(*wanted == m_discriminator->config()));
    const auto fresh = another ? Discriminator(*discriminator) : Discriminator(nullptr);
    if (discriminator && !m_discriminatorConfig) {
        m_judgedHere = false; // it joins again
    }
    m_objective = std::move(objective);
    m_settings = changed;
    m_discriminatorConfig = discriminator;
    if (another) {
        take(fresh);
    } else if (discriminator && discriminator->styleHead && !m_discriminator->config().styleHead) {
        addStyleHead();
    }
    setWeightDecay(*m_generatorOptimizer, m_settings);
    keepAverage();
}

void Trainer::teach(const std::set<int>& styles) {
    m_taught = styles;
    findUntaught();
}

void Trainer::findUntaught() {
    std::vector<std::int64_t> rows;
    const int known = m_taught && config().style != StyleMode::None ? config().styles : 0;
    for (int style = 0; style < known; ++style) {
        if (m_taught->count(style) == 0) {
            rows.push_back(style);
        }
    }
    m_untaught = rows.empty() ? torch::Tensor() : torch::tensor(rows, torch::kLong).to(m_device);
}

/// Has an average where the settings want one.
void Trainer::keepAverage() {
    if (m_settings.emaDecay <= 0) {
        m_average = Generator(nullptr);
    } else if (!m_average) {
        m_average = averageOf(m_generator);
    }
}

void Trainer::average() {
    if (!m_average) {
        return;
    }
    torch::NoGradGuard guard;
    // Early on a short memory, so that the first previews do not show the random start.
    const auto seen = static_cast<double>(m_steps);
    const double decay = std::min(m_settings.emaDecay, seen / (10.0 + seen));
    const auto live = m_generator->parameters();
    auto averaged = m_average->parameters();
    const bool anyUntaught = m_untaught.defined();
    auto embedding = anyUntaught ? embeddingOf(*m_average) : torch::Tensor();
    const auto untaught = anyUntaught ? embedding.index_select(0, m_untaught) : torch::Tensor();
    for (std::size_t i = 0; i < live.size(); ++i) {
        moveAverage(averaged[i], live[i], 1.0 - decay);
    }
    if (anyUntaught) {
        embedding.index_copy_(0, m_untaught, untaught);
    }
    const auto statistics = m_generator->buffers();
    const auto kept = m_average->buffers();
    for (std::size_t i = 0; i < statistics.size(); ++i) {
        kept[i].copy_(statistics[i]);
    }
}

void Trainer::apply(const ResolvedFreezing& freezing) {
    std::set<std::string> frozen;
    std::map<std::string, double> generatorRates, discriminatorRates;
    m_frozenOfDiscriminator.clear();
    for (const auto& fate : freezing.parameters) {
        const bool judge = fate.name.starts_with(discriminatorPrefix);
        const auto name = judge ? fate.name.substr(discriminatorPrefix.size()) : fate.name;
        (judge ? discriminatorRates : generatorRates)[name] = fate.rate;
        if (!fate.trained) {
            (judge ? m_frozenOfDiscriminator : frozen).insert(name);
        }
    }
    setTrained(*m_generator, frozen);
    m_generatorRates = partByRate(*m_generatorOptimizer, m_generator->named_parameters(), generatorRates);
    if (m_discriminator) {
        m_discriminatorRates =
            partByRate(*m_discriminatorOptimizer, m_discriminator->named_parameters(), discriminatorRates);
    }
}

long long Trainer::trainedParameters() const {
    long long count = 0;
    for (const auto& parameter : m_generator->parameters()) {
        count += parameter.requires_grad() ? parameter.numel() : 0;
    }
    return count;
}

std::vector<GrayImage> Trainer::draw(const std::vector<const std::uint8_t*>& sources, int style) {
    const ReducedPrecision precision(m_settings.precision == "bfloat16");
    auto network = shown();
    return drawn(network, sources, config().canvas, m_device, torch::full({1}, style, torch::kLong));
}

std::string Trainer::device() const { return deviceText(m_device); }

} // namespace typemould
