// The run folder explains itself: metrics, evaluations, events and previews, for people and for the studio's
// curves.
#include "tests/learn/small_pairs.h"

#include <QTest>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

namespace {
std::vector<std::string> linesOf(const fs::path& file) {
    std::istringstream in(contentsOf(file));
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}
} // namespace

class RunLogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRunLeavesItsRecord();
    void goingOnAddsToIt();
    void aRecordThatCannotBeWrittenWarnsOnce();
    void previewsMeasuresAndCheckpointsComeAsOftenAsSet();
};

void RunLogTest::aRunLeavesItsRecord() {
    const QTemporaryDir dir;
    const fs::path run = dir.path().toStdString() + "/run";
    const auto pairs = smallPairs();
    RecordingObserver observer;
    trained(smallSetup(pairs, run, 10), observer);
    const auto metrics = linesOf(run / "metrics.csv");
    QVERIFY(metrics.size() >= 2);
    QCOMPARE(metrics[0], std::string("step,epoch,seconds,l1,generator_loss,adversarial_loss,discriminator_"
                                     "loss,learning_rate,samples_per_second"));
    const auto& last = observer.rows.back();
    std::istringstream row(metrics.back());
    std::vector<double> values;
    for (std::string value; std::getline(row, value, ',');) {
        values.push_back(std::stod(value));
    }
    QCOMPARE(values.size(), std::size_t{9});
    QCOMPARE(values[0], 10.0);
    QVERIFY(std::abs(values[1] - last.epoch) < 1e-6 && std::abs(values[3] - last.l1) < 1e-6);
    const auto evaluations = linesOf(run / "evaluations.csv");
    QCOMPARE(evaluations.size(), std::size_t{2});
    QCOMPARE(std::count(evaluations[1].begin(), evaluations[1].end(), ','), std::ptrdiff_t{11});
    std::string kinds;
    for (const auto& line : linesOf(run / "events.jsonl")) {
        kinds += nlohmann::json::parse(line).at("kind").get<std::string>() + " ";
    }
    QCOMPARE(kinds, std::string("started finished checkpoint "));
    const auto sheet = readPng(run / "previews" / "00000010.png");
    QVERIFY(sheet.ok());
    QCOMPARE(sheet->width, 2 * 128); // two characters; source, generated, truth
    QCOMPARE(sheet->height, 3 * 128);
    QVERIFY(meanInk(*sheet) > 0.02);
}

void RunLogTest::goingOnAddsToIt() {
    const QTemporaryDir dir;
    const fs::path run = dir.path().toStdString() + "/run";
    const auto pairs = smallPairs();
    RecordingObserver first, second;
    auto setup = smallSetup(pairs, run, 4);
    trained(setup, first);
    const auto before = contentsOf(run / "metrics.csv");
    setup.resumeFrom = first.checkpoints.back();
    setup.budget.steps = 6;
    trained(setup, second);
    const auto after = contentsOf(run / "metrics.csv");
    QVERIFY(after.size() > before.size() && after.compare(0, before.size(), before) == 0);
    QCOMPARE(after.find("step,epoch", 1), std::string::npos);
}

void RunLogTest::aRecordThatCannotBeWrittenWarnsOnce() {
    const QTemporaryDir dir;
    const fs::path run = dir.path().toStdString() + "/run";
    fs::create_directories(run / "metrics.csv"); // a folder in the way
    const auto pairs = smallPairs();
    RecordingObserver observer;
    QVERIFY(trained(smallSetup(pairs, run, 10), observer) == Outcome::Finished);
    QCOMPARE(observer.warnings.size(), std::size_t{1});
    QVERIFY(observer.warnings[0].message.find("metrics.csv") != std::string::npos);
    QCOMPARE(observer.checkpoints.size(), std::size_t{1});
}

void RunLogTest::previewsMeasuresAndCheckpointsComeAsOftenAsSet() {
    const QTemporaryDir dir;
    const auto pairs = smallPairs();
    RecordingObserver observer;
    auto setup = smallSetup(pairs, dir.path().toStdString() + "/run", 0);
    setup.budget.minutes = 0.03; // 1.8 s
    setup.settings.previewSeconds = 0.1;
    setup.settings.checkpointMinutes = 0.01; // 0.6 s
    setup.settings.keepCheckpoints = 2;
    setup.settings.keepBest = 0;
    setup.settings.measuredGlyphs = 3;
    trained(setup, observer);
    QVERIFY2(observer.previews.size() >= 5, qPrintable(QString::number(observer.previews.size())));
    QVERIFY2(observer.checkpoints.size() >= 2, qPrintable(QString::number(observer.checkpoints.size())));
    QCOMPARE(observer.evaluations.front().glyphs, std::size_t{3});
    QVERIFY(verifiedCheckpoints(setup.runFolder).size() <= 2);
    QCOMPARE(observer.evaluations.size(), observer.checkpoints.size());

    RecordingObserver unmeasured;
    setup.runFolder = dir.path().toStdString() + "/unmeasured";
    setup.settings.measuredGlyphs = 0;
    setup.budget = {.steps = 2};
    trained(setup, unmeasured);
    QVERIFY(unmeasured.evaluations.empty());
}

QTEST_GUILESS_MAIN(RunLogTest)
#include "run_log_test.moc"
