// What training minimises: every weight and every kind of loss, on real steps of small networks.
#include "core/weights/pth.h"
#include "core/weights/tensor_bytes.h"
#include "tests/learn/step_fixture.h"

#include <QTest>
#include <algorithm>

using namespace typemould;
using namespace typemould::testing;

class ObjectiveTest : public QObject, protected StepFixture {
    Q_OBJECT
private Q_SLOTS:
    void eachTermAddsWhatItWeighs_data();
    void eachTermAddsWhatItWeighs();
    void constancyKindsDiffer();
    void adversarialKindsDiffer();
    void bothVerdictsTeachWithEachLoss();
    void perceptualLayersAndFilesAreRead();
    void changedSettingsTakeEffect();

private:
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
