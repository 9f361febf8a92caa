#include "core/training/learning_check.h"

#include "core/training/loss_terms.h"

#include <algorithm>

namespace typemould {

Status checkLearning(const ResolvedFreezing& freezing, const TrainingSettings& settings,
                     const std::optional<DiscriminatorConfig>& judge) {
    const auto refuse = [](const std::string& why, const std::string& advice) {
        return Error{ErrorCode::InvalidArgument, "Nothing would learn: " + why + ".", advice};
    };
    const auto counts = [&](const LossTermInfo& term) {
        const bool judged =
            term.key == "adversarial" || term.key == "feature_matching" || term.key == "style";
        const bool styles = judge && judge->styleHead && judge->styles > 1;
        return settings.*term.weight > 0 && (!judged || judge) && (term.key != "style" || styles);
    };
    const auto& terms = lossTerms();
    if (std::none_of(terms.begin(), terms.end(), counts)) {
        return refuse("no loss has a weight above 0 that something is taught by",
                      "Give l1-weight or another weight a value above 0.");
    }
    if (freezing.trained > 0) {
        return {};
    }
    const auto trains = [&](bool styleHead) {
        return std::any_of(freezing.parameters.begin(), freezing.parameters.end(), [&](const auto& fate) {
            return fate.name.starts_with(discriminatorPrefix) && fate.trained &&
                   (fate.kind == ParameterKind::StyleHead) == styleHead;
        });
    };
    if (trains(false)) {
        return {};
    }
    if (trains(true)) {
        const std::string alone = "the discriminator's style head is all that the freezing plan leaves, and ";
        if (settings.styleWeight <= 0) {
            return refuse(alone + "the style weight is 0",
                          "Give style-weight a value above 0, or let another part train.");
        }
        return judge && judge->styles > 1 ? Status()
                                          : refuse(alone + "it has one style alone to tell from none",
                                                   "Add a style, or let another part train.");
    }
    return refuse("the freezing plan leaves no part that trains",
                  "Take a rule back, or let a part train, for example with 'train block=decoder.*'.");
}

Status checkLearningFrom(const PlanMoment& moment, const FreezingPlan& plan, const TrainingSettings& settings,
                         const GeneratorConfig& generator, const std::optional<DiscriminatorConfig>& judge) {
    const auto drawing = parametersOf(generator);
    const auto judging = judge ? parametersOf(*judge) : std::vector<ParameterInfo>{};
    std::optional<Error> first;
    for (const auto& [step, epoch] : momentsFrom(plan, moment.step, moment.epoch)) {
        const auto resolved = resolveFreezing(plan, rulesInForce(plan, step, epoch), drawing, judging);
        if (!resolved) {
            return resolved.error();
        }
        const auto learning = checkLearning(*resolved, settings, judge);
        if (learning) {
            return {};
        }
        first = first ? first : std::optional(learning.error());
    }
    return *first;
}

} // namespace typemould
