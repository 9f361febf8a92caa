// Freezing rules as text, read and written.
#include "core/training/freezing_plan.h"

#include <algorithm>
#include <charconv>
#include <cmath>
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
        if (rule.globs.empty()) {
            refuse("nothing stands after '" + by + "='");
        }
        if (selector.back() == '|' || std::count(rule.globs.begin(), rule.globs.end(), "") > 0) {
            refuse("a name is missing beside a '|'");
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
std::string rulesText(const FreezingPlan& plan, const std::vector<bool>& inForce) {
    std::string text;
    for (std::size_t i = 0; i < plan.size(); ++i) {
        if (inForce.empty() || inForce.at(i)) {
            text += (text.empty() ? "" : "; ") + freezingRuleText(plan[i]);
        }
    }
    return text.empty() ? "every parameter is trained" : text;
}
} // namespace typemould
