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

    /// What is said of a glyph in its tooltip, and to a screen reader when the arrow keys reach it.
    QString glyphText(int column) const;

Q_SIGNALS:
    /// The arrow keys have gone to a glyph, which is to be scrolled into sight.
    void visited(const QRect& cells);

protected:
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
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
    void describe();
    std::vector<PreviewGlyph> m_glyphs;
    std::vector<std::array<QPixmap, rowCount>> m_pictures; ///< scaled for m_pictureSide
    int m_pictureSide = 0;
    int m_visited = -1; ///< column that the arrow keys have gone to; none: -1
};

} // namespace typemould
