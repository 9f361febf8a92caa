// Experiments: runs that differ in the settings that are compared and in nothing else.
#include "core/training/experiment.h"
#include "core/training/run_record.h"
#include "tests/learn/small_pairs.h"

#include <QTest>

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

namespace {
/// Writes down what is told, and does something at each progress when asked.
class Watcher final : public ExperimentObserver {
public:
    void onVariant(std::size_t variant, const ExperimentVariant& which) override {
        begun.push_back(std::to_string(variant) + " " + which.name);
    }
    void onProgress(const ExperimentProgress& progress) override {
        told.push_back(progress);
        if (atProgress) {
            atProgress(progress);
        }
    }
    void onEvaluation(std::size_t variant, const Evaluation&) override { measured.push_back(variant); }
    void onPreview(std::size_t, const Preview&) override { ++previews; }
    void onResult(std::size_t, const VariantResult& result) override { ended.push_back(result.variant.name); }
    void onWarning(std::size_t, const Error& error) override { warnings.push_back(error); }

    std::function<void(const ExperimentProgress&)> atProgress;
    std::vector<std::string> begun, ended;
    std::vector<ExperimentProgress> told;
    std::vector<std::size_t> measured;
    std::vector<Error> warnings;
    int previews = 0;
};

std::vector<std::string> namesOf(const std::vector<ExperimentVariant>& variants) {
    std::vector<std::string> names;
    for (const auto& variant : variants) {
        names.push_back(variant.name);
    }
    return names;
}

using Names = std::vector<std::string>;
} // namespace

class ExperimentTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyCombinationIsAVariant();
    void whatCannotBeComparedIsRefused_data();
    void whatCannotBeComparedIsRefused();
    void allSuggestionsServe();
    void upsamplingModesCompared();
    void nothingElseDiffers();
    void aVariantThatFailsLetsTheOthersGoOn();
    void itStopsBetweenTwoSteps();
    void whatCannotBeginIsRefused_data();
    void whatCannotBeginIsRefused();
    void namesMakeFolders();
    void theReportGoesAnywhere();

private:
    ExperimentSetup setupOf(const std::vector<VariedSetting>& varied, long long steps) {
        ExperimentSetup setup;
        setup.base = smallSetup(m_pairs, {}, steps);
        setup.variants = variantsOf(varied, setup.base.settings).orThrow();
        setup.folder = fs::path(m_folder.path().toStdString()) / "experiments";
        return setup;
    }
    GlyphPairs m_pairs = smallPairs();
    QTemporaryDir m_folder;
};

void ExperimentTest::everyCombinationIsAVariant() {
    const TrainingSettings base;
    QCOMPARE(namesOf(variantsOf({{"batch", {"4", "8"}}}, base).orThrow()), Names({"4", "8"}));
    const auto both = variantsOf({{"batch", {"4", "8"}}, {"edge-weight", {"0", "0.50"}}}, base).orThrow();
    QCOMPARE(namesOf(both), Names({"batch=4 edge-weight=0", "batch=4 edge-weight=0.5",
                                   "batch=8 edge-weight=0", "batch=8 edge-weight=0.5"}));
    QVERIFY((both[3].changes == std::vector<SettingChange>{{"batch", "8"}, {"edge-weight", "0.5"}}));
    QCOMPARE(namesOf(variantsOf({{"network", {"", "norm=batch"}}}, base).orThrow()),
             Names({"(none)", "norm=batch"}));
}

void ExperimentTest::whatCannotBeComparedIsRefused_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("values");
    QTest::addColumn<QString>("said");
    QTest::newRow("unknown") << "colour" << QStringList{"red", "blue"} << "colour";
    QTest::newRow("bad value") << "batch" << QStringList{"4", "many"} << "many";
    QTest::newRow("out of range") << "batch" << QStringList{"4", "0"} << "0";
    QTest::newRow("twice") << "edge-weight" << QStringList{"0.5", "0.50"} << "twice";
    QTest::newRow("one alone") << "batch" << QStringList{"4"} << "One run";
    QTest::newRow("none") << "batch" << QStringList{} << "no value";
    QTest::newRow("changes nothing") << "keep-best" << QStringList{"1", "2"} << "keep-best";
    QStringList many;
    for (int i = 1; i <= 65; ++i) {
        many << QString::number(i);
    }
    QTest::newRow("too many") << "batch" << many << "64";
}

