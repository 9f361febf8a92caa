// What the locks of the Train page are made of: the network's blocks and the kinds in each, what a project's
// freezing rules come to for them, and the rules that a click on a lock adds. Values; no widgets, any thread.
#pragma once

#include "core/project/project.h"

#include <utility>

namespace typemould {

/// The parameters that a freezing plan can speak of.
struct FreezingNetwork {
    std::vector<ParameterInfo> generator, discriminator;
};
/// Of the network that the project's settings describe; an error when they describe none.
Result<FreezingNetwork> freezingNetwork(const ProjectData& data);

/// All parameters of one kind in one block, with a lock of their own.
struct KindFate {
    ParameterKind kind = ParameterKind::Down;
    std::vector<std::string> globs; ///< name patterns that match these parameters and no others
    long long numbers = 0;
    long long trained = 0;
};
/// One block with its kinds, in the order of the data's way.
struct BlockLocks {
    BlockFate block;
    std::vector<KindFate> kinds;
};

/// A rule that cannot be used on the network.
struct RuleProblem {
    std::size_t place = 0; ///< in the list of rules
    Error error;
};

/// What the rules come to at a moment of the training. Rules that cannot be used are named and left out.
struct FreezingView {
    std::vector<BlockLocks> blocks;
    long long numbers = 0; ///< of the generator
    long long trained = 0; ///< of the generator
    std::vector<RuleProblem> problems;
};
FreezingView freezingView(const std::vector<std::string>& rules, const FreezingNetwork& network,
                          long long step = 0, double epoch = 0);

/// Why a rule cannot be used on the network, or that it can.
Status checkFreezingRule(const std::string& rule, const FreezingNetwork& network);
/// How many numbers of the network a rule speaks of; 0 for one that cannot be used.
long long numbersMatched(const std::string& rule, const FreezingNetwork& network);

/// The rules after the lock of a block was clicked; rules of its kinds, which no longer decide anything, go.
std::vector<std::string> withBlockLock(const std::vector<std::string>& rules, const BlockLocks& block,
                                       bool frozen);
/// The rules after the lock of one kind in a block was clicked.
std::vector<std::string> withKindLock(const std::vector<std::string>& rules, const KindFate& kind,
                                      bool frozen);
/// The rules without any that freezes or unfreezes: learning-rate factors stay.
std::vector<std::string> withoutLocks(const std::vector<std::string>& rules);

} // namespace typemould
