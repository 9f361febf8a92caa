// The check of a written font finds what it is there to find: a glyph that moved, one that is lost, an own
// glyph that changed, a file that the sanitizer refuses.
#include "core/export/font_check.h"
#include "core/fonts/face_comparison.h"
#include "core/fonts/rasterizer.h"
#include "tests/export/drawn_glyphs.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

/// tiny.ttf changed by a line of Python, where `f` is the font.
fs::path changedFont(const QTemporaryDir& folder, const std::string& change) {
    const fs::path file = folder.filePath("changed.ttf").toStdString();
    ChildCommand command;
    command.arguments = {
        "/usr/bin/python3", "-c",
        "import sys; from fontTools.ttLib import TTFont; f = TTFont(sys.argv[1], recalcBBoxes=False)\n" +
            change + "\nf.save(sys.argv[2])",
        testData("fonts/tiny.ttf").string(), file.string()};
    const auto outcome = runChild(command).orThrow();
    if (outcome.exitCode != 0) {
        throw Failure(ErrorCode::Internal, outcome.errors);
    }
    return file;
}

} // namespace

class FontCheckTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theFontItselfPasses();
    void aMovedGlyphIsFound();
    void aLostGlyphIsAnError();
    void changedOwnGlyphsAreCounted_data();
    void changedOwnGlyphsAreCounted();
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
    auto wanted = order(changedFont(folder, change.toStdString()));
    wanted.pictures.clear();
    const auto check = checkFont(wanted);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    QCOMPARE(check->ownChanged, std::size_t(changed));
    QCOMPARE(check->passed(), changed == 0);
}

void FontCheckTest::theSanitizerIsAskedWhereItIs() {
    const QTemporaryDir folder;
    auto wanted = order(testData("fonts/tiny.ttf"));
    auto check = checkFont(wanted);
    QVERIFY(check->sanitizerThere && check->sanitized && check->sanitizerText.empty());
    wanted.sanitizer = "no-such-sanitizer";
    check = checkFont(wanted);
    QVERIFY(!check->sanitizerThere && check->passed());                  // what is not there cannot refuse
    wanted = order(changedFont(folder, "del f['OS/2']; del f['post']")); // FreeType does without
    check = checkFont(wanted);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    QVERIFY(check->sanitizerThere && !check->sanitized && !check->sanitizerText.empty());
    QVERIFY(check->ownChanged == 0 && !check->passed());
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
