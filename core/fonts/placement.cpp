#include "core/fonts/placement.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace typemould {

namespace {

constexpr double usualScale = 0.9;
constexpr std::size_t fewestCharacters = 8;
constexpr double borderMargin = 1.0 / 128; ///< of the canvas: one pixel of the smallest usual canvas
constexpr std::size_t mayTouch = 1000;     ///< one glyph in this many may touch the border

/// One character's ink in em.
struct Ink {
    double size = 0; ///< larger side of the ink box
    double x = 0, y = 0;
    double width = 0, height = 0;
};

Ink inkOf(const FontFace& face, const InkBox& box) {
    const double em = face.unitsPerEm();
    return {std::max(box.width(), box.height()) / em, (box.xMin + box.xMax) / 2 / em,
            (box.yMin + box.yMax) / 2 / em, box.width() / em, box.height() / em};
}

double median(std::vector<double> values) {
    const std::size_t middle = values.size() / 2;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(middle), values.end());
    if (values.size() % 2 == 1) {
        return values[middle];
    }
    const auto below = std::max_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(middle));
    return (*below + values[middle]) / 2;
}

double medianOf(const std::vector<Ink>& inks, double Ink::*part) {
    std::vector<double> values(inks.size());
    std::transform(inks.begin(), inks.end(), values.begin(), std::mem_fn(part));
    return median(std::move(values));
}

/// Median of a's part less b's, glyph by glyph.
double medianDifference(const std::vector<Ink>& a, const std::vector<Ink>& b, double Ink::*part) {
    std::vector<double> values(a.size());
    std::transform(a.begin(), a.end(), b.begin(), values.begin(),
                   [part](const Ink& x, const Ink& y) { return x.*part - y.*part; });
    return median(std::move(values));
}

/// The usual scale, or the largest at which no more than 1 in 1000 glyphs reach the border when the point
/// (centreX, centreY), in em, lies in the middle of the canvas.
double roomyScale(const std::vector<Ink>& inks, double centreX, double centreY) {
    std::vector<double> reach(inks.size());
    std::transform(inks.begin(), inks.end(), reach.begin(), [&](const Ink& ink) {
        return std::max(std::abs(ink.x - centreX) + ink.width / 2,
                        std::abs(ink.y - centreY) + ink.height / 2);
    });
    std::sort(reach.begin(), reach.end(), std::greater<>());
    return std::min(usualScale, (0.5 - borderMargin) / reach[inks.size() / mayTouch]);
}

/// The placement at `scale` that puts the point (x, y), in em, in the middle of the canvas.
Placement centred(double scale, double x, double y) { return {scale, 0.5 - x, emCentreY - y}; }

/// At most `sample` characters of `shared`, evenly spread.
std::vector<char32_t> sampled(const CharacterSet& shared, int sample) {
    const std::size_t count = std::min(shared.size(), static_cast<std::size_t>(std::max(sample, 1)));
    std::vector<char32_t> characters(count);
    for (std::size_t i = 0; i < count; ++i) {
        characters[i] = shared[i * shared.size() / count];
    }
    return characters;
}

} // namespace

const std::vector<Field<Placement>>& fieldsOf(const Placement*) {
    static const std::vector<Field<Placement>> fields{
        field(&Placement::scale,
              {.key = "scale",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Scale"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Side of the em square as a share of the canvas. Make it smaller "
                               "when ink touches the border."),
               .level = Level::Designer,
               .minimum = 0.1,
               .maximum = 4}),
        field(&Placement::offsetX,
              {.key = "offset-x",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Offset to the right"),
               .help = TYPEMOULD_TRANSLATE_NOOP(
                   "Settings", "Moves every glyph of the font to the right, or to the left when "
                               "negative."),
               .unit = "em",
               .level = Level::Designer,
               .minimum = -2,
               .maximum = 2,
               .formerKey = "offset_x"}),
        field(&Placement::offsetY,
              {.key = "offset-y",
               .label = TYPEMOULD_TRANSLATE_NOOP("Settings", "Offset upwards"),
               .help = TYPEMOULD_TRANSLATE_NOOP("Settings",
                                                "Moves every glyph of the font up, or down when negative."),
               .unit = "em",
               .level = Level::Designer,
               .minimum = -2,
               .maximum = 2,
               .formerKey = "offset_y"})};
    return fields;
}

CanvasPoint toCanvas(const Placement& placement, int canvas, double emX, double emY) {
    return {canvas * (0.5 + placement.scale * (emX - 0.5 + placement.offsetX)),
            canvas * (0.5 - placement.scale * (emY - emCentreY + placement.offsetY))};
}

EmPoint toEm(const Placement& placement, int canvas, double pixelX, double pixelY) {
    return {(pixelX / canvas - 0.5) / placement.scale + 0.5 - placement.offsetX,
            (0.5 - pixelY / canvas) / placement.scale + emCentreY - placement.offsetY};
}

Result<PlacementFit> fitPlacement(const FontFace& source, const FontFace& target, const CharacterSet& shared,
                                  int sample) {
    return guarded("fitting placements", [&] {
        std::vector<Ink> sourceInks, targetInks;
        for (const char32_t c : sampled(shared, sample)) {
            const InkBox sourceBox = source.inkBox(c);
            const InkBox targetBox = target.inkBox(c);
            if (!sourceBox.empty() && !targetBox.empty()) {
                sourceInks.push_back(inkOf(source, sourceBox));
                targetInks.push_back(inkOf(target, targetBox));
            }
        }
        if (sourceInks.size() < fewestCharacters) {
            throw Failure(ErrorCode::InvalidArgument,
                          source.fileName() + " and " + target.fileName() + " share only " +
                              std::to_string(sourceInks.size()) +
                              " characters, too few to fit their placement.",
                          "Choose fonts that draw at least " + std::to_string(fewestCharacters) +
                              " characters in common, or set scale and offsets by hand.");
        }
        PlacementFit fit;
        fit.characters = static_cast<int>(sourceInks.size());
        fit.sizeRatio = medianOf(sourceInks, &Ink::size) / medianOf(targetInks, &Ink::size);
        fit.shiftX = medianDifference(sourceInks, targetInks, &Ink::x);
        fit.shiftY = medianDifference(sourceInks, targetInks, &Ink::y);
        const double x = medianOf(targetInks, &Ink::x);
        const double y = medianOf(targetInks, &Ink::y);
        const double scale = roomyScale(targetInks, x, y);
        fit.placements.target = centred(scale, x, y);
        fit.placements.source =
            centred(scale / fit.sizeRatio, medianOf(sourceInks, &Ink::x), medianOf(sourceInks, &Ink::y));
        return fit;
    });
}

} // namespace typemould
