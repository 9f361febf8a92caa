// One step from within: frozen weights stay bit for bit, the others move, averages follow, state comes back.
#include "core/training/network_settings.h"
#include "core/training/trainer.h"
#include "tests/learn/small_pairs.h"

#include <QTest>
#include <algorithm>

using namespace typemould;
using namespace typemould::testing;

namespace {

/// A small network with every kind of part that a preset can speak of, and a discriminator with a style head.
TrainingSettings richSettings() {
    auto settings = smallSettings();
    settings.family = Family::Film;
    settings.width = 4;
    settings.depth = 4;
    settings.network = "styles=2 style-dim=8 2.attention=linear *.dropout=0";
    settings.adversarialWeight = 0.1;
    settings.styleWeight = 1;
    settings.discriminatorWidth = 4;
    return settings;
}

} // namespace

class TrainerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsFrozenStaysBitForBit_data();
    void whatIsFrozenStaysBitForBit();
    void presetsFreezeWhatTheyName_data();
    void presetsFreezeWhatTheyName();
    void frozenNormsKeepTheirStatistics();
    void ratesScaleTheSteps();
    void everythingFrozenStillSteps();
    void frozenEncodersCostLess();
    void averagesFollowTheWeights();
    void stateComesBackWhole();
    void switchingCarriesTheMoments();
    void switchingOneLevelLeavesTheOthers();
    void aFreshSwitchForgetsTheKernels();
    void addedStylesLeaveTheOldOnesAsTheyWere_data();
    void addedStylesLeaveTheOldOnesAsTheyWere();
    void stylesAreLearntApart();

private:
    GlyphPairs m_pairs = smallPairs();
    Trainer trainer(TrainingSettings settings = smallSettings()) const {
        const auto generator = generatorConfigOf(settings, 32).orThrow();
        return {settings, generator, discriminatorConfigOf(settings, generator).orThrow()};
    }
    ResolvedFreezing freeze(Trainer& trainer, const std::vector<std::string>& rules) const {
        const auto& judge = trainer.discriminatorConfig();
        const auto resolved =
            resolveFreezing(parseFreezingPlan(rules).orThrow(), {}, parametersOf(trainer.config()),
                            judge ? parametersOf(*judge) : std::vector<ParameterInfo>{})
                .orThrow();
        trainer.apply(resolved);
        return resolved;
    }
    void step(Trainer& trainer, int times, const std::vector<std::int64_t>& styles = {},
              double rate = 1e-2) const {
        for (int i = 0; i < times; ++i) {
            TrainingBatch batch;
            batch.styles = styles;
            for (std::size_t item = 0; item < 4; ++item) {
                batch.sources.push_back(
                    m_pairs.source((item + static_cast<std::size_t>(i) * 4) % m_pairs.size()));
                batch.targets.push_back(
                    m_pairs.target((item + static_cast<std::size_t>(i) * 4) % m_pairs.size()));
            }
            (void)trainer.step(batch, rate, 1, false);
        }
    }
    std::vector<GrayImage> drawn(Trainer& trainer, int style) const {
        return trainer.draw({m_pairs.source(0), m_pairs.source(1)}, style);
    }
    /// Trains a little, freezes, trains 20 steps more, and compares every parameter with the plan.
    void checkFreezing(Trainer& trainer, const std::vector<std::string>& rules,
                       const std::vector<std::int64_t>& styles) {
        step(trainer, 5, styles); // momentum is there before anything is frozen
        const auto before = trainer.modelTensors();
        const auto resolved = freeze(trainer, rules);
        step(trainer, 20, styles);
        const auto after = trainer.modelTensors();
        int compared = 0;
        for (const auto& fate : resolved.parameters) {
            const auto name = (fate.name.rfind("discriminator.", 0) == 0 ? "" : "live.") + fate.name;
            QVERIFY2(before.contains(name), name.c_str());
            QVERIFY2((after.at(name).data == before.at(name).data) == !fate.trained, name.c_str());
            ++compared;
        }
        QVERIFY(compared > 10);
        freeze(trainer, {}); // and all of it moves again once it is unfrozen
        step(trainer, 3, styles);
        const auto last = trainer.modelTensors();
        for (const auto& fate : resolved.parameters) {
            const auto name = (fate.name.rfind("discriminator.", 0) == 0 ? "" : "live.") + fate.name;
            QVERIFY2(last.at(name).data != after.at(name).data, name.c_str());
        }
    }
};

