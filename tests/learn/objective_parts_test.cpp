// What becomes of gradients: batches in parts count as one, clipping and weight decay do what they say, on
// real steps of small networks.
#include "core/weights/tensor_bytes.h"
#include "tests/learn/step_fixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace typemould;
using namespace typemould::testing;

class ObjectivePartsTest : public QObject, protected StepFixture {
    Q_OBJECT
private Q_SLOTS:
    void gradientsAreClipped();
    void adamMixesTheDecayIn();
    void partsCountAsOneBatch_data();
    void partsCountAsOneBatch();
    void partsLeaveStatisticsOfOnePass();
};

void ObjectivePartsTest::gradientsAreClipped() {
    for (const bool clipped : {true, false}) {
        auto settings = judgedSettings();
        settings.gradientClip = clipped ? 0.001 : 0;
        auto made = trainer(settings);
        step(made);
        // After one step the first moments are the clipped gradients times 1 - beta.
        const auto moved = [&](const std::string& network) {
            double squares = 0;
            for (const auto& [name, moment] : made.optimizerTensors()) {
                if (name.starts_with(network) && name.ends_with(".first")) {
                    squares += fromStored(moment).square().sum().item<double>();
                }
            }
            return std::sqrt(squares);
        };
        QVERIFY(moved("generator.") > 0 && moved("discriminator.") > 0);
        QCOMPARE(moved("generator.") <= 0.1 * 0.00101, clipped);
        QCOMPARE(moved("discriminator.") <= 0.5 * 0.00101, clipped);
    }
}

void ObjectivePartsTest::adamMixesTheDecayIn() {
    const auto learnt = [&](OptimizerKind kind, double decay) {
        auto settings = smallSettings();
        settings.optimizer = kind;
        settings.weightDecay = decay;
        auto made = trainer(settings);
        for (int i = 0; i < 3; ++i) {
            step(made);
        }
        return valuesOf(*made.generator());
    };
    QCOMPARE(largestDifference(learnt(OptimizerKind::AdamW, 0), learnt(OptimizerKind::Adam, 0)), 0.0);
    QVERIFY(largestDifference(learnt(OptimizerKind::AdamW, 0.1), learnt(OptimizerKind::Adam, 0.1)) > 1e-5);
    QVERIFY(largestDifference(learnt(OptimizerKind::Adam, 0), learnt(OptimizerKind::Adam, 0.1)) > 1e-5);
}

void ObjectivePartsTest::partsCountAsOneBatch_data() {
    QTest::addColumn<int>("parts");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("family");
    for (const int family : {0, 1}) {
        for (int kind = 0; kind < 3; ++kind) {
            for (const int parts : {2, 3, 6}) { // 3 does not divide the batch of 8 evenly
                QTest::addRow("%s, game %d, %d parts", family == 0 ? "house" : "classic", kind, parts)
                    << parts << kind << family;
            }
        }
    }
}

void ObjectivePartsTest::partsCountAsOneBatch() {
    QFETCH(int, parts);
    QFETCH(int, kind);
    QFETCH(int, family);
    auto settings = judgedSettings();
    if (family == 1) {
        settings.family = Family::Classic;
        settings.depth = 4;
        settings.width = 4;
        settings.network = "norm=instance *.dropout=0";
    }
    settings.adversarialKind = static_cast<AdversarialKind>(kind);
    settings.edgeWeight = settings.ssimWeight = settings.constancyWeight = 0.5;
    settings.featureMatchingWeight = settings.perceptualWeight = 0.1;
    settings.r1Weight = 0.1;
    settings.gradientClip = 0;
    settings.discriminatorRate = 1e-6; // Adam would blow up the last digits of its gradients
    auto whole = trainer(settings);
    settings.accumulate = parts;
    auto parted = trainer(settings);
    const auto a = *whole.step(batch(0, 8), 1e-6, 1, true), b = *parted.step(batch(0, 8), 1e-6, 1, true);
    const double generator =
        largestDifference(gradientsOf(*whole.generator()), gradientsOf(*parted.generator()));
    const double judge =
        largestDifference(gradientsOf(*whole.discriminator()), gradientsOf(*parted.discriminator()));
    QVERIFY2(generator < 1e-5 && judge < 1e-5, qPrintable(QString("%1 and %2").arg(generator).arg(judge)));
    QVERIFY(normOf(gradientsOf(*whole.generator())) > 1e-3); // it is not that there is nothing to compare
    QVERIFY(std::abs(a.generator - b.generator) < 1e-5 && std::abs(a.discriminator - b.discriminator) < 1e-5);
    QCOMPARE(a.terms.size(), b.terms.size());
}

void ObjectivePartsTest::partsLeaveStatisticsOfOnePass() {
    auto settings = judgedSettings();
    settings.network = "norm=batch";
    settings.accumulate = 2;
    auto made = trainer(settings);
    const auto passes = [&] {
        for (const auto& buffer : made.generator()->named_buffers()) {
            if (buffer.key().find("num_batches_tracked") != std::string::npos) {
                return buffer.value().item<std::int64_t>();
            }
        }
        return std::int64_t(-1);
    };
    step(made, 1e-3, 8);
    QCOMPARE(passes(), std::int64_t(2)); // one for each part; the look for the discriminator does not count
}

QTEST_GUILESS_MAIN(ObjectivePartsTest)
#include "objective_parts_test.moc"
