// One step from within: frozen weights stay bit for bit, the others move, averages follow, state comes back.
#include "core/model/parameters.h"
#include "core/training/trainer.h"
#include "tests/learn/small_pairs.h"

#include <QTest>

using namespace typemould;
using namespace typemould::testing;

class TrainerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void frozenBlocksStayBitForBit_data();
    void frozenBlocksStayBitForBit();
    void everythingFrozenStillSteps();
    void frozenEncodersCostLess();
    void averagesFollowTheWeights();
    void stateComesBackWhole();
    void switchingKeepsTheOtherMoments();

private:
    GlyphPairs m_pairs = smallPairs();
    Trainer trainer(TrainingSettings settings = smallSettings()) const {
        return {settings, generatorConfigOf(settings, 32)};
    }
    void step(Trainer& trainer, int times) const {
        for (int i = 0; i < times; ++i) {
            std::vector<const std::uint8_t*> sources, targets;
            for (std::size_t item = 0; item < 4; ++item) {
                sources.push_back(m_pairs.source((item + static_cast<std::size_t>(i) * 4) % m_pairs.size()));
                targets.push_back(m_pairs.target((item + static_cast<std::size_t>(i) * 4) % m_pairs.size()));
            }
            (void)trainer.step(sources, targets, 1e-2, 1, false);
        }
    }
};

namespace {
std::string blockOf(const std::string& tensor) { // "live.encoder_1.entry.weight" is of "encoder.1"
    auto name = tensor.substr(5, tensor.find('.', 5) - 5);
    std::replace(name.begin(), name.end(), '_', '.');
    return name;
}
} // namespace

void TrainerTest::frozenBlocksStayBitForBit_data() {
    QTest::addColumn<QStringList>("frozen");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("first encoder block") << QStringList{"encoder.1"};
    QTest::newRow("second encoder block") << QStringList{"encoder.2"};
    QTest::newRow("encoder") << QStringList{"encoder.1", "encoder.2"};
    QTest::newRow("decoder") << QStringList{"decoder.1", "output"};
    QTest::newRow("bottleneck") << QStringList{"bottleneck"};
}

void TrainerTest::frozenBlocksStayBitForBit() {
    QFETCH(QStringList, frozen);
    std::vector<std::string> names;
    for (const auto& name : frozen) {
        names.push_back(name.toStdString());
    }
    auto trainer = this->trainer();
    step(trainer, 5); // momentum is there before anything is frozen
    const auto before = trainer.modelTensors();
    trainer.freeze(names);
    step(trainer, 20);
    const auto after = trainer.modelTensors();
    for (const auto& [name, tensor] : before) {
        if (name.rfind("live.", 0) == 0) {
            const bool shouldStay = frozen.contains(QString::fromStdString(blockOf(name)));
            QVERIFY2((after.at(name).data == tensor.data) == shouldStay, name.c_str());
        }
    }
    // And all of it moves again once it is unfrozen.
    trainer.freeze({});
    step(trainer, 3);
    for (const auto& [name, tensor] : trainer.modelTensors()) {
        if (name.rfind("live.", 0) == 0) {
            QVERIFY2(after.at(name).data != tensor.data, name.c_str());
        }
    }
}

void TrainerTest::everythingFrozenStillSteps() {
    auto trainer = this->trainer();
    std::vector<std::string> all;
    for (const auto& block : blocksOf(trainer.config())) {
        all.push_back(block.name);
    }
    trainer.freeze(all);
    QCOMPARE(trainer.trainedParameters(), 0LL);
    const auto before = trainer.modelTensors();
    step(trainer, 2);
    const auto after = trainer.modelTensors();
    for (const auto& [name, tensor] : before) {
        QVERIFY(name.rfind("live.", 0) != 0 || after.at(name).data == tensor.data);
    }
}

void TrainerTest::frozenEncodersCostLess() {
    TrainingSettings settings = smallSettings();
    settings.width = 32;
    auto trainer = this->trainer(settings);
    const auto seconds = [&] {
        step(trainer, 2);
        double best = 1e9;
        for (int i = 0; i < 8; ++i) {
            timespec start{}, end{};
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
            step(trainer, 2);
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
            best = std::min(best,
                            double(end.tv_sec - start.tv_sec) + 1e-9 * double(end.tv_nsec - start.tv_nsec));
        }
        return best;
    };
    const double all = seconds();
    trainer.freeze({"encoder.1", "encoder.2"});
    const double frozen = seconds();
    QVERIFY2(frozen < 0.9 * all, qPrintable(QString("%1 s frozen, %2 s not").arg(frozen).arg(all)));
}

void TrainerTest::averagesFollowTheWeights() {
    auto settings = smallSettings();
    settings.emaDecay = 0;
    auto newest = trainer(settings);
    step(newest, 5);
    auto tensors = newest.modelTensors();
    QVERIFY(tensors.at("live.output.conv.weight").data == tensors.at("average.output.conv.weight").data);
    settings.emaDecay = 0.999;
    auto averaged = trainer(settings);
    step(averaged, 5);
    tensors = averaged.modelTensors();
    QVERIFY(tensors.at("live.output.conv.weight").data != tensors.at("average.output.conv.weight").data);
}

void TrainerTest::stateComesBackWhole() {
    auto settings = smallSettings();
    settings.adversarialWeight = 0.1;
    auto first = trainer(settings);
    step(first, 4);
    auto second = trainer(settings);
    second.restore(first.modelTensors(), first.optimizerTensors(), first.steps(), "test");
    QCOMPARE(second.steps(), 4LL);
    step(first, 3);
    step(second, 3);
    const auto a = first.modelTensors(), b = second.modelTensors();
    for (const auto& [name, tensor] : a) {
        QVERIFY2(b.at(name).data == tensor.data, name.c_str());
    }
    auto model = first.modelTensors();
    auto missing = model;
    missing.erase("live.bottleneck.conv1.weight");
    QVERIFY_EXCEPTION_THROWN(second.restore(missing, first.optimizerTensors(), 1, "test"), Failure);
    auto extra = model;
    extra["live.attic"] = {"U8", {1}, {1}};
    QVERIFY_EXCEPTION_THROWN(second.restore(extra, first.optimizerTensors(), 1, "test"), Failure);
    model["live.bottleneck.conv1.weight"].shape = {1};
    QVERIFY_EXCEPTION_THROWN(second.restore(model, first.optimizerTensors(), 1, "test"), Failure);
}

void TrainerTest::switchingKeepsTheOtherMoments() {
    auto settings = smallSettings();
    settings.upsample = UpsampleMode::Transposed;
    auto trainer = this->trainer(settings);
    step(trainer, 5);
    trainer.freeze({"encoder.1"});
    const auto before = trainer.optimizerTensors();
    QVERIFY(trainer.switchUpsampling(UpsampleMode::PixelShuffle) < 1e-6);
    QVERIFY(trainer.switchUpsampling(UpsampleMode::ResizeConv) > 0.01);
    const auto after = trainer.optimizerTensors();
    QVERIFY(after.at("generator.bottleneck.conv1.weight.first").data ==
            before.at("generator.bottleneck.conv1.weight.first").data);
    QVERIFY(!after.contains("generator.decoder_1.up.weight.first"));
    QVERIFY((trainer.frozen() == std::vector<std::string>{"encoder.1"}));
    const auto frozen = trainer.modelTensors().at("live.encoder_1.entry.weight").data;
    step(trainer, 3);
    QVERIFY(trainer.modelTensors().at("live.encoder_1.entry.weight").data == frozen);
}

QTEST_GUILESS_MAIN(TrainerTest)
#include "trainer_test.moc"
