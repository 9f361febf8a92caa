#include "core/export/contact_sheet.h"
#include "core/export/image_export.h"

#include <algorithm>
#include <cmath>

namespace typemould {

namespace {

constexpr std::uint8_t gapGrey = 208;

std::string pageName(std::size_t page) {
    return page == 0 ? "contact-sheet.png" : "contact-sheet-" + std::to_string(page + 1) + ".png";
}

/// Pastes `picture` as a thumbnail: fitted into the cell, centred, its shape kept.
void pasteThumbnail(GrayImage& sheet, const GrayImage& picture, int cell, int x, int y) {
    paste(sheet, GrayImage(cell, cell), x, y);
    if (picture.empty()) {
        return;
    }
    const double scale = static_cast<double>(cell) / std::max(picture.width, picture.height);
    const int width = std::clamp(static_cast<int>(std::lround(picture.width * scale)), 1, cell);
    const int height = std::clamp(static_cast<int>(std::lround(picture.height * scale)), 1, cell);
    paste(sheet, resized(picture, width, height), x + (cell - width) / 2, y + (cell - height) / 2);
}

} // namespace

int SheetLayout::width(std::size_t pairs) const {
    const int across = static_cast<int>(std::min<std::size_t>(pairs, static_cast<std::size_t>(columns)));
    return gap + across * (pairWidth() + gap);
}

int SheetLayout::height(std::size_t pairs) const {
    const std::size_t rows =
        (pairs + static_cast<std::size_t>(columns) - 1) / static_cast<std::size_t>(columns);
    return gap + static_cast<int>(rows) * (cell + gap);
}

std::size_t SheetLayout::pairsPerPage(int maximum) const {
    const int rows = std::max(1, (maximum - gap) / (cell + gap));
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
}

GrayImage blankSheet(const SheetLayout& layout, std::size_t pairs) {
    GrayImage sheet(layout.width(pairs), layout.height(pairs), gapGrey);
    for (std::size_t slot = 0; slot < pairs; ++slot) {
        drawPair(sheet, layout, slot, {}, {});
    }
    return sheet;
}

void drawPair(GrayImage& sheet, const SheetLayout& layout, std::size_t slot, const GrayImage& source,
              const GrayImage& generated) {
    const auto columns = static_cast<std::size_t>(layout.columns);
    const int x = layout.gap + static_cast<int>(slot % columns) * (layout.pairWidth() + layout.gap);
    const int y = layout.gap + static_cast<int>(slot / columns) * (layout.cell + layout.gap);
    pasteThumbnail(sheet, source, layout.cell, x, y);
    pasteThumbnail(sheet, generated, layout.cell, x + layout.cell + layout.innerGap, y);
}

SheetWriter::SheetWriter(std::filesystem::path folder, std::size_t total, SheetLayout layout,
                         int maximumHeight)
    : m_folder(std::move(folder)), m_total(total), m_layout(layout),
      m_perPage(layout.pairsPerPage(maximumHeight)) {}

std::size_t SheetWriter::pageCount() const { return (m_total + m_perPage - 1) / m_perPage; }

std::size_t SheetWriter::pairsOn(std::size_t page) const {
    return std::min(m_perPage, m_total - page * m_perPage);
}

void SheetWriter::place(std::size_t slot, const GrayImage& source, const GrayImage& generated) {
    const std::size_t number = slot / m_perPage;
    auto found = m_open.find(number);
    if (found == m_open.end()) {
        const std::size_t pairs = pairsOn(number);
        found = m_open.emplace(number, Page{blankSheet(m_layout, pairs), pairs}).first;
    }
    Page& page = found->second;
    drawPair(page.image, m_layout, slot % m_perPage, source, generated);
    if (--page.missing == 0) {
        writeAside(number, page.image);
        m_open.erase(found);
    }
}

void SheetWriter::writeAside(std::size_t page, const GrayImage& image) {
    const Bytes png = encodePng(image).orThrow();
    AtomicFile file = AtomicFile::create(m_folder / pageName(page)).orThrow();
    file.write(png).orThrow();
    m_aside.emplace(page, std::move(file));
}

void SheetWriter::commit() {
    for (const auto& [number, page] : m_open) {
        writeAside(number, page.image);
    }
    m_open.clear();
    for (auto& [number, file] : m_aside) {
        file.commit().orThrow();
    }
    m_aside.clear();
    std::error_code ignored; // pages of a longer sheet that was here before
    for (std::size_t page = pageCount(); std::filesystem::remove(m_folder / pageName(page), ignored);
         ++page) {
    }
}

GrayImage contactSheet(const std::vector<std::pair<GrayImage, GrayImage>>& pairs, int cell, int columns) {
    const SheetLayout layout{cell, columns};
    GrayImage sheet = blankSheet(layout, pairs.size());
    for (std::size_t slot = 0; slot < pairs.size(); ++slot) {
        drawPair(sheet, layout, slot, pairs[slot].first, pairs[slot].second);
    }
    return sheet;
}

} // namespace typemould