void TrainerTest::whatIsFrozenStaysBitForBit_data() {
    QTest::addColumn<QStringList>("rules");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("first encoder block") << QStringList{"freeze block=encoder.1"};
    QTest::newRow("second encoder block") << QStringList{"freeze block=encoder.2"};
    QTest::newRow("encoder") << QStringList{"freeze block=encoder.*"};
    QTest::newRow("decoder") << QStringList{"freeze block=decoder.1|output"};
    QTest::newRow("bottleneck") << QStringList{"freeze block=bottleneck"};
    QTest::newRow("a kind") << QStringList{"freeze kind=norm"};
    QTest::newRow("a name") << QStringList{"freeze name=*.conv1.weight", "train block=bottleneck"};
}

void TrainerTest::whatIsFrozenStaysBitForBit() {
    QFETCH(QStringList, rules);
    std::vector<std::string> texts;
    for (const auto& rule : rules) {
        texts.push_back(rule.toStdString());
    }
    auto trainer = this->trainer();
    checkFreezing(trainer, texts, {});
}

void TrainerTest::presetsFreezeWhatTheyName_data() {
    QTest::addColumn<QString>("preset");
    QTest::addColumn<QStringList>("trained"); // parts of names; anything else of the generator is frozen
    QTest::newRow("everything") << "everything" << QStringList{"coder_", "bottleneck", "embedding"};
    QTest::newRow("style") << "style" << QStringList{"embedding.", ".film."};
    QTest::newRow("decoder") << "decoder" << QStringList{"decoder_"};
    QTest::newRow("attention") << "attention" << QStringList{".attention."};
    QTest::newRow("transformer") << "transformer" << QStringList{".transformer."};
    QTest::newRow("style_head") << "style_head" << QStringList{"discriminator.style."};
}

void TrainerTest::presetsFreezeWhatTheyName() {
    QFETCH(QString, preset);
    QFETCH(QStringList, trained);
    const auto rules = freezingPlanTexts(freezingPreset(preset.toStdString()).orThrow());
    auto trainer = this->trainer(richSettings());
    for (const auto& fate : freeze(trainer, rules).parameters) { // the plan says what the preset's name says
        const auto name = QString::fromStdString(fate.name);
        const bool named = std::any_of(trained.begin(), trained.end(),
                                       [&](const QString& part) { return name.contains(part); });
        const bool judge = name.startsWith("discriminator.");
        const bool wanted = preset == "style_head" ? named : judge || named;
        QVERIFY2(fate.trained == wanted, fate.name.c_str());
    }
    auto fresh = this->trainer(richSettings());
    checkFreezing(fresh, rules, {0, 1, 0, 1});
}

void TrainerTest::frozenNormsKeepTheirStatistics() {
    auto settings = smallSettings();
    settings.network = "norm=batch";
    auto trainer = this->trainer(settings);
    step(trainer, 3);
    const auto before = trainer.modelTensors();
    freeze(trainer, {"freeze block=encoder.2"});
    step(trainer, 5);
    const auto after = trainer.modelTensors();
    int kept = 0, moved = 0;
    for (const auto& info : parametersOf(trainer.config())) {
        if (info.name.ends_with("running_mean") || info.name.ends_with("running_var")) {
            const bool same = before.at("live." + info.name).data == after.at("live." + info.name).data;
            QVERIFY2(same == (info.block == "encoder.2"), info.name.c_str());
            QVERIFY2(after.at("average." + info.name).data == after.at("live." + info.name).data,
                     info.name.c_str());
            (same ? kept : moved)++;
        }
    }
    QVERIFY(kept > 0 && moved > 0);
}

