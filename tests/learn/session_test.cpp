// A session as its caller sees it: it learns, says so, takes requests between steps, pauses, stops, and fails
// clearly.
#include "core/model/parameters.h"
#include "core/training/checkpoint_writer.h"
#include "core/training/network_settings.h"
#include "tests/learn/small_pairs.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <thread>

using namespace typemould;
using namespace typemould::testing;

class SessionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itLearns();
    void itTellsWhatItDoes();
    void theDiscriminatorCanBeOnOrOff();
    void aSettingChangesTheRun_data();
    void aSettingChangesTheRun();
    void requestsAreTakenBetweenSteps();
    void badRequestsAreRefusedAndTrainingGoesOn();
    void pausingSleepsAndStillServes();
    void stoppingSavesAndEnds();
    void stoppedBeforeItBeganItSavesNothing();
    void eachBudgetEndsIt_data();
    void eachBudgetEndsIt();
    void lossesThatAreNoNumbersEndItWithoutACheckpoint();
    void whatCannotBeTrainedIsRefused();
    void anUnwritableFolderIsAnError();

private:
    GlyphPairs m_pairs = smallPairs();
    QTemporaryDir m_folder;
    std::filesystem::path folder(const std::string& name) const {
        return m_folder.path().toStdString() + "/" + name;
    }
};

void SessionTest::itLearns() {
    RecordingObserver observer;
    auto setup = smallSetup(m_pairs, folder("learns"), 200);
    setup.settings.learningRate = 3e-3;
    QVERIFY(trained(setup, observer) == Outcome::Finished);
    QCOMPARE(observer.evaluations.size(), std::size_t{1});
    const auto& e = observer.evaluations.back();
    QVERIFY2(e.generated.l1 < 0.6 * e.copiedSource.l1,
             qPrintable(QString("%1 against %2").arg(e.generated.l1).arg(e.copiedSource.l1)));
    QVERIFY(e.generated.iou > e.copiedSource.iou);
    QVERIFY(observer.rows.back().l1 < 0.5 * observer.rows.front().l1);
}

void SessionTest::itTellsWhatItDoes() {
    RecordingObserver observer;
    auto setup = smallSetup(m_pairs, folder("tells"), 20);
    trained(setup, observer);
    QCOMPARE(observer.rows.size(), std::size_t{20});
    for (std::size_t i = 0; i < observer.rows.size(); ++i) {
        const auto& row = observer.rows[i];
        QCOMPARE(row.step, static_cast<long long>(i + 1));
        QCOMPARE(row.epoch, 4.0 * static_cast<double>(i + 1) / 20.0);
        QVERIFY(std::abs(row.share - static_cast<double>(i + 1) / 20) < 1e-9);
        QVERIFY(row.secondsLeft >= 0 && row.samplesPerSecond > 0 && row.trainedSeconds > 0 && row.l1 > 0);
        QCOMPARE(row.device, std::string("cpu"));
    }
    long long all = 0;
    for (const auto& block : blocksOf(generatorConfigOf(setup.settings, 32).orThrow())) {
        all += block.parameters;
    }
    QCOMPARE(observer.rows.back().trainedParameters, all);
    using S = TrainingState;
    QVERIFY((observer.states == std::vector<S>{S::Running, S::Stopping, S::Finished}));
    QVERIFY(observer.happened("started") && observer.happened("finished") && observer.happened("checkpoint"));
    QVERIFY(observer.warnings.empty());
    const auto& preview = observer.previews.back();
    QCOMPARE(preview.step, 20LL);
    QCOMPARE(preview.glyphs.size(), std::size_t{2});
    const auto index = m_pairs.indexOf(0x4E00);
    QVERIFY(preview.glyphs[0].source == m_pairs.sourceImage(index));
    QVERIFY(*preview.glyphs[0].truth == m_pairs.targetImage(index));
    QCOMPARE(preview.glyphs[0].generated.width, 32);
    QVERIFY(!(preview.glyphs[0].generated == observer.previews.front().glyphs[0].generated));
    QCOMPARE(preview.glyphs[0].heldOut, m_pairs.split().heldOut.contains(0x4E00));
}

