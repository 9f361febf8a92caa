// What training minimises and how the two networks are kept in balance: every weight, every control, and
// batches in parts, on real steps of small networks.
#include "core/losses/adversarial_losses.h"
#include "core/training/network_settings.h"
#include "core/training/trainer.h"
#include "core/weights/pth.h"
#include "core/weights/tensor_bytes.h"
#include "tests/learn/small_pairs.h"

#include <QTest>
#include <algorithm>

using namespace typemould;
using namespace typemould::testing;

namespace {

TrainingSettings judgedSettings() {
    auto settings = smallSettings();
    settings.adversarialWeight = 0.1;
    settings.discriminatorWidth = 4;
    return settings;
}

double largestDifference(const std::vector<torch::Tensor>& a, const std::vector<torch::Tensor>& b) {
    double largest = a.size() == b.size() ? 0 : 1e9;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        largest = std::max(largest, (a[i] - b[i]).abs().max().item<double>());
    }
    return largest;
}

std::vector<torch::Tensor> gradientsOf(const torch::nn::Module& network) {
    std::vector<torch::Tensor> gradients;
    for (const auto& parameter : network.parameters()) {
        const auto& gradient = parameter.grad();
        gradients.push_back(gradient.defined() ? gradient.clone() : torch::zeros_like(parameter));
    }
    return gradients;
}

std::vector<torch::Tensor> valuesOf(const torch::nn::Module& network) {
    std::vector<torch::Tensor> values;
    for (const auto& parameter : network.parameters()) {
        values.push_back(parameter.detach().clone());
    }
    return values;
}

double normOf(const std::vector<torch::Tensor>& tensors) {
    double sum = 0;
    for (const auto& tensor : tensors) {
        sum += tensor.square().sum().item<double>();
    }
    return std::sqrt(sum);
}

} // namespace

class ObjectiveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachTermAddsWhatItWeighs_data();
    void eachTermAddsWhatItWeighs();
    void constancyKindsDiffer();
    void adversarialKindsDiffer();
    void bothVerdictsTeachWithEachLoss();
    void perceptualLayersAndFilesAreRead();
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
    void gradientsAreClipped();
    void adamMixesTheDecayIn();
    void partsCountAsOneBatch_data();
    void partsCountAsOneBatch();
    void partsLeaveStatisticsOfOnePass();
    void changedSettingsTakeEffect();

private:
    GlyphPairs m_pairs = smallPairs();
    Trainer trainer(const TrainingSettings& settings) const {
        const auto generator = generatorConfigOf(settings, 32).orThrow();
        return {settings, generator, discriminatorConfigOf(settings, generator).orThrow()};
    }
    TrainingBatch batch(std::size_t first, std::size_t size) const {
        TrainingBatch batch;
        for (std::size_t i = first; i < first + size; ++i) {
            batch.sources.push_back(m_pairs.source(i % m_pairs.size()));
            batch.targets.push_back(m_pairs.target(i % m_pairs.size()));
        }
        return batch;
    }
    StepLosses step(Trainer& trainer, double rate = 1e-3, std::size_t size = 4) const {
        return *trainer.step(batch(static_cast<std::size_t>(trainer.steps()) * size, size), rate, 1, true);
    }
    StepLosses firstStep(const TrainingSettings& settings) const {
        auto made = trainer(settings);
        return step(made);
    }
    QTemporaryDir m_temporary;
};

void ObjectiveTest::eachTermAddsWhatItWeighs_data() {
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QString>("term");
    for (const auto& term : lossTerms()) {
        if (term.key != "style") { // which needs a network of several: stylesAreLearntApart in trainer_test
            QTest::newRow(term.key.c_str())
                << QString::fromStdString(term.weightSetting) << QString::fromStdString(term.key);
        }
    }
}

