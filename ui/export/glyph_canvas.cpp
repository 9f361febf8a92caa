#include "ui/export/glyph_canvas.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace typemould {

GlyphCanvas::GlyphCanvas(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void GlyphCanvas::setPicture(const QImage& picture) {
    m_picture = picture;
    update();
}

void GlyphCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const double ratio = devicePixelRatioF();
    double side = std::min(width(), height()) - 2;
    if (!m_picture.isNull()) {
        // Whole multiples of a pixel where there is room: the pixels that are written are seen as they are.
        const double exact = m_picture.width() / ratio;
        side = exact <= side ? exact * std::max(1.0, std::floor(side / exact)) : side;
    }
    const QRectF place((width() - side) / 2, (height() - side) / 2, side, side);
    painter.fillRect(place, m_picture.isNull() ? QColor(128, 128, 128, 48) : QColor(Qt::white));
    if (!m_picture.isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform, m_picture.width() / ratio > side);
        painter.drawImage(place, m_picture);
    }
    painter.setPen(QPen(palette().color(QPalette::Mid), 1));
    painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5));
}

} // namespace typemould
