// Fixed features: ours tell a moved stroke from a missing one, VGG16's are computed as torchvision's network
// does, and layers and files that are wrong are named.
#include "core/losses/perceptual_features.h"
#include "core/model/convolution.h"
#include "tests/losses/loss_checks.h"

#include <QTest>

using namespace typemould;
using namespace typemould::testing;

namespace {

/// Tensors as torchvision's vgg16 names them, random, up to the convolution `last`.
std::map<std::string, torch::Tensor> vggTensors(int last) {
    torch::manual_seed(6);
    std::map<std::string, torch::Tensor> tensors;
    int in = 3;
    for (const auto& [index, out] : {std::pair{0, 64}, {2, 64}, {5, 128}, {7, 128}, {10, 256}}) {
        if (index > last) {
            break;
        }
        const auto name = "features." + std::to_string(index);
        tensors[name + ".weight"] = torch::randn({out, in, 3, 3}) * std::sqrt(2.0 / (9 * in));
        tensors[name + ".bias"] = torch::randn({out}) * 0.1;
        in = out;
    }
    return tensors;
}

torch::Tensor glyph(int left, double ink = -1) {
    auto image = torch::ones({1, 1, 32, 32});
    image.slice(3, left, left + 5).slice(2, 6, 26).fill_(ink);
    return image;
}

double number(const torch::Tensor& value) { return value.item<double>(); }

template <class Call>
QString refusal(Call call) {
    try {
        call();
    } catch (const Failure& failure) {
        return QString::fromStdString(failure.error().text());
    }
    return {};
}

} // namespace

class PerceptualLossesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void layersAreReadFromWords();
    void everyLayerOfOursCounts();
    void weightsWeigh();
    void theFurtherTheMore();
    void gradientsAreTrue();
    void reducedPrecisionLosesLittle();
    void vggIsWhatTorchvisionComputes();
    void whatIsMissingIsNamed();
    void unknownLayersAreNamed();
};

void PerceptualLossesTest::layersAreReadFromWords() {
    const auto layers = parseWeighedLayers(" relu1_2  relu2_2=0.5 ").orThrow();
    QVERIFY(layers == (WeighedLayers{{"relu1_2", 1}, {"relu2_2", 0.5}}));
    QVERIFY(parseWeighedLayers("").orThrow().empty());
    for (const char* wrong : {"relu1_2=", "relu1_2=x", "relu1_2=-1", "relu1_2=0", "relu1_2=1e999", "a=1=2"}) {
        const auto read = parseWeighedLayers(wrong);
        QVERIFY2(!read && read.error().message.find(wrong) != std::string::npos, wrong);
    }
}

void PerceptualLossesTest::everyLayerOfOursCounts() {
    const auto both = number(PerceptualFeatures::scattering({}).loss(glyph(8), glyph(14)));
    const auto first = number(PerceptualFeatures::scattering({{"order1", 1}}).loss(glyph(8), glyph(14)));
    const auto second = number(PerceptualFeatures::scattering({{"order2", 1}}).loss(glyph(8), glyph(14)));
    QVERIFY(first > 1e-3 && second > 1e-4);
    QVERIFY(std::abs(both - first - second) < 1e-6);
}

void PerceptualLossesTest::weightsWeigh() {
    const auto once = number(PerceptualFeatures::scattering({{"order1", 1}}).loss(glyph(8), glyph(14)));
    const auto half = number(PerceptualFeatures::scattering({{"order1", 0.5}}).loss(glyph(8), glyph(14)));
    QVERIFY(std::abs(half - 0.5 * once) < 1e-6);
}

void PerceptualLossesTest::theFurtherTheMore() {
    const auto features = PerceptualFeatures::scattering({});
    QCOMPARE(number(features.loss(glyph(8), glyph(8))), 0.0);
    const double near = number(features.loss(glyph(9), glyph(8)));
    const double far = number(features.loss(glyph(12), glyph(8)));
    const double missing = number(features.loss(glyph(8, 1), glyph(8)));
    QVERIFY2(0 < near && near < far && near < missing,
             qPrintable(QString("%1 %2 %3").arg(near).arg(far).arg(missing)));
}

