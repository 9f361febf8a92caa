// A run on disk, read back: lists of runs, one run whole, any moment of it, and what is left of it after a
// crash or on a hostile disk.
#include "core/training/checkpoint_score.h"
#include "core/training/run_record.h"
#include "tests/learn/small_pairs.h"

#include <QTest>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

namespace {
constexpr const char* head = "step,epoch,seconds,l1,generator_loss,adversarial_loss,discriminator_"
                             "loss,learning_rate,samples_per_second\n";

std::string rowText(long long step, double seconds, double l1 = 0.2) {
    return std::to_string(step) + ",0," + std::to_string(seconds) + "," + std::to_string(l1) +
           ",0.3,0,0,0.001,40\n";
}

std::string heldOutText(long long step, double l1) {
    return std::to_string(step) + ",64," + std::to_string(l1) + ",0.6,0.5,0.2,0.4,0.3,0.15,0.5,0.4,1\n";
}
} // namespace

class RunRecordTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTrainedRunIsReadWhole();
    void checkpointsAreRanked();
    void howItEnded_data();
    void howItEnded();
    void aMomentIsAllThatWasKnownThen();
    void timeLiesBetweenTheRows_data();
    void timeLiesBetweenTheRows();
    void runsAreListedTheNewestFirst();
    void whatIsNoRunIsNotListed();
    void hostileFilesAreLeftOut();
    void aRunThatIsBeingWrittenIsRead();
    void goingOnNeedsARunOfItsOwn();
    void goingOnFromOlderLeavesTheLaterRunAsItIs();
    void deletingTakesOneAway();
    void whatIsNoRunIsNotDeleted();

private:
    fs::path folder(const std::string& name) const { return m_folder.path().toStdString() + "/" + name; }
    static void write(const fs::path& file, const std::string& text) {
        fs::create_directories(file.parent_path());
        writeFileAtomically(file, std::string_view(text)).orThrow();
    }
    GlyphPairs m_pairs = smallPairs();
    QTemporaryDir m_folder;
};

void RunRecordTest::aTrainedRunIsReadWhole() {
    const auto setup = smallSetup(m_pairs, folder("whole/20260101-000000"), 10);
    RecordingObserver observer;
    trained(setup, observer);
    const auto run = readRun(setup.runFolder).orThrow();
    QCOMPARE(run.summary.name, std::string("20260101-000000"));
    QCOMPARE(run.summary.ended, std::string("finished"));
    QCOMPARE(run.summary.steps, 10LL);
    QVERIFY(std::abs(run.summary.trainedSeconds - observer.rows.back().trainedSeconds) < 1e-3);
    QCOMPARE(run.history.rows.back().step, 10LL);
    QVERIFY(!run.history.rows.back().terms.empty());
    QCOMPARE(run.history.events.size(), observer.events.size());
    QVERIFY(std::abs(run.summary.last->generated.l1 - observer.evaluations.back().generated.l1) < 1e-6);
    QCOMPARE(run.previews.size(), std::size_t{2});
    QCOMPARE(run.previews[0].step, 0LL);
    QCOMPARE(run.previews[1].step, 10LL);
    QVERIFY(readPng(run.previews[1].file).ok());
    QCOMPARE(run.summary.checkpoints.size(), std::size_t{1});
    const auto& checkpoint = run.summary.checkpoints[0];
    QVERIFY(checkpoint.folder == observer.checkpoints[0]);
    QVERIFY(checkpoint.newest && checkpoint.rank == 1);
    QCOMPARE(checkpoint.score->mean.l1, observer.evaluations.back().generated.l1);
    QVERIFY(checkpoint.bytes > 10000 && checkpoint.bytes == run.summary.checkpointBytes);
    QVERIFY(run.summary.bytes > checkpoint.bytes);
    QVERIFY(!run.settings && run.summary.startedAt.empty()); // a session alone writes no run.json
}

void RunRecordTest::checkpointsAreRanked() {
    auto session = TrainingSession::create(smallSetup(m_pairs, folder("ranked"), 9)).orThrow();
    RecordingObserver three;
    three.atStep = [&](long long step) {
        if (step == 3 || step == 6) {
            session->requestCheckpoint();
        }
    };
    session->run({}, three).orThrow();
    const double l1[] = {0.3, 0.1, 0.2};
    for (std::size_t i = 0; i < 3; ++i) {
        writeScore(three.checkpoints[i], {{l1[i], 0, 0}, 1}).orThrow();
    }
    const auto list = readRun(folder("ranked")).orThrow().summary.checkpoints;
    QCOMPARE(list.size(), std::size_t{3});
    QCOMPARE(list[0].rank, 3);
    QCOMPARE(list[1].rank, 1);
    QCOMPARE(list[2].rank, 2);
    QVERIFY(!list[0].newest && !list[1].newest && list[2].newest);
    fs::rename(list[2].folder, list[2].folder.parent_path() / "00000012"); // says another step: not listed
    QCOMPARE(readRun(folder("ranked")).orThrow().summary.checkpoints.size(), std::size_t{2});
}

