// LossPlot and its series: bounded however long the run, every switch changes what is seen.
#include "page_support.h"
#include "ui/widgets/loss_plot.h"
#include "ui/widgets/setting_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QToolTip>
#include <QtTest>

using namespace typemould;

class LossPlotTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<LossPlot> m_plot;
    std::unique_ptr<QTemporaryDir> m_settings;

    void makePlot() {
        m_plot = std::make_unique<LossPlot>();
        m_plot->resize(700, 400);
        m_plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_plot.get()));
    }
    QCheckBox* curveSwitch(const char* key) {
        return child<QCheckBox>((QByteArray("curve_") + key).constData());
    }
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
        m_settings = std::make_unique<QTemporaryDir>();
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings->path());
        QCoreApplication::setOrganizationName("typemould-test");
        QSettings().clear();
        makePlot();
    }
    void cleanup() { m_plot.reset(); }

    void marksAreReachedByKey() {
        auto* canvas = child<QWidget>("lossCanvas");
        const QString keys = canvas->accessibleDescription();
        QVERIFY(keys.contains("Page Down"));
        m_plot->addRows(rows(1, 1000));
        m_plot->addMark({10, "started", {}});
        m_plot->addMark({900, "checkpoint", {}});
        m_plot->addMark({500, "settings", "learning-rate 0.001"});
        const QImage before = seen();
        canvas->setFocus();
        const auto visit = [&](Qt::Key key) {
            QTest::keyClick(canvas, key);
            return canvas->accessibleDescription();
        };
        QVERIFY(visit(Qt::Key_PageDown).contains("Started"));
        QVERIFY(visit(Qt::Key_PageDown).contains("Settings changed\nLearning rate: 0.001"));
        QVERIFY(QToolTip::text().contains("Settings changed"));
        QVERIFY(seen() != before); // the mark stands out
        for (int i = 0; i < 12; ++i) {
            QTest::keyClick(canvas, Qt::Key_Plus);
        }
        QVERIFY(m_plot->stepRange().second < 900);
        QVERIFY(visit(Qt::Key_PageDown).contains("Checkpoint saved"));
        QVERIFY(m_plot->stepRange().first < 900 && m_plot->stepRange().second > 900);
        QVERIFY(visit(Qt::Key_PageDown).contains("Checkpoint saved")); // the last
        QVERIFY(visit(Qt::Key_PageUp).contains("Settings changed"));
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

    /// Also what waits for its neighbours to become a point.
    void aSeriesForgetsWhatItHasNotDrawnYet() {
        LossSeries series(4); // a point of two values from the fifth on
        for (int i = 1; i <= 7; ++i) {
            series.add(i, i);
        }
        QCOMPARE(series.points().back().step, 5.5);
        series.cutAfter(6);
        series.add(7, 1);
        series.add(8, 1);
        QCOMPARE(series.points().back(), (LossPoint{7.5, 1}));
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
        QVERIFY(m_plot->points("l1").size() <= 4000);
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
        for (const char* key : {"l1", "generator", "adversarial", "discriminator", "held_out"}) {
            auto* box = curveSwitch(key);
            const QImage before = seen();
            QVERIFY2(box->isVisible(), key);
            QCOMPARE(m_plot->curveShown(key), box->isChecked());
            box->toggle();
            const QImage after = seen();
            QCOMPARE(m_plot->curveShown(key), box->isChecked());
            QVERIFY2(before != after, key);
        }
    }

    void eachWeighedLossHasItsCurve() {
        m_plot->addRows(rows(1, 10));
        seen();
        QVERIFY(!curveSwitch("edge")->isVisible()); // nobody has weighed it
        auto more = rows(11, 30);
        for (auto& row : more) {
            row.terms = {{"l1", row.l1, row.l1}, {"edge", 0.7, 0.07}};
        }
        m_plot->addRows(more);
        seen();
        QVERIFY(curveSwitch("edge")->isVisible());
        QCOMPARE(curveSwitch("edge")->text(), QString("Edges"));
        QCOMPARE(m_plot->points("edge").size(), std::size_t(20)); // from when it was weighed
        QCOMPARE(m_plot->points("edge").front(), (LossPoint{11, 0.7}));
        QCOMPARE(m_plot->points("l1").size(), std::size_t(30));
        for (const auto& term : lossTerms()) {
            QCOMPARE(curveSwitch(term.key.c_str())->isVisible(),
                     term.key == "l1" || term.key == "edge" || term.key == "adversarial");
        }
        m_plot->clear();
        seen();
        QVERIFY(!curveSwitch("edge")->isVisible());
    }

    void sharesTellWhichLossRules() {
        auto list = rows(1, 50);
        for (auto& row : list) {
            row.terms = {{"l1", 0.5, 1}, {"edge", 0.5, 2}, {"adversarial", -1, -1}};
        }
        m_plot->addRows(list);
        m_plot->addEvaluation({.step = 50, .generated = {0.09, 0.6, 0.6}});
        curveSwitch("generator")->setChecked(true);
        const QImage losses = seen();
        child<QComboBox>("curveView")->setCurrentIndex(1);
        QVERIFY(seen() != losses);
        QCOMPARE(m_plot->view(), LossPlot::View::Shares);
        QCOMPARE(m_plot->valueRange(), (std::pair{0.0, 100.0}));
        QCOMPARE(m_plot->shares("edge").back(), (LossPoint{50, 50}));
        QCOMPARE(m_plot->shares("adversarial").back(), (LossPoint{50, 25}));
        // One lies upon the other, up to the whole.
        const auto edge = [this](const char* key) { return m_plot->drawn(key).back().value; };
        QVERIFY(std::abs(edge("l1") - 25) < 1e-9);
        QVERIFY(std::abs(edge("edge") - 75) < 1e-9);
        QVERIFY(std::abs(edge("adversarial") - 100) < 1e-9);
        for (const char* key : {"generator", "held_out", "discriminator"}) { // these have no share
            QVERIFY2(!m_plot->curveShown(key) && !curveSwitch(key)->isVisible(), key);
        }
        QVERIFY(!child<QCheckBox>("curveLog")->isEnabled());
        curveSwitch("l1")->setChecked(false);
        seen();
        QVERIFY(!m_plot->curveShown("l1"));
        QVERIFY(std::abs(edge("adversarial") - 75) < 1e-9);
        child<QComboBox>("curveView")->setCurrentIndex(0);
        curveSwitch("l1")->setChecked(true);
        QCOMPARE(seen(), losses);
    }

    void aRunThatKeptNoTermsHasNoShares() {
        m_plot->addRows(rows(1, 50));
        m_plot->setView(LossPlot::View::Shares);
        seen();
        QVERIFY(m_plot->shares("l1").empty());
        QVERIFY(!m_plot->curveShown("l1"));
    }

    void whatIsHiddenStaysHidden() {
        curveSwitch("l1")->setChecked(false);
        curveSwitch("generator")->setChecked(true);
        m_plot->setView(LossPlot::View::Shares);
        makePlot();
        QCOMPARE(m_plot->view(), LossPlot::View::Shares);
        m_plot->setView(LossPlot::View::Losses);
        m_plot->addRows(rows(1, 50));
        seen();
        QVERIFY(!m_plot->curveShown("l1"));
        QVERIFY(m_plot->curveShown("generator"));
    }

    void aRunThatGoesBackDrawsItsStepsAnew() {
        m_plot->addRows(rows(1, 50));
        m_plot->addRows(rows(31, 40));
        QCOMPARE(m_plot->points("l1").size(), std::size_t(40));
        QCOMPARE(m_plot->points("l1").back().step, 40.0);
    }

    void marksSpeakOfSettingsInTheDesignersWords() {
        QVERIFY(eventText({7, "settings",
                           "learning-rate 0.0005, balance dynamic, adversarial-schedule 0=0 9=1; "
                           "the discriminator joins in"})
                    .endsWith(
                        "Settings changed\nLearning rate: 0.0005, Adversarial balance: By the "
                        "discriminator's loss, Adversarial schedule: 0=0 9=1\nThe discriminator joins in."));
        QVERIFY(eventText({7, "health", "plateau: Held-out glyphs stay."})
                    .endsWith("Something is wrong\nHeld-out glyphs stay."));
        QVERIFY(eventText({7, "diverged", "Back to step 3."}).contains("no number"));
        QVERIFY(eventText({7, "memory", "batch 8, accumulate 2"})
                    .endsWith("Memory ran short: a step in more parts\n" +
                              changesText({{"batch", "8"}, {"accumulate", "2"}})));
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
