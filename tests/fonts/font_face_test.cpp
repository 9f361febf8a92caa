// Opening fonts of every kind: names, metrics, coverage, exact ink, faces and instances.
#include "core/fonts/font_face.h"

#include "core/base/hash.h"
#include "tests/fonts/test_fonts.h"

#include <QTest>
#include <ctime>
#include <thread>

using namespace typemould;

namespace {
bool near(double a, double b, double tolerance = 1e-9) { return std::abs(a - b) <= tolerance; }
bool sameBox(const InkBox& box, double x0, double y0, double x1, double y1) {
    return near(box.xMin, x0) && near(box.yMin, y0) && near(box.xMax, x1) && near(box.yMax, y1);
}
} // namespace

class FontFaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyContainerGivesTheSameGlyphs_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<double>("unitsPerEm");
        QTest::newRow("TTF") << "tiny.ttf" << 1000.0;
        QTest::newRow("WOFF") << "tiny.woff" << 1000.0;
        QTest::newRow("WOFF2") << "tiny.woff2" << 1000.0;
        QTest::newRow("OTF with an em of 2048") << "tiny.otf" << 2048.0;
    }
    void everyContainerGivesTheSameGlyphs() {
        QFETCH(QString, file);
        QFETCH(double, unitsPerEm);
        const FontFace plain = testFont("tiny.ttf");
        const FontFace face = testFont(file.toStdString());
        QCOMPARE(double(face.unitsPerEm()), unitsPerEm);
        QCOMPARE(textOf(face.characters()), textOf(CharacterSet::ofText("AVTo字模東あ。「」一")));
        for (const char32_t c : face.characters()) {
            const InkBox a = plain.inkBox(c), b = face.inkBox(c);
            const double k =
                1000.0 / unitsPerEm; // coordinates were rounded to whole units when the OTF was made
            QVERIFY(!a.empty());
            QVERIFY2(near(a.xMin, b.xMin * k, 1) && near(a.yMax, b.yMax * k, 1), codePointText(c).c_str());
            QVERIFY(near(plain.advance(c), face.advance(c) * k, 1));
        }
        QCOMPARE(face.advance(U'字'), unitsPerEm);
    }

    void names() {
        const FontFace tiny = testFont("tiny.ttf");
        QCOMPARE(tiny.names().family, std::string("Typemould Test Tiny"));
        QCOMPARE(tiny.names().style, std::string("Regular"));
        QCOMPARE(tiny.names().version, std::string("Version 1.0"));
        QCOMPARE(tiny.names().license, std::string("SIL Open Font License 1.1"));
        QVERIFY(!tiny.names().embeddingRestricted);
    }

    void typographicEnglishNamesComeFirst() {
        const FontFace shapes = testFont("shapes.ttf");
        QCOMPARE(shapes.names().family, std::string("Typemould Test Shapes"));
        QCOMPARE(shapes.names().style, std::string("Semi Square"));
        QVERIFY(shapes.names().embeddingRestricted);
    }

    void macintoshNamesWhenThereAreNoOthers() {
        QCOMPARE(testFont("collection.ttc", {1, 0}).names().family, std::string("Café Œuvre"));
    }

    void metrics() {
        const FontFace shapes = testFont("shapes.ttf");
        QCOMPARE(shapes.unitsPerEm(), 1000);
        QCOMPARE(shapes.ascender(), 880);
        QCOMPARE(shapes.descender(), -120);
        QCOMPARE(shapes.advance(U'A'), 1000.0);
        QCOMPARE(shapes.advance(U'?'), 0.0);
    }

    void coverageIsWhatIsReallyDrawn_data() {
        QTest::addColumn<quint32>("character");
        QTest::addColumn<bool>("drawn");
        const auto row = [](const char* name, char32_t c, bool drawn) {
            QTest::newRow(name) << quint32(c) << drawn;
        };
        row("an outline", U'A', true);
        row("two characters of one glyph", U'Z', true);
        row("beyond the BMP", 0x20000, true);
        row("a glyph without contours", U'E', false);
        row("a contour that encloses nothing", U'F', false);
        row("a character of .notdef", U'N', false);
        row("a space with ink", U' ', false);
        row("a no-break space with ink", 0xA0, false);
        row("a control with ink", 0x07, false);
        row("a character that is not in the cmap", U'X', false);
    }
    void coverageIsWhatIsReallyDrawn() {
        QFETCH(quint32, character);
        QFETCH(bool, drawn);
        const FontFace shapes = testFont("shapes.ttf");
        QCOMPARE(shapes.draws(character), drawn);
        QCOMPARE(shapes.inkBox(character).empty(), !drawn);
    }

    void inkBoxIsExact() {
        const FontFace shapes = testFont("shapes.ttf");
        QVERIFY(sameBox(shapes.inkBox(U'A'), 250, 130, 750, 630));
        QVERIFY(sameBox(shapes.inkBox(U'B'), 100, -120, 200, 880));
        // The curve reaches half as high as its control point, which is what a control box would give.
        QVERIFY(sameBox(shapes.inkBox(U'C'), 0, 0, 1000, 500));
        QCOMPARE(shapes.inkBox(U'A').width(), 500.0);
        QCOMPARE(shapes.inkBox(U'A').height(), 500.0);
    }

    void facesOfACollection() {
        const auto list = FontFace::list(testFontPath("collection.ttc")).orThrow();
        QCOMPARE(list.size(), 2u);
        QCOMPARE(list[0].choice, (FaceChoice{0, 0}));
        QCOMPARE(list[0].style, std::string("First"));
        QCOMPARE(list[1].choice, (FaceChoice{1, 0}));
        QCOMPARE(list[1].family, std::string("Café Œuvre"));
        QVERIFY(!list[1].variable);
        QVERIFY(sameBox(testFont("collection.ttc", {0, 0}).inkBox(U'A'), 0, 0, 500, 500));
        QVERIFY(sameBox(testFont("collection.ttc", {1, 0}).inkBox(U'A'), 0, 0, 900, 900));
    }

    void instancesOfAVariableFont_data() {
        QTest::addColumn<int>("instance");
        QTest::addColumn<QString>("style");
        QTest::addColumn<double>("left");
        QTest::addColumn<double>("right");
        QTest::addColumn<double>("advance");
        QTest::newRow("default design") << 0 << "Regular" << 400.0 << 600.0 << 1000.0;
        QTest::newRow("thin") << 1 << "Thin" << 450.0 << 550.0 << 900.0;
        QTest::newRow("black") << 2 << "Black" << 200.0 << 800.0 << 1200.0;
    }
    void instancesOfAVariableFont() {
        QFETCH(int, instance);
        QFETCH(QString, style);
        QFETCH(double, left);
        QFETCH(double, right);
        QFETCH(double, advance);
        const auto list = FontFace::list(testFontPath("variable.ttf")).orThrow();
        QCOMPARE(list.size(), 3u);
        QCOMPARE(list[instance].choice, (FaceChoice{0, instance}));
        QCOMPARE(QString::fromStdString(list[instance].style), style);
        QVERIFY(list[instance].variable);
        const FontFace face = testFont("variable.ttf", {0, instance});
        QCOMPARE(QString::fromStdString(face.names().style), style);
        QCOMPARE(face.choice(), (FaceChoice{0, instance}));
        QVERIFY(sameBox(face.inkBox(U'A'), left, 0, right, 700));
        QCOMPARE(face.advance(U'A'), advance);
        QVERIFY(sameBox(face.clone().orThrow().inkBox(U'A'), left, 0, right, 700));
    }

    void facesThatAreNotThere_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("instance");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("advice");
        QTest::newRow("face of a plain font") << "tiny.ttf" << 1 << 0 << "not_found"
                                              << "single face";
        QTest::newRow("face of a collection") << "collection.ttc" << 2 << 0 << "not_found"
                                              << "from 0 to 1";
        QTest::newRow("a face far off") << "collection.ttc" << 70000 << 0 << "not_found"
                                        << "from 0 to 1";
        QTest::newRow("instance of a plain font") << "tiny.ttf" << 0 << 1 << "not_found"
                                                  << "instance 0";
        QTest::newRow("instance of a variable font") << "variable.ttf" << 0 << 3 << "not_found"
                                                     << "from 0 to 2";
        QTest::newRow("negative face") << "tiny.ttf" << -1 << 0 << "invalid_argument"
                                       << "from 0";
        QTest::newRow("negative instance") << "tiny.ttf" << 0 << -1 << "invalid_argument"
                                           << "from 1";
    }
    void facesThatAreNotThere() {
        QFETCH(QString, file);
        QFETCH(int, index);
        QFETCH(int, instance);
        QFETCH(QString, code);
        QFETCH(QString, advice);
        const auto face = FontFace::open(testFontPath(file.toStdString()), {index, instance});
        QVERIFY(!face);
        QCOMPARE(QString(errorCodeName(face.error().code)), code);
        QVERIFY(face.error().message.find(file.toStdString()) != std::string::npos);
        QVERIFY2(face.error().advice.find(advice.toStdString()) != std::string::npos,
                 face.error().advice.c_str());
    }

    void fromBytesKeepsNameBytesAndHash() {
        const auto bytes = std::make_shared<const Bytes>(testFontBytes("tiny.ttf"));
        const FontFace face = FontFace::fromBytes(bytes, {}, "somewhere/tiny.ttf").orThrow();
        QCOMPARE(face.fileName(), std::string("somewhere/tiny.ttf"));
        QCOMPARE(face.bytes(), bytes);
        QCOMPARE(face.hash(), hashOf(*bytes));
    }

    void theFileMayGoAfterOpening() {
        const auto path = std::filesystem::temp_directory_path() / "typemould-font-face-test.ttf";
        writeFileAtomically(path, testFontBytes("tiny.ttf")).orThrow();
        const FontFace face = FontFace::open(path).orThrow();
        std::filesystem::resize_file(path, 0);
        std::filesystem::remove(path);
        QCOMPARE(face.characters().size(), 12u);
        QVERIFY(!face.clone().orThrow().inkBox(U'字').empty());
    }

    void clonesWorkOnThreadsOfTheirOwn() {
        const FontFace face = demoFont("demo-source.ttf");
        const CharacterSet characters = face.characters();
        QCOMPARE(characters.size(), 1320u);
        std::vector<FontFace> clones;
        for (int i = 0; i < 3; ++i) {
            clones.push_back(face.clone().orThrow());
            QCOMPARE(clones.back().hash(), face.hash());
            QCOMPARE(clones.back().bytes(), face.bytes());
            QCOMPARE(clones.back().names().family, face.names().family);
        }
        std::vector<double> sums(clones.size());
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < clones.size(); ++i) {
            threads.emplace_back([&, i] {
                for (const char32_t c : characters) {
                    sums[i] += clones[i].inkBox(c).width();
                }
            });
        }
        threads.clear();
        QVERIFY(sums[0] > 0);
        QCOMPARE(sums[1], sums[0]);
        QCOMPARE(sums[2], sums[0]);
    }

    void charactersAreFoundOnce() {
        const FontFace face = demoFont("demo-source.ttf");
        const std::clock_t start = std::clock();
        const CharacterSet& first = face.characters();
        const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
        QVERIFY2(seconds < 0.5 * 1320 / 20'000 * 3,
                 "half a second for 20,000 glyphs, with room for a checking build");
        QCOMPARE(&face.characters(), &first);
    }

    void theDemoFontsAreAsPromised() {
        const FontFace source = demoFont("demo-source.ttf"), target = demoFont("demo-target.ttf");
        QCOMPARE((source.characters() & target.characters()).size(), 1200u);
        QCOMPARE((source.characters() - target.characters()).size(), 120u);
    }
};

QTEST_GUILESS_MAIN(FontFaceTest)
#include "font_face_test.moc"
