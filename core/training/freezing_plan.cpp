#include "core/training/freezing_plan.h"

#include <charconv>
#include <cmath>
#include <fnmatch.h>
#include <sstream>

namespace typemould {

namespace {

using Action = FreezingRule::Action;
using Select = FreezingRule::Select;

constexpr const char* grammar = "Write it as (freeze | train | rate FACTOR | decay FACTOR) (generator | "
                                "discriminator | block=NAMES | kind=NAMES "
                                "| name=NAMES) [from step N | from epoch N] [until step N | until epoch N], "
                                "for example 'freeze block=encoder.* "
                                "until step 500'.";

std::optional<double> numberOf(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
        return std::nullopt;
    }
    return value;
}

std::string numberText(double value) {
    char text[32];
    const bool whole = value == std::floor(value) && value < 1e15;
    const auto result = whole ? std::to_chars(text, text + sizeof text, static_cast<long long>(value))
                              : std::to_chars(text, text + sizeof text, value);
    return {text, result.ptr};
}

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, at);) {
        parts.push_back(part);
    }
    return parts;
}

bool matchesAny(const std::vector<std::string>& globs, const std::string& text) {
    for (const auto& glob : globs) {
        if (fnmatch(glob.c_str(), text.c_str(), 0) == 0) {
            return true;
        }
    }
    return false;
}

/// Reads a rule word by word; throws Failure.
class RuleReader {
public:
    explicit RuleReader(const std::string& text) : m_text(text), m_words(text) {}

    FreezingRule read() {
        FreezingRule rule;
        readAction(rule);
        readSelector(rule);
        for (std::string word; m_words >> word;) {
            auto& time = word == "from" ? rule.from : rule.until;
            if ((word != "from" && word != "until") || time) {
                refuse("'" + word + "' is not expected there");
            }
            time = readTime();
        }
        if (rule.from && rule.until && rule.from->epochs == rule.until->epochs &&
            rule.from->value >= rule.until->value) {
            refuse("it ends before it begins");
        }
        return rule;
    }

private:
    [[noreturn]] void refuse(const std::string& why) const {
        throw Failure(ErrorCode::InvalidArgument,
                      "The freezing rule '" + m_text + "' cannot be read: " + why + ".", grammar);
    }
    std::string word(const char* what) {
        std::string next;
        if (!(m_words >> next)) {
            refuse(std::string(what) + " is missing");
        }
        return next;
    }
    void readAction(FreezingRule& rule) {
        const auto action = word("what to do");
        if (action == "freeze" || action == "train") {
            rule.action = action == "freeze" ? Action::Freeze : Action::Train;
        } else if (action == "rate" || action == "decay") {
            rule.action = action == "rate" ? Action::Rate : Action::Decay;
            const auto factor = numberOf(word("the factor"));
            const double largest = rule.action == Action::Decay ? 1 : 100;
            if (!factor || *factor <= 0 || *factor > largest) {
                refuse("the factor must be above 0 and at most " + numberText(largest));
            }
            rule.factor = *factor;
        } else {
            refuse("'" + action + "' is none of freeze, train, rate and decay");
        }
    }
    void readSelector(FreezingRule& rule) {
        const auto selector = word("which parameters");
        if (selector == "generator" || selector == "discriminator") {
            rule.select = selector == "generator" ? Select::Generator : Select::Discriminator;
            return;
        }
        const auto equals = selector.find('=');
        const auto by = selector.substr(0, equals);
        if (equals == std::string::npos || (by != "block" && by != "kind" && by != "name")) {
            refuse("'" + selector + "' names no parameters");
        }
        rule.select = by == "block" ? Select::Block : by == "kind" ? Select::Kind : Select::Name;
        rule.globs = split(selector.substr(equals + 1), '|');
        if (rule.globs.empty() || matchesAny({""}, rule.globs.front())) {
            refuse("nothing stands after '" + by + "='");
        }
    }
    FreezingRule::Time readTime() {
        const auto unit = word("step or epoch");
        if (unit != "step" && unit != "epoch") {
            refuse("'" + unit + "' is neither step nor epoch");
        }
        const auto value = numberOf(word("the number"));
        if (!value || *value < 0 || (unit == "step" && *value != std::floor(*value))) {
            refuse("the " + unit + " must be a number from 0 on");
        }
        return {unit == "epoch", *value};
    }

    std::string m_text;
    std::istringstream m_words;
};

