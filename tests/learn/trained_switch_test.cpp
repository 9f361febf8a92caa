// Switching the upsampling of a network that was trained, not of a random one: in float32, as it leaves the
// last convolution, before anything is rounded to grey.
#include "core/model/generator.h"
#include "core/training/derived_checkpoint.h"
#include "core/weights/tensor_bytes.h"
#include "tests/learn/small_pairs.h"

#include <QTest>

using namespace typemould;
using namespace typemould::testing;

class TrainedSwitchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void transposedBecomesPixelShuffleExactly_data();
    void transposedBecomesPixelShuffleExactly();
    void theOtherDirectionsComeNearer();

private:
    /// What the averaged generator of a checkpoint draws of all sources, (count, 1, canvas, canvas).
    torch::Tensor drawn(const VerifiedCheckpoint& checkpoint) const;
    std::filesystem::path folder(const std::string& name) const {
        return m_temporary.path().toStdString() + "/" + name;
    }
    QTemporaryDir m_temporary;
    GlyphPairs m_pairs = smallPairs();
    VerifiedCheckpoint m_trained; ///< upsampling transposed
    torch::Tensor m_before;
};

torch::Tensor TrainedSwitchTest::drawn(const VerifiedCheckpoint& checkpoint) const {
    const torch::NoGradGuard guard;
    const auto networks = networksOf(checkpoint, true).orThrow();
    Generator generator(networks.generator);
    restoreModule(networks.generatorTensors, "", *generator, "the checkpoint");
    generator->eval();
    std::vector<torch::Tensor> sources;
    for (std::size_t i = 0; i < m_pairs.size(); ++i) {
        const auto image = m_pairs.sourceImage(i);
        sources.push_back(torch::tensor(at::ArrayRef<std::uint8_t>(image.pixels), torch::kUInt8)
                              .to(torch::kFloat)
                              .div(127.5)
                              .sub(1)
                              .view({1, image.height, image.width}));
    }
    return generator(torch::stack(sources));
}

void TrainedSwitchTest::initTestCase() {
    auto setup = smallSetup(m_pairs, folder("run"), 60);
    setup.settings.depth = 3;
    setup.settings.upsample = UpsampleMode::Transposed;
    RecordingObserver observer;
    trained(setup, observer);
    QVERIFY(observer.rows.back().l1 < 0.7 * observer.rows.front().l1); // it did learn
    m_trained = checkpointAt(observer.checkpoints.back()).orThrow();
    m_before = drawn(m_trained);
}

void TrainedSwitchTest::transposedBecomesPixelShuffleExactly_data() {
    QTest::addColumn<int>("level");
    QTest::newRow("the whole network") << 0;
    QTest::newRow("level 1") << 1;
    QTest::newRow("level 2") << 2;
}

void TrainedSwitchTest::transposedBecomesPixelShuffleExactly() {
    QFETCH(int, level);
    const auto to = folder("exact " + std::to_string(level));
    const auto switched = switchUpsampling(m_trained, {UpsampleMode::PixelShuffle, level}, to).orThrow();
    const auto after = drawn(checkpointAt(switched.folder).orThrow());
    const double largest = (after - m_before).abs().max().item<double>();
    qInfo("largest difference %.2g", largest);
    QVERIFY(largest <= 1e-4);
}

// What is kept is nearer to what was drawn than what a fresh start of the same layers draws.
void TrainedSwitchTest::theOtherDirectionsComeNearer() {
    const auto apart = [&](const UpsamplingSwitch& change, const std::string& name) {
        const auto switched = switchUpsampling(m_trained, change, folder(name)).orThrow();
        return (drawn(checkpointAt(switched.folder).orThrow()) - m_before).abs().mean().item<double>();
    };
    const double kept = apart({UpsampleMode::ResizeConv}, "nearest");
    const double anew = apart({UpsampleMode::ResizeConv, 0, SwitchHow::Fresh}, "fresh");
    QVERIFY2(kept > 1e-4 && kept < 0.7 * anew, qPrintable(QString("%1 and %2").arg(kept).arg(anew)));
}

QTEST_GUILESS_MAIN(TrainedSwitchTest)
#include "trained_switch_test.moc"
