// Faults put into real glyphs (the demo's fonts) do not pass the gate, and right glyphs do: what a designer
// may trust when the worst glyphs are shown first.
#include "core/fonts/rasterizer.h"
#include "core/metrics/structure_gate.h"
#include "tests/fonts/test_fonts.h"

#include <QTest>

#include <cmath>

using namespace typemould;

namespace {

constexpr std::size_t glyphCount = 120;
constexpr int canvas = 128;

bool han(char32_t character) { return character >= 0x4e00 && character < 0xa000; }

/// Both fonts, the Han glyphs to judge, and what the gate is fitted to: pairs of other glyphs.
struct Fonts {
    FontFace source = demoFont("demo-source.ttf");
    FontFace target = demoFont("demo-target.ttf");
    CharacterSet judged, usual;
    PlacementPair placements;
    StructureGate gate;
    Fonts() {
        const CharacterSet shared = source.characters() & target.characters();
        std::vector<char32_t> all;
        std::copy_if(shared.begin(), shared.end(), std::back_inserter(all), han);
        std::vector<char32_t> chosen;
        for (std::size_t i = 0; i < glyphCount; ++i) {
            chosen.push_back(all[i * all.size() / glyphCount]);
        }
        judged = CharacterSet(std::move(chosen));
        usual = CharacterSet(std::move(all)) - judged;
        placements = fitPlacement(source, target, shared).orThrow().placements;
        gate = fitStructureGate(source, target, usual, placements).orThrow();
    }
    GrayImage drawn(const FontFace& face, char32_t character) const {
        return rasterize(face, character, &face == &source ? placements.source : placements.target, canvas)
            .orThrow();
    }
};

const Fonts& fonts() {
    static const Fonts opened;
    return opened;
}

double inkOf(const GrayImage& image, int line, bool column) {
    double ink = 0;
    for (int i = 0; i < canvas; ++i) {
        ink += 255 - (column ? image.at(line, i) : image.at(i, line));
    }
    return ink;
}

/// The glyph without one of its components: cut where there is least ink, between three and seven tenths of
/// its box across or down, and the part with less ink taken away.
GrayImage withoutComponent(const GrayImage& image) {
    double least = INFINITY;
    bool column = false;
    int cut = 0;
    for (const bool across : {true, false}) {
        int low = canvas, high = 0;
        double total = 0;
        for (int line = 0; line < canvas; ++line) {
            const double ink = inkOf(image, line, across);
            total += ink;
            low = ink > 0 ? std::min(low, line) : low;
            high = ink > 0 ? line : high;
        }
        for (int line = low + (high - low) * 3 / 10; line <= low + (high - low) * 7 / 10; ++line) {
            if (const double ink = inkOf(image, line, across) / total; ink < least) {
                least = ink;
                column = across;
                cut = line;
            }
        }
    }
    GrayImage first = image, second = image;
    double ofFirst = 0, ofSecond = 0;
    for (int y = 0; y < canvas; ++y) {
        for (int x = 0; x < canvas; ++x) {
            const bool before = (column ? x : y) <= cut;
            (before ? ofFirst : ofSecond) += 255 - image.at(x, y);
            (before ? second : first).at(x, y) = 255;
        }
    }
    return ofFirst > ofSecond ? first : second;
}

/// The glyph with a stroke cut through: a hole of a quarter of the canvas about a place on a middle line. In
/// a dense glyph other strokes run near by, and nothing seems to lack.
GrayImage withCutStroke(const GrayImage& image) {
    const auto points = skeletonOf(image).points;
    const StrokePoint middle = points[points.size() / 3];
    GrayImage cut = image;
    for (int y = 0; y < canvas; ++y) {
        for (int x = 0; x < canvas; ++x) {
            if (std::hypot(x + 0.5 - middle.x * canvas, y + 0.5 - middle.y * canvas) < canvas * 0.125) {
                cut.at(x, y) = 255;
            }
        }
    }
    return cut;
}

enum Change { None, MissingComponent, CutStroke, WrongCharacter };

} // namespace

class StructureGateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void glyphsAreJudged_data();
    void glyphsAreJudged();
    void theWorstStandsFirst();
    void fewPairsTellNothing();
    void nearlyEqualFontsHaveNoBrokenGlyphs();
    void aBlankGlyphIsBroken();
    void aJudgeSaysWhatTheGateSays();
    void drawnPairsFitTheSameGate();
    void stoppedInBetween();
};

void StructureGateTest::glyphsAreJudged_data() {
    QTest::addColumn<int>("change");
    QTest::addColumn<double>("leastPass");
    QTest::addColumn<double>("mostPass");
    QTest::newRow("right glyphs pass") << int(None) << 0.95 << 1.0;
    QTest::newRow("a missing component is found") << int(MissingComponent) << 0.0 << 0.01;
    QTest::newRow("a cut stroke is found in one of five, those that stand free")
        << int(CutStroke) << 0.0 << 0.8;
    QTest::newRow("a wrong character is found") << int(WrongCharacter) << 0.0 << 0.2;
}

