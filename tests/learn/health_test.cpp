// Each illness made and seen named, with its remedy; and that a healthy run has none.
#include "core/training/health.h"
#include "tests/learn/small_pairs.h"

#include <QTest>
#include <cmath>
#include <set>

using namespace typemould;
using namespace typemould::testing;

namespace {

TrainingSettings judged() {
    auto settings = smallSettings();
    settings.adversarialWeight = 0.1;
    return settings;
}

HealthWatch watch(const TrainingSettings& settings = smallSettings()) { return {settings, 1000, 256}; }

const HealthFinding* found(const std::vector<HealthFinding>& findings, Illness illness) {
    for (const auto& finding : findings) {
        if (finding.illness == illness) {
            return &finding;
        }
    }
    return nullptr;
}

bool has(const HealthWatch& health, Illness illness) {
    const auto findings = health.findings();
    return found(findings, illness) != nullptr;
}

DrawingFacts good() { return {1, 1, 0, 0, 32}; }

/// What a click on the remedy makes of the settings; it must fit, and change something.
TrainingSettings remedied(const HealthWatch& health, Illness illness, const TrainingSettings& settings) {
    const auto findings = health.findings();
    const auto* finding = found(findings, illness);
    if (finding == nullptr || finding->remedy.empty() || finding->text.empty() || finding->advice.empty()) {
        throw std::runtime_error("no such finding, or nothing to click");
    }
    auto changed = withChanges(settings, finding->remedy).orThrow();
    if (changed == settings) {
        throw std::runtime_error("the remedy changes nothing");
    }
    for (const auto& change : finding->remedy) {
        if (fixedWhileRunning(change.key)) {
            throw std::runtime_error("the remedy cannot be taken while training");
        }
    }
    return changed;
}

} // namespace

class HealthTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDiscriminatorThatWins();
    void aDiscriminatorThatIsOnlySure();
    void blankOutput();
    void noisyOutput();
    void aPlateau();
    void noPlateauAtTheEndOfACosine();
    void learningByHeart();
    void aCollapseAndARelapse();
    void drawnBesideTheTruth();
    void inkAtTheEdge();
    void pairsThatDisagree();
    void everyIllnessHasANameOfItsOwn();
    void tooLargeABatch();
    void theWorstComesFirst();
    void changedSettingsAreWatchedAnew();
    void stepsCountThoughNotEachIsTold();
    void measurementsOfOneStepAreOne();
    void measurementsOfASlowMachineCount();
    void aLossThatWasNoNumberIsPast();
    void againstAWinningDiscriminatorWhatIsNotDoneYet();
    void aResumedRunIsNotCollapsedByItsFirstBatch();
    void remediesCanBeSet();
    void aWinningDiscriminatorInARun();
    void aCollapseInARun();
    void aSmallSetsLargeBatchInARun();
    void aHealthyRunHasNoFinding();
};

void HealthTest::aDiscriminatorThatWins() {
    auto health = watch(judged());
    for (int i = 0; i < 60; ++i) {
        health.step({i, 0.1, 2 + 0.01 * i, 0.01, 1, true});
        QCOMPARE(has(health, Illness::DiscriminatorWins), i >= 49);
    }
    const auto changed = remedied(health, Illness::DiscriminatorWins, judged());
    QVERIFY(changed.balance == BalanceMode::Dynamic && changed.labelSmoothing == 0.1);
    health.step({60, 0.1, 2, 0.4, 1, true});
    QVERIFY(!has(health, Illness::DiscriminatorWins)); // it is over
}

void HealthTest::aDiscriminatorThatIsOnlySure() {
    auto health = watch(judged());
    for (int i = 0; i < 100; ++i) {
        health.step({i, 0.1, 2 - 0.01 * i, 0.01, 1, true}); // the generator is catching up
        health.step({i, 0.1, 0, 0, 1, false});              // and without one there is nothing to win
    }
    QVERIFY(health.findings().empty());
}

void HealthTest::blankOutput() {
    auto health = watch();
    health.heldOut({300, 0.2, 0.2, {0.1, 0.1, 0, 0, 32}});
    QVERIFY(has(health, Illness::BlankOutput));
    QCOMPARE(remedied(health, Illness::BlankOutput, smallSettings()).learningRate,
             0.5 * smallSettings().learningRate);
    health.heldOut({600, 0.1, 0.1, good()});
    QVERIFY(health.findings().empty());
    auto young = watch();
    young.heldOut({50, 0.2, 0.2, {0.1, 0.1, 0, 0, 32}}); // it has hardly begun
    QVERIFY(young.findings().empty());
}

