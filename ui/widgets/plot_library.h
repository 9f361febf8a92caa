// The plotting library's header, for the sources of the plots alone. It is written with Qt's keywords, which
// are off in this program.
#pragma once

#include <QtGlobal>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach
