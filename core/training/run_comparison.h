// Runs beside each other: the settings that differ, figures at equal steps and at equal minutes, a picture of
// their previews. Pure; any thread.
#pragma once

#include "core/training/run_record.h"

#include <optional>
#include <string>
#include <vector>

namespace typemould {

/// A setting that is not the same in all runs.
struct SettingDifference {
    std::string key;
    std::vector<std::string> values; ///< as text, one a run; empty where the run does not say
};
/// In the order of the settings' description.
std::vector<SettingDifference> differingSettings(const std::vector<RunRecord>& runs);

/// Where the runs stood at one place on the axis.
struct ComparedFigures {
    double at = 0;                                  ///< steps, or minutes of training
    std::vector<std::optional<GlyphScore>> heldOut; ///< one a run, between the measurements around it; none
                                                    ///< outside of what was measured
    std::vector<std::optional<double>> trainedL1;   ///< one a run: mean L1 of the batches around it
};
/// At `marks` even places up to what all runs that have rows reached; empty when fewer than two have.
std::vector<ComparedFigures> figuresAtEqualSteps(const std::vector<RunRecord>& runs, int marks = 5);
std::vector<ComparedFigures> figuresAtEqualMinutes(const std::vector<RunRecord>& runs, int marks = 5);

/// Stored previews (rows source, generated, truth) as one picture: source and truth once and the generated
/// rows between them in the runs' order, where all show the same characters; else whole previews below each
/// other. Empty ones are left out.
GrayImage contactPicture(const std::vector<GrayImage>& previews);

} // namespace typemould
