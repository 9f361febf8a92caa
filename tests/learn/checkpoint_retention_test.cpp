// Which checkpoints of a run stay on disk: the newest, the best, and all within the disk budget; and that a
// checkpoint says how good it is.
#include "core/training/checkpoint_retention.h"
#include "core/training/checkpoint_score.h"
#include "core/training/checkpoint_writer.h"
#include "core/training/run_files.h"
#include "core/training/run_record.h"
#include "tests/learn/small_pairs.h"

#include <QTest>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

using Steps = QList<long long>;

class CheckpointRetentionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatGoes_data();
    void whatGoes();
    void aCheckpointSaysItsScore();
    void aScoreLeavesTheCheckpointWhole();
    void damagedCheckpointsHaveNoScore_data();
    void damagedCheckpointsHaveNoScore();
    void theBestStayBesideTheNewest();
    void laterOnesOfAnEarlierLifeStay();
    void whatWasLeftGoesFirst();
    void whatWasLeftIsNotTheNewest();
    void aSessionKeepsTheBest();
    void whatIsSavedAgainKeepsItsScore();
    void aBudgetTooSmallIsSaidOnce();
    void goingOnFindsTheNewestNotTheBest();
    void namesThatAreNoStepsAreLeftAlone();

private:
    fs::path folder(const std::string& name) const { return m_folder.path().toStdString() + "/" + name; }
    /// A checkpoint of one tensor of `bytes` bytes, with a score when `l1` is not negative.
    static fs::path write(const fs::path& run, long long step, double l1 = -1, std::size_t bytes = 100) {
        CheckpointManifest manifest;
        manifest.step = step;
        StoredTensor tensor{"U8", {static_cast<std::int64_t>(bytes)}, Bytes(bytes, 7)};
        const auto at = writeCheckpoint(run, manifest, {{"t", tensor}}, {}).orThrow();
        if (l1 >= 0) {
            writeScore(at, {{l1, 0.5, 0.5}, 4}).orThrow();
        }
        return at;
    }
    static Steps stepsIn(const fs::path& run) {
        Steps steps;
        for (const auto& at : verifiedCheckpoints(run, CheckpointCare::LookOnly)) {
            steps.prepend(std::stoll(at.filename().string()));
        }
        return steps;
    }
    GlyphPairs m_pairs = smallPairs();
    QTemporaryDir m_folder;
};

void CheckpointRetentionTest::whatGoes_data() {
    QTest::addColumn<QList<double>>("l1"); // of steps 1, 2, ...; negative: not measured; 10 bytes each
    QTest::addColumn<int>("newest");
    QTest::addColumn<int>("best");
    QTest::addColumn<int>("budget");
    QTest::addColumn<Steps>("gone"); // in this order
    const QList<double> five{0.5, 0.1, 0.4, 0.2, 0.3};
    QTest::newRow("the newest alone") << five << 2 << 0 << 0 << Steps{1, 2, 3};
    QTest::newRow("the best beside them") << five << 2 << 1 << 0 << Steps{1, 3};
    QTest::newRow("one that is both counts for both") << five << 2 << 2 << 0 << Steps{1, 3};
    QTest::newRow("more best") << five << 1 << 3 << 0 << Steps{1, 3};
    QTest::newRow("at least the newest") << five << 0 << 0 << 0 << Steps{1, 2, 3, 4};
    QTest::newRow("unmeasured ones are never best")
        << QList<double>{-1, 0.9, -1, -1} << 1 << 2 << 0 << Steps{1, 3};
    QTest::newRow("of equal ones the newer") << QList<double>{0.1, 0.1, 0.5} << 1 << 1 << 0 << Steps{1};
    QTest::newRow("a budget that fits") << five << 5 << 1 << 50 << Steps{};
    QTest::newRow("the oldest plain ones go first") << five << 5 << 2 << 30 << Steps{1, 3};
    QTest::newRow("then the worse of the best") << five << 5 << 2 << 20 << Steps{1, 3, 4};
    QTest::newRow("the newest always stays") << five << 5 << 2 << 1 << Steps{1, 3, 4, 2};
    QTest::newRow("also when it is the best") << QList<double>{0.3, 0.2, 0.1} << 2 << 2 << 1 << Steps{1, 2};
    QTest::newRow("nothing") << QList<double>{} << 1 << 1 << 1 << Steps{};
}

