#include "ui/runs/preview_columns.h"

#include <map>
#include <utility>

namespace typemould {

namespace {

constexpr int rowCount = 3; ///< of a sheet: source, generated, truth

GrayImage cellOf(const GrayImage& sheet, int side, int column, int row) {
    GrayImage cell(side, side);
    paste(cell, sheet, -column * side, -row * side);
    return cell;
}

} // namespace

std::vector<ComparedGlyph> alignedPreviews(const std::vector<GrayImage>& sheets) {
    std::vector<ComparedGlyph> glyphs;
    // A text may hold a character twice: the second one goes with the other texts' second one.
    std::map<std::pair<std::vector<std::uint8_t>, int>, std::size_t> places;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const GrayImage& sheet = sheets[i];
        const int side = sheet.height / rowCount;
        if (side == 0 || sheet.height % rowCount != 0 || sheet.width % side != 0) {
            continue;
        }
        std::map<std::vector<std::uint8_t>, int> seen;
        for (int column = 0; column < sheet.width / side; ++column) {
            GrayImage source = cellOf(sheet, side, column, 0);
            const int before = seen[source.pixels]++;
            const auto [place, fresh] = places.try_emplace(std::pair(source.pixels, before), glyphs.size());
            if (fresh) {
                glyphs.push_back({std::move(source), std::vector<GrayImage>(sheets.size()),
                                  cellOf(sheet, side, column, 2)});
            }
            glyphs[place->second].drawn[i] = cellOf(sheet, side, column, 1);
        }
    }
    return glyphs;
}

} // namespace typemould
