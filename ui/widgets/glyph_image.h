// Glyph pictures for the screen: GrayImage to QImage. Paper stays white in dark windows too: it is a picture
// of print. Pure; any thread.
#pragma once

#include "core/base/gray_image.h"

#include <QColor>
#include <QImage>

namespace typemould {

/// The picture as 8-bit grey (a copy); a null image for an empty one.
QImage toQImage(const GrayImage& image);
/// The same scaled smoothly to `side` pixels a side, marked with `devicePixelRatio`.
QImage toQImage(const GrayImage& image, int side, double devicePixelRatio = 1);
/// The ink alone in `ink` on nothing (premultiplied ARGB), for laying one glyph over another.
QImage inkImage(const GrayImage& image, const QColor& ink);

} // namespace typemould
