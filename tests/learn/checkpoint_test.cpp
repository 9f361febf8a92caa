// Checkpoints on disk: whole or not there, damage found, the newest good one wins, disks may fail.
#include "core/base/hash.h"
#include "core/base/moment.h"
#include "core/training/checkpoint_writer.h"
#include "tests/learn/small_pairs.h"
#include "tests/support/disk_faults.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <random>
#include <sys/wait.h>
#include <unistd.h>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

namespace {

CheckpointManifest manifestOf(long long step) {
    CheckpointManifest manifest;
    manifest.step = step;
    manifest.samplerPosition = 12345678901ull;
    manifest.trainedSeconds = 61.25;
    manifest.learningRate = 1e-3;
    manifest.settings.previewText = "永\"\\\n";
    manifest.settings.learningRate = 0.1 / 3;
    manifest.generator =
        classicConfig(64, 4, 6, 3, 8, UpsampleMode::Transposed, SkipMode::Concat, NormKind::Batch);
    manifest.placements.source = {0.85, 0.01, -0.02};
    manifest.dataset.heldOut = 7;
    manifest.freezing = {"freeze block=encoder.1", "rate 0.5 kind=up until step 9"};
    manifest.styles = {"Maru", "Mincho", "Kai"};
    manifest.style = 1;
    manifest.pairsHash = "p";
    manifest.sourceHash = "s";
    manifest.targetHash = "t";
    manifest.sourceFace = {1, 0};
    manifest.targetFace = {0, 4};
    manifest.unitsPerEm = 2048;
    manifest.savedAt = utcNow().iso8601;
    manifest.precision = "float32";
    manifest.device = "cpu";
    manifest.pairsTrained = 100;
    return manifest;
}

StoredTensors tensorsOf(std::uint8_t value) { return {{"a", {"U8", {300}, Bytes(300, value)}}}; }

fs::path written(const fs::path& run, long long step) {
    return writeCheckpoint(run, manifestOf(step), tensorsOf(static_cast<std::uint8_t>(step)), tensorsOf(1))
        .orThrow();
}

} // namespace

class CheckpointTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_run = fs::canonical(m_temporary->path().toStdString()) / "runs" / "20260102-030405";
    }
    void aCheckpointOfTheNetworkThatIsSetComesFirst();
    void theManifestComesBack();
    void onesOfTheFirstReleaseOpen();
    void aFolderMeansACheckpoint_data();
    void aFolderMeansACheckpoint();
    void savingAStepAgainReplacesIt();
    void anyDamageIsFound();
    void theNewestGoodOneWins();
    void lookingOnlyTouchesNothing();
    void oneThatCannotBeReadForAnotherReasonStays();
    void aWholeOneNotYetRenamedIsTakenOver();
    void leftOversOfDeadProcessesGo();
    void everyDiskFaultLeavesTheOlderOnes();
    void killedAtAnyMomentAGoodOneRemains();

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_run;
};

void CheckpointTest::aCheckpointOfTheNetworkThatIsSetComesFirst() {
    const auto runs = m_run.parent_path() / "several";
    const auto older = runs / "20260101-000000", later = runs / "20260102-000000";
    auto manifest = manifestOf(5);
    const auto tensors = tensorsOf(1);
    const auto first = writeCheckpoint(older, manifest, tensors, tensors).orThrow();
    QVERIFY(!hasLaterRun(first));
    manifest.generator.levels[0].width += 4;
    const auto second = writeCheckpoint(later, manifest, tensors, tensors).orThrow();
    QVERIFY(hasLaterRun(first) && !hasLaterRun(second));
    using enum CheckpointCare;
    QVERIFY(newestCheckpoint(runs) == second);
    QVERIFY(newestCheckpoint(runs, Mend, manifest.generator) == second);
    QVERIFY(newestCheckpoint(runs, Mend, manifestOf(5).generator) == first);
    QVERIFY(newestCheckpoint(runs, Mend, GeneratorConfig()) == second); // none fits: the newest
    manifest = manifestOf(7); // a switch that was taken back has left the newest run
    setUpsampling(manifest.generator, {UpsampleMode::ResizeConv});
    QVERIFY(!(manifest.generator == manifestOf(5).generator));
    const auto switched = writeCheckpoint(runs / "20260103-000000", manifest, tensors, tensors).orThrow();
    QVERIFY(newestCheckpoint(runs, Mend, manifest.generator) == switched);
    QVERIFY(newestCheckpoint(runs, Mend, manifestOf(5).generator) == first); // that very network
    auto third = manifestOf(5).generator;
    setUpsampling(third, {UpsampleMode::PixelShuffle, ResizeKind::Nearest, 5});
    QVERIFY(newestCheckpoint(runs, Mend, third) == switched); // the newest that can go on as that one
}

