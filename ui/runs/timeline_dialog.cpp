#include "ui/runs/timeline_dialog.h"

#include "ui/runs/comparison_view.h"
#include "ui/runs/run_text.h"
#include "ui/runs/runs_in_use.h"
#include "ui/widgets/loss_plot.h"
#include "ui/widgets/shown_text.h"
#include "ui/widgets/wheel_guard.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <set>
#include <utility>

namespace typemould {

namespace {

constexpr auto readAgainAfter = std::chrono::milliseconds(1000);
constexpr std::size_t mostEvents = 500;
enum Figure { Trained, Rate, BatchL1, HeldOutL1, Ssim, Iou, figureCount };

/// Where the slider can rest: at the stored previews, and at checkpoints that no preview was stored after.
std::vector<long long> stopsOf(const RunRecord& run) {
    std::set<long long> stops;
    for (const StoredPreview& preview : run.previews) {
        stops.insert(preview.step);
    }
    const long long lastPreview = stops.empty() ? -1 : *stops.rbegin();
    for (const RunCheckpoint& checkpoint : run.summary.checkpoints) {
        if (checkpoint.step > lastPreview) {
            stops.insert(checkpoint.step);
        }
    }
    return {stops.begin(), stops.end()};
}

std::vector<MomentMark> marksOf(const RunRecord& run) {
    std::vector<MomentMark> marks;
    const auto& events = run.history.events;
    for (std::size_t i = events.size() - std::min(events.size(), mostEvents); i < events.size(); ++i) {
        if (events[i].kind != "checkpoint") {
            marks.push_back({events[i].step, MomentMark::Kind::Event, eventText(events[i])});
        }
    }
    for (const RunCheckpoint& checkpoint : run.summary.checkpoints) {
        marks.push_back({checkpoint.step,
                         checkpoint.rank == 1 ? MomentMark::Kind::Best : MomentMark::Kind::Checkpoint,
                         checkpointText(checkpoint)});
    }
    return marks;
}

} // namespace

/// What was read from disk.
struct TimelineDialog::Told {
    std::vector<RunSummary> list;
    std::filesystem::path wanted;
    std::optional<RunRecord> run, now;
};

TimelineDialog::TimelineDialog(Document& document, TrainingRunner& runner, TrainingControl& control,
                               Dialogs& dialogs, QWidget* parent)
    : QDialog(parent), m_document(document), m_runner(runner), m_control(control), m_dialogs(dialogs),
      m_runs(new QComboBox(this)), m_pictures(new ComparisonView(this)), m_slider(new MomentSlider(this)),
      m_figures(new QTableWidget(2, figureCount, this)), m_changes(new QListWidget(this)),
      m_checkpoint(new QLabel(this)), m_settings(new QCheckBox(tr("With the &settings of that time"), this)),
      m_goOn(new QPushButton(tr("&Go on from here"), this)) {
    setObjectName("timelineDialog");
    setWindowTitle(tr("Timeline"));
    makeControls();
    auto* runLabel = new QLabel(tr("&Run"), this);
    runLabel->setBuddy(m_runs);
    auto* top = new QHBoxLayout;
    top->addWidget(runLabel);
    top->addWidget(m_runs, 1);
    auto* legend = new QLabel(tr("◆ a checkpoint is kept, ★ the best one, | something was changed"), this);
    legend->setObjectName("timelineLegend");
    legend->setWordWrap(true);
    auto* changesLabel = new QLabel(tr("&Changed up to then"), this);
    changesLabel->setBuddy(m_changes);
    auto* column = new QVBoxLayout(this);
    column->addLayout(top);
    column->addWidget(scrolledComparison(m_pictures, "timelinePreviews", tr("Previews then and now")), 2);
    column->addWidget(m_slider);
    column->addWidget(legend);
    column->addWidget(m_figures);
    column->addWidget(changesLabel);
    column->addWidget(m_changes, 1);
    column->addLayout(makeFoot());
    m_again.setSingleShot(true);
    m_again.setInterval(readAgainAfter);
    connect(&m_again, &QTimer::timeout, this, &TimelineDialog::read);
    connect(m_slider, &QSlider::valueChanged, this, &TimelineDialog::showMoment);
    connect(m_runs, &QComboBox::activated, this,
            [this] { showRun(pathOf(m_runs->currentData().toString())); });
    connect(m_goOn, &QPushButton::clicked, this, &TimelineDialog::goOn);
    connectStudio();
    resize(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 42);
    m_slider->setFocus();
    read();
}

TimelineDialog::~TimelineDialog() {
    m_readJob.leaveBehind();
    m_pictureJob.leaveBehind();
}

void TimelineDialog::makeControls() {
    m_runs->setObjectName("timelineRun");
    m_runs->setAccessibleName(tr("Run"));
    m_runs->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    guardFromWheel(m_runs);
    m_slider->setObjectName("timelineSlider");
    m_slider->setAccessibleName(tr("Moment of the run"));
    m_slider->setToolTip(tr("Arrow keys go from preview to preview, Page Up and Page Down from checkpoint to "
                            "checkpoint, Home and End to the first and the last."));
    m_figures->setObjectName("timelineFigures");
    m_figures->setAccessibleName(tr("Figures then and now"));
    m_figures->setHorizontalHeaderLabels({tr("Trained for"), tr("Learning rate"), tr("L1 of the batch"),
                                          tr("Held-out L1"), tr("Held-out SSIM"), tr("Held-out ink IoU")});
    m_figures->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_figures->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_figures->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_figures->setSelectionMode(QAbstractItemView::NoSelection);
    m_figures->setTabKeyNavigation(false);
    for (int row = 0; row < 2; ++row) {
        m_figures->setVerticalHeaderItem(row, new QTableWidgetItem);
        for (int figure = 0; figure < figureCount; ++figure) {
            auto* item = new QTableWidgetItem;
            item->setTextAlignment(Qt::AlignCenter);
            m_figures->setItem(row, figure, item);
        }
    }
    m_figures->setFixedHeight(m_figures->horizontalHeader()->sizeHint().height() +
                              m_figures->verticalHeader()->length() + 2 * m_figures->frameWidth());
    m_changes->setObjectName("timelineChanges");
    m_changes->setAccessibleName(tr("What was changed up to that moment"));
    m_changes->setWordWrap(true);
}

QLayout* TimelineDialog::makeFoot() {
    m_checkpoint->setObjectName("timelineCheckpoint");
    m_checkpoint->setWordWrap(true);
    m_settings->setObjectName("timelineSettings");
    m_settings->setChecked(true);
    m_settings->setToolTip(tr("Settings and locks become what they were then. Otherwise only the network "
                              "does, and all else stays as it is set now."));
    m_goOn->setObjectName("timelineGoOn");
    m_goOn->setAutoDefault(false);
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName("timelineClose");
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_checkpoint, 1);
    foot->addWidget(m_settings);
    foot->addWidget(m_goOn);
    foot->addWidget(close);
    return foot;
}

