#include "ui/train/preview_view.h"

#include "ui/widgets/glyph_image.h"
#include "ui/widgets/shown_text.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace typemould {

namespace {

constexpr int smallestCell = 40;
constexpr int hintCell = 72;
constexpr int largestCell = 256;
constexpr int gap = 3;

} // namespace

PreviewView::PreviewView(QWidget* parent) : QWidget(parent) {
    setObjectName("previewView");
    setAccessibleName(tr("Preview of the glyphs"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PreviewView::setGlyphs(std::vector<PreviewGlyph> glyphs) {
    m_glyphs = std::move(glyphs);
    m_pictures.assign(m_glyphs.size(), {});
    m_visited = std::min(m_visited, static_cast<int>(m_glyphs.size()) - 1);
    describe();
    updateGeometry();
    update();
}

void PreviewView::describe() {
    if (m_visited >= 0) {
        setAccessibleDescription(glyphText(m_visited));
        return;
    }
    QStringList spoken;
    for (const PreviewGlyph& glyph : m_glyphs) {
        const QString name = characterText(glyph.character);
        spoken << (glyph.heldOut ? tr("%1, held out").arg(name) : name);
    }
    setAccessibleDescription(spoken.join("; "));
}

QString PreviewView::glyphText(int column) const {
    const PreviewGlyph& glyph = m_glyphs[static_cast<std::size_t>(column)];
    const QString what = glyph.heldOut ? tr("Held out: both fonts draw it, but it is never trained on.")
                         : glyph.truth ? tr("Drawn by both fonts.")
                                       : tr("Missing in the target font.");
    return characterLabel(glyph.character) + "\n" + what;
}

void PreviewView::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_glyphs.size()) - 1;
    const int key = event->key();
    if (last < 0 ||
        (key != Qt::Key_Left && key != Qt::Key_Right && key != Qt::Key_Home && key != Qt::Key_End)) {
        QWidget::keyPressEvent(event);
        return;
    }
    m_visited = key == Qt::Key_Home  ? 0
                : key == Qt::Key_End ? last
                                     : std::clamp(m_visited + (key == Qt::Key_Right ? 1 : -1), 0, last);
    describe();
    update();
    const QRect cells = cellRect(m_visited, 0) | cellRect(m_visited, rowCount - 1);
    Q_EMIT visited(cells);
    QToolTip::showText(mapToGlobal(cells.center()), glyphText(m_visited), this);
}

void PreviewView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    m_visited = -1;
    describe();
    update();
}

int PreviewView::labelWidth() const {
    int width = 0;
    for (const QString& text : {tr("Source"), tr("Generated"), tr("Truth")}) {
        width = std::max(width, fontMetrics().horizontalAdvance(text));
    }
    return width + 2 * gap;
}

int PreviewView::headHeight() const { return fontMetrics().height() + gap; }

int PreviewView::cellSide() const {
    const int columns = std::max<int>(1, static_cast<int>(m_glyphs.size()));
    const int byWidth = (width() - labelWidth()) / columns - gap;
    const int byHeight = (height() - headHeight()) / rowCount - gap;
    return std::clamp(std::min(byWidth, byHeight), smallestCell, largestCell);
}

QSize PreviewView::minimumSizeHint() const {
    const int columns = static_cast<int>(m_glyphs.size());
    return {labelWidth() + columns * (smallestCell + gap), headHeight() + rowCount * (smallestCell + gap)};
}

QSize PreviewView::sizeHint() const {
    const int columns = static_cast<int>(m_glyphs.size());
    return {labelWidth() + columns * (hintCell + gap), headHeight() + rowCount * (hintCell + gap)};
}

QRect PreviewView::cellRect(int column, int row) const {
    const int side = cellSide();
    return {labelWidth() + column * (side + gap), headHeight() + row * (side + gap), side, side};
}

QPixmap PreviewView::picture(int column, int row) {
    const double ratio = devicePixelRatioF();
    QPixmap& kept = m_pictures[column][row];
    if (kept.isNull()) {
        const PreviewGlyph& glyph = m_glyphs[column];
        static const GrayImage none;
        const GrayImage& image = row == 0      ? glyph.source
                                 : row == 1    ? glyph.generated
                                 : glyph.truth ? *glyph.truth
                                               : none;
        if (!image.empty()) {
            kept = QPixmap::fromImage(toQImage(image, m_pictureSide, ratio));
            kept.setDevicePixelRatio(ratio);
        }
    }
    return kept;
}

void PreviewView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const int side = cellSide();
    if (const int pixels = static_cast<int>(std::lround(side * devicePixelRatioF()));
        pixels != m_pictureSide) {
        m_pictureSide = pixels;
        m_pictures.assign(m_glyphs.size(), {});
    }
    painter.setPen(palette().color(QPalette::WindowText));
    const QStringList labels{tr("Source"), tr("Generated"), tr("Truth")};
    for (int row = 0; row < rowCount; ++row) {
        painter.drawText(QRect(0, cellRect(0, row).top(), labelWidth() - 2 * gap, side),
                         Qt::AlignVCenter | Qt::AlignRight, labels[row]);
    }
    const QPen frame(palette().color(QPalette::PlaceholderText), 1, Qt::DashLine);
    for (int column = 0; column < static_cast<int>(m_glyphs.size()); ++column) {
        const PreviewGlyph& glyph = m_glyphs[column];
        const QRect head(cellRect(column, 0).left(), 0, side, headHeight());
        painter.setPen(palette().color(glyph.heldOut ? QPalette::Link : QPalette::WindowText));
        painter.drawText(head, Qt::AlignCenter,
                         glyph.heldOut ? QStringLiteral("● ") + characterText(glyph.character)
                                       : characterText(glyph.character));
        for (int row = 0; row < rowCount; ++row) {
            const QRect cell = cellRect(column, row);
            if (const QPixmap image = picture(column, row); !image.isNull()) {
                painter.drawPixmap(cell, image);
            } else {
                painter.setPen(frame);
                painter.drawRect(cell.adjusted(0, 0, -1, -1));
            }
        }
        if (column == m_visited) {
            painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
            painter.drawRect((cellRect(column, 0) | cellRect(column, rowCount - 1)).adjusted(-1, -1, 0, 0));
        }
    }
}

void PreviewView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    update();
}

bool PreviewView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    auto* help = static_cast<QHelpEvent*>(event);
    const int column = (help->pos().x() - labelWidth()) / (cellSide() + gap);
    if (help->pos().x() < labelWidth() || column >= static_cast<int>(m_glyphs.size())) {
        QToolTip::hideText();
        return true;
    }
    QToolTip::showText(help->globalPos(), glyphText(column), this);
    return true;
}

} // namespace typemould