void HealthTest::noisyOutput() {
    auto health = watch(judged());
    health.heldOut({300, 0.2, 0.2, {1.1, 3, 0, 0, 32}});
    QCOMPARE(remedied(health, Illness::NoisyOutput, judged()).adversarialWeight, 0.05);
}

void HealthTest::aPlateau() {
    auto health = watch();
    for (int i = 0; i < 12; ++i) {
        const double l1 = std::max(0.08, 0.14 - 0.01 * i); // still from the sixth on
        health.step({i * 200, l1, 0, 0, 0.9, false});
        health.heldOut({i * 200, l1, l1, good()});
        QCOMPARE(has(health, Illness::Plateau), i >= 11);
    }
    remedied(health, Illness::Plateau, smallSettings());
}

void HealthTest::noPlateauAtTheEndOfACosine() {
    auto health = watch();
    for (int i = 0; i < 12; ++i) {
        health.step({i * 200, 0.08, 0, 0, 0.1, false});
        health.heldOut({i * 200, 0.08, 0.08, good()});
    }
    QVERIFY(health.findings().empty());
}

void HealthTest::learningByHeart() {
    auto health = watch();
    health.heldOut({300, 0.080, 0.070, good()});
    health.heldOut({600, 0.083, 0.060, good()});
    QVERIFY(health.findings().empty()); // within the noise
    health.heldOut({900, 0.085, 0.050, good()});
    QVERIFY(remedied(health, Illness::OverFitting, smallSettings()).weightDecay >= 0.05);
    auto worse = watch();
    worse.heldOut({300, 0.080, 0.070, good()});
    worse.heldOut({900, 0.090, 0.079, good()}); // both rise: that is something else
    QVERIFY(!has(worse, Illness::OverFitting));
}

void HealthTest::aCollapseAndARelapse() {
    auto health = watch();
    long long step = 0;
    const auto go = [&](int times, double l1) {
        for (int i = 0; i < times; ++i) {
            health.step({++step, l1, 0, 0, 1, false});
        }
    };
    go(150, 0.4); // a beginning may be anything
    go(200, 0.1);
    QVERIFY(health.findings().empty());
    go(120, 0.3);
    QVERIFY(has(health, Illness::Collapse));
    go(150, 0.1);
    QVERIFY(!has(health, Illness::Collapse));
    go(120, 0.3);
    QVERIFY(has(health, Illness::Collapse)); // a relapse
    remedied(health, Illness::Collapse, smallSettings());
}

void HealthTest::drawnBesideTheTruth() {
    auto health = watch();
    health.heldOut({300, 0.1, 0.1, {1, 1, 0.5, 0.3, 32}});
    QVERIFY(health.findings().empty());
    health.heldOut({600, 0.1, 0.1, {1, 1, 1.5, -2, 32}});
    const auto findings = health.findings();
    const auto* finding = found(findings, Illness::Shifted);
    QVERIFY(finding != nullptr && finding->text.find("+1.5 px") != std::string::npos &&
            finding->text.find("-2.0 px") != std::string::npos);
    const auto moved = remedied(health, Illness::Shifted, smallSettings());
    QCOMPARE(outputOffsetOf(moved), (OutputOffset{-1.5, 2}));
    health.changed(moved);
    QVERIFY(health.findings().empty());
    health.heldOut({900, 0.1, 0.1, {1, 1, 0.9, 0.1, 32}}); // drawn with the offset: what is left of the shift
    QCOMPARE(outputOffsetOf(remedied(health, Illness::Shifted, moved)), (OutputOffset{-2.4, 1.9}));
}

void HealthTest::inkAtTheEdge() {
    auto health = watch();
    health.pairs({3000, {U'鬱', U'龜'}, {}}); // what a fitted placement may cut
    QVERIFY(health.findings().empty());
    health.pairs({600, {U')', U'鬱', U'龜', U'籲'}, {}});
    const auto findings = health.findings();
    const auto* finding = found(findings, Illness::InkAtEdge);
    QVERIFY(finding != nullptr && finding->action == HealthAction::FitPlacement && !finding->advice.empty());
    QVERIFY2(finding->text.find("In 4 of 600 pairs") == 0, finding->text.c_str());
    QVERIFY2(finding->text.find("(for example: 鬱 龜 籲)") != std::string::npos, finding->text.c_str());
    health.changed(judged());
    QVERIFY(has(health, Illness::InkAtEdge)); // no setting of the training mends it
}

