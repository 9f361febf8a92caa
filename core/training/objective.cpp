#include "core/training/objective.h"

#include "core/losses/adversarial_losses.h"
#include "core/losses/feature_losses.h"
#include "core/losses/image_losses.h"
#include "core/model/convolution.h"
#include "core/model/group_normalise.h"
#include "core/weights/pth.h"
#include "core/weights/tensor_bytes.h"

#include <algorithm>
#include <filesystem>

namespace typemould {

namespace {

constexpr int penaltyEvery = 16;

BalanceTable schedule(const std::string& text) {
    auto table = BalanceTable::parse(text).orThrow();
    if (table.hasElse()) {
        throw Failure(ErrorCode::InvalidArgument, "A schedule has no 'else': '" + text + "'.",
                      "Its last weight holds from there on.");
    }
    return table;
}

std::optional<BalanceTable> balanceTable(const TrainingSettings& settings) {
    switch (settings.balance) {
    case BalanceMode::Fixed:
        break;
    case BalanceMode::Schedule:
        return schedule(settings.adversarialSchedule);
    case BalanceMode::Dynamic:
        return BalanceTable::parse(settings.balanceTable).orThrow();
    }
    return std::nullopt;
}

std::shared_ptr<const PerceptualFeatures> perceptualFeatures(const TrainingSettings& settings,
                                                             const torch::Device& device) {
    if (settings.perceptualWeight <= 0) {
        return nullptr;
    }
    auto layers = parseWeighedLayers(settings.perceptualLayers).orThrow();
    auto features = [&] {
        if (settings.perceptualFile.empty()) {
            return PerceptualFeatures::scattering(std::move(layers));
        }
        std::map<std::string, torch::Tensor> tensors;
        for (const auto& [name, tensor] :
             readPth(std::filesystem::path(settings.perceptualFile)).orThrow().tensors) {
            if (name.rfind("features.", 0) == 0) {
                tensors[name] = fromStored(tensor);
            }
        }
        return PerceptualFeatures::vgg16(tensors, std::move(layers), settings.perceptualFile);
    }();
    features.to(device);
    return std::make_shared<const PerceptualFeatures>(std::move(features));
}

} // namespace

Objective::Objective(const TrainingSettings& settings, bool styleHead, const torch::Device& device,
                     const Objective* former)
    : m_settings(settings), m_styleHead(styleHead), m_balance(balanceTable(settings)) {
    const bool same = former != nullptr && former->m_perceptual && settings.perceptualWeight > 0 &&
                      former->m_settings.perceptualFile == settings.perceptualFile &&
                      former->m_settings.perceptualLayers == settings.perceptualLayers;
    m_perceptual = same ? former->m_perceptual : perceptualFeatures(settings, device);
}

bool Objective::penalised(long long update) const {
    return m_settings.r1Weight > 0 && update % penaltyEvery == 0;
}

double Objective::factor(long long step, double discriminatorLoss) const {
    return m_balance ? balanceFactor(m_settings.balance, *m_balance, step, discriminatorLoss) : 1;
}

Objective::Loss Objective::ofGenerator(Discriminator& discriminator, const GlyphTensors& glyphs,
                                       const torch::Tensor& drawn, const torch::Tensor& features,
                                       const torch::Tensor& featuresOfTruth, double factor) const {
    const auto& s = m_settings;
    Loss loss;
    const auto add = [&](const char* key, double weight, const torch::Tensor& value) {
        const auto& all = lossTerms();
        const auto info =
            std::find_if(all.begin(), all.end(), [&](const auto& term) { return term.key == key; });
        loss.terms.push_back({&*info, value, weight});
        const auto weighed = weight * value;
        loss.total = loss.total.defined() ? loss.total + weighed : weighed;
    };
    add("l1", s.l1Weight, greyL1(drawn, glyphs.truth)); // measured also where it is not weighed
    if (s.edgeWeight > 0) {
        add("edge", s.edgeWeight, edgeLoss(drawn, glyphs.truth));
    }
    if (s.ssimWeight > 0) {
        add("ssim", s.ssimWeight, ssimLoss(drawn, glyphs.truth));
    }
    if (s.totalVariationWeight > 0) {
        add("total_variation", s.totalVariationWeight, totalVariation(drawn));
    }
    if (m_perceptual) {
        add("perceptual", s.perceptualWeight, m_perceptual->loss(drawn, glyphs.truth));
    }
    if (s.constancyWeight > 0) {
        add("constancy", s.constancyWeight, constancyLoss(s.constancyKind, features, featuresOfTruth));
    }
    if (!discriminator) {
        return loss;
    }
    const bool matching = s.featureMatchingWeight > 0;
    const auto judged = discriminator->judge(glyphs.source, drawn, matching, judgesStyle());
    Judgement real;
    if (matching || s.adversarialKind == AdversarialKind::Relativistic) {
        const torch::NoGradGuard guard;
        real = discriminator->judge(glyphs.source, glyphs.truth, matching, false);
    }
    if (s.adversarialWeight > 0) {
        add("adversarial", factor * s.adversarialWeight,
            adversarialLoss(s.adversarialKind, real.real, judged.real));
    }
    if (matching) {
        add("feature_matching", s.featureMatchingWeight, featureMatching(judged.maps, real.maps));
    }
    if (judged.style.defined()) {
        add("style", s.styleWeight, styleLoss(judged.style, glyphs.styles));
    }
    return loss;
}

Objective::Judged Objective::ofDiscriminator(Discriminator& discriminator, const GlyphTensors& glyphs,
                                             const torch::Tensor& drawn, bool penalised) const {
    const auto& s = m_settings;
    const auto real = discriminator->judge(glyphs.source, glyphs.truth, false, judgesStyle());
    const auto fake = discriminator->judge(glyphs.source, drawn.detach(), false, judgesStyle());
    LabelTreatment labels{s.labelSmoothing, {}};
    if (s.labelNoise > 0) { // drawn on the processor, so that a run is the same on any device
        labels.swapped = (torch::rand({glyphs.source.size(0)}) < s.labelNoise).to(drawn.device());
    }
    auto loss = discriminatorLoss(s.adversarialKind, real.real, fake.real, labels);
    const auto above = loss.detach() - leastDiscriminatorLoss(s.adversarialKind, s.labelSmoothing,
                                                              discriminator->config().family == Family::Film);
    if (real.style.defined()) {
        loss = loss + 0.5 * s.styleWeight *
                          (styleLoss(real.style, glyphs.styles) + styleLoss(fake.style, glyphs.styles));
    }
    if (penalised) {
        const ReducedPrecision whole(false); // second derivatives of bfloat16 are too coarse
        const DifferentiableTwice norms;
        const auto images = glyphs.truth.detach().clone().requires_grad_(true);
        loss = loss + s.r1Weight * penaltyEvery *
                          r1Penalty(discriminator->judge(glyphs.source, images, false, false).real, images);
    }
    return {loss, above};
}

} // namespace typemould
