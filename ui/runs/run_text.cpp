#include "ui/runs/run_text.h"

#include "ui/studio/run_bar.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

namespace typemould {

namespace {

/// Gives the strings of this file their context.
struct RunText {
    Q_DECLARE_TR_FUNCTIONS(RunText)
};

QString endText(const std::string& ended) {
    return ended == "finished"  ? RunText::tr("finished")
           : ended == "stopped" ? RunText::tr("stopped")
           : ended == "failed"  ? RunText::tr("failed")
                                : QString();
}

} // namespace

QString runTitle(const RunSummary& run) {
    const QDateTime began = QDateTime::fromString(QString::fromStdString(run.startedAt), Qt::ISODate);
    return began.isValid() ? QLocale().toString(began.toLocalTime(), QLocale::ShortFormat)
                           : QString::fromStdString(run.name);
}

QString runLine(const RunSummary& run) {
    QStringList parts{runTitle(run), RunText::tr("%1 steps").arg(QLocale().toString(run.steps))};
    if (const QString end = endText(run.ended); !end.isEmpty()) {
        parts << end;
    }
    return parts.join(QStringLiteral(" · "));
}

QString gigabytesText(std::uint64_t bytes) {
    constexpr double gigabyte = 1e9;
    const double size = static_cast<double>(bytes) / gigabyte;
    return bytes > 0 && size < 0.01 ? RunText::tr("< %1 GB").arg(QLocale().toString(0.01, 'f', 2))
                                    : RunText::tr("%1 GB").arg(QLocale().toString(size, 'f', 2));
}

QString trainedText(double seconds) { return durationText(seconds); }

QString figureText(const std::optional<double>& figure) {
    return figure ? QLocale().toString(*figure, 'f', 4) : QStringLiteral("–");
}

QString checkpointRank(const RunCheckpoint& checkpoint) {
    QStringList parts;
    if (checkpoint.newest) {
        parts << RunText::tr("newest");
    }
    if (checkpoint.rank == 1) {
        parts << RunText::tr("best");
    }
    return parts.join(RunText::tr(", "));
}

QString checkpointText(const RunCheckpoint& checkpoint) {
    const QString step = QLocale().toString(checkpoint.step);
    const QString rank = checkpointRank(checkpoint);
    QStringList parts{rank.isEmpty() ? RunText::tr("Checkpoint of step %1").arg(step)
                                     : RunText::tr("Checkpoint of step %1 (%2)").arg(step, rank)};
    if (checkpoint.score) {
        parts << RunText::tr("held-out L1 %1").arg(figureText(checkpoint.score->mean.l1));
    }
    parts << gigabytesText(checkpoint.bytes);
    return parts.join(RunText::tr(", "));
}

std::filesystem::path runOf(const std::filesystem::path& checkpoint) {
    return checkpoint.parent_path().parent_path(); // <run>/checkpoints/<step>
}

} // namespace typemould
