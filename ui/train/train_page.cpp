#include "ui/train/train_page.h"

#include "ui/train/blocks_panel.h"
#include "ui/train/figures_panel.h"
#include "ui/train/preview_panel.h"
#include "ui/train/run_history.h"
#include "ui/train/settings_panel.h"
#include "ui/widgets/loss_plot.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

namespace typemould {

TrainPage::TrainPage(Document& document, TrainingRunner& runner, Dialogs&, QWidget* parent)
    : QWidget(parent), m_document(document), m_runner(runner),
      m_preview(new PreviewPanel(document, runner, this)), m_plot(new LossPlot(this)),
      m_figures(new FiguresPanel(this)) {
    setObjectName("trainPage");
    auto* side = new QWidget(this);
    auto* sideColumn = new QVBoxLayout(side);
    sideColumn->addWidget(new SettingsPanel(document, runner, side));
    sideColumn->addWidget(m_figures);
    sideColumn->addWidget(new BlocksPanel(document, side));
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
    main->setChildrenCollapsible(false);
    main->addWidget(m_preview);
    main->addWidget(m_plot);
    main->setStretchFactor(0, 1);
    main->setStretchFactor(1, 1);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->addWidget(scroll);
    split->addWidget(main);
    split->setStretchFactor(1, 1);
    auto* row = new QHBoxLayout(this);
    row->addWidget(split);

    connect(&document, &Document::projectChanged, this, &TrainPage::loadHistory);
    connectRunner();
    loadHistory();
}

void TrainPage::setGeneratorFactory(GeneratorFactory factory) {
    m_preview->setGeneratorFactory(std::move(factory));
}

void TrainPage::connectRunner() {
    connect(&m_runner, &TrainingRunner::happened, this, [this](const TrainingEvent& event) {
        if (event.kind == "started") {
            m_plot->clear();
            m_figures->clear();
        } else if (event.kind == "resumed") {
            m_plot->cutAfter(event.step);
        }
        m_plot->addMark(event);
    });
    connect(&m_runner, &TrainingRunner::progressed, m_plot, &LossPlot::addRows);
    connect(&m_runner, &TrainingRunner::evaluated, this, [this](const Evaluation& evaluation) {
        m_plot->addEvaluation(evaluation);
        m_figures->showEvaluation(evaluation);
    });
}

void TrainPage::loadHistory() {
    m_plot->clear();
    m_figures->clear();
    if (!m_document.isOpen()) {
        m_historyJob.cancel();
        return;
    }
    m_historyJob.start(
        [runs = m_document.project().runsFolder()](std::stop_token) {
            const auto run = newestRun(runs);
            return run.empty() ? RunHistory() : readRunHistory(run);
        },
        [this](RunHistory history) {
            if (m_runner.active()) {
                return; // a run that began meanwhile tells its own story
            }
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
        });
}

} // namespace typemould