void CheckpointTest::theManifestComesBack() {
    const auto folder = written(m_run, 42);
    QVERIFY(folder == m_run / "checkpoints" / "00000042");
    const auto back = readCheckpoint(folder);
    QVERIFY2(back.ok(), back.ok() ? "" : back.error().text().c_str());
    const auto wanted = manifestOf(42);
    QCOMPARE(back->step, wanted.step);
    QCOMPARE(back->samplerPosition, wanted.samplerPosition);
    QVERIFY(back->trainedSeconds == wanted.trainedSeconds && back->learningRate == wanted.learningRate);
    QVERIFY(back->settings == wanted.settings);
    QVERIFY(back->generator == wanted.generator);
    QVERIFY(back->placements == wanted.placements);
    QVERIFY(back->dataset == wanted.dataset);
    QVERIFY(back->freezing == wanted.freezing && back->styles == wanted.styles && back->style == 1);
    QVERIFY(back->pairsHash == "p" && back->sourceHash == "s" && back->targetHash == "t");
    QVERIFY(back->sourceFace == wanted.sourceFace && back->targetFace == wanted.targetFace);
    QCOMPARE(back->unitsPerEm, 2048);
    QVERIFY(back->precision == "float32" && back->device == "cpu" && back->pairsTrained == 100);
}

/// A checkpoint as the first release wrote it: without faces and units, offsets spelt "offset_x".
void CheckpointTest::onesOfTheFirstReleaseOpen() {
    const auto folder = written(m_run, 42);
    auto object = nlohmann::ordered_json::parse(contentsOf(folder / "manifest.json"));
    for (const char* key : {"faces", "unitsPerEm", "manifestHash"}) {
        QCOMPARE(object.erase(key), std::size_t{1});
    }
    auto& source = object["placements"]["source"];
    source = {{"scale", 0.85}, {"offset_x", 0.01}, {"offset_y", -0.02}};
    object["manifestHash"] = hashOf(object.dump());
    QVERIFY(writeFileAtomically(folder / "manifest.json", object.dump()).ok());
    const auto back = readCheckpoint(folder);
    QVERIFY2(back.ok(), back.ok() ? "" : back.error().text().c_str());
    QVERIFY(back->placements == manifestOf(42).placements);
    QVERIFY(back->targetFace == FaceChoice{});
    QCOMPARE(back->unitsPerEm, 0);
}

void CheckpointTest::aFolderMeansACheckpoint_data() {
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("meant"); // or what is wrong with it
    QTest::addColumn<bool>("found");
    QTest::newRow("a checkpoint") << "checkpoints/00000001"
                                  << "00000001" << true;
    QTest::newRow("with a slash") << "checkpoints/00000001/"
                                  << "00000001" << true;
    QTest::newRow("a run: the newest whole one") << ""
                                                 << "00000002" << true;
    QTest::newRow("a damaged checkpoint") << "checkpoints/00000003"
                                          << "is damaged" << false;
    QTest::newRow("a run without any") << "../empty"
                                       << "none that the run saved is whole" << false;
    QTest::newRow("not there") << "../nowhere"
                               << "not there" << false;
    QTest::newRow("another folder") << "checkpoints"
                                    << "neither a checkpoint nor a run" << false;
}

