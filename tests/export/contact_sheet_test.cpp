// Contact sheets: each pair in its place, source left, generated right, in pages that stay below the limit.
#include "core/export/contact_sheet.h"
#include "core/export/image_export.h"
#include "tests/support/disk_snapshot.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

GrayImage even(int side, int grey) { return GrayImage(side, side, static_cast<std::uint8_t>(grey)); }

/// Grey in the middle of a cell of pair `slot`.
int greyAt(const GrayImage& sheet, const SheetLayout& layout, std::size_t slot, bool generated) {
    const auto columns = static_cast<std::size_t>(layout.columns);
    const int x = layout.gap + static_cast<int>(slot % columns) * (layout.pairWidth() + layout.gap) +
                  layout.cell / 2 + (generated ? layout.cell + layout.innerGap : 0);
    const int y =
        layout.gap + static_cast<int>(slot / columns) * (layout.cell + layout.gap) + layout.cell / 2;
    return sheet.at(x, y);
}

} // namespace

class ContactSheetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPairHasItsPlace_data();
    void everyPairHasItsPlace();
    void thumbnailsFillTheirCellsAndKeepTheirShape();
    void pagesStayBelowTheLimit();
    void orderDoesNotMatter();
    void withoutCommitNothingStays();
    void oldPagesGo();
};

void ContactSheetTest::everyPairHasItsPlace_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("columns");
    for (const auto& [count, columns] : {std::pair(1, 8), std::pair(7, 8), std::pair(8, 8), std::pair(9, 8),
                                         std::pair(120, 8), std::pair(5, 1)}) {
        QTest::addRow("%d in %d columns", count, columns) << count << columns;
    }
}

void ContactSheetTest::everyPairHasItsPlace() {
    QFETCH(int, count);
    QFETCH(int, columns);
    std::vector<std::pair<GrayImage, GrayImage>> pairs;
    for (int i = 0; i < count; ++i) {
        pairs.emplace_back(even(32, i), even(256, 255 - i));
    }
    const SheetLayout layout{48, columns};
    const GrayImage sheet = contactSheet(pairs, 48, columns);
    QCOMPARE(sheet.width, layout.width(pairs.size()));
    QCOMPARE(sheet.height, layout.height(pairs.size()));
    QCOMPARE(sheet.width, std::min(count, columns) * (2 * 48 + 1 + 4) + 4);
    QCOMPARE(sheet.height, (count + columns - 1) / columns * (48 + 4) + 4);
    for (int i = 0; i < count; ++i) {
        QCOMPARE(greyAt(sheet, layout, static_cast<std::size_t>(i), false), i);
        QCOMPARE(greyAt(sheet, layout, static_cast<std::size_t>(i), true), 255 - i);
    }
}

void ContactSheetTest::thumbnailsFillTheirCellsAndKeepTheirShape() {
    const SheetLayout layout{40, 1};
    GrayImage sheet = blankSheet(layout, 1);
    const GrayImage blank = sheet;
    drawPair(sheet, layout, 0, GrayImage(), GrayImage(100, 50, 0));
    QCOMPARE(greyAt(sheet, layout, 0, false), 255); // no picture: paper
    const int left = layout.gap + layout.cell + layout.innerGap;
    QCOMPARE(sheet.at(left, layout.gap + 20), 0);
    QCOMPARE(sheet.at(left + 39, layout.gap + 20), 0);
    QCOMPARE(sheet.at(left + 20, layout.gap + 9), 255); // half as high as wide: paper above and below
    QCOMPARE(sheet.at(left + 20, layout.gap + 11), 0);
    for (int x = 0; x < sheet.width; ++x) { // the gaps stay
        QCOMPARE(sheet.at(x, 0), blank.at(x, 0));
        QCOMPARE(sheet.at(x, sheet.height - 1), blank.at(x, 0));
    }
}

void ContactSheetTest::pagesStayBelowTheLimit() {
    QCOMPARE(SheetWriter({}, 20000).pageCount(),
             (std::size_t(20000) + 1303) / 1304); // 163 rows of 8 in 16384 pixels
    const QTemporaryDir temporary;
    const fs::path folder = temporary.path().toStdString();
    const SheetLayout layout{16, 4};
    SheetWriter writer(folder, 50, layout, 100);
    QCOMPARE(writer.pageCount(), std::size_t(4)); // 4 rows of 4 a page
    for (std::size_t i = 0; i < 50; ++i) {
        writer.place(i, even(8, static_cast<int>(i)), even(8, static_cast<int>(200 + i)));
    }
    writer.commit();
    QCOMPARE(testing::snapshotOf(folder).size(), std::size_t(4));
    for (std::size_t i = 0; i < 50; ++i) {
        const std::string name =
            i < 16 ? "contact-sheet.png" : "contact-sheet-" + std::to_string(i / 16 + 1) + ".png";
        const GrayImage page = readPng(folder / name).value();
        QVERIFY(page.height <= 100);
        QCOMPARE(greyAt(page, layout, i % 16, false), int(i));
        QCOMPARE(greyAt(page, layout, i % 16, true), int(200 + i));
    }
}

void ContactSheetTest::orderDoesNotMatter() {
    const QTemporaryDir first, second;
    const SheetLayout layout{16, 3};
    SheetWriter forwards(first.path().toStdString(), 20, layout, 60),
        backwards(second.path().toStdString(), 20, layout, 60);
    for (std::size_t i = 0; i < 20; ++i) {
        forwards.place(i, even(8, 10), even(8, static_cast<int>(i)));
        backwards.place(19 - i, even(8, 10), even(8, static_cast<int>(19 - i)));
    }
    forwards.commit();
    backwards.commit();
    QCOMPARE(testing::snapshotOf(first.path().toStdString()),
             testing::snapshotOf(second.path().toStdString()));
}

void ContactSheetTest::withoutCommitNothingStays() {
    const QTemporaryDir temporary;
    const fs::path folder = temporary.path().toStdString();
    {
        SheetWriter writer(folder, 4, {16, 2}, 24);
        writer.place(0, even(8, 1), even(8, 2));
        writer.place(1, even(8, 1), even(8, 2)); // a full page: lies aside now
        QCOMPARE(testing::snapshotOf(folder).size(), std::size_t(1));
        QVERIFY(testing::snapshotOf(folder).begin()->first.starts_with(".contact-sheet.png.tmp-"));
    }
    QVERIFY(testing::snapshotOf(folder).empty());
}

void ContactSheetTest::oldPagesGo() {
    const QTemporaryDir temporary;
    const fs::path folder = temporary.path().toStdString();
    const auto writePages = [&](std::size_t pages) {
        SheetWriter writer(folder, 2 * pages, {16, 2}, 24);
        for (std::size_t i = 0; i < 2 * pages; ++i) {
            writer.place(i, even(8, 1), even(8, 2));
        }
        writer.commit();
    };
    writePages(4);
    writePages(2);
    const auto files = testing::snapshotOf(folder);
    QCOMPARE(files.size(), std::size_t(2));
    QVERIFY(files.contains("contact-sheet.png") && files.contains("contact-sheet-2.png"));
}

QTEST_GUILESS_MAIN(ContactSheetTest)
#include "contact_sheet_test.moc"
