// PlacementValue: one number as a slider and a spin box that always agree. GUI thread.
#pragma once

#include <QWidget>

class QDoubleSpinBox;
class QSlider;

namespace typemould {

class EditGesture;

class PlacementValue : public QWidget {
    Q_OBJECT
public:
    /// Shows stored values times `factor` (100 for per cent, 1000 for 1/1000 em), from `minimum` to `maximum`
    /// as stored.
    PlacementValue(const QString& name, const QString& accessibleName, double minimum, double maximum,
                   double factor, const QString& suffix, QWidget* parent = nullptr);
    /// Shows a stored value without emitting edited().
    void setValue(double stored);
    /// Lets a gesture know when either control is held down or left.
    void watchedBy(EditGesture& gesture);

Q_SIGNALS:
    /// The user changed it; the stored value.
    void edited(double stored);
    /// A drag, a step or typing has ended: the next edit is another one.
    void settled();

private:
    QSlider* m_slider;
    QDoubleSpinBox* m_spin;
    double m_factor;
    bool m_showing = false;
};

} // namespace typemould
