// What spoils training is found and said; a clean set gives no word. Pictures made by hand.
#include "core/dataset/pair_checks.h"

#include <QElapsedTimer>
#include <QTest>

using namespace typemould;

namespace {

constexpr int canvas = 64;

/// A box of ink, sides in pixels, both ends included.
GrayImage boxed(int left, int top, int right, int bottom, std::uint8_t ink = 0) {
    GrayImage image(canvas, canvas);
    for (int y = top; y <= bottom; ++y) {
        for (int x = left; x <= right; ++x) {
            image.at(x, y) = ink;
        }
    }
    return image;
}

/// Pairs of like-sized boxes, no two alike, away from the border.
struct Pictures {
    std::vector<char32_t> characters;
    std::vector<GrayImage> sources, targets;
    explicit Pictures(int count = 20) {
        for (int i = 0; i < count; ++i) {
            characters.push_back(U'一' + static_cast<char32_t>(i));
            sources.push_back(boxed(10, 10, 49, 20 + i));
            targets.push_back(boxed(11, 12, 50, 22 + i));
        }
    }
    std::vector<PairIssue> checked() const {
        return checkPairs(*GlyphPairs::fromImages(characters, sources, targets, {.canvas = canvas}));
    }
};

QString messages(const std::vector<PairIssue>& issues) {
    QStringList list;
    for (const auto& issue : issues) {
        list << QString::fromStdString(issue.message);
    }
    return list.join('\n');
}

} // namespace

class PairChecksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCleanSetHasNoIssue();
    void inkAtAnyBorderIsFound_data();
    void inkAtAnyBorderIsFound();
    void theFaintestGreyIsNoInk();
    void emptyPicturesAreFound();
    void sizesApart_data();
    void sizesApart();
    void oneOddSizeIsNoIssue();
    void samePicturesAreFound();
    void messagesSayHowManyAndWhatToDo();
    void theMostHarmfulComesFirst();
    void namesAreStable();
    void sixThousandPairsAreQuick();
};

void PairChecksTest::aCleanSetHasNoIssue() { QCOMPARE(messages(Pictures().checked()), QString()); }

void PairChecksTest::inkAtAnyBorderIsFound_data() {
    QTest::addColumn<QRect>("box");
    QTest::addColumn<bool>("touches");
    QTest::newRow("left") << QRect(QPoint(0, 20), QPoint(38, 40)) << true;
    QTest::newRow("top") << QRect(QPoint(10, 0), QPoint(49, 37)) << true;
    QTest::newRow("right") << QRect(QPoint(24, 20), QPoint(63, 40)) << true;
    QTest::newRow("bottom") << QRect(QPoint(10, 24), QPoint(49, 63)) << true;
    QTest::newRow("one pixel off") << QRect(QPoint(1, 1), QPoint(62, 62)) << false;
}

void PairChecksTest::inkAtAnyBorderIsFound() {
    QFETCH(QRect, box);
    QFETCH(bool, touches);
    for (const bool source : {true, false}) {
        Pictures pictures;
        (source ? pictures.sources : pictures.targets)[3] =
            boxed(box.left(), box.top(), box.right(), box.bottom());
        const auto issues = pictures.checked();
        QCOMPARE(issues.size(), std::size_t(touches ? 1 : 0));
        if (touches) {
            QCOMPARE(issues[0].kind, source ? PairIssueKind::SourceAtEdge : PairIssueKind::TargetAtEdge);
            QVERIFY(issues[0].characters == CharacterSet{U'一' + 3});
        }
    }
}

void PairChecksTest::theFaintestGreyIsNoInk() {
    Pictures pictures;
    pictures.targets[0].at(0, 30) = 253;
    QCOMPARE(messages(pictures.checked()), QString());
    pictures.targets[0].at(0, 30) = 240;
    QCOMPARE(pictures.checked().size(), std::size_t(1));
}

void PairChecksTest::emptyPicturesAreFound() {
    Pictures pictures;
    pictures.sources[2] = GrayImage(canvas, canvas);
    pictures.targets[5] = GrayImage(canvas, canvas);
    pictures.targets[6] = GrayImage(canvas, canvas); // two blanks are empty, not doubles
    const auto issues = pictures.checked();
    QCOMPARE(issues.size(), std::size_t(1));
    QCOMPARE(issues[0].kind, PairIssueKind::EmptyGlyph);
    QVERIFY(issues[0].characters == (CharacterSet{U'一' + 2, U'一' + 5, U'一' + 6}));
}

void PairChecksTest::sizesApart_data() {
    QTest::addColumn<int>("sourceSize");
    QTest::addColumn<bool>("apart");
    QTest::newRow("a tenth larger") << 44 << true;
    QTest::newRow("a tenth smaller") << 36 << true;
    QTest::newRow("a little larger") << 41 << false;
    QTest::newRow("a little smaller") << 39 << false;
}

