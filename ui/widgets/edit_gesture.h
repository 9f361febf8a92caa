// EditGesture: tells one gesture of the user from the next, for edits that become one undo step: a gesture
// ends with an idle second, when the focus leaves the control, or when its control says so. GUI thread.
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace typemould {

class EditGesture : public QObject {
    Q_OBJECT
public:
    explicit EditGesture(QObject* parent = nullptr);
    /// Number of the gesture in hand, to be asked at each edit: an idle second from now ends it.
    int current();
    /// The next edit belongs to another gesture.
    void end() { ++m_number; }
    /// Ends the gesture when the focus leaves this control; a slider held down keeps it from going idle.
    void watch(QWidget* control);
    /// How long without an edit ends a gesture (1 s unless set).
    void setIdleDelay(std::chrono::milliseconds delay) { m_idle.setInterval(delay); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void endWhenIdle();
    QList<QWidget*> m_controls;
    QTimer m_idle;
    int m_number = 0;
};

} // namespace typemould
