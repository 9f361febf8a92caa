#include "ui/runs/runs_list.h"

#include "ui/runs/run_text.h"
#include "ui/runs/runs_in_use.h"
#include "ui/widgets/curves_plot.h"
#include "ui/widgets/shown_text.h"

#include <QDateTime>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <set>
#include <utility>

namespace typemould {

namespace {

constexpr auto readAgainAfter = std::chrono::milliseconds(1500);
constexpr int chosenAtFirst = 2;
enum Column { Title, Steps, TrainedFor, Best, Size, columnCount };

QPixmap swatch(const QColor& ink, int side) {
    QPixmap picture(side, side);
    picture.fill(ink);
    return picture;
}

std::filesystem::path folderOf(const QTreeWidgetItem* item) {
    return pathOf(item->data(Title, Qt::UserRole).toString());
}

/// When the experiment of a folder began, in local time.
QString experimentTitle(const std::string& folder) {
    const QString stamp = QString::fromStdString(folder);
    QDateTime began = QDateTime::fromString(stamp.left(15), QStringLiteral("yyyyMMdd-HHmmss"));
    began.setTimeSpec(Qt::UTC);
    return began.isValid() ? QLocale().toString(began.toLocalTime(), QLocale::ShortFormat) : stamp;
}

} // namespace

RunsList::RunsList(Document& document, TrainingRunner& runner, TrainingControl& control, Dialogs& dialogs,
                   QWidget* parent)
    : QWidget(parent), m_document(document), m_runner(runner), m_control(control), m_dialogs(dialogs),
      m_tree(new QTreeWidget(this)), m_total(new QLabel(this)),
      m_delete(new QPushButton(tr("&Delete…"), this)), m_timeline(new QPushButton(tr("&Timeline…"), this)) {
    makeTree();
    m_total->setObjectName("runsTotal");
    m_delete->setObjectName("runsDelete");
    m_timeline->setObjectName("runsTimeline");
    for (QPushButton* button : {m_delete, m_timeline}) {
        button->setAutoDefault(false);
    }
    connect(m_delete, &QPushButton::clicked, this, &RunsList::deleteCurrent);
    connect(m_timeline, &QPushButton::clicked, this, [this] {
        if (const auto* item = m_tree->currentItem()) {
            Q_EMIT timelineWanted(folderOf(item->parent() != nullptr ? item->parent() : item));
        }
    });
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_total, 1);
    foot->addWidget(m_timeline);
    foot->addWidget(m_delete);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tree, 1);
    column->addLayout(foot);
    setMinimumWidth(fontMetrics().averageCharWidth() * 84);
    m_again.setSingleShot(true);
    m_again.setInterval(readAgainAfter);
    connect(&m_again, &QTimer::timeout, this, &RunsList::read);
    connectStudio();
    refreshButtons();
    read();
}

RunsList::~RunsList() {
    m_listJob.leaveBehind();
    m_deleteJob.finish(); // it works in the project's folder
}

void RunsList::makeTree() {
    m_tree->setObjectName("runsTree");
    m_tree->setAccessibleName(tr("Runs and their checkpoints"));
    m_tree->setToolTip(tr("The runs that are ticked are compared."));
    m_tree->setColumnCount(columnCount);
    m_tree->setHeaderLabels({tr("Run"), tr("Steps"), tr("Trained for"), tr("Best L1"), tr("On disk")});
    m_tree->setUniformRowHeights(true);
    m_tree->headerItem()->setToolTip(Best, tr("Smallest L1 on held-out glyphs."));
    m_tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &RunsList::refreshButtons);
    connect(m_tree, &QTreeWidget::itemChanged, this, [this] {
        if (!m_listing) {
            m_first = false;
            showColours();
            Q_EMIT chosenChanged();
        }
    });
}

