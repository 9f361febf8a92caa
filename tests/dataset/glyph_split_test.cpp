// The held-out split: decided by the seed and each character alone.
#include "core/dataset/glyph_pairs.h"

#include <QTest>

using namespace typemould;

class GlyphSplitTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void heldOutCounts_data();
    void heldOutCounts();
    void partsAreDisjointAndWhole();
    void seedsHoldOutOthers();
    void addingCharactersMovesFew();
    void theSplitNeverChangesBetweenVersions();
    void theHeldOutAreSpreadEvenly();
};

void GlyphSplitTest::heldOutCounts_data() {
    QTest::addColumn<int>("characters");
    QTest::addColumn<int>("asked");
    QTest::addColumn<int>("held");
    QTest::newRow("as asked") << 3000 << 200 << 200;
    QTest::newRow("at most a fifth") << 100 << 200 << 20;
    QTest::newRow("a fifth rounded down") << 14 << 200 << 2;
    QTest::newRow("at least one of eight") << 8 << 0 << 1;
    QTest::newRow("negative is none, at least one") << 100 << -5 << 1;
    QTest::newRow("few and none asked") << 7 << 0 << 0;
    QTest::newRow("four have no fifth") << 4 << 3 << 0;
    QTest::newRow("none") << 0 << 3 << 0;
}

void GlyphSplitTest::heldOutCounts() {
    QFETCH(int, characters);
    QFETCH(int, asked);
    QFETCH(int, held);
    const auto all = characters == 0 ? CharacterSet{} : CharacterSet::range(0x4e00, 0x4e00 + characters - 1);
    const Split split = splitCharacters(all, asked, 1);
    QCOMPARE(split.heldOut.size(), std::size_t(held));
    QCOMPARE(split.trained.size(), std::size_t(characters - held));
}

void GlyphSplitTest::partsAreDisjointAndWhole() {
    const auto all = CharacterSet::range(0x3041, 0x3096) | CharacterSet::range(0x4e00, 0x51ff);
    for (int seed = 0; seed < 20; ++seed) {
        const Split split = splitCharacters(all, 150, seed);
        QVERIFY((split.trained & split.heldOut).empty());
        QVERIFY((split.trained | split.heldOut) == all);
        QVERIFY(splitCharacters(all, 150, seed).heldOut == split.heldOut);
    }
}

void GlyphSplitTest::seedsHoldOutOthers() {
    const auto all = CharacterSet::range(0x4e00, 0x51ff);
    const auto one = splitCharacters(all, 200, 1).heldOut;
    const auto two = splitCharacters(all, 200, 2).heldOut;
    QVERIFY(one != two);
    QVERIFY((one & two).size() < 90); // 39 by chance
}

void GlyphSplitTest::addingCharactersMovesFew() {
    const auto few = CharacterSet::range(0x4e00, 0x51ff);
    const auto more = few | CharacterSet::range(0x5200, 0x5265); // a tenth more
    const Split before = splitCharacters(few, 200, 1);
    const Split after = splitCharacters(more, 200, 1);
    // No trained character becomes held out, and a held-out one gives way only to a new one.
    QVERIFY((after.heldOut & before.trained).empty());
    const auto gone = before.heldOut - after.heldOut;
    QCOMPARE(gone.size(), (after.heldOut - few).size());
    QVERIFY(gone.size() < 50);
    // Taking them away again gives the first split back.
    QVERIFY(splitCharacters(more & few, 200, 1).heldOut == before.heldOut);
}

void GlyphSplitTest::theSplitNeverChangesBetweenVersions() {
    const Split split = splitCharacters(CharacterSet::range(0x4e00, 0x4e31), 5, 1);
    QVERIFY(split.heldOut == (CharacterSet{0x4e09, 0x4e11, 0x4e15, 0x4e21, 0x4e29}));
}

void GlyphSplitTest::theHeldOutAreSpreadEvenly() {
    const auto held = splitCharacters(CharacterSet::range(0x4e00, 0x4e00 + 9999), 2000, 1).heldOut;
    for (char32_t part = 0; part < 10; ++part) {
        const auto in = (held & CharacterSet::range(0x4e00 + part * 1000, 0x4e00 + part * 1000 + 999)).size();
        QVERIFY2(in > 130 && in < 270, qPrintable(QString::number(in))); // 200 expected
    }
}

QTEST_GUILESS_MAIN(GlyphSplitTest)
#include "glyph_split_test.moc"
