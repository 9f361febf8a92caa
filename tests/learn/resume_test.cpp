// Resuming is exact: stopped and gone on is bit for bit what never stopped would have been (CPU).
#include "core/weights/safetensors.h"
#include "tests/learn/small_pairs.h"

#include <QTest>
#include <algorithm>

using namespace typemould;
using namespace typemould::testing;

class ResumeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goingOnEqualsNoInterruption_data();
    void goingOnEqualsNoInterruption();
    void aFinishedRunGoesOnPastItsGoal();
    void theUpsamplingModeMayChangeInBetween();
    void theMeasuredPrecisionStays();
    void otherPairsGoOnInTheSameEpochWithAWarning();
    void whatWasSetOtherwiseIsWrittenDown();
    void aManifestInHandIsNotReadAgain();
    void otherGeometryIsRefused_data();
    void otherGeometryIsRefused();
    void aDamagedCheckpointIsRefused();

private:
    GlyphPairs m_pairs = smallPairs();
    QTemporaryDir m_folder;
    std::filesystem::path folder(const std::string& name) const {
        return m_folder.path().toStdString() + "/" + name;
    }
};

void ResumeTest::goingOnEqualsNoInterruption_data() {
    QTest::addColumn<double>("adversarial");
    QTest::addColumn<QString>("precision");
    QTest::addColumn<bool>("frozen");
    QTest::addColumn<int>("threads");
    QTest::newRow("L1 alone") << 0.0 << "float32" << false << 1;
    QTest::newRow("with the discriminator") << 0.1 << "float32" << false << 1;
    QTest::newRow("with frozen blocks") << 0.0 << "float32" << true << 1;
    QTest::newRow("in bfloat16") << 0.0 << "bfloat16" << false << 1;
    QTest::newRow("on two threads") << 0.1 << "float32" << false << 2;
}

void ResumeTest::goingOnEqualsNoInterruption() {
    QFETCH(double, adversarial);
    QFETCH(QString, precision);
    QFETCH(bool, frozen);
    QFETCH(int, threads);
    auto setup = smallSetup(m_pairs, folder("straight"), 30);
    setup.settings.adversarialWeight = adversarial;
    setup.settings.precision = precision.toStdString();
    setup.settings.threads = threads;
    if (frozen) {
        setup.freezing = {"freeze block=encoder.1|bottleneck", "rate 0.5 block=decoder.1",
                          "freeze kind=up from step 20"};
    }
    RecordingObserver straight, first, second;
    trained(setup, straight);

    setup.runFolder = folder("halved");
    auto session = TrainingSession::create(setup).orThrow();
    std::stop_source source;
    first.atStep = [&](long long step) {
        if (step == 13) { // in the middle of an epoch
            source.request_stop();
        }
    };
    QVERIFY(session->run(source.get_token(), first).ok());
    session.reset();
    setup.resumeFrom = first.checkpoints.back();
    trained(setup, second);

    QCOMPARE(second.rows.front().step, 14LL);
    for (std::size_t i = 13; i < straight.rows.size(); ++i) {
        QCOMPARE(second.rows[i - 13].l1, straight.rows[i].l1);
        QCOMPARE(second.rows[i - 13].generatorLoss, straight.rows[i].generatorLoss);
        QCOMPARE(second.rows[i - 13].learningRate, straight.rows[i].learningRate);
    }
    for (const char* file : {"model.safetensors", "optimizer.safetensors"}) {
        QVERIFY2(contentsOf(straight.checkpoints.back() / file) ==
                     contentsOf(second.checkpoints.back() / file),
                 file);
    }
}

void ResumeTest::aFinishedRunGoesOnPastItsGoal() {
    RecordingObserver first, second;
    auto setup = smallSetup(m_pairs, folder("goal"), 5);
    trained(setup, first);
    setup.resumeFrom = first.checkpoints.back();
    setup.budget.steps = 8;
    trained(setup, second);
    QCOMPARE(second.rows.size(), std::size_t{3});
    QVERIFY(second.happened("resumed"));
    QVERIFY(second.rows.back().trainedSeconds > first.rows.back().trainedSeconds);
    QVERIFY(second.checkpoints.back().filename() == "00000008");
}

void ResumeTest::theUpsamplingModeMayChangeInBetween() {
    RecordingObserver first, second;
    auto setup = smallSetup(m_pairs, folder("modes"), 30);
    setup.settings.upsample = UpsampleMode::Transposed;
    trained(setup, first);
    setup.resumeFrom = first.checkpoints.back();
    setup.settings.upsample = UpsampleMode::PixelShuffle;
    setup.budget.steps = 31;
    trained(setup, second);
    // Exact, so what is drawn before the first step is what was drawn after the last one.
    const auto& before = first.previews.back().glyphs[0].generated;
    const auto& after = second.previews.front().glyphs[0].generated;
    int largest = 0;
    for (std::size_t i = 0; i < before.pixels.size(); ++i) {
        largest = std::max(largest, std::abs(int(before.pixels[i]) - int(after.pixels[i])));
    }
    QVERIFY2(largest <= 1, qPrintable(QString::number(largest)));
    QVERIFY(readCheckpoint(second.checkpoints.back())->generator.levels[0].upsample ==
            UpsampleMode::PixelShuffle);
}