void ExperimentTest::whatCannotBeComparedIsRefused() {
    QFETCH(QString, key);
    QFETCH(QStringList, values);
    QFETCH(QString, said);
    VariedSetting varied{key.toStdString(), {}};
    for (const auto& value : values) {
        varied.values.push_back(value.toStdString());
    }
    const auto refused = variantsOf({varied}, {});
    QVERIFY(!refused.ok() && refused.error().code == ErrorCode::InvalidArgument);
    QVERIFY2(QString::fromStdString(refused.error().message).contains(said), refused.error().message.c_str());
    QVERIFY(!refused.error().advice.empty());
    QVERIFY(!variantsOf({{"batch", {"4", "8"}}, {"batch", {"16", "32"}}}, {}).ok());
    QVERIFY(!variantsOf({}, {}).ok());
}

void ExperimentTest::allSuggestionsServe() {
    QCOMPARE(suggestedComparisons().front().varied.key, std::string("upsample"));
    for (const auto& suggestion : suggestedComparisons()) {
        QVERIFY2(variantsOf({suggestion.varied}, {}).ok(), suggestion.label.c_str());
    }
}

void ExperimentTest::upsamplingModesCompared() {
    auto setup = setupOf({{"upsample", {"transposed", "pixel_shuffle", "resize_conv"}}}, 12);
    Watcher watcher;
    const auto result = runExperiment(setup, {}, watcher).orThrow();
    QVERIFY(!result.stopped);
    QCOMPARE(result.folder.parent_path(), setup.folder);
    QCOMPARE(result.variants.size(), std::size_t{3});
    QCOMPARE(watcher.begun, Names({"0 transposed", "1 pixel_shuffle", "2 resize_conv"}));
    QCOMPARE(watcher.ended, Names({"transposed", "pixel_shuffle", "resize_conv"}));
    QCOMPARE(watcher.measured, std::vector<std::size_t>({0, 1, 2}));
    QVERIFY(watcher.previews >= 3 && watcher.warnings.empty());
    for (const auto& each : result.variants) {
        QVERIFY2(!each.error, each.error ? each.error->text().c_str() : "");
        QCOMPARE(each.run, result.folder / each.variant.name);
        QCOMPARE(each.steps, 12LL);
        QVERIFY(each.seconds > 0 && each.samplesPerSecond > 0 && !each.preview.empty());
        const auto run = readRun(each.run).orThrow(); // a run as any other
        QCOMPARE(run.summary.steps, 12LL);
        QCOMPARE(run.summary.ended, std::string("finished"));
        QVERIFY(!run.summary.startedAt.empty());
        QCOMPARE(run.summary.checkpoints.size(), std::size_t{1});
        QCOMPARE(run.summary.checkpoints[0].score->mean.l1, each.evaluation->generated.l1);
        QVERIFY(withChanges(*run.settings, each.variant.changes).orThrow() == *run.settings);
    }
    const auto best = std::min_element(result.variants.begin(), result.variants.end(), [](auto& a, auto& b) {
        return a.evaluation->generated.l1 < b.evaluation->generated.l1;
    });
    QVERIFY(result.winner() == &*best);
    QVERIFY(result.variants[0].evaluation->generated.l1 != result.variants[1].evaluation->generated.l1);
    QCOMPARE(runsIn(result.folder).size(), std::size_t{3});
    // Share and time left run over the whole.
    for (std::size_t i = 1; i < watcher.told.size(); ++i) {
        QVERIFY(watcher.told[i].share >= watcher.told[i - 1].share);
    }
    QVERIFY(watcher.told.back().share == 1 && watcher.told.back().secondsLeft == 0);
    const auto& early = watcher.told[5];
    QVERIFY(early.variants == 3 && early.variant == 0 && early.share < 0.34);
    QVERIFY(early.secondsLeft > 2 * early.training.secondsLeft);
    // The report.
    const auto report = nlohmann::json::parse(contentsOf(result.folder / "experiment.json"));
    QCOMPARE(report["variants"].size(), std::size_t{3});
    QCOMPARE(report["winner"].get<std::string>(), best->variant.name);
    QCOMPARE(report["variants"][1]["settings"]["upsample"].get<std::string>(), std::string("pixel_shuffle"));
    const auto csv = contentsOf(result.folder / "results.csv");
    QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), std::ptrdiff_t{5}); // head, copied source, three
    QVERIFY(contentsOf(result.folder / "curves.csv").find("\"resize_conv\",12,") != std::string::npos);
    QVERIFY(contentsOf(result.folder / "heldout.csv").find("\"transposed\",12,") != std::string::npos);
    const auto picture = readPng(result.folder / "contact.png").orThrow();
    QCOMPARE(picture.width, 2 * 128);
    QCOMPARE(picture.height, 5 * 128); // source, three, truth
    const auto table = experimentTable(result);
    for (const char* word : {"copied source", "transposed", "SSIM", "samples/s", "best"}) {
        QVERIFY2(table.find(word) != std::string::npos, table.c_str());
    }
}

