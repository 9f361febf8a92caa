// AdversarialBalance: how strongly the generator is made to please the discriminator, from step to step, so
// that neither wins: one weight, a schedule, or a table by how well the discriminator does. Plain values; no
// Torch; any thread.
#pragma once

#include "core/base/result.h"

#include <string>
#include <utility>
#include <vector>

namespace typemould {

enum class BalanceMode {
    Fixed,    ///< 1 throughout
    Schedule, ///< by the step
    Dynamic,  ///< by the discriminator's loss
};

/// Weights by rising places, read from text like "0=0 500=0.1 2000=0.05".
class BalanceTable {
public:
    /// Places rise; weights are 0..100; "else=W" may stand last. An error names the word and the grammar.
    static Result<BalanceTable> parse(const std::string& text);
    /// Straight lines between the places, their weights held before the first and after the last (as a
    /// schedule, where "else" has no place; see parse()).
    double between(double place) const;
    /// The weight of the first place that is above `value`; "else" where none is (the last weight without
    /// it).
    double below(double value) const;
    bool hasElse() const { return m_else >= 0; }

private:
    std::vector<std::pair<double, double>> m_weights; ///< place, weight
    double m_else = -1;                               ///< negative where it is not given
};

/// The factor of the adversarial weight at `step` (0 is the first), where the discriminator's loss is
/// `discriminatorLoss`.
double balanceFactor(BalanceMode mode, const BalanceTable& table, long long step, double discriminatorLoss);

} // namespace typemould
