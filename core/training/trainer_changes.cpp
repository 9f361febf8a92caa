// What becomes of the trainer's networks between two steps: another upsampling, more styles, and their state
// written down and taken back.
#include "core/training/added_styles.h"
#include "core/training/network_optimizers.h"
#include "core/training/network_settings.h"
#include "core/training/random_state.h"
#include "core/training/stored_discriminator.h"
#include "core/training/trainer.h"
#include "core/training/upsampling_switch.h"
#include "core/weights/tensor_bytes.h"

#include <algorithm>

namespace typemould {

namespace {

const std::string ofStyleHead = discriminatorPrefix + "style.";

StoredTensors storedMoments(torch::optim::AdamW& optimizer, const torch::nn::Module& network) {
    StoredTensors moments;
    storeMoments(moments, "", optimizer, network.named_parameters());
    return moments;
}

/// The stored discriminator, which has no style head, with the fresh one of `discriminator`.
StoredTensors withFreshStyleHead(const StoredTensors& model, const torch::nn::Module& discriminator) {
    StoredTensors judged;
    for (const auto& [name, tensor] : model) {
        if (name.starts_with(discriminatorPrefix)) {
            judged.emplace(name, tensor);
        }
    }
    storeModule(judged, ofStyleHead, *discriminator.named_children()["style"]);
    return judged;
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
    const RandomTurn turn;
    const auto before = config();
    auto wanted = before;
    setUpsampling(wanted, change.to, change.level);
    if (wanted == before) {
        return; // nothing is drawn from the random numbers either
    }
    const auto moments = storedMoments(*m_generatorOptimizer, *m_generator);
    const auto next = withUpsampling(m_generator, change);
    if (m_average) {
        const auto nextAverage = withUpsampling(m_average, change);
        if (change.how == SwitchHow::Fresh) { // the average of a kernel begins where the kernel does
            copyChangedKernels(before, next, nextAverage);
        }
        m_average = averageOf(nextAverage);
    }
    m_generator = next;
    m_generatorOptimizer = generatorOptimizer(*m_generator, m_settings);
    m_generatorRates = {1};
    restoreMoments(switchedMoments(moments, before, next->config(), change.how), "", *m_generatorOptimizer,
                   m_generator->named_parameters(), "memory");
}

void Trainer::addStyles(const GeneratorConfig& wanted) {
    const RandomTurn turn;
    if (wanted == config()) {
        return;
    }
    const auto moments = storedMoments(*m_generatorOptimizer, *m_generator);
    m_generator = withStyles(m_generator, wanted);
    m_average = m_average ? averageOf(withStyles(m_average, wanted)) : m_average;
    m_generatorOptimizer = generatorOptimizer(*m_generator, m_settings);
    m_generatorRates = {1};
    restoreMoments(grownMoments(moments, *m_generator), "", *m_generatorOptimizer,
                   m_generator->named_parameters(), "memory");
    if (m_discriminatorConfig) {
        m_discriminatorConfig->styles = std::max(m_discriminatorConfig->styles, wanted.styles);
    }
    if (m_discriminator && m_discriminator->config().styles < wanted.styles) {
        const auto judged = storedMoments(*m_discriminatorOptimizer, *m_discriminator);
        auto grown = m_discriminator->config();
        grown.styles = wanted.styles;
        take(withStyles(m_discriminator, grown));
        restoreMoments(grownMoments(judged, *m_discriminator), "", *m_discriminatorOptimizer,
                       m_discriminator->named_parameters(), "memory");
    }
    findUntaught();
}

/// Gives the discriminator a style head that begins fresh; all else of it, and its moments, stay.
void Trainer::addStyleHead() {
    StoredTensors former;
    storeModule(former, discriminatorPrefix, *m_discriminator);
    const auto moments = storedMoments(*m_discriminatorOptimizer, *m_discriminator);
    auto config = m_discriminator->config();
    config.styleHead = true;
    config.styles = m_discriminatorConfig->styles;
    const bool here = m_judgedHere;
    take(Discriminator(config));
    restoreModule(withFreshStyleHead(former, *m_discriminator), discriminatorPrefix, *m_discriminator,
                  "memory");
    restoreMoments(moments, "", *m_discriminatorOptimizer, m_discriminator->named_parameters(), "memory");
    m_judgedHere = here;
}

StoredTensors Trainer::modelTensors() const {
    StoredTensors tensors;
    storeModule(tensors, "average.", *shown());
    storeModule(tensors, "live.", *m_generator);
    if (m_discriminator) {
        storeModule(tensors, discriminatorPrefix, *m_discriminator);
    }
    return tensors;
}

StoredTensors Trainer::optimizerTensors() const {
    const RandomTurn turn;
    StoredTensors tensors;
    storeMoments(tensors, "generator.", *m_generatorOptimizer, m_generator->named_parameters());
    if (m_discriminator) {
        storeMoments(tensors, discriminatorPrefix, *m_discriminatorOptimizer,
                     m_discriminator->named_parameters());
        const bool here = m_judgedHere && m_discriminatorConfig.has_value(); // one that is off joins anew
        tensors["judged"] =
            toStored(torch::tensor({m_judged.total, m_judged.above, here ? 1.0 : 0.0}, torch::kDouble));
    }
    tensors["random"] = toStored(at::detail::getDefaultCPUGenerator().get_state());
    return tensors;
}

void Trainer::restore(const StoredTensors& model, const StoredTensors& optimizer, long long steps,
                      const std::string& file) {
    const RandomTurn turn;
    restoreModule(model, "live.", *m_generator, file);
    if (m_average) {
        restoreModule(model, "average.", *m_average, file);
    }
    restoreMoments(optimizer, "generator.", *m_generatorOptimizer, m_generator->named_parameters(), file);
    if (anyUnder(model, discriminatorPrefix)) { // kept, also while it does not judge
        auto kept = storedDiscriminator(model, discriminatorPrefix,
                                        m_discriminatorConfig
                                            ? *m_discriminatorConfig
                                            : describedDiscriminator(m_settings, config()).orThrow());
        const bool freshHead = m_discriminatorConfig && m_discriminatorConfig->styleHead && !kept.styleHead;
        kept.styleHead = kept.styleHead || freshHead;
        if (m_discriminatorConfig) {
            m_discriminatorConfig->styles = kept.styles;
        }
        if (!m_discriminator || !(m_discriminator->config() == kept)) {
            take(Discriminator(kept));
        }
        const auto completed = freshHead ? withFreshStyleHead(model, *m_discriminator) : StoredTensors{};
        restoreModule(freshHead ? completed : model, discriminatorPrefix, *m_discriminator, file);
        restoreMoments(optimizer, discriminatorPrefix, *m_discriminatorOptimizer,
                       m_discriminator->named_parameters(), file);
        if (const auto judged = optimizer.find("judged"); judged != optimizer.end()) {
            const auto stored = fromStored(judged->second);
            m_judged = {stored[0].item<double>(), stored[1].item<double>()};
            m_judgedHere = stored[2].item<double>() != 0;
        }
    }
    if (const auto random = optimizer.find("random"); random != optimizer.end()) {
        auto generator = at::detail::getDefaultCPUGenerator();
        generator.set_state(fromStored(random->second));
    }
    m_steps = steps;
}

} // namespace typemould