void ResumeTest::theMeasuredPrecisionStays() {
    RecordingObserver first, second;
    auto setup = smallSetup(m_pairs, folder("precision"), 2);
    setup.settings.precision = "bfloat16";
    trained(setup, first);
    setup.resumeFrom = first.checkpoints.back();
    setup.settings.precision = "auto";
    setup.budget.steps = 3;
    trained(setup, second);
    QCOMPARE(readCheckpoint(second.checkpoints.back())->precision, std::string("bfloat16"));
}

void ResumeTest::otherPairsGoOnInTheSameEpochWithAWarning() {
    RecordingObserver first, second;
    auto setup = smallSetup(m_pairs, folder("pairs"), 10); // two epochs of 20 pairs, 4 a step
    trained(setup, first);
    QVERIFY(first.warnings.empty());
    const auto more = smallPairs(44);
    setup.pairs = &more;
    setup.resumeFrom = first.checkpoints.back();
    setup.budget.steps = 11;
    trained(setup, second);
    QCOMPARE(second.rows.front().epoch, 2.0 + 4.0 / 40.0);
    QCOMPARE(second.warnings.size(), std::size_t{1});
    QVERIFY(second.warnings[0].advice.find("fresh") != std::string::npos);
}

void ResumeTest::whatWasSetOtherwiseIsWrittenDown() {
    RecordingObserver first, second, third;
    auto setup = smallSetup(m_pairs, folder("changed"), 2);
    setup.settings.batch = 4;
    trained(setup, first);
    const auto resumed = [](const RecordingObserver& observer) {
        const auto found = std::find_if(observer.events.begin(), observer.events.end(),
                                        [](const auto& event) { return event.kind == "resumed"; });
        return found == observer.events.end() ? std::string() : found->detail;
    };
    setup.resumeFrom = first.checkpoints.back();
    setup.budget.steps = 3;
    trained(setup, second);
    QVERIFY2(!resumed(second).empty() && resumed(second).find("changed") == std::string::npos,
             resumed(second).c_str());
    setup.resumeFrom = second.checkpoints.back();
    setup.budget.steps = 4;
    setup.settings.batch = 2;
    setup.settings.learningRate = 0.0007;
    setup.freezing = {"freeze block=encoder.1"};
    setup.runFolder = folder("elsewhere");
    trained(setup, third);
    for (const char* change :
         {"batch 4 -> 2", "learning-rate 0.001 -> ", "freezing none -> freeze block=encoder.1", "from "}) {
        QVERIFY2(resumed(third).find(change) != std::string::npos, resumed(third).c_str());
    }
    QVERIFY(contentsOf(folder("elsewhere") / std::filesystem::path("events.jsonl")).find("batch 4 -> 2") !=
            std::string::npos);
}

void ResumeTest::aManifestInHandIsNotReadAgain() {
    RecordingObserver first, second;
    auto setup = smallSetup(m_pairs, folder("in hand"), 2);
    trained(setup, first);
    setup.resumeFrom = first.checkpoints.back();
    setup.resumeManifest = readCheckpoint(setup.resumeFrom).orThrow();
    std::filesystem::remove(setup.resumeFrom / "manifest.json");
    setup.budget.steps = 3;
    trained(setup, second);
    QCOMPARE(second.rows.back().step, 3LL);
}

void ResumeTest::otherGeometryIsRefused_data() {
    QTest::addColumn<QString>("what");
    for (const char* what : {"placement", "font", "width"}) {
        QTest::newRow(what) << what;
    }
}

void ResumeTest::otherGeometryIsRefused() {
    QFETCH(QString, what);
    RecordingObserver observer;
    auto setup = smallSetup(m_pairs, folder("geometry"), 2);
    trained(setup, observer);
    setup.resumeFrom = observer.checkpoints.back();
    QVERIFY(TrainingSession::create(setup).ok());
    if (what == "placement") {
        setup.placements.target.offsetY = 0.01;
    } else if (what == "font") {
        setup.targetHash = "another";
    } else {
        setup.settings.width = 16;
    }
    const auto result = TrainingSession::create(setup);
    QVERIFY(!result.ok());
    QVERIFY2(result.error().message.find(what.toStdString()) != std::string::npos,
             result.error().message.c_str());
    QVERIFY(result.error().advice.find("start fresh") != std::string::npos);
}

void ResumeTest::aDamagedCheckpointIsRefused() {
    RecordingObserver observer;
    auto setup = smallSetup(m_pairs, folder("damaged"), 2);
    trained(setup, observer);
    setup.resumeFrom = observer.checkpoints.back();
    auto bytes = readFile(setup.resumeFrom / "model.safetensors").orThrow();
    bytes[bytes.size() / 2] ^= 1;
    QVERIFY(writeFileAtomically(setup.resumeFrom / "model.safetensors", bytes).ok());
    const auto result = TrainingSession::create(setup);
    QVERIFY(!result.ok());
    QVERIFY(result.error().code == ErrorCode::BadFormat);
}

QTEST_GUILESS_MAIN(ResumeTest)
#include "resume_test.moc"