void TimelineDialog::connectStudio() {
    connect(&m_document, &Document::projectChanged, this, &QDialog::close);
    const auto readSoon = [this] {
        if (!m_again.isActive()) {
            m_again.start();
        }
    };
    connect(&m_runner, &TrainingRunner::previewed, this, readSoon);
    connect(&m_runner, &TrainingRunner::checkpointSaved, this, readSoon);
    connect(&m_runner, &TrainingRunner::ended, this, readSoon);
    connect(&m_runner, &TrainingRunner::failed, this, readSoon);
    connect(&m_document, &Document::checkpointChanged, this, readSoon);
    for (const auto signal : {&Document::changingNetworkChanged, &Document::findingCheckpointChanged}) {
        connect(&m_document, signal, this, &TimelineDialog::refreshReturn);
    }
    connect(&m_runner, &TrainingRunner::stateChanged, this, &TimelineDialog::refreshReturn);
}

void TimelineDialog::showRun(const std::filesystem::path& run) {
    m_wanted = run;
    m_run.reset(); // its moments are others: begin at the end
    m_slider->setStops({});
    read();
}

void TimelineDialog::read() {
    if (!m_document.isOpen()) {
        return;
    }
    if (m_readJob.running() && m_run) { // what is read now is shown first
        m_again.start();
        return;
    }
    m_readJob.start(
        [runs = m_document.project().runsFolder(), wanted = m_wanted,
         atWork = runAtWork(m_document, m_runner, m_control)](std::stop_token) {
            Told told{runsIn(runs), wanted.empty() ? atWork : wanted, {}, {}};
            if (told.wanted.empty() && !told.list.empty()) {
                told.wanted = told.list.front().folder;
            }
            if (auto run = readRun(told.wanted)) {
                told.run = std::move(*run);
            }
            if (!atWork.empty() && atWork != told.wanted) {
                if (auto now = readRun(atWork)) {
                    told.now = std::move(*now);
                }
            }
            return told;
        },
        [this](Told told) { tell(std::move(told)); });
}

