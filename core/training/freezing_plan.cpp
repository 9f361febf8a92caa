// What a plan comes to for the parameters of a network.
#include "core/training/freezing_plan.h"

#include <algorithm>
#include <cmath>
#include <fnmatch.h>
#include <set>

namespace typemould {

namespace {

using Action = FreezingRule::Action;
using Select = FreezingRule::Select;

struct Candidate {
    const ParameterInfo* info;
    bool discriminator;
    std::string name;
};

bool fits(const std::string& glob, const std::string& text) {
    return fnmatch(glob.c_str(), text.c_str(), 0) == 0;
}

/// What the globs of a rule are held against.
std::string comparedText(Select select, const Candidate& candidate) {
    return select == Select::Block  ? candidate.info->block
           : select == Select::Kind ? parameterKindName(candidate.info->kind)
                                    : candidate.name;
}

bool matches(const FreezingRule& rule, const Candidate& candidate) {
    if (rule.select == Select::Generator || rule.select == Select::Discriminator) {
        return candidate.discriminator == (rule.select == Select::Discriminator);
    }
    const auto text = comparedText(rule.select, candidate);
    return std::any_of(rule.globs.begin(), rule.globs.end(),
                       [&](const auto& glob) { return fits(glob, text); });
}

/// Whether a network can have a part of that name: this one, or, for kinds and blocks without a number, any.
/// "train kind=embedding|film" serves networks with and without FiLM.
bool isKnown(const std::string& glob, Select select, const std::vector<Candidate>& candidates) {
    if (std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
            return fits(glob, comparedText(select, candidate));
        })) {
        return true;
    }
    if (select != Select::Kind && select != Select::Block) {
        return false;
    }
    const auto& names = select == Select::Kind ? parameterKindNames() : unnumberedBlocks();
    return std::any_of(names.begin(), names.end(), [&](const auto& name) { return fits(glob, name); });
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const auto& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

void addOnce(std::vector<std::string>& names, const std::string& name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
        names.push_back(name);
    }
}

/// `by`: the part of the rule that is at fault, or nothing for all of it.
Error matchesNothing(const FreezingRule& rule, const std::string& by,
                     const std::vector<Candidate>& candidates) {
    std::vector<std::string> blocks, kinds;
    bool discriminator = false, styleHead = false;
    for (const auto& candidate : candidates) {
        addOnce(blocks, candidate.info->block);
        addOnce(kinds, parameterKindName(candidate.info->kind));
        discriminator = discriminator || candidate.discriminator;
        styleHead = styleHead || candidate.info->kind == ParameterKind::StyleHead;
    }
    std::string advice = "The blocks are: " + listed(blocks) + ". The kinds are: " + listed(kinds) + ".";
    if (!discriminator) {
        advice += " There is no discriminator; give adversarial-weight a value to have one.";
    } else if (!styleHead) {
        advice += " There is no style head; give style-weight a value to have one.";
    }
    return {ErrorCode::InvalidArgument,
            "The freezing rule '" + freezingRuleText(rule) + "' matches no parameter of this network" +
                (by.empty() ? "." : " by '" + by + "'."),
            advice};
}

/// An error when the rule, or one of its globs, speaks of nothing.
Status checkMatches(const FreezingRule& rule, const std::vector<Candidate>& candidates) {
    if (std::none_of(candidates.begin(), candidates.end(),
                     [&](const Candidate& candidate) { return matches(rule, candidate); })) {
        return matchesNothing(rule, {}, candidates);
    }
    for (const auto& glob : rule.globs) {
        if (!isKnown(glob, rule.select, candidates)) {
            return matchesNothing(rule, glob, candidates);
        }
    }
    return {};
}

/// The matched blocks with their distance from the output.
std::vector<std::string> blocksFromOutput(const FreezingRule& rule,
                                          const std::vector<Candidate>& candidates) {
    std::vector<std::string> blocks;
    for (auto candidate = candidates.rbegin(); candidate != candidates.rend(); ++candidate) {
        if (matches(rule, *candidate)) {
            addOnce(blocks, candidate->info->block);
        }
    }
    return blocks;
}

