// How the two networks are kept in balance: every control changes what it says, on real steps of small
// networks.
#include "core/losses/adversarial_losses.h"
#include "core/weights/tensor_bytes.h"
#include "tests/learn/step_fixture.h"

#include <QTest>
#include <algorithm>

using namespace typemould;
using namespace typemould::testing;

class ObjectiveBalanceTest : public QObject, protected StepFixture {
    Q_OBJECT
private Q_SLOTS:
    void theBalanceFollowsTheSchedule();
    void theBalanceFollowsTheDiscriminator();
    void theDiscriminatorsRateIsAQuarterByDefault();
    void theDiscriminatorLearnsEveryNthStep();
    void theGeneratorLearnsSeveralTimes();
    void softLabelsAndNoiseChangeTheDiscriminatorsLoss();
    void r1ComesAtEverySixteenthUpdate_data();
    void r1ComesAtEverySixteenthUpdate();
    void r1IsTakenInFloat32();
    void aSureDiscriminatorStandsAtNothing();
    void aStyleHeadComesAndGoesAndTheRestStays();
    void oneThatJoinsLearnsAtOnce();
};

void ObjectiveBalanceTest::theBalanceFollowsTheSchedule() {
    auto settings = judgedSettings();
    settings.balance = BalanceMode::Schedule;
    settings.adversarialSchedule = "0=0 4=1";
    auto made = trainer(settings);
    for (int i = 0; i < 6; ++i) {
        const auto losses = step(made);
        QCOMPARE(losses.balance, std::min(1.0, i / 4.0));
        const auto term = std::find_if(losses.terms.begin(), losses.terms.end(),
                                       [](const auto& one) { return one.key == "adversarial"; });
        QVERIFY(std::abs(term->weighted - 0.1 * losses.balance * term->value) < 1e-9);
    }
    for (const char* wrong : {"soon", "0=0 else=1"}) {
        settings.adversarialSchedule = wrong;
        QVERIFY_EXCEPTION_THROWN(trainer(settings), Failure);
    }
}

void ObjectiveBalanceTest::theBalanceFollowsTheDiscriminator() {
    auto settings = judgedSettings();
    settings.balance = BalanceMode::Dynamic;
    settings.balanceTable = "0.3=0.1 else=0.9";
    settings.discriminatorRate = 0.02; // so that it soon wins
    auto made = trainer(settings);
    std::set<double> seen;
    for (int i = 0; i < 60; ++i) {
        const auto losses = step(made);
        QCOMPARE(losses.balance, losses.judged < 0.3 ? 0.1 : 0.9);
        seen.insert(losses.balance);
    }
    QCOMPARE(seen.size(), std::size_t(2)); // both sides of the table were met
}

void ObjectiveBalanceTest::theDiscriminatorsRateIsAQuarterByDefault() {
    // Adam's first step is the rate itself, wherever the gradient is not next to nothing.
    const auto moved = [&](double rate) {
        auto settings = judgedSettings();
        settings.discriminatorRate = rate;
        auto made = trainer(settings);
        const auto before = valuesOf(*made.discriminator());
        step(made, 4e-3);
        return largestDifference(before, valuesOf(*made.discriminator()));
    };
    QVERIFY(std::abs(moved(0) - 1e-3) < 2e-5);
    QVERIFY(std::abs(moved(5e-3) - 5e-3) < 1e-4);
}

void ObjectiveBalanceTest::theDiscriminatorLearnsEveryNthStep() {
    auto settings = judgedSettings();
    settings.discriminatorEvery = 3;
    auto made = trainer(settings);
    for (int i = 0; i < 7; ++i) {
        const auto before = valuesOf(*made.discriminator());
        const auto generator = valuesOf(*made.generator());
        step(made);
        QCOMPARE(largestDifference(before, valuesOf(*made.discriminator())) > 0, i % 3 == 0);
        QVERIFY(largestDifference(generator, valuesOf(*made.generator())) > 0);
    }
}

void ObjectiveBalanceTest::theGeneratorLearnsSeveralTimes() {
    auto settings = judgedSettings();
    settings.generatorUpdates = 3;
    auto made = trainer(settings);
    step(made);
    step(made);
    QCOMPARE(made.steps(), 2LL);
    const auto stored = made.optimizerTensors();
    int generators = 0, discriminators = 0;
    for (const auto& [name, tensor] : stored) {
        if (name.size() > 6 && name.compare(name.size() - 6, 6, ".steps") == 0) {
            const auto count = fromStored(tensor).item<std::int64_t>();
            const bool judge = name.rfind("discriminator.", 0) == 0;
            QCOMPARE(count, std::int64_t(judge ? 2 : 6));
            (judge ? discriminators : generators) += 1;
        }
    }
    QVERIFY(generators > 5 && discriminators > 3);
}

void ObjectiveBalanceTest::softLabelsAndNoiseChangeTheDiscriminatorsLoss() {
    auto settings = judgedSettings();
    const double plain = firstStep(settings).discriminator;
    settings.labelSmoothing = 0.3;
    QVERIFY(std::abs(firstStep(settings).discriminator - plain) > 1e-4);
    settings.labelSmoothing = 0;
    settings.labelNoise = 0.5;
    auto made = trainer(settings), noiseless = trainer(judgedSettings());
    double apart = 0;
    for (int i = 0; i < 8; ++i) { // half of the pairs change places: in one of 8 steps some do
        apart = std::max(apart, std::abs(step(made).discriminator - step(noiseless).discriminator));
    }
    QVERIFY(apart > 1e-4);
}

