// What can be drawn of several runs over each other. Pure; any thread but for the labels (translations).
#pragma once

#include "core/training/run_history.h"
#include "ui/widgets/loss_series.h"

#include <QString>

#include <vector>

namespace typemould {

enum class RunFigure { HeldOutL1, HeldOutSsim, HeldOutIou, BatchL1, GeneratorLoss, DiscriminatorLoss };
/// All of them, in the order in which they are offered.
const std::vector<RunFigure>& runFigures();
/// "Held-out L1".
QString runFigureText(RunFigure figure);
/// Whether it is measured now and then, not at every step.
bool isHeldOut(RunFigure figure);
/// A figure over the steps of a run, or over its minutes of training; bounded however long the run.
std::vector<LossPoint> runCurve(const RunHistory& history, RunFigure figure, bool minutes);

} // namespace typemould
