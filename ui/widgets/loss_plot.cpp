#include "ui/widgets/loss_plot.h"

#include "ui/studio/theme.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/plot_library.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

constexpr std::size_t mostMarks = 500;
constexpr int redrawMilliseconds = 100;
constexpr int smoothingSteps = 99;
constexpr int startSmoothing = 60;
constexpr double smallestLog = 1e-4;
constexpr double fewestSteps = 100; ///< that the step axis shows

struct CurveLook {
    const char* name;
    QColor light, dark;
    bool shown;
};

const std::array<CurveLook, LossPlot::curveCount>& looks() {
    static const std::array<CurveLook, LossPlot::curveCount> list{{
        {QT_TRANSLATE_NOOP("typemould::LossPlot", "L1"), "#1f6fb2", "#6db3f2", true},
        {QT_TRANSLATE_NOOP("typemould::LossPlot", "Generator total"), "#7a4fa3", "#c19bea", false},
        {QT_TRANSLATE_NOOP("typemould::LossPlot", "Adversarial"), "#b0651d", "#eda45a", false},
        {QT_TRANSLATE_NOOP("typemould::LossPlot", "Discriminator"), "#8a6d00", "#d9c04a", false},
        {QT_TRANSLATE_NOOP("typemould::LossPlot", "Held-out L1"), "#1c8a4e", "#5fd598", true},
    }};
    return list;
}

} // namespace

LossPlot::LossPlot(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot(this)) {
    setObjectName("lossPlot");
    m_plot->setObjectName("lossCanvas");
    m_plot->setAccessibleName(tr("Loss curves"));
    describe({});
    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->installEventFilter(this);
    m_plot->setMinimumHeight(m_plot->fontMetrics().height() * 8);
    m_plot->setInteractions(QCP::Interactions(QCP::iRangeDrag).setFlag(QCP::iRangeZoom));
    m_plot->setNoAntialiasingOnDrag(true);
    m_plot->xAxis->setLabel(tr("step"));
    m_plot->xAxis->setNumberFormat("f");
    m_plot->xAxis->setNumberPrecision(0);
    m_plot->yAxis->setNumberFormat("gb");
    for (int i = 0; i < curveCount; ++i) {
        m_raw[i] = m_plot->addGraph();
        m_lines[i] = m_plot->addGraph();
    }
    m_lines[HeldOut]->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 5));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(makeSwitches());
    column->addWidget(m_plot, 1);

    m_redraw.setSingleShot(true);
    m_redraw.setInterval(redrawMilliseconds);
    connect(&m_redraw, &QTimer::timeout, this, &LossPlot::redraw);
    connectPlot();
    paintLook();
    fitView();
}

LossPlot::~LossPlot() = default;

QWidget* LossPlot::makeSwitches() {
    auto* bar = new QWidget(this);
    auto* rows = new QVBoxLayout(bar);
    rows->setContentsMargins(0, 0, 0, 0);
    auto* curves = new FlowLayout;
    auto* view = new FlowLayout;
    static const char* const names[] = {"L1", "Generator", "Adversarial", "Discriminator", "HeldOut"};
    for (int i = 0; i < curveCount; ++i) {
        m_switches[i] = new QCheckBox(tr(looks()[i].name), bar);
        m_switches[i]->setObjectName(QStringLiteral("curve") + names[i]);
        m_switches[i]->setAccessibleName(tr("Show the curve %1").arg(tr(looks()[i].name)));
        m_switches[i]->setChecked(looks()[i].shown);
        connect(m_switches[i], &QCheckBox::toggled, this, &LossPlot::schedule);
        curves->addWidget(m_switches[i]);
    }
    m_log = new QCheckBox(tr("Log axis"), bar);
    m_log->setObjectName("curveLog");
    m_log->setAccessibleName(tr("Logarithmic value axis"));
    connect(m_log, &QCheckBox::toggled, this, &LossPlot::setLogarithmic);
    auto* label = new QLabel(tr("Smoothing"), bar);
    m_smoothing = new QSlider(Qt::Horizontal, bar);
    m_smoothing->setObjectName("curveSmoothing");
    m_smoothing->setAccessibleName(tr("Smoothing of the curves"));
    m_smoothing->setRange(0, smoothingSteps);
    m_smoothing->setValue(startSmoothing);
    m_smoothing->setMaximumWidth(fontMetrics().averageCharWidth() * 24);
    label->setBuddy(m_smoothing);
    connect(m_smoothing, &QSlider::valueChanged, this, &LossPlot::schedule);
    m_reset = new QPushButton(tr("Show everything"), bar);
    m_reset->setObjectName("curveReset");
    m_reset->setAccessibleName(tr("Show all of the curves"));
    m_reset->setEnabled(false);
    connect(m_reset, &QPushButton::clicked, this, &LossPlot::resetView);
    view->addWidget(label);
    view->addWidget(m_smoothing);
    view->addWidget(m_log);
    view->addWidget(m_reset);
    rows->addLayout(curves);
    rows->addLayout(view);
    return bar;
}

