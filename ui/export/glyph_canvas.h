// GlyphCanvas: one picture as large as there is room, whole and square, with a thin frame. GUI thread.
#pragma once

#include <QImage>
#include <QWidget>

namespace typemould {

class GlyphCanvas : public QWidget {
    Q_OBJECT
public:
    explicit GlyphCanvas(QWidget* parent = nullptr);
    void setPicture(const QImage& picture);
    const QImage& picture() const { return m_picture; }
    QSize sizeHint() const override { return {288, 288}; }
    QSize minimumSizeHint() const override { return {96, 96}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage m_picture;
};

} // namespace typemould
