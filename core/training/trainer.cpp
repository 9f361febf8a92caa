#include "core/training/trainer.h"

#include "core/losses/adversarial_losses.h"
#include "core/losses/feature_losses.h"
#include "core/losses/image_losses.h"
#include "core/training/added_styles.h"
#include "core/training/device.h"
#include "core/training/optimizer_state.h"
#include "core/training/upsampling_switch.h"
#include "core/weights/tensor_bytes.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>

namespace typemould {

namespace {

/// The learning rate of each group: `rate` times the group's own.
void setRate(torch::optim::AdamW& optimizer, const std::vector<double>& groupRates, double rate) {
    auto& groups = optimizer.param_groups();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        static_cast<torch::optim::AdamWOptions&>(groups[i].options()).lr(rate * groupRates[i]);
    }
}

/// Parts the optimiser's parameters into one group for each rate; its moments stay. Returns the groups'
/// rates.
std::vector<double> partByRate(torch::optim::AdamW& optimizer, const NamedParameters& parameters,
                               const std::map<std::string, double>& rates) {
    std::map<double, std::vector<torch::Tensor>> groups;
    for (const auto& item : parameters) {
        const auto found = rates.find(item.key());
        groups[found == rates.end() ? 1.0 : found->second].push_back(item.value());
    }
    auto& parted = optimizer.param_groups();
    const auto options = parted.front().options().clone();
    parted.clear();
    std::vector<double> groupRates;
    for (auto& [rate, tensors] : groups) {
        parted.emplace_back(std::move(tensors), options->clone());
        groupRates.push_back(rate);
    }
    return groupRates;
}

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

Generator copyOf(const Generator& generator, const torch::Device& device) {
    Generator copy(generator->config());
    copy->to(device);
    copyWeights(generator, copy);
    for (auto parameter : copy->parameters()) {
        parameter.requires_grad_(false);
    }
    copy->eval();
    return copy;
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

std::unique_ptr<torch::optim::AdamW> discriminatorOptimizer(const Discriminator& discriminator,
                                                            const TrainingSettings& settings) {
    return std::make_unique<torch::optim::AdamW>(
        discriminator->parameters(),
        torch::optim::AdamWOptions(settings.discriminatorRate).betas({0.5, 0.99}).weight_decay(0));
}

std::unique_ptr<torch::optim::AdamW> generatorOptimizer(const Generator& generator,
                                                        const TrainingSettings& settings) {
    return std::make_unique<torch::optim::AdamW>(generator->parameters(),
                                                 torch::optim::AdamWOptions(settings.learningRate)
                                                     .betas({0.9, 0.99})
                                                     .weight_decay(settings.weightDecay));
}

StoredTensors momentsOf(torch::optim::AdamW& optimizer, const torch::nn::Module& network) {
    StoredTensors moments;
    storeMoments(moments, "", optimizer, network.named_parameters());
    return moments;
}

/// The stored tensors with the style head that the discriminator has now: one that came to it since begins
/// fresh, one that it no longer has is left away.
StoredTensors withPresentStyleHead(StoredTensors model, const torch::nn::Module& discriminator) {
    const std::string head = "discriminator.style.";
    StoredTensors present;
    storeModule(present, "discriminator.", discriminator);
    std::erase_if(model, [&](const auto& item) {
        return item.first.rfind(head, 0) == 0 && !present.contains(item.first);
    });
    for (const auto& [name, tensor] : present) {
        if (name.rfind(head, 0) == 0) {
            model.emplace(name, tensor);
        }
    }
    return model;
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
        m_discriminator = Discriminator(*discriminator);
        m_discriminator->to(m_device);
    }
    m_generator->to(m_device);
    if (m_settings.precision == "auto") {
        m_settings.precision = fasterPrecision(m_device, generator);
    }
    m_average = copyOf(m_generator, m_device);
    m_generatorOptimizer = generatorOptimizer(m_generator, m_settings);
    m_generatorRates = {1};
    if (m_discriminator) {
        m_discriminatorOptimizer = discriminatorOptimizer(m_discriminator, m_settings);
        m_discriminatorRates = {1};
    }
}

torch::Tensor Trainer::learnDiscriminator(const torch::Tensor& source, const torch::Tensor& truth,
                                          const torch::Tensor& drawn, const torch::Tensor& styles,
                                          double rateShare) {
    setTrained(*m_discriminator, m_frozenOfDiscriminator);
    setTrainingMode(*m_discriminator);
    dropGradients(*m_discriminator);
    const auto real = m_discriminator->judge(source, truth);
    const auto fake = m_discriminator->judge(source, drawn.detach());
    auto loss = discriminatorLoss(AdversarialKind::CrossEntropy, real.real, fake.real);
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
    if (m_discriminator) {
        judged = learnDiscriminator(source, truth, drawn, styles, rateShare);
        const auto judgement = m_discriminator->judge(source, drawn);
        adversarial = adversarialLoss(AdversarialKind::CrossEntropy, {}, judgement.real);
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
        m_generatorOptimizer->step();
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
    for (std::size_t i = 0; i < live.size(); ++i) {
        averaged[i].lerp_(live[i], 1.0 - decay);
    }
    const auto statistics = m_generator->buffers();
    const auto kept = m_average->buffers();
    for (std::size_t i = 0; i < statistics.size(); ++i) {
        kept[i].copy_(statistics[i]);
    }
}

void Trainer::apply(const ResolvedFreezing& freezing) {
    static const std::string ofDiscriminator = "discriminator.";
    std::set<std::string> frozen;
    std::map<std::string, double> generatorRates, discriminatorRates;
    m_frozenOfDiscriminator.clear();
    for (const auto& fate : freezing.parameters) {
        const bool judge = fate.name.rfind(ofDiscriminator, 0) == 0;
        const auto name = judge ? fate.name.substr(ofDiscriminator.size()) : fate.name;
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

std::vector<LevelResidual> Trainer::residuals(const UpsamplingSwitch& change) const {
    return switchResiduals(m_generator, change);
}

void Trainer::switchUpsampling(const UpsamplingSwitch& change) {
    const auto before = config();
    auto wanted = before;
    setUpsampling(wanted, change.to, change.level);
    if (wanted == before) {
        return; // nothing is drawn from the random numbers either
    }
    const auto moments = momentsOf(*m_generatorOptimizer, *m_generator);
    const auto next = withUpsampling(m_generator, change);
    const auto nextAverage = withUpsampling(m_average, change);
    if (change.how == SwitchHow::Fresh) { // the average of a kernel begins where the kernel does
        copyChangedKernels(before, next, nextAverage);
    }
    m_average = copyOf(nextAverage, m_device);
    m_generator = next;
    m_generatorOptimizer = generatorOptimizer(m_generator, m_settings);
    m_generatorRates = {1};
    restoreMoments(switchedMoments(moments, before, next->config(), change.how), "", *m_generatorOptimizer,
                   m_generator->named_parameters(), "memory");
}

void Trainer::addStyles(const GeneratorConfig& wanted) {
    if (wanted == config()) {
        return;
    }
    const auto moments = momentsOf(*m_generatorOptimizer, *m_generator);
    m_generator = withStyles(m_generator, wanted);
    m_average = copyOf(withStyles(m_average, wanted), m_device);
    m_generatorOptimizer = generatorOptimizer(m_generator, m_settings);
    m_generatorRates = {1};
    restoreMoments(grownMoments(moments, *m_generator), "", *m_generatorOptimizer,
                   m_generator->named_parameters(), "memory");
    if (m_discriminator && m_discriminatorConfig->styles != wanted.styles) {
        const auto judged = momentsOf(*m_discriminatorOptimizer, *m_discriminator);
        m_discriminatorConfig->styles = wanted.styles;
        m_discriminator = withStyles(m_discriminator, *m_discriminatorConfig);
        m_discriminatorOptimizer = discriminatorOptimizer(m_discriminator, m_settings);
        m_discriminatorRates = {1};
        restoreMoments(grownMoments(judged, *m_discriminator), "", *m_discriminatorOptimizer,
                       m_discriminator->named_parameters(), "memory");
    }
}

std::vector<GrayImage> Trainer::draw(const std::vector<const std::uint8_t*>& sources, int style) {
    return drawn(m_average, sources, config().canvas, m_device, torch::full({1}, style, torch::kLong));
}

bool Trainer::finite() const { return allFinite(*m_generator) && allFinite(*m_average); }

std::string Trainer::device() const { return deviceText(m_device); }

StoredTensors Trainer::modelTensors() const {
    StoredTensors tensors;
    storeModule(tensors, "average.", *m_average);
    storeModule(tensors, "live.", *m_generator);
    if (m_discriminator) {
        storeModule(tensors, "discriminator.", *m_discriminator);
    }
    return tensors;
}

StoredTensors Trainer::optimizerTensors() const {
    StoredTensors tensors;
    storeMoments(tensors, "generator.", *m_generatorOptimizer, m_generator->named_parameters());
    if (m_discriminator) {
        storeMoments(tensors, "discriminator.", *m_discriminatorOptimizer,
                     m_discriminator->named_parameters());
    }
    tensors["random"] = toStored(at::detail::getDefaultCPUGenerator().get_state());
    return tensors;
}

void Trainer::restore(const StoredTensors& model, const StoredTensors& optimizer, long long steps,
                      const std::string& file) {
    restoreModule(model, "average.", *m_average, file);
    restoreModule(model, "live.", *m_generator, file);
    restoreMoments(optimizer, "generator.", *m_generatorOptimizer, m_generator->named_parameters(), file);
    const bool stored = model.lower_bound("discriminator.") != model.end() &&
                        model.lower_bound("discriminator.")->first.rfind("discriminator.", 0) == 0;
    if (m_discriminator && stored) { // one switched on for the first time begins fresh
        restoreModule(withPresentStyleHead(model, *m_discriminator), "discriminator.", *m_discriminator,
                      file);
        restoreMoments(optimizer, "discriminator.", *m_discriminatorOptimizer,
                       m_discriminator->named_parameters(), file);
    }
    if (const auto random = optimizer.find("random"); random != optimizer.end()) {
        auto generator = at::detail::getDefaultCPUGenerator();
        generator.set_state(fromStored(random->second));
    }
    m_steps = steps;
}

} // namespace typemould
