#include "core/export/mixed_line.h"

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

/// The character at a byte of a text.
char32_t characterAt(std::string_view utf8, std::size_t byte) {
    const auto decoded = decodeUtf8(utf8.substr(byte, 4)); // the next one's beginning is cut, and left away
    return decoded.empty() ? 0 : decoded[0];
}

/// How the face's full-width glyphs stand in vertical lines.
struct VerticalPlace {
    double down = 0; ///< from the pen to the baseline
    double advance = 0;
    bool centred = false; ///< the face has no vertical metrics: the ink stands in the middle of the advance
    double downOf(const InkBox& ink) const {
        return centred && !ink.empty() ? ink.yMax + (advance - ink.height()) / 2 : down;
    }
};

VerticalPlace verticalPlaceOf(const FontFace& face) {
    constexpr std::size_t looked = 24;
    const double em = face.unitsPerEm();
    VerticalPlace place{(emCentreY + 0.5) * em, em};
    std::vector<double> downs, advances;
    bool centred = true;
    for (const char32_t character : face.characters()) {
        if (downs.size() == looked || !isFullWidth(character)) {
            continue;
        }
        const auto line = shapeLine(face, utf8Of(character), true).orThrow();
        if (line.glyphs.size() == 1 && line.length > 0) {
            downs.push_back(-line.glyphs[0].y);
            advances.push_back(line.length);
            const VerticalPlace middle{0, line.length, true};
            centred = centred && std::abs(middle.downOf(face.inkBox(character)) - downs.back()) <= 1;
        }
    }
    if (!downs.empty()) {
        const auto median = [](std::vector<double>& values) {
            const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
            std::nth_element(values.begin(), middle, values.end());
            return *middle;
        };
        place = {median(downs), median(advances), centred};
    }
    return place;
}

/// How much each pixel of `picture` along one axis gives to the pixels of the line from `first` on: a tent
/// as wide as the larger of the two pixels.
struct Tap {
    int from = 0;
    std::vector<float> weights;
};

std::vector<Tap> tapsFor(int count, double origin, double step, int side) {
    std::vector<Tap> taps(static_cast<std::size_t>(count));
    const double reach = std::max(1.0, step); // in pixels of the picture
    for (int i = 0; i < count; ++i) {
        const double centre = (i + 0.5 - origin) * step - 0.5;
        Tap& tap = taps[static_cast<std::size_t>(i)];
        tap.from = std::max(0, static_cast<int>(std::ceil(centre - reach)));
        const int to = std::min(side - 1, static_cast<int>(std::floor(centre + reach)));
        double sum = 0; // over all of the paper, so that the borders are not pulled in
        for (int p = static_cast<int>(std::ceil(centre - reach)); p <= std::floor(centre + reach); ++p) {
            sum += std::max(0.0, 1 - std::abs(p - centre) / reach);
        }
        for (int p = tap.from; p <= to; ++p) {
            tap.weights.push_back(static_cast<float>(std::max(0.0, 1 - std::abs(p - centre) / reach) / sum));
        }
    }
    return taps;
}

/// Lays a picture over `layer` (255 is paper) with its top left corner at (x, y), each pixel `side` wide; the
/// darker one stays.
void layOver(GrayImage& layer, const GrayImage& picture, double x, double y, double side) {
    const int left = std::max(0, static_cast<int>(std::floor(x)) - 1);
    const int top = std::max(0, static_cast<int>(std::floor(y)) - 1);
    const int right = std::min(layer.width, static_cast<int>(std::ceil(x + side * picture.width)) + 1);
    const int bottom = std::min(layer.height, static_cast<int>(std::ceil(y + side * picture.height)) + 1);
    if (right <= left || bottom <= top) {
        return;
    }
    const auto across = tapsFor(right - left, x - left, 1 / side, picture.width);
    const auto down = tapsFor(bottom - top, y - top, 1 / side, picture.height);
    const auto width = static_cast<std::size_t>(right - left);
    std::vector<float> rows(width * static_cast<std::size_t>(picture.height));
    for (int row = 0; row < picture.height; ++row) {
        for (std::size_t i = 0; i < width; ++i) {
            float ink = 0;
            for (std::size_t k = 0; k < across[i].weights.size(); ++k) {
                ink += across[i].weights[k] *
                       static_cast<float>(255 - picture.at(across[i].from + static_cast<int>(k), row));
            }
            rows[static_cast<std::size_t>(row) * width + i] = ink;
        }
    }
    for (int j = top; j < bottom; ++j) {
        const Tap& tap = down[static_cast<std::size_t>(j - top)];
        for (std::size_t i = 0; i < width; ++i) {
            float ink = 0;
            for (std::size_t k = 0; k < tap.weights.size(); ++k) {
                ink += tap.weights[k] * rows[(static_cast<std::size_t>(tap.from) + k) * width + i];
            }
            std::uint8_t& pixel = layer.at(left + static_cast<int>(i), j);
            pixel = std::min(pixel, static_cast<std::uint8_t>(255.5F - std::min(ink, 255.0F)));
        }
    }
}

} // namespace

