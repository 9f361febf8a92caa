// Placement: the formula and its inverse, its description, and the fit of two fonts.
#include "core/fonts/placement.h"

#include "core/base/fields_json.h"
#include "core/fonts/rasterizer.h"
#include "tests/fonts/test_fonts.h"

#include <QTest>
#include <algorithm>
#include <random>

using namespace typemould;

namespace {

bool near(double a, double b, double tolerance = 1e-9) { return std::abs(a - b) <= tolerance; }

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

struct Ink {
    double size, x, y; ///< larger side and centre, as shares of the canvas
    bool atBorder;
};

/// Ink as drawn on a canvas of 512 pixels.
Ink drawnInk(const FontFace& face, char32_t character, const Placement& placement) {
    const InkBox box = face.inkBox(character);
    const double em = face.unitsPerEm();
    const CanvasPoint a = toCanvas(placement, 512, box.xMin / em, box.yMax / em);
    const CanvasPoint b = toCanvas(placement, 512, box.xMax / em, box.yMin / em);
    return {std::max(b.x - a.x, b.y - a.y) / 512, (a.x + b.x) / 1024, (a.y + b.y) / 1024,
            a.x < 1 || a.y < 1 || b.x > 511 || b.y > 511};
}

struct Medians {
    double size, x, y;
    int atBorder;
};
Medians medians(const FontFace& face, const CharacterSet& characters, const Placement& placement) {
    std::vector<double> sizes, xs, ys;
    int atBorder = 0;
    for (const char32_t c : characters) {
        const Ink ink = drawnInk(face, c, placement);
        sizes.push_back(ink.size);
        xs.push_back(ink.x);
        ys.push_back(ink.y);
        atBorder += ink.atBorder ? 1 : 0;
    }
    return {median(sizes), median(xs), median(ys), atBorder};
}

/// The TTF with its outlines moved and scaled about the origin, by rewriting nothing but the em square and
/// side bearings would not do; a face at another em square is the same design at another scale.
Bytes withUnitsPerEm(Bytes bytes, int unitsPerEm) {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const std::size_t entry = text.find("head");
    const std::size_t start = std::size_t{bytes[entry + 8]} << 24 | std::size_t{bytes[entry + 9]} << 16 |
                              std::size_t{bytes[entry + 10]} << 8 | bytes[entry + 11];
    bytes[start + 18] = static_cast<std::uint8_t>(unitsPerEm >> 8);
    bytes[start + 19] = static_cast<std::uint8_t>(unitsPerEm);
    return bytes;
}

} // namespace

class PlacementTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEmSquareFillsTheCanvas() {
        const Placement plain{1, 0, 0};
        const CanvasPoint topLeft = toCanvas(plain, 256, 0, 0.88),
                          bottomRight = toCanvas(plain, 256, 1, -0.12);
        QVERIFY(near(topLeft.x, 0) && near(topLeft.y, 0));
        QVERIFY(near(bottomRight.x, 256) && near(bottomRight.y, 256));
    }

    void offsetsGoRightAndUp() {
        const CanvasPoint before = toCanvas({0.8, 0, 0}, 100, 0.5, 0.38);
        const CanvasPoint after = toCanvas({0.8, 0.1, 0.2}, 100, 0.5, 0.38);
        QVERIFY(near(before.x, 50) && near(before.y, 50));
        QVERIFY(near(after.x, 58) && near(after.y, 34));
    }

    void toEmIsTheExactInverse() {
        std::mt19937 random(7);
        std::uniform_real_distribution<double> scale(0.1, 4), offset(-2, 2), point(-1, 2);
        for (int i = 0; i < 1000; ++i) {
            const Placement placement{scale(random), offset(random), offset(random)};
            const double x = point(random), y = point(random);
            const int canvas = 8 + static_cast<int>(random() % 2000);
            const CanvasPoint pixel = toCanvas(placement, canvas, x, y);
            const EmPoint em = toEm(placement, canvas, pixel.x, pixel.y);
            QVERIFY(near(em.x, x) && near(em.y, y));
        }
    }

    void describedFieldsGoThroughJson() {
        const Placement placement{0.75, -0.125, 0.0625};
        QCOMPARE(fieldsFromJson<Placement>(fieldsToJson(placement)).orThrow(), placement);
        QCOMPARE(fieldKeys<Placement>(), (std::vector<std::string>{"scale", "offset-x", "offset-y"}));
        Placement changed;
        QVERIFY(!setFieldFromText(changed, "scale", "0"));
        QVERIFY(!setFieldFromText(changed, "offset-x", "9"));
        QVERIFY(setFieldFromText(changed, "offset-y", "-0.5"));
        QCOMPARE(changed, (Placement{0.9, 0, -0.5}));
    }

    void theFormerSpellingIsStillRead() {
        const Placement placement{0.75, -0.125, 0.0625};
        const auto read = [](const char* text) {
            return fieldsFromJson<Placement>(nlohmann::json::parse(text));
        };
        QCOMPARE(read(R"({"scale": 0.75, "offset_x": -0.125, "offset_y": 0.0625})").orThrow(), placement);
        QCOMPARE(read(R"({"scale": 0.75, "offset-x": -0.125, "offset_y": 0.0625})").orThrow(), placement);
        const auto both = read(R"({"offset-x": 0.1, "offset_x": 0.2})"); // which is meant?
        QVERIFY(!both.ok() && both.error().message.find("offset_x") != std::string::npos);
        QVERIFY(!read(R"({"offset x": 0.2})").ok());
    }

    void theDemoFontsAreBroughtTogether() {
        const FontFace source = demoFont("demo-source.ttf"), target = demoFont("demo-target.ttf");
        const CharacterSet shared = source.characters() & target.characters();
        const PlacementFit fit = fitPlacement(source, target, shared, 100'000).orThrow();
        QCOMPARE(fit.characters, 1200);
        const Medians s = medians(source, shared, fit.placements.source);
        const Medians t = medians(target, shared, fit.placements.target);
        QVERIFY(near(s.size, t.size) && near(s.x, t.x) && near(s.y, t.y));
        QVERIFY(near(t.x, 0.5) && near(t.y, 0.5));
        QVERIFY2(t.atBorder <= 1, "1 in 1000 glyphs may touch the border");
        QVERIFY(fit.placements.target.scale <= 0.9);
    }

    void theUsualScaleWhenThereIsRoom() {
        // Ideographs alone stay well inside the em square.
        const FontFace source = demoFont("demo-source.ttf"), target = demoFont("demo-target.ttf");
        const CharacterSet han =
            source.characters() & target.characters() & CharacterSet::range(0x4E00, 0x9FFF);
        QCOMPARE(fitPlacement(source, target, han).orThrow().placements.target.scale, 0.9);
    }

    void aKnownScaleAndOffsetAreFoundAgain_data() {
        QTest::addColumn<int>("unitsPerEm");
        QTest::newRow("the same font") << 1000;
        QTest::newRow("half the size") << 2000;
        QTest::newRow("a quarter larger") << 800;
        QTest::newRow("a little smaller") << 1024;
    }
    void aKnownScaleAndOffsetAreFoundAgain() {
        // A face that says its em has other units is the same design scaled about the origin: the fit must
        // undo it, so that both fonts' outlines fall on the same pixels, glyph by glyph.
        QFETCH(int, unitsPerEm);
        const FontFace source = demoFont("demo-source.ttf");
        const Bytes scaled = withUnitsPerEm(readFile(demoFontPath("demo-source.ttf")).orThrow(), unitsPerEm);
        const FontFace target =
            FontFace::fromBytes(std::make_shared<const Bytes>(scaled), {}, "scaled.ttf").orThrow();
        const CharacterSet han = source.characters() & CharacterSet::range(0x4E00, 0x9FFF);
        const PlacementFit fit = fitPlacement(source, target, han).orThrow();
        const double ratio = unitsPerEm / 1000.0;
        QVERIFY(near(fit.sizeRatio, ratio));
        QVERIFY(near(fit.placements.source.scale * ratio, fit.placements.target.scale));
        const double emCentreX = 0.5 - fit.placements.source.offsetX; // median ink centre of the source
        QVERIFY(near(fit.shiftX, emCentreX * (1 - 1 / ratio), 1e-3));
        for (std::size_t i = 0; i < han.size(); i += 100) {
            const GrayImage a = rasterize(source, han[i], fit.placements.source, 64).orThrow();
            const GrayImage b = rasterize(target, han[i], fit.placements.target, 64).orThrow();
            for (std::size_t p = 0; p < a.pixels.size(); ++p) {
                QVERIFY2(std::abs(a.pixels[p] - b.pixels[p]) <= 8, codePointText(han[i]).c_str());
            }
        }
    }

    void whatIsMeasuredIsSpreadOverTheShared() {
        const FontFace source = demoFont("demo-source.ttf"), target = demoFont("demo-target.ttf");
        const CharacterSet shared = source.characters() & target.characters();
        const PlacementFit all = fitPlacement(source, target, shared, 100'000).orThrow();
        const PlacementFit some = fitPlacement(source, target, shared, 200).orThrow();
        QCOMPARE(some.characters, 200);
        QVERIFY(near(some.sizeRatio, all.sizeRatio, 0.02));
        QVERIFY(near(some.placements.source.offsetX, all.placements.source.offsetX, 0.01));
        QVERIFY(near(some.placements.source.offsetY, all.placements.source.offsetY, 0.01));
    }

    void tooFewSharedCharacters_data() {
        QTest::addColumn<QString>("characters");
        QTest::addColumn<bool>("enough");
        QTest::newRow("none") << "" << false;
        QTest::newRow("seven") << "ABCDEFG" << false;
        QTest::newRow("seven that are drawn, and others") << "ABCDEFG字模測試" << false;
        QTest::newRow("eight") << "ABCDEFGH" << true;
    }
    void tooFewSharedCharacters() {
        QFETCH(QString, characters);
        QFETCH(bool, enough);
        const FontFace source = demoFont("demo-source.ttf");
        const FontFace target = demoFont("demo-target.ttf");
        CharacterSet set = CharacterSet::ofText(characters.toStdString());
        set = (set & CharacterSet::range(0, 0x7F)) | (set - target.characters());
        const auto fit = fitPlacement(source, target, set);
        QCOMPARE(fit.ok(), enough);
        if (!enough) {
            QCOMPARE(fit.error().code, ErrorCode::InvalidArgument);
            QVERIFY(fit.error().message.find("demo-target.ttf") != std::string::npos);
            QVERIFY(!fit.error().advice.empty());
        }
    }
};

QTEST_GUILESS_MAIN(PlacementTest)
#include "placement_test.moc"
