#include "ui/runs/comparison_view.h"

#include "ui/widgets/glyph_image.h"

#include <QPainter>
#include <QScrollArea>

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

constexpr int smallestCell = 40;
constexpr int hintCell = 72;
constexpr int largestCell = 128; ///< that previews are stored with
constexpr int gap = 3;

} // namespace

ComparisonView::ComparisonView(QWidget* parent) : QWidget(parent) {
    setObjectName("comparisonView");
    setAccessibleName(tr("Previews beside each other"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ComparisonView::setPreviews(const std::vector<GrayImage>& sheets, const QStringList& labels) {
    m_glyphs = alignedPreviews(sheets);
    m_labels = labels;
    m_pictureSide = 0;
    QStringList rows;
    for (int row = 0; row < rowCount(); ++row) {
        rows << rowLabel(row);
    }
    setAccessibleDescription(m_glyphs.empty() ? tr("No preview is stored.") : rows.join("; "));
    updateGeometry();
    update();
}

QString ComparisonView::rowLabel(int row) const {
    return row == 0 ? tr("Source") : row + 1 == rowCount() ? tr("Truth") : m_labels[row - 1];
}

int ComparisonView::labelWidth() const {
    int width = 0;
    for (int row = 0; row < rowCount(); ++row) {
        width = std::max(width, fontMetrics().horizontalAdvance(rowLabel(row)));
    }
    return width + 2 * gap;
}

int ComparisonView::cellSide() const {
    const int columns = std::max<int>(1, static_cast<int>(m_glyphs.size()));
    const int byWidth = (width() - labelWidth()) / columns - gap;
    const int byHeight = height() / rowCount() - gap;
    return std::clamp(std::min(byWidth, byHeight), smallestCell, largestCell);
}

QSize ComparisonView::minimumSizeHint() const {
    const int columns = static_cast<int>(m_glyphs.size());
    return {labelWidth() + columns * (smallestCell + gap), rowCount() * (smallestCell + gap)};
}

QSize ComparisonView::sizeHint() const {
    const int columns = static_cast<int>(m_glyphs.size());
    return {labelWidth() + columns * (hintCell + gap), rowCount() * (hintCell + gap)};
}

const GrayImage& ComparisonView::image(int column, int row) const {
    const ComparedGlyph& glyph = m_glyphs[static_cast<std::size_t>(column)];
    return row == 0                ? glyph.source
           : row + 1 == rowCount() ? glyph.truth
                                   : glyph.drawn[static_cast<std::size_t>(row) - 1];
}

void ComparisonView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (m_glyphs.empty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("No preview is stored."));
        return;
    }
    const int side = cellSide();
    const double ratio = devicePixelRatioF();
    const int pixels = static_cast<int>(std::lround(side * ratio));
    const int columns = static_cast<int>(m_glyphs.size());
    if (pixels != m_pictureSide) {
        m_pictureSide = pixels;
        m_pictures.assign(static_cast<std::size_t>(columns * rowCount()), {});
    }
    const QPen text(palette().color(QPalette::WindowText));
    const QPen frame(palette().color(QPalette::PlaceholderText), 1, Qt::DashLine);
    for (int row = 0; row < rowCount(); ++row) {
        const int top = row * (side + gap);
        painter.setPen(text);
        painter.drawText(QRect(0, top, labelWidth() - 2 * gap, side), Qt::AlignVCenter | Qt::AlignRight,
                         rowLabel(row));
        for (int column = 0; column < columns; ++column) {
            const QRect cell(labelWidth() + column * (side + gap), top, side, side);
            QPixmap& kept = m_pictures[static_cast<std::size_t>(row * columns + column)];
            if (kept.isNull() && !image(column, row).empty()) {
                kept = QPixmap::fromImage(toQImage(image(column, row), pixels, ratio));
                kept.setDevicePixelRatio(ratio);
            }
            if (!kept.isNull()) {
                painter.drawPixmap(cell, kept);
            } else {
                painter.setPen(frame);
                painter.drawRect(cell.adjusted(0, 0, -1, -1));
            }
        }
    }
}

QScrollArea* scrolledComparison(ComparisonView* view, const QString& name, const QString& accessible) {
    auto* scroll = new QScrollArea(view->parentWidget());
    scroll->setObjectName(name);
    scroll->setAccessibleName(accessible);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setMinimumHeight(view->fontMetrics().height() * 10);
    scroll->setWidget(view);
    return scroll;
}

} // namespace typemould
