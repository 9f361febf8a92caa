#include "ui/widgets/loss_plot.h"

#include "ui/studio/theme.h"
#include "ui/widgets/plot_look.h"

#include <QCheckBox>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

constexpr std::size_t mostMarks = 500;
constexpr int redrawMilliseconds = 100;
constexpr double fewestSteps = 100; ///< that the step axis shows

void give(QCPGraph* graph, const std::vector<LossPoint>& points) {
    QVector<double> x, y;
    x.reserve(static_cast<qsizetype>(points.size()));
    y.reserve(static_cast<qsizetype>(points.size()));
    for (const LossPoint& point : points) {
        x << point.step;
        y << point.value;
    }
    graph->setData(x, y, true);
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
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        m_raw.push_back(m_plot->addGraph());
        m_lines.push_back(m_plot->addGraph());
    }
    m_lines[m_curves.place("held_out")]->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 5));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(makeSwitches());
    column->addWidget(m_plot, 1);

    m_redraw.setSingleShot(true);
    m_redraw.setInterval(redrawMilliseconds);
    connect(&m_redraw, &QTimer::timeout, this, &LossPlot::redraw);
    connectPlot();
    paintLook();
    setView(view());
    fitView();
}

LossPlot::~LossPlot() = default;

void LossPlot::clear() {
    m_curves.clear();
    m_marks.clear();
    m_visited.reset();
    describe({});
    resetView();
}

void LossPlot::cutAfter(long long step) {
    m_curves.cutAfter(step);
    schedule();
}

void LossPlot::addRows(const std::vector<TrainingProgress>& rows) {
    for (const TrainingProgress& row : rows) {
        m_curves.add(row);
    }
    schedule();
}

void LossPlot::addEvaluation(const Evaluation& evaluation) {
    m_curves.add(evaluation);
    schedule();
}

void LossPlot::addMark(const TrainingEvent& event) {
    if (m_marks.size() >= mostMarks) {
        m_marks.erase(m_marks.begin());
    }
    m_marks.push_back({static_cast<double>(event.step), eventText(event)});
    schedule();
}

const std::vector<LossPoint>& LossPlot::points(const std::string& key) const {
    return m_curves.values(m_curves.place(key));
}

const std::vector<LossPoint>& LossPlot::shares(const std::string& key) const {
    return m_curves.shares(m_curves.place(key));
}

std::vector<LossPoint> LossPlot::drawn(const std::string& key) const {
    std::vector<LossPoint> points;
    for (const QCPGraphData& point : *m_lines[m_curves.place(key)]->data()) {
        points.push_back({point.key, point.value});
    }
    return points;
}

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

bool LossPlot::curveShown(const std::string& key) const { return m_lines[m_curves.place(key)]->visible(); }
bool LossPlot::logarithmic() const { return m_plot->yAxis->scaleType() == QCPAxis::stLogarithmic; }

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
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        m_switches[i]->setVisible(offered(i));
        if (view() == View::Losses) {
            drawValues(i);
        }
    }
    if (view() == View::Shares) {
        drawShares();
    }
    m_plot->yAxis->setLabel(view() == View::Shares ? tr("% of the total") : QString());
    drawMarks();
    if (m_following) {
        fitView();
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LossPlot::drawValues(std::size_t place) {
    const bool shown = wanted(place);
    const bool smooth = place != m_curves.place("held_out") && m_smoothing->value() > 0;
    m_lines[place]->setVisible(shown);
    m_lines[place]->setBrush(Qt::NoBrush);
    m_lines[place]->setChannelFillGraph(nullptr);
    m_raw[place]->setVisible(shown && smooth);
    if (!shown) {
        return;
    }
    const auto& raw = m_curves.values(place);
    if (smooth) {
        give(m_raw[place], raw);
    }
    give(m_lines[place], smooth ? smoothed(raw, m_smoothing->value() / 100.0) : raw);
}

/// Each term that is shown lies upon the ones before it, so that the bands' widths are the shares.
void LossPlot::drawShares() {
    QCPGraph* below = nullptr;
    std::vector<LossPoint> sum;
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        const bool shown = wanted(i);
        m_raw[i]->setVisible(false);
        m_lines[i]->setVisible(shown);
        if (!shown) {
            continue;
        }
        auto edge = smoothed(m_curves.shares(i), m_smoothing->value() / 100.0);
        for (std::size_t p = 0; p < std::min(edge.size(), sum.size()); ++p) {
            edge[p].value += sum[p].value;
        }
        sum = std::move(edge);
        give(m_lines[i], sum);
        QColor band = m_lines[i]->pen().color();
        band.setAlphaF(0.45F);
        m_lines[i]->setBrush(band);
        m_lines[i]->setChannelFillGraph(below);
        below = m_lines[i];
    }
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
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        const auto& points = m_curves.values(i);
        if (!points.empty()) {
            last = std::max(last, points.back().step);
        }
        if (wanted(i)) {
            for (const LossPoint& point : points) {
                values.push_back(point.value);
            }
        }
    }
    m_plot->xAxis->setRange(0, last * 1.02);
    if (view() == View::Shares) {
        m_plot->yAxis->setRange(0, 100);
        return;
    }
    const auto [bottom, top] = fittingRange(std::move(values), logarithmic());
    m_plot->yAxis->setRange(bottom, top);
}

void LossPlot::paintLook() {
    paintAxes(*m_plot, palette(), font());
    const bool dark = isDark(palette());
    const auto curves = lossCurves();
    for (std::size_t i = 0; i < curves.size(); ++i) {
        QColor ink = dark ? curves[i].dark : curves[i].light;
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
