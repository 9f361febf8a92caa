#include "ui/review/text_line_view.h"

#include "ui/widgets/glyph_image.h"

#include <QPainter>

namespace typemould {

namespace {
constexpr int margin = 8;
const QColor tint(176, 32, 128); ///< on white as easily read as black, and no verdict's colour
} // namespace

TextLineView::TextLineView(QWidget* parent) : QWidget(parent) {
    setObjectName("textLine");
    setSizePolicy(QSizePolicy::MinimumExpanding, QSizePolicy::MinimumExpanding);
}

void TextLineView::setLine(MixedPicture line, double devicePixelRatio) {
    m_line = std::move(line);
    m_ratio = devicePixelRatio;
    compose();
    updateGeometry();
}

void TextLineView::setTinted(bool tinted) {
    if (tinted != m_tinted) {
        m_tinted = tinted;
        compose();
    }
}

void TextLineView::compose() {
    m_image = QImage();
    if (!m_line.own.empty()) {
        m_image = QImage(m_line.own.width, m_line.own.height, QImage::Format_RGB32);
        m_image.fill(Qt::white);
        QPainter painter(&m_image);
        painter.drawImage(0, 0, inkImage(m_line.own, Qt::black));
        painter.drawImage(0, 0, inkImage(m_line.added, m_tinted ? tint : QColor(Qt::black)));
        painter.setPen(QPen(QColor(150, 150, 150), 1, Qt::DotLine));
        for (const MixedPicture::Gap& gap : m_line.gaps) {
            painter.drawRect(QRectF(gap.x, gap.y, gap.width, gap.height).adjusted(1.5, 1.5, -1.5, -1.5));
        }
        painter.end();
        m_image.setDevicePixelRatio(m_ratio);
    }
    update();
}

QSize TextLineView::sizeHint() const {
    const QSizeF size = m_image.isNull() ? QSizeF(0, 48) : m_image.deviceIndependentSize();
    return QSize(qRound(size.width()), qRound(size.height())) + QSize(2 * margin, 2 * margin);
}

void TextLineView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    if (!m_image.isNull()) {
        painter.drawImage(QPointF(margin, margin), m_image);
    }
}

} // namespace typemould
