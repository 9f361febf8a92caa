// Runs beside each other: what was set otherwise, who stood where at the same step and the same minute, and
// their previews in one picture.
#include "core/training/run_comparison.h"

#include <QTest>

using namespace typemould;

namespace {
/// Rows every 10 steps, `secondsAStep`, with an L1 that falls by `fall` a step from 1, measured at
/// `measured`.
RunRecord runOf(long long steps, double secondsAStep, double fall, const std::vector<long long>& measured) {
    RunRecord run;
    run.settings = TrainingSettings();
    for (long long step = 10; step <= steps; step += 10) {
        TrainingProgress row;
        row.step = step;
        row.trainedSeconds = secondsAStep * static_cast<double>(step);
        row.l1 = 1 - fall * static_cast<double>(step);
        run.history.rows.push_back(row);
    }
    for (const long long step : measured) {
        Evaluation evaluation;
        evaluation.step = step;
        evaluation.generated = {1 - fall * static_cast<double>(step), 0.5, 0.25};
        run.history.evaluations.push_back(evaluation);
    }
    return run;
}

/// A preview of three rows of cells of 4 px.
GrayImage previewOf(std::uint8_t source, std::uint8_t generated, std::uint8_t truth, int columns = 2) {
    GrayImage image(4 * columns, 12);
    paste(image, GrayImage(4 * columns, 4, source), 0, 0);
    paste(image, GrayImage(4 * columns, 4, generated), 0, 4);
    paste(image, GrayImage(4 * columns, 4, truth), 0, 8);
    return image;
}

bool near(double a, double b) { return std::abs(a - b) < 1e-9; }
} // namespace

class RunComparisonTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void settingsThatDiffer();
    void figuresAtEqualStepsLieBetweenTheMeasurements();
    void figuresAtEqualMinutesFavourTheQuick();
    void whatCannotBeComparedIsNot();
    void theSameGlyphsMakeOnePicture();
    void otherGlyphsAreShownWhole();
};

void RunComparisonTest::settingsThatDiffer() {
    auto a = runOf(10, 1, 0, {}), b = a, c = a;
    b.settings->width = 48;
    c.settings->width = 48;
    c.settings->upsample = UpsampleMode::Transposed;
    RunRecord unknown;
    QVERIFY(differingSettings({a, a}).empty());
    QVERIFY(differingSettings({a, unknown}).empty());
    const auto list = differingSettings({a, b, unknown, c});
    QCOMPARE(list.size(), std::size_t{2});
    const bool first = list[0].key == "width";
    const auto& width = list[first ? 0 : 1];
    const auto& upsample = list[first ? 1 : 0];
    QCOMPARE(width.key, std::string("width"));
    QVERIFY((width.values == std::vector<std::string>{"32", "48", "", "48"}));
    QCOMPARE(upsample.key, std::string("upsample"));
    QVERIFY(
        (upsample.values == std::vector<std::string>{"pixel_shuffle", "pixel_shuffle", "", "transposed"}));
}

void RunComparisonTest::figuresAtEqualStepsLieBetweenTheMeasurements() {
    const auto a = runOf(100, 1, 0.001, {20, 60, 100}), b = runOf(200, 1, 0.002, {50, 150});
    const auto list = figuresAtEqualSteps({a, b}, 5);
    QCOMPARE(list.size(), std::size_t{5}); // 20, 40, 60, 80, 100: what both reached
    QCOMPARE(list.front().at, 20.0);
    QCOMPARE(list.back().at, 100.0);
    QVERIFY(near(list[0].heldOut[0]->l1, 0.98) && !list[0].heldOut[1]); // b was not measured yet
    QVERIFY(near(list[1].heldOut[0]->l1, 0.96));                        // between 20 and 60
    QVERIFY(near(list[4].heldOut[0]->l1, 0.9) && near(list[4].heldOut[1]->l1, 0.8));
    QVERIFY(near(list[4].heldOut[1]->ssim, 0.5) && near(list[4].heldOut[1]->iou, 0.25));
    QVERIFY(near(*list[1].trainedL1[0], 0.96) && near(*list[1].trainedL1[1], 0.92));
}

void RunComparisonTest::figuresAtEqualMinutesFavourTheQuick() {
    const auto slow = runOf(60, 2, 0.001, {60}), quick = runOf(600, 0.5, 0.001, {100, 600}); // 2 min, 5 min
    const auto list = figuresAtEqualMinutes({slow, quick}, 4);
    QCOMPARE(list.size(), std::size_t{4});
    QCOMPARE(list.back().at, 2.0);
    QVERIFY(near(list.back().heldOut[0]->l1, 0.94)); // at step 60
    QVERIFY(near(list.back().heldOut[1]->l1, 0.76)); // at step 240
    QVERIFY(!list.front().heldOut[0] && !list.front().heldOut[1]);
    QVERIFY(*list[0].trainedL1[0] > *list[0].trainedL1[1]);
}

void RunComparisonTest::whatCannotBeComparedIsNot() {
    const auto one = runOf(100, 1, 0.001, {50});
    QVERIFY(figuresAtEqualSteps({}).empty());
    QVERIFY(figuresAtEqualSteps({one}).empty());
    const auto list =
        figuresAtEqualSteps({one, RunRecord(), one}, 2); // one that knows nothing is passed over
    QCOMPARE(list.size(), std::size_t{2});
    QVERIFY(list[0].heldOut[0] && !list[0].heldOut[1] && list[0].heldOut[2] && !list[0].trainedL1[1]);
    QCOMPARE(figuresAtEqualSteps({runOf(10, 1, 0, {}), runOf(10, 1, 0, {})}, 50).size(), std::size_t{10});
    QVERIFY(figuresAtEqualMinutes({runOf(10, 0, 0, {}), runOf(10, 0, 0, {})}).empty()); // no time passed
}

void RunComparisonTest::theSameGlyphsMakeOnePicture() {
    const auto picture = contactPicture({previewOf(10, 20, 30), GrayImage(), previewOf(10, 40, 30)});
    QCOMPARE(picture.width, 8);
    QCOMPARE(picture.height, 16);
    const int rows[] = {10, 20, 40, 30}; // source, both runs, truth
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(int(picture.at(5, 4 * i + 2)), rows[i]);
    }
}

void RunComparisonTest::otherGlyphsAreShownWhole() {
    const auto other = contactPicture({previewOf(10, 20, 30), previewOf(11, 40, 30)});
    QCOMPARE(other.height, 24);
    const auto wider = contactPicture({previewOf(10, 20, 30), previewOf(10, 20, 30, 3)});
    QCOMPARE(wider.width, 12);
    QCOMPARE(wider.height, 24);
    QCOMPARE(int(wider.at(11, 2)), 255); // paper beside the narrower one
    QCOMPARE(int(wider.at(11, 14)), 10);
    QVERIFY(contactPicture({}).empty());
}

QTEST_GUILESS_MAIN(RunComparisonTest)
#include "run_comparison_test.moc"
