// The budget and the learning rate along it.
#include "core/training/schedule.h"

#include <QTest>

using namespace typemould;

class ScheduleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNearestLimitDecides();
    void theRateWarmsUpAndFallsAlongACosine();
    void timeLeftFollowsTheSpeed();
};

void ScheduleTest::theNearestLimitDecides() {
    QCOMPARE(budgetShare({}, {.step = 10, .epoch = 2, .secondsInThisCall = 30}), -1.0);
    QCOMPARE(budgetShare({.minutes = 1}, {.secondsInThisCall = 30}), 0.5);
    QCOMPARE(budgetShare({.steps = 40}, {.step = 10}), 0.25);
    QCOMPARE(budgetShare({.epochs = 4}, {.epoch = 1}), 0.25);
    QCOMPARE(budgetShare({.minutes = 1, .steps = 40, .epochs = 4},
                         {.step = 10, .epoch = 3, .secondsInThisCall = 6}),
             0.75);
    QCOMPARE(budgetShare({.steps = 40}, {.step = 80}), 1.0);
}

void ScheduleTest::theRateWarmsUpAndFallsAlongACosine() {
    TrainingSettings settings;
    settings.warmupSteps = 10;
    settings.finalRateShare = 0.1;
    QCOMPARE(rateShare(settings, {0}, -1), 0.1);
    QCOMPARE(rateShare(settings, {4}, -1), 0.5);
    QCOMPARE(rateShare(settings, {100}, -1), 1.0);
    QCOMPARE(rateShare(settings, {100}, 0), 1.0);
    QCOMPARE(rateShare(settings, {100}, 0.5), 0.55);
    QCOMPARE(rateShare(settings, {100}, 1), 0.1);
    settings.warmupSteps = 0;
    QCOMPARE(rateShare(settings, {0}, -1), 1.0);
}

void ScheduleTest::timeLeftFollowsTheSpeed() {
    QCOMPARE(secondsLeft({}, {}, 2, 1), -1.0);
    QCOMPARE(secondsLeft({.minutes = 1}, {.secondsInThisCall = 20}, 0, 0), 40.0);
    QCOMPARE(secondsLeft({.steps = 100}, {.step = 40}, 2, 0), 30.0);
    QCOMPARE(secondsLeft({.steps = 100}, {.step = 40}, 0, 0), -1.0);
    QCOMPARE(secondsLeft({.epochs = 3}, {.epoch = 1}, 0, 0.5), 4.0);
    QCOMPARE(secondsLeft({.minutes = 1, .steps = 100}, {.step = 40, .secondsInThisCall = 50}, 2, 0), 10.0);
    QCOMPARE(secondsLeft({.minutes = 1}, {.secondsInThisCall = 61}, 2, 0), 0.0);
}

QTEST_GUILESS_MAIN(ScheduleTest)
#include "schedule_test.moc"
