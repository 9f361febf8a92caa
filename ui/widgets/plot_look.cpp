#include "ui/widgets/plot_look.h"

#include <algorithm>

namespace typemould {

namespace {
constexpr double smallestLog = 1e-4;
} // namespace

void paintAxes(QCustomPlot& plot, const QPalette& palette, const QFont& font) {
    plot.setBackground(palette.brush(QPalette::Base));
    const QColor text = palette.color(QPalette::Text);
    QColor grid = text;
    grid.setAlphaF(0.15F);
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis}) {
        axis->setBasePen(text);
        axis->setTickPen(text);
        axis->setSubTickPen(text);
        axis->setTickLabelColor(text);
        axis->setLabelColor(text);
        axis->setTickLabelFont(font);
        axis->setLabelFont(font);
        axis->grid()->setPen(QPen(grid, 1));
        axis->grid()->setZeroLinePen(QPen(grid, 1));
    }
}

void setLogarithmicValues(QCustomPlot& plot, bool on) {
    plot.yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    plot.yAxis->setTicker(on ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                             : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
}

bool moveView(QCustomPlot& plot, int key) {
    constexpr double zoom = 0.8;
    constexpr double part = 0.1;
    QCPAxis* x = plot.xAxis;
    QCPAxis* y = plot.yAxis;
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Minus: {
        const double factor = key == Qt::Key_Plus ? zoom : 1 / zoom;
        x->scaleRange(factor);
        y->scaleRange(factor);
        return true;
    }
    case Qt::Key_Left:
    case Qt::Key_Right:
        x->moveRange(x->range().size() * (key == Qt::Key_Left ? -part : part));
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (y->scaleType() == QCPAxis::stLogarithmic) {
            y->moveRange(key == Qt::Key_Up ? 1 / zoom : zoom);
        } else {
            y->moveRange(y->range().size() * (key == Qt::Key_Up ? part : -part));
        }
        return true;
    default:
        return false;
    }
}

std::pair<double, double> fittingRange(std::vector<double> values, bool logarithmic) {
    if (values.empty()) {
        return {logarithmic ? 1e-2 : 0, 1};
    }
    const auto at = [&](double share) {
        const auto place =
            values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), place, values.end());
        return *place;
    };
    const double top = std::max(at(0.98) * 1.15, smallestLog);
    return {logarithmic ? std::clamp(at(0) * 0.9, smallestLog, top / 2) : 0, top};
}

} // namespace typemould