struct Candidate {
    const ParameterInfo* info;
    bool discriminator;
    std::string name;
};

bool matches(const FreezingRule& rule, const Candidate& candidate) {
    switch (rule.select) {
    case Select::Generator:
        return !candidate.discriminator;
    case Select::Discriminator:
        return candidate.discriminator;
    case Select::Block:
        return matchesAny(rule.globs, candidate.info->block);
    case Select::Kind:
        return matchesAny(rule.globs, parameterKindName(candidate.info->kind));
    case Select::Name:
        return matchesAny(rule.globs, candidate.name);
    }
    return false;
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

Error matchesNothing(const FreezingRule& rule, const std::vector<Candidate>& candidates) {
    std::vector<std::string> blocks, kinds;
    bool discriminator = false;
    for (const auto& candidate : candidates) {
        addOnce(blocks, candidate.info->block);
        addOnce(kinds, parameterKindName(candidate.info->kind));
        discriminator = discriminator || candidate.discriminator;
    }
    std::string advice = "The blocks are: " + listed(blocks) + ". The kinds are: " + listed(kinds) + ".";
    if (!discriminator) {
        advice += " There is no discriminator; give adversarial-weight a value to have one.";
    }
    return {ErrorCode::InvalidArgument,
            "The freezing rule '" + freezingRuleText(rule) + "' matches no parameter of this network.",
            advice};
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

Result<FreezingRule> parseFreezingRule(const std::string& text) {
    return guarded("reading a freezing rule",
                   [&]() -> Result<FreezingRule> { return RuleReader(text).read(); });
}

std::string freezingRuleText(const FreezingRule& rule) {
    static constexpr const char* actions[] = {"freeze", "train", "rate ", "decay "};
    static constexpr const char* selectors[] = {"generator", "discriminator", "block=", "kind=", "name="};
    std::string text = actions[static_cast<int>(rule.action)];
    if (rule.action == Action::Rate || rule.action == Action::Decay) {
        text += numberText(rule.factor);
    }
    text += std::string(" ") + selectors[static_cast<int>(rule.select)];
    for (std::size_t i = 0; i < rule.globs.size(); ++i) {
        text += (i == 0 ? "" : "|") + rule.globs[i];
    }
    const auto time = [&](const char* word, const std::optional<FreezingRule::Time>& at) {
        if (at) {
            text += std::string(" ") + word + (at->epochs ? " epoch " : " step ") + numberText(at->value);
        }
    };
    time("from", rule.from);
    time("until", rule.until);
    return text;
}

Result<FreezingPlan> parseFreezingPlan(const std::vector<std::string>& rules) {
    FreezingPlan plan;
    for (const auto& text : rules) {
        auto rule = parseFreezingRule(text);
        if (!rule) {
            return rule.error();
        }
        plan.push_back(*rule);
    }
    return plan;
}

std::vector<std::string> freezingPlanTexts(const FreezingPlan& plan) {
    std::vector<std::string> texts;
    for (const auto& rule : plan) {
        texts.push_back(freezingRuleText(rule));
    }
    return texts;
}

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

std::string rulesText(const FreezingPlan& plan, const std::vector<bool>& inForce) {
    std::string text;
    for (std::size_t i = 0; i < plan.size(); ++i) {
        if (inForce.empty() || inForce.at(i)) {
            text += (text.empty() ? "" : "; ") + freezingRuleText(plan[i]);
        }
    }
    return text.empty() ? "every parameter is trained" : text;
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
        candidates.push_back({&info, ofDiscriminator, (ofDiscriminator ? "discriminator." : "") + info.name});
        resolved.parameters.push_back({candidates.back().name, info.block, info.count(), true, 1});
    };
    for (const auto& info : generator) {
        add(info, false);
    }
    for (const auto& info : discriminator) {
        add(info, true);
    }
    for (std::size_t i = 0; i < plan.size(); ++i) {
        bool matched = false;
        for (const auto& candidate : candidates) {
            matched = matched || matches(plan[i], candidate);
        }
        if (!matched) {
            return matchesNothing(plan[i], candidates);
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
    std::vector<std::string> known;
    for (const auto& preset : freezingPresets()) {
        if (preset.key == key) {
            return parseFreezingPlan(preset.rules);
        }
        known.push_back(preset.key);
    }
    return Error{ErrorCode::InvalidArgument, "There is no freezing preset called '" + key + "'.",
                 "The presets are: " + listed(known) + "."};
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
