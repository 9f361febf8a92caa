#include "core/training/loss_terms.h"

#include <cmath>

namespace typemould {

const std::vector<LossTermInfo>& lossTerms() {
    using S = TrainingSettings;
    static const std::vector<LossTermInfo> terms{
        {"l1", TYPEMOULD_TRANSLATE_NOOP("Losses", "L1"), "l1-weight", &S::l1Weight},
        {"edge", TYPEMOULD_TRANSLATE_NOOP("Losses", "Edges"), "edge-weight", &S::edgeWeight},
        {"ssim", TYPEMOULD_TRANSLATE_NOOP("Losses", "SSIM"), "ssim-weight", &S::ssimWeight},
        {"total_variation", TYPEMOULD_TRANSLATE_NOOP("Losses", "Total variation"), "total-variation-weight",
         &S::totalVariationWeight},
        {"perceptual", TYPEMOULD_TRANSLATE_NOOP("Losses", "Perceptual"), "perceptual-weight",
         &S::perceptualWeight},
        {"constancy", TYPEMOULD_TRANSLATE_NOOP("Losses", "Constancy"), "constancy-weight",
         &S::constancyWeight},
        {"adversarial", TYPEMOULD_TRANSLATE_NOOP("Losses", "Adversarial"), "adversarial-weight",
         &S::adversarialWeight},
        {"feature_matching", TYPEMOULD_TRANSLATE_NOOP("Losses", "Feature matching"),
         "feature-matching-weight", &S::featureMatchingWeight},
        {"style", TYPEMOULD_TRANSLATE_NOOP("Losses", "Style"), "style-weight", &S::styleWeight}};
    return terms;
}

double termValue(const std::vector<LossTerm>& terms, const std::string& key) {
    for (const auto& term : terms) {
        if (term.key == key) {
            return term.value;
        }
    }
    return 0;
}

double termShare(const std::vector<LossTerm>& terms, const std::string& key) {
    double total = 0, own = 0;
    for (const auto& term : terms) {
        total += std::abs(term.weighted);
        own += term.key == key ? std::abs(term.weighted) : 0;
    }
    return total > 0 ? own / total : 0;
}

} // namespace typemould
