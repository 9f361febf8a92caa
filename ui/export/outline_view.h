// OutlineView: a generated picture and, beside it, the outline that was traced of it, as large as there is
// room, with its points if asked. GUI thread.
#pragma once

#include "core/export/tracer.h"

#include <QImage>
#include <QPainterPath>
#include <QWidget>

namespace typemould {

class OutlineView : public QWidget {
    Q_OBJECT
public:
    explicit OutlineView(QWidget* parent = nullptr);
    /// The outline is in units of `unitsPerEm`, the picture drawn at `placement`; empty ones show nothing.
    void setGlyph(const GrayImage& picture, const Outline& outline, const Placement& placement,
                  int unitsPerEm);
    void setShowsPoints(bool shows);
    const Outline& outline() const { return m_outline; }
    QSize sizeHint() const override { return {480, 288}; }
    QSize minimumSizeHint() const override { return {192, 96}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintPoints(QPainter& painter, double side) const;
    QPointF onCanvas(const OutlinePoint& point) const;
    QImage m_picture;
    Outline m_outline;
    Placement m_placement;
    double m_unitsPerEm = 1000;
    QPainterPath m_path; ///< on a canvas of side 1
    bool m_showsPoints = false;
};

} // namespace typemould