void RunRecordTest::howItEnded_data() {
    QTest::addColumn<QStringList>("kinds");
    QTest::addColumn<QString>("ended");
    QTest::newRow("running, or killed") << QStringList{"started", "settings"} << "";
    QTest::newRow("stopped") << QStringList{"started", "stopped", "checkpoint"} << "stopped";
    QTest::newRow("gone on") << QStringList{"started", "stopped", "resumed"} << "";
    QTest::newRow("gone on and finished")
        << QStringList{"started", "stopped", "resumed", "finished"} << "finished";
    QTest::newRow("failed") << QStringList{"started", "failed"} << "failed";
    QTest::newRow("nothing known") << QStringList{} << "";
}

void RunRecordTest::howItEnded() {
    QFETCH(QStringList, kinds);
    const auto run = folder(std::string("ended ") + QTest::currentDataTag());
    std::string text;
    for (const auto& kind : kinds) {
        text += R"({"step":1,"kind":")" + kind.toStdString() + "\",\"detail\":\"\"}\n";
    }
    write(run / "events.jsonl", text);
    write(run / "metrics.csv", head);
    QTEST(QString::fromStdString(readRun(run).orThrow().summary.ended), "ended");
}

void RunRecordTest::aMomentIsAllThatWasKnownThen() {
    RunRecord run;
    run.previews = {{0, "a"}, {60, "b"}, {120, "c"}};
    for (const long long step : {10, 50, 90}) {
        TrainingProgress row;
        row.step = step;
        run.history.rows.push_back(row);
    }
    for (const long long step : {40, 80}) {
        Evaluation evaluation;
        evaluation.step = step;
        run.history.evaluations.push_back(evaluation);
        RunCheckpoint checkpoint;
        checkpoint.step = step;
        run.summary.checkpoints.push_back(checkpoint);
    }
    run.history.events = {{0, "started", ""},      {30, "settings", "l1-weight 2"}, {45, "checkpoint", ""},
                          {70, "upsampling", "x"}, {72, "memory", "batch 4"},       {75, "frozen", "y"},
                          {100, "settings", "z"}};
    const auto at = momentOf(run, 75);
    QCOMPARE(at.step, 75LL);
    QCOMPARE(at.preview->step, 60LL);
    QCOMPARE(at.progress->step, 50LL);
    QCOMPARE(at.evaluation->step, 40LL);
    QCOMPARE(at.checkpoint->step, 40LL);
    QCOMPARE(at.changes.size(), std::size_t{4});
    QCOMPARE(at.changes[2].detail, std::string("batch 4")); // halved by the run itself
    QCOMPARE(at.changes.back().detail, std::string("y"));
    QCOMPARE(momentOf(run, 80).checkpoint->step, 80LL); // at the very step
    const auto early = momentOf(run, 5);
    QCOMPARE(early.preview->step, 0LL);
    QVERIFY(!early.progress && !early.evaluation && !early.checkpoint && early.changes.empty());
    run.previews.erase(run.previews.begin());
    QCOMPARE(momentOf(run, 5).preview->step, 60LL); // the first after it
    QVERIFY(!momentOf(RunRecord(), 5).preview);
    QCOMPARE(momentOf(run, 1000).preview->step, 120LL);
}

void RunRecordTest::timeLiesBetweenTheRows_data() {
    QTest::addColumn<long long>("step");
    QTest::addColumn<double>("seconds");
    QTest::newRow("before") << 5LL << 2.0;
    QTest::newRow("at a row") << 10LL << 2.0;
    QTest::newRow("between") << 15LL << 3.0;
    QTest::newRow("at the last") << 20LL << 4.0;
    QTest::newRow("after") << 25LL << 4.0;
}

void RunRecordTest::timeLiesBetweenTheRows() {
    QFETCH(long long, step);
    RunHistory history;
    for (const int each : {10, 20}) {
        TrainingProgress row;
        row.step = each;
        row.trainedSeconds = each / 5.0;
        history.rows.push_back(row);
    }
    QTEST(secondsAt(history, step), "seconds");
    QCOMPARE(secondsAt(RunHistory(), step), 0.0);
}

