// The game of generator and discriminator: what an undecided judge costs, which way each side is pushed,
// labels that are softened or swapped, and the R1 penalty.
#include "core/losses/adversarial_losses.h"
#include "tests/losses/loss_checks.h"

#include <QTest>

using namespace typemould;
using namespace typemould::testing;

namespace {

constexpr AdversarialKind kinds[] = {AdversarialKind::CrossEntropy, AdversarialKind::Relativistic,
                                     AdversarialKind::Hinge};
double number(const torch::Tensor& value) { return value.item<double>(); }
torch::Tensor answers(double value, std::vector<std::int64_t> shape = {4, 1, 3, 3}) {
    return torch::full(at::IntArrayRef(shape), value, torch::kDouble);
}

} // namespace

class AdversarialLossesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKind_data();
    void anUndecidedJudge_data() { everyKind_data(); }
    void anUndecidedJudge();
    void eachSideIsPushedItsWay_data() { everyKind_data(); }
    void eachSideIsPushedItsWay();
    void mapsAndSingleAnswersAreAlike_data() { everyKind_data(); }
    void mapsAndSingleAnswersAreAlike();
    void smoothLabelsCostTheSureJudge_data() { everyKind_data(); }
    void smoothLabelsCostTheSureJudge();
    void swappedPairsChangeSides_data() { everyKind_data(); }
    void swappedPairsChangeSides();
    void gradientsAreTrue_data() { everyKind_data(); }
    void gradientsAreTrue();
    void theGeneratorLeavesTheTrueAnswersAlone();
    void r1IsTheSquareOfTheSlope();
    void r1CanBeLearntFrom();
};

void AdversarialLossesTest::everyKind_data() {
    QTest::addColumn<int>("kind");
    QTest::newRow("cross-entropy") << 0;
    QTest::newRow("relativistic") << 1;
    QTest::newRow("hinge") << 2;
}

void AdversarialLossesTest::anUndecidedJudge() {
    QFETCH(int, kind);
    const double loss = number(discriminatorLoss(kinds[kind], answers(0), answers(0)));
    QVERIFY(std::abs(loss - (kinds[kind] == AdversarialKind::Hinge ? 1.0 : std::log(2.0))) < 1e-12);
}

void AdversarialLossesTest::eachSideIsPushedItsWay() {
    QFETCH(int, kind);
    auto real = answers(0.1).requires_grad_(true), drawn = answers(-0.1).requires_grad_(true);
    discriminatorLoss(kinds[kind], real, drawn).backward();
    QVERIFY(number(real.grad().max()) < 0 && number(drawn.grad().min()) > 0); // down the slope: apart
    auto judged = answers(-0.1).requires_grad_(true);
    adversarialLoss(kinds[kind], answers(0.1), judged).backward();
    QVERIFY(number(judged.grad().max()) < 0); // down the slope: more real
}

void AdversarialLossesTest::mapsAndSingleAnswersAreAlike() {
    QFETCH(int, kind);
    const auto map = number(discriminatorLoss(kinds[kind], answers(0.7), answers(-0.4)));
    const auto single = number(discriminatorLoss(kinds[kind], answers(0.7, {4, 1}), answers(-0.4, {4, 1})));
    QVERIFY(std::abs(map - single) < 1e-12);
}

void AdversarialLossesTest::smoothLabelsCostTheSureJudge() {
    QFETCH(int, kind);
    // With soft labels there is a best answer, and a surer one costs more; hinges only end sooner.
    const auto loss = [&](double sure, double smoothing) {
        return number(discriminatorLoss(kinds[kind], answers(sure), answers(-sure), {smoothing, {}}));
    };
    if (kinds[kind] == AdversarialKind::Hinge) {
        QVERIFY(loss(0.9, 0.1) < loss(0.9, 0));
    } else {
        QVERIFY(loss(12, 0) < loss(4, 0) && loss(12, 0.1) > loss(4, 0.1));
    }
}

void AdversarialLossesTest::swappedPairsChangeSides() {
    QFETCH(int, kind);
    auto real = answers(0.5).requires_grad_(true), drawn = answers(-0.3).requires_grad_(true);
    const auto swapped = torch::tensor({false, true, false, false});
    discriminatorLoss(kinds[kind], real, drawn, {0, swapped}).backward();
    QVERIFY(number(real.grad()[0].max()) < 0 && number(real.grad()[1].min()) > 0);
    QVERIFY(number(drawn.grad()[0].min()) > 0 && number(drawn.grad()[1].max()) < 0);
    const auto all = torch::ones({4}, torch::kBool);
    QVERIFY(std::abs(number(discriminatorLoss(kinds[kind], real, drawn, {0, all})) -
                     number(discriminatorLoss(kinds[kind], drawn, real))) < 1e-12);
}

void AdversarialLossesTest::gradientsAreTrue() {
    QFETCH(int, kind);
    torch::manual_seed(2);
    const auto real = torch::randn({3, 1, 2, 2}, torch::kDouble),
               drawn = torch::randn({3, 1, 2, 2}, torch::kDouble);
    const LabelTreatment labels{0.1, torch::tensor({true, false, false})};
    QVERIFY(gradientError(
                [&](const torch::Tensor& x) { return discriminatorLoss(kinds[kind], x, drawn, labels); },
                real) < 1e-6);
    QVERIFY(
        gradientError([&](const torch::Tensor& x) { return discriminatorLoss(kinds[kind], real, x, labels); },
                      drawn) < 1e-6);
    QVERIFY(gradientError([&](const torch::Tensor& x) { return adversarialLoss(kinds[kind], real, x); },
                          drawn) < 1e-6);
}

void AdversarialLossesTest::theGeneratorLeavesTheTrueAnswersAlone() {
    auto real = answers(0.4).requires_grad_(true), drawn = answers(0.1).requires_grad_(true);
    adversarialLoss(AdversarialKind::Relativistic, real, drawn).backward();
    QVERIFY(drawn.grad().defined() && !real.grad().defined());
}

void AdversarialLossesTest::r1IsTheSquareOfTheSlope() {
    // A judge that adds up the picture, 3 for each pixel: slope 3 at each of 20, so half of 9 * 20.
    auto images = torch::zeros({5, 1, 4, 5}, torch::kDouble).requires_grad_(true);
    const auto judged = (3 * images).sum({1, 2, 3}).view({5, 1});
    QVERIFY(std::abs(number(r1Penalty(judged, images)) - 0.5 * 9 * 20) < 1e-9);
}

void AdversarialLossesTest::r1CanBeLearntFrom() {
    torch::manual_seed(4);
    const auto pictures = torch::randn({3, 1, 6, 6}, torch::kDouble);
    const auto penalty = [&](const torch::Tensor& kernel) {
        auto images = pictures.clone().requires_grad_(true);
        return r1Penalty(torch::tanh(torch::conv2d(images, kernel)), images);
    };
    const auto kernel = torch::randn({1, 1, 3, 3}, torch::kDouble);
    QVERIFY(number(penalty(kernel)) > 0.01);
    QVERIFY(gradientError(penalty, kernel) < 1e-6);
    QVERIFY(fallen(penalty, kernel) < 0.5);
}

QTEST_GUILESS_MAIN(AdversarialLossesTest)
#include "adversarial_losses_test.moc"
