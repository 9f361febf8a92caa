// The check of a written font finds what it is there to find: a glyph that moved, one that is lost, an own
// glyph that changed, a file that the sanitizer refuses.
#include "core/export/font_check.h"
#include "core/export/ufo_glyph.h"
#include "core/fonts/face_comparison.h"
#include "core/fonts/rasterizer.h"
#include "tests/export/drawn_glyphs.h"
#include "tests/support/changed_font.h"

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

using namespace typemould;
namespace fs = std::filesystem;

Q_DECLARE_METATYPE(std::function<void(typemould::UfoGlyph&)>)

class FontCheckTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theFontItselfPasses();
    void aMovedGlyphIsFound();
    void aLostGlyphIsAnError();
    void changedOwnGlyphsAreCounted_data();
    void changedOwnGlyphsAreCounted();
    void changedGlyphsOfAUfoAreCounted_data();
    void changedGlyphsOfAUfoAreCounted();
    void theSanitizerIsAskedWhereItIs();
    void aStopEndsIt();
    void damagedFilesAreErrors();

private:
    FontCheckOrder order(const fs::path& file) const {
        FontCheckOrder order;
        order.file = file;
        order.own = &*m_font;
        for (const auto& [character, picture] : m_pictures) {
            order.pictures[character] = &picture;
        }
        return order;
    }
    std::optional<FontFace> m_font;
    std::map<char32_t, GrayImage> m_pictures;
};

void FontCheckTest::initTestCase() {
    m_font.emplace(FontFace::open(testData("fonts/tiny.ttf")).orThrow());
    for (const char32_t character : {U'字', U'模', U'東'}) {
        m_pictures[character] = rasterize(*m_font, character, {}, 128).orThrow();
    }
}

void FontCheckTest::theFontItselfPasses() {
    std::size_t last = 0, total = 0;
    const auto check = checkFont(order(testData("fonts/tiny.ttf")), [&](std::size_t done, std::size_t all) {
        QVERIFY(done >= last && done <= all);
        last = done;
        total = all;
    });
    QVERIFY(check.ok());
    QVERIFY(check->passed());
    QCOMPARE(check->meanIou, 1.0);
    QCOMPARE(check->worstIou, 1.0);
    QCOMPARE(check->checked, std::size_t(3));
    QCOMPARE(check->glyphs, glyphCount(*m_font));
    QCOMPARE(check->ownChecked, check->glyphs);
    QCOMPARE(total, 3 + check->glyphs);
}

void FontCheckTest::aMovedGlyphIsFound() {
    m_pictures[U'模'] = shifted(m_pictures[U'模'], 1.5, 0);
    const auto check = checkFont(order(testData("fonts/tiny.ttf")));
    m_pictures[U'模'] = rasterize(*m_font, U'模', {}, 128).orThrow();
    QVERIFY(check.ok());
    QCOMPARE(check->apart.size(), std::size_t(1));
    QVERIFY(check->apart[0].character == U'模');
    QVERIFY(check->apart[0].iou < 0.97 && check->apart[0].iou == check->worstIou);
    QVERIFY(!check->passed());
}

void FontCheckTest::aLostGlyphIsAnError() {
    const GrayImage picture(128, 128, 0);
    auto wanted = order(testData("fonts/tiny.ttf"));
    wanted.pictures[U'国'] = &picture;
    const auto check = checkFont(wanted);
    QVERIFY(!check.ok() && check.error().message.find("U+56FD") != std::string::npos);
}

void FontCheckTest::changedOwnGlyphsAreCounted_data() {
    QTest::addColumn<QString>("change");
    QTest::addColumn<int>("changed");
    const QString point = "g = f['glyf'][f.getBestCmap()[0x6771]]; c = g.coordinates; ";
    QTest::newRow("a point by one unit") << point + "c[0] = (c[0][0] + 1, c[0][1])" << 1;
    QTest::newRow("an advance by one unit")
        << "n = f.getBestCmap()[0x6771]; f['hmtx'][n] = (f['hmtx'][n][0] + 1, f['hmtx'][n][1])" << 1;
    QTest::newRow("two characters changed places")
        << "[m.update({0x6771: m[0x4e00], 0x4e00: m[0x6771]}) for m in {id(t.cmap): t.cmap for t in "
           "f['cmap'].tables}.values()]"
        << 2;
    QTest::newRow("a name") << "f['name'].setName('x', 1, 3, 1, 0x409)" << 0;
}

void FontCheckTest::changedOwnGlyphsAreCounted() {
    QFETCH(QString, change);
    QFETCH(int, changed);
    const QTemporaryDir folder;
    auto wanted = order(testing::changedFont(folder, change.toStdString()));
    wanted.pictures.clear();
    const auto check = checkFont(wanted);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    QCOMPARE(check->ownChanged, std::size_t(changed));
    QCOMPARE(check->passed(), changed == 0);
}

