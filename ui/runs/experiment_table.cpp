#include "ui/runs/experiment_table.h"

#include "ui/runs/run_text.h"
#include "ui/widgets/shown_text.h"

#include <QHeaderView>
#include <QLocale>

namespace typemould {

namespace {

enum Column { L1, Ssim, Iou, DoneSteps, TrainedFor, Speed, Standing, columnsInAll };

QString stateText(const ExperimentControl::Variant& variant, bool running) {
    if (!variant.result) {
        return variant.begun && running ? ExperimentTable::tr("training")
               : running                ? ExperimentTable::tr("waiting")
                                        : ExperimentTable::tr("not begun");
    }
    return variant.result->error     ? ExperimentTable::tr("failed")
           : variant.result->stopped ? ExperimentTable::tr("cut short")
                                     : ExperimentTable::tr("done");
}

} // namespace

ExperimentTable::ExperimentTable(QWidget* parent) : QTableWidget(parent) {
    setObjectName("experimentTable");
    setAccessibleName(tr("What each came to"));
    setColumnCount(columnsInAll);
    setHorizontalHeaderLabels({tr("Held-out L1"), tr("SSIM"), tr("Ink IoU"), tr("Steps"), tr("Trained for"),
                               tr("Glyphs/s"), tr("State")});
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setMinimumHeight(fontMetrics().height() * 8);
}

/// The copied source first, then a row a variant; what was chosen stays so.
void ExperimentTable::showExperiment(const ExperimentControl& experiment) {
    const QLocale locale;
    const auto& variants = experiment.variants();
    const int best = experiment.winner();
    setRowCount(variants.empty() ? 0 : static_cast<int>(variants.size()) + 1);
    const auto tell = [this](int row, int column, const QString& text, bool bold) {
        auto* item = this->item(row, column);
        if (item == nullptr) {
            item = new QTableWidgetItem;
            item->setTextAlignment(Qt::AlignCenter);
            setItem(row, column, item);
        }
        QFont face = font();
        face.setBold(bold);
        item->setFont(face);
        item->setText(text);
    };
    const auto tellScore = [&](int row, const GlyphScore* score, bool bold) {
        const double figures[] = {score != nullptr ? score->l1 : 0, score != nullptr ? score->ssim : 0,
                                  score != nullptr ? score->iou : 0};
        for (int column = L1; column <= Iou; ++column) {
            tell(row, column, score != nullptr ? figureText(figures[column]) : figureText({}), bold);
        }
    };
    const Evaluation* copied = nullptr; // tells of the source, which is the same for all
    for (std::size_t i = 0; i < variants.size(); ++i) {
        const auto& variant = variants[i];
        const int row = static_cast<int>(i) + 1;
        const bool bold = best == static_cast<int>(i);
        const auto& measured = variant.history->evaluations;
        const Evaluation* evaluation = measured.empty() ? nullptr : &measured.back();
        if (variant.result && variant.result->evaluation) {
            evaluation = &*variant.result->evaluation;
        }
        copied = evaluation != nullptr ? evaluation : copied;
        tellScore(row, evaluation != nullptr ? &evaluation->generated : nullptr, bold);
        const auto& rows = variant.history->rows;
        const TrainingProgress last = rows.empty() ? TrainingProgress() : rows.back();
        tell(row, DoneSteps, locale.toString(variant.result ? variant.result->steps : last.step), bold);
        tell(row, TrainedFor, trainedText(variant.result ? variant.result->seconds : last.trainedSeconds),
             bold);
        tell(row, Speed,
             locale.toString(variant.result ? variant.result->samplesPerSecond : last.samplesPerSecond, 'f',
                             1),
             bold);
        tell(row, Standing, stateText(variant, experiment.running()), bold);
        item(row, Standing)
            ->setToolTip(variant.result && variant.result->error ? errorText(*variant.result->error)
                                                                 : QString());
        setVerticalHeaderItem(row, new QTableWidgetItem(variantText(variant.what)));
    }
    if (!variants.empty()) {
        setVerticalHeaderItem(0, new QTableWidgetItem(tr("Copied source")));
        tellScore(0, copied != nullptr ? &copied->copiedSource : nullptr, false);
        for (int column = DoneSteps; column < columnsInAll; ++column) {
            tell(0, column, figureText({}), false);
        }
    }
}

} // namespace typemould
