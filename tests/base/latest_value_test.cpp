// LatestValue: the newest value wins, and a slow reader gets one wake-up, not thousands.
#include "core/base/latest_value.h"

#include <QtTest>
#include <atomic>
#include <memory>
#include <thread>

using namespace typemould;

class LatestValueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNewestWins();
    void onlyTheFirstPutWakes();
    void nothingIsTornBetweenThreads();
};

void LatestValueTest::theNewestWins() {
    LatestValue<std::unique_ptr<int>> slot;
    QVERIFY(!slot.take());
    slot.put(std::make_unique<int>(1));
    slot.put(std::make_unique<int>(2));
    const auto taken = slot.take();
    QVERIFY(taken.has_value());
    QCOMPARE(**taken, 2);
    QVERIFY(!slot.take());
}

void LatestValueTest::onlyTheFirstPutWakes() {
    LatestValue<int> slot;
    QVERIFY(slot.put(1));
    QVERIFY(!slot.put(2));
    (void)slot.take();
    QVERIFY(slot.put(3));
}

void LatestValueTest::nothingIsTornBetweenThreads() {
    struct Pair {
        int a = 0, b = 0;
    };
    LatestValue<Pair> slot;
    constexpr int last = 20000;
    std::atomic<int> wakeUps = 0;
    std::thread sender([&] {
        for (int i = 1; i <= last; ++i) {
            wakeUps += slot.put({i, -i}) ? 1 : 0;
        }
    });
    int newest = 0, taken = 0;
    bool torn = false, backwards = false;
    while (newest < last) {
        if (const auto value = slot.take()) {
            torn = torn || value->a != -value->b;
            backwards = backwards || value->a <= newest;
            newest = value->a;
            ++taken;
        }
    }
    sender.join();
    QVERIFY(!torn);
    QVERIFY(!backwards);
    QCOMPARE(wakeUps.load(), taken);
}

QTEST_GUILESS_MAIN(LatestValueTest)
#include "latest_value_test.moc"
