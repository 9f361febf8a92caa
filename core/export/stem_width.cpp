#include "core/export/proof_sheet.h"

#include "core/fonts/placement.h"

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

/// Ink along a line of pixels, from its first edge to its last.
struct Run {
    double from = 0, to = 0;
    double width() const { return to - from; }
};

/// The runs of a row or a column, to a fraction of a pixel by the grey at their ends.
std::vector<Run> runsOf(const GrayImage& image, int line, bool along) {
    std::vector<Run> runs;
    const int count = along ? image.width : image.height;
    double ink = 0, firstInk = 0;
    int start = -1;
    for (int i = 0; i <= count; ++i) {
        const double here = i == count ? 0 : (255 - (along ? image.at(i, line) : image.at(line, i))) / 255.0;
        if (here > 0) {
            if (start < 0) {
                start = i;
                firstInk = here;
            }
            ink += here;
        } else if (start >= 0) {
            const double from = start + 1 - firstInk;
            runs.push_back({from, from + ink});
            start = -1;
            ink = 0;
        }
    }
    return runs;
}

/// Whether another line has the same run, so that it is a stem which runs straight across both.
bool continues(const Run& run, const std::vector<Run>& others) {
    constexpr double mostShift = 0.35; // pixels
    return std::any_of(others.begin(), others.end(), [&](const Run& other) {
        return std::abs(other.from - run.from) <= mostShift && std::abs(other.to - run.to) <= mostShift;
    });
}

} // namespace

double stemWidthOf(const Outline& outline, int unitsPerEm) {
    constexpr int canvas = 256, apart = 4; // lines between those that are compared
    constexpr double scale = 0.8, widest = 0.2;
    const auto image = rasterize(outline, unitsPerEm, {scale, 0, 0}, canvas);
    if (!image) {
        return 0;
    }
    const double pixelsPerEm = canvas * scale;
    std::vector<double> widths;
    for (const bool along : {true, false}) {
        std::vector<std::vector<Run>> lines;
        for (int i = 0; i < canvas; ++i) {
            lines.push_back(runsOf(*image, i, along));
        }
        for (std::size_t i = apart; i + apart < lines.size(); ++i) {
            for (const Run& run : lines[i]) {
                if (run.width() <= widest * pixelsPerEm && continues(run, lines[i - apart]) &&
                    continues(run, lines[i + apart])) {
                    widths.push_back(run.width());
                }
            }
        }
    }
    if (widths.empty()) {
        return 0;
    }
    const auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
    std::nth_element(widths.begin(), middle, widths.end());
    return *middle / pixelsPerEm * unitsPerEm;
}

} // namespace typemould
