// What of the runs on disk the studio works on, and must not be taken away. GUI thread.
#pragma once

#include "ui/studio/training_control.h"

#include <filesystem>
#include <vector>

namespace typemould {

/// Where the runs of experiments lie; only of an open project.
std::filesystem::path experimentsFolder(const Document& document);
/// The run that is shown as "now": of the run that goes, else of the checkpoint that training goes on from;
/// empty without either.
std::filesystem::path runAtWork(const Document& document, const TrainingRunner& runner,
                                const TrainingControl& control);
/// Why a run folder, or a checkpoint folder of a run, cannot be deleted now, as a sentence; empty when it
/// can.
QString whyKept(const std::filesystem::path& folder, const Document& document, const TrainingRunner& runner,
                const TrainingControl& control);

} // namespace typemould