void LossPlot::clear() {
    for (auto& series : m_series) {
        series.clear();
    }
    m_marks.clear();
    m_visited.reset();
    describe({});
    resetView();
}

void LossPlot::cutAfter(long long step) {
    for (auto& series : m_series) {
        series.cutAfter(static_cast<double>(step));
    }
    schedule();
}

void LossPlot::addRows(const std::vector<TrainingProgress>& rows) {
    for (const TrainingProgress& row : rows) {
        const auto step = static_cast<double>(row.step);
        m_series[L1].add(step, row.l1);
        m_series[Generator].add(step, row.generatorLoss);
        m_series[Adversarial].add(step, row.adversarialLoss);
        m_series[Discriminator].add(step, row.discriminatorLoss);
    }
    schedule();
}

void LossPlot::addEvaluation(const Evaluation& evaluation) {
    m_series[HeldOut].add(static_cast<double>(evaluation.step), evaluation.generated.l1);
    schedule();
}

void LossPlot::addMark(const TrainingEvent& event) {
    if (m_marks.size() >= mostMarks) {
        m_marks.erase(m_marks.begin());
    }
    m_marks.push_back({static_cast<double>(event.step), eventText(event)});
    schedule();
}

const std::vector<LossPoint>& LossPlot::points(Curve curve) const { return m_series[curve].points(); }

QString LossPlot::markText(double step, double tolerance) const {
    QStringList found;
    for (const Mark& mark : m_marks) {
        if (std::abs(mark.step - step) <= tolerance) {
            found << mark.text;
        }
    }
    return found.mid(std::max<qsizetype>(0, found.size() - 4)).join("\n");
}

std::pair<double, double> LossPlot::stepRange() const {
    return {m_plot->xAxis->range().lower, m_plot->xAxis->range().upper};
}

std::pair<double, double> LossPlot::valueRange() const {
    return {m_plot->yAxis->range().lower, m_plot->yAxis->range().upper};
}

bool LossPlot::curveShown(Curve curve) const { return m_lines[curve]->visible(); }
bool LossPlot::logarithmic() const { return m_plot->yAxis->scaleType() == QCPAxis::stLogarithmic; }

