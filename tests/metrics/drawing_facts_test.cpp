// Ink, outlines and displacement of drawn glyphs beside the true ones.
#include "core/metrics/drawing_facts.h"

#include <QtTest>
#include <cmath>

using namespace typemould;

namespace {

/// A dark box on paper.
GrayImage box(int left, int top, int side, std::uint8_t ink = 0) {
    GrayImage image(40, 40);
    for (int y = top; y < top + side; ++y) {
        for (int x = left; x < left + side; ++x) {
            image.at(x, y) = ink;
        }
    }
    return image;
}

DrawingFacts factsOf(const GrayImage& drawn, const GrayImage& truth) {
    DrawingObserver observer;
    observer.add(drawn, truth);
    return observer.facts();
}

bool near(double a, double b) { return std::abs(a - b) < 1e-9; }

} // namespace

class DrawingFactsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aGlyphBesideItself();
    void inkIsShareOfTheTrueInk();
    void aShiftIsMeasuredInPixels();
    void specksLengthenTheOutlines();
    void nothingDrawnHasNoPlace();
    void meansOverGlyphs();
};

void DrawingFactsTest::aGlyphBesideItself() {
    const auto facts = factsOf(box(10, 12, 8), box(10, 12, 8));
    QVERIFY(near(facts.ink, 1) && near(facts.roughness, 1) && near(facts.shiftX, 0) && near(facts.shiftY, 0));
    QCOMPARE(facts.glyphs, std::size_t(1));
}

void DrawingFactsTest::inkIsShareOfTheTrueInk() {
    QVERIFY(near(factsOf(box(10, 10, 4), box(10, 10, 8)).ink, 0.25));
    QVERIFY(near(factsOf(box(10, 10, 8, 204), box(10, 10, 8)).ink, 0.2)); // light grey is little ink
}

void DrawingFactsTest::aShiftIsMeasuredInPixels() {
    const auto facts = factsOf(box(13, 10, 8), box(10, 12, 8));
    QVERIFY(near(facts.shiftX, 3) && near(facts.shiftY, -2) && near(facts.ink, 1));
}

void DrawingFactsTest::specksLengthenTheOutlines() {
    auto speckled = box(10, 10, 8);
    for (int y = 20; y < 38; y += 2) {
        for (int x = 20; x < 38; x += 2) {
            speckled.at(x, y) = 0;
        }
    }
    QVERIFY(factsOf(speckled, box(10, 10, 8)).roughness > 3);
    QVERIFY(factsOf(GrayImage(40, 40), box(10, 10, 8)).roughness == 0);
}

void DrawingFactsTest::nothingDrawnHasNoPlace() {
    const auto facts = factsOf(GrayImage(40, 40), box(10, 10, 8));
    QVERIFY(facts.ink == 0 && facts.shiftX == 0 && facts.shiftY == 0);
    QCOMPARE(factsOf(box(10, 10, 8), GrayImage(40, 40)).glyphs, std::size_t(0)); // a blank truth says nothing
}

void DrawingFactsTest::meansOverGlyphs() {
    DrawingObserver observer;
    observer.add(box(12, 10, 8), box(10, 10, 8));
    observer.add(box(10, 14, 8), box(10, 10, 8));
    const auto facts = observer.facts();
    QVERIFY(near(facts.shiftX, 1) && near(facts.shiftY, 2));
    QCOMPARE(facts.glyphs, std::size_t(2));
}

QTEST_GUILESS_MAIN(DrawingFactsTest)
#include "drawing_facts_test.moc"