void apply(const FreezingRule& rule, const std::vector<Candidate>& candidates,
           std::vector<ParameterFate>& fates) {
    const auto order =
        rule.action == Action::Decay ? blocksFromOutput(rule, candidates) : std::vector<std::string>{};
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (!matches(rule, candidates[i])) {
            continue;
        }
        switch (rule.action) {
        case Action::Freeze:
        case Action::Train:
            fates[i].trained = rule.action == Action::Train;
            break;
        case Action::Rate:
            fates[i].rate *= rule.factor;
            break;
        case Action::Decay: {
            const auto place =
                std::find(order.begin(), order.end(), candidates[i].info->block) - order.begin();
            fates[i].rate *= std::pow(rule.factor, static_cast<double>(place));
            break;
        }
        }
    }
}
} // namespace

std::vector<bool> rulesInForce(const FreezingPlan& plan, long long step, double epoch) {
    std::vector<bool> flags;
    for (const auto& rule : plan) {
        const auto reached = [&](const FreezingRule::Time& time) {
            return (time.epochs ? epoch : static_cast<double>(step)) >= time.value;
        };
        flags.push_back((!rule.from || reached(*rule.from)) && !(rule.until && reached(*rule.until)));
    }
    return flags;
}

std::vector<PlanMoment> momentsFrom(const FreezingPlan& plan, long long step, double epoch) {
    std::set<long long> steps{step};
    std::set<double> epochs{epoch};
    for (const auto& rule : plan) {
        for (const auto& time : {rule.from, rule.until}) {
            if (time && time->epochs && time->value > epoch) {
                epochs.insert(time->value);
            } else if (time && !time->epochs && time->value > static_cast<double>(step)) {
                steps.insert(static_cast<long long>(time->value));
            }
        }
    }
    std::vector<PlanMoment> moments;
    for (const auto laterStep : steps) {
        for (const auto laterEpoch : epochs) {
            moments.push_back({laterStep, laterEpoch});
        }
    }
    return moments;
}

Result<ResolvedFreezing> resolveFreezing(const FreezingPlan& plan, const std::vector<bool>& inForce,
                                         const std::vector<ParameterInfo>& generator,
                                         const std::vector<ParameterInfo>& discriminator) {
    std::vector<Candidate> candidates;
    ResolvedFreezing resolved;
    const auto add = [&](const ParameterInfo& info, bool ofDiscriminator) {
        if (info.buffer) {
            return;
        }
        candidates.push_back(
            {&info, ofDiscriminator, (ofDiscriminator ? discriminatorPrefix : "") + info.name});
        resolved.parameters.push_back({candidates.back().name, info.block, info.kind, info.count(), true, 1});
    };
    for (const auto& info : generator) {
        add(info, false);
    }
    for (const auto& info : discriminator) {
        add(info, true);
    }
    for (std::size_t i = 0; i < plan.size(); ++i) {
        if (auto status = checkMatches(plan[i], candidates); !status) {
            return status.error();
        }
        if (inForce.empty() || inForce.at(i)) {
            apply(plan[i], candidates, resolved.parameters);
        }
    }
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const auto& fate = resolved.parameters[i];
        const long long trained = fate.trained ? fate.numbers : 0;
        auto block = std::find_if(resolved.blocks.begin(), resolved.blocks.end(),
                                  [&](const BlockFate& known) { return known.name == fate.block; });
        if (block == resolved.blocks.end()) {
            block = resolved.blocks.insert(resolved.blocks.end(), {fate.block, 0, 0});
        }
        block->numbers += fate.numbers;
        block->trained += trained;
        if (!candidates[i].discriminator) {
            resolved.numbers += fate.numbers;
            resolved.trained += trained;
        }
    }
    return resolved;
}
} // namespace typemould
