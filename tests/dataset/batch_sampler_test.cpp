// The order of training: a shuffle an epoch, the same everywhere and for ever for one seed.
#include "core/dataset/batch_sampler.h"
#include "core/dataset/random.h"

#include <QTest>
#include <algorithm>
#include <array>
#include <numeric>

using namespace typemould;

namespace {

std::vector<std::size_t> drawn(BatchSampler& sampler, int batches) {
    std::vector<std::size_t> items;
    for (int i = 0; i < batches; ++i) {
        const auto batch = sampler.next();
        items.insert(items.end(), batch.begin(), batch.end());
    }
    return items;
}

} // namespace

class BatchSamplerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyBatchIsFull_data();
    void everyBatchIsFull();
    void eachEpochHandsOutEachItemOnce_data() { everyBatchIsFull_data(); }
    void eachEpochHandsOutEachItemOnce();
    void seekingEqualsRunningOn();
    void seedsAndEpochsDiffer();
    void theOrderNeverChangesBetweenVersions();
    void noItemsGiveEmptyBatches();
    void boundedNumbersAreEven();
};

void BatchSamplerTest::everyBatchIsFull_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("batch");
    QTest::newRow("divides") << 12 << 4;
    QTest::newRow("does not divide") << 13 << 4;
    QTest::newRow("batch larger than count") << 5 << 16;
    QTest::newRow("one item") << 1 << 3;
    QTest::newRow("many") << 3000 << 16;
}

void BatchSamplerTest::everyBatchIsFull() {
    QFETCH(int, count);
    QFETCH(int, batch);
    BatchSampler sampler(count, batch, 7);
    for (int i = 1; i <= 20; ++i) {
        QCOMPARE(sampler.next().size(), std::size_t(batch));
        QCOMPARE(sampler.position(), std::uint64_t(i) * batch);
        QCOMPARE(sampler.epoch(), std::uint64_t(i) * batch / count);
    }
}

void BatchSamplerTest::eachEpochHandsOutEachItemOnce() {
    QFETCH(int, count);
    QFETCH(int, batch);
    BatchSampler sampler(count, batch, 7);
    const auto items = drawn(sampler, 4 * count / batch + 1);
    std::vector<std::size_t> all(count);
    std::iota(all.begin(), all.end(), 0);
    for (int epoch = 0; epoch + 1 <= static_cast<int>(items.size()) / count; ++epoch) {
        std::vector<std::size_t> of(items.begin() + epoch * count, items.begin() + (epoch + 1) * count);
        std::sort(of.begin(), of.end());
        QCOMPARE(of, all);
    }
}

void BatchSamplerTest::seekingEqualsRunningOn() {
    BatchSampler running(37, 5, 3);
    for (int steps = 0; steps < 40; ++steps) {
        BatchSampler sought(37, 5, 3);
        sought.seek(running.position());
        BatchSampler copy = running;
        QCOMPARE(drawn(sought, 12), drawn(copy, 12));
        running.next();
    }
    const auto beginning = BatchSampler(37, 5, 3).next();
    running.seek(0); // back as well as forth
    QCOMPARE(running.next(), beginning);
}

void BatchSamplerTest::seedsAndEpochsDiffer() {
    BatchSampler one(100, 100, 1), two(100, 100, 2);
    const auto first = one.next();
    QVERIFY(first != two.next());
    QVERIFY(first != one.next());
    std::vector<std::size_t> sorted(100);
    std::iota(sorted.begin(), sorted.end(), 0);
    QVERIFY(first != sorted);
}

void BatchSamplerTest::theOrderNeverChangesBetweenVersions() {
    BatchSampler sampler(10, 10, 42);
    QCOMPARE(sampler.next(), (std::vector<std::size_t>{1, 8, 6, 0, 9, 4, 2, 5, 7, 3}));
    QCOMPARE(sampler.next(), (std::vector<std::size_t>{1, 8, 0, 9, 7, 4, 2, 6, 5, 3}));
}

void BatchSamplerTest::noItemsGiveEmptyBatches() {
    BatchSampler sampler(0, 4, 1);
    QVERIFY(sampler.next().empty());
    QCOMPARE(sampler.epoch(), std::uint64_t(0));
}

void BatchSamplerTest::boundedNumbersAreEven() {
    SteadyRandom random(5, 0);
    std::array<int, 7> counts{};
    for (int i = 0; i < 70000; ++i) {
        ++counts[random.below(7)];
    }
    for (const int count : counts) {
        QVERIFY2(std::abs(count - 10000) < 500,
                 qPrintable(QString::number(count))); // five standard deviations
    }
    QCOMPARE(random.below(1), std::uint64_t(0));
}

QTEST_GUILESS_MAIN(BatchSamplerTest)
#include "batch_sampler_test.moc"
