// LossPlot and its series: bounded however long the run, every switch changes what is seen.
#include "page_support.h"
#include "ui/widgets/loss_plot.h"

#include <QCheckBox>
#include <QPushButton>
#include <QSlider>
#include <QToolTip>
#include <QtTest>

using namespace typemould;

class LossPlotTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<LossPlot> m_plot;

    template <class W>
    W* child(const char* name) {
        auto* found = m_plot->findChild<W*>(name);
        if (found == nullptr) {
            qFatal("no %s", name);
        }
        return found;
    }
    static std::vector<TrainingProgress> rows(long long from, long long to) {
        std::vector<TrainingProgress> list;
        for (long long step = from; step <= to; ++step) {
            TrainingProgress row;
            row.step = step;
            row.l1 = 0.1 + 0.1 * std::sin(static_cast<double>(step));
            row.generatorLoss = 2;
            row.adversarialLoss = 3;
            row.discriminatorLoss = 4;
            list.push_back(row);
        }
        return list;
    }
    QImage seen() {
        m_plot->redraw();
        QTest::qWait(20);
        return m_plot->grab().toImage();
    }

private Q_SLOTS:
    void init() {
        QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support ).*"));
        m_plot = std::make_unique<LossPlot>();
        m_plot->resize(700, 400);
        m_plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_plot.get()));
    }
    void cleanup() { m_plot.reset(); }

    void marksAreReachedByKey() {
        auto* canvas = child<QWidget>("lossCanvas");
        const QString keys = canvas->accessibleDescription();
        QVERIFY(keys.contains("Page Down"));
        m_plot->addRows(rows(1, 1000));
        m_plot->addMark({10, "started", {}});
        m_plot->addMark({900, "checkpoint", {}});
        m_plot->addMark({500, "rate", "0.001"});
        const QImage before = seen();
        canvas->setFocus();
        const auto visit = [&](Qt::Key key) {
            QTest::keyClick(canvas, key);
            return canvas->accessibleDescription();
        };
        QVERIFY(visit(Qt::Key_PageDown).contains("Started"));
        QVERIFY(visit(Qt::Key_PageDown).contains("Learning rate changed\n0.001"));
        QVERIFY(QToolTip::text().contains("Learning rate changed"));
        QVERIFY(seen() != before); // the mark stands out
        for (int i = 0; i < 12; ++i) {
            QTest::keyClick(canvas, Qt::Key_Plus);
        }
        QVERIFY(m_plot->stepRange().second < 900);
        QVERIFY(visit(Qt::Key_PageDown).contains("Checkpoint saved"));
        QVERIFY(m_plot->stepRange().first < 900 && m_plot->stepRange().second > 900);
        QVERIFY(visit(Qt::Key_PageDown).contains("Checkpoint saved")); // the last
        QVERIFY(visit(Qt::Key_PageUp).contains("Learning rate changed"));
        m_plot->clear();
        QCOMPARE(canvas->accessibleDescription(), keys);
    }

    void aSeriesStaysBoundedAndKeepsItsMean() {
        LossSeries series(100);
        for (int i = 0; i < 12345; ++i) {
            series.add(i, i % 2);
        }
        QVERIFY(series.points().size() <= 100);
        QVERIFY(series.points().size() >= 50);
        double sum = 0;
        for (std::size_t i = 0; i < series.points().size(); ++i) {
            sum += series.points()[i].value;
            QVERIFY(i == 0 || series.points()[i].step > series.points()[i - 1].step);
        }
        QVERIFY(std::abs(sum / static_cast<double>(series.points().size()) - 0.5) < 0.02);
    }

    void whatIsNoNumberIsLeftOut() {
        LossSeries series(100);
        series.add(1, std::nan(""));
        series.add(2, INFINITY);
        series.add(3, 0.5);
        QCOMPARE(series.points(), std::vector<LossPoint>({{3, 0.5}}));
    }

    void aSeriesIsCutWhereARunGoesOn() {
        LossSeries series(100);
        for (int i = 1; i <= 50; ++i) {
            series.add(i, i);
        }
        series.cutAfter(20);
        QCOMPARE(series.points().back(), (LossPoint{20, 20}));
        series.add(21, 0);
        QCOMPARE(series.points().back(), (LossPoint{21, 0}));
    }

    void smoothingHasNoPullOfTheStart() {
        const std::vector<LossPoint> flat{{1, 5}, {2, 5}, {3, 5}};
        for (const LossPoint& point : smoothed(flat, 0.9)) {
            QVERIFY(std::abs(point.value - 5) < 1e-12);
        }
        const auto step = smoothed({{1, 0}, {2, 1}}, 0.5);
        QVERIFY(std::abs(step[1].value - 2.0 / 3) < 1e-12);
    }

    void aMillionStepsAreSeenAtOnce() {
        for (int part = 0; part < 100; ++part) {
            m_plot->addRows(rows(part * 10000LL + 1, (part + 1) * 10000LL));
        }
        QVERIFY(m_plot->points(LossPlot::L1).size() <= 4000);
        QElapsedTimer clock;
        clock.start();
        seen();
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(m_plot->stepRange().second >= 1e6);
    }

    void eachCurveHasASwitch() {
        m_plot->addRows(rows(1, 200));
        m_plot->addEvaluation({.step = 100, .generated = {0.11, 0.6, 0.6}});
        m_plot->addEvaluation({.step = 200, .generated = {0.09, 0.6, 0.6}});
        const char* const names[] = {"curveL1", "curveGenerator", "curveAdversarial", "curveDiscriminator",
                                     "curveHeldOut"};
        for (int i = 0; i < LossPlot::curveCount; ++i) {
            const auto curve = static_cast<LossPlot::Curve>(i);
            auto* box = child<QCheckBox>(names[i]);
            const QImage before = seen();
            QCOMPARE(m_plot->curveShown(curve), box->isChecked());
            box->toggle();
            const QImage after = seen();
            QCOMPARE(m_plot->curveShown(curve), box->isChecked());
            QVERIFY2(before != after, names[i]);
        }
    }

    void theLogAxisFitsTheSmallestValue() {
        m_plot->addRows(rows(1, 200));
        seen();
        QCOMPARE(m_plot->valueRange().first, 0.0);
        child<QCheckBox>("curveLog")->click();
        seen();
        QVERIFY(m_plot->logarithmic());
        QVERIFY(m_plot->valueRange().first > 0);
        child<QCheckBox>("curveLog")->click();
        QVERIFY(!m_plot->logarithmic());
    }

    void smoothingChangesTheCurve() {
        m_plot->addRows(rows(1, 200));
        child<QSlider>("curveSmoothing")->setValue(0);
        const QImage rough = seen();
        child<QSlider>("curveSmoothing")->setValue(95);
        QVERIFY(seen() != rough);
    }

    void theWheelZoomsAndResetShowsEverything() {
        m_plot->addRows(rows(1, 200));
        seen();
        const auto all = m_plot->stepRange();
        auto* reset = child<QPushButton>("curveReset");
        QVERIFY(!reset->isEnabled());
        auto* canvas = child<QWidget>("lossCanvas");
        const QPointF place = canvas->rect().center();
        QWheelEvent turn(place, canvas->mapToGlobal(place), {}, QPoint(0, 240), Qt::NoButton, Qt::NoModifier,
                         Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas, &turn);
        const auto zoomed = m_plot->stepRange();
        QVERIFY(zoomed.second - zoomed.first < all.second - all.first);
        m_plot->addRows(rows(201, 300)); // the view does not jump back by itself
        seen();
        QCOMPARE(m_plot->stepRange(), zoomed);
        QTest::mouseClick(reset, Qt::LeftButton);
        seen();
        QVERIFY(m_plot->stepRange().second >= 300);
        QVERIFY(!reset->isEnabled());
    }

    void draggingMovesTheView() {
        m_plot->addRows(rows(1, 200));
        seen();
        const auto before = m_plot->stepRange();
        auto* canvas = child<QWidget>("lossCanvas");
        const QPoint middle = canvas->rect().center();
        QTest::mousePress(canvas, Qt::LeftButton, {}, middle);
        QMouseEvent move(QEvent::MouseMove, middle + QPoint(60, 0),
                         canvas->mapToGlobal(middle + QPoint(60, 0)), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(canvas, &move);
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, middle + QPoint(60, 0));
        QVERIFY(m_plot->stepRange().first < before.first);
        QVERIFY(child<QPushButton>("curveReset")->isEnabled());
    }

    void theKeyboardMovesTheViewToo() {
        m_plot->addRows(rows(1, 200));
        seen();
        const auto all = m_plot->stepRange();
        auto* canvas = child<QWidget>("lossCanvas");
        QTest::keyClick(canvas, Qt::Key_Plus);
        const auto zoomed = m_plot->stepRange();
        QVERIFY(zoomed.second - zoomed.first < all.second - all.first);
        QTest::keyClick(canvas, Qt::Key_Right);
        QVERIFY(m_plot->stepRange().first > zoomed.first);
        QTest::keyClick(canvas, Qt::Key_Home);
        seen();
        QCOMPARE(m_plot->stepRange(), all);
    }

    void marksTellWhatWasChanged() {
        m_plot->addRows(rows(1, 200));
        const QImage before = seen();
        m_plot->addMark({120, "upsampling", "transposed"});
        QVERIFY(seen() != before);
        const QString text = m_plot->markText(121, 2);
        QVERIFY2(text.contains("120") && text.contains("Upsampling changed") && text.contains("transposed"),
                 qPrintable(text));
        QVERIFY(m_plot->markText(150, 2).isEmpty());
        m_plot->addMark({180, "continued", {}});
        QVERIFY(m_plot->markText(180, 2).contains("Went on"));
        for (int i = 0; i < 2000; ++i) {
            m_plot->addMark({i, "checkpoint", {}});
        }
        QVERIFY(m_plot->markCount() <= 500);
    }

    void coloursFollowThePalette() {
        m_plot->addRows(rows(1, 200));
        const QImage light = seen();
        QPalette dark;
        dark.setColor(QPalette::Window, Qt::black);
        dark.setColor(QPalette::Base, QColor(20, 20, 20));
        dark.setColor(QPalette::WindowText, Qt::white);
        dark.setColor(QPalette::Text, Qt::white);
        m_plot->setPalette(dark);
        const QImage image = seen();
        QVERIFY(image != light);
        const QPoint corner = child<QWidget>("lossCanvas")->geometry().topLeft() + QPoint(3, 3);
        QCOMPARE(image.pixelColor(corner).lightness(), 20);
    }

    void everyControlIsNamedAndReachable() { QCOMPARE(unusableControls(*m_plot), QStringList()); }
};

QTEST_MAIN(LossPlotTest)
#include "loss_plot_test.moc"
