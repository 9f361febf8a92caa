// Contact sheets page by page: thumbnails of source beside generated, written to temporaries as each page
// fills, so that one page at a time is in memory. For ImageExporter and contactSheet() only; one thread.
#pragma once

#include "core/base/atomic_file.h"
#include "core/base/gray_image.h"

#include <functional>
#include <map>

namespace typemould {

/// Where the cells of a sheet lie, in pixels.
struct SheetLayout {
    int cell = 96;    ///< side of a thumbnail
    int columns = 8;  ///< pairs a row
    int gap = 4;      ///< round every pair
    int innerGap = 1; ///< between source and generated

    int pairWidth() const { return 2 * cell + innerGap; }
    int width(std::size_t pairs) const;
    int height(std::size_t pairs) const;
    /// Pairs that fit on a page of at most `maximum` pixels height.
    std::size_t pairsPerPage(int maximum) const;
};

/// A page without its pictures, for `pairs` pairs.
GrayImage blankSheet(const SheetLayout& layout, std::size_t pairs);
/// Draws pair number `slot` of a page; a picture that is empty leaves its cell blank.
void drawPair(GrayImage& sheet, const SheetLayout& layout, std::size_t slot, const GrayImage& source,
              const GrayImage& generated);

class SheetWriter {
public:
    /// For `total` pairs, in files named contact-sheet.png, contact-sheet-2.png, ... in `folder`.
    SheetWriter(std::filesystem::path folder, std::size_t total, SheetLayout layout = {},
                int maximumHeight = 16384);
    /// Draws pair `slot`; a page whose last pair arrives is encoded and written aside. Throws Failure.
    void place(std::size_t slot, const GrayImage& source, const GrayImage& generated);
    /// Writes the rest aside and puts all pages in place. Throws Failure.
    void commit();
    std::size_t pageCount() const;

private:
    struct Page {
        GrayImage image;
        std::size_t missing = 0;
    };
    std::size_t pairsOn(std::size_t page) const;
    void writeAside(std::size_t page, const GrayImage& image);
    std::filesystem::path m_folder;
    std::size_t m_total;
    SheetLayout m_layout;
    std::size_t m_perPage;
    std::map<std::size_t, Page> m_open;
    std::map<std::size_t, AtomicFile> m_aside;
};

} // namespace typemould
