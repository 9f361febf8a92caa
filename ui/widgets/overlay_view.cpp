#include "ui/widgets/overlay_view.h"

#include "ui/widgets/glyph_image.h"
#include "ui/widgets/shown_text.h"

#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace typemould {

namespace {

constexpr int gap = 8;

/// Where the ideographic em square (0..1 em wide, -0.12..0.88 em high) lies on a cell.
QRectF emSquare(const Placement& placement, const QRect& cell) {
    const auto topLeft = toCanvas(placement, cell.width(), 0, emCentreY + 0.5);
    const auto bottomRight = toCanvas(placement, cell.width(), 1, emCentreY - 0.5);
    return QRectF(QPointF(topLeft.x, topLeft.y), QPointF(bottomRight.x, bottomRight.y))
        .translated(cell.topLeft());
}

void drawEmSquare(QPainter& painter, const QRectF& square, QColor color) {
    color.setAlpha(220);
    QPen pen(color, 1, Qt::DashLine);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(square);
}

} // namespace

OverlayView::OverlayView(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void OverlayView::setGlyphs(std::vector<OverlayGlyph> glyphs, const PlacementPair& placements) {
    const bool sameCount = glyphs.size() == m_glyphs.size();
    m_glyphs = std::move(glyphs);
    m_inks.clear();
    for (const OverlayGlyph& glyph : m_glyphs) {
        m_inks.push_back({glyph.source ? inkImage(*glyph.source, sourceColor()) : QImage(),
                          glyph.target ? inkImage(*glyph.target, targetColor()) : QImage()});
    }
    m_placements = placements;
    if (!sameCount) {
        setMinimumHeight(heightForWidth(width()));
        updateGeometry();
    }
    update();
}

void OverlayView::setCellSide(int side) {
    if (side != m_side) {
        m_side = side;
        setMinimumHeight(heightForWidth(width()));
        updateGeometry();
        update();
    }
}

int OverlayView::columnsFor(int width) const { return std::max(1, (width - gap) / (m_side + gap)); }

int OverlayView::heightForWidth(int width) const {
    const int columns = columnsFor(width);
    const int rows = std::max(1, (static_cast<int>(m_glyphs.size()) + columns - 1) / columns);
    return gap + rows * (m_side + gap);
}

QSize OverlayView::sizeHint() const {
    const int columns = std::clamp(static_cast<int>(m_glyphs.size()), 1, 4);
    const int width = gap + columns * (m_side + gap);
    return {width, heightForWidth(width)};
}

QRect OverlayView::cellRect(int index) const {
    const int columns = columnsFor(width());
    return {gap + index % columns * (m_side + gap), gap + index / columns * (m_side + gap), m_side, m_side};
}

void OverlayView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    setMinimumHeight(heightForWidth(width()));
}

void OverlayView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    for (std::size_t i = 0; i < m_glyphs.size(); ++i) {
        const QRect cell = cellRect(static_cast<int>(i));
        if (cell.intersects(event->rect())) {
            paintCell(painter, cell, m_inks[i]);
        }
    }
}

void OverlayView::paintCell(QPainter& painter, const QRect& cell, const Inks& inks) const {
    painter.save();
    painter.setClipRect(cell.adjusted(-1, -1, 1, 1));
    painter.fillRect(cell, Qt::white);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (const QImage& ink : {inks.source, inks.target}) {
        if (!ink.isNull()) {
            painter.drawImage(cell, ink);
        }
    }
    drawEmSquare(painter, emSquare(m_placements.source, cell), sourceColor());
    drawEmSquare(painter, emSquare(m_placements.target, cell), targetColor());
    painter.setPen(QPen(QColor(90, 90, 90), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5));
    painter.restore();
}

bool OverlayView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        for (std::size_t i = 0; i < m_glyphs.size(); ++i) {
            if (cellRect(static_cast<int>(i)).contains(help->pos())) {
                QString text = characterLabel(m_glyphs[i].character);
                if (!m_glyphs[i].source) {
                    text += QLatin1Char('\n') + tr("The source font does not draw it.");
                }
                if (!m_glyphs[i].target) {
                    text += QLatin1Char('\n') + tr("The target font does not draw it.");
                }
                QToolTip::showText(help->globalPos(), text, this);
                return true;
            }
        }
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace typemould
