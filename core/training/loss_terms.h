// The terms that a generator's loss is made of: their names, the settings that weigh them, and what a step
// measured of each. Plain values; no Torch; any thread.
#pragma once

#include "core/training/training_settings.h"

#include <string>
#include <vector>

namespace typemould {

struct LossTermInfo {
    std::string key;           ///< "l1", "edge", ... as in losses.csv
    std::string label;         ///< English, context "Losses"
    std::string weightSetting; ///< key of the setting that weighs it
    double TrainingSettings::*weight;
};
/// All terms, in the order in which they are drawn and stored.
const std::vector<LossTermInfo>& lossTerms();

struct LossTerm {
    std::string key;
    double value = 0;    ///< as it is defined, unweighed
    double weighted = 0; ///< what it adds to the generator's loss
    bool operator==(const LossTerm&) const = default;
};
/// The value of a term, 0 where it is not there.
double termValue(const std::vector<LossTerm>& terms, const std::string& key);
/// A term's share of the total, 0..1, by absolute weighed values; 0 where the total is 0.
double termShare(const std::vector<LossTerm>& terms, const std::string& key);

} // namespace typemould
