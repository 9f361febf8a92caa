// FreezingPlan: which parameters train, and at what share of the learning rate. A value: ordered rules,
// resolved to exact parameter names before a step is made, so that a rule that matches nothing is an error
// and the counts can be shown. Rules may have a time, which makes a schedule of the plan. No Torch; any
// thread.
#pragma once

#include "core/base/result.h"
#include "core/model/parameters.h"

#include <optional>
#include <string>
#include <vector>

namespace typemould {

/// One rule. Written as text, in JSON as on the command line:
///   (freeze | train | rate FACTOR | decay FACTOR) SELECTOR [from TIME] [until TIME]
///   SELECTOR: generator, discriminator, block=GLOB, kind=GLOB or name=GLOB; "|" between globs means or
///   TIME: step N or epoch N
/// "freeze block=encoder.* until step 500"; "train kind=film|embedding"; "rate 0.5 kind=embedding".
struct FreezingRule {
    enum class Action {
        Freeze,
        Train, ///< takes back an earlier freeze
        Rate,  ///< multiplies the learning rate by `factor`
        Decay, ///< multiplies it by factor^k in the k-th matched block counted from the output (layer-wise
               ///< decay)
    };
    enum class Select { Generator, Discriminator, Block, Kind, Name };
    struct Time {
        bool epochs = false; ///< in epochs; else in steps
        double value = 0;
        bool operator==(const Time&) const = default;
    };
    Action action = Action::Freeze;
    double factor = 1;
    Select select = Select::Generator;
    std::vector<std::string> globs; ///< for Block, Kind and Name
    std::optional<Time> from;       ///< in force from there on
    std::optional<Time> until;      ///< in force before it
    bool operator==(const FreezingRule&) const = default;
};
using FreezingPlan = std::vector<FreezingRule>;

/// Reads a rule; an error shows the text, what is wrong with it and the grammar.
Result<FreezingRule> parseFreezingRule(const std::string& text);
std::string freezingRuleText(const FreezingRule& rule);
Result<FreezingPlan> parseFreezingPlan(const std::vector<std::string>& rules);
std::vector<std::string> freezingPlanTexts(const FreezingPlan& plan);

/// The rules in force at a moment, one flag a rule.
std::vector<bool> rulesInForce(const FreezingPlan& plan, long long step, double epoch);
/// When rules are looked at: so many steps and epochs are done.
struct PlanMoment {
    long long step = 0;
    double epoch = 0;
    bool operator==(const PlanMoment&) const = default;
};
/// That moment, and all after it at which the time of a rule begins or ends. Where some rules count steps and
/// others epochs, each with each: how many steps make an epoch is not known here.
std::vector<PlanMoment> momentsFrom(const FreezingPlan& plan, long long step, double epoch);

/// The rules in force, for an event or a line of text: "freeze block=encoder.*; train kind=film", or that
/// there are none.
std::string rulesText(const FreezingPlan& plan, const std::vector<bool>& inForce);

/// What the plan comes to for one parameter.
struct ParameterFate {
    std::string name; ///< the discriminator's begin with "discriminator."
    std::string block;
    ParameterKind kind = ParameterKind::Down;
    long long numbers = 0;
    bool trained = true;
    double rate = 1; ///< share of the learning rate
};
/// What it comes to for one block.
struct BlockFate {
    std::string name;
    long long numbers = 0;
    long long trained = 0;
};
struct ResolvedFreezing {
    std::vector<ParameterFate> parameters; ///< the generator's in its order, then the discriminator's
    std::vector<BlockFate> blocks;         ///< in the order of the data's way
    long long numbers = 0;                 ///< of the generator
    long long trained = 0;                 ///< of the generator
};
/// Applies the rules in force (all rules when `inForce` is empty) in their order; of freeze and train the
/// last that matches decides, rates multiply. `discriminator` is empty when there is none. An error names the
/// first rule that matches nothing, in force or not, or the name in it that no network knows (a level, a
/// parameter: that this one does not have), and lists what there is.
Result<ResolvedFreezing> resolveFreezing(const FreezingPlan& plan, const std::vector<bool>& inForce,
                                         const std::vector<ParameterInfo>& generator,
                                         const std::vector<ParameterInfo>& discriminator = {});

/// A plan with a name, as designers of the zi2zi family know them.
struct FreezingPreset {
    std::string key;   ///< "everything", "style", "decoder", "attention", "transformer", "style_head"
    std::string label; ///< English, context "Freezing"
    std::string help;  ///< when to choose it; English, context "Freezing"
    std::vector<std::string> rules;
};
const std::vector<FreezingPreset>& freezingPresets();
Result<FreezingPlan> freezingPreset(const std::string& key);

/// The plan after the upsampling was switched at `step`: the encoder frozen for `steps` steps while the
/// decoder trains at twice its rate, then unfrozen level by level from the inside out, a level each steps /
/// levels. `encoderLevels`: the number of encoder blocks.
FreezingPlan phasedPlan(long long step, long long steps, int encoderLevels);

/// The plan with one block locked or unlocked: as if its lock were clicked after all else.
FreezingPlan withBlock(FreezingPlan plan, const std::string& block, bool frozen);

} // namespace typemould