void ObjectiveTest::eachTermAddsWhatItWeighs() {
    QFETCH(QString, setting);
    QFETCH(QString, term);
    auto settings = smallSettings();
    settings.l1Weight = 1;
    settings = withChanges(settings, {{setting.toStdString(), "0.5"}}).orThrow();
    const auto half = firstStep(settings);
    settings = withChanges(settings, {{setting.toStdString(), "2"}}).orThrow();
    const auto twice = firstStep(settings);
    const auto key = term.toStdString();
    const double value = termValue(half.terms, key);
    QVERIFY(value != 0);
    if (key != "adversarial" && key != "feature_matching") { // those see the discriminator's own first step
        QVERIFY(std::abs(termValue(twice.terms, key) - value) < 1e-6);
    }
    for (const auto& [losses, weight] : {std::pair{half, 0.5}, std::pair{twice, 2.0}}) {
        double sum = 0;
        for (const auto& one : losses.terms) {
            sum += one.weighted;
            if (one.key == key) {
                QVERIFY(std::abs(one.weighted - weight * one.value) < 1e-9);
            }
        }
        QVERIFY(std::abs(sum - losses.generator) < 1e-5);
    }
    QVERIFY(termShare(twice.terms, key) > termShare(half.terms, key) || key == "l1");
    if (key != "l1") { // 0 leaves it out altogether
        QCOMPARE(termValue(firstStep(smallSettings()).terms, key), 0.0);
    }
}

void ObjectiveTest::constancyKindsDiffer() {
    auto settings = smallSettings();
    settings.constancyWeight = 1;
    const double absolute = termValue(firstStep(settings).terms, "constancy");
    settings.constancyKind = ConstancyKind::Pooled;
    const double pooled = termValue(firstStep(settings).terms, "constancy");
    QVERIFY(absolute > 0 && pooled > 0 && std::abs(absolute - pooled) > 1e-4);
}

void ObjectiveTest::adversarialKindsDiffer() {
    std::set<double> adversarial, judged;
    for (const auto kind :
         {AdversarialKind::CrossEntropy, AdversarialKind::Relativistic, AdversarialKind::Hinge}) {
        auto settings = judgedSettings();
        settings.adversarialKind = kind;
        const auto losses = firstStep(settings);
        adversarial.insert(termValue(losses.terms, "adversarial"));
        judged.insert(losses.discriminator);
    }
    QCOMPARE(adversarial.size(), std::size_t(3));
    QCOMPARE(judged.size(), std::size_t(3));
}

void ObjectiveTest::bothVerdictsTeachWithEachLoss() {
    for (const auto family : {Family::House, Family::Classic, Family::Film}) {
        std::set<double> judged;
        for (const auto verdict : {VerdictKind::Patches, VerdictKind::Linear}) {
            for (const auto kind :
                 {AdversarialKind::CrossEntropy, AdversarialKind::Relativistic, AdversarialKind::Hinge}) {
                auto settings = judgedSettings();
                if (family != Family::House) {
                    settings.network = std::string("discriminator.family=") +
                                       (family == Family::Film ? "film" : "classic") +
                                       " discriminator.patch=1";
                }
                settings.adversarialKind = kind;
                settings.verdict = verdict;
                settings.featureMatchingWeight = settings.r1Weight = 0.1;
                settings.labelNoise = 0.5;
                auto made = trainer(settings);
                const auto before = valuesOf(*made.discriminator());
                const auto losses = step(made);
                QVERIFY(std::isfinite(losses.generator) && std::isfinite(losses.discriminator));
                QVERIFY(largestDifference(before, valuesOf(*made.discriminator())) > 0);
                QVERIFY(normOf(gradientsOf(*made.generator())) > 0);
                judged.insert(losses.discriminator);
            }
        }
        QCOMPARE(judged.size(), std::size_t(6));
    }
}