void HealthTest::pairsThatDisagree() {
    auto health = watch();
    health.pairs({600, {}, {U'骨', U'角', U'直', U'述'}});
    const auto findings = health.findings();
    const auto* finding = found(findings, Illness::StructureApart);
    QVERIFY(finding != nullptr && finding->action == HealthAction::LookAtPairs && !finding->advice.empty());
    QVERIFY2(finding->text.find("In 4 of 600 pairs") == 0 &&
                 finding->text.find("(for example: 骨 角 直)") != std::string::npos,
             finding->text.c_str());
}

void HealthTest::everyIllnessHasANameOfItsOwn() {
    std::set<std::string> names;
    for (std::size_t i = 0; i < illnessCount; ++i) {
        names.insert(illnessName(static_cast<Illness>(i)));
    }
    QCOMPARE(names.size(), illnessCount);
    QVERIFY(!names.contains(""));
}

void HealthTest::tooLargeABatch() {
    auto settings = smallSettings();
    settings.batch = 16;
    settings.accumulate = 4;
    const HealthWatch health(settings, 100, 256);
    const auto changed = remedied(health, Illness::BatchTooLarge, settings);
    QCOMPARE(changed.batch * changed.accumulate, 12);
    QVERIFY(HealthWatch(changed, 100, 256).findings().empty());
    settings.batch = 256; // a remedy that the setting takes, also of many pairs
    settings.accumulate = 8;
    const HealthWatch many(settings, 4000, 256);
    QCOMPARE(remedied(many, Illness::BatchTooLarge, settings).batch, 256);
    QVERIFY(many.findings().front().advice.find("256") != std::string::npos);
}

void HealthTest::theWorstComesFirst() {
    auto settings = smallSettings();
    settings.batch = 64;
    HealthWatch health(settings, 100, 256);
    QCOMPARE(health.line(), health.findings().front().text);
    health.heldOut({300, 0.2, 0.2, {0.1, 0.1, 0, 0, 32}});
    QCOMPARE(health.findings().size(), std::size_t(2));
    QCOMPARE(health.findings().front().illness, Illness::BlankOutput);
    QCOMPARE(HealthWatch(smallSettings(), 1000, 256).line(), std::string("Too early to tell."));
    auto well = watch();
    well.step({500, 0.1, 0, 0, 1, false});
    QCOMPARE(well.line(), std::string("Too early to tell.")); // of a run that goes on from there
    well.step({550, 0.1, 0, 0, 1, false});
    QCOMPARE(well.line(), std::string("Healthy."));
}

void HealthTest::changedSettingsAreWatchedAnew() {
    auto health = watch(judged());
    for (int i = 0; i < 60; ++i) {
        health.step({i, 0.1, 2 + 0.01 * i, 0.01, 1, true});
    }
    health.changed(remedied(health, Illness::DiscriminatorWins, judged()));
    QVERIFY(health.findings().empty());
    for (int i = 0; i < 40; ++i) {
        health.step({60 + i, 0.1, 3 + 0.01 * i, 0.01, 1, true});
    }
    QVERIFY(health.findings().empty()); // the remedy gets its time
}

void HealthTest::stepsCountThoughNotEachIsTold() {
    auto health = watch(judged());
    for (int i = 0; i < 7; ++i) { // as on a graphics card
        health.step({i * 10, 0.1, 2 + 0.01 * i, 0.01, 1, true});
        QCOMPARE(has(health, Illness::DiscriminatorWins), i * 10 >= 49);
    }
}

void HealthTest::measurementsOfOneStepAreOne() {
    auto health = watch();
    for (int i = 0; i < 12; ++i) {
        health.step({600, 0.08, 0, 0, 0.9, false});
        health.heldOut({600, 0.08, 0.08, good()});
    }
    QVERIFY(health.findings().empty());
}

/// Each lies too near to the one before, and they are a plateau all the same.
void HealthTest::measurementsOfASlowMachineCount() {
    auto health = watch();
    for (int i = 0; i < 16; ++i) {
        health.step({600 + 40 * i, 0.08, 0, 0, 0.9, false});
        health.heldOut({600 + 40 * i, 0.08, 0.08, good()});
    }
    QVERIFY(has(health, Illness::Plateau));
}

void HealthTest::aLossThatWasNoNumberIsPast() {
    auto health = watch();
    health.step({1000, 0.1, 0, 0, 1, false});
    health.diverged(800, 0.0005);
    QVERIFY(has(health, Illness::Diverged) && health.line().find("no number") != std::string::npos);
    for (long long step = 801; step < 1300; ++step) {
        health.step({step, 0.1, 0, 0, 1, false});
        QCOMPARE(has(health, Illness::Diverged), step < 1200); // well beyond where it failed
    }
    QCOMPARE(health.line(), std::string("Healthy."));
}

