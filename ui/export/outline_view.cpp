#include "ui/export/outline_view.h"

#include "ui/widgets/glyph_image.h"

#include <QPainter>

#include <algorithm>

namespace typemould {

namespace {
constexpr int gap = 8;
const QColor onColor(20, 90, 200);
const QColor controlColor(200, 60, 40);
} // namespace

OutlineView::OutlineView(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

/// Where a point lies on a canvas of side 1.
QPointF OutlineView::onCanvas(const OutlinePoint& point) const {
    const CanvasPoint place = toCanvas(m_placement, 1, point.x / m_unitsPerEm, point.y / m_unitsPerEm);
    return {place.x, place.y};
}

void OutlineView::setGlyph(const GrayImage& picture, const Outline& outline, const Placement& placement,
                           int unitsPerEm) {
    m_picture = toQImage(picture);
    m_outline = outline;
    m_placement = placement;
    m_unitsPerEm = unitsPerEm;
    m_path = QPainterPath();
    m_path.setFillRule(Qt::WindingFill);
    for (const Contour& contour : m_outline.contours) {
        // Traced contours begin on the curve and have cubic controls in pairs.
        const auto& points = contour.points;
        if (points.empty()) {
            continue;
        }
        m_path.moveTo(onCanvas(points[0]));
        for (std::size_t i = 1; i <= points.size();) {
            if (i + 1 < points.size() && points[i].kind == PointKind::Cubic) {
                m_path.cubicTo(onCanvas(points[i]), onCanvas(points[i + 1]),
                               onCanvas(points[(i + 2) % points.size()]));
                i += 3;
            } else {
                m_path.lineTo(onCanvas(points[i % points.size()]));
                ++i;
            }
        }
        m_path.closeSubpath();
    }
    update();
}

void OutlineView::setShowsPoints(bool shows) {
    m_showsPoints = shows;
    update();
}

void OutlineView::paintPoints(QPainter& painter, double side) const {
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Contour& contour : m_outline.contours) {
        const auto& points = contour.points;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const OutlinePoint& next = points[(i + 1) % points.size()];
            if ((points[i].kind == PointKind::On) != (next.kind == PointKind::On)) {
                painter.setPen(QPen(controlColor, 1));
                painter.drawLine(onCanvas(points[i]) * side, onCanvas(next) * side);
            }
        }
        painter.setPen(Qt::NoPen);
        for (const OutlinePoint& point : points) {
            const bool on = point.kind == PointKind::On;
            painter.setBrush(on ? onColor : controlColor);
            const QRectF mark(onCanvas(point) * side - QPointF(2.5, 2.5), QSizeF(5, 5));
            on ? painter.drawRect(mark) : painter.drawEllipse(mark);
        }
    }
}

void OutlineView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    // Beside each other, or one below the other where the place is high.
    const bool across = width() >= height();
    const double side = std::max(16.0, across ? std::min((width() - gap) / 2.0, double(height()))
                                              : std::min(double(width()), (height() - gap) / 2.0)) -
                        2;
    const QSizeF whole = across ? QSizeF(2 * side + gap, side) : QSizeF(side, 2 * side + gap);
    const QRectF before((width() - whole.width()) / 2, (height() - whole.height()) / 2, side, side);
    const QRectF after = before.translated(across ? side + gap : 0, across ? 0 : side + gap);
    const bool nothing = m_picture.isNull();
    for (const QRectF& place : {before, after}) {
        painter.fillRect(place, nothing ? QColor(128, 128, 128, 48) : QColor(Qt::white));
    }
    if (!nothing) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(before, m_picture);
        painter.save();
        painter.setClipRect(after);
        painter.translate(after.topLeft());
        painter.save();
        painter.scale(side, side);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_showsPoints ? QColor(200, 200, 200) : QColor(Qt::black));
        painter.drawPath(m_path);
        painter.restore();
        if (m_showsPoints) {
            paintPoints(painter, side);
        }
        painter.restore();
    }
    painter.setPen(QPen(palette().color(QPalette::Mid), 1));
    painter.setBrush(Qt::NoBrush);
    for (const QRectF& place : {before, after}) {
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5));
    }
}

} // namespace typemould
