// ReviewDelegate: paints one cell of the grid: the pictures in a row, the code point under them, the verdict
// as colour and sign. Takes its pictures from a GlyphStore. GUI thread.
#pragma once

#include <QAbstractItemDelegate>
#include <QImage>
#include <QPointF>

namespace typemould {

class GlyphStore;

class ReviewDelegate : public QAbstractItemDelegate {
    Q_OBJECT
public:
    /// The store must outlive the delegate.
    explicit ReviewDelegate(const GlyphStore& store, QObject* parent = nullptr);
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
    int pictures() const { return 1 + (m_showsSource ? 1 : 0) + (m_showsTruth ? 1 : 0); }
    void paintPicture(QPainter& painter, const QRect& place, const QImage& picture, bool generated) const;
    const GlyphStore& m_store;
    int m_side = 64;
    bool m_showsSource = true;
    bool m_showsTruth = false;
    QPointF m_offset;
};

} // namespace typemould
