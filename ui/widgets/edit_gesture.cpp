#include "ui/widgets/edit_gesture.h"

#include <QAbstractSlider>
#include <QEvent>

#include <algorithm>

namespace typemould {

EditGesture::EditGesture(QObject* parent) : QObject(parent) {
    setObjectName("editGesture");
    m_idle.setSingleShot(true);
    m_idle.setInterval(std::chrono::seconds(1));
    connect(&m_idle, &QTimer::timeout, this, &EditGesture::endWhenIdle);
}

int EditGesture::current() {
    m_idle.start();
    return m_number;
}

void EditGesture::watch(QWidget* control) {
    m_controls << control;
    control->installEventFilter(this);
}

void EditGesture::endWhenIdle() {
    const bool held = std::any_of(m_controls.begin(), m_controls.end(), [](const QWidget* control) {
        const auto* slider = qobject_cast<const QAbstractSlider*>(control);
        return slider != nullptr && slider->isSliderDown();
    });
    if (held) {
        m_idle.start();
    } else {
        end();
    }
}

bool EditGesture::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut) {
        end();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace typemould
