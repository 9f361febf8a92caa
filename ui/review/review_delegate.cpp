#include "ui/review/review_delegate.h"

#include "ui/review/glyph_store.h"
#include "ui/review/review_model.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOptionViewItem>

#include <algorithm>

namespace typemould {

namespace {

constexpr int margin = 5;
constexpr int gap = 3;
const QColor keptColor(22, 134, 60);
const QColor rejectedColor(192, 40, 40);
const QColor brokenColor(244, 176, 20);

/// A tick or a cross in a round badge: told apart by shape as well as by colour.
void paintBadge(QPainter& painter, const QRect& cell, int verdict) {
    const QRectF badge(cell.right() - 17, cell.top() + 2, 15, 15);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(verdict == 1 ? keptColor : rejectedColor);
    painter.drawEllipse(badge);
    painter.setPen(QPen(Qt::white, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const auto at = [&](double x, double y) { return badge.topLeft() + QPointF(x, y); };
    if (verdict == 1) {
        painter.drawPolyline(QPolygonF({at(4, 8), at(6.5, 10.5), at(11, 5)}));
    } else {
        painter.drawLine(at(5, 5), at(10, 10));
        painter.drawLine(at(10, 5), at(5, 10));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

/// A warning sign on the other side than the verdict's badge.
void paintBroken(QPainter& painter, const QRect& cell) {
    const QRectF sign(cell.left() + 3, cell.top() + 2, 16, 15);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(brokenColor);
    painter.drawPolygon(QPolygonF({{sign.center().x(), sign.top()}, sign.bottomRight(), sign.bottomLeft()}));
    painter.setPen(QPen(Qt::black, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(sign.center().x(), sign.top() + 5), QPointF(sign.center().x(), sign.top() + 9));
    painter.drawPoint(QPointF(sign.center().x(), sign.bottom() - 2.5));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

ReviewDelegate::ReviewDelegate(Pictures pictures, QObject* parent)
    : QAbstractItemDelegate(parent), m_pictures(std::move(pictures)) {}

QSize ReviewDelegate::cellSize(const QFontMetrics& metrics) const {
    const int width = 2 * margin + columns() * m_side + (columns() - 1) * gap;
    return {std::max(width, metrics.horizontalAdvance(QStringLiteral("U+20000")) + 2 * margin),
            2 * margin + m_side + metrics.height() + 2};
}

QSize ReviewDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return cellSize(option.fontMetrics);
}

void ReviewDelegate::paintPicture(QPainter& painter, const QRect& place, const QImage& picture,
                                  bool generated) const {
    if (picture.isNull()) {
        // Not there (yet): neither paper nor ink.
        painter.fillRect(place, QColor(128, 128, 128, 48));
        return;
    }
    const double ratio = painter.device()->devicePixelRatioF();
    const bool exact = picture.width() == qRound(place.width() * ratio);
    // Whole device pixels: a cell is a blit, and finer would not be seen.
    const QPointF shift = generated ? QPointF(qRound(m_offset.x() * place.width() * ratio) / ratio,
                                              qRound(m_offset.y() * place.height() * ratio) / ratio)
                                    : QPointF();
    if (!shift.isNull()) {
        painter.fillRect(place, Qt::white);
        painter.setClipRect(place);
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !exact);
    painter.drawImage(QRectF(place).translated(shift), picture);
    if (!shift.isNull()) {
        painter.setClipping(false);
    }
}

void ReviewDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    const QRect cell = option.rect.adjusted(1, 1, -1, -1);
    const auto* model = static_cast<const ReviewModel*>(index.model());
    const char32_t character = model->characterAt(index.row());
    const int verdict = index.data(ReviewModel::VerdictRole).toInt();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected) {
        painter->fillRect(cell, option.palette.highlight());
    } else if (verdict != 0) {
        QColor tint = verdict == 1 ? keptColor : rejectedColor;
        tint.setAlpha(60);
        painter->fillRect(cell, tint);
    }
    const GlyphPictures* found = m_pictures(character);
    static const GlyphPictures none;
    const GlyphPictures& shown = found != nullptr ? *found : none;
    const int width = columns() * m_side + (columns() - 1) * gap;
    QRect place(cell.left() + (cell.width() - width) / 2, cell.top() + margin - 1, m_side, m_side);
    if (m_showsSource) {
        paintPicture(*painter, place, shown.source, false);
        place.translate(m_side + gap, 0);
    }
    paintPicture(*painter, place, shown.generated, true);
    if (m_showsTruth) {
        place.translate(m_side + gap, 0);
        paintPicture(*painter, place, shown.truth, false);
    }
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(QRect(cell.left(), place.bottom() + 1, cell.width(), cell.bottom() - place.bottom()),
                      Qt::AlignCenter,
                      QString::number(character, 16).toUpper().rightJustified(4, QLatin1Char('0')));
    if (verdict != 0) {
        paintBadge(*painter, cell, verdict);
    }
    if (index.data(ReviewModel::BrokenRole).toBool()) {
        paintBroken(*painter, cell);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(option.palette.color(QPalette::WindowText), 1, Qt::DotLine));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(cell.adjusted(0, 0, -1, -1));
    }
}

} // namespace typemould
