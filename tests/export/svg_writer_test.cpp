// SVG as a reader sees it: the same picture as the outline's own, upright and in its place.
#include "core/export/svg_writer.h"

#include "core/fonts/rasterizer.h"
#include "core/metrics/image_metrics.h"
#include "tests/fonts/test_fonts.h"
#include "tests/support/foreign_locale.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QXmlStreamReader>
#include <QtTest>
#include <array>
#include <cstdio>

using namespace typemould;

namespace {

/// What a reader of SVG draws, `width` x `height` pixels.
GrayImage drawn(const std::string& svg, int width, int height) {
    QSvgRenderer renderer(QByteArray::fromStdString(svg));
    QImage image(width, height, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(0, 0, width, height));
    painter.end();
    GrayImage result(width, height);
    for (int y = 0; y < height; ++y) {
        std::copy_n(image.constScanLine(y), width, result.row(y));
    }
    return result;
}

bool isXml(const std::string& text) {
    QXmlStreamReader reader(QByteArray::fromStdString(text));
    while (!reader.atEnd()) {
        reader.readNext();
    }
    return !reader.hasError();
}

Outline triangle() {
    return {{{{{0, 0, PointKind::On},
               {500.5, 0, PointKind::On},
               {250.125, -0.001, PointKind::Conic},
               {0.25, 800, PointKind::On}}}}};
}

} // namespace

class SvgWriterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drawnAsTheOutlineIs_data() {
        QTest::addColumn<QString>("font");
        QTest::newRow("conic curves") << "tiny.ttf";
        QTest::newRow("cubic curves, an em of 2048") << "tiny.otf";
    }
    void drawnAsTheOutlineIs() {
        QFETCH(QString, font);
        const FontFace face = testFont(font.toStdString());
        for (const char32_t c : face.characters()) {
            const Outline outline = outlineOf(face, c).orThrow();
            const int em = face.unitsPerEm();
            const GrayImage own = rasterize(outline, em, {1, 0, 0}, 128).orThrow();
            const GrayImage read = drawn(svgText(c, outline, {em, static_cast<double>(em)}), 128, 128);
            QVERIFY2(meanDifference(own, read) < 0.004, codePointText(c).c_str());
            QVERIFY(meanInk(own) > 0.002);
        }
    }

    void theFrameIsTheEmSquare() {
        const std::string svg = svgText(U'A', triangle(), {1000, 640});
        QVERIFY(svg.find("viewBox=\"0 -880 640 1000\"") != std::string::npos);
        QVERIFY(svg.find("<title>A</title>") != std::string::npos);
    }

    void numbersAreShortInEveryLocale() {
        const testing::ForeignLocale german("de_DE");
        std::array<char, 8> half{};
        std::snprintf(half.data(), half.size(), "%.1f", 0.5);
        QCOMPARE(std::string(half.data()), std::string("0,5"));
        const std::string data = svgPathData(triangle());
        QCOMPARE(data, std::string("M0 0L500.5 0Q250.13 0 .25-800Z"));
    }

    void whatXmlKeepsForItselfIsEscaped() {
        for (const char32_t c :
             {U'<', U'&', U'>', U'"', char32_t(1), char32_t(0xFFFE), U'字', char32_t(0x20000)}) {
            QVERIFY2(isXml(svgText(c, triangle(), {})), codePointText(c).c_str());
        }
    }

    void anEmptyOutlineIsAnEmptyDocument() { QCOMPARE(meanInk(drawn(svgText(U'A', {}, {}), 32, 32)), 0.0); }

    void theSheetShowsEveryGlyphInItsCell() {
        const FontFace face = testFont("tiny.ttf");
        std::vector<Outline> outlines;
        std::vector<std::pair<char32_t, const Outline*>> glyphs;
        for (const char32_t c : face.characters()) {
            outlines.push_back(outlineOf(face, c).orThrow());
        }
        for (std::size_t i = 0; i < outlines.size(); ++i) {
            glyphs.emplace_back(face.characters()[i], &outlines[i]);
        }
        const int columns = 4, rows = static_cast<int>((glyphs.size() + 3) / 4), em = 100;
        const std::string sheet = svgSheetText(glyphs, {face.unitsPerEm(), 1000}, columns);
        QVERIFY(isXml(sheet));
        const GrayImage picture = drawn(sheet, columns * em * 11 / 10, rows * em * 13 / 10);
        for (std::size_t i = 0; i < glyphs.size(); ++i) {
            const GrayImage own = rasterize(outlines[i], face.unitsPerEm(), {1, 0, 0}, em).orThrow();
            GrayImage cell(em, em);
            const int left = static_cast<int>(i % 4) * 110 + 5, top = static_cast<int>(i / 4) * 130 + 5;
            for (int y = 0; y < em; ++y) {
                std::copy_n(picture.row(top + y) + left, em, cell.row(y));
            }
            QVERIFY2(meanDifference(own, cell) < 0.005, codePointText(glyphs[i].first).c_str());
            QVERIFY(sheet.find(codePointText(glyphs[i].first)) != std::string::npos);
        }
    }
};

QTEST_MAIN(SvgWriterTest)
#include "svg_writer_test.moc"
