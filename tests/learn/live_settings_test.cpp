// Settings that are changed while a run goes: they take effect at the next step, are stored, and go on
// exactly; what a run keeps is refused.
#include "tests/learn/small_pairs.h"

#include <QTest>
#include <algorithm>
#include <sstream>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

class LiveSettingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWeightTakesEffect();
    void aDiscriminatorJoinsAndLeaves();
    void batchesMayGrow();
    void whatIsRefused_data();
    void whatIsRefused();
    void ofTwoRequestsTheGoodOneIsMade();
    void whatWasChangedGoesOnExactly();
    void everyTermIsInTheRunsFolder();

private:
    fs::path folder(const std::string& name) const { return m_temporary.path().toStdString() + "/" + name; }
    /// A run of `steps` steps that asks for `changes` at step 5.
    RecordingObserver changedRun(const std::string& name, long long steps,
                                 std::vector<SettingChange> changes) const {
        auto setup = smallSetup(m_pairs, folder(name), steps);
        setup.settings.discriminatorWidth = 4;
        setup.settings.rateShape = RateShape::Constant; // whatever the budget
        auto session = TrainingSession::create(std::move(setup)).orThrow();
        RecordingObserver observer;
        observer.atStep = [&](long long step) {
            if (step == 5) {
                session->requestSettings(changes);
            }
        };
        session->run({}, observer).orThrow();
        return observer;
    }
    GlyphPairs m_pairs = smallPairs();
    QTemporaryDir m_temporary;
};

void LiveSettingsTest::aWeightTakesEffect() {
    const auto observer = changedRun("weight", 8, {{"edge-weight", "2"}, {"learning-rate", "0.0005"}});
    for (const auto& row : observer.rows) {
        QCOMPARE(termValue(row.terms, "edge") > 0, row.step > 5);
    }
    QVERIFY(observer.happened("settings") && observer.refusedSettings.empty());
    const auto manifest = checkpointAt(observer.checkpoints.back()).orThrow().manifest;
    QCOMPARE(manifest.settings.edgeWeight, 2.0);
    QCOMPARE(manifest.learningRate, 0.0005);
}

void LiveSettingsTest::aDiscriminatorJoinsAndLeaves() {
    const auto joined = changedRun("joins", 8, {{"adversarial-weight", "0.1"}});
    for (const auto& row : joined.rows) {
        QCOMPARE(row.discriminatorLoss > 0, row.step > 5);
    }
    const auto text = std::find_if(joined.events.begin(), joined.events.end(),
                                   [](const auto& event) { return event.kind == "settings"; });
    QVERIFY(text->detail.find("adversarial-weight 0.1") != std::string::npos);
    QVERIFY(text->detail.find("joins in") != std::string::npos);
}

void LiveSettingsTest::batchesMayGrow() {
    const auto observer = changedRun("batch", 10, {{"batch", "5"}, {"accumulate", "2"}});
    const auto epochs = [&](long long step) {
        return std::find_if(observer.rows.begin(), observer.rows.end(),
                            [&](const auto& row) { return row.step == step; })
            ->epoch;
    };
    const double items = 20; // trained pairs of 24
    QVERIFY(std::abs(epochs(5) - 5 * 4 / items) < 1e-9);
    QVERIFY(std::abs(epochs(10) - (5 * 4 + 5 * 10) / items) < 1e-9);
}

void LiveSettingsTest::whatIsRefused_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("the network's width") << "width"
                                         << "16";
    QTest::newRow("the seed") << "seed"
                              << "2";
    QTest::newRow("a value that does not fit") << "edge-weight"
                                               << "-1";
    QTest::newRow("no setting") << "edges"
                                << "1";
    QTest::newRow("a table that is none") << "balance-table"
                                          << "soon";
    QTest::newRow("nothing left to learn") << "l1-weight"
                                           << "0";
}