void PerceptualLossesTest::gradientsAreTrue() {
    auto features = PerceptualFeatures::scattering({});
    torch::manual_seed(1);
    // The filters are float32, so the differences are taken along one direction, in a larger step.
    const auto truth = glyph(8), start = 0.8 * glyph(11), direction = torch::randn({1, 1, 32, 32});
    auto point = start.clone().requires_grad_(true);
    features.loss(point, truth).backward();
    const double slope = number((point.grad() * direction).sum());
    const double step = 2e-3;
    const double measured = (number(features.loss(start + step * direction, truth)) -
                             number(features.loss(start - step * direction, truth))) /
                            (2 * step);
    QVERIFY2(std::abs(slope - measured) < 0.05 * std::abs(slope),
             qPrintable(QString("%1 and %2").arg(slope).arg(measured)));
    QVERIFY(fallen([&](const torch::Tensor& x) { return features.loss(x, truth); }, start) < 0.6);
}

void PerceptualLossesTest::reducedPrecisionLosesLittle() {
    // Convolutions alone are narrow: squares, means and the loss are not.
    for (const auto& features : {PerceptualFeatures::scattering({}),
                                 PerceptualFeatures::vgg16(vggTensors(2), {{"relu1_2", 1}}, "small.pth")}) {
        const double whole = number(features.loss(glyph(9), glyph(8)));
        const ReducedPrecision reduced(true);
        const auto loss = features.loss(glyph(9), glyph(8));
        QVERIFY(loss.scalar_type() == torch::kFloat);
        const double error = std::abs(number(loss) / whole - 1);
        QVERIFY2(error < 0.01, qPrintable(QString::number(error)));
    }
}

void PerceptualLossesTest::vggIsWhatTorchvisionComputes() {
    const auto tensors = vggTensors(7);
    namespace nn = torch::nn;
    const auto convolution = [&](int in, int out, int index) {
        nn::Conv2d layer(nn::Conv2dOptions(in, out, 3).padding(1));
        layer->weight.set_data(tensors.at("features." + std::to_string(index) + ".weight"));
        layer->bias.set_data(tensors.at("features." + std::to_string(index) + ".bias"));
        return layer;
    };
    nn::Sequential upTo12(convolution(3, 64, 0), nn::ReLU(), convolution(64, 64, 2), nn::ReLU());
    nn::Sequential upTo22(nn::MaxPool2d(2), convolution(64, 128, 5), nn::ReLU(), convolution(128, 128, 7),
                          nn::ReLU());
    const auto normalised = [](const torch::Tensor& image) {
        const auto colours = (0.5 * (image + 1)).repeat({1, 3, 1, 1});
        return (colours - torch::tensor({0.485, 0.456, 0.406}).view({1, 3, 1, 1})) /
               torch::tensor({0.229, 0.224, 0.225}).view({1, 3, 1, 1});
    };
    const torch::NoGradGuard guard;
    const auto a = upTo12->forward(normalised(glyph(8))), b = upTo12->forward(normalised(glyph(13)));
    const double expected =
        number(torch::l1_loss(a, b)) + 0.5 * number(torch::l1_loss(upTo22->forward(a), upTo22->forward(b)));
    const auto features = PerceptualFeatures::vgg16(tensors, {{"relu1_2", 1}, {"relu2_2", 0.5}}, "vgg16.pth");
    QVERIFY(std::abs(number(features.loss(glyph(8), glyph(13))) - expected) < 1e-5 * (1 + expected));
}

void PerceptualLossesTest::whatIsMissingIsNamed() {
    const auto missing = refusal([] { PerceptualFeatures::vgg16(vggTensors(5), {}, "small.pth"); });
    QVERIFY2(missing.contains("small.pth") && missing.contains("features.7.weight"), qPrintable(missing));
    auto tensors = vggTensors(7);
    tensors["features.2.bias"] = torch::zeros({3});
    const auto other = refusal([&] { PerceptualFeatures::vgg16(tensors, {}, "other.pth"); });
    QVERIFY2(other.contains("features.2.bias"), qPrintable(other));
    // What lies deeper than the layers asked for is not needed.
    QCOMPARE(refusal([] {
                 PerceptualFeatures::vgg16(vggTensors(2), {{"relu1_2", 1}}, "small.pth");
             }),
             QString());
}

void PerceptualLossesTest::unknownLayersAreNamed() {
    const auto ours = refusal([] { PerceptualFeatures::scattering({{"relu1_2", 1}}); });
    QVERIFY2(ours.contains("relu1_2") && ours.contains("order1"), qPrintable(ours));
    const auto vgg = refusal([] { PerceptualFeatures::vgg16(vggTensors(7), {{"relu9_9", 1}}, "vgg16.pth"); });
    QVERIFY2(vgg.contains("relu9_9") && vgg.contains("relu5_3"), qPrintable(vgg));
}

QTEST_GUILESS_MAIN(PerceptualLossesTest)
#include "perceptual_losses_test.moc"