void ObjectiveBalanceTest::r1ComesAtEverySixteenthUpdate_data() {
    QTest::addColumn<int>("every");
    QTest::newRow("each step") << 1;
    QTest::newRow("each second step") << 2;
}

void ObjectiveBalanceTest::r1ComesAtEverySixteenthUpdate() {
    QFETCH(int, every);
    auto settings = judgedSettings();
    settings.discriminatorEvery = every;
    settings.discriminatorRate = 1e-9; // it hardly moves, so that both see the same
    auto plain = trainer(settings);
    settings.r1Weight = 1;
    auto penalised = trainer(settings);
    for (int i = 0; i < 34; ++i) {
        const auto without = step(plain, 1e-9), with = step(penalised, 1e-9);
        const bool carries = i / every % 16 == 0; // between two updates the last loss stands
        QCOMPARE(with.discriminator > without.discriminator + 1e-4, carries);
        QVERIFY(std::abs(with.judged - without.judged) < 1e-4); // the game itself is told apart
    }
}

void ObjectiveBalanceTest::r1IsTakenInFloat32() {
    auto settings = judgedSettings();
    settings.r1Weight = 1;
    const auto penalty = [&] {
        auto without = settings;
        without.r1Weight = 0;
        return firstStep(settings).discriminator - firstStep(without).discriminator;
    };
    const double whole = penalty();
    settings.precision = "bfloat16";
    QVERIFY(whole > 1e-4 && std::abs(penalty() - whole) < 1e-4 * whole + 1e-6);
}

void ObjectiveBalanceTest::aSureDiscriminatorStandsAtNothing() {
    // What smoothing and bounded answers leave even to the surest is not counted against the generator.
    for (const auto kind :
         {AdversarialKind::CrossEntropy, AdversarialKind::Relativistic, AdversarialKind::Hinge}) {
        for (const double smoothing : {0.0, 0.1, 0.3}) {
            for (const bool bounded : {false, true}) {
                const double least = leastDiscriminatorLoss(kind, smoothing, bounded);
                double found = 1e9;
                for (double real = -6; real <= 6.0001; real += 0.05) {
                    for (double drawn = -6; drawn <= 6.0001; drawn += 0.05) {
                        if (!bounded || (std::abs(real) <= 1.0001 && std::abs(drawn) <= 1.0001)) {
                            found = std::min(
                                found,
                                discriminatorLoss(kind, torch::full({1, 1}, real, torch::kDouble),
                                                  torch::full({1, 1}, drawn, torch::kDouble), {smoothing, {}})
                                    .item<double>());
                        }
                    }
                }
                QVERIFY2(found > least - 1e-6 && found < least + 0.01,
                         qPrintable(QString("%1 and %2").arg(found).arg(least)));
            }
        }
    }
}

void ObjectiveBalanceTest::aStyleHeadComesAndGoesAndTheRestStays() {
    auto settings = judgedSettings();
    auto made = trainer(settings);
    for (int i = 0; i < 3; ++i) {
        step(made);
    }
    const auto before = made.modelTensors();
    const auto moments = made.optimizerTensors();
    settings.styleWeight = 1;
    made.change(settings, discriminatorConfigOf(settings, made.config()).orThrow());
    const auto after = made.modelTensors();
    QVERIFY(after.contains("discriminator.style.weight"));
    for (const auto& [name, tensor] : before) {
        QVERIFY2(after.at(name) == tensor, name.c_str());
    }
    QVERIFY(made.optimizerTensors().at("discriminator.body.0.weight.first") ==
            moments.at("discriminator.body.0.weight.first"));
    settings.styleWeight = 0;
    made.change(settings, discriminatorConfigOf(settings, made.config()).orThrow());
    QVERIFY(made.modelTensors() == after); // kept, head and all
    settings.discriminatorWidth = 8;
    made.change(settings, discriminatorConfigOf(settings, made.config()).orThrow());
    QVERIFY(made.modelTensors().at("discriminator.body.0.weight").shape !=
            after.at("discriminator.body.0.weight").shape);
}

void ObjectiveBalanceTest::oneThatJoinsLearnsAtOnce() {
    auto settings = smallSettings();
    settings.discriminatorWidth = 4;
    settings.discriminatorEvery = 50;
    auto made = trainer(settings);
    step(made);
    settings.adversarialWeight = 0.1;
    settings.balance = BalanceMode::Dynamic;
    settings.balanceTable = "0.3=0.1 else=0.9";
    made.change(settings, discriminatorConfigOf(settings, made.config()).orThrow());
    const auto losses = step(made);
    QVERIFY(losses.discriminator > 0.3); // undecided, not one that has won
    QCOMPARE(losses.balance, 0.9);
}

QTEST_GUILESS_MAIN(ObjectiveBalanceTest)
#include "objective_balance_test.moc"