void RunRecordTest::runsAreListedTheNewestFirst() {
    const auto runs = folder("listed");
    write(runs / "20260101-000000" / "metrics.csv", head + rowText(5, 1));
    write(runs / "20260102-000000" / "metrics.csv", head + rowText(7, 2) + rowText(9, 3));
    write(runs / "20260102-000000" / "evaluations.csv",
          "step,...\n" + heldOutText(3, 0.3) + heldOutText(6, 0.1) + heldOutText(9, 0.2));
    write(runs / "20260102-000000" / "run.json",
          R"({"started":"2026-01-02T00:00:00Z","training":{"width":16,"preview-text":"x"}})");
    write(runs / "20260103-000000" / "run.json",
          R"({"started":"2026-01-03T00:00:00Z","training":{"unknown":1}})");
    const auto list = runsIn(runs);
    QCOMPARE(list.size(), std::size_t{3});
    QCOMPARE(list[0].name, std::string("20260103-000000"));
    QCOMPARE(list[1].name, std::string("20260102-000000"));
    QCOMPARE(list[1].startedAt, std::string("2026-01-02T00:00:00Z"));
    QCOMPARE(list[1].steps, 9LL);
    QCOMPARE(list[1].trainedSeconds, 3.0);
    QCOMPARE(list[1].last->step, 9LL);
    QCOMPARE(list[1].best->step, 6LL);
    QVERIFY(!list[2].last && list[2].checkpoints.empty() && list[2].checkpointBytes == 0);
    QCOMPARE(readRun(list[1].folder).orThrow().settings->width, 16);
    QVERIFY(!readRun(list[0].folder).orThrow().settings); // of another version: not guessed
    QVERIFY(runsIn(folder("nowhere")).empty());
}

void RunRecordTest::whatIsNoRunIsNotListed() {
    const auto runs = folder("others");
    fs::create_directories(runs / "notes");
    write(runs / "file.txt", "x");
    QVERIFY(runsIn(runs).empty());
    const auto none = readRun(runs / "notes");
    QVERIFY(none.error().code == ErrorCode::NotFound && !none.error().advice.empty());
    QVERIFY(readRun(runs / "gone").error().code == ErrorCode::NotFound);
}

void RunRecordTest::hostileFilesAreLeftOut() {
    const auto run = folder("hostile");
    write(run / "metrics.csv", head + std::string("1e300,0,0,0,0,0,0,0,0\n-4,0,0,0,0,0,0,0,0\n") +
                                   "nan,0,0,0,0,0,0,0,0\n3,0,inf,0,0,0,0,0,0\n" + rowText(2, 1));
    write(run / "evaluations.csv", "step\n9,1e300,nan,0,0,0,0,0,0,0,0,0\n8,1e300,0.1,0,0,0,0,0,0,0,0,0\n");
    write(run / "events.jsonl",
          "{\"step\":1e300,\"kind\":\"started\"}\n[[[[\n{\"step\":1,\"kind\":\"settings\"}\n");
    write(run / "run.json", std::string(1000, '['));
    for (const char* name : {"99999999999999999999.png", "x.png", "00000005.txt", "-1.png", "00000004.png"}) {
        write(run / "previews" / name, "no picture");
    }
    fs::create_directories(run / "previews" / "00000006.png");
    fs::create_directories(run / "checkpoints" / std::string(60, '9'));
    write(run / "checkpoints" / "00000003" / "manifest.json", "{}");
    fs::create_symlink(run, run / "loop");
    const auto read = readRun(run).orThrow();
    QCOMPARE(read.history.rows.size(), std::size_t{1});
    QCOMPARE(read.summary.steps, 8LL);
    QCOMPARE(read.history.evaluations.size(), std::size_t{1});
    QCOMPARE(read.history.evaluations[0].glyphs, std::size_t{1000000000});
    QCOMPARE(read.history.events.size(), std::size_t{1});
    QCOMPARE(read.previews.size(), std::size_t{1});
    QCOMPARE(read.previews[0].step, 4LL);
    QVERIFY(read.summary.checkpoints.empty());
    QVERIFY(read.summary.bytes < 10000); // a loop is not walked
}

void RunRecordTest::aRunThatIsBeingWrittenIsRead() {
    const auto run = folder("written");
    write(run / "metrics.csv", head + rowText(2, 1) + "4,0,2,0.2,0.3,0,0,0.0");
    write(run / "evaluations.csv", "step\n" + heldOutText(2, 0.2) + "4,64,0.1");
    write(run / "events.jsonl", "{\"step\":0,\"kind\":\"started\",\"detail\":\"\"}\n{\"step\":4,\"kin");
    const auto read = readRun(run).orThrow();
    QCOMPARE(read.summary.steps, 2LL);
    QCOMPARE(read.summary.last->step, 2LL);
    QCOMPARE(read.history.events.size(), std::size_t{1});
}