// Adam's first step is the rate itself in size, whatever the gradient.
void TrainerTest::ratesScaleTheSteps() {
    auto settings = smallSettings();
    settings.weightDecay = 0;
    const auto largestMove = [&](const std::vector<std::string>& rules, const std::string& name) {
        auto trainer = this->trainer(settings);
        freeze(trainer, rules);
        const auto before = trainer.modelTensors().at(name).data;
        step(trainer, 1);
        const auto after = trainer.modelTensors().at(name).data;
        double largest = 0;
        for (std::size_t i = 0; i + 4 <= before.size(); i += 4) {
            float a = 0, b = 0;
            std::memcpy(&a, before.data() + i, 4);
            std::memcpy(&b, after.data() + i, 4);
            largest = std::max(largest, std::abs(double(a) - double(b)));
        }
        return largest;
    };
    const std::string up = "live.decoder_1.up.weight", down = "live.encoder_1.entry.weight";
    const double whole = largestMove({}, up);
    QVERIFY(std::abs(whole - 1e-2) < 1e-4);
    QVERIFY(std::abs(largestMove({"rate 2 block=decoder.1"}, up) - 2e-2) < 2e-4);
    QVERIFY(std::abs(largestMove({"rate 2 block=decoder.1"}, down) - 1e-2) < 1e-4);
    QVERIFY(std::abs(largestMove({"rate 0.5 kind=up", "rate 0.5 block=decoder.1"}, up) - 2.5e-3) < 1e-4);
}

