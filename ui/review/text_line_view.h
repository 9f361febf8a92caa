// TextLineView: a line of text on white paper, its generated glyphs in a colour of their own if asked, and
// frames where one is still to come. GUI thread.
#pragma once

#include "core/export/mixed_line.h"

#include <QWidget>

namespace typemould {

class TextLineView : public QWidget {
    Q_OBJECT
public:
    explicit TextLineView(QWidget* parent = nullptr);
    /// Shows a line that was drawn in device pixels; an empty one shows nothing.
    void setLine(MixedPicture line, double devicePixelRatio);
    void setTinted(bool tinted);
    const MixedPicture& line() const { return m_line; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void compose();
    MixedPicture m_line;
    double m_ratio = 1;
    bool m_tinted = true;
    QImage m_image;
};

} // namespace typemould