void CheckpointTest::aFolderMeansACheckpoint() {
    QFETCH(QString, folder);
    QFETCH(QString, meant);
    QFETCH(bool, found);
    written(m_run, 1);
    written(m_run, 2);
    const auto bad = written(m_run, 3);
    QVERIFY(writeFileAtomically(bad / "model.safetensors", std::string_view("oops")).ok());
    fs::create_directories(m_run.parent_path() / "empty" / "checkpoints");
    const auto before = snapshotOf(m_run);
    const auto at = m_run / folder.toStdString();
    const auto result = checkpointAt(at);
    QCOMPARE(result.ok(), found);
    if (found) {
        QCOMPARE(result->folder.filename().string(), meant.toStdString());
        QCOMPARE(stepName(result->manifest.step), meant.toStdString());
    } else {
        const auto text = result.error().text();
        QVERIFY2(text.find(meant.toStdString()) != std::string::npos, text.c_str());
        QVERIFY2(text.find(at.lexically_normal().string()) != std::string::npos, text.c_str());
        QVERIFY(!result.error().advice.empty());
    }
    QVERIFY(snapshotOf(m_run) == before); // somebody else's folder, perhaps
}

void CheckpointTest::savingAStepAgainReplacesIt() {
    written(m_run, 5);
    const auto folder = writeCheckpoint(m_run, manifestOf(5), tensorsOf(9), tensorsOf(1)).orThrow();
    QVERIFY(readSafetensors(folder / "model.safetensors")->at("a").data == Bytes(300, 9));
    QCOMPARE(std::distance(fs::directory_iterator(m_run / "checkpoints"), fs::directory_iterator()),
             std::ptrdiff_t{1});
}

void CheckpointTest::anyDamageIsFound() {
    const auto folder = written(m_run, 7);
    std::mt19937 random(1);
    for (const char* name : {"manifest.json", "model.safetensors", "optimizer.safetensors"}) {
        const Bytes whole = readFile(folder / name).orThrow();
        for (int i = 0; i < 400; ++i) {
            Bytes changed = whole;
            if (i % 4 == 0) {
                changed.resize(random() % whole.size());
            } else {
                changed[random() % whole.size()] ^= static_cast<std::uint8_t>(1u << random() % 8);
            }
            // White space in the manifest says nothing; only what is read must be as it was.
            if (name == std::string("manifest.json") &&
                nlohmann::json::parse(changed, nullptr, false) == nlohmann::json::parse(whole)) {
                continue;
            }
            QVERIFY(writeFileAtomically(folder / name, changed).ok());
            QVERIFY2(!readCheckpoint(folder).ok(), qPrintable(QString("%1, change %2").arg(name).arg(i)));
        }
        fs::remove(folder / name);
        QVERIFY(!readCheckpoint(folder).ok());
        QVERIFY(writeFileAtomically(folder / name, whole).ok());
        QVERIFY(readCheckpoint(folder).ok());
    }
}

void CheckpointTest::theNewestGoodOneWins() {
    const auto runs = m_run.parent_path();
    QVERIFY(!newestCheckpoint(runs));
    const auto good = written(m_run, 100);
    const auto bad = written(m_run, 200);
    QVERIFY(writeFileAtomically(bad / "model.safetensors", std::string_view("oops")).ok());
    fs::create_directories(runs / "20270101-000000"); // a newer run that never saved
    QVERIFY(newestCheckpoint(runs) == good);
    QVERIFY2(fs::exists(bad.string() + ".corrupt"), "a bad one is put aside, never deleted");
    const auto newer = written(runs / "20261231-235959", 3);
    QVERIFY(newestCheckpoint(runs) == newer);
}

void CheckpointTest::lookingOnlyTouchesNothing() {
    written(m_run, 1);
    const auto bad = written(m_run, 2);
    QVERIFY(writeFileAtomically(bad / "model.safetensors", std::string_view("oops")).ok());
    fs::create_directories(m_run / "checkpoints" / "00000003.tmp-999999999-1");
    const auto before = snapshotOf(m_run);
    QCOMPARE(verifiedCheckpoints(m_run, CheckpointCare::LookOnly).size(), std::size_t{1});
    QVERIFY(newestCheckpoint(m_run.parent_path(), CheckpointCare::LookOnly)->filename() == "00000001");
    QVERIFY(snapshotOf(m_run) == before);
}