void CheckpointRetentionTest::whatGoes() {
    QFETCH(QList<double>, l1);
    QFETCH(int, newest);
    QFETCH(int, best);
    QFETCH(int, budget);
    std::vector<RetainedCheckpoint> list;
    for (qsizetype i = 0; i < l1.size(); ++i) {
        list.push_back({i + 1, 10, l1[i] < 0 ? std::nullopt : std::optional(l1[i])});
    }
    const auto gone = dispensable(list, {newest, best, static_cast<std::uint64_t>(budget)});
    QTEST(Steps(gone.begin(), gone.end()), "gone");
    std::reverse(list.begin(), list.end()); // whatever their order
    QCOMPARE(dispensable(list, {newest, best, static_cast<std::uint64_t>(budget)}), gone);
}

void CheckpointRetentionTest::aCheckpointSaysItsScore() {
    const auto at = write(folder("score"), 3);
    QVERIFY(glanceAt(at).orThrow().score == std::nullopt);
    writeScore(at, {{0.25, 0.75, 0.5}, 64}).orThrow();
    writeScore(at, {{0.125, 0.8, 0.6}, 32}).orThrow(); // the later counts
    const auto glance = glanceAt(at).orThrow();
    QCOMPARE(glance.step, 3LL);
    QCOMPARE(glance.score->mean.l1, 0.125);
    QCOMPARE(glance.score->mean.ssim, 0.8);
    QCOMPARE(glance.score->mean.iou, 0.6);
    QCOMPARE(glance.score->glyphs, std::size_t{32});
}

void CheckpointRetentionTest::aScoreLeavesTheCheckpointWhole() {
    const auto at = write(folder("whole"), 3);
    const auto before = readCheckpoint(at).orThrow();
    writeScore(at, {{0.125, 0.8, 0.6}, 32}).orThrow();
    const auto after = readCheckpoint(at).orThrow(); // verifies every hash
    QCOMPARE(after.step, before.step);
    QVERIFY(after.settings == before.settings && after.generator == before.generator);
    QCOMPARE(std::distance(fs::directory_iterator(at), fs::directory_iterator()), std::ptrdiff_t{3});
}

void CheckpointRetentionTest::damagedCheckpointsHaveNoScore_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("another figure") << QByteArray("0.125") << QByteArray("0.001");
    QTest::newRow("cut off") << QByteArray("\"manifestHash\"") << QByteArray();
    QTest::newRow("another step") << QByteArray("\"step\": 3") << QByteArray("\"step\": 4");
}

void CheckpointRetentionTest::damagedCheckpointsHaveNoScore() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const auto at = write(folder(std::string("damaged ") + QTest::currentDataTag()), 3, 0.125);
    auto text = QByteArray::fromStdString(contentsOf(at / "manifest.json"));
    QVERIFY(text.contains(from));
    text = to.isEmpty() ? text.left(text.indexOf(from)) : text.replace(from, to);
    writeFileAtomically(at / "manifest.json", text.toStdString()).orThrow();
    QVERIFY(glanceAt(at).error().code == ErrorCode::BadFormat);
    QVERIFY(!writeScore(at, {{0.1, 0.8, 0.6}, 32}).ok()); // and does not become whole by that
    QVERIFY(!readCheckpoint(at).ok());
}

void CheckpointRetentionTest::theBestStayBesideTheNewest() {
    const auto run = folder("best");
    const double l1[] = {0.5, 0.1, 0.4, 0.2, 0.3};
    for (int i = 0; i < 5; ++i) {
        write(run, i + 1, l1[i], 5000);
    }
    pruneCheckpoints(run, 5, {1, 2, 0}).orThrow();
    QCOMPARE(stepsIn(run), Steps({2, 4, 5}));
    pruneCheckpoints(run, 5, {1, 2, 25000}).orThrow(); // two of them fit
    QCOMPARE(stepsIn(run), Steps({2, 5}));
    const auto told = pruneCheckpoints(run, 5, {1, 2, 1000});
    QVERIFY(!told.ok() && told.error().code == ErrorCode::DiskFull && !told.error().advice.empty());
    QCOMPARE(stepsIn(run), Steps({5}));
}

