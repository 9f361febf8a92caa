// Augmentation: each change within its range, of the pictures that it speaks of, from the seed and the place
// alone, and never off the canvas.
#include "core/dataset/augmentation.h"

#include "core/base/embolden.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

using namespace typemould;

namespace {

constexpr int canvas = 64;

GrayImage box(int left, int top, int right, int bottom) {
    GrayImage image(canvas, canvas);
    for (int y = top; y < bottom; ++y) {
        std::fill(image.row(y) + left, image.row(y) + right, std::uint8_t{0});
    }
    return image;
}

double ink(const GrayImage& image) { return meanInk(image) * canvas * canvas; }

struct Middle {
    double x = 0, y = 0;
};
Middle middleOf(const GrayImage& image) {
    Middle middle;
    for (int y = 0; y < canvas; ++y) {
        for (int x = 0; x < canvas; ++x) {
            middle.x += (x + 0.5) * (255 - image.at(x, y)) / 255.0;
            middle.y += (y + 0.5) * (255 - image.at(x, y)) / 255.0;
        }
    }
    return {middle.x / ink(image), middle.y / ink(image)};
}

/// Changes at many places, with one range set.
std::vector<PairChange> changes(const AugmentationRanges& ranges) {
    std::vector<PairChange> list;
    for (std::uint64_t place = 0; place < 400; ++place) {
        list.push_back(changeAt(ranges, canvas, 7, place));
    }
    return list;
}

template <class Part>
std::pair<double, double> span(const std::vector<PairChange>& list, Part part) {
    const auto [least, most] = std::minmax_element(
        list.begin(), list.end(), [&](const auto& a, const auto& b) { return part(a) < part(b); });
    return {part(*least), part(*most)};
}

} // namespace

class AugmentationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachRangeBoundsItsOwnPartAlone_data() {
        QTest::addColumn<int>("which");
        for (const int which : {0, 1, 2, 3}) {
            const char* names[] = {"shift", "scale", "weight", "blur"};
            QTest::newRow(names[which]) << which;
        }
    }
    void eachRangeBoundsItsOwnPartAlone() {
        QFETCH(int, which);
        AugmentationRanges ranges;
        (which == 0   ? ranges.shift
         : which == 1 ? ranges.scale
         : which == 2 ? ranges.weight
                      : ranges.blur) = 3;
        const auto list = changes(ranges);
        const double shift = 0.03 * canvas;
        const std::pair<double, double> none{0, 0}, one{1, 1};
        const auto within = [](std::pair<double, double> seen, double low, double high) {
            const double reach = 0.05 * (high - low);
            return seen.first >= low && seen.first < low + reach && seen.second <= high &&
                   seen.second > high - reach;
        };
        const auto x = span(list, [](const auto& c) { return c.shiftX; });
        const auto y = span(list, [](const auto& c) { return c.shiftY; });
        const auto scale = span(list, [](const auto& c) { return c.scale; });
        const auto weight = span(list, [](const auto& c) { return c.weight; });
        const auto blur = span(list, [](const auto& c) { return c.blur; });
        QVERIFY(which == 0 ? within(x, -shift, shift) && within(y, -shift, shift) : x == none && y == none);
        QVERIFY(which == 1 ? within(scale, 0.97, 1.03) : scale == one);
        QVERIFY(which == 2 ? within(weight, -3, 3) : weight == none);
        QVERIFY(which == 3 ? within(blur, 0, 3) : blur == none);
    }

    void aRangeLeavesTheOthersAsTheyAre() {
        AugmentationRanges shift{10, 0, 0, 0}, all{10, 10, 2, 2};
        for (std::uint64_t place = 0; place < 20; ++place) {
            QCOMPARE(changeAt(shift, canvas, 3, place).shiftX, changeAt(all, canvas, 3, place).shiftX);
        }
    }

    void theSeedAndThePlaceDecide() {
        const AugmentationRanges ranges{10, 10, 2, 2};
        std::set<double> seen;
        for (std::uint64_t place = 0; place < 50; ++place) {
            QVERIFY(changeAt(ranges, canvas, 3, place) == changeAt(ranges, canvas, 3, place));
            seen.insert(changeAt(ranges, canvas, 3, place).shiftX);
            seen.insert(changeAt(ranges, canvas, 4, place).shiftX);
        }
        QCOMPARE(seen.size(), std::size_t(100));
    }

    void nothingIsChangedByNoChange() {
        const auto source = box(10, 12, 20, 40), target = box(9, 12, 22, 41);
        QVERIFY(!AugmentationRanges{}.any());
        const auto pair = changedPair({}, source, target);
        QCOMPARE(pair.source, source);
        QCOMPARE(pair.target, target);
        QVERIFY(changeAt({}, canvas, 1, 5) == PairChange{});
    }

    void bothPicturesMoveAlike() {
        const auto source = box(20, 20, 30, 40), target = box(24, 18, 30, 44);
        PairChange whole;
        whole.shiftX = 5;
        whole.shiftY = -3;
        const auto moved = changedPair(whole, source, target);
        QCOMPARE(moved.source, box(25, 17, 35, 37)); // whole pixels to the bit
        QCOMPARE(moved.target, box(29, 15, 35, 41));
        PairChange part;
        part.shiftX = 2.25;
        part.shiftY = 0.5;
        const auto slightly = changedPair(part, source, target);
        for (const auto& [before, after] :
             {std::pair(source, slightly.source), std::pair(target, slightly.target)}) {
            QVERIFY(std::abs(middleOf(after).x - middleOf(before).x - 2.25) < 0.01);
            QVERIFY(std::abs(middleOf(after).y - middleOf(before).y - 0.5) < 0.01);
            QVERIFY(std::abs(ink(after) - ink(before)) < 1);
        }
    }

    void bothPicturesGrowAboutTheMiddle_data() {
        QTest::addColumn<double>("scale");
        for (const double scale : {0.7, 0.85, 0.99, 1.01, 1.2, 1.3}) {
            QTest::addRow("%g", scale) << scale;
        }
    }
    void bothPicturesGrowAboutTheMiddle() {
        QFETCH(double, scale);
        const auto source = box(16, 20, 40, 40);
        PairChange change;
        change.scale = scale;
        const auto pair = changedPair(change, source, source);
        QCOMPARE(pair.source, pair.target);
        QVERIFY2(std::abs(ink(pair.target) / ink(source) - scale * scale) < 0.01,
                 qPrintable(QString::number(ink(pair.target) / ink(source))));
        const double middle = canvas / 2.0;
        QVERIFY(std::abs(middleOf(pair.target).x - (middle + scale * (28 - middle))) < 0.05);
        QVERIFY(std::abs(middleOf(pair.target).y - (middle + scale * (30 - middle))) < 0.05);
    }

    void theSourceAloneIsThickenedThinnedAndBlurred() {
        const auto source = box(20, 10, 28, 50), target = box(18, 10, 30, 50);
        for (const double weight : {-3.0, -1.5, 1.0, 2.5}) {
            PairChange change;
            change.weight = weight;
            const auto pair = changedPair(change, source, target);
            QCOMPARE(pair.target, target);
            double width = 0; // of the stroke
            for (int x = 0; x < canvas; ++x) {
                width += (255 - pair.source.at(x, 30)) / 255.0;
            }
            QVERIFY2(std::abs(width - (8 + weight)) < 0.02, qPrintable(QString::number(width)));
        }
        PairChange change;
        change.blur = 2;
        const auto pair = changedPair(change, source, target);
        QCOMPARE(pair.target, target);
        QVERIFY(std::abs(ink(pair.source) - ink(source)) < 0.01 * ink(source));
        const auto line = box(32, 0, 33, canvas); // one column spreads as the Gaussian does
        const auto spread = changedPair(change, line, target).source;
        double variance = 0, sum = 0;
        for (int x = 0; x < canvas; ++x) {
            const double dark = 255 - spread.at(x, 32);
            variance += dark * (x - 32) * (x - 32);
            sum += dark;
        }
        QVERIFY2(std::abs(std::sqrt(variance / sum) - 2) < 0.1, qPrintable(QString::number(variance / sum)));
    }

    void noInkLeavesTheCanvas_data() {
        QTest::addColumn<int>("left");
        QTest::addColumn<int>("right");
        QTest::newRow("in the middle") << 24 << 40;
        QTest::newRow("wide") << 2 << 62;
        QTest::newRow("at the left border") << 0 << 12;
        QTest::newRow("from border to border") << 0 << canvas;
    }
    void noInkLeavesTheCanvas() {
        QFETCH(int, left);
        QFETCH(int, right);
        const auto target = box(left, left, right, right);
        const auto source = box(std::max(left, 3), std::max(left, 3), right - 3, right - 3);
        const AugmentationRanges ranges{25, 30, 4, 0};
        double furthest = 0;
        for (std::uint64_t place = 0; place < 200; ++place) {
            const auto change = fittedChange(changeAt(ranges, canvas, 1, place), source, target);
            const auto pair = changedPair(change, source, target);
            const double expected = ink(target) * change.scale * change.scale;
            QVERIFY2(std::abs(ink(pair.target) - expected) < 0.03 * expected,
                     qPrintable(QString("%1 of %2").arg(ink(pair.target)).arg(expected)));
            QVERIFY(std::abs(change.shiftX) <= 0.25 * canvas && std::abs(change.scale - 1) <= 0.3);
            furthest = std::max(furthest, std::abs(change.shiftX));
        }
        QVERIFY(furthest > 0.1 * canvas); // the room that there is, shrunk or not, is used
    }

    void noInkOfTheSourceLeavesTheCanvas_data() {
        QTest::addColumn<int>("left");
        QTest::addColumn<int>("right");
        QTest::newRow("in the middle") << 24 << 40;
        QTest::newRow("near the border") << 2 << 14;
        QTest::newRow("at the left border") << 0 << 8;
        QTest::newRow("at the right border") << canvas - 8 << canvas;
        QTest::newRow("from border to border") << 0 << canvas;
    }
    void noInkOfTheSourceLeavesTheCanvas() {
        QFETCH(int, left);
        QFETCH(int, right);
        const auto source = box(left, 12, right, 52), target = box(20, 20, 40, 40);
        const AugmentationRanges ranges{25, 20, 4, 3};
        double blurriest = 0;
        for (std::uint64_t place = 0; place < 200; ++place) {
            const auto change = fittedChange(changeAt(ranges, canvas, 1, place), source, target);
            const auto pair = changedPair(change, source, target);
            const double expected = ink(emboldened(source, change.weight / 2)) * change.scale * change.scale;
            QVERIFY2(std::abs(ink(pair.source) - expected) < 0.03 * expected,
                     qPrintable(QString("%1 of %2").arg(ink(pair.source)).arg(expected)));
            blurriest = std::max(blurriest, change.blur);
        }
        QVERIFY(blurriest > 2.8); // not bought by blurring less
    }

    void aLineAtTheBorderKeepsItsInkWhenItIsBlurred() {
        const auto line = box(0, 0, 1, canvas);
        for (const double sigma : {0.4, 1.0, 2.0, 40.0}) { // the last reaches over both borders
            PairChange change;
            change.blur = sigma;
            const auto blurred = changedPair(fittedChange(change, line, line), line, line).source;
            QVERIFY2(std::abs(ink(blurred) - ink(line)) < 0.02 * ink(line),
                     qPrintable(QString("%1: %2 of %3").arg(sigma).arg(ink(blurred)).arg(ink(line))));
        }
    }

    void aPartOfAPixelNeedsAWholeOne() {
        const auto shape = box(10, 10, 16, 50);
        PairChange change;
        change.weight = 1; // half a pixel to each side greys a whole one
        change.shiftX = -20;
        QCOMPARE(fittedChange(change, shape, shape).shiftX, -9.0);
    }

    void thickStrokesStayOnTheCanvasAndThinOnesStay() {
        const auto atBorder = box(1, 10, 6, 50);
        PairChange change;
        change.weight = 4;
        QCOMPARE(fittedChange(change, atBorder, atBorder).weight, 2.0); // one pixel to each side
        change.weight = -4;
        const auto fine = box(20, 10, 22, 50); // two pixels: nothing would be left
        const auto fitted = fittedChange(change, fine, fine);
        QVERIFY(fitted.weight < 0 && fitted.weight > -4);
        QVERIFY(3 * ink(changedPair(fitted, fine, fine).source) >= ink(fine));
        const GrayImage blank(canvas, canvas);
        change.shiftX = 5;
        QVERIFY(fittedChange(change, blank, blank).shiftX == 5.0);
        QCOMPARE(changedPair(change, blank, blank).target, blank);
    }
};

QTEST_GUILESS_MAIN(AugmentationTest)
#include "augmentation_test.moc"
