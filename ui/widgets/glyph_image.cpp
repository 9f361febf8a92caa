#include "ui/widgets/glyph_image.h"

#include <algorithm>

namespace typemould {

QImage toQImage(const GrayImage& image) {
    if (image.empty()) {
        return {};
    }
    QImage picture(image.width, image.height, QImage::Format_Grayscale8);
    for (int y = 0; y < image.height; ++y) {
        std::copy_n(image.row(y), image.width, picture.scanLine(y));
    }
    return picture;
}

QImage toQImage(const GrayImage& image, int side, double devicePixelRatio) {
    if (image.empty()) {
        return {};
    }
    QImage picture =
        toQImage(image.width == side && image.height == side ? image : resized(image, side, side));
    picture.setDevicePixelRatio(devicePixelRatio);
    return picture;
}

QImage inkImage(const GrayImage& image, const QColor& ink) {
    if (image.empty()) {
        return {};
    }
    QImage picture(image.width, image.height, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < image.height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < image.width; ++x) {
            const int alpha = (255 - image.at(x, y)) * ink.alpha() / 255;
            line[x] = qPremultiply(qRgba(ink.red(), ink.green(), ink.blue(), alpha));
        }
    }
    return picture;
}

} // namespace typemould