void HealthTest::againstAWinningDiscriminatorWhatIsNotDoneYet() {
    const auto adviceFor = [](const TrainingSettings& settings) {
        auto health = watch(settings);
        for (int i = 0; i < 60; ++i) {
            health.step({i, 0.1, 2 + 0.01 * i, 0.01, 1, true});
        }
        remedied(health, Illness::DiscriminatorWins, settings);
        return health.findings().front();
    };
    auto settings = judged();
    settings.labelSmoothing = 0.2; // which is not taken back to less
    auto finding = adviceFor(settings);
    QVERIFY((finding.remedy == std::vector<SettingChange>{{"balance", "dynamic"}}));
    QVERIFY(finding.advice.find("smooth") == std::string::npos);
    settings.balance = BalanceMode::Dynamic;
    finding = adviceFor(settings);
    QVERIFY((finding.remedy == std::vector<SettingChange>{{"discriminator-every", "2"}}));
    QVERIFY(finding.advice.find("half as often") != std::string::npos);
}

void HealthTest::aResumedRunIsNotCollapsedByItsFirstBatch() {
    auto health = watch();
    health.step({5000, 0.04, 0, 0, 1, false}); // an easy one
    for (int i = 1; i < 300; ++i) {
        health.step({5000 + i, 0.08, 0, 0, 1, false});
    }
    QVERIFY(health.findings().empty());
}

void HealthTest::remediesCanBeSet() {
    auto settings = smallSettings();
    settings.learningRate = leastLearningRate() * 1.2;
    auto health = watch(settings);
    health.heldOut({300, 0.2, 0.2, {0.1, 0.1, 0, 0, 32}});
    QCOMPARE(remedied(health, Illness::BlankOutput, settings).learningRate, leastLearningRate());
}

void HealthTest::aWinningDiscriminatorInARun() {
    const auto pairs = smallPairs();
    WatchedRun run(pairs, 400, [](TrainingSettings& settings) {
        settings.adversarialWeight = 0.001;
        settings.discriminatorWidth = 16;
        settings.discriminatorRate = 0.01;
        settings.learningRate = 1e-6; // a generator that cannot answer
    });
    QVERIFY(run.run().ok());
    QVERIFY(found(run.observer.everFound, Illness::DiscriminatorWins) != nullptr);
    QVERIFY(run.observer.happened("health"));
}

void HealthTest::aCollapseInARun() {
    const auto pairs = smallPairs();
    WatchedRun run(pairs, 900, [](TrainingSettings& settings) {
        settings.weightDecay = 0;
        settings.gradientClip = 0;
    });
    run.observer.atStep = [&](long long step) {
        if (step == 600) {
            run.session->requestSettings({{"learning-rate", "0.1"}}); // which throws everything over
        }
    };
    QVERIFY(run.run().ok());
    QVERIFY(found(run.observer.everFound, Illness::Collapse) != nullptr);
}

void HealthTest::aSmallSetsLargeBatchInARun() {
    const auto pairs = smallPairs();
    WatchedRun run(pairs, 3, [](TrainingSettings& settings) { settings.batch = 8; }); // of 20 trained
    QVERIFY(run.run().ok());
    QVERIFY(found(run.observer.findings, Illness::BatchTooLarge) != nullptr);
}

void HealthTest::aHealthyRunHasNoFinding() {
    const auto pairs = smallPairs(64);
    WatchedRun run(pairs, 2000, [](TrainingSettings& settings) {
        settings.adversarialWeight = 0.01;
        settings.discriminatorWidth = 8;
    });
    run.observer.atStep = [&](long long step) {
        if (step % 200 == 0) {
            run.session->requestCheckpoint(); // with held-out figures
        }
    };
    QVERIFY(run.run().ok());
    for (const auto& finding : run.observer.everFound) {
        QFAIL(finding.text.c_str());
    }
    const auto& evaluations = run.observer.evaluations;
    QVERIFY(evaluations.size() >= 10);
    QVERIFY(evaluations.back().generated.l1 < 0.5 * evaluations.front().generated.l1);
    QVERIFY((run.observer.healthLines == std::vector<std::string>{"Too early to tell.", "Healthy."}));
}

QTEST_GUILESS_MAIN(HealthTest)
#include "health_test.moc"
