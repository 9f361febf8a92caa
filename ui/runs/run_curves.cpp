#include "ui/runs/run_curves.h"

#include "core/training/run_record.h"

#include <QCoreApplication>

namespace typemould {

namespace {

/// Gives the strings of this file their context.
struct RunCurves {
    Q_DECLARE_TR_FUNCTIONS(RunCurves)
};

double heldOut(const Evaluation& evaluation, RunFigure figure) {
    const GlyphScore& score = evaluation.generated;
    return figure == RunFigure::HeldOutL1     ? score.l1
           : figure == RunFigure::HeldOutSsim ? score.ssim
                                              : score.iou;
}

double ofStep(const TrainingProgress& row, RunFigure figure) {
    return figure == RunFigure::BatchL1         ? row.l1
           : figure == RunFigure::GeneratorLoss ? row.generatorLoss
                                                : row.discriminatorLoss;
}

} // namespace

const std::vector<RunFigure>& runFigures() {
    static const std::vector<RunFigure> figures{RunFigure::HeldOutL1,     RunFigure::HeldOutSsim,
                                                RunFigure::HeldOutIou,    RunFigure::BatchL1,
                                                RunFigure::GeneratorLoss, RunFigure::DiscriminatorLoss};
    return figures;
}

QString runFigureText(RunFigure figure) {
    switch (figure) {
    case RunFigure::HeldOutL1:
        return RunCurves::tr("Held-out L1");
    case RunFigure::HeldOutSsim:
        return RunCurves::tr("Held-out SSIM");
    case RunFigure::HeldOutIou:
        return RunCurves::tr("Held-out ink IoU");
    case RunFigure::BatchL1:
        return RunCurves::tr("L1 of the batch");
    case RunFigure::GeneratorLoss:
        return RunCurves::tr("Generator total");
    case RunFigure::DiscriminatorLoss:
        return RunCurves::tr("Discriminator");
    }
    return {};
}

bool isHeldOut(RunFigure figure) {
    return figure == RunFigure::HeldOutL1 || figure == RunFigure::HeldOutSsim ||
           figure == RunFigure::HeldOutIou;
}

std::vector<LossPoint> runCurve(const RunHistory& history, RunFigure figure, bool minutes) {
    LossSeries series;
    if (isHeldOut(figure)) {
        for (const Evaluation& evaluation : history.evaluations) {
            const auto step = static_cast<double>(evaluation.step);
            series.add(minutes ? secondsAt(history, evaluation.step) / 60 : step,
                       heldOut(evaluation, figure));
        }
    } else {
        for (const TrainingProgress& row : history.rows) {
            series.add(minutes ? row.trainedSeconds / 60 : static_cast<double>(row.step),
                       ofStep(row, figure));
        }
    }
    return series.points();
}

} // namespace typemould
