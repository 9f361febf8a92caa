#include "ui/runs/moment_slider.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStringList>
#include <QToolTip>

#include <algorithm>
#include <cstdlib>

namespace typemould {

namespace {

constexpr int handleRadius = 8;
constexpr int margin = handleRadius + 4;
constexpr int markReach = 6; ///< pixels from a mark at which its text is shown
constexpr qsizetype mostTexts = 6;

/// A diamond or, for the best, a star round `centre`.
QPainterPath checkpointShape(QPointF centre, bool best) {
    QPainterPath shape;
    const double reach = best ? 7 : 5;
    const int corners = best ? 10 : 4;
    for (int i = 0; i <= corners; ++i) {
        const double angle = 2 * M_PI * i / corners - M_PI / 2;
        const double radius = best && i % 2 == 1 ? reach * 0.45 : reach;
        const QPointF corner = centre + radius * QPointF(std::cos(angle), std::sin(angle));
        i == 0 ? shape.moveTo(corner) : shape.lineTo(corner);
    }
    shape.closeSubpath();
    return shape;
}

} // namespace

MomentSlider::MomentSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
    setFocusPolicy(Qt::StrongFocus);
    setRange(0, 0);
    setEnabled(false);
    setMouseTracking(false);
}

long long MomentSlider::step() const {
    return m_stops.empty() ? -1 : m_stops[static_cast<std::size_t>(value())];
}

void MomentSlider::setStops(std::vector<long long> steps) {
    const bool atEnd = m_stops.empty() || value() == maximum();
    const long long before = step();
    m_stops = std::move(steps);
    setEnabled(m_stops.size() > 1);
    const int last = std::max(0, static_cast<int>(m_stops.size()) - 1);
    const QSignalBlocker quiet(this); // the caller knows that all is new
    setRange(0, last);
    if (atEnd) {
        setValue(last);
    } else {
        goTo(before);
    }
    update();
}

void MomentSlider::setMarks(std::vector<MomentMark> marks) {
    m_marks = std::move(marks);
    update();
}

void MomentSlider::goTo(long long step) {
    const auto after = std::upper_bound(m_stops.begin(), m_stops.end(), step);
    setValue(std::max(0, static_cast<int>(after - m_stops.begin()) - 1));
}

int MomentSlider::placeOf(long long step) const {
    if (m_stops.empty()) {
        return margin;
    }
    const double first = static_cast<double>(m_stops.front());
    const double span = std::max(1.0, static_cast<double>(m_stops.back()) - first);
    const double share = std::clamp((static_cast<double>(step) - first) / span, 0.0, 1.0);
    return margin + static_cast<int>(std::lround(share * (width() - 2 * margin)));
}

void MomentSlider::goToPlace(int x) {
    const auto nearest = std::min_element(m_stops.begin(), m_stops.end(), [&](long long a, long long b) {
        return std::abs(placeOf(a) - x) < std::abs(placeOf(b) - x);
    });
    if (nearest != m_stops.end()) {
        setValue(static_cast<int>(nearest - m_stops.begin()));
    }
}

QString MomentSlider::textAt(const QPoint& place) const {
    QStringList texts;
    for (const MomentMark& mark : m_marks) {
        if (std::abs(placeOf(mark.step) - place.x()) <= markReach) {
            texts << mark.text;
        }
    }
    return texts.mid(std::max<qsizetype>(0, texts.size() - mostTexts)).join("\n");
}

QSize MomentSlider::sizeHint() const { return {fontMetrics().averageCharWidth() * 60, 4 * margin}; }
QSize MomentSlider::minimumSizeHint() const { return {fontMetrics().averageCharWidth() * 20, 4 * margin}; }

void MomentSlider::keyPressEvent(QKeyEvent* event) {
    const bool back = event->key() == Qt::Key_PageUp;
    if (!back && event->key() != Qt::Key_PageDown) {
        QSlider::keyPressEvent(event);
        return;
    }
    long long found = -1;
    for (const MomentMark& mark : m_marks) {
        const bool beyond = back ? mark.step < step() : mark.step > step();
        const bool nearer = found < 0 || (back ? mark.step > found : mark.step < found);
        if (mark.kind != MomentMark::Kind::Event && beyond && nearer) {
            found = mark.step;
        }
    }
    if (found >= 0) {
        const int before = value();
        goTo(found);
        if (!back && value() == before && value() < maximum()) {
            setValue(before + 1); // its stop is the one that follows
        }
    }
}

void MomentSlider::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        setSliderDown(true);
        goToPlace(static_cast<int>(event->position().x()));
    }
}

void MomentSlider::mouseMoveEvent(QMouseEvent* event) {
    if (isSliderDown()) {
        goToPlace(static_cast<int>(event->position().x()));
    }
}

void MomentSlider::mouseReleaseEvent(QMouseEvent*) { setSliderDown(false); }

bool MomentSlider::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QString text = textAt(help->pos());
        QToolTip::showText(help->globalPos(), text.isEmpty() ? toolTip() : text, this);
        return true;
    }
    return QSlider::event(event);
}

void MomentSlider::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto group = isEnabled() ? QPalette::Active : QPalette::Disabled;
    const QColor text = palette().color(group, QPalette::WindowText);
    QColor faint = text;
    faint.setAlphaF(0.35F);
    const int middle = height() / 2;
    painter.setPen(QPen(faint, 2));
    painter.drawLine(margin, middle, width() - margin, middle);
    painter.setPen(QPen(faint, 1));
    for (const long long stop : m_stops) {
        painter.drawLine(placeOf(stop), middle - 3, placeOf(stop), middle + 3);
    }
    // Events above the line, checkpoints below it, the best on top of all.
    painter.setPen(QPen(palette().color(group, QPalette::Link), 1.5));
    for (const MomentMark& mark : m_marks) {
        if (mark.kind == MomentMark::Kind::Event) {
            const int x = placeOf(mark.step);
            painter.drawLine(x, middle - 2 * margin + 4, x, middle - handleRadius - 2);
        }
    }
    for (const auto kind : {MomentMark::Kind::Checkpoint, MomentMark::Kind::Best}) {
        const bool best = kind == MomentMark::Kind::Best;
        for (const MomentMark& mark : m_marks) {
            if (mark.kind == kind) {
                const QPointF centre(placeOf(mark.step), middle + handleRadius + 8);
                painter.setPen(Qt::NoPen);
                painter.setBrush(best ? palette().color(group, QPalette::Highlight) : text);
                painter.drawPath(checkpointShape(centre, best));
            }
        }
    }
    if (!m_stops.empty()) {
        painter.setPen(QPen(palette().color(group, QPalette::Highlight), hasFocus() ? 3 : 1.5));
        painter.setBrush(palette().color(group, QPalette::Button));
        painter.drawEllipse(QPoint(placeOf(step()), middle), handleRadius, handleRadius);
    }
}

} // namespace typemould
