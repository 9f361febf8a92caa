// Shaped lines: kerning, vertical forms, clusters, missing characters; and how they are drawn.
#include "core/fonts/text_line.h"

#include "tests/fonts/golden.h"
#include "tests/fonts/test_fonts.h"

#include <QTest>

using namespace typemould;

namespace {
ShapedLine shaped(const FontFace& face, const char* text, bool vertical = false) {
    return shapeLine(face, text, vertical).orThrow();
}
} // namespace

class TextLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void advancesAreTheFonts_data() {
        QTest::addColumn<QString>("file");
        for (const char* file : {"tiny.ttf", "tiny.woff", "tiny.woff2", "tiny.otf"}) {
            QTest::newRow(file) << file;
        }
    }
    void advancesAreTheFonts() {
        QFETCH(QString, file);
        const FontFace face = testFont(file.toStdString());
        const ShapedLine line = shaped(face, "字東o");
        QCOMPARE(line.glyphs.size(), 3u);
        QCOMPARE(line.glyphs[0].advance, face.advance(U'字'));
        QCOMPARE(line.glyphs[2].advance, face.advance(U'o'));
        QCOMPARE(line.glyphs[1].x, face.advance(U'字'));
        QCOMPARE(line.glyphs[2].x, face.advance(U'字') + face.advance(U'東'));
        QCOMPARE(line.glyphs[2].y, 0.0);
        QCOMPARE(line.length, face.advance(U'字') + face.advance(U'東') + face.advance(U'o'));
        QVERIFY(!line.vertical);
    }

    void latinIsKerned() {
        const FontFace face = testFont("tiny.ttf");
        const ShapedLine line = shaped(face, "AV");
        QCOMPARE(line.glyphs.size(), 2u);
        QVERIFY2(line.length < face.advance(U'A') + face.advance(U'V') - 5, "A and V stand closer together");
    }

    void clustersAreByteOffsets() {
        const ShapedLine line = shaped(testFont("tiny.ttf"), "A字o");
        QCOMPARE(line.glyphs.size(), 3u);
        QCOMPARE(line.glyphs[0].cluster, 0u);
        QCOMPARE(line.glyphs[1].cluster, 1u);
        QCOMPARE(line.glyphs[2].cluster, 4u);
    }

    void verticalGoesDown() {
        const FontFace face = testFont("tiny.ttf");
        const ShapedLine line = shaped(face, "字模東", true);
        QVERIFY(line.vertical);
        QCOMPARE(line.glyphs.size(), 3u);
        QCOMPARE(line.length, 3000.0);
        for (std::size_t i = 1; i < 3; ++i) {
            QCOMPARE(line.glyphs[i].y, line.glyphs[i - 1].y - 1000);
            QCOMPARE(line.glyphs[i].advance, 1000.0);
        }
        QCOMPARE(line.glyphs[0].x, -500.0); // centred on the line
    }

    void verticalFormsComeByThemselves() {
        const FontFace face = testFont("tiny.ttf");
        QVERIFY(shaped(face, "「", true).glyphs[0].glyph != shaped(face, "「").glyphs[0].glyph);
        QCOMPARE(shaped(face, "字", true).glyphs[0].glyph, shaped(face, "字").glyphs[0].glyph);
    }

    void missingCharactersAreKeptAsNotdef() {
        const ShapedLine line = shaped(testFont("tiny.ttf"), "字X東");
        QCOMPARE(line.glyphs.size(), 3u);
        QVERIFY(line.glyphs[0].glyph != 0);
        QCOMPARE(line.glyphs[1].glyph, 0u);
        QVERIFY(line.glyphs[2].glyph != 0);
    }

    void emptyText() {
        const FontFace face = testFont("tiny.ttf");
        for (const bool vertical : {false, true}) {
            const ShapedLine line = shaped(face, "", vertical);
            QVERIFY(line.glyphs.empty());
            QCOMPARE(line.length, 0.0);
            const GrayImage image = drawLine(face, line, 32).orThrow();
            QVERIFY(image.width >= 1 && image.height >= 1);
            QCOMPARE(meanInk(image), 0.0);
        }
    }

    void brokenBytesAndLineBreaksDoNoHarm() {
        const FontFace face = testFont("shapes.ttf");
        QCOMPARE(shaped(face, "A\xFF\xFEZ").glyphs.size(), 4u);
        const ShapedLine broken = shaped(face, "A\nZ"), spaced = shaped(face, "A Z");
        QCOMPARE(broken.glyphs.size(), 3u);
        QCOMPARE(broken.glyphs[1].glyph, spaced.glyphs[1].glyph);
    }

    void instancesOfAVariableFontAreShapedAsSuch() {
        QCOMPARE(shaped(testFont("variable.ttf", {0, 0}), "AA").length, 2000.0);
        QCOMPARE(shaped(testFont("variable.ttf", {0, 1}), "AA").length, 1800.0);
        QCOMPARE(shaped(testFont("variable.ttf", {0, 2}), "AA").length, 2400.0);
    }

    void theSameLineTwice() {
        const FontFace face = testFont("tiny.ttf");
        const FontFace clone = face.clone().orThrow();
        const GrayImage first = drawLine(face, shaped(face, "AV字"), 40).orThrow();
        QCOMPARE(drawLine(face, shaped(face, "AV字"), 40).orThrow(), first);
        QCOMPARE(drawLine(clone, shaped(clone, "AV字"), 40).orThrow(), first);
    }

    void pictureSizes() {
        const FontFace shapes = testFont("shapes.ttf");
        const GrayImage line = drawLine(shapes, shaped(shapes, "AAA"), 50).orThrow();
        QCOMPARE(line.width, 150);
        QCOMPARE(line.height, 50); // ascender 880, descender -120
        const GrayImage column = drawLine(shapes, shaped(shapes, "AAA", true), 50).orThrow();
        QCOMPARE(column.width, 50);
        QVERIFY(column.height > column.width);
    }

    void glyphsLandAtTheirPens() {
        // The square is 250 to 750 of 1000 units wide: at 64 pixels an em, pixels 16 to 48 of each cell.
        const FontFace shapes = testFont("shapes.ttf");
        const GrayImage line = drawLine(shapes, shaped(shapes, "AA"), 64).orThrow();
        const int y = line.height / 2;
        for (const int cell : {0, 64}) {
            QCOMPARE(int(line.at(cell + 15, y)), 255);
            QCOMPARE(int(line.at(cell + 16, y)), 0);
            QCOMPARE(int(line.at(cell + 47, y)), 0);
            QCOMPARE(int(line.at(cell + 48, y)), 255);
        }
    }

    void overlapsStayDark() {
        // Two arches, one drawn over the other: the picture of both holds at least the ink of each.
        const FontFace shapes = testFont("shapes.ttf");
        ShapedLine one = shaped(shapes, "C");
        ShapedLine two = one;
        two.glyphs.push_back(two.glyphs[0]);
        two.glyphs[1].x += 300;
        two.length = one.length = 1300;
        const GrayImage a = drawLine(shapes, one, 64).orThrow(), b = drawLine(shapes, two, 64).orThrow();
        QCOMPARE(a.width, b.width);
        for (std::size_t i = 0; i < a.pixels.size(); ++i) {
            QVERIFY(b.pixels[i] <= a.pixels[i]);
        }
        QVERIFY(meanInk(b) > meanInk(a));
    }

    void inkBeyondTheLineIsNotCutOff() {
        const FontFace shapes = testFont("shapes.ttf");
        ShapedLine line = shaped(shapes, "A");
        const GrayImage still = drawLine(shapes, line, 64).orThrow();
        line.glyphs[0].x = -500;
        line.glyphs[0].y = 900;
        const GrayImage moved = drawLine(shapes, line, 64).orThrow();
        QVERIFY(std::abs(meanInk(moved) * moved.width * moved.height -
                         meanInk(still) * still.width * still.height) < 1);
    }

    void refused() {
        const FontFace face = testFont("tiny.ttf");
        const ShapedLine line = shaped(face, "字");
        for (const double size : {7.9, 513.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
            const auto image = drawLine(face, line, size);
            QVERIFY(!image);
            QCOMPARE(image.error().code, ErrorCode::InvalidArgument);
        }
        std::string text;
        for (int i = 0; i < 40; ++i) {
            text += "字";
        }
        QVERIFY(drawLine(face, shaped(face, text.c_str()), 64));
        const auto image = drawLine(face, shaped(face, text.c_str()), 512);
        QVERIFY(!image);
        QVERIFY(image.error().message.find("16384") != std::string::npos);
        QVERIFY(!shapeLine(face, std::string(100'000, 'A')));
    }

    void goldens_data() {
        QTest::addColumn<bool>("vertical");
        QTest::addColumn<QString>("golden");
        QTest::newRow("horizontal") << false << "line-horizontal";
        QTest::newRow("vertical") << true << "line-vertical";
    }
    void goldens() {
        QFETCH(bool, vertical);
        QFETCH(QString, golden);
        const FontFace face = testFont("tiny.ttf");
        const GrayImage image = drawLine(face, shaped(face, "「字模」AVTo。", vertical), 40).orThrow();
        const QString difference = goldenDifference(image, golden.toStdString());
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
};

QTEST_GUILESS_MAIN(TextLineTest)
#include "text_line_test.moc"
