// MomentSlider: a slider whose stops are moments of a run, each at the place of its step, with marks for what
// happened on the way. Arrow keys go from stop to stop, Page Up and Page Down from checkpoint to checkpoint,
// Home and End to the first and last. GUI thread.
#pragma once

#include <QSlider>
#include <QString>

#include <vector>

namespace typemould {

/// Something at a step that is drawn on the slider.
struct MomentMark {
    enum class Kind {
        Event,      ///< something was changed or happened
        Checkpoint, ///< one is kept on disk
        Best,       ///< likewise, and it has the best held-out figures
    };
    long long step = 0;
    Kind kind = Kind::Event;
    QString text; ///< for the tooltip
};

class MomentSlider : public QSlider {
    Q_OBJECT
public:
    explicit MomentSlider(QWidget* parent = nullptr);
    /// The stops, rising; value() is the place of one of them. Stays at the same step, or at the last stop
    /// where it was there.
    void setStops(std::vector<long long> steps);
    void setMarks(std::vector<MomentMark> marks);
    const std::vector<MomentMark>& marks() const { return m_marks; }
    /// The step of the stop that is chosen; -1 when there is none.
    long long step() const;
    /// Goes to the last stop at or before `step`, or to the first.
    void goTo(long long step);
    /// The texts of the marks near a place of the widget.
    QString textAt(const QPoint& place) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    int placeOf(long long step) const; ///< in pixels from the left
    void goToPlace(int x);
    std::vector<long long> m_stops;
    std::vector<MomentMark> m_marks;
};

} // namespace typemould
