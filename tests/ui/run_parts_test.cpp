// What the windows on runs are made of: previews lined up, the slider of moments, curves over each other.
#include "core/training/run_log.h"
#include "ui/runs/moment_slider.h"
#include "ui/runs/preview_columns.h"
#include "ui/runs/run_curves.h"
#include "ui/widgets/curves_plot.h"

#include <QtTest>

using namespace typemould;

namespace {

/// A preview as a run stores it: each glyph's source all of one grey, what is drawn all of another.
GrayImage sheet(const std::vector<int>& sources, int drawn) {
    Preview preview;
    for (const int source : sources) {
        PreviewGlyph glyph;
        glyph.source = GrayImage(8, 8, static_cast<std::uint8_t>(source));
        glyph.generated = GrayImage(8, 8, static_cast<std::uint8_t>(drawn));
        glyph.truth = GrayImage(8, 8, static_cast<std::uint8_t>(source + 100));
        preview.glyphs.push_back(std::move(glyph));
    }
    return previewSheet(preview);
}

} // namespace

class RunPartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void previewsAreLinedUpGlyphByGlyph() {
        const auto glyphs = alignedPreviews({sheet({1, 2, 2}, 50), GrayImage(), sheet({2, 3}, 60)});
        QCOMPARE(glyphs.size(), std::size_t(4));
        const auto told = [&](std::size_t glyph) {
            QStringList parts{QString::number(glyphs[glyph].source.at(3, 3))};
            for (const auto& drawn : glyphs[glyph].drawn) {
                parts << (drawn.empty() ? "-" : QString::number(drawn.at(3, 3)));
            }
            return parts.join(' ') + " " + QString::number(glyphs[glyph].truth.at(3, 3));
        };
        QCOMPARE(told(0), QString("1 50 - - 101"));
        QCOMPARE(told(1), QString("2 50 - 60 102"));
        QCOMPARE(told(2), QString("2 50 - - 102")); // the second of its kind
        QCOMPARE(told(3), QString("3 - - 60 103"));
    }

    void whatIsNoPreviewShowsNothing() {
        QVERIFY(alignedPreviews({GrayImage(10, 10), GrayImage(7, 30), GrayImage()}).empty());
    }

    void theSliderStandsAtTheStepsOfItsStops() {
        MomentSlider slider;
        slider.resize(600, 48);
        slider.setStops({10, 20, 100});
        QCOMPARE(slider.step(), 100); // the newest
        slider.goTo(25);
        QCOMPARE(slider.step(), 20);
        slider.goTo(5);
        QCOMPARE(slider.step(), 10);
        slider.setStops({10, 20, 100, 110});
        QCOMPARE(slider.step(), 10);
        slider.setValue(slider.maximum());
        slider.setStops({10, 20, 100, 110, 120});
        QCOMPARE(slider.step(), 120); // it follows where it was at the end
        slider.setStops({});
        QCOMPARE(slider.step(), -1);
        QVERIFY(!slider.isEnabled());
    }

    /// Stops lie where their steps are, not evenly.
    void aClickGoesToTheNearestStop_data() {
        QTest::addColumn<double>("share");
        QTest::addColumn<int>("step");
        QTest::newRow("left end") << 0.0 << 0;
        QTest::newRow("a third") << 0.3 << 10;
        QTest::newRow("right end") << 1.0 << 100;
    }
    void aClickGoesToTheNearestStop() {
        QFETCH(double, share);
        MomentSlider slider;
        slider.resize(600, 48);
        slider.setStops({0, 10, 100});
        QTest::mouseClick(&slider, Qt::LeftButton, {}, QPoint(static_cast<int>(share * 599), 24));
        QTEST(static_cast<int>(slider.step()), "step");
    }

    void marksAreToldWhereTheyStand() {
        MomentSlider slider;
        slider.resize(600, 48);
        slider.setStops({0, 100});
        slider.setMarks({{50, MomentMark::Kind::Event, "half"}, {50, MomentMark::Kind::Best, "way"}});
        QCOMPARE(slider.textAt({300, 10}), QString("half\nway"));
        QCOMPARE(slider.textAt({200, 10}), QString());
    }

    void everyFigureHasACurve() {
        RunHistory history;
        for (int step = 1; step <= 3; ++step) {
            TrainingProgress row;
            row.step = step;
            row.trainedSeconds = 60.0 * step;
            row.l1 = step;
            row.generatorLoss = 10 * step;
            row.discriminatorLoss = 100 * step;
            history.rows.push_back(row);
        }
        Evaluation evaluation;
        evaluation.step = 2;
        evaluation.generated = {0.1, 0.2, 0.3};
        history.evaluations.push_back(evaluation);
        QStringList labels;
        std::vector<double> last;
        for (const RunFigure figure : runFigures()) {
            labels << runFigureText(figure);
            last.push_back(runCurve(history, figure, false).back().value);
        }
        QCOMPARE(labels.removeDuplicates(), 0);
        QCOMPARE(last, (std::vector<double>{0.1, 0.2, 0.3, 3, 30, 300}));
        QCOMPARE(runCurve(history, RunFigure::HeldOutL1, true).back().step, 2.0);
        QCOMPARE(runCurve(history, RunFigure::BatchL1, true).back().step, 3.0);
    }

    void curvesLieOverEachOther() {
        CurvesPlot plot;
        plot.resize(400, 300);
        std::vector<LossPoint> jumping;
        for (int i = 0; i < 50; ++i) {
            jumping.push_back({static_cast<double>(i), i % 2 == 0 ? 0.0 : 1.0});
        }
        plot.setSmoothing(0.9);
        plot.setCurves({{"one", jumping, false}, {"two", jumping, true}});
        QCOMPARE(plot.count(), std::size_t(2));
        QCOMPARE(plot.label(1), QString("two"));
        QVERIFY(std::abs(plot.drawn(0).back().value - 0.5) < 0.1);
        QCOMPARE(plot.drawn(1), jumping); // what is measured now and then is shown as it is
        QVERIFY(plot.alongRange().second > 48);
        QVERIFY(CurvesPlot::colour(0, plot.palette()) != CurvesPlot::colour(1, plot.palette()));
    }

    void theKeysMoveWhatIsSeenAndHomeShowsAll() {
        CurvesPlot plot;
        plot.resize(400, 300);
        plot.setCurves({{"one", {{0, 1}, {100, 2}}, true}});
        auto* canvas = plot.findChild<QWidget*>("curvesCanvas");
        QVERIFY(canvas != nullptr);
        const auto all = plot.alongRange();
        QTest::keyClick(canvas, Qt::Key_Plus);
        const auto near = plot.alongRange();
        QVERIFY(near.second - near.first < all.second - all.first);
        plot.setCurves({{"one", {{0, 1}, {200, 2}}, true}});
        QCOMPARE(plot.alongRange(), near); // what the user looks at stays
        QTest::keyClick(canvas, Qt::Key_Home);
        QVERIFY(plot.alongRange().second > 200);
    }
};

QTEST_MAIN(RunPartsTest)
#include "run_parts_test.moc"