void StructureGateTest::glyphsAreJudged() {
    QFETCH(int, change);
    QFETCH(double, leastPass);
    QFETCH(double, mostPass);
    StructureTally tally(fonts().gate);
    for (std::size_t i = 0; i < glyphCount; ++i) {
        const char32_t character = fonts().judged[i];
        const char32_t shown =
            change == WrongCharacter ? fonts().judged[(i + glyphCount / 3) % glyphCount] : character;
        GrayImage glyph = fonts().drawn(fonts().target, shown);
        glyph = change == MissingComponent ? withoutComponent(glyph)
                : change == CutStroke      ? withCutStroke(glyph)
                                           : glyph;
        tally.add(character, fonts().drawn(fonts().source, character), glyph);
    }
    const auto told = QString("%1 of %2 pass").arg(tally.passRate() * glyphCount).arg(glyphCount).toUtf8();
    qInfo("%s", told.constData());
    QCOMPARE(tally.glyphs(), glyphCount);
    QVERIFY2(tally.passRate() >= leastPass && tally.passRate() <= mostPass, told);
}

void StructureGateTest::theWorstStandsFirst() {
    StructureTally tally(fonts().gate);
    const char32_t blank = fonts().judged[40], half = fonts().judged[80];
    for (const char32_t character : fonts().judged) {
        GrayImage glyph = fonts().drawn(fonts().target, character);
        glyph = character == blank  ? GrayImage(canvas, canvas)
                : character == half ? withoutComponent(glyph)
                                    : glyph;
        tally.add(character, fonts().drawn(fonts().source, character), glyph);
    }
    const auto broken = tally.broken();
    QVERIFY(broken.size() >= 2 && broken.size() <= 2 + glyphCount / 20);
    QCOMPARE(broken[0], blank);
    QCOMPARE(broken[1], half);
    QCOMPARE(tally.passRate(), 1 - static_cast<double>(broken.size()) / glyphCount);
    QCOMPARE(StructureTally(fonts().gate).passRate(), 1.0);
}

void StructureGateTest::fewPairsTellNothing() {
    const auto gate = fitStructureGate(fonts().source, fonts().target, CharacterSet{U'一', U'二', U'三'},
                                       fonts().placements)
                          .orThrow();
    QVERIFY(!gate.tells());
    QVERIFY(!gate.score(StructureDistance{1, 1, 1}).broken);
    QVERIFY(!fitStructureGate(fonts().source, fonts().target, {}, fonts().placements).orThrow().tells());
}

void StructureGateTest::nearlyEqualFontsHaveNoBrokenGlyphs() {
    const auto gate = StructureGate::fitted(std::vector<PairStructure>(100));
    QVERIFY(gate.tells());
    QVERIFY(!gate.score(StructureDistance{0.003, 0.003, 0.005}).broken); // a pixel's width
    QVERIFY(gate.score(StructureDistance{0.1, 0.01, 0.2}).broken);
}

void StructureGateTest::aBlankGlyphIsBroken() {
    const auto score =
        fonts().gate.score(fonts().drawn(fonts().source, fonts().judged[0]), GrayImage(canvas, canvas));
    QVERIFY(score.broken && score.share > 2);
    QCOMPARE(score.distance.missing, 1.0);
}

void StructureGateTest::aJudgeSaysWhatTheGateSays() {
    QVERIFY(!judgeBy(StructureGate()));
    const StructureJudge broken = judgeBy(fonts().gate);
    const GrayImage glyph = fonts().drawn(fonts().source, fonts().judged[0]);
    QVERIFY(!broken(fonts().judged[0], glyph, glyph));
    QVERIFY(broken(fonts().judged[0], glyph, GrayImage(canvas, canvas)));
}

void StructureGateTest::drawnPairsFitTheSameGate() {
    const auto pairs = GlyphPairs::draw(fonts().source, fonts().target, fonts().usual, fonts().placements,
                                        {.canvas = canvas})
                           .orThrow();
    QVERIFY(pairs.size() > pairsForGate); // so that both take a sample
    const auto fitted = fitStructureGate(pairs).orThrow();
    const StructureDistance odd{0.05, 0.06, 0.3};
    QCOMPARE(fitted.score(odd).share, fonts().gate.score(odd).share);
}

void StructureGateTest::stoppedInBetween() {
    std::stop_source stop;
    stop.request_stop();
    const auto fitted =
        fitStructureGate(fonts().source, fonts().target, fonts().usual, fonts().placements, stop.get_token());
    QCOMPARE(fitted.error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(StructureGateTest)
#include "structure_gate_test.moc"
