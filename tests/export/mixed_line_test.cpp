// Pictures among a font's own glyphs on one line: held against the line as the font itself would draw it.
#include "core/export/mixed_line.h"
#include "core/fonts/rasterizer.h"
#include "tests/fonts/test_fonts.h"

#include <QTest>

using namespace typemould;

namespace {

constexpr int canvas = 256;
constexpr double pixelsPerEm = 64;
const Placement placement{.scale = 0.85, .offsetX = 0.03, .offsetY = -0.02};

double iouOf(const GrayImage& a, const GrayImage& b) {
    double both = 0, either = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        both += a.pixels[i] < 128 && b.pixels[i] < 128;
        either += a.pixels[i] < 128 || b.pixels[i] < 128;
    }
    return either > 0 ? both / either : 1;
}

GrayImage together(const MixedPicture& drawn) {
    GrayImage whole = drawn.own;
    for (std::size_t i = 0; i < whole.pixels.size(); ++i) {
        whole.pixels[i] = std::min(whole.pixels[i], drawn.added.pixels[i]);
    }
    return whole;
}

} // namespace

/// Characters that the font has are left to pictures of its own glyphs, so that the truth is known.
class MixedLineTest : public QObject {
    Q_OBJECT
    FontFace m_face = demoFont("demo-target.ttf");
    AdvanceStatistics m_advances = AdvanceStatistics::of(m_face);
    std::map<char32_t, GrayImage> m_pictures;
    std::vector<char32_t> m_han;

    MixedLine shaped(const std::string& text, bool vertical, const CharacterSet& added) {
        return mixedLine(m_face, m_advances, text, vertical, added,
                         [&](char32_t character) { return m_face.inkBox(character); })
            .orThrow();
    }
    MixedPicture drawn(const MixedLine& line) {
        return drawMixedLine(m_face, line, pixelsPerEm, placement,
                             [&](char32_t character) -> const GrayImage* {
                                 const auto found = m_pictures.find(character);
                                 return found == m_pictures.end() ? nullptr : &found->second;
                             })
            .orThrow();
    }
    std::string text() const {
        return utf8Of(m_han[3]) + utf8Of(m_han[40]) + "a" + utf8Of(m_han[80]) + utf8Of(m_han[3]) + "b";
    }

private Q_SLOTS:
    void initTestCase();
    void theLineLooksAsTheFontsOwn_data();
    void theLineLooksAsTheFontsOwn();
    void nothingAddedIsTheFontsLine();
    void theLayersHoldWhatIsTheirs();
    void whatHasNoPictureLeavesAGap();
    void marksAreCharactersOfTheirOwn();
    void inkOnAPictureIsWhereItWasDrawn();
    void sizesThatCannotBeAreErrors();
};

void MixedLineTest::initTestCase() {
    for (const char32_t character : m_face.characters()) {
        if (character >= 0x4e00 && character < 0xa000) {
            m_han.push_back(character);
        }
    }
    QVERIFY(m_han.size() > 100);
    for (const std::size_t i : {3, 40, 80}) {
        m_pictures[m_han[i]] = rasterize(m_face, m_han[i], placement, canvas).orThrow();
    }
}

void MixedLineTest::theLineLooksAsTheFontsOwn_data() {
    QTest::addColumn<bool>("vertical");
    QTest::newRow("horizontal") << false;
    QTest::newRow("vertical") << true;
}

void MixedLineTest::theLineLooksAsTheFontsOwn() {
    QFETCH(bool, vertical);
    const CharacterSet added{m_han[3], m_han[80]};
    const MixedLine line = shaped(text(), vertical, added);
    QCOMPARE(line.added.size(), std::size_t(3));
    const auto whole = shapeLine(m_face, text(), vertical).orThrow();
    QCOMPARE(line.length, whole.length);
    const GrayImage truth = drawLine(m_face, whole, pixelsPerEm).orThrow();
    const MixedPicture picture = drawn(line);
    QCOMPARE(picture.own.width, truth.width);
    QCOMPARE(picture.own.height, truth.height);
    QVERIFY(picture.gaps.empty());
    const double iou = iouOf(together(picture), truth);
    QVERIFY2(iou > 0.95, qPrintable(QString::number(iou)));
}

