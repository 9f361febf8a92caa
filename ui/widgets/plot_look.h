// What the plots of the studio share: the look of their axes, the keys that move what is seen, and the range
// that shows a set of values. For the sources of the plots alone. GUI thread.
#pragma once

#include "ui/widgets/plot_library.h"

#include <QFont>
#include <QPalette>

#include <utility>
#include <vector>

namespace typemould {

/// Puts background, axes and grid in the colours of `palette`.
void paintAxes(QCustomPlot& plot, const QPalette& palette, const QFont& font);
/// A logarithmic or a linear value axis.
void setLogarithmicValues(QCustomPlot& plot, bool on);
/// Plus and minus zoom, the arrow keys move; false for another key.
bool moveView(QCustomPlot& plot, int key);
/// The value range that 98 in 100 of `values` need: the first steps of a run are far off.
std::pair<double, double> fittingRange(std::vector<double> values, bool logarithmic);

} // namespace typemould
