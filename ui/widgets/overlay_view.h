// OverlayView: glyphs of both fonts laid over each other on the canvas, with the em square of each and the
// canvas border, so that scale and offset can be judged by eye. Shows what it is given. GUI thread.
#pragma once

#include "core/base/gray_image.h"
#include "core/fonts/placement.h"

#include <QColor>
#include <QImage>
#include <QWidget>

#include <optional>
#include <vector>

namespace typemould {

/// One canvas: a character as each font draws it, where it does.
struct OverlayGlyph {
    char32_t character = 0;
    std::optional<GrayImage> source;
    std::optional<GrayImage> target;
};

class OverlayView : public QWidget {
    Q_OBJECT
public:
    explicit OverlayView(QWidget* parent = nullptr);
    /// The glyphs in order and the placements that they were drawn with.
    void setGlyphs(std::vector<OverlayGlyph> glyphs, const PlacementPair& placements);
    /// Side of one canvas on the screen.
    void setCellSide(int side);
    int cellSide() const { return m_side; }
    const std::vector<OverlayGlyph>& glyphs() const { return m_glyphs; }
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

    /// The two inks, the same in light and dark windows since the paper is white.
    static QColor sourceColor() { return QColor(0, 102, 204, 150); }
    static QColor targetColor() { return QColor(214, 64, 0, 150); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    int columnsFor(int width) const;
    QRect cellRect(int index) const;
    /// A glyph's pictures in ink, made once for all paints; null where the font has none.
    struct Inks {
        QImage source, target;
    };
    void paintCell(QPainter& painter, const QRect& cell, const Inks& inks) const;
    std::vector<OverlayGlyph> m_glyphs;
    std::vector<Inks> m_inks; ///< of m_glyphs
    PlacementPair m_placements;
    int m_side = 160;
};

} // namespace typemould
