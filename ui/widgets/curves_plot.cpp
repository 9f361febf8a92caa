#include "ui/widgets/curves_plot.h"

#include "ui/studio/theme.h"
#include "ui/widgets/plot_look.h"

#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace typemould {

CurvesPlot::CurvesPlot(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot(this)) {
    setObjectName("curvesPlot");
    m_plot->setObjectName("curvesCanvas");
    m_plot->setAccessibleName(tr("Curves over each other"));
    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->installEventFilter(this);
    m_plot->setMinimumHeight(m_plot->fontMetrics().height() * 8);
    m_plot->setInteractions(QCP::Interactions(QCP::iRangeDrag).setFlag(QCP::iRangeZoom));
    m_plot->setNoAntialiasingOnDrag(true);
    m_plot->xAxis->setNumberFormat("gb");
    m_plot->yAxis->setNumberFormat("gb");
    m_plot->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignBottom | Qt::AlignRight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_plot);
    connect(m_plot, &QCustomPlot::mouseWheel, this, [this] { m_following = false; });
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
        m_following = m_following && !(event->buttons() & Qt::LeftButton);
    });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &CurvesPlot::resetView);
    paintLook();
}

CurvesPlot::~CurvesPlot() = default;

QColor CurvesPlot::colour(std::size_t place, const QPalette& palette) {
    static constexpr std::array<std::array<const char*, 2>, 8> inks{{{"#1f6fb2", "#6db3f2"},
                                                                     {"#c0392b", "#ff8a7a"},
                                                                     {"#1c8a4e", "#5fd598"},
                                                                     {"#8e3db8", "#d79bf5"},
                                                                     {"#b0651d", "#eda45a"},
                                                                     {"#0f8f8f", "#5fd3d3"},
                                                                     {"#b03a7c", "#f08cc4"},
                                                                     {"#6b7f1a", "#b7cf5a"}}};
    return QColor(inks[place % inks.size()][isDark(palette) ? 1 : 0]);
}

void CurvesPlot::setCurves(std::vector<NamedCurve> curves) {
    m_curves = std::move(curves);
    m_plot->clearGraphs();
    m_graphs.clear();
    QStringList names;
    for (const NamedCurve& curve : m_curves) {
        m_graphs.push_back(m_plot->addGraph());
        m_graphs.back()->setName(curve.label);
        names << curve.label;
    }
    m_plot->setAccessibleDescription(names.join("; "));
    m_plot->legend->setVisible(!m_curves.empty());
    paintLook();
}

void CurvesPlot::setAxisLabels(const QString& along, const QString& value) {
    m_plot->xAxis->setLabel(along);
    m_plot->yAxis->setLabel(value);
    draw();
}

QString CurvesPlot::alongLabel() const { return m_plot->xAxis->label(); }

void CurvesPlot::setLogarithmic(bool on) {
    m_logarithmic = on;
    setLogarithmicValues(*m_plot, on);
    resetView();
}

void CurvesPlot::setSmoothing(double weight) {
    m_smoothing = weight;
    draw();
}

void CurvesPlot::resetView() {
    m_following = true;
    draw();
}

std::vector<LossPoint> CurvesPlot::drawn(std::size_t place) const {
    std::vector<LossPoint> points;
    for (const QCPGraphData& point : *m_graphs[place]->data()) {
        points.push_back({point.key, point.value});
    }
    return points;
}

std::pair<double, double> CurvesPlot::alongRange() const {
    return {m_plot->xAxis->range().lower, m_plot->xAxis->range().upper};
}

void CurvesPlot::draw() {
    double last = 0;
    std::vector<double> values;
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        const NamedCurve& curve = m_curves[i];
        QVector<double> x, y;
        for (const LossPoint& point : curve.dots ? curve.points : smoothed(curve.points, m_smoothing)) {
            x << point.step;
            y << point.value;
            last = std::max(last, point.step);
            values.push_back(point.value);
        }
        m_graphs[i]->setData(x, y);
    }
    if (m_following) {
        const auto [bottom, top] = fittingRange(std::move(values), m_logarithmic);
        m_plot->xAxis->setRange(0, last > 0 ? last * 1.02 : 1);
        m_plot->yAxis->setRange(bottom, top);
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurvesPlot::paintLook() {
    paintAxes(*m_plot, palette(), font());
    QColor paper = palette().color(QPalette::Base);
    paper.setAlphaF(0.8F);
    m_plot->legend->setBrush(paper);
    m_plot->legend->setBorderPen(QPen(palette().color(QPalette::Mid)));
    m_plot->legend->setTextColor(palette().color(QPalette::Text));
    m_plot->legend->setFont(font());
    for (std::size_t i = 0; i < m_graphs.size(); ++i) {
        m_graphs[i]->setPen(QPen(colour(i, palette()), 1.8));
        if (m_curves[i].dots) {
            m_graphs[i]->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 6));
        }
    }
    draw();
}

void CurvesPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        paintLook();
    }
}

bool CurvesPlot::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Home) {
            resetView();
            return true;
        }
        if (moveView(*m_plot, key)) {
            m_following = false;
            m_plot->replot(QCustomPlot::rpQueuedReplot);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace typemould