// A checkpoint of a later version is whole; it is left out, not set aside as damaged.
void CheckpointTest::oneThatCannotBeReadForAnotherReasonStays() {
    written(m_run, 1);
    const auto later = written(m_run, 2);
    auto object = nlohmann::ordered_json::parse(contentsOf(later / "manifest.json"));
    object["settings"]["telepathy"] = true;
    object.erase("manifestHash");
    object["manifestHash"] = hashOf(object.dump());
    QVERIFY(writeFileAtomically(later / "manifest.json", object.dump()).ok());
    const auto result = readCheckpoint(later);
    QVERIFY(!result.ok() && result.error().code == ErrorCode::Unsupported);
    QVERIFY(result.error().message.find("telepathy") != std::string::npos);
    QCOMPARE(verifiedCheckpoints(m_run).size(), std::size_t{1});
    QVERIFY(fs::exists(later));
}

void CheckpointTest::aWholeOneNotYetRenamedIsTakenOver() {
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(0);
    }
    ::waitpid(child, nullptr, 0);
    const auto folder = written(m_run, 7);
    fs::rename(folder, folder.string() + ".tmp-" + std::to_string(child) + "-1");
    QVERIFY(newestCheckpoint(m_run.parent_path()) == folder);
}

void CheckpointTest::leftOversOfDeadProcessesGo() {
    written(m_run, 1);
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(0);
    }
    ::waitpid(child, nullptr, 0);
    const auto dead = m_run / "checkpoints" / ("00000002.tmp-" + std::to_string(child) + "-1");
    const auto alive = m_run / "checkpoints" / ("00000002.tmp-" + std::to_string(::getppid()) + "-1");
    fs::create_directories(dead);
    fs::create_directories(alive);
    QCOMPARE(verifiedCheckpoints(m_run).size(), std::size_t{1});
    QVERIFY(!fs::exists(dead));
    QVERIFY(fs::exists(alive));
}

void CheckpointTest::everyDiskFaultLeavesTheOlderOnes() {
    const auto checkpoints = m_run / "checkpoints";
    forEachDiskFault(
        m_temporary->path().toStdString().c_str(), 8,
        [&] {
            fs::remove_all(m_run);
            written(m_run, 1);
            written(m_run, 2);
        },
        [&]() -> Status {
            const auto result = writeCheckpoint(m_run, manifestOf(3), tensorsOf(3), tensorsOf(1));
            return result ? Status() : Status(result.error());
        },
        [&](const Snapshot& before, const Snapshot& after) {
            // The older ones as they were; at most the new one whole beside them (its name may be there when
            // the last fsync failed).
            for (const auto& [name, contents] : before) {
                if (!after.contains(name) || after.at(name) != contents) {
                    return false;
                }
            }
            return verifiedCheckpoints(m_run).size() >= 2;
        });
}

void CheckpointTest::killedAtAnyMomentAGoodOneRemains() {
    written(m_run, 1);
    for (long nth = 1; nth < 200; ++nth) {
        const pid_t child = ::fork();
        if (child == 0) {
            failingDiskArm(m_run.c_str(), nth, 0, killAtOperation);
            written(m_run, 1 + nth);
            ::_exit(42); // past the last operation
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        const auto newest = newestCheckpoint(m_run.parent_path());
        QVERIFY2(newest && readCheckpoint(*newest).ok(),
                 qPrintable(QString("killed at operation %1").arg(nth)));
        for (const auto& entry : fs::directory_iterator(m_run / "checkpoints")) {
            QVERIFY2(entry.path().string().find(".corrupt") == std::string::npos &&
                         entry.path().string().find(".tmp-") == std::string::npos,
                     entry.path().c_str());
        }
        if (WIFEXITED(status) && WEXITSTATUS(status) == 42) {
            QVERIFY(nth > 8);
            return;
        }
    }
    QFAIL("never came to the end");
}

QTEST_GUILESS_MAIN(CheckpointTest)
#include "checkpoint_test.moc"
