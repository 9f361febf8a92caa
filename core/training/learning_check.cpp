#include "core/training/learning_check.h"

#include "core/training/loss_terms.h"

#include <algorithm>

namespace typemould {

Status checkLearning(const ResolvedFreezing& freezing, const TrainingSettings& settings) {
    const auto refuse = [](const std::string& why, const std::string& advice) {
        return Error{ErrorCode::InvalidArgument, "Nothing would learn: " + why + ".", advice};
    };
    const auto& terms = lossTerms();
    if (std::none_of(terms.begin(), terms.end(),
                     [&](const auto& term) { return settings.*term.weight > 0; })) {
        return refuse("the weights of all losses are 0", "Give l1-weight or another weight a value above 0.");
    }
    if (freezing.trained > 0) {
        return {};
    }
    const auto trains = [&](bool styleHead) {
        return std::any_of(freezing.parameters.begin(), freezing.parameters.end(), [&](const auto& fate) {
            const bool judge = fate.name.rfind("discriminator.", 0) == 0;
            return judge && fate.trained && (fate.kind == ParameterKind::StyleHead) == styleHead;
        });
    };
    if (trains(false) || (trains(true) && settings.styleWeight > 0)) {
        return {};
    }
    if (trains(true)) {
        return refuse("the discriminator's style head is all that the freezing plan leaves, and the style "
                      "weight is 0",
                      "Give style-weight a value above 0, or let another part train.");
    }
    return refuse("the freezing plan leaves no part that trains",
                  "Take a rule back, or let a part train, for example with 'train block=decoder.*'.");
}

} // namespace typemould
