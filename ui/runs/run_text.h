// Runs, moments and sizes in the designer's words. Pure; GUI thread (translations).
#pragma once

#include "core/training/run_record.h"

#include <QString>

namespace typemould {

/// When the run began, in local time: "2 Jan 2026 03:04"; its folder's name where it does not say.
QString runTitle(const RunSummary& run);
/// The title, how far it came and how it ended: "2 Jan 2026 03:04 · 1,200 steps · stopped".
QString runLine(const RunSummary& run);
/// "0.12 GB" (of 10^9 bytes); less than a hundredth is told as such.
QString gigabytesText(std::uint64_t bytes);
/// "3 min 20 s" of training.
QString trainedText(double seconds);
/// A held-out figure with four places; "–" where there is none.
QString figureText(const std::optional<double>& figure);
/// What is special about a checkpoint: "newest, best"; empty when nothing is.
QString checkpointRank(const RunCheckpoint& checkpoint);
/// "Checkpoint of step 1,200 (best), held-out L1 0.0812, 0.12 GB".
QString checkpointText(const RunCheckpoint& checkpoint);
/// The run that a checkpoint folder lies in.
std::filesystem::path runOf(const std::filesystem::path& checkpoint);

} // namespace typemould
