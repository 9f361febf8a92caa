// ReviewDelegate: paints one cell of the grid: the pictures in a row, the code point under them, the verdict
// as colour and sign. GUI thread.
#pragma once

#include <QAbstractItemDelegate>
#include <QImage>
#include <QPointF>

#include <functional>

namespace typemould {

struct GlyphPictures;

class ReviewDelegate : public QAbstractItemDelegate {
    Q_OBJECT
public:
    /// Where the pictures come from: null when there are none yet. Asked while painting, so it must not wait.
    using Pictures = std::function<const GlyphPictures*(char32_t)>;
    explicit ReviewDelegate(Pictures pictures, QObject* parent = nullptr);
    /// Side of one picture, in logical pixels.
    void setSide(int side) { m_side = side; }
    int side() const { return m_side; }
    void setShowsSource(bool shows) { m_showsSource = shows; }
    void setShowsTruth(bool shows) { m_showsTruth = shows; }
    /// Moves the generated picture, as a share of its side (right and down positive).
    void setOffset(QPointF share) { m_offset = share; }
    QPointF offset() const { return m_offset; }
    /// Size of a cell with this font.
    QSize cellSize(const QFontMetrics& metrics) const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int columns() const { return 1 + (m_showsSource ? 1 : 0) + (m_showsTruth ? 1 : 0); }
    void paintPicture(QPainter& painter, const QRect& place, const QImage& picture, bool generated) const;
    Pictures m_pictures;
    int m_side = 64;
    bool m_showsSource = true;
    bool m_showsTruth = false;
    QPointF m_offset;
};

} // namespace typemould
