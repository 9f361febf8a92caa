#include "ui/fonts/placement_value.h"

#include "ui/widgets/edit_gesture.h"
#include "ui/widgets/wheel_guard.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QSlider>

#include <cmath>

namespace typemould {

namespace {

constexpr double stepsPerUnit = 10; ///< the slider moves by a tenth of what is shown

} // namespace

PlacementValue::PlacementValue(const QString& name, const QString& accessibleName, double minimum,
                               double maximum, double factor, const QString& suffix, QWidget* parent)
    : QWidget(parent), m_slider(new QSlider(Qt::Horizontal, this)), m_spin(new QDoubleSpinBox(this)),
      m_factor(factor) {
    m_slider->setObjectName(name + "Slider");
    m_slider->setAccessibleName(accessibleName);
    m_slider->setRange(static_cast<int>(std::lround(minimum * factor * stepsPerUnit)),
                       static_cast<int>(std::lround(maximum * factor * stepsPerUnit)));
    m_slider->setSingleStep(static_cast<int>(stepsPerUnit));
    m_slider->setPageStep(static_cast<int>(5 * stepsPerUnit));
    m_slider->setMinimumWidth(60);
    m_spin->setObjectName(name + "Spin");
    m_spin->setAccessibleName(accessibleName);
    m_spin->setDecimals(1);
    m_spin->setRange(minimum * factor, maximum * factor);
    m_spin->setSuffix(suffix);
    m_spin->setKeyboardTracking(false);
    m_spin->setAlignment(Qt::AlignTrailing);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_spin);
    setFocusProxy(m_slider);
    guardFromWheel(m_slider);
    guardFromWheel(m_spin);

    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        if (!m_showing) {
            const double shown = position / stepsPerUnit;
            m_showing = true;
            m_spin->setValue(shown);
            m_showing = false;
            Q_EMIT edited(shown / m_factor);
        }
    });
    connect(m_spin, &QDoubleSpinBox::valueChanged, this, [this](double shown) {
        if (!m_showing) {
            m_showing = true;
            m_slider->setValue(static_cast<int>(std::lround(shown * stepsPerUnit)));
            m_showing = false;
            Q_EMIT edited(shown / m_factor);
        }
    });
    connect(m_slider, &QSlider::sliderReleased, this, &PlacementValue::settled);
    connect(m_spin, &QDoubleSpinBox::editingFinished, this, &PlacementValue::settled);
}

void PlacementValue::watchedBy(EditGesture& gesture) {
    gesture.watch(m_slider);
    gesture.watch(m_spin);
}

void PlacementValue::setValue(double stored) {
    m_showing = true;
    m_spin->setValue(stored * m_factor);
    // A drag in hand keeps the slider where the hand is.
    if (!m_slider->isSliderDown()) {
        m_slider->setValue(static_cast<int>(std::lround(stored * m_factor * stepsPerUnit)));
    }
    m_showing = false;
}

} // namespace typemould