void CheckpointRetentionTest::laterOnesOfAnEarlierLifeStay() {
    const auto run = folder("later");
    for (const long long step : {1, 2, 3, 9}) {
        write(run, step);
    }
    pruneCheckpoints(run, 3, {1, 0, 0}).orThrow();
    QCOMPARE(stepsIn(run), Steps({3, 9}));
    pruneCheckpoints(run, 3, {1, 0, 1'000'000}).orThrow();
    QCOMPARE(stepsIn(run), Steps({3, 9}));
    const auto told = pruneCheckpoints(run, 3, {1, 0, 1000}); // what is said is of the run's own alone
    QVERIFY(!told.ok());
    QVERIFY2(told.error().message.find("at step 3 ") != std::string::npos, told.error().message.c_str());
    QCOMPARE(stepsIn(run), Steps({3, 9}));
}

/// The run went back behind 6 and 9 to 4 and is at 5: these two are worth less than any of its own.
void CheckpointRetentionTest::whatWasLeftGoesFirst() {
    const auto run = folder("left");
    const double l1[] = {0.1, 0.5, 0.4, 0.01, 0.02}; // the best figures are of those that were left
    const long long steps[] = {2, 4, 5, 6, 9};
    for (int i = 0; i < 5; ++i) {
        const auto at = write(run, steps[i], l1[i], 10000);
        if (steps[i] > 5) {
            writeLeft(at).orThrow();
        }
    }
    const auto room = [&](double checkpoints) {
        return static_cast<std::uint64_t>(checkpoints * 1.01 *
                                          static_cast<double>(bytesIn(run / "checkpoints" / "00000009")));
    };
    pruneCheckpoints(run, 5, {3, 1, 0}).orThrow(); // no limit
    QCOMPARE(stepsIn(run), Steps({2, 4, 5, 6, 9}));
    pruneCheckpoints(run, 5, {3, 1, room(4)}).orThrow();
    QCOMPARE(stepsIn(run), Steps({2, 4, 5, 9}));
    pruneCheckpoints(run, 5, {3, 1, room(3)}).orThrow();
    QCOMPARE(stepsIn(run), Steps({2, 4, 5}));
    writeLeft(write(run, 7, 0.01)).orThrow();
    write(run, 8, 0.2);
    pruneCheckpoints(run, 8, {3, 1, 0}).orThrow(); // the run has come past it
    QCOMPARE(stepsIn(run), Steps({2, 4, 5, 8}));
}

void CheckpointRetentionTest::whatWasLeftIsNotTheNewest() {
    const auto runs = folder("passed over");
    const auto run = runs / "20260101-000000";
    const auto ten = write(run, 10), thirty = write(run, 30), fifty = write(run, 50, 0.01);
    QVERIFY(newestCheckpoint(runs) == fifty && needsOwnRun(thirty));
    writeLeft(fifty).orThrow();
    QVERIFY(readCheckpoint(fifty).ok()); // whoever means it by name can have it
    QVERIFY(checkpointAt(fifty).orThrow().folder == fifty);
    QVERIFY(newestCheckpoint(runs) == thirty && checkpointAt(run).orThrow().folder == thirty);
    QVERIFY(!needsOwnRun(thirty) && needsOwnRun(ten));
    const auto record = readRun(run).orThrow();
    QCOMPARE(record.summary.checkpoints.size(), std::size_t{3});
    QVERIFY(record.summary.checkpoints[1].newest && record.summary.checkpoints[2].left);
    QVERIFY(!record.summary.checkpoints[2].newest && record.summary.checkpoints[2].rank == 0);
    QCOMPARE(record.summary.steps, 30LL);
    QVERIFY(momentOf(record, 60).checkpoint->folder == thirty);
    write(run, 50); // saved anew
    QVERIFY(newestCheckpoint(runs) == fifty);
    for (const auto& at : {ten, thirty, fifty}) {
        writeLeft(at).orThrow();
    }
    QVERIFY(newestCheckpoint(runs) == fifty); // there is no other
}

