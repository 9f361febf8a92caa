// Plans with a name, and plans that are made of clicks and switches.
#include "core/training/freezing_plan.h"

#include <algorithm>

namespace typemould {

using Action = FreezingRule::Action;
using Select = FreezingRule::Select;

const std::vector<FreezingPreset>& freezingPresets() {
    static const std::vector<FreezingPreset> list{
        {"everything",
         TYPEMOULD_TRANSLATE_NOOP("Freezing", "Everything trains"),
         TYPEMOULD_TRANSLATE_NOOP("Freezing",
                                  "No part is frozen: for a fresh network, or two fonts that differ much."),
         {}},
        {"style",
         TYPEMOULD_TRANSLATE_NOOP("Freezing", "Style only"),
         TYPEMOULD_TRANSLATE_NOOP("Freezing",
                                  "Only the style embedding and its FiLM layers train: another style for a "
                                  "network that draws well already."),
         {"freeze generator", "train kind=embedding|film"}},
        {"decoder",
         TYPEMOULD_TRANSLATE_NOOP("Freezing", "Decoder only"),
         TYPEMOULD_TRANSLATE_NOOP("Freezing",
                                  "What it sees stays, how it draws is learnt: quicker steps, and the first "
                                  "thing to try after the upsampling was switched."),
         {"freeze generator", "train block=decoder.*|output*"}},
        {"attention",
         TYPEMOULD_TRANSLATE_NOOP("Freezing", "Attention only"),
         TYPEMOULD_TRANSLATE_NOOP("Freezing",
                                  "Only the attention layers train: for strokes that stand well but do not "
                                  "belong together."),
         {"freeze generator", "train kind=attention"}},
        {"transformer",
         TYPEMOULD_TRANSLATE_NOOP("Freezing", "Transformer only"),
         TYPEMOULD_TRANSLATE_NOOP("Freezing", "Only the transformer blocks train."),
         {"freeze generator", "train kind=transformer"}},
        {"style_head",
         TYPEMOULD_TRANSLATE_NOOP("Freezing", "Style head only"),
         TYPEMOULD_TRANSLATE_NOOP("Freezing",
                                  "Only the discriminator's style head trains: to teach it a new style "
                                  "before the generator has to please it."),
         {"freeze generator", "freeze discriminator", "train kind=style_head"}}};
    return list;
}

Result<FreezingPlan> freezingPreset(const std::string& key) {
    std::string known;
    for (const auto& preset : freezingPresets()) {
        if (preset.key == key) {
            return parseFreezingPlan(preset.rules);
        }
        known += (known.empty() ? "" : ", ") + preset.key;
    }
    return Error{ErrorCode::InvalidArgument, "There is no freezing preset called '" + key + "'.",
                 "The presets are: " + known + "."};
}

FreezingPlan phasedPlan(long long step, long long steps, int encoderLevels) {
    FreezingPlan plan;
    const auto until = [&](long long at) {
        return FreezingRule::Time{false, static_cast<double>(step + at)};
    };
    for (int level = encoderLevels; level >= 1; --level) {
        const long long later = steps * (encoderLevels - level) / encoderLevels;
        plan.push_back({Action::Freeze,
                        1,
                        Select::Block,
                        {"encoder." + std::to_string(level)},
                        {},
                        until(steps + later)});
    }
    plan.push_back({Action::Rate, 2, Select::Block, {"decoder.*"}, {}, until(steps)});
    return plan;
}

FreezingPlan withBlock(FreezingPlan plan, const std::string& block, bool frozen) {
    std::erase_if(plan, [&](const FreezingRule& rule) {
        return (rule.action == Action::Freeze || rule.action == Action::Train) &&
               rule.select == Select::Block && rule.globs == std::vector<std::string>{block} && !rule.from &&
               !rule.until;
    });
    plan.push_back({frozen ? Action::Freeze : Action::Train, 1, Select::Block, {block}, {}, {}});
    return plan;
}

} // namespace typemould