Result<MixedLine> mixedLine(const FontFace& face, const AdvanceStatistics& advances, std::string_view utf8,
                            bool vertical, const CharacterSet& added, const InkOfAdded& inkOf) {
    return guarded("shaping a line of text", [&] {
        const auto shaped = shapeLine(face, utf8, vertical).orThrow();
        MixedLine line;
        line.own.vertical = vertical;
        const VerticalPlace place = vertical && !added.empty() ? verticalPlaceOf(face) : VerticalPlace{};
        double pen = 0, penBefore = 0;
        for (std::size_t i = 0; i < shaped.glyphs.size(); ++i) {
            ShapedGlyph glyph = shaped.glyphs[i];
            const char32_t character = characterAt(utf8, glyph.cluster);
            const double moved = pen - penBefore;
            penBefore += glyph.advance;
            if (!added.contains(character)) {
                (vertical ? glyph.y : glyph.x) += vertical ? -moved : moved;
                pen += glyph.advance;
                line.own.glyphs.push_back(glyph);
                continue;
            }
            if (i > 0 && shaped.glyphs[i - 1].cluster == glyph.cluster) {
                continue; // the rest of what the face makes of it
            }
            const InkBox ink = inkOf(character);
            const double across = advances.advanceFor(character, ink);
            line.added.push_back(
                vertical ? AddedGlyph{character, -across / 2, -pen - place.downOf(ink), place.advance, ink}
                         : AddedGlyph{character, pen, 0, across, ink});
            pen += line.added.back().advance;
        }
        line.length = line.own.length = pen;
        return line;
    });
}

Result<MixedPicture> drawMixedLine(const FontFace& face, const MixedLine& line, double pixelsPerEm,
                                   const Placement& placement, const PictureOfAdded& pictureOf) {
    return guarded("drawing a line of text", [&] {
        InkBox frame = frameOf(face, line.own);
        for (const AddedGlyph& glyph : line.added) {
            if (!glyph.ink.empty()) {
                frame.xMin = std::min(frame.xMin, glyph.x + glyph.ink.xMin);
                frame.yMin = std::min(frame.yMin, glyph.y + glyph.ink.yMin);
                frame.xMax = std::max(frame.xMax, glyph.x + glyph.ink.xMax);
                frame.yMax = std::max(frame.yMax, glyph.y + glyph.ink.yMax);
            }
        }
        const LineCanvas canvas = canvasOf(frame, face.unitsPerEm(), pixelsPerEm).orThrow();
        MixedPicture drawn;
        drawn.own = drawLine(face, line.own, canvas).orThrow();
        drawn.added = GrayImage(canvas.width, canvas.height);
        const double scale = canvas.pixelsPerUnit;
        for (const AddedGlyph& glyph : line.added) {
            const double x = canvas.originX + glyph.x * scale, y = canvas.originY - glyph.y * scale;
            const GrayImage* picture = pictureOf(glyph.character);
            if (picture == nullptr || picture->empty()) {
                const double em = face.unitsPerEm() * scale;
                const double width = line.own.vertical ? em : glyph.advance * scale;
                drawn.gaps.push_back({glyph.character, x, y - (emCentreY + 0.5) * em, width, em});
                continue;
            }
            const double side = pixelsPerEm / (placement.scale * picture->width);
            const CanvasPoint origin = toCanvas(placement, picture->width, 0, 0);
            layOver(drawn.added, *picture, x - origin.x * side, y - origin.y * side, side);
        }
        return drawn;
    });
}

InkBox inkOnPicture(const GrayImage& picture, const Placement& placement, int unitsPerEm) {
    int left = picture.width, top = picture.height, right = -1, bottom = -1;
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            if (picture.at(x, y) < 128) {
                left = std::min(left, x);
                right = std::max(right, x);
                top = std::min(top, y);
                bottom = std::max(bottom, y);
            }
        }
    }
    if (right < 0) {
        return {};
    }
    const EmPoint low = toEm(placement, picture.width, left, bottom + 1);
    const EmPoint high = toEm(placement, picture.width, right + 1, top);
    return {low.x * unitsPerEm, low.y * unitsPerEm, high.x * unitsPerEm, high.y * unitsPerEm};
}

} // namespace typemould