void LossPlot::setLogarithmic(bool on) {
    m_plot->yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_plot->yAxis->setTicker(on ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                                : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    resetView();
}

void LossPlot::resetView() {
    m_following = true;
    m_reset->setEnabled(false);
    schedule();
}

void LossPlot::schedule() {
    if (isVisible() && !m_redraw.isActive()) {
        m_redraw.start();
    }
}

void LossPlot::redraw() {
    m_redraw.stop();
    for (int i = 0; i < curveCount; ++i) {
        drawCurve(static_cast<Curve>(i));
    }
    drawMarks();
    if (m_following) {
        fitView();
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LossPlot::drawCurve(Curve curve) {
    const bool shown = m_switches[curve]->isChecked();
    m_lines[curve]->setVisible(shown);
    const bool smooth = curve != HeldOut && m_smoothing->value() > 0;
    m_raw[curve]->setVisible(shown && smooth);
    const auto give = [](QCPGraph* graph, const std::vector<LossPoint>& points) {
        QVector<double> x, y;
        x.reserve(static_cast<qsizetype>(points.size()));
        y.reserve(static_cast<qsizetype>(points.size()));
        for (const LossPoint& point : points) {
            x << point.step;
            y << point.value;
        }
        graph->setData(x, y, true);
    };
    if (!shown) {
        return;
    }
    const auto& raw = m_series[curve].points();
    if (smooth) {
        give(m_raw[curve], raw);
    }
    give(m_lines[curve], smooth ? smoothed(raw, m_smoothing->value() / 100.0) : raw);
}

void LossPlot::drawMarks() {
    m_plot->clearItems();
    const QPen plain(palette().color(QPalette::Disabled, QPalette::Text), 1, Qt::DotLine);
    const QPen visited(palette().color(QPalette::Highlight), 2);
    for (const Mark& mark : m_marks) {
        auto* line = new QCPItemStraightLine(m_plot);
        line->setPen(m_visited == mark.step ? visited : plain);
        line->point1->setCoords(mark.step, 0.1);
        line->point2->setCoords(mark.step, 1);
    }
}

void LossPlot::fitView() {
    double last = fewestSteps;
    std::vector<double> values;
    for (int i = 0; i < curveCount; ++i) {
        const auto& points = m_series[i].points();
        if (!points.empty()) {
            last = std::max(last, points.back().step);
        }
        if (m_switches[i]->isChecked()) {
            for (const LossPoint& point : points) {
                values.push_back(point.value);
            }
        }
    }
    m_plot->xAxis->setRange(0, last * 1.02);
    if (values.empty()) {
        m_plot->yAxis->setRange(logarithmic() ? 1e-2 : 0, 1);
        return;
    }
    // The first steps are far off: the view fits what 98 in 100 points need.
    const auto at = [&](double share) {
        const auto place =
            values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), place, values.end());
        return *place;
    };
    const double top = std::max(at(0.98) * 1.15, smallestLog);
    const double bottom = logarithmic() ? std::clamp(at(0) * 0.9, smallestLog, top / 2) : 0;
    m_plot->yAxis->setRange(bottom, top);
}

void LossPlot::paintLook() {
    const QPalette& now = palette();
    const bool dark = isDark(now);
    m_plot->setBackground(now.brush(QPalette::Base));
    QColor grid = now.color(QPalette::Text);
    grid.setAlphaF(0.15F);
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(now.color(QPalette::Text));
        axis->setTickPen(now.color(QPalette::Text));
        axis->setSubTickPen(now.color(QPalette::Text));
        axis->setTickLabelColor(now.color(QPalette::Text));
        axis->setLabelColor(now.color(QPalette::Text));
        axis->setTickLabelFont(font());
        axis->setLabelFont(font());
        axis->grid()->setPen(QPen(grid, 1));
        axis->grid()->setZeroLinePen(QPen(grid, 1));
    }
    for (int i = 0; i < curveCount; ++i) {
        QColor ink = dark ? looks()[i].dark : looks()[i].light;
        m_lines[i]->setPen(QPen(ink, 1.8));
        QPixmap swatch(fontMetrics().height(), fontMetrics().height());
        swatch.fill(Qt::transparent);
        QPainter(&swatch).fillRect(QRect(0, swatch.height() / 2 - 2, swatch.width(), 4), ink);
        m_switches[i]->setIcon(swatch);
        ink.setAlphaF(0.3F);
        m_raw[i]->setPen(QPen(ink, 1));
    }
    schedule();
}

void LossPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        paintLook();
    }
}

void LossPlot::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    redraw();
}

} // namespace typemould