/// The learning rate is raised so far on the way that what was learnt gets worse: the best is not the newest.
void CheckpointRetentionTest::aSessionKeepsTheBest() {
    for (const int best : {0, 1}) {
        auto setup = smallSetup(m_pairs, folder("session " + std::to_string(best)), 120);
        setup.settings.learningRate = 3e-3;
        setup.settings.rateShape = RateShape::Constant;
        setup.settings.emaDecay = 0;
        setup.settings.keepCheckpoints = 1;
        setup.settings.keepBest = best;
        auto session = TrainingSession::create(setup).orThrow();
        RecordingObserver observer;
        observer.atStep = [&](long long step) {
            if (step == 80) {
                session->requestCheckpoint();
            } else if (step == 90) {
                session->requestSettings({{"learning-rate", "0.1"}});
            } else if (step == 100) {
                session->requestCheckpoint();
            }
        };
        session->run({}, observer).orThrow();
        QCOMPARE(observer.evaluations.size(), std::size_t{3});
        QVERIFY(observer.evaluations[0].generated.l1 < observer.evaluations[1].generated.l1);
        QVERIFY(observer.evaluations[0].generated.l1 < observer.evaluations[2].generated.l1);
        QCOMPARE(stepsIn(setup.runFolder), best == 1 ? Steps({80, 120}) : Steps({120}));
        for (const auto& evaluation : observer.evaluations) {
            const auto at = setup.runFolder / "checkpoints" / stepName(evaluation.step);
            if (fs::exists(at)) {
                QCOMPARE(glanceAt(at).orThrow().score->mean.l1, evaluation.generated.l1);
                QCOMPARE(glanceAt(at).orThrow().score->glyphs, evaluation.glyphs);
            }
        }
    }
}

void CheckpointRetentionTest::whatIsSavedAgainKeepsItsScore() {
    const auto setup = smallSetup(m_pairs, folder("again"), 6);
    RecordingObserver first;
    trained(setup, first);
    const auto score = glanceAt(first.checkpoints.back()).orThrow().score;
    QVERIFY(score.has_value());
    auto again = setup;
    again.resumeFrom = first.checkpoints.back();
    auto session = TrainingSession::create(again).orThrow();
    RecordingObserver second;
    std::stop_source stop;
    stop.request_stop(); // saves and measures nothing
    session->run(stop.get_token(), second).orThrow();
    QCOMPARE(second.checkpoints.size(), std::size_t{1});
    QVERIFY(second.evaluations.empty());
    QCOMPARE(glanceAt(second.checkpoints.back()).orThrow().score->mean.l1, score->mean.l1);
}

void CheckpointRetentionTest::aBudgetTooSmallIsSaidOnce() {
    auto setup = smallSetup(m_pairs, folder("small"), 12);
    setup.settings.diskBudgetGb = 1e-6; // 1000 bytes
    setup.settings.keepCheckpoints = 5;
    auto session = TrainingSession::create(setup).orThrow();
    RecordingObserver observer;
    observer.atStep = [&](long long step) {
        if (step == 4 || step == 8) {
            session->requestCheckpoint();
        }
    };
    session->run({}, observer).orThrow();
    QCOMPARE(observer.checkpoints.size(), std::size_t{3});
    QCOMPARE(observer.warnings.size(), std::size_t{1});
    QVERIFY(observer.warnings[0].message.find("disk budget") != std::string::npos);
    QCOMPARE(stepsIn(setup.runFolder), Steps({12}));
}

void CheckpointRetentionTest::goingOnFindsTheNewestNotTheBest() {
    const auto runs = folder("runs");
    const auto run = runs / "20260101-000000";
    write(run, 100, 0.1);
    const auto newest = write(run, 900, 0.4);
    pruneCheckpoints(run, 900, {1, 1, 0}).orThrow();
    QCOMPARE(stepsIn(run), Steps({100, 900}));
    QVERIFY(newestCheckpoint(runs) == newest);
    QVERIFY(checkpointAt(run).orThrow().folder == newest);
}

void CheckpointRetentionTest::namesThatAreNoStepsAreLeftAlone() {
    const auto run = folder("names");
    for (const long long step : {1, 2}) {
        write(run, step);
    }
    const std::string far(40, '9');
    for (const std::string& name : {std::string("notes"), far, std::string("00000001.corrupt")}) {
        fs::create_directories(run / "checkpoints" / name);
    }
    pruneCheckpoints(run, 2, {1, 0, 0}).orThrow();
    QCOMPARE(stepsIn(run), Steps({2}));
    QVERIFY(fs::exists(run / "checkpoints" / far) && fs::exists(run / "checkpoints" / "notes"));
}

QTEST_GUILESS_MAIN(CheckpointRetentionTest)
#include "checkpoint_retention_test.moc"
