// What becomes of the trainer's networks between two steps: another upsampling, more styles, and their state
// written down and taken back.
#include "core/training/added_styles.h"
#include "core/training/network_optimizers.h"
#include "core/training/network_settings.h"
#include "core/training/trainer.h"
#include "core/training/upsampling_switch.h"
#include "core/weights/tensor_bytes.h"

namespace typemould {

namespace {

const std::string ofDiscriminator = "discriminator.";
const std::string ofStyleHead = "discriminator.style.";

StoredTensors storedMoments(torch::optim::AdamW& optimizer, const torch::nn::Module& network) {
    StoredTensors moments;
    storeMoments(moments, "", optimizer, network.named_parameters());
    return moments;
}

/// The stored tensors with the style head that the discriminator has, where none was stored: it begins fresh.
StoredTensors withStyleHead(StoredTensors model, const torch::nn::Module& discriminator) {
    StoredTensors present;
    storeModule(present, ofDiscriminator, discriminator);
    for (const auto& [name, tensor] : present) {
        if (name.rfind(ofStyleHead, 0) == 0) {
            model.emplace(name, tensor);
        }
    }
    return model;
}

} // namespace

Generator Trainer::averageOf(const Generator& generator) const {
    Generator copy(generator->config());
    copy->to(m_device);
    copyWeights(generator, copy);
    for (auto parameter : copy->parameters()) {
        parameter.requires_grad_(false);
    }
    copy->eval();
    return copy;
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
    const auto moments = storedMoments(*m_generatorOptimizer, *m_generator);
    const auto next = withUpsampling(m_generator, change);
    const auto nextAverage = withUpsampling(m_average, change);
    if (change.how == SwitchHow::Fresh) { // the average of a kernel begins where the kernel does
        copyChangedKernels(before, next, nextAverage);
    }
    m_average = averageOf(nextAverage);
    m_generator = next;
    m_generatorOptimizer = generatorOptimizer(*m_generator, m_settings);
    m_generatorRates = {1};
    restoreMoments(switchedMoments(moments, before, next->config(), change.how), "", *m_generatorOptimizer,
                   m_generator->named_parameters(), "memory");
}

void Trainer::addStyles(const GeneratorConfig& wanted) {
    if (wanted == config()) {
        return;
    }
    const auto moments = storedMoments(*m_generatorOptimizer, *m_generator);
    m_generator = withStyles(m_generator, wanted);
    m_average = averageOf(withStyles(m_average, wanted));
    m_generatorOptimizer = generatorOptimizer(*m_generator, m_settings);
    m_generatorRates = {1};
    restoreMoments(grownMoments(moments, *m_generator), "", *m_generatorOptimizer,
                   m_generator->named_parameters(), "memory");
    if (m_discriminatorConfig) {
        m_discriminatorConfig->styles = wanted.styles;
    }
    if (m_discriminator && m_discriminator->config().styles != wanted.styles) {
        const auto judged = storedMoments(*m_discriminatorOptimizer, *m_discriminator);
        auto grown = m_discriminator->config();
        grown.styles = wanted.styles;
        take(withStyles(m_discriminator, grown));
        restoreMoments(grownMoments(judged, *m_discriminator), "", *m_discriminatorOptimizer,
                       m_discriminator->named_parameters(), "memory");
    }
    findUntaught();
}

StoredTensors Trainer::modelTensors() const {
    StoredTensors tensors;
    storeModule(tensors, "average.", *m_average);
    storeModule(tensors, "live.", *m_generator);
    if (m_discriminator) {
        storeModule(tensors, ofDiscriminator, *m_discriminator);
    }
    return tensors;
}

StoredTensors Trainer::optimizerTensors() const {
    StoredTensors tensors;
    storeMoments(tensors, "generator.", *m_generatorOptimizer, m_generator->named_parameters());
    if (m_discriminator) {
        storeMoments(tensors, ofDiscriminator, *m_discriminatorOptimizer,
                     m_discriminator->named_parameters());
    }
    tensors["judged"] = toStored(torch::tensor(m_judged, torch::kDouble));
    tensors["random"] = toStored(at::detail::getDefaultCPUGenerator().get_state());
    return tensors;
}

void Trainer::restore(const StoredTensors& model, const StoredTensors& optimizer, long long steps,
                      const std::string& file) {
    restoreModule(model, "average.", *m_average, file);
    restoreModule(model, "live.", *m_generator, file);
    restoreMoments(optimizer, "generator.", *m_generatorOptimizer, m_generator->named_parameters(), file);
    if (anyUnder(model, ofDiscriminator)) { // kept, also while it does not judge
        auto kept = m_discriminatorConfig ? *m_discriminatorConfig
                                          : describedDiscriminator(m_settings, config()).orThrow();
        kept.styleHead =
            anyUnder(model, ofStyleHead) || (m_discriminatorConfig && m_discriminatorConfig->styleHead);
        if (!m_discriminator || !(m_discriminator->config() == kept)) {
            take(Discriminator(kept));
        }
        restoreModule(withStyleHead(model, *m_discriminator), ofDiscriminator, *m_discriminator, file);
        restoreMoments(optimizer, ofDiscriminator, *m_discriminatorOptimizer,
                       m_discriminator->named_parameters(), file);
    }
    if (const auto judged = optimizer.find("judged"); judged != optimizer.end()) {
        m_judged = fromStored(judged->second).item<double>();
    }
    if (const auto random = optimizer.find("random"); random != optimizer.end()) {
        auto generator = at::detail::getDefaultCPUGenerator();
        generator.set_state(fromStored(random->second));
    }
    m_steps = steps;
}

} // namespace typemould
