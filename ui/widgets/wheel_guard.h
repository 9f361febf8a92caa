// Keeps the wheel from changing values by accident: a page is scrolled past its controls. GUI thread.
#pragma once

class QWidget;

namespace typemould {

/// A wheel turned over `control` (a combo box, spin box or slider) scrolls the page around it; it changes the
/// value only while the control has the focus, which it takes by click and Tab but not by the wheel.
void guardFromWheel(QWidget* control);

} // namespace typemould