void TimelineDialog::tell(Told told) {
    m_list = std::move(told.list);
    m_wanted = std::move(told.wanted);
    m_run = std::move(told.run);
    m_now = std::move(told.now);
    showRuns();
    m_slider->setStops(m_run ? stopsOf(*m_run) : std::vector<long long>());
    m_slider->setMarks(m_run ? marksOf(*m_run) : std::vector<MomentMark>());
    showMoment();
}

/// An open list stays as it is but for the texts: the entry under the cursor must not get lost.
void TimelineDialog::showRuns() {
    const auto count = static_cast<int>(m_list.size());
    bool same = count == m_runs->count();
    for (int i = 0; i < count && same; ++i) {
        same = m_runs->itemData(i) == shownPath(m_list[static_cast<std::size_t>(i)].folder);
    }
    if (!same && m_runs->view()->isVisible()) {
        m_again.start(); // until it is closed
        return;
    }
    if (!same) {
        m_runs->clear();
    }
    for (int i = 0; i < count; ++i) {
        const RunSummary& run = m_list[static_cast<std::size_t>(i)];
        if (!same) {
            m_runs->addItem(runLine(run), shownPath(run.folder));
        } else if (m_runs->itemText(i) != runLine(run)) {
            m_runs->setItemText(i, runLine(run));
        }
    }
    m_runs->setCurrentIndex(m_runs->findData(shownPath(m_wanted)));
    m_runs->setEnabled(m_runs->count() > 1);
}

void TimelineDialog::showMoment() {
    m_moment = m_run && m_slider->step() >= 0 ? momentOf(*m_run, m_slider->step()) : RunMoment();
    showFigures(m_moment);
    showPictures(m_moment);
    m_changes->clear();
    for (const TrainingEvent& event : m_moment.changes) {
        m_changes->addItem(eventText(event));
    }
    m_changes->scrollToBottom();
    refreshReturn();
}

void TimelineDialog::showFigures(const RunMoment& moment) {
    const QLocale locale;
    const RunRecord* present = m_now ? &*m_now : m_run ? &*m_run : nullptr;
    const RunMoment now =
        present != nullptr ? momentOf(*present, std::numeric_limits<long long>::max()) : RunMoment();
    const RunMoment* moments[] = {&moment, &now};
    for (int row = 0; row < 2; ++row) {
        const auto& progress = moments[row]->progress;
        const auto& held = moments[row]->evaluation;
        const auto tell = [&](Figure figure, const QString& text) {
            m_figures->item(row, figure)->setText(text);
        };
        const QString none = figureText({});
        tell(Trained, progress ? trainedText(progress->trainedSeconds) : none);
        tell(Rate, progress ? locale.toString(progress->learningRate, 'g', 3) : none);
        tell(BatchL1, progress ? figureText(progress->l1) : none);
        tell(HeldOutL1, held ? figureText(held->generated.l1) : none);
        tell(Ssim, held ? figureText(held->generated.ssim) : none);
        tell(Iou, held ? figureText(held->generated.iou) : none);
    }
    m_figures->verticalHeaderItem(0)->setText(
        tr("Step %1").arg(m_run && m_slider->step() >= 0 ? locale.toString(moment.step) : figureText({})));
    m_figures->verticalHeaderItem(1)->setText(
        present != nullptr ? tr("Now: step %1").arg(locale.toString(present->summary.steps)) : tr("Now"));
}