void SessionTest::theDiscriminatorCanBeOnOrOff() {
    RecordingObserver off, on;
    trained(smallSetup(m_pairs, folder("off"), 5), off);
    auto setup = smallSetup(m_pairs, folder("on"), 5);
    setup.settings.adversarialWeight = 0.1;
    trained(setup, on);
    QCOMPARE(off.rows.back().discriminatorLoss, 0.0);
    QCOMPARE(off.rows.back().adversarialLoss, 0.0);
    QVERIFY(on.rows.back().discriminatorLoss > 0.01 && on.rows.back().adversarialLoss > 0.01);
    const auto& row = on.rows.back();
    QVERIFY(std::abs(row.generatorLoss - (row.l1 + 0.1 * row.adversarialLoss)) < 1e-5);
}

void SessionTest::aSettingChangesTheRun_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("adversarial");
    for (const auto& [key, value] :
         std::initializer_list<std::pair<const char*, const char*>>{{"upsample", "transposed"},
                                                                    {"upsample", "resize_conv"},
                                                                    {"width", "16"},
                                                                    {"depth", "3"},
                                                                    {"patch", "1"},
                                                                    {"batch", "5"},
                                                                    {"learning-rate", "0.01"},
                                                                    {"warmup-steps", "0"},
                                                                    {"final-rate-share", "1"},
                                                                    {"weight-decay", "1"},
                                                                    {"gradient-clip", "0.001"},
                                                                    {"ema-decay", "0"},

                                                                    {"adversarial-weight", "1"},
                                                                    {"seed", "2"},
                                                                    {"precision", "bfloat16"}}) {
        QTest::newRow(qPrintable(QString("%1=%2").arg(key, value)))
            << QString(key) << QString(value) << false;
    }
    QTest::newRow("discriminator-rate") << "discriminator-rate"
                                        << "0.05" << true;
}

// After a few steps the drawn glyph differs from the one that the plain settings lead to.
void SessionTest::aSettingChangesTheRun() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(bool, adversarial);
    auto setup = smallSetup(m_pairs, folder("plain"), 6);
    setup.settings.emaDecay = 0.5;
    setup.settings.adversarialWeight = adversarial ? 1 : 0;
    RecordingObserver plain, changed;
    trained(setup, plain);
    setup.runFolder = folder("changed");
    QVERIFY(setFieldFromText(setup.settings, key.toStdString(), value.toStdString()).ok());
    trained(setup, changed);
    QVERIFY(plain.rows.back().l1 != changed.rows.back().l1 ||
            !(plain.previews.back().glyphs[0].generated == changed.previews.back().glyphs[0].generated));
}

void SessionTest::requestsAreTakenBetweenSteps() {
    RecordingObserver observer;
    auto setup = smallSetup(m_pairs, folder("requests"), 40);
    auto session = TrainingSession::create(setup).orThrow();
    observer.atStep = [&](long long step) {
        if (step == 10) {
            session->requestPreviewText("丂七丈"); // U+4E02, U+4E03, U+4E08
            session->requestFreezing({"freeze block=encoder.1|encoder.2"});
            session->requestUpsampling({UpsampleMode::Transposed});
            session->requestSettings({{"learning-rate", "0.0001"}});
            session->requestCheckpoint();
        }
    };
    QVERIFY(session->run({}, observer).ok());
    for (const char* kind : {"frozen", "upsampling", "settings", "checkpoint"}) {
        const auto found = std::find_if(observer.events.begin(), observer.events.end(),
                                        [&](const TrainingEvent& e) { return e.kind == kind; });
        QVERIFY2(found != observer.events.end(), kind);
        QCOMPARE(found->step, 10LL);
    }
    QVERIFY(observer.rows[10].trainedParameters < observer.rows[9].trainedParameters);
    QVERIFY(observer.rows[10].learningRate < observer.rows[9].learningRate / 2);
    QCOMPARE(observer.previews.back().glyphs.size(), std::size_t{3});
    QCOMPARE(observer.checkpoints.size(), std::size_t{2});
    const auto manifest = readCheckpoint(observer.checkpoints.back());
    QVERIFY(manifest.ok());
    QVERIFY(manifest->generator.levels[0].upsample == UpsampleMode::Transposed);
    QVERIFY(manifest->settings.upsample == UpsampleMode::Transposed);
    QVERIFY((manifest->freezing == std::vector<std::string>{"freeze block=encoder.1|encoder.2"}));
    QCOMPARE(manifest->learningRate, 1e-4);
}

void SessionTest::badRequestsAreRefusedAndTrainingGoesOn() {
    RecordingObserver observer;
    auto session = TrainingSession::create(smallSetup(m_pairs, folder("bad"), 10)).orThrow();
    observer.atStep = [&](long long step) {
        if (step == 3) {
            session->requestFreezing({"freeze block=cellar"});
            session->requestSettings({{"learning-rate", "-1"}});
            session->requestPreviewText("\xff\xfe Ω");
        }
    };
    QVERIFY(session->run({}, observer).ok());
    QCOMPARE(observer.rows.size(), std::size_t{10});
    QCOMPARE(observer.refusedFreezing.size(), std::size_t{1});
    const auto& plan = observer.refusedFreezing.front();
    QVERIFY(plan.why.message.find("cellar") != std::string::npos);
    QVERIFY(plan.asked == std::vector<std::string>{"freeze block=cellar"} && plan.kept.empty());
    QCOMPARE(observer.refusedSettings.size(), std::size_t{1});
    QVERIFY(observer.refusedSettings.front().why.message.find("learning-rate") != std::string::npos);
    QVERIFY(observer.warnings.empty());
    QVERIFY(observer.previews.back().unavailable == CharacterSet{U'Ω'});
}

void SessionTest::pausingSleepsAndStillServes() {
    RecordingObserver observer;
    auto session = TrainingSession::create(smallSetup(m_pairs, folder("pauses"), 20)).orThrow();
    observer.atStep = [&](long long step) {
        if (step == 5) {
            session->pause();
        }
    };
    std::jthread user([&] {
        while (session->state() != TrainingState::Paused) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        session->requestPreviewText("上");
        session->requestCheckpoint();
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        session->resume();
    });
    QVERIFY(session->run({}, observer).ok());
    using S = TrainingState;
    QVERIFY((observer.states == std::vector<S>{S::Running, S::Paused, S::Running, S::Stopping, S::Finished}));
    QCOMPARE(observer.rows.size(), std::size_t{20});
    QCOMPARE(observer.previews[1].step, 5LL);
    QCOMPARE(observer.previews[1].glyphs.size(), std::size_t{1});
    QVERIFY(observer.checkpoints.front().filename() == "00000005");
    QVERIFY2(observer.rows.back().trainedSeconds < observer.rows[4].trainedSeconds + 0.29 + 15 * 0.5,
             "pauses are left out of the training time");
}

void SessionTest::stoppingSavesAndEnds() {
    RecordingObserver observer;
    auto session = TrainingSession::create(smallSetup(m_pairs, folder("stops"), 0)).orThrow();
    std::stop_source source;
    observer.atStep = [&](long long step) {
        if (step == 7) {
            source.request_stop();
        }
    };
    const auto outcome = session->run(source.get_token(), observer);
    QVERIFY(outcome.ok() && *outcome == Outcome::Stopped);
    QCOMPARE(observer.rows.size(), std::size_t{7});
    QCOMPARE(observer.rows.back().share, -1.0);
    QVERIFY(observer.happened("stopped"));
    QVERIFY(observer.checkpoints.back().filename() == "00000007");
    QVERIFY(session->state() == TrainingState::Finished);
}

void SessionTest::stoppedBeforeItBeganItSavesNothing() {
    RecordingObserver observer;
    auto session = TrainingSession::create(smallSetup(m_pairs, folder("never"), 5)).orThrow();
    std::stop_source source;
    source.request_stop();
    QVERIFY(session->run(source.get_token(), observer).ok());
    QVERIFY2(observer.checkpoints.empty(), "an untrained network is no checkpoint");
}