void RunsList::connectStudio() {
    connect(&m_document, &Document::projectChanged, this, [this] {
        m_again.stop();
        m_listJob.cancel();
        m_deleteJob.finish(); // the folder is another program's now
    });
    const auto readSoon = [this] {
        if (!m_again.isActive()) {
            m_again.start();
        }
    };
    connect(&m_runner, &TrainingRunner::checkpointSaved, this, readSoon);
    connect(&m_runner, &TrainingRunner::ended, this, readSoon);
    connect(&m_runner, &TrainingRunner::failed, this, readSoon);
    connect(&m_document, &Document::checkpointChanged, this, readSoon);
    connect(&m_document, &Document::experimentingChanged, this, readSoon);
    connect(&m_runner, &TrainingRunner::stateChanged, this, &RunsList::refreshButtons);
    connect(&m_document, &Document::changingNetworkChanged, this, &RunsList::refreshButtons);
}

void RunsList::read() {
    if (!m_document.isOpen()) {
        return;
    }
    m_listJob.start(
        [runs = m_document.project().runsFolder(),
         experiments = experimentsFolder(m_document)](std::stop_token) {
            std::vector<Listed> found;
            for (RunSummary& run : runsIn(runs)) {
                found.push_back({std::move(run), {}});
            }
            std::set<std::filesystem::path, std::greater<>> folders; // the newest first
            std::error_code code;
            for (std::filesystem::directory_iterator it(experiments, code), end; !code && it != end;
                 it.increment(code)) {
                folders.insert(it->path());
            }
            for (const auto& folder : folders) {
                for (RunSummary& run : runsIn(folder)) {
                    found.push_back({std::move(run), folder.filename().string()});
                }
            }
            return found;
        },
        [this](const std::vector<Listed>& runs) { list(runs); });
}

/// Fills the tree; what was ticked, unfolded and current stays so.
void RunsList::list(const std::vector<Listed>& runs) {
    std::set<std::filesystem::path> ticked, unfolded;
    for (const ChosenRun& run : chosen()) {
        ticked.insert(run.folder);
    }
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        if (m_tree->topLevelItem(i)->isExpanded()) {
            unfolded.insert(folderOf(m_tree->topLevelItem(i)));
        }
    }
    const auto current =
        m_tree->currentItem() != nullptr ? folderOf(m_tree->currentItem()) : std::filesystem::path();
    m_listing = true;
    m_tree->clear();
    std::uint64_t bytes = 0;
    int place = 0;
    for (const Listed& listed : runs) {
        const bool first = m_first && listed.experiment.empty() && place++ < chosenAtFirst;
        addRow(listed, first || ticked.contains(listed.run.folder), unfolded.contains(listed.run.folder));
        bytes += listed.run.bytes;
    }
    for (QTreeWidgetItemIterator it(m_tree); *it != nullptr; ++it) {
        if (folderOf(*it) == current) {
            m_tree->setCurrentItem(*it);
        }
    }
    m_listing = false;
    m_first = m_first && runs.empty();
    m_total->setText(
        tr("%n run(s) take %1.", nullptr, static_cast<int>(runs.size())).arg(gigabytesText(bytes)));
    showColours();
    refreshButtons();
    Q_EMIT chosenChanged();
}

void RunsList::addRow(const Listed& listed, bool ticked, bool unfolded) {
    const RunSummary& run = listed.run;
    const QString title = listed.experiment.empty() ? runTitle(run)
                                                    : tr("Experiment %1: %2")
                                                          .arg(experimentTitle(listed.experiment),
                                                               QString::fromStdString(run.name));
    const auto best = run.best ? std::optional(run.best->generated.l1) : std::nullopt;
    auto* row =
        new QTreeWidgetItem(m_tree, {title, QLocale().toString(run.steps), trainedText(run.trainedSeconds),
                                     figureText(best), gigabytesText(run.bytes)});
    row->setData(Title, Qt::UserRole, shownPath(run.folder));
    row->setToolTip(Title, shownPath(run.folder));
    row->setCheckState(Title, ticked ? Qt::Checked : Qt::Unchecked);
    for (const RunCheckpoint& checkpoint : run.checkpoints) {
        const QString rank = checkpointRank(checkpoint);
        const QString step = QLocale().toString(checkpoint.step);
        const auto score = checkpoint.score ? std::optional(checkpoint.score->mean.l1) : std::nullopt;
        auto* line =
            new QTreeWidgetItem(row, {rank.isEmpty() ? tr("Checkpoint") : tr("Checkpoint (%1)").arg(rank),
                                      step, trainedText(checkpoint.trainedSeconds), figureText(score),
                                      gigabytesText(checkpoint.bytes)});
        line->setData(Title, Qt::UserRole, shownPath(checkpoint.folder));
        line->setToolTip(Title, shownPath(checkpoint.folder));
    }
    row->setExpanded(unfolded);
    for (QTreeWidgetItemIterator it(row); *it != nullptr && (*it == row || (*it)->parent() == row); ++it) {
        for (int column = Steps; column < columnCount; ++column) {
            (*it)->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        }
    }
}

