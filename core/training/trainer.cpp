#include "core/training/trainer.h"

#include "core/losses/losses.h"
#include "core/model/parameters.h"
#include "core/training/device.h"
#include "core/training/optimizer_state.h"
#include "core/weights/tensor_bytes.h"

#include <chrono>
#include <cmath>

namespace typemould {

namespace {

constexpr int discriminatorWidth = 32;

void setRate(torch::optim::AdamW& optimizer, double rate) {
    for (auto& group : optimizer.param_groups()) {
        static_cast<torch::optim::AdamWOptions&>(group.options()).lr(rate);
    }
}

void dropGradients(const torch::nn::Module& module) {
    for (auto parameter : module.parameters()) {
        parameter.mutable_grad() = torch::Tensor();
    }
}

/// AdamW keeps pulling weights that still hold a gradient; frozen ones hold none and are passed over.
void setTrained(torch::nn::Module& module, bool trained) {
    for (auto parameter : module.parameters()) {
        parameter.requires_grad_(trained);
        if (!trained) {
            parameter.mutable_grad() = torch::Tensor();
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

std::unique_ptr<torch::optim::AdamW> generatorOptimizer(const Generator& generator,
                                                        const TrainingSettings& settings) {
    return std::make_unique<torch::optim::AdamW>(generator->parameters(),
                                                 torch::optim::AdamWOptions(settings.learningRate)
                                                     .betas({0.9, 0.99})
                                                     .weight_decay(settings.weightDecay));
}

} // namespace

Trainer::Trainer(const TrainingSettings& settings, const GeneratorConfig& config)
    : m_settings(settings), m_device(chosenDevice(settings.device, settings.threads)),
      m_generator(seededGenerator(settings, config)), m_average(nullptr) {
    if (settings.adversarialWeight > 0) {
        m_discriminator = Discriminator(houseDiscriminator(config.canvas, config.patch, discriminatorWidth));
        m_discriminator->to(m_device);
    }
    m_generator->to(m_device);
    if (m_settings.precision == "auto") {
        m_settings.precision = fasterPrecision(m_device, config);
    }
    m_average = copyOf(m_generator, m_device);
    m_generatorOptimizer = generatorOptimizer(m_generator, m_settings);
    if (m_discriminator) {
        m_discriminatorOptimizer = std::make_unique<torch::optim::AdamW>(
            m_discriminator->parameters(),
            torch::optim::AdamWOptions(m_settings.discriminatorRate).betas({0.5, 0.99}).weight_decay(0));
    }
}

std::optional<StepLosses> Trainer::step(const std::vector<const std::uint8_t*>& sources,
                                        const std::vector<const std::uint8_t*>& targets, double learningRate,
                                        double rateShare, bool measured) {
    const auto source = toBatch(sources, config().canvas, m_device);
    const auto truth = toBatch(targets, config().canvas, m_device);
    m_generator->train();
    const ReducedPrecision precision(m_settings.precision == "bfloat16");
    const auto fake = m_generator(source);

    torch::Tensor judged;
    if (m_discriminator) {
        setRate(*m_discriminatorOptimizer, m_settings.discriminatorRate * rateShare);
        setTrained(*m_discriminator, true);
        dropGradients(*m_discriminator);
        judged = discriminatorLoss(m_discriminator(source, truth), m_discriminator(source, fake.detach()));
        judged.backward();
        m_discriminatorOptimizer->step();
        setTrained(*m_discriminator, false);
    }

    const auto l1 = greyL1(fake, truth);
    auto loss = m_settings.l1Weight * l1;
    torch::Tensor adversarial;
    if (m_discriminator) {
        adversarial = adversarialLoss(m_discriminator(source, fake));
        loss = loss + m_settings.adversarialWeight * adversarial;
    }
    dropGradients(*m_generator);
    if (loss.requires_grad()) { // nothing to learn when every block is frozen
        loss.backward();
        if (m_settings.gradientClip > 0) {
            torch::nn::utils::clip_grad_norm_(m_generator->parameters(), m_settings.gradientClip);
        }
        setRate(*m_generatorOptimizer, learningRate * rateShare);
        m_generatorOptimizer->step();
    }
    ++m_steps;
    average();

    if (!measured) {
        return std::nullopt;
    }
    StepLosses losses;
    losses.l1 = l1.item<double>();
    losses.generator = loss.item<double>();
    losses.adversarial = m_discriminator ? adversarial.item<double>() : 0;
    losses.discriminator = m_discriminator ? judged.item<double>() : 0;
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
}

void Trainer::freeze(const std::vector<std::string>& blocks) {
    for (const auto& name : blocks) {
        if (m_generator->block(name) == nullptr) {
            std::string known;
            for (const auto& block : blocksOf(config())) {
                known += (known.empty() ? "" : ", ") + block.name;
            }
            throw Failure(ErrorCode::InvalidArgument, "The network has no block called '" + name + "'.",
                          "The blocks are: " + known + ".");
        }
    }
    setTrained(*m_generator, true);
    for (const auto& name : blocks) {
        setTrained(*m_generator->block(name), false);
    }
    m_frozen = blocks;
}

long long Trainer::trainedParameters() const {
    long long count = 0;
    for (const auto& parameter : m_generator->parameters()) {
        count += parameter.requires_grad() ? parameter.numel() : 0;
    }
    return count;
}

double Trainer::switchUpsampling(const Upsampling& upsampling) {
    auto config = this->config();
    setUpsampling(config, upsampling);
    if (config == this->config()) {
        return 0;
    }
    double residual = 0;
    for (const double share : upsamplingResiduals(m_generator, config)) {
        residual = std::max(residual, share);
    }
    StoredTensors moments;
    storeMoments(moments, "", *m_generatorOptimizer, m_generator->named_parameters());
    std::erase_if(moments, [](const auto& item) { return item.first.find(".up.") != std::string::npos; });
    Generator next(config);
    next->to(m_device);
    copyWeights(m_generator, next);
    Generator nextAverage(config);
    nextAverage->to(m_device);
    copyWeights(m_average, nextAverage);
    m_generator = next;
    m_average = copyOf(nextAverage, m_device);
    m_generatorOptimizer = generatorOptimizer(m_generator, m_settings);
    restoreMoments(moments, "", *m_generatorOptimizer, m_generator->named_parameters(), "memory");
    freeze(m_frozen);
    return residual;
}

std::vector<GrayImage> Trainer::draw(const std::vector<const std::uint8_t*>& sources) {
    return drawn(m_average, sources, config().canvas, m_device);
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
        restoreModule(model, "discriminator.", *m_discriminator, file);
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
