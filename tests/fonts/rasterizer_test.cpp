// Glyphs land exactly where the placement formula says, grey at their edges.
#include "core/fonts/rasterizer.h"

#include "tests/fonts/golden.h"
#include "tests/fonts/test_fonts.h"

#include <QTest>
#include <algorithm>
#include <ctime>

using namespace typemould;

namespace {

/// Where a rectangle of ink lies, from the grey of its edges: exact for a glyph that is a box.
struct InkFrame {
    double left = 0, top = 0, right = 0, bottom = 0;
};

InkFrame inkFrame(const GrayImage& image) {
    double total = 0;
    std::vector<double> columns(std::size_t(image.width)), rows(std::size_t(image.height));
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const double ink = (255 - image.at(x, y)) / 255.0;
            columns[std::size_t(x)] += ink;
            rows[std::size_t(y)] += ink;
            total += ink;
        }
    }
    // A box's width is its area over its height, and the tallest column is that height.
    const double height = *std::max_element(columns.begin(), columns.end());
    const double width = *std::max_element(rows.begin(), rows.end());
    double centreX = 0, centreY = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        centreX += columns[i] * (double(i) + 0.5) / total;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        centreY += rows[i] * (double(i) + 0.5) / total;
    }
    return {centreX - width / 2, centreY - height / 2, centreX + width / 2, centreY + height / 2};
}

bool near(double a, double b) { return std::abs(a - b) <= 1.0 / 32; }

} // namespace

class RasterizerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBoxLandsWhereTheFormulaSays_data() {
        QTest::addColumn<int>("canvas");
        QTest::addColumn<double>("scale");
        QTest::addColumn<double>("offsetX");
        QTest::addColumn<double>("offsetY");
        QTest::newRow("the em fills the canvas") << 256 << 1.0 << 0.0 << 0.0;
        QTest::newRow("usual scale") << 256 << 0.9 << 0.0 << 0.0;
        QTest::newRow("small canvas") << 64 << 0.9 << 0.0 << 0.0;
        QTest::newRow("odd canvas") << 97 << 0.8 << 0.0 << 0.0;
        QTest::newRow("right and up") << 256 << 0.9 << 0.1 << 0.1;
        QTest::newRow("left and down") << 256 << 0.9 << -0.1 << -0.1;
        QTest::newRow("a third of a pixel") << 256 << 1.0 << 1.0 / 768 << 0.0;
        QTest::newRow("a fifth of a pixel up") << 256 << 1.0 << 0.0 << 1.0 / 1280;
        QTest::newRow("crooked") << 201 << 0.777 << 0.0123 << -0.0321;
        QTest::newRow("largest canvas") << 2048 << 0.5 << 0.001 << 0.001;
    }
    void aBoxLandsWhereTheFormulaSays() {
        QFETCH(int, canvas);
        QFETCH(double, scale);
        QFETCH(double, offsetX);
        QFETCH(double, offsetY);
        const Placement placement{scale, offsetX, offsetY};
        const GrayImage image = rasterize(testFont("shapes.ttf"), U'A', placement, canvas).orThrow();
        QCOMPARE(image.width, canvas);
        QCOMPARE(image.height, canvas);
        // The glyph is the box (0.25, 0.13) to (0.75, 0.63) em; the formula here is written out from its
        // definition.
        const InkFrame frame = inkFrame(image);
        QVERIFY(near(frame.left, canvas * (0.5 + scale * (0.25 - 0.5 + offsetX))));
        QVERIFY(near(frame.right, canvas * (0.5 + scale * (0.75 - 0.5 + offsetX))));
        QVERIFY(near(frame.top, canvas * (0.5 - scale * (0.63 - 0.38 + offsetY))));
        QVERIFY(near(frame.bottom, canvas * (0.5 - scale * (0.13 - 0.38 + offsetY))));
    }

    void inkIsBlackOnWhite() {
        const GrayImage image = rasterize(testFont("shapes.ttf"), U'A', {1, 0, 0}, 64).orThrow();
        QCOMPARE(int(image.at(0, 0)), 255);
        QCOMPARE(int(image.at(32, 32)), 0);
        QCOMPARE(int(image.at(15, 32)), 255);
        QCOMPARE(int(image.at(16, 32)), 0);
        QCOMPARE(int(image.at(47, 32)), 0);
        QCOMPARE(int(image.at(48, 32)), 255);
    }

    void halfAPixelIsHalfGrey() {
        const GrayImage image = rasterize(testFont("shapes.ttf"), U'A', {1, 0.5 / 64, 0}, 64).orThrow();
        QVERIFY(std::abs(image.at(16, 32) - 128) <= 1);
        QVERIFY(std::abs(image.at(48, 32) - 127) <= 1);
    }

    void anyEmIsDrawnAlike() {
        // The OTF's em square is 2048 units, the TTF's 1000: the same pictures.
        const FontFace ttf = testFont("tiny.ttf"), otf = testFont("tiny.otf");
        for (const char32_t c : ttf.characters()) {
            const GrayImage a = rasterize(ttf, c, {}, 64).orThrow(), b = rasterize(otf, c, {}, 64).orThrow();
            // Points were rounded to whole units on the way, and FreeType flattens cubic curves by other
            // rules.
            double sum = 0;
            for (std::size_t i = 0; i < a.pixels.size(); ++i) {
                const int difference = std::abs(a.pixels[i] - b.pixels[i]);
                QVERIFY2(difference <= 48, codePointText(c).c_str());
                sum += difference;
            }
            QVERIFY2(sum / double(a.pixels.size()) < 1.5, codePointText(c).c_str());
        }
    }

    void inkBeyondTheBorderIsCutOff() {
        const FontFace shapes = testFont("shapes.ttf");
        const GrayImage whole = rasterize(shapes, U'A', {1, 0, 0}, 64).orThrow();
        const GrayImage half = rasterize(shapes, U'A', {1, 0.5, 0}, 64).orThrow();
        QVERIFY(std::abs(meanInk(half) - meanInk(whole) / 2) < 1e-6);
        QCOMPARE(meanInk(rasterize(shapes, U'A', {1, 3, -3}, 64).orThrow()), 0.0);
        QCOMPARE(meanInk(rasterize(shapes, U'A', {10, 0, 0}, 64).orThrow()), 1.0);
        QCOMPARE(meanInk(rasterize(shapes, U'A', {1, 1e12, 0}, 64).orThrow()), 0.0);
    }

    void refused_data() {
        QTest::addColumn<quint32>("character");
        QTest::addColumn<int>("canvas");
        QTest::addColumn<double>("scale");
        QTest::addColumn<double>("offset");
        QTest::addColumn<QString>("code");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("not in the font") << quint32(U'X') << 64 << 1.0 << 0.0 << "not_found";
        QTest::newRow("a glyph without ink") << quint32(U'E') << 64 << 1.0 << 0.0 << "not_found";
        QTest::newRow("a space with ink") << quint32(U' ') << 64 << 1.0 << 0.0 << "not_found";
        QTest::newRow("canvas too small") << quint32(U'A') << 7 << 1.0 << 0.0 << "invalid_argument";
        QTest::newRow("canvas too large") << quint32(U'A') << 2049 << 1.0 << 0.0 << "invalid_argument";
        QTest::newRow("no scale") << quint32(U'A') << 64 << 0.0 << 0.0 << "invalid_argument";
        QTest::newRow("negative scale") << quint32(U'A') << 64 << -1.0 << 0.0 << "invalid_argument";
        QTest::newRow("scale that is no number") << quint32(U'A') << 64 << nan << 0.0 << "invalid_argument";
        QTest::newRow("offset that is no number") << quint32(U'A') << 64 << 1.0 << nan << "invalid_argument";
    }
    void refused() {
        QFETCH(quint32, character);
        QFETCH(int, canvas);
        QFETCH(double, scale);
        QFETCH(double, offset);
        QFETCH(QString, code);
        const auto image = rasterize(testFont("shapes.ttf"), character, {scale, offset, 0}, canvas);
        QVERIFY(!image);
        QCOMPARE(QString(errorCodeName(image.error().code)), code);
        QVERIFY(!image.error().advice.empty());
    }

    void aMissingCharacterIsNamed() {
        const auto image = rasterize(testFont("shapes.ttf"), U'字', {}, 64);
        QVERIFY(!image);
        QVERIFY(image.error().message.find("shapes.ttf") != std::string::npos);
        QVERIFY(image.error().message.find("U+5B57 字") != std::string::npos);
    }

    void goldens_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("character");
        QTest::addColumn<QString>("golden");
        QTest::newRow("ideograph") << "tiny.ttf"
                                   << "字"
                                   << "ttf-5b57";
        QTest::newRow("many strokes") << "tiny.ttf"
                                      << "模"
                                      << "ttf-6a21";
        QTest::newRow("kana") << "tiny.woff2"
                              << "あ"
                              << "woff2-3042";
        QTest::newRow("cubic outlines") << "tiny.otf"
                                        << "東"
                                        << "otf-6771";
    }
    void goldens() {
        QFETCH(QString, file);
        QFETCH(QString, character);
        QFETCH(QString, golden);
        const GrayImage image = rasterize(testFont(file.toStdString()), character.toStdU32String().front(),
                                          {0.9, 0.01, -0.02}, 64)
                                    .orThrow();
        const QString difference = goldenDifference(image, golden.toStdString());
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void drawingIsFast() {
        const FontFace face = demoFont("demo-source.ttf");
        const CharacterSet& characters = face.characters();
        constexpr int glyphs = 300;
        const std::clock_t start = std::clock(); // this program's own time, however busy the machine is
        for (std::size_t i = 0; i < glyphs; ++i) {
            QVERIFY(rasterize(face, characters[i], {}, 256));
        }
        const double perSecond = glyphs / (double(std::clock() - start) / CLOCKS_PER_SEC);
#ifdef __OPTIMIZE__
        const double atLeast = 2000;
#else
        const double atLeast = 50; // a checking build
#endif
        QVERIFY2(perSecond >= atLeast, qPrintable(QString::number(perSecond) + " glyphs a second"));
    }
};

QTEST_GUILESS_MAIN(RasterizerTest)
#include "rasterizer_test.moc"
