#include "ui/studio/typed_value.h"

#include <QPointer>
#include <QWidget>

namespace typemould {

void commitTypedValue(QWidget& window) {
    const QPointer<QWidget> typing = window.window()->focusWidget();
    if (typing && typing->hasFocus()) {
        typing->clearFocus();
        if (typing) { // what was typed may have changed the page
            typing->setFocus();
        }
    }
}

} // namespace typemould