/// The same setting tried twice over comes to the same figures: seed, pairs and order are the same.
void ExperimentTest::nothingElseDiffers() {
    auto setup = setupOf({{"edge-weight", {"0", "0.5"}}}, 8);
    setup.base.settings.measuredGlyphs = 0; // measured all the same
    Watcher first, second;
    const auto one = runExperiment(setup, {}, first).orThrow();
    std::reverse(setup.variants.begin(), setup.variants.end());
    const auto other = runExperiment(setup, {}, second).orThrow();
    QVERIFY(one.folder != other.folder);
    QCOMPARE(one.variants[0].evaluation->generated.l1, other.variants[1].evaluation->generated.l1);
    QCOMPARE(one.variants[1].evaluation->generated.l1, other.variants[0].evaluation->generated.l1);
    QVERIFY(one.variants[0].evaluation->generated.l1 != one.variants[1].evaluation->generated.l1);
    QCOMPARE(one.variants[0].evaluation->copiedSource.l1, one.variants[1].evaluation->copiedSource.l1);
}

void ExperimentTest::aVariantThatFailsLetsTheOthersGoOn() {
    auto setup = setupOf({{"network", {"", "9.attention=softmax"}}}, 4); // there is no level 9
    setup.variants.push_back({"edges", {{"edge-weight", "0.5"}}});
    Watcher watcher;
    const auto result = runExperiment(setup, {}, watcher).orThrow();
    QCOMPARE(result.variants.size(), std::size_t{3});
    QVERIFY(!result.variants[0].error && !result.variants[2].error);
    const auto& failed = result.variants[1];
    QVERIFY(failed.error && failed.error->message.find("9") != std::string::npos);
    QVERIFY(!failed.evaluation && failed.steps == 0 && !result.stopped);
    QVERIFY(result.winner() != nullptr && result.winner() != &failed);
    QCOMPARE(watcher.ended.size(), std::size_t{3});
    const auto report = nlohmann::json::parse(contentsOf(result.folder / "experiment.json"));
    QVERIFY(report["variants"][0]["error"].is_null());
    QCOMPARE(report["variants"][1]["error"].get<std::string>(), failed.error->text());
    QVERIFY(experimentTable(result).find(failed.error->message) != std::string::npos);
}

