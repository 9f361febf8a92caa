#include "ui/runs/runs_comparison.h"

#include "core/training/run_comparison.h"
#include "ui/runs/comparison_view.h"
#include "ui/runs/run_text.h"
#include "ui/widgets/setting_text.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>
#include <utility>

namespace typemould {

namespace {

constexpr auto choosingPause = std::chrono::milliseconds(150);

void readOnlyTable(QTableWidget* table, const char* name, const QString& accessible) {
    table->setObjectName(name);
    table->setAccessibleName(accessible);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
}

QString scoreText(const std::optional<GlyphScore>& score) {
    return score ? QStringLiteral("%1 / %2 / %3")
                       .arg(figureText(score->l1), figureText(score->ssim), figureText(score->iou))
                 : figureText({});
}

} // namespace

/// What was read.
struct RunsComparison::Compared {
    std::vector<RunRecord> runs;
    QStringList titles;
    std::vector<GrayImage> previews;
    std::vector<long long> steps; ///< of the previews; -1: none
};

RunsComparison::RunsComparison(QWidget* parent)
    : QTabWidget(parent), m_curves(new RunCurvesPanel(this)), m_figures(new QTableWidget(this)),
      m_settings(new QTableWidget(this)), m_settingsTold(new QLabel(this)),
      m_previews(new ComparisonView(this)), m_atStep(new QCheckBox(tr("All at &step"), this)),
      m_step(new QSpinBox(this)) {
    setObjectName("runsTabs");
    setAccessibleName(tr("What is compared"));
    addTab(makeCurves(), tr("Curves"));
    addTab(makeSettings(), tr("Settings"));
    addTab(makePreviews(), tr("Previews"));
    m_settle.setSingleShot(true);
    m_settle.setInterval(choosingPause);
    connect(&m_settle, &QTimer::timeout, this, &RunsComparison::compare);
    showCompared({});
}

RunsComparison::~RunsComparison() { m_job.leaveBehind(); }

QWidget* RunsComparison::makeCurves() {
    auto* part = new QWidget(this);
    auto* column = new QVBoxLayout(part);
    column->addWidget(m_curves, 3);
    readOnlyTable(m_figures, "runsFigures", tr("Held-out figures at equal places"));
    m_figures->setToolTip(tr("Held-out L1 / SSIM / ink IoU"));
    m_figures->setMinimumHeight(fontMetrics().height() * 6);
    column->addWidget(m_figures, 1);
    connect(m_curves, &RunCurvesPanel::byMinutesChanged, this, &RunsComparison::showFigures);
    return part;
}

QWidget* RunsComparison::makeSettings() {
    auto* part = new QWidget(this);
    auto* column = new QVBoxLayout(part);
    m_settingsTold->setObjectName("runsSettingsTold");
    m_settingsTold->setWordWrap(true);
    column->addWidget(m_settingsTold);
    readOnlyTable(m_settings, "runsSettings", tr("Settings that differ"));
    column->addWidget(m_settings, 1);
    column->addStretch(0);
    return part;
}

QWidget* RunsComparison::makePreviews() {
    auto* part = new QWidget(this);
    m_atStep->setObjectName("runsAtStep");
    m_atStep->setToolTip(tr("The preview that each run had stored at that step, or last before it; else the "
                            "newest of each."));
    m_step->setObjectName("runsStep");
    m_step->setAccessibleName(tr("Step of the previews"));
    m_step->setRange(0, 0);
    m_step->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_step->setEnabled(false);
    connect(m_atStep, &QCheckBox::toggled, this, [this](bool on) {
        m_step->setEnabled(on);
        m_settle.start();
    });
    connect(m_step, &QSpinBox::valueChanged, &m_settle, qOverload<>(&QTimer::start));
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_atStep);
    bar->addWidget(m_step);
    bar->addStretch(1);
    auto* column = new QVBoxLayout(part);
    column->addLayout(bar);
    column->addWidget(scrolledComparison(m_previews, "runsPreviews", tr("Previews of the runs")), 1);
    return part;
}

void RunsComparison::setRuns(std::vector<ChosenRun> runs) {
    m_wanted = std::move(runs);
    m_settle.start();
}

