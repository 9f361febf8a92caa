// Advances for glyphs that a font lacks, from those that it has; and what a font says of itself.
#include "core/fonts/advance_statistics.h"
#include "core/fonts/font_details.h"
#include "tests/support/changed_font.h"

#include <QtTest>

using namespace typemould;

class AdvanceStatisticsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scriptsWithOneAdvanceKeepIt();
    void otherScriptsFollowTheInk();
    void marksStandWhereTheFontsOwnDo();
    void signsOfNoScriptAreAsWideAsInTheSource();
    void fullWidthIsKnown();
    void detailsAreRead();
};

void AdvanceStatisticsTest::scriptsWithOneAdvanceKeepIt() {
    const FontFace font = FontFace::open(sourceFile("resources/demo/demo-target.ttf")).orThrow();
    const auto statistics = AdvanceStatistics::of(font);
    const InkBox ink{100, 0, 640, 700};
    for (const char32_t character : {U'龜', U'一', char32_t(0x20000), U'ア', U'ぁ', U'。', U'가', U'Ａ'}) {
        QCOMPARE(statistics.advanceFor(character, ink), 1000.0);
    }
    // A collection's face of 1000 units with an A alone: nothing is known of Han, so they are as wide as the
    // em.
    const FontFace bare = FontFace::open(testData("fonts/collection.ttc")).orThrow();
    QCOMPARE(AdvanceStatistics::of(bare).advanceFor(U'一', ink), 1000.0);
    const FontFace cubic = FontFace::open(testData("fonts/tiny.otf")).orThrow();
    QCOMPARE(AdvanceStatistics::of(cubic).advanceFor(U'龜', ink), 2048.0);
}

void AdvanceStatisticsTest::otherScriptsFollowTheInk() {
    const FontFace font = FontFace::open(testData("fonts/tiny.ttf")).orThrow(); // A V T o, of four widths
    const auto statistics = AdvanceStatistics::of(font);
    std::vector<double> bearings;
    for (const char32_t letter : {U'A', U'V', U'T', U'o'}) {
        bearings.push_back(font.advance(letter) - font.inkBox(letter).xMax);
    }
    std::sort(bearings.begin(), bearings.end());
    for (const double right : {300.0, 912.0}) {
        QCOMPARE(statistics.advanceFor(U'W', {20, 0, right, 700}), std::round(right + bearings[2]));
        QCOMPARE(statistics.advanceFor(U'Ж', {20, 0, right, 700}),
                 std::round(right + bearings[2])); // of all that is narrow
    }
    // Where a font has nothing of the kind, as much is left on the right as is on the left.
    QCOMPARE(AdvanceStatistics().advanceFor(U'W', {20, 0, 300, 700}), 320.0);
}

void AdvanceStatisticsTest::marksStandWhereTheFontsOwnDo() {
    const InkBox ink{-300, -200, -100, -80};
    const QTemporaryDir folder;
    // Two of the letters become marks.
    const auto with = [&](int first, int second) {
        const std::string change = "for c in {id(t.cmap): t.cmap for t in f['cmap'].tables}.values():\n"
                                   "    c[0x300], c[0x301] = c.pop(0x41), c.pop(0x56)\n"
                                   "    f['hmtx'][c[0x300]] = (" +
                                   std::to_string(first) + ", 0); f['hmtx'][c[0x301]] = (" +
                                   std::to_string(second) + ", 0)";
        return AdvanceStatistics::of(FontFace::open(testing::changedFont(folder, change)).orThrow());
    };
    const auto none = with(0, 0);
    for (const char32_t mark : {char32_t(0x323), char32_t(0x20DD), char32_t(0x64B), char32_t(0xE31)}) {
        QCOMPARE(none.advanceFor(mark, ink), 0.0);
    }
    QVERIFY(none.advanceFor(U'W', {20, 0, 700, 700}) > 700);
    QCOMPARE(with(420, 420).advanceFor(0x323, ink), 420.0);
    // Without marks nothing is known of them.
    QVERIFY(AdvanceStatistics().advanceFor(0x323, {20, 0, 300, 700}) > 0);
}

void AdvanceStatisticsTest::signsOfNoScriptAreAsWideAsInTheSource() {
    const QTemporaryDir folder;
    // Han that share an advance, an arrow as wide, a hyphen that is not, and a dash twice as wide.
    const FontFace source =
        FontFace::open(testing::changedFont(
                           folder, "for c in {id(t.cmap): t.cmap for t in f['cmap'].tables}.values():\n"
                                   "    c[0x4E00], c[0x2192] = c.pop(0x41), c.pop(0x56)\n"
                                   "    c[0x2011], c[0x2E3A] = c.pop(0x54), c.pop(0x6F)\n"
                                   "    f['hmtx'][c[0x4E00]] = f['hmtx'][c[0x2192]] = (960, 0)\n"
                                   "    f['hmtx'][c[0x2011]] = (350, 0); f['hmtx'][c[0x2E3A]] = (1920, 0)"))
            .orThrow();
    // Most of its own signs of no script are as wide as the em.
    const FontFace target = FontFace::open(sourceFile("resources/demo/demo-target.ttf")).orThrow();
    const auto statistics = AdvanceStatistics::of(target, &source);
    const InkBox ink{40, 200, 300, 280};
    QCOMPARE(statistics.advanceFor(0x2192, ink), 1000.0);
    QVERIFY(statistics.advanceFor(0x2011, ink) < 600);
    QVERIFY(statistics.advanceFor(0x2E3A, {40, 200, 1800, 280}) > 1800);
    QVERIFY(AdvanceStatistics::of(target, &target).advanceFor(0x2192, ink) < 600); // which has no arrow
}

void AdvanceStatisticsTest::fullWidthIsKnown() {
    for (const char32_t wide : {U'一', U'あ', U'ア', U'한', U'。', U'，', U'㈱', U'ㄅ', U'ー', U'・', U'゠',
                                U'㇀', char32_t(0x2A6D6)}) {
        QVERIFY2(isFullWidth(wide), codePointText(wide).c_str());
    }
    for (const char32_t narrow : {U'A', U'ｱ', U'￩', U'é', U'Ж', U'1', U'.', U'ا', U'‑', U'₫'}) {
        QVERIFY2(!isFullWidth(narrow), codePointText(narrow).c_str());
    }
}

void AdvanceStatisticsTest::detailsAreRead() {
    const auto details = [](const char* file) {
        return detailsOf(FontFace::open(testData(std::filesystem::path("fonts") / file)).orThrow());
    };
    QCOMPARE(details("tiny.ttf").curves, CurveTable::Glyf);
    QCOMPARE(details("tiny.woff2").curves, CurveTable::Glyf);
    QCOMPARE(details("tiny.otf").curves, CurveTable::Cff);
    QCOMPARE(details("cid.otf").curves, CurveTable::Cff);
    QVERIFY(details("variable.ttf").variable && !details("tiny.ttf").variable);
    QCOMPARE(details("shapes.ttf").embedding, 2u);
    QCOMPARE(details("tiny.ttf").glyphs, std::size_t(16));
    QVERIFY(details("tiny.ttf").vertical && !details("shapes.ttf").vertical);
    QCOMPARE(details("tiny.ttf").licence, std::string("SIL Open Font License 1.1"));
    QCOMPARE(details("tiny.ttf").licenceAddress, std::string("https://openfontlicense.org"));
    QCOMPARE(details("shapes.ttf").lineAscender, 880);
    QCOMPARE(details("shapes.ttf").lineDescender, -120);
}

QTEST_GUILESS_MAIN(AdvanceStatisticsTest)
#include "advance_statistics_test.moc"