std::optional<StoredPreview> TimelineDialog::newestPreview() const {
    const RunRecord* present = m_now ? &*m_now : m_run ? &*m_run : nullptr;
    return present != nullptr && !present->previews.empty() ? std::optional(present->previews.back())
                                                            : std::nullopt;
}

void TimelineDialog::showPictures(const RunMoment& moment) {
    const auto then = moment.preview;
    const auto now = newestPreview();
    const std::pair wanted(then ? then->file : std::filesystem::path(),
                           now ? now->file : std::filesystem::path());
    const QLocale locale;
    const QStringList labels{then ? tr("Step %1").arg(locale.toString(then->step)) : tr("Then"),
                             now ? tr("Now: step %1").arg(locale.toString(now->step)) : tr("Now")};
    if (wanted == m_pictured && labels == m_pictures->labels()) {
        m_pictureJob.cancel(); // of a moment that was passed by
        return;
    }
    m_pictureJob.start(
        [wanted](std::stop_token) {
            std::vector<GrayImage> sheets;
            for (const auto& file : {wanted.first, wanted.second}) {
                auto picture = file.empty() ? Result<GrayImage>(GrayImage()) : readPng(file);
                sheets.push_back(picture ? std::move(*picture) : GrayImage());
            }
            return sheets;
        },
        [this, wanted, labels](const std::vector<GrayImage>& sheets) {
            m_pictured = wanted;
            m_pictures->setPreviews(sheets, labels);
        });
}

/// Says what "Go on from here" would go on from, or why it cannot.
void TimelineDialog::refreshReturn() {
    const auto& checkpoint = m_moment.checkpoint;
    QString why = m_document.readOnly()            ? tr("The project is open for reading only.")
                  : m_document.changingNetwork()   ? tr("The network is being changed.")
                  : m_document.findingCheckpoint() ? tr("The newest checkpoint is still being looked for.")
                  : m_runner.state() == TrainingState::Stopping ? tr("The run is stopping.")
                                                                : QString();
    if (!m_run || m_slider->step() < 0) {
        m_checkpoint->setText(m_readJob.running() ? tr("Reading…")
                                                  : tr("There is no run to look back on: start training."));
    } else if (checkpoint) {
        m_checkpoint->setText(why.isEmpty() ? checkpointText(*checkpoint) : why);
    } else {
        const auto& kept = m_run->summary.checkpoints;
        m_checkpoint->setText(kept.empty() ? tr("This run has kept no checkpoint to go on from.")
                                           : tr("No checkpoint is kept from so early: the first one is of "
                                                "step %1.")
                                                 .arg(QLocale().toString(kept.front().step)));
    }
    m_goOn->setEnabled(checkpoint && why.isEmpty());
    m_goOn->setToolTip(checkpoint && why.isEmpty()
                           ? tr("Loads the checkpoint of step %1; what was learnt later stays on disk. Undo "
                                "takes it back.")
                                 .arg(QLocale().toString(checkpoint->step))
                           : m_checkpoint->text());
    m_settings->setEnabled(m_goOn->isEnabled());
}

void TimelineDialog::goOn() {
    if (!m_moment.checkpoint) {
        return;
    }
    const RunCheckpoint checkpoint = *m_moment.checkpoint; // the question may outlast the moment
    const bool settings = m_settings->isChecked();
    const QString step = QLocale().toString(checkpoint.step);
    if (m_runner.active()) {
        if (m_dialogs.ask(this, tr("A run is going"),
                          tr("The network is training. Stop it, save what it has learnt and the project, and "
                             "go on from step %1?")
                              .arg(step),
                          {tr("Stop and go back"), tr("Cancel")}) != 0) {
            return;
        }
    } else if (m_document.project().unsaved()) {
        if (m_dialogs.ask(this, tr("There are unsaved changes"),
                          tr("Going on from step %1 saves the project with all that is changed.").arg(step),
                          {tr("Save and go on"), tr("Cancel")}) != 0) {
            return;
        }
    }
    if (m_document.isOpen()) {
        m_document.goBackTo(checkpoint.folder, settings);
    }
}

} // namespace typemould