void RunsComparison::compare() {
    m_settle.stop();
    m_job.start(
        [wanted = m_wanted, step = m_atStep->isChecked() ? m_step->value() : -1](std::stop_token stop) {
            Compared compared;
            for (const ChosenRun& chosen : wanted) {
                auto run = stop.stop_requested() ? Result<RunRecord>(Error{}) : readRun(chosen.folder);
                if (!run) {
                    continue; // it has gone
                }
                const auto& previews = run->previews;
                auto preview = previews.empty() ? std::nullopt : std::optional(previews.back());
                if (step >= 0) {
                    preview = momentOf(*run, step).preview;
                }
                auto picture = preview ? readPng(preview->file) : Result<GrayImage>(GrayImage());
                compared.steps.push_back(preview && picture ? preview->step : -1);
                compared.previews.push_back(picture ? std::move(*picture) : GrayImage());
                compared.titles << chosen.title;
                compared.runs.push_back(std::move(*run));
            }
            return compared;
        },
        [this](const Compared& compared) { showCompared(compared); });
}

void RunsComparison::showCompared(const Compared& compared) {
    m_runs = compared.runs;
    m_titles = compared.titles;
    std::vector<LabelledRun> curves;
    QStringList labels;
    long long last = 0;
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        const QString& title = m_titles[static_cast<qsizetype>(i)];
        const long long step = compared.steps[i];
        curves.push_back({title, std::make_shared<const RunHistory>(m_runs[i].history)});
        labels << (step < 0 ? title : tr("%1, step %2").arg(title, QLocale().toString(step)));
        last = std::max(last, m_runs[i].summary.steps);
    }
    m_curves->setRuns(std::move(curves));
    m_previews->setPreviews(compared.previews, labels);
    m_step->setMaximum(static_cast<int>(std::min<long long>(last, std::numeric_limits<int>::max())));
    showFigures();
    showSettings();
}

void RunsComparison::showFigures() {
    const bool minutes = m_curves->byMinutes();
    const auto figures = minutes ? figuresAtEqualMinutes(m_runs) : figuresAtEqualSteps(m_runs);
    m_figures->clear();
    m_figures->setRowCount(static_cast<int>(figures.size()));
    m_figures->setColumnCount(static_cast<int>(m_runs.size()));
    const QLocale locale;
    for (int column = 0; column < m_figures->columnCount(); ++column) {
        auto* head = new QTableWidgetItem(m_titles[column]);
        head->setToolTip(tr("Held-out L1 / SSIM / ink IoU"));
        m_figures->setHorizontalHeaderItem(column, head);
    }
    for (int row = 0; row < m_figures->rowCount(); ++row) {
        const ComparedFigures& at = figures[static_cast<std::size_t>(row)];
        m_figures->setVerticalHeaderItem(
            row, new QTableWidgetItem(minutes ? tr("%1 min").arg(locale.toString(at.at, 'f', 1))
                                              : tr("step %1").arg(locale.toString(at.at, 'f', 0))));
        for (int column = 0; column < m_figures->columnCount(); ++column) {
            auto* item = new QTableWidgetItem(scoreText(at.heldOut[static_cast<std::size_t>(column)]));
            item->setTextAlignment(Qt::AlignCenter);
            m_figures->setItem(row, column, item);
        }
    }
    m_figures->setVisible(!figures.empty());
}

void RunsComparison::showSettings() {
    const auto differing = m_runs.size() > 1 ? differingSettings(m_runs) : std::vector<SettingDifference>();
    m_settings->clear();
    m_settings->setRowCount(static_cast<int>(differing.size()));
    m_settings->setColumnCount(static_cast<int>(m_runs.size()));
    m_settings->setHorizontalHeaderLabels(m_titles);
    for (int row = 0; row < m_settings->rowCount(); ++row) {
        const SettingDifference& setting = differing[static_cast<std::size_t>(row)];
        m_settings->setVerticalHeaderItem(row, new QTableWidgetItem(settingLabel(setting.key)));
        for (int column = 0; column < m_settings->columnCount(); ++column) {
            const auto& value = setting.values[static_cast<std::size_t>(column)];
            auto* item =
                new QTableWidgetItem(value.empty() ? figureText({}) : shownValue(setting.key, value));
            item->setTextAlignment(Qt::AlignCenter);
            m_settings->setItem(row, column, item);
        }
    }
    m_settingsTold->setText(m_runs.size() < 2   ? tr("Tick two or more runs to compare them.")
                            : differing.empty() ? tr("These runs were started with the same settings.")
                                                : tr("The runs were started with these different settings:"));
    m_settings->setVisible(!differing.empty());
}

} // namespace typemould