void ExperimentTest::itStopsBetweenTwoSteps() {
    const auto setup = setupOf({{"batch", {"2", "4", "8"}}}, 50);
    Watcher watcher;
    std::stop_source stop;
    watcher.atProgress = [&](const ExperimentProgress& progress) {
        if (progress.variant == 1 && progress.training.step == 7) {
            stop.request_stop();
        }
    };
    const auto result = runExperiment(setup, stop.get_token(), watcher).orThrow();
    QVERIFY(result.stopped);
    QCOMPARE(result.variants.size(), std::size_t{2});
    QVERIFY(!result.variants[0].stopped && result.variants[1].stopped && !result.variants[1].error);
    QCOMPARE(result.variants[1].steps, 7LL);
    QVERIFY(result.winner() == &result.variants[0]); // one that was cut short does not win
    const auto report = nlohmann::json::parse(contentsOf(result.folder / "experiment.json"));
    QVERIFY(report["stopped"].get<bool>() && report["variants"][1]["stopped"].get<bool>());
    QVERIFY(!report["variants"][0]["stopped"].get<bool>());
}

void ExperimentTest::whatCannotBeginIsRefused_data() {
    QTest::addColumn<QString>("what");
    for (const char* what : {"variants", "end", "held out"}) {
        QTest::newRow(what) << what;
    }
}

void ExperimentTest::whatCannotBeginIsRefused() {
    QFETCH(QString, what);
    auto setup = setupOf({{"batch", {"2", "4"}}}, 4);
    setup.folder = fs::path(m_folder.path().toStdString()) / "refused";
    DatasetSettings few; // of four characters none is held out
    few.canvas = 32;
    std::vector<char32_t> characters;
    std::vector<GrayImage> pictures;
    for (char32_t c = 0x4E00; c < 0x4E04; ++c) {
        characters.push_back(c);
        pictures.emplace_back(32, 32);
    }
    const auto pairs = GlyphPairs::fromImages(characters, pictures, pictures, few).orThrow();
    if (what == "variants") {
        setup.variants.clear();
    } else if (what == "end") {
        setup.base.budget = {};
    } else {
        setup.base.pairs = &pairs;
    }
    Watcher watcher;
    const auto refused = runExperiment(setup, {}, watcher);
    QVERIFY(!refused.ok() && refused.error().code == ErrorCode::InvalidArgument);
    QVERIFY(!refused.error().advice.empty() && watcher.begun.empty());
    QVERIFY(!fs::exists(setup.folder));
}

void ExperimentTest::namesMakeFolders() {
    auto setup = setupOf({{"batch", {"2", "4"}}}, 1);
    setup.variants[0].name = "../up/and away";
    setup.variants[1].name = "..:up:and away"; // the same, as far as a folder can tell
    Watcher watcher;
    const auto result = runExperiment(setup, {}, watcher).orThrow();
    QCOMPARE(result.variants[0].run, result.folder / "_.._up_and away");
    QCOMPARE(result.variants[1].run, result.folder / "_.._up_and away-2");
    QVERIFY(!result.variants[0].error && readRun(result.variants[1].run).ok());
}

void ExperimentTest::theReportGoesAnywhere() {
    const auto setup = setupOf({{"batch", {"2", "4"}}}, 2);
    Watcher watcher;
    const auto result = runExperiment(setup, {}, watcher).orThrow();
    const auto out = fs::path(m_folder.path().toStdString()) / "out" / "deep";
    writeExperimentReport(result, out).orThrow();
    for (const char* name : {"experiment.json", "results.csv", "curves.csv", "heldout.csv", "contact.png"}) {
        QCOMPARE(contentsOf(out / name), contentsOf(result.folder / name));
    }
    const auto file = out / "file";
    writeFileAtomically(file, std::string_view("x")).orThrow();
    QVERIFY(!writeExperimentReport(result, file / "below").ok());
}

QTEST_GUILESS_MAIN(ExperimentTest)
#include "experiment_test.moc"
