// Values that are still being typed: a control hands its text over when it is left, and a key such as Ctrl+S
// does not leave it. GUI thread.
#pragma once

class QWidget;

namespace typemould {

/// Lets the control of `window` that has the focus hand over what was typed, and gives it the focus back.
void commitTypedValue(QWidget& window);

} // namespace typemould
