// Files that are no fonts, damaged fonts, and fonts that cannot be worked with: each a clear error, never a
// crash.
#include "core/fonts/rasterizer.h"
#include "core/fonts/text_line.h"
#include "tests/fonts/test_fonts.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <random>

using namespace typemould;

namespace {

/// Does with a font all that the program does; true when it opened.
bool exercise(Bytes bytes, FaceChoice choice = {}) {
    const auto shared = std::make_shared<const Bytes>(std::move(bytes));
    (void)FontFace::list(shared, "mutant.ttf");
    const auto face = FontFace::fromBytes(shared, choice, "mutant.ttf");
    if (!face) {
        return false;
    }
    for (const char32_t c : face->characters()) {
        (void)face->inkBox(c);
        (void)face->advance(c);
        (void)rasterize(*face, c, {}, 32);
    }
    for (const bool vertical : {false, true}) {
        if (const auto line = shapeLine(*face, "字AV「東」。x", vertical)) {
            (void)drawLine(*face, *line, 16);
        }
    }
    return true;
}

} // namespace

class BadFontsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::filesystem::path put(const char* name, const QByteArray& bytes) {
        const std::filesystem::path path = m_folder.filePath(name).toStdString();
        writeFileAtomically(path, std::string_view(bytes.data(), std::size_t(bytes.size()))).orThrow();
        return path;
    }

private Q_SLOTS:
    void refused_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const std::filesystem::path& path, const char* code,
                            const char* reason) {
            QTest::newRow(name) << QString::fromStdString(path.string()) << code << reason;
        };
        const Bytes whole = testFontBytes("tiny.ttf");
        const QByteArray font(reinterpret_cast<const char*>(whole.data()), int(whole.size()));
        row("a missing file", std::filesystem::path(m_folder.filePath("gone.ttf").toStdString()), "not_found",
            "gone.ttf");
        row("an empty file", put("empty.ttf", ""), "bad_format", "empty");
        row("a text named .ttf", put("text.ttf", "This is not a font.\n"), "bad_format", "not a font");
        row("one byte", put("byte.ttf", "x"), "bad_format", "not a font");
        row("a PNG", put("picture.otf", "\x89PNG\r\n\x1a\n and so on and so on"), "bad_format", "not a font");
        row("half a TTF", put("half.ttf", font.left(font.size() / 2)), "bad_format", "beyond the end");
        row("the start of a TTF", put("head.ttf", font.left(8)), "bad_format", "beyond the end");
        const Bytes woff = testFontBytes("tiny.woff2");
        row("half a WOFF2",
            put("half.woff2", QByteArray(reinterpret_cast<const char*>(woff.data()), int(woff.size() / 2))),
            "bad_format", "beyond the end");
        row("pictures without outlines", testFontPath("pictures.bdf"), "unsupported", "outlines");
        row("a symbol cmap alone", testFontPath("symbol.ttf"), "unsupported", "Unicode");
    }
    void refused() {
        QFETCH(QString, path);
        QFETCH(QString, code);
        QFETCH(QString, reason);
        const auto face = FontFace::open(path.toStdString());
        QVERIFY(!face);
        const Error& error = face.error();
        QCOMPARE(QString(errorCodeName(error.code)), code);
        const std::string name = std::filesystem::path(path.toStdString()).filename().string();
        QVERIFY2(error.message.find(name) != std::string::npos, error.message.c_str());
        QVERIFY2(error.message.find(reason.toStdString()) != std::string::npos, error.message.c_str());
        QVERIFY2(!error.advice.empty(), error.message.c_str());
    }

    void listRefusesWhatIsNoFont() {
        const auto list = FontFace::list(put("list.ttf", "no font"));
        QVERIFY(!list);
        QCOMPARE(list.error().code, ErrorCode::BadFormat);
        QVERIFY(list.error().message.find("list.ttf") != std::string::npos);
        QVERIFY(!FontFace::list(m_folder.filePath("gone.ttf").toStdString()));
    }

    void aFolderIsNoFont() {
        const auto face = FontFace::open(m_folder.path().toStdString());
        QVERIFY(!face);
        QVERIFY(face.error().message.find(m_folder.path().toStdString()) != std::string::npos);
    }

    void cutAnywhere_data() {
        QTest::addColumn<QString>("file");
        for (const char* file :
             {"tiny.ttf", "tiny.otf", "tiny.woff", "tiny.woff2", "collection.ttc", "variable.ttf"}) {
            QTest::newRow(file) << file;
        }
    }
    void cutAnywhere() {
        QFETCH(QString, file);
        const Bytes whole = testFontBytes(file.toStdString());
        QVERIFY(exercise(whole));
        QElapsedTimer timer;
        timer.start();
        int opened = 0;
        for (std::size_t i = 0; i < 60; ++i) {
            opened +=
                exercise(Bytes(whole.begin(), whole.begin() + std::ptrdiff_t(i * whole.size() / 60))) ? 1 : 0;
        }
        QVERIFY2(timer.elapsed() < 20'000, "a cut font must not hang");
        // A collection's first face may lie whole before the cut; every other kind of cut is found.
        QVERIFY2(opened == 0 || file == "collection.ttc",
                 qPrintable(QString::number(opened) + " cut fonts opened"));
    }

    void flippedBytes_data() { cutAnywhere_data(); }
    void flippedBytes() {
        QFETCH(QString, file);
        const Bytes whole = testFontBytes(file.toStdString());
        const int faces = file == "collection.ttc" ? 2 : 1;
        const int instances = file == "variable.ttf" ? 2 : 0;
        std::mt19937 random(20240101);
        QElapsedTimer timer;
        timer.start();
        int opened = 0;
        for (int i = 0; i < 200; ++i) {
            Bytes mutant = whole;
            for (unsigned flips = 1 + random() % 4; flips > 0; --flips) {
                mutant[random() % mutant.size()] = static_cast<std::uint8_t>(random());
            }
            opened +=
                exercise(std::move(mutant), {i % faces, instances == 0 ? 0 : i % (instances + 1)}) ? 1 : 0;
        }
        QVERIFY2(timer.elapsed() < 60'000, "a damaged font must not hang");
        QVERIFY2(opened < 200, "some damage must be found");
    }

    void aGlyphThatIsDamagedIsNotDrawn() {
        // The outlines lie in "glyf": wipe the table and nothing can be drawn, but the rest still answers.
        Bytes bytes = testFontBytes("tiny.ttf");
        const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        const std::size_t entry = text.find("glyf");
        const auto number = [&](std::size_t at) {
            return std::size_t{bytes[at]} << 24 | std::size_t{bytes[at + 1]} << 16 |
                   std::size_t{bytes[at + 2]} << 8 | bytes[at + 3];
        };
        const std::size_t start = number(entry + 8), length = number(entry + 12);
        std::fill_n(bytes.begin() + std::ptrdiff_t(start), length, std::uint8_t{0x7F});
        const auto face =
            FontFace::fromBytes(std::make_shared<const Bytes>(bytes), {}, "wiped.ttf").orThrow();
        QVERIFY(face.characters().empty());
        const auto image = rasterize(face, U'字', {}, 32);
        QVERIFY(!image);
        QCOMPARE(image.error().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(BadFontsTest)
#include "bad_fonts_test.moc"
