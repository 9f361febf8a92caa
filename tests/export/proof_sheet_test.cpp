// The proof sheet: tells glyphs that are larger, bolder or elsewhere than the target's own, and is silent
// where they are its own.
#include "core/export/proof_sheet.h"

#include "core/export/tracer.h"
#include "core/fonts/rasterizer.h"
#include "tests/fonts/test_fonts.h"

#include <QTest>
#include <cmath>
#include <functional>

using namespace typemould;

namespace {

constexpr PointKind on = PointKind::On;

Contour box(double left, double bottom, double right, double top) {
    return {{{left, bottom, on}, {right, bottom, on}, {right, top, on}, {left, top, on}}};
}

/// Twenty Han glyphs of the font, changed.
std::map<char32_t, Outline> someGlyphs(const FontFace& face,
                                       const std::function<void(OutlinePoint&)>& change = {}) {
    std::map<char32_t, Outline> glyphs;
    for (const char32_t c : face.characters()) {
        if (c >= 0x4E00 && c < 0xA000 && c % 5 == 0 && glyphs.size() < 20) {
            Outline outline = outlineOf(face, c).orThrow();
            for (Contour& contour : outline.contours) {
                for (OutlinePoint& point : contour.points) {
                    if (change) {
                        change(point);
                    }
                }
            }
            glyphs.emplace(c, std::move(outline));
        }
    }
    return glyphs;
}

QStringList keysApart(const ProofSheet& sheet) {
    QStringList keys;
    for (const ProofMeasure& m : sheet.measures) {
        if (m.apart) {
            keys << QString::fromStdString(m.key);
        }
    }
    return keys;
}

} // namespace

class ProofSheetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itsOwnGlyphsAgree() {
        const FontFace face = demoFont("demo-target.ttf");
        const auto glyphs = someGlyphs(face);
        std::map<char32_t, double> advances;
        for (const auto& [c, outline] : glyphs) {
            advances[c] = face.advance(c);
        }
        const ProofSheet sheet = proofSheet(face, glyphs, advances).orThrow();
        QCOMPARE(sheet.script, std::string("han"));
        QCOMPARE(sheet.addedCount, glyphs.size());
        QCOMPARE(sheet.ownCount, glyphs.size());
        QVERIFY(sheet.agrees());
        QCOMPARE(sheet.measures.size(), std::size_t(6));
        for (const ProofMeasure& m : sheet.measures) {
            QCOMPARE(m.own, m.added);
        }
    }

    void tracedGlyphsAgree() {
        const FontFace face = demoFont("demo-target.ttf");
        auto glyphs = someGlyphs(face);
        for (auto& [c, outline] : glyphs) {
            outline = trace(rasterize(face, c, {}, 128).orThrow(), {}, face.unitsPerEm()).orThrow();
        }
        const ProofSheet sheet = proofSheet(face, glyphs).orThrow();
        QVERIFY2(sheet.agrees(), qPrintable(keysApart(sheet).join(' ')));
        for (const ProofMeasure& m : sheet.measures) {
            QVERIFY2(std::abs(m.added - m.own) < 0.01 * face.unitsPerEm(), m.key.c_str());
        }
    }

    void whatIsApartIsTold_data() {
        QTest::addColumn<double>("factorX");
        QTest::addColumn<double>("factorY");
        QTest::addColumn<double>("up");
        QTest::addColumn<QStringList>("keys");
        QTest::newRow("wider") << 1.06 << 1.0 << 0.0 << QStringList{"ink_width"};
        QTest::newRow("lower") << 1.0 << 0.94 << 0.0 << QStringList{"ink_height"};
        QTest::newRow("higher up") << 1.0 << 1.0 << 0.05 << QStringList{"ink_centre_y"};
        QTest::newRow("at 72 % of its size")
            << 0.72 << 0.72 << 0.0
            << QStringList{"ink_width", "ink_height", "ink_centre_x", "ink_centre_y", "stem_width"};
        QTest::newRow("hardly") << 1.01 << 1.01 << 0.01 << QStringList{};
    }
    void whatIsApartIsTold() {
        QFETCH(double, factorX);
        QFETCH(double, factorY);
        QFETCH(double, up);
        QFETCH(QStringList, keys);
        const FontFace face = demoFont("demo-target.ttf");
        const double em = face.unitsPerEm();
        const auto sheet = proofSheet(face, someGlyphs(face,
                                                       [&](OutlinePoint& p) {
                                                           p.x *= factorX;
                                                           p.y = p.y * factorY + up * em;
                                                       }))
                               .orThrow();
        for (const QString& key : keys) {
            QVERIFY2(keysApart(sheet).contains(key), qPrintable(key + " in " + keysApart(sheet).join(' ')));
        }
        QCOMPARE(sheet.agrees(), keys.isEmpty());
        for (const ProofMeasure& m : sheet.measures) { // what is told is what was judged
            QCOMPARE(m.whole, m.isPlace() ? em : m.own);
            QCOMPARE(std::abs(m.share()) > 0.03, m.apart);
        }
    }

    void widerAdvancesAreTold() {
        const FontFace face = demoFont("demo-target.ttf");
        const auto glyphs = someGlyphs(face);
        std::map<char32_t, double> advances;
        for (const auto& [c, outline] : glyphs) {
            advances[c] = 1.1 * face.advance(c);
        }
        const ProofSheet narrow = proofSheet(face, glyphs).orThrow(),
                         wide = proofSheet(face, glyphs, advances).orThrow();
        QVERIFY(narrow.agrees());
        QCOMPARE(keysApart(wide), QStringList{"advance"});
        QVERIFY(wide.line.width > narrow.line.width);
    }

    void stemsAreMeasured_data() {
        QTest::addColumn<double>("stem");
        for (const double stem : {20.0, 61.5, 120.0}) {
            QTest::addRow("%g", stem) << stem;
        }
    }
    void stemsAreMeasured() {
        QFETCH(double, stem);
        // A cross of two bars: of the way across either, not of that along it.
        const Outline cross{
            {box(500 - stem / 2, 0, 500 + stem / 2, 800), box(100, 400 - stem / 2, 900, 400 + stem / 2)}};
        QVERIFY(std::abs(stemWidthOf(cross, 1000) - stem) < 0.5);
        QCOMPARE(stemWidthOf({}, 1000), 0.0);
    }

    void theLineShowsOwnAndAdded() {
        const FontFace face = demoFont("demo-target.ttf");
        const auto glyphs = someGlyphs(face);
        const ProofSheet sheet = proofSheet(face, glyphs).orThrow();
        QCOMPARE(sheet.line.height, 128);
        QCOMPARE(sheet.line.width, 25 * 64 + 64); // twelve added, thirteen own, all full width
        // Every em of the line has ink.
        for (int i = 0; i < 25; ++i) {
            int dark = 0;
            for (int y = 0; y < 128; ++y) {
                for (int x = 0; x < 64; ++x) {
                    dark += sheet.line.at(32 + 64 * i + x, y) < 128 ? 1 : 0;
                }
            }
            QVERIFY2(dark > 20, qPrintable(QString::number(i)));
        }
    }

    void scriptsAreCompared() {
        QCOMPARE(scriptOf(U'字'), std::string("han"));
        QCOMPARE(scriptOf(0x20000), std::string("han"));
        QCOMPARE(scriptOf(U'あ'), std::string("kana"));
        QCOMPARE(scriptOf(U'한'), std::string("hangul"));
        QCOMPARE(scriptOf(U'é'), std::string("latin"));
        QCOMPARE(scriptOf(U'!'), std::string("other"));
        // A script that the target has nothing of: nothing is compared, and the line stands.
        const FontFace face = demoFont("demo-target.ttf");
        const ProofSheet sheet = proofSheet(face, {{U'한', {{box(100, 0, 800, 700)}}}}).orThrow();
        QCOMPARE(sheet.script, std::string("hangul"));
        QVERIFY(sheet.measures.empty() && sheet.ownCount == 0);
        QVERIFY(!sheet.line.empty());
        QVERIFY(!proofSheet(face, {}));
    }
};

QTEST_GUILESS_MAIN(ProofSheetTest)
#include "proof_sheet_test.moc"