void RunRecordTest::goingOnNeedsARunOfItsOwn() {
    const auto runs = folder("own");
    const auto at = [&](const char* run, const char* step) { return runs / run / "checkpoints" / step; };
    fs::create_directories(at("20260101-000000", "00000005"));
    fs::create_directories(at("20260101-000000", "00000009"));
    fs::create_directories(at("20260101-000000", "00000012.corrupt"));
    QVERIFY(needsOwnRun(at("20260101-000000", "00000005")));
    QVERIFY(!needsOwnRun(at("20260101-000000", "00000009")));
    QVERIFY(!needsOwnRun(at("20260101-000000", "00000009") / ""));
    fs::create_directories(at("20260102-000000", "00000001"));
    QVERIFY(needsOwnRun(at("20260101-000000", "00000009")));
    QVERIFY(!needsOwnRun(at("20260102-000000", "00000001")));
}

void RunRecordTest::goingOnFromOlderLeavesTheLaterRunAsItIs() {
    const auto runs = folder("branch");
    auto session = TrainingSession::create(smallSetup(m_pairs, runs / "20260101-000000", 8)).orThrow();
    RecordingObserver first;
    first.atStep = [&](long long step) {
        if (step == 4) {
            session->requestCheckpoint();
        }
    };
    session->run({}, first).orThrow();
    QCOMPARE(first.checkpoints.size(), std::size_t{2});
    const auto later = contentsOf(first.checkpoints[1] / "model.safetensors");
    const auto told = contentsOf(runs / "20260101-000000" / "metrics.csv");
    const auto moment = momentOf(readRun(runs / "20260101-000000").orThrow(), 6);
    QVERIFY(moment.checkpoint->folder == first.checkpoints[0]);
    QVERIFY(needsOwnRun(moment.checkpoint->folder));
    auto setup = smallSetup(m_pairs, runs / "20260102-000000", 8);
    setup.resumeFrom = moment.checkpoint->folder;
    RecordingObserver second;
    trained(setup, second);
    QCOMPARE(contentsOf(first.checkpoints[1] / "model.safetensors"), later);
    QCOMPARE(contentsOf(runs / "20260101-000000" / "metrics.csv"), told);
    // The same steps with the same pairs: the other way to step 8 comes to the same weights.
    QVERIFY(contentsOf(second.checkpoints.back() / "model.safetensors") == later);
    QVERIFY(newestCheckpoint(runs) == second.checkpoints.back());
}

void RunRecordTest::deletingTakesOneAway() {
    const auto runs = folder("deleted");
    RecordingObserver observer;
    trained(smallSetup(m_pairs, runs / "20260101-000000", 2), observer);
    trained(smallSetup(m_pairs, runs / "20260102-000000", 2), observer);
    deleteCheckpoint(observer.checkpoints[1]).orThrow();
    QVERIFY(readRun(runs / "20260102-000000").orThrow().summary.checkpoints.empty());
    QVERIFY(fs::is_empty(runs / "20260102-000000" / "checkpoints"));
    deleteRun(runs / "20260102-000000/").orThrow();
    QCOMPARE(runsIn(runs).size(), std::size_t{1});
    QVERIFY(!fs::exists(runs / "20260102-000000"));
    QVERIFY(readCheckpoint(observer.checkpoints[0]).ok());
}

void RunRecordTest::whatIsNoRunIsNotDeleted() {
    const auto runs = folder("kept");
    write(runs / "20260101-000000" / "metrics.csv", head);
    write(runs / "20260101-000000" / "previews" / "00000001" / "x", "x");
    fs::create_directory_symlink(runs / "20260101-000000", runs / "link");
    for (const auto& path : {runs, runs / "link", runs / "gone"}) {
        const auto refused = deleteRun(path);
        QVERIFY(!refused.ok() && refused.error().code == ErrorCode::InvalidArgument);
    }
    for (const auto& path : {runs / "20260101-000000", runs / "20260101-000000" / "previews" / "00000001"}) {
        QVERIFY(!deleteCheckpoint(path).ok());
    }
    QVERIFY(fs::exists(runs / "20260101-000000" / "metrics.csv"));
    QVERIFY(fs::exists(runs / "20260101-000000" / "previews" / "00000001" / "x"));
}

QTEST_GUILESS_MAIN(RunRecordTest)
#include "run_record_test.moc"