void SessionTest::eachBudgetEndsIt_data() {
    QTest::addColumn<double>("minutes");
    QTest::addColumn<int>("steps");
    QTest::addColumn<double>("epochs");
    QTest::newRow("minutes") << 0.01 << 0 << 0.0;
    QTest::newRow("steps") << 0.0 << 3 << 0.0;
    QTest::newRow("epochs") << 0.0 << 0 << 2.0;
}

void SessionTest::eachBudgetEndsIt() {
    QFETCH(double, minutes);
    QFETCH(int, steps);
    QFETCH(double, epochs);
    RecordingObserver observer;
    auto setup = smallSetup(m_pairs, folder("budget"), steps);
    setup.budget.minutes = minutes;
    setup.budget.epochs = epochs;
    QVERIFY(trained(setup, observer) == Outcome::Finished);
    if (minutes > 0) {
        QVERIFY(observer.rows.back().trainedSeconds >= 0.6);
    } else if (steps > 0) {
        QCOMPARE(observer.rows.size(), std::size_t{3});
    } else {
        QCOMPARE(observer.rows.size(), std::size_t{10}); // 2 epochs of 20 pairs, 4 a step
    }
}

void SessionTest::lossesThatAreNoNumbersEndItWithoutACheckpoint() {
    RecordingObserver before;
    auto setup = smallSetup(m_pairs, folder("nan"), 3);
    trained(setup, before);
    // The same checkpoint with one weight that is no number, whole in every other way.
    auto manifest = readCheckpoint(before.checkpoints.back()).orThrow();
    auto model = readSafetensors(before.checkpoints.back() / "model.safetensors").orThrow();
    const auto optimizer = readSafetensors(before.checkpoints.back() / "optimizer.safetensors").orThrow();
    auto& weight = model.at("live.encoder_1.entry.weight").data;
    std::fill(weight.begin(), weight.begin() + 4, std::uint8_t{0xff});
    manifest.step = 4;
    setup.runFolder = folder("nan alone"); // no older one to go back to
    setup.resumeFrom = writeCheckpoint(setup.runFolder, manifest, model, optimizer).orThrow();
    setup.budget.steps = 50;

    RecordingObserver observer;
    auto session = TrainingSession::create(setup).orThrow();
    const auto result = session->run({}, observer);
    QVERIFY(!result.ok());
    QVERIFY(result.error().code == ErrorCode::NotFinite);
    QVERIFY(!result.error().advice.empty());
    QVERIFY(observer.rows.empty()); // it ended within the step
    QVERIFY(observer.checkpoints.empty());
    QVERIFY(observer.happened("failed"));
    QVERIFY(session->state() == TrainingState::Failed);
    QVERIFY(readCheckpoint(before.checkpoints.back()).ok());
}

void SessionTest::whatCannotBeTrainedIsRefused() {
    const auto few = smallPairs(4);
    auto result = TrainingSession::create(smallSetup(few, folder("few"), 5));
    QVERIFY(!result.ok());
    QVERIFY2(result.error().message.find("4 characters") != std::string::npos,
             result.error().message.c_str());

    auto setup = smallSetup(m_pairs, folder("unknown"), 5);
    setup.freezing = {"freeze block=attic"};
    result = TrainingSession::create(setup);
    QVERIFY(!result.ok());
    QVERIFY(result.error().message.find("attic") != std::string::npos);

    setup = smallSetup(m_pairs, folder("deep"), 5);
    setup.settings.depth = 4;
    setup.settings.patch = 4;
    result = TrainingSession::create(setup);
    QVERIFY(!result.ok());
    QVERIFY(result.error().message.find("32 px") != std::string::npos);

    setup = smallSetup(m_pairs, folder("lost"), 5);
    setup.resumeFrom = folder("nowhere");
    QVERIFY(!TrainingSession::create(setup).ok());
}

void SessionTest::anUnwritableFolderIsAnError() {
    QVERIFY(writeFileAtomically(folder("file"), std::string_view("in the way")).ok());
    RecordingObserver observer;
    auto session = TrainingSession::create(smallSetup(m_pairs, folder("file") / "run", 5)).orThrow();
    const auto result = session->run({}, observer);
    QVERIFY(!result.ok());
    QVERIFY(result.error().message.find("run") != std::string::npos);
    QVERIFY(session->state() == TrainingState::Failed);
}

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
