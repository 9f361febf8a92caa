#include "core/training/trainer.h"

#include "core/losses/losses.h"
#include "core/training/device.h"
#include "core/training/network_optimizers.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

namespace typemould {

namespace {

void dropGradients(const torch::nn::Module& module) {
    for (auto parameter : module.parameters()) {
        parameter.mutable_grad() = torch::Tensor();
    }
}

/// AdamW keeps pulling weights that still hold a gradient; frozen ones hold none and are passed over.
void setTrained(torch::nn::Module& module, const std::set<std::string>& frozen) {
    for (auto& item : module.named_parameters()) {
        const bool trained = frozen.count(item.key()) == 0;
        item.value().requires_grad_(trained);
        if (!trained) {
            item.value().mutable_grad() = torch::Tensor();
        }
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

bool allFinite(const torch::nn::Module& module) {
    for (const auto& parameter : module.parameters()) {
        if (!torch::isfinite(parameter).all().item<bool>()) {
            return false;
        }
    }
    return true;
}

Generator seededGenerator(const TrainingSettings& settings, const GeneratorConfig& config) {
    torch::manual_seed(settings.seed);
    return Generator(config);
}

/// Convolves there and back for a moment in both precisions, as the second level does, and names the faster
/// one.
std::string fasterPrecision(const torch::Device& device, const GeneratorConfig& config) {
    const int width = 2 * config.levels.front().width;
    const int side = std::max(8, config.canvas / config.patch / 2);
    const auto input = torch::randn({8, width, side, side}, device);
    const auto weight = torch::randn({width, width, 3, 3}, device).requires_grad_(true);
    const auto bias = torch::zeros({width}, device);
    const auto seconds = [&](bool reduced) {
        const ReducedPrecision guard(reduced);
        double best = 1e9;
        for (int i = 0; i < 4; ++i) { // the first one also builds the kernels
            const auto start = std::chrono::steady_clock::now();
            const auto loss = convolve(input, weight, bias, 1, 1).sum();
            loss.backward();
            (void)loss.item<float>();
            best = std::min(best,
                            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        }
        return best;
    };
    try {
        const double whole = seconds(false);
        return seconds(true) < 0.8 * whole ? "bfloat16" : "float32";
    } catch (const std::exception&) { // a processor or build without bfloat16
        return "float32";
    }
}

torch::Tensor embeddingOf(const torch::nn::Module& generator) {
    return generator.named_parameters()["embedding.weight"];
}

torch::Tensor rowsOf(const std::vector<std::int64_t>& styles, std::size_t count,
                     const torch::Device& device) {
    if (styles.empty()) {
        return torch::zeros({static_cast<std::int64_t>(count)}, torch::kLong).to(device);
    }
    return torch::tensor(styles, torch::kLong).to(device);
}

} // namespace

Trainer::Trainer(const TrainingSettings& settings, const GeneratorConfig& generator,
                 const std::optional<DiscriminatorConfig>& discriminator)
    : m_settings(settings), m_device(chosenDevice(settings.device, settings.threads)),
      m_discriminatorConfig(discriminator), m_generator(seededGenerator(settings, generator)),
      m_average(nullptr) {
    if (discriminator) {
        take(Discriminator(*discriminator));
    }
    m_generator->to(m_device);
    if (m_settings.precision == "auto") {
        m_settings.precision = fasterPrecision(m_device, generator);
    }
    m_average = averageOf(m_generator);
    m_generatorOptimizer = generatorOptimizer(*m_generator, m_settings);
    m_generatorRates = {1};
}

void Trainer::take(const Discriminator& discriminator) {
    m_discriminator = discriminator;
    m_discriminator->to(m_device);
    m_discriminatorOptimizer = discriminatorOptimizer(*m_discriminator, m_settings);
    m_discriminatorRates = {1};
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

torch::Tensor Trainer::learnDiscriminator(const torch::Tensor& source, const torch::Tensor& truth,
                                          const torch::Tensor& drawn, const torch::Tensor& styles,
                                          double rateShare) {
    setTrained(*m_discriminator, m_frozenOfDiscriminator);
    setTrainingMode(*m_discriminator);
    dropGradients(*m_discriminator);
    const auto real = m_discriminator->judge(source, truth);
    const auto fake = m_discriminator->judge(source, drawn.detach());
    auto loss = discriminatorLoss(real.real, fake.real);
    if (m_settings.styleWeight > 0 && real.style.defined()) {
        loss = loss +
               0.5 * m_settings.styleWeight * (styleLoss(real.style, styles) + styleLoss(fake.style, styles));
    }
    if (loss.requires_grad()) {
        loss.backward();
        setRate(*m_discriminatorOptimizer, m_discriminatorRates, m_settings.discriminatorRate * rateShare);
        m_discriminatorOptimizer->step();
    }
    for (auto& parameter : m_discriminator->parameters()) { // the generator's step leaves it alone
        parameter.requires_grad_(false);
    }
    return loss;
}

std::optional<StepLosses> Trainer::step(const TrainingBatch& batch, double learningRate, double rateShare,
                                        bool measured) {
    const auto source = toBatch(batch.sources, config().canvas, m_device);
    const auto truth = toBatch(batch.targets, config().canvas, m_device);
    const auto styles = rowsOf(batch.styles, batch.sources.size(), m_device);
    setTrainingMode(*m_generator);
    const ReducedPrecision precision(m_settings.precision == "bfloat16");
    const auto drawn = m_generator(source, styles);

    torch::Tensor judged, adversarial, style;
    const auto l1 = greyL1(drawn, truth);
    auto loss = m_settings.l1Weight * l1;
    if (m_discriminatorConfig) {
        judged = learnDiscriminator(source, truth, drawn, styles, rateShare);
        const auto judgement = m_discriminator->judge(source, drawn);
        adversarial = adversarialLoss(judgement.real);
        loss = loss + m_settings.adversarialWeight * adversarial;
        if (m_settings.styleWeight > 0 && judgement.style.defined()) {
            style = styleLoss(judgement.style, styles);
            loss = loss + m_settings.adversarialWeight * m_settings.styleWeight * style;
        }
    }
    dropGradients(*m_generator);
    if (loss.requires_grad()) { // nothing to learn when every block is frozen
        loss.backward();
        if (m_settings.gradientClip > 0) {
            torch::nn::utils::clip_grad_norm_(m_generator->parameters(), m_settings.gradientClip);
        }
        setRate(*m_generatorOptimizer, m_generatorRates, learningRate * rateShare);
        std::optional<KeptRows> untaught;
        if (m_untaught.defined()) { // decay and momentum would move them all the same
            untaught.emplace(*m_generatorOptimizer, embeddingOf(*m_generator), m_untaught);
        }
        m_generatorOptimizer->step();
        if (untaught) {
            untaught->putBack();
        }
    }
    ++m_steps;
    average();

    if (!measured) {
        return std::nullopt;
    }
    const auto number = [](const torch::Tensor& value) { return value.defined() ? value.item<double>() : 0; };
    const StepLosses losses{number(l1), number(loss), number(adversarial), number(judged), number(style)};
    if (!std::isfinite(losses.generator) || !std::isfinite(losses.discriminator)) {
        throw Failure(ErrorCode::NotFinite,
                      "The loss of step " + std::to_string(m_steps) + " is not a number.",
                      "Lower the learning rate and go on from the last checkpoint.");
    }
    return losses;
}

void Trainer::average() {
    torch::NoGradGuard guard;
    // Early on a short memory, so that the first previews do not show the random start.
    const auto seen = static_cast<double>(m_steps);
    const double decay = std::min(m_settings.emaDecay, seen / (10.0 + seen));
    const auto live = m_generator->parameters();
    const auto averaged = m_average->parameters();
    const bool anyUntaught = m_untaught.defined();
    auto embedding = anyUntaught ? embeddingOf(*m_average) : torch::Tensor();
    const auto untaught = anyUntaught ? embedding.index_select(0, m_untaught) : torch::Tensor();
    for (std::size_t i = 0; i < live.size(); ++i) {
        averaged[i].lerp_(live[i], 1.0 - decay);
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
    return drawn(m_average, sources, config().canvas, m_device, torch::full({1}, style, torch::kLong));
}

bool Trainer::finite() const { return allFinite(*m_generator) && allFinite(*m_average); }

std::string Trainer::device() const { return deviceText(m_device); }

} // namespace typemould