void FontCheckTest::changedGlyphsOfAUfoAreCounted_data() {
    using Change = std::function<void(UfoGlyph&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("told");
    const auto row = [](const char* name, bool told, Change change) {
        QTest::newRow(name) << std::move(change) << told;
    };
    row("nothing", false, [](UfoGlyph&) {});
    row("an advance by one unit", true, [](UfoGlyph& glyph) { ++glyph.advance; });
    row("a point by one unit, within the box", true,
        [](UfoGlyph& glyph) { glyph.outline.contours.back().points[2].x += 1; });
    row("a lost counter", true, [](UfoGlyph& glyph) { glyph.outline.contours.pop_back(); });
    row("contours turned round", true, [](UfoGlyph& glyph) {
        for (Contour& contour : glyph.outline.contours) {
            std::reverse(contour.points.begin(), contour.points.end());
        }
    });
    row("curves as lines", true, [](UfoGlyph& glyph) {
        for (Contour& contour : glyph.outline.contours) {
            for (OutlinePoint& point : contour.points) {
                point.kind = PointKind::On;
            }
        }
    });
}

void FontCheckTest::changedGlyphsOfAUfoAreCounted() {
    QFETCH(std::function<void(UfoGlyph&)>, change);
    QFETCH(bool, told);
    const QTemporaryDir folder;
    const FontFace source = FontFace::open(sourceFile("resources/demo/demo-source.ttf")).orThrow();
    const fs::path ufo = folder.filePath("Font.ufo").toStdString();
    const auto plan = testing::planFor(source, *m_font, 1, ufo, FontFormat::Ufo);
    QVERIFY(buildFont(source, *m_font, plan).ok());
    UfoGlyph glyph; // a curved one with a counter
    fs::path found;
    for (const auto& entry : fs::directory_iterator(ufo / "glyphs")) {
        if (entry.path().extension() == ".glif") {
            UfoGlyph read = readGlif(readTextFile(entry.path()).orThrow(), "a glyph").orThrow();
            if (read.characters == std::vector<char32_t>{U'o'}) {
                glyph = std::move(read);
                found = entry.path();
            }
        }
    }
    QCOMPARE(glyph.outline.contours.size(), std::size_t(2));
    change(glyph);
    writeFileAtomically(found, glifText(glyph)).orThrow();
    auto wanted = order(ufo);
    wanted.pictures.clear();
    const auto check = checkFont(wanted);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    QCOMPARE(check->ownChanged, std::size_t(told ? 1 : 0));
    QCOMPARE(check->passed(), !told);
}

void FontCheckTest::theSanitizerIsAskedWhereItIs() {
    const QTemporaryDir folder;
    auto wanted = order(testData("fonts/tiny.ttf"));
    auto check = checkFont(wanted);
    QVERIFY(check->sanitizerThere && check->sanitized && check->sanitizerText.empty());
    wanted.sanitizer = "no-such-sanitizer";
    check = checkFont(wanted);
    QVERIFY(!check->sanitizerThere && check->passed()); // what is not there cannot refuse
    wanted = order(testing::changedFont(folder, "del f['OS/2']; del f['post']")); // FreeType does without
    check = checkFont(wanted);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    QVERIFY(check->sanitizerThere && !check->sanitized && !check->sanitizerText.empty());
    QVERIFY(check->ownChanged == 0 && !check->passed());
    // One that falls over is no reason to have no font: it is told.
    const fs::path program = folder.filePath("sanitizer").toStdString();
    std::ofstream(program) << "#!/bin/sh\nkill -SEGV $$\n";
    fs::permissions(program, fs::perms::owner_all);
    wanted = order(testData("fonts/tiny.ttf"));
    wanted.sanitizer = program.string();
    check = checkFont(wanted);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    QVERIFY(check->sanitizerThere && !check->sanitized && !check->sanitizerText.empty());
}

void FontCheckTest::aStopEndsIt() {
    std::stop_source stop;
    stop.request_stop();
    const auto check = checkFont(order(testData("fonts/tiny.ttf")), {}, stop.get_token());
    QVERIFY(!check.ok() && check.error().code == ErrorCode::Cancelled);
}

void FontCheckTest::damagedFilesAreErrors() {
    QVERIFY(!checkFont(order("/no/such/font.ttf")).ok());
    QVERIFY(!checkFont(order(sourceFile("README.md"))).ok());
    const QTemporaryDir empty;
    QVERIFY(!checkFont(order(empty.path().toStdString())).ok()); // a folder that is no UFO
}

QTEST_GUILESS_MAIN(FontCheckTest)
#include "font_check_test.moc"