void PairChecksTest::sizesApart() {
    QFETCH(int, sourceSize);
    QFETCH(bool, apart);
    Pictures pictures;
    for (std::size_t i = 0; i < pictures.sources.size(); ++i) {
        pictures.sources[i] = boxed(10, 10, 10 + sourceSize - 1, 20 + static_cast<int>(i));
    }
    const auto issues = pictures.checked();
    QCOMPARE(issues.size(), std::size_t(apart ? 1 : 0));
    if (apart) {
        QCOMPARE(issues[0].kind, PairIssueKind::SizesApart);
        QVERIFY(issues[0].characters.empty());
        QCOMPARE(issues[0].amount, sourceSize / 40.0);
        QVERIFY2(QString::fromStdString(issues[0].message).contains("10 %"), issues[0].message.c_str());
        QVERIFY(QString::fromStdString(issues[0].message).contains(sourceSize > 40 ? "larger" : "smaller"));
    }
}

void PairChecksTest::oneOddSizeIsNoIssue() {
    Pictures pictures;
    pictures.sources[0] = boxed(30, 30, 33, 33);
    QCOMPARE(messages(pictures.checked()), QString());
}

void PairChecksTest::samePicturesAreFound() {
    Pictures pictures;
    pictures.targets[4] = pictures.targets[9];
    pictures.targets[7] = pictures.targets[11];
    pictures.sources[1] = pictures.sources[2]; // sources may be alike
    const auto issues = pictures.checked();
    QCOMPARE(issues.size(), std::size_t(1));
    QCOMPARE(issues[0].kind, PairIssueKind::DuplicateGlyph);
    QVERIFY(issues[0].characters == (CharacterSet{U'一' + 4, U'一' + 9, U'一' + 7, U'一' + 11}));
}

void PairChecksTest::messagesSayHowManyAndWhatToDo() {
    Pictures pictures;
    pictures.targets[0] = boxed(0, 12, 39, 22);
    QCOMPARE(
        messages(pictures.checked()),
        QString("1 target glyph touches the canvas border; lower the target's scale or change its offset."));
    pictures.targets[1] = boxed(0, 12, 39, 23);
    QCOMPARE(
        messages(pictures.checked()),
        QString("2 target glyphs touch the canvas border; lower the target's scale or change its offset."));
}

void PairChecksTest::theMostHarmfulComesFirst() {
    Pictures pictures;
    for (auto& source : pictures.sources) {
        source = boxed(0, 5, 60, 60);
    }
    pictures.targets[0] = boxed(0, 0, 30, 30);
    pictures.targets[1] = GrayImage(canvas, canvas);
    pictures.targets[2] = pictures.targets[3];
    std::vector<PairIssueKind> kinds;
    for (const auto& issue : pictures.checked()) {
        kinds.push_back(issue.kind);
    }
    QVERIFY(kinds ==
            (std::vector{PairIssueKind::SizesApart, PairIssueKind::EmptyGlyph, PairIssueKind::TargetAtEdge,
                         PairIssueKind::SourceAtEdge, PairIssueKind::DuplicateGlyph}));
}

void PairChecksTest::namesAreStable() {
    QCOMPARE(pairIssueName(PairIssueKind::SourceAtEdge), "source_at_edge");
    QCOMPARE(pairIssueName(PairIssueKind::TargetAtEdge), "target_at_edge");
    QCOMPARE(pairIssueName(PairIssueKind::SizesApart), "sizes_apart");
    QCOMPARE(pairIssueName(PairIssueKind::EmptyGlyph), "empty_glyph");
    QCOMPARE(pairIssueName(PairIssueKind::DuplicateGlyph), "duplicate_glyph");
}

void PairChecksTest::sixThousandPairsAreQuick() {
    // As many pixels as 6,000 pairs of 256 px, an eighth of the memory: the same 750 pairs eight times.
    std::vector<char32_t> characters;
    std::vector<GrayImage> sources, targets;
    for (int i = 0; i < 750; ++i) {
        GrayImage image(256, 256);
        for (int y = 20; y < 230; ++y) {
            for (int x = 20 + y % 7; x < 230; x += 9) {
                image.at(x, y) = static_cast<std::uint8_t>(i % 200);
            }
        }
        image.at(20 + i % 200, 20 + i / 200) = 1;
        characters.push_back(U'一' + static_cast<char32_t>(i));
        sources.push_back(image);
        targets.push_back(std::move(image));
    }
    const auto pairs =
        GlyphPairs::fromImages(characters, std::move(sources), std::move(targets), {.canvas = 256});
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 8; ++i) {
        QVERIFY(checkPairs(*pairs).size() <= 1);
    }
    qInfo("6,000 pairs checked in %lld ms", timer.elapsed());
    QVERIFY2(timer.elapsed() < 6000, "four times the time wanted of a quiet machine");
}

QTEST_GUILESS_MAIN(PairChecksTest)
#include "pair_checks_test.moc"
