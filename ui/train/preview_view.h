// PreviewView: characters in columns, the source, what the network draws and the truth below each other, as
// large as there is room, pixel for pixel sharp. Shows what it is given. GUI thread.
#pragma once

#include "core/training/training_session.h"

#include <QPixmap>
#include <QWidget>

#include <array>

namespace typemould {

class PreviewView : public QWidget {
    Q_OBJECT
public:
    explicit PreviewView(QWidget* parent = nullptr);
    /// Takes over the glyphs; an empty generated picture is shown as an empty frame.
    void setGlyphs(std::vector<PreviewGlyph> glyphs);
    const std::vector<PreviewGlyph>& glyphs() const { return m_glyphs; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    static constexpr int rowCount = 3;
    int labelWidth() const;
    int headHeight() const;
    int cellSide() const;
    QRect cellRect(int column, int row) const;
    QPixmap picture(int column, int row);
    std::vector<PreviewGlyph> m_glyphs;
    std::vector<std::array<QPixmap, rowCount>> m_pictures; ///< scaled for m_pictureSide
    int m_pictureSide = 0;
};

} // namespace typemould