void LiveSettingsTest::whatIsRefused() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    std::vector<SettingChange> changes{{"weight-decay", "0.02"}};
    if (key == "balance-table") {
        changes.push_back({"balance", "dynamic"});
        changes.push_back({"adversarial-weight", "0.1"});
    }
    changes.push_back({key.toStdString(), value.toStdString()});
    const auto observer = changedRun("refused " + std::string(QTest::currentDataTag()), 8, changes);
    QCOMPARE(observer.refusedSettings.size(), std::size_t(1));
    const auto& refused = observer.refusedSettings.front();
    QVERIFY(!refused.why.message.empty() && !observer.happened("settings") && observer.warnings.empty());
    QVERIFY(refused.asked == changes);
    QVERIFY((refused.kept.front() == SettingChange{"weight-decay", "0.01"}));
    QCOMPARE(refused.kept.size(), changes.size() - (key == "edges" ? 1 : 0));
    const auto settings = checkpointAt(observer.checkpoints.back()).orThrow().manifest.settings;
    auto unchanged = smallSettings();
    unchanged.discriminatorWidth = 4;
    unchanged.rateShape = RateShape::Constant;
    QVERIFY(settings == unchanged); // none of them
    QCOMPARE(observer.rows.back().step, 8LL);
}

void LiveSettingsTest::ofTwoRequestsTheGoodOneIsMade() {
    WatchedRun run(m_pairs, 8);
    run.observer.atStep = [&](long long step) {
        if (step == 5) {
            run.session->requestSettings({{"edge-weight", "2"}});
            run.session->requestSettings({{"batch", "0"}});
            run.session->requestSettings({{"ssim-weight", "1"}});
        }
    };
    QVERIFY(run.run().ok());
    QCOMPARE(run.observer.refusedSettings.size(), std::size_t(1));
    QVERIFY((run.observer.refusedSettings.front().kept == std::vector<SettingChange>{{"batch", "4"}}));
    QVERIFY((run.observer.stepsOf("settings") == std::vector<long long>{5, 5}));
    const auto event = std::find_if(run.observer.events.begin(), run.observer.events.end(),
                                    [](const auto& each) { return each.kind == "settings"; });
    QVERIFY((event->changes == std::vector<SettingChange>{{"edge-weight", "2"}}));
    const auto settings = checkpointAt(run.observer.checkpoints.back()).orThrow().manifest.settings;
    QCOMPARE(settings.edgeWeight, 2.0);
    QCOMPARE(settings.ssimWeight, 1.0);
    QCOMPARE(settings.batch, 4);
}

void LiveSettingsTest::whatWasChangedGoesOnExactly() {
    const std::vector<SettingChange> changes{{"ssim-weight", "0.5"},
                                             {"adversarial-weight", "0.1"},
                                             {"label-noise", "0.3"},
                                             {"discriminator-every", "2"},
                                             {"balance", "dynamic"}};
    const auto whole = changedRun("whole", 20, changes);
    const auto half = changedRun("half", 11, changes);
    const auto saved = checkpointAt(half.checkpoints.back()).orThrow();
    auto setup = smallSetup(m_pairs, folder("half"), 20);
    setup.settings = saved.manifest.settings;
    setup.resumeFrom = saved.folder;
    RecordingObserver observer;
    trained(setup, observer);
    for (const char* file : {"model.safetensors", "optimizer.safetensors"}) {
        QVERIFY2(contentsOf(whole.checkpoints.back() / file) ==
                     contentsOf(observer.checkpoints.back() / file),
                 file);
    }
}

void LiveSettingsTest::everyTermIsInTheRunsFolder() {
    const auto observer = changedRun("terms", 8, {{"edge-weight", "2"}});
    std::istringstream lines(contentsOf(folder("terms") / "losses.csv"));
    std::string header, line, last;
    std::getline(lines, header);
    for (const auto& term : lossTerms()) {
        QVERIFY2(header.find("," + term.key + "," + term.key + "_share") != std::string::npos,
                 term.key.c_str());
    }
    while (std::getline(lines, line)) {
        last = line;
    }
    QVERIFY(last.rfind("8,1,", 0) == 0); // step and balance
    const auto commas = std::count(header.begin(), header.end(), ',');
    QCOMPARE(std::count(last.begin(), last.end(), ','), commas);
    const auto& terms = observer.rows.back().terms;
    QVERIFY(std::abs(termShare(terms, "l1") + termShare(terms, "edge") - 1) < 1e-9);
    QVERIFY(termShare(terms, "edge") > 0.1);
}

QTEST_GUILESS_MAIN(LiveSettingsTest)
#include "live_settings_test.moc"