std::vector<ChosenRun> RunsList::chosen() const {
    std::vector<ChosenRun> runs;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        const auto* row = m_tree->topLevelItem(i);
        if (row->checkState(Title) == Qt::Checked) {
            runs.push_back({folderOf(row), row->text(Title)});
        }
    }
    return runs;
}

/// A ticked run bears the colour of its curve.
void RunsList::showColours() {
    const bool listing = std::exchange(m_listing, true); // the items change, but not what is ticked
    std::size_t place = 0;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        auto* row = m_tree->topLevelItem(i);
        const bool ticked = row->checkState(Title) == Qt::Checked;
        row->setIcon(Title,
                     ticked ? QIcon(swatch(CurvesPlot::colour(place, palette()), fontMetrics().height() / 2))
                            : QIcon());
        place += ticked ? 1 : 0;
    }
    m_listing = listing;
}

void RunsList::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        showColours();
    }
}

void RunsList::refreshButtons() {
    if (!m_document.isOpen()) {
        return; // the window is about to close
    }
    const auto* item = m_tree->currentItem();
    const QString why = item == nullptr         ? tr("Choose a run or a checkpoint.")
                        : m_deleteJob.running() ? tr("Something is being deleted.")
                                                : whyKept(folderOf(item), m_document, m_runner, m_control);
    m_delete->setEnabled(why.isEmpty());
    m_delete->setToolTip(why.isEmpty() ? tr("Removes it from the disk for good.") : why);
    const auto* run = item != nullptr && item->parent() != nullptr ? item->parent() : item;
    const bool own = run != nullptr && folderOf(run).parent_path() == m_document.project().runsFolder();
    m_timeline->setEnabled(own);
    m_timeline->setToolTip(own ? tr("Goes back through this run's previews.")
                               : tr("Choose one of the project's own runs."));
}

void RunsList::deleteCurrent() {
    const auto* item = m_tree->currentItem();
    if (item == nullptr) {
        return;
    }
    const auto folder = folderOf(item);
    const bool run = item->parent() == nullptr;
    const QString size = item->text(Size);
    const QString question =
        run ? tr("Delete the run %1 with everything in it (%2)?").arg(item->text(Title), size)
            : tr("Delete the checkpoint of step %1 (%2)?").arg(item->text(Steps), size);
    const int answer = m_dialogs.ask(this, run ? tr("Delete a run") : tr("Delete a checkpoint"),
                                     question + QLatin1Char('\n') + tr("This cannot be undone."),
                                     {tr("Delete"), tr("Cancel")});
    if (answer != 0 || !m_document.isOpen()) {
        return;
    }
    if (const QString why = whyKept(folder, m_document, m_runner, m_control); !why.isEmpty()) {
        Q_EMIT m_document.notice(why); // it has come into use while the question stood
        return;
    }
    m_deleteJob.start(
        [folder, run](std::stop_token) { return run ? deleteRun(folder) : deleteCheckpoint(folder); },
        [this](const Status& deleted) {
            if (!deleted) {
                m_document.report(deleted.error());
            }
            read();
        });
    refreshButtons();
}

} // namespace typemould