void ObjectiveTest::perceptualLayersAndFilesAreRead() {
    auto settings = smallSettings();
    settings.perceptualWeight = 1;
    const double both = termValue(firstStep(settings).terms, "perceptual");
    settings.perceptualLayers = "order1";
    const double first = termValue(firstStep(settings).terms, "perceptual");
    QVERIFY(first > 0 && first < both);
    settings.perceptualLayers = "relu1_1";
    QVERIFY_EXCEPTION_THROWN(trainer(settings), Failure); // our own features have no such layer
    // A file as torchvision writes it, cut down to the first convolution and a classifier that is passed
    // over.
    const auto file = m_temporary.filePath("vgg16.pth").toStdString();
    torch::manual_seed(2);
    QVERIFY(writePth(file, {{"features.0.weight", toStored(torch::randn({64, 3, 3, 3}) * 0.2)},
                            {"features.0.bias", toStored(torch::zeros({64}))},
                            {"classifier.0.bias", toStored(torch::zeros({8}))}}));
    settings.perceptualFile = file;
    QVERIFY(termValue(firstStep(settings).terms, "perceptual") > 0);
    settings.perceptualLayers.clear(); // relu2_2, which that file does not reach
    try {
        trainer(settings);
        QFAIL("a file without the layers was taken");
    } catch (const Failure& failure) {
        QVERIFY(failure.error().message.find("vgg16.pth has no tensor features.2.weight") !=
                std::string::npos);
    }
}

void ObjectiveTest::theBalanceFollowsTheSchedule() {
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

void ObjectiveTest::theBalanceFollowsTheDiscriminator() {
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

void ObjectiveTest::theDiscriminatorsRateIsAQuarterByDefault() {
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

void ObjectiveTest::theDiscriminatorLearnsEveryNthStep() {
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

void ObjectiveTest::theGeneratorLearnsSeveralTimes() {
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

void ObjectiveTest::softLabelsAndNoiseChangeTheDiscriminatorsLoss() {
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

void ObjectiveTest::r1ComesAtEverySixteenthUpdate_data() {
    QTest::addColumn<int>("every");
    QTest::newRow("each step") << 1;
    QTest::newRow("each second step") << 2;
}

void ObjectiveTest::r1ComesAtEverySixteenthUpdate() {
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

void ObjectiveTest::r1IsTakenInFloat32() {
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

void ObjectiveTest::aSureDiscriminatorStandsAtNothing() {
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

void ObjectiveTest::aStyleHeadComesAndGoesAndTheRestStays() {
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

void ObjectiveTest::oneThatJoinsLearnsAtOnce() {
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

void ObjectiveTest::gradientsAreClipped() {
    for (const bool clipped : {true, false}) {
        auto settings = judgedSettings();
        settings.gradientClip = clipped ? 0.001 : 0;
        auto made = trainer(settings);
        step(made);
        QCOMPARE(normOf(gradientsOf(*made.generator())) <= 0.00101, clipped);
        QCOMPARE(normOf(gradientsOf(*made.discriminator())) <= 0.00101, clipped);
    }
}

void ObjectiveTest::adamMixesTheDecayIn() {
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

void ObjectiveTest::partsCountAsOneBatch_data() {
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

void ObjectiveTest::partsCountAsOneBatch() {
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

void ObjectiveTest::partsLeaveStatisticsOfOnePass() {
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

void ObjectiveTest::changedSettingsTakeEffect() {
    auto settings = smallSettings();
    auto made = trainer(settings);
    step(made);
    settings.edgeWeight = 2;
    settings.adversarialWeight = 0.1;
    settings.discriminatorWidth = 4;
    made.change(settings, discriminatorConfigOf(settings, made.config()).orThrow());
    const auto losses = step(made);
    QVERIFY(termValue(losses.terms, "edge") > 0 && termValue(losses.terms, "adversarial") > 0);
    QVERIFY(losses.discriminator > 0);
    settings.adversarialWeight = 0;
    made.change(settings, std::nullopt);
    QCOMPARE(termValue(step(made).terms, "adversarial"), 0.0);
    QVERIFY(made.modelTensors().contains("discriminator.body.0.weight")); // kept for when it is wanted again
}

QTEST_GUILESS_MAIN(ObjectiveTest)
#include "objective_test.moc"