void MixedLineTest::nothingAddedIsTheFontsLine() {
    const auto whole = drawLine(m_face, shapeLine(m_face, text()).orThrow(), pixelsPerEm).orThrow();
    const MixedPicture picture = drawn(shaped(text(), false, {}));
    QVERIFY(picture.own == whole);
    QCOMPARE(meanInk(picture.added), 0.0);
}

void MixedLineTest::theLayersHoldWhatIsTheirs() {
    const MixedPicture picture = drawn(shaped(utf8Of(m_han[3]) + utf8Of(m_han[40]), false, {m_han[40]}));
    const int middle = picture.own.width / 2;
    double ownRight = 0, addedLeft = 0;
    for (int y = 0; y < picture.own.height; ++y) {
        for (int x = 0; x < picture.own.width; ++x) {
            ownRight += x > middle + 1 ? 255 - picture.own.at(x, y) : 0;
            addedLeft += x < middle - 1 ? 255 - picture.added.at(x, y) : 0;
        }
    }
    QCOMPARE(ownRight, 0.0);
    QCOMPARE(addedLeft, 0.0);
    QVERIFY(meanInk(picture.own) > 0.02 && meanInk(picture.added) > 0.02);
}

void MixedLineTest::whatHasNoPictureLeavesAGap() {
    const MixedPicture picture = drawn(shaped(utf8Of(m_han[3]) + utf8Of(m_han[7]), false, {m_han[7]}));
    QCOMPARE(picture.gaps.size(), std::size_t(1));
    QCOMPARE(picture.gaps[0].character, m_han[7]);
    QVERIFY(std::abs(picture.gaps[0].x - pixelsPerEm) < 1);
    QCOMPARE(picture.gaps[0].width, pixelsPerEm);
    QCOMPARE(picture.gaps[0].height, pixelsPerEm);
}

void MixedLineTest::marksAreCharactersOfTheirOwn() {
    // The font has neither mark; HarfBuzz takes each to the letter before it.
    for (const char32_t mark : {char32_t(0x323), char32_t(0x309A)}) {
        QVERIFY(!m_face.draws(mark));
        const std::string letterAndMark = utf8Of(m_han[3]) + utf8Of(mark);
        const MixedLine added = shaped(letterAndMark, false, {mark});
        QCOMPARE(added.own.glyphs.size(), std::size_t(1)); // the letter alone, and no box for the mark
        QCOMPARE(added.added.size(), std::size_t(1));
        QCOMPARE(added.added[0].character, mark);
        const MixedLine under = shaped(letterAndMark, false, {m_han[3]});
        QCOMPARE(under.added.size(), std::size_t(1));
        QCOMPARE(under.own.glyphs.size(), std::size_t(1)); // the mark stays, as the font shows what it lacks
    }
}

void MixedLineTest::inkOnAPictureIsWhereItWasDrawn() {
    for (const auto& [character, picture] : m_pictures) {
        const InkBox ink = inkOnPicture(picture, placement, m_face.unitsPerEm());
        const InkBox truth = m_face.inkBox(character);
        const double pixel = m_face.unitsPerEm() / (canvas * placement.scale);
        for (const auto side : {&InkBox::xMin, &InkBox::yMin, &InkBox::xMax, &InkBox::yMax}) {
            QVERIFY(std::abs(ink.*side - truth.*side) <= pixel);
        }
    }
    QVERIFY(inkOnPicture(GrayImage(8, 8), placement, 1000).empty());
}

void MixedLineTest::sizesThatCannotBeAreErrors() {
    const MixedLine line = shaped(text(), false, {m_han[3]});
    const auto none = [](char32_t) -> const GrayImage* { return nullptr; };
    QCOMPARE(drawMixedLine(m_face, line, 4, placement, none).error().code, ErrorCode::InvalidArgument);
    std::string longText;
    for (int i = 0; i < 400; ++i) {
        longText += text();
    }
    const auto tooLong = drawMixedLine(m_face, shaped(longText, false, {m_han[3]}), 64, placement, none);
    QCOMPARE(tooLong.error().code, ErrorCode::InvalidArgument);
}

QTEST_GUILESS_MAIN(MixedLineTest)
#include "mixed_line_test.moc"
