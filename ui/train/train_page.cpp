#include "ui/train/train_page.h"

#include "core/training/run_history.h"
#include "ui/runs/runs_bar.h"
#include "ui/studio/setting_edits.h"
#include "ui/train/blocks_panel.h"
#include "ui/train/figures_panel.h"
#include "ui/train/health_panel.h"
#include "ui/train/preview_panel.h"
#include "ui/train/settings_panel.h"
#include "ui/train/weights_panel.h"
#include "ui/widgets/health_text.h"
#include "ui/widgets/loss_plot.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace typemould {

TrainPage::TrainPage(Document& document, TrainingRunner& runner, TrainingControl& control, Dialogs& dialogs,
                     QWidget* parent)
    : QWidget(parent), m_document(document), m_runner(runner),
      m_preview(new PreviewPanel(document, runner, this)), m_plot(new LossPlot(this)),
      m_health(new HealthPanel(this)), m_figures(new FiguresPanel(this)) {
    setObjectName("trainPage");
    auto* side = new QWidget(this);
    auto* sideColumn = new QVBoxLayout(side);
    sideColumn->addWidget(new SettingsPanel(document, runner, control, side));
    sideColumn->addWidget(m_figures);
    sideColumn->addWidget(m_weights = new WeightsPanel(document, runner, dialogs, side));
    sideColumn->addWidget(new BlocksPanel(document, runner, control, side));
    sideColumn->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName("trainSide");
    scroll->setAccessibleName(tr("Settings, blocks and figures"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(side);
    scroll->setMinimumWidth(side->minimumSizeHint().width() +
                            scroll->verticalScrollBar()->sizeHint().width());

    auto* main = new QSplitter(Qt::Vertical, this);
    main->setObjectName("trainRows");
    main->setChildrenCollapsible(false);
    main->addWidget(m_preview);
    auto* curves = new QWidget(main);
    auto* curvesColumn = new QVBoxLayout(curves);
    curvesColumn->setContentsMargins(0, 0, 0, 0);
    curvesColumn->addWidget(m_health);
    curvesColumn->addWidget(m_plot, 1);
    curvesColumn->addWidget(m_runs = new RunsBar(document, runner, control, dialogs, curves));
    main->addWidget(curves);
    main->setStretchFactor(0, 1);
    main->setStretchFactor(1, 1);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setObjectName("trainColumns");
    split->setChildrenCollapsible(false);
    split->addWidget(scroll);
    split->addWidget(main);
    split->setStretchFactor(1, 1);
    auto* row = new QHBoxLayout(this);
    row->addWidget(split);

    connect(&document, &Document::projectChanged, this, &TrainPage::forgetRun);
    // Queued: the checkpoint that was found is not taken over yet when the search says that it is done.
    connect(&document, &Document::findingCheckpointChanged, this, &TrainPage::readHistory,
            Qt::QueuedConnection);
    connectRunner();
    connectHealth();
    forgetRun();
    readHistory();
}

void TrainPage::setGeneratorFactory(GeneratorFactory factory) {
    m_preview->setGeneratorFactory(std::move(factory));
}

void TrainPage::connectRunner() {
    connect(&m_runner, &TrainingRunner::happened, this, [this](const TrainingEvent& event) {
        tell([this, event] {
            if (event.kind == "started") {
                m_plot->clear();
                m_figures->clear();
            } else if (event.kind == "resumed" || event.kind == "diverged") { // gone back to this step
                m_plot->cutAfter(event.step);
            }
            m_plot->addMark(event);
        });
    });
    connect(&m_runner, &TrainingRunner::progressed, this, [this](const std::vector<TrainingProgress>& rows) {
        tell([this, rows] { m_plot->addRows(rows); });
    });
    connect(&m_runner, &TrainingRunner::evaluated, this, [this](const Evaluation& evaluation) {
        tell([this, evaluation] {
            m_plot->addEvaluation(evaluation);
            m_figures->showEvaluation(evaluation);
        });
    });
}

/// What would help is an edit as any other: a run that goes is told of it, and it can be undone.
void TrainPage::connectHealth() {
    const auto show = [this] {
        m_health->showHealth(m_runner.health(), m_runner.healthLine(), m_runner.active());
    };
    connect(&m_runner, &TrainingRunner::healthChanged, this, show);
    connect(&m_runner, &TrainingRunner::stateChanged, this, show);
    connect(&m_runner, &TrainingRunner::ended, this, show);
    connect(&m_runner, &TrainingRunner::failed, this, show);
    const auto setSettings = [this] {
        m_health->setSettings(m_document.readOnly() ? std::nullopt
                                                    : std::optional(m_document.data().training));
    };
    connect(&m_document, &Document::projectChanged, this, setSettings);
    connect(&m_document, &Document::dataChanged, this, setSettings);
    connect(m_health, &HealthPanel::remedyWanted, this, [this](const HealthFinding& finding) {
        if (finding.action == HealthAction::FitPlacement) {
            m_document.fitPlacements();
            return;
        }
        if (finding.action == HealthAction::LookAtPairs) {
            Q_EMIT pairsWanted();
            return;
        }
        const auto applied =
            editSettings(m_document, tr("Remedy: %1").arg(illnessText(finding.illness)), finding.remedy);
        if (!applied) {
            m_document.report(applied.error());
        }
    });
    setSettings();
    show();
}

/// Shows what a run says: after what its earlier part left on disk, which may still be being read.
void TrainPage::tell(std::function<void()> show) {
    if (m_historyWanted || m_historyJob.running()) {
        m_held.push_back(std::move(show));
    } else {
        show();
    }
}

void TrainPage::forgetRun() {
    m_historyJob.cancel();
    m_held.clear();
    m_plot->clear();
    m_figures->clear();
    m_historyWanted = m_document.isOpen();
}

/// Reads the run that training goes on with, once it is known which one that is.
void TrainPage::readHistory() {
    if (!m_historyWanted || m_document.findingCheckpoint()) {
        return;
    }
    m_historyWanted = false;
    // The run that was begun last may have ended before it had a checkpoint.
    const auto checkpoint = m_document.checkpoint();
    m_historyJob.start(
        [runs = m_document.project().runsFolder(), run = checkpoint
                                                             ? checkpoint->parent_path().parent_path()
                                                             : std::filesystem::path()](std::stop_token) {
            const auto told = run.empty() ? newestRun(runs) : run;
            return told.empty() ? RunHistory() : readRunHistory(told);
        },
        [this](const RunHistory& history) {
            showHistory(history);
            for (const auto& show : std::exchange(m_held, {})) {
                show();
            }
        });
}

void TrainPage::showHistory(const RunHistory& history) {
    m_plot->addRows(history.rows);
    for (const Evaluation& evaluation : history.evaluations) {
        m_plot->addEvaluation(evaluation);
    }
    for (const TrainingEvent& event : history.events) {
        m_plot->addMark(event);
    }
    if (!history.evaluations.empty()) {
        m_figures->showEvaluation(history.evaluations.back());
    }
}

} // namespace typemould
