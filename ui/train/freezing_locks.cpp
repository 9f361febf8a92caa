#include "ui/train/freezing_locks.h"

#include "core/training/network_settings.h"

#include <algorithm>

namespace typemould {

namespace {

using Action = FreezingRule::Action;

bool isLock(const FreezingRule& rule) {
    return rule.action == Action::Freeze || rule.action == Action::Train;
}

bool covers(const std::string& glob, const std::string& name) {
    return glob.ends_with(".*") ? name.starts_with(glob.substr(0, glob.size() - 1)) : glob == name;
}

/// Patterns "encoder_3.attention.*", as short as can be, that match `wanted` and no other name.
std::vector<std::string> globsOf(const std::vector<std::string>& wanted,
                                 const std::vector<std::string>& all) {
    const auto isWanted = [&](const std::string& name) {
        return std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    };
    std::vector<std::string> globs;
    for (const auto& name : wanted) {
        if (std::any_of(globs.begin(), globs.end(), [&](const auto& glob) { return covers(glob, name); })) {
            continue;
        }
        std::string chosen = name;
        for (auto dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot + 1)) {
            const std::string glob = name.substr(0, dot) + ".*";
            if (std::all_of(all.begin(), all.end(),
                            [&](const auto& other) { return !covers(glob, other) || isWanted(other); })) {
                chosen = glob;
                break;
            }
        }
        globs.push_back(chosen);
    }
    return globs;
}

/// A plan of what can be read; rules that cannot stay out of it.
std::vector<std::string> edited(const std::vector<std::string>& rules,
                                const std::function<bool(const FreezingRule&)>& drops,
                                const std::string& added) {
    std::vector<std::string> result;
    for (const auto& text : rules) {
        const auto rule = parseFreezingRule(text);
        if (!rule || !drops(*rule)) {
            result.push_back(text);
        }
    }
    if (!added.empty()) {
        result.push_back(added);
    }
    return result;
}

bool isPlainLockOf(const FreezingRule& rule, FreezingRule::Select select,
                   const std::vector<std::string>& globs) {
    return isLock(rule) && rule.select == select && rule.globs == globs && !rule.from && !rule.until;
}

} // namespace

Result<FreezingNetwork> freezingNetwork(const ProjectData& data) {
    return guarded("looking at the network", [&] {
        const auto generator = networkOf(data).orThrow();
        const auto judge = discriminatorConfigOf(data.training, generator).orThrow();
        return FreezingNetwork{parametersOf(generator),
                               judge ? parametersOf(*judge) : std::vector<ParameterInfo>{}};
    });
}

Status checkFreezingRule(const std::string& rule, const FreezingNetwork& network) {
    const auto parsed = parseFreezingRule(rule);
    if (!parsed) {
        return parsed.error();
    }
    const auto resolved = resolveFreezing({*parsed}, {}, network.generator, network.discriminator);
    return resolved ? Status() : Status(resolved.error());
}

long long numbersMatched(const std::string& rule, const FreezingNetwork& network) {
    auto parsed = parseFreezingRule(rule);
    if (!parsed) {
        return 0;
    }
    parsed->action = Action::Freeze;
    const auto resolved = resolveFreezing({*parsed}, {}, network.generator, network.discriminator);
    long long numbers = 0;
    for (const auto& fate : resolved ? resolved->parameters : std::vector<ParameterFate>{}) {
        numbers += fate.trained ? 0 : fate.numbers;
    }
    return numbers;
}

FreezingView freezingView(const std::vector<std::string>& rules, const FreezingNetwork& network,
                          long long step, double epoch) {
    FreezingView view;
    FreezingPlan plan;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (const auto usable = checkFreezingRule(rules[i], network); !usable) {
            view.problems.push_back({i, usable.error()});
        } else {
            plan.push_back(*parseFreezingRule(rules[i]));
        }
    }
    const auto resolved =
        resolveFreezing(plan, rulesInForce(plan, step, epoch), network.generator, network.discriminator)
            .orThrow();
    view.numbers = resolved.numbers;
    view.trained = resolved.trained;
    std::vector<ParameterKind> kinds;
    for (const auto* part : {&network.generator, &network.discriminator}) {
        for (const auto& info : *part) {
            if (!info.buffer) {
                kinds.push_back(info.kind);
            }
        }
    }
    std::vector<std::string> all;
    for (const auto& fate : resolved.parameters) {
        all.push_back(fate.name);
    }
    for (const auto& block : resolved.blocks) {
        BlockLocks locks{block, {}};
        std::vector<std::vector<std::string>> names;
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            const auto& fate = resolved.parameters[i];
            if (fate.block != block.name) {
                continue;
            }
            auto kind = std::find_if(locks.kinds.begin(), locks.kinds.end(),
                                     [&](const KindFate& known) { return known.kind == kinds[i]; });
            if (kind == locks.kinds.end()) {
                kind = locks.kinds.insert(locks.kinds.end(), KindFate{kinds[i], {}, 0, 0});
                names.emplace_back();
            }
            kind->numbers += fate.numbers;
            kind->trained += fate.trained ? fate.numbers : 0;
            names[static_cast<std::size_t>(kind - locks.kinds.begin())].push_back(fate.name);
        }
        for (std::size_t i = 0; i < names.size(); ++i) {
            locks.kinds[i].globs = globsOf(names[i], all);
        }
        view.blocks.push_back(std::move(locks));
    }
    return view;
}

std::vector<std::string> withBlockLock(const std::vector<std::string>& rules, const BlockLocks& block,
                                       bool frozen) {
    const auto lock = freezingRuleText(withBlock({}, block.block.name, frozen).front());
    return edited(
        rules,
        [&](const FreezingRule& rule) {
            return isPlainLockOf(rule, FreezingRule::Select::Block, {block.block.name}) ||
                   std::any_of(block.kinds.begin(), block.kinds.end(), [&](const KindFate& kind) {
                       return isPlainLockOf(rule, FreezingRule::Select::Name, kind.globs);
                   });
        },
        lock);
}

std::vector<std::string> withKindLock(const std::vector<std::string>& rules, const KindFate& kind,
                                      bool frozen) {
    const FreezingRule lock{
        frozen ? Action::Freeze : Action::Train, 1, FreezingRule::Select::Name, kind.globs, {}, {}};
    return edited(
        rules,
        [&](const FreezingRule& rule) { return isPlainLockOf(rule, FreezingRule::Select::Name, kind.globs); },
        freezingRuleText(lock));
}

std::vector<std::string> withoutLocks(const std::vector<std::string>& rules) {
    return edited(rules, isLock, {});
}

} // namespace typemould
