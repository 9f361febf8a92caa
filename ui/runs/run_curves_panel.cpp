#include "ui/runs/run_curves_panel.h"

#include "ui/widgets/curves_plot.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/wheel_guard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSlider>
#include <QVBoxLayout>

namespace typemould {

namespace {
constexpr int smoothingSteps = 99;
constexpr int startSmoothing = 60;
} // namespace

RunCurvesPanel::RunCurvesPanel(QWidget* parent)
    : QWidget(parent), m_figure(new QComboBox(this)), m_along(new QComboBox(this)),
      m_smoothing(new QSlider(Qt::Horizontal, this)), m_log(new QCheckBox(tr("Log axis"), this)),
      m_plot(new CurvesPlot(this)) {
    m_figure->setObjectName("runsFigure");
    m_figure->setAccessibleName(tr("Figure that is shown"));
    for (const RunFigure figure : runFigures()) {
        m_figure->addItem(runFigureText(figure));
    }
    m_along->setObjectName("runsAlong");
    m_along->setAccessibleName(tr("What the curves run along"));
    m_along->addItems({tr("By step"), tr("By minute")});
    for (QComboBox* combo : {m_figure, m_along}) {
        guardFromWheel(combo);
    }
    auto* label = new QLabel(tr("Smoothing"), this);
    label->setBuddy(m_smoothing);
    m_smoothing->setObjectName("runsSmoothing");
    m_smoothing->setAccessibleName(tr("Smoothing of the curves"));
    m_smoothing->setRange(0, smoothingSteps);
    m_smoothing->setValue(startSmoothing);
    m_smoothing->setMaximumWidth(fontMetrics().averageCharWidth() * 24);
    m_log->setObjectName("runsLog");
    m_log->setAccessibleName(tr("Logarithmic value axis"));
    auto* bar = new FlowLayout;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_figure, m_along, label, m_smoothing, m_log}) {
        bar->addWidget(widget);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(bar);
    column->addWidget(m_plot, 1);
    m_plot->setSmoothing(startSmoothing / 100.0);
    const auto anew = [this] {
        m_plot->resetView();
        refresh();
    };
    connect(m_figure, &QComboBox::currentIndexChanged, this, anew);
    connect(m_along, &QComboBox::currentIndexChanged, this, [this, anew](int index) {
        anew();
        Q_EMIT byMinutesChanged(index == 1);
    });
    connect(m_smoothing, &QSlider::valueChanged, this,
            [this](int value) { m_plot->setSmoothing(value / 100.0); });
    connect(m_log, &QCheckBox::toggled, m_plot, &CurvesPlot::setLogarithmic);
    refresh();
}

bool RunCurvesPanel::byMinutes() const { return m_along->currentIndex() == 1; }

RunFigure RunCurvesPanel::figure() const {
    return runFigures()[static_cast<std::size_t>(m_figure->currentIndex())];
}

void RunCurvesPanel::setRuns(std::vector<LabelledRun> runs) {
    m_runs = std::move(runs);
    refresh();
}

void RunCurvesPanel::refresh() {
    m_smoothing->setEnabled(!isHeldOut(figure()));
    std::vector<NamedCurve> curves;
    for (const LabelledRun& run : m_runs) {
        curves.push_back({run.label, runCurve(*run.history, figure(), byMinutes()), isHeldOut(figure())});
    }
    m_plot->setCurves(std::move(curves));
    m_plot->setAxisLabels(byMinutes() ? tr("minutes of training") : tr("step"), runFigureText(figure()));
}

} // namespace typemould