void TrainerTest::everythingFrozenStillSteps() {
    auto trainer = this->trainer();
    freeze(trainer, {"freeze generator"});
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
    freeze(trainer, {"freeze block=encoder.*"});
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
    // Switched off and on again it begins where the weights are.
    for (const double decay : {0.0, 0.999}) {
        settings.emaDecay = decay;
        averaged.change(settings, std::nullopt);
        tensors = averaged.modelTensors();
        QVERIFY(tensors.at("live.output.conv.weight").data == tensors.at("average.output.conv.weight").data);
    }
    step(averaged, 1);
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

void TrainerTest::switchingCarriesTheMoments() {
    auto settings = smallSettings();
    settings.upsample = UpsampleMode::Transposed;
    auto trainer = this->trainer(settings);
    step(trainer, 5);
    const auto before = trainer.optimizerTensors();
    const auto image = drawn(trainer, 0);
    const UpsamplingSwitch exact{UpsampleMode::PixelShuffle};
    for (const auto& level : trainer.residuals(exact)) {
        QVERIFY(level.residual < 1e-6);
    }
    trainer.switchUpsampling(exact);
    QVERIFY(trainer.residuals(exact).empty());
    const auto after = trainer.optimizerTensors();
    QVERIFY(after.at("generator.bottleneck.conv1.weight.first").data ==
            before.at("generator.bottleneck.conv1.weight.first").data);
    const std::string up = "generator.decoder_1.up.weight";
    QVERIFY(after.at(up + ".steps").data == before.at(up + ".steps").data);
    const auto numbers = [](const StoredTensor& tensor) {
        std::vector<float> values(tensor.data.size() / 4);
        std::memcpy(values.data(), tensor.data.data(), tensor.data.size());
        std::erase(values, 0.0F);
        std::sort(values.begin(), values.end());
        return values;
    };
    // Transposed to PixelShuffle only moves the numbers of a kernel to other places, and so those of its
    // moments.
    QVERIFY(numbers(after.at(up + ".first")) == numbers(before.at(up + ".first")));
    for (const float value : numbers(after.at(up + ".second"))) {
        QVERIFY(value > 0);
    }
    QCOMPARE(numbers(after.at(up + ".second")).size(),
             after.at(up + ".second").data.size() / 4); // none begins at zero
    const auto same = drawn(trainer, 0);
    for (std::size_t i = 0; i < image.size(); ++i) {
        for (std::size_t p = 0; p < image[i].pixels.size(); ++p) {
            QVERIFY(std::abs(int(image[i].pixels[p]) - int(same[i].pixels[p])) <= 1);
        }
    }
    step(trainer, 3);
    QVERIFY(trainer.residuals({UpsampleMode::ResizeConv}).front().residual > 0.01);
}

void TrainerTest::switchingOneLevelLeavesTheOthers() {
    auto settings = smallSettings();
    settings.depth = 3;
    settings.patch = 1;
    auto trainer = this->trainer(settings);
    step(trainer, 2);
    const auto before = trainer.modelTensors();
    trainer.switchUpsampling({UpsampleMode::Transposed, 2});
    QCOMPARE(trainer.config().levels[0].upsample, UpsampleMode::PixelShuffle);
    QCOMPARE(trainer.config().levels[1].upsample, UpsampleMode::Transposed);
    const auto after = trainer.modelTensors();
    QVERIFY(after.at("live.decoder_1.up.weight").data == before.at("live.decoder_1.up.weight").data);
    QVERIFY(after.at("live.decoder_2.up.weight").shape != before.at("live.decoder_2.up.weight").shape);
    step(trainer, 2);
}

void TrainerTest::aFreshSwitchForgetsTheKernels() {
    auto trainer = this->trainer();
    step(trainer, 5);
    auto kept = this->trainer();
    kept.restore(trainer.modelTensors(), trainer.optimizerTensors(), trainer.steps(), "test");
    trainer.switchUpsampling({UpsampleMode::Transposed, 0, SwitchHow::Fresh});
    kept.switchUpsampling({UpsampleMode::Transposed, 0, SwitchHow::Nearest});
    const auto fresh = trainer.modelTensors(), nearest = kept.modelTensors();
    QVERIFY(fresh.at("live.decoder_1.up.weight").data != nearest.at("live.decoder_1.up.weight").data);
    QVERIFY(fresh.at("live.decoder_1.up.weight").data == fresh.at("average.decoder_1.up.weight").data);
    QVERIFY(fresh.at("live.encoder_1.entry.weight").data == nearest.at("live.encoder_1.entry.weight").data);
    QVERIFY(!trainer.optimizerTensors().contains("generator.decoder_1.up.weight.first"));
    QVERIFY(kept.optimizerTensors().contains("generator.decoder_1.up.weight.first"));
}

void TrainerTest::addedStylesLeaveTheOldOnesAsTheyWere_data() {
    QTest::addColumn<int>("family");
    QTest::newRow("house, the first styles") << int(Family::House);
    QTest::newRow("film, one more") << int(Family::Film);
}

void TrainerTest::addedStylesLeaveTheOldOnesAsTheyWere() {
    QFETCH(int, family);
    const bool film = static_cast<Family>(family) == Family::Film;
    const auto settings = film ? richSettings() : smallSettings();
    auto trainer = this->trainer(settings);
    step(trainer, 5, film ? std::vector<std::int64_t>{0, 1, 0, 1} : std::vector<std::int64_t>{});
    const auto before = drawn(trainer, 0);
    const auto moments = trainer.optimizerTensors();
    const int styles = film ? 3 : 2;
    trainer.addStyles(generatorConfigOf(settings, 32, styles).orThrow());
    QCOMPARE(trainer.config().styles, styles);
    QVERIFY(drawn(trainer, 0) == before);
    const auto kept = trainer.optimizerTensors();
    for (const auto& [name, tensor] : moments) {
        QVERIFY2(kept.contains(name), name.c_str());
    }
    freeze(trainer, {});
    step(trainer, 5,
         {std::int64_t(styles) - 1, std::int64_t(styles) - 1, 0, 0}); // and the new one can be learnt
    QVERIFY(drawn(trainer, styles - 1) != drawn(trainer, 0));
}

// Style 0 is taught the targets, style 1 the sources themselves.
void TrainerTest::stylesAreLearntApart() {
    auto settings = smallSettings();
    settings.emaDecay = 0.5;
    const auto generator = generatorConfigOf(settings, 32, 2).orThrow();
    Trainer trainer(settings, generator, {});
    for (int i = 0; i < 150; ++i) {
        TrainingBatch batch;
        for (std::size_t item = 0; item < 4; ++item) {
            const auto index = (item + static_cast<std::size_t>(i) * 4) % m_pairs.size();
            batch.sources.push_back(m_pairs.source(index));
            batch.targets.push_back(item % 2 == 0 ? m_pairs.target(index) : m_pairs.source(index));
            batch.styles.push_back(item % 2 == 0 ? 0 : 1);
        }
        (void)trainer.step(batch, 5e-3, 1, false);
    }
    double ink[2];
    for (const int style : {0, 1}) {
        ink[style] = meanInk(drawn(trainer, style).front());
    }
    QVERIFY2(ink[0] > 1.2 * ink[1],
             qPrintable(QString("%1 %2").arg(ink[0]).arg(ink[1]))); // bars twice as thick
}

QTEST_GUILESS_MAIN(TrainerTest)
#include "trainer_test.moc"
