// What switches, imports and styles make of a project's data: what is asked for and nothing else.
#include "core/project/project_networks.h"
#include "core/training/network_settings.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>

using namespace typemould;

namespace {

const std::filesystem::path demo = sourceFile("resources/demo");

ProjectData smallData() {
    ProjectData data;
    data.dataset.canvas = 64;
    data.training.depth = 2;
    return data;
}

GeneratorConfig network(const ProjectData& data) { return networkOf(data).orThrow(); }

CheckpointManifest trainedAs(const ProjectData& data) {
    CheckpointManifest manifest;
    manifest.generator = network(data);
    return manifest;
}

} // namespace

class ProjectNetworksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSwitchChangesTheUpsamplingAlone() {
        ProjectData data = smallData();
        data.training.network = "icnr=yes discriminator.width=24";
        data.training.batch = 3;
        data.freezing = {"freeze block=bottleneck"};
        const auto switched = withSwitched(data, {UpsampleMode::Transposed, 1}, 700, 0).orThrow();
        auto wanted = network(data);
        setUpsampling(wanted, {UpsampleMode::Transposed}, 1);
        QVERIFY(network(switched) == wanted);
        QVERIFY(switched.training.network.find("discriminator.width=24") != std::string::npos);
        QCOMPARE(switched.training.batch, 3);
        ProjectData following = data;
        following.training.patch = 0;
        QCOMPARE(withSwitched(following, {UpsampleMode::Transposed}, 0, 0).orThrow().training.patch, 0);
        QCOMPARE(switched.freezing, data.freezing);
        const auto phased = withSwitched(data, {UpsampleMode::Transposed, 1}, 700, 50).orThrow();
        QCOMPARE(phased.freezing, freezingPlanTexts(phasedPlan(700, 50, 2)));
    }

    void aSwitchThatCannotBeSaysWhy_data() {
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("depth");
        QTest::newRow("a kernel of 7") << 7 << 2;
        QTest::newRow("no network") << 3 << 30;
    }
    void aSwitchThatCannotBeSaysWhy() {
        QFETCH(int, kernel);
        QFETCH(int, depth);
        ProjectData data = smallData();
        data.training.depth = depth;
        const Upsampling to{UpsampleMode::PixelShuffle, ResizeKind::Nearest, kernel};
        const auto switched = withSwitched(data, {to}, 0, 0);
        QVERIFY(!switched);
        QVERIFY(!switched.error().message.empty() && !switched.error().advice.empty());
    }

    void aCheckpointGoesOnAsWhatItWasTrainedAs() {
        const ProjectData data = smallData();
        const auto trained = trainedAs(data);
        QVERIFY(checkCanGoOn(data, trained).ok());
        QVERIFY(checkCanGoOn(withSwitched(data, {UpsampleMode::Transposed}, 0, 0).orThrow(), trained).ok());
        ProjectData wider = data;
        wider.training.width += 8;
        const auto refused = checkCanGoOn(wider, trained);
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.find("width") != std::string::npos, refused.error().message.c_str());
    }

    void goingBackTakesTheNetworkAndIfWantedTheSettings_data() {
        QTest::addColumn<bool>("settings");
        QTest::newRow("the network alone") << false;
        QTest::newRow("the settings too") << true;
    }
    void goingBackTakesTheNetworkAndIfWantedTheSettings() {
        QFETCH(bool, settings);
        ProjectData then = smallData();
        then.training.upsample = UpsampleMode::Transposed;
        then.training.batch = 3;
        then.training.previewText = "then";
        then.training.keepCheckpoints = 9;
        then.training.outputOffsetX = 7;
        then.training.network = "discriminator.width=24";
        CheckpointManifest checkpoint = trainedAs(then);
        checkpoint.settings = then.training;
        checkpoint.learningRate = 0.00042; // it was lowered by then
        checkpoint.freezing = {"freeze block=bottleneck"};
        ProjectData now = smallData();
        now.training.previewText = "now";
        now.training.outputOffsetX = 1.5;
        now.training.outputOffsetY = -2;
        const auto back = withMoment(now, checkpoint, settings).orThrow();
        QVERIFY(network(back) == checkpoint.generator);
        QVERIFY(back.training.network.find("discriminator.width=24") != std::string::npos ||
                back.training.discriminatorWidth == 24);
        QCOMPARE(back.training.previewText, std::string("now")); // what is shown and kept is the designer's
        QCOMPARE(back.training.keepCheckpoints, now.training.keepCheckpoints);
        QCOMPARE(outputOffsetOf(back.training), outputOffsetOf(now.training));
        QCOMPARE(back.training.batch, settings ? 3 : now.training.batch);
        QCOMPARE(back.training.learningRate, settings ? 0.00042 : now.training.learningRate);
        QCOMPARE(back.freezing, settings ? checkpoint.freezing : now.freezing);
    }

    /// Names ask for the styles, not the settings: going back to where one is changes nothing.
    void goingBackToWhereOneIsChangesNothing_data() {
        QTest::addColumn<int>("styles");
        QTest::addColumn<bool>("settings");
        for (const int styles : {0, 2, 3}) {
            for (const bool settings : {false, true}) {
                QTest::addRow("%d styles%s", styles, settings ? ", settings too" : "") << styles << settings;
            }
        }
    }
    void goingBackToWhereOneIsChangesNothing() {
        QFETCH(int, styles);
        QFETCH(bool, settings);
        ProjectData data = smallData();
        data.training.adversarialWeight = 0.01;
        for (int i = 0; i < styles; ++i) {
            data.styles.push_back({"style " + std::to_string(i), {}, {}});
        }
        CheckpointManifest checkpoint = trainedAs(data);
        checkpoint.settings = data.training;
        checkpoint.learningRate = data.training.learningRate;
        checkpoint.freezing = data.freezing;
        const auto back = withMoment(data, checkpoint, settings).orThrow();
        QCOMPARE(back.training.network, data.training.network);
        QVERIFY(back == data);
    }

    void oneDoesNotGoBackToAnotherCanvas() {
        ProjectData then = smallData();
        then.dataset.canvas = 128;
        CheckpointManifest checkpoint = trainedAs(then);
        checkpoint.settings = then.training;
        const auto refused = withMoment(smallData(), checkpoint, true);
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.find("canvas") != std::string::npos,
                 refused.error().message.c_str());
    }

    void anImportedDiscriminatorIsSetBesideTheGenerator() {
        ProjectData data = smallData();
        DiscriminatorConfig judge;
        judge.family = Family::House;
        judge.canvas = 64;
        judge.width = 24;
        judge.spectralNorm = true;
        const auto changed = withImportedDiscriminator(data, judge).orThrow();
        QVERIFY(changed.training.adversarialWeight > 0);
        QCOMPARE(changed.training.discriminatorWidth, 24);
        QVERIFY(network(changed) == network(data));
        data.training.adversarialWeight = 0.5;
        QCOMPARE(withImportedDiscriminator(data, judge).orThrow().training.adversarialWeight, 0.5);
    }

    void aStyleIsRemovedOrKeepsItsPlace_data() {
        QTest::addColumn<int>("style");
        QTest::addColumn<int>("learnt");
        QTest::addColumn<int>("left");
        QTest::newRow("the last, not learnt") << 2 << 1 << 2;
        QTest::newRow("the last, learnt") << 2 << 3 << 3;
        QTest::newRow("one between") << 1 << 1 << 3;
    }
    void aStyleIsRemovedOrKeepsItsPlace() {
        QFETCH(int, style);
        QFETCH(int, learnt);
        QFETCH(int, left);
        ProjectData data = smallData();
        const FontReference font{"/fonts/some.ttf", "hash", {}};
        data.styles = {{"own", {}, {}}, {"second", font, {}}, {"third", font, {}}};
        const auto changed = withoutStyle(data, style, learnt).orThrow();
        QCOMPARE(static_cast<int>(changed.styles.size()), left);
        QVERIFY(left < 3 || changed.styles[static_cast<std::size_t>(style)].font.empty());
        QVERIFY(!withoutStyle(data, 0, learnt)); // the target's own
        QVERIFY(!withoutStyle(data, 3, learnt));
    }

    /// What the names of the styles ask for leaves no trace in the settings, whatever is described meanwhile.
    void aStyleThatGoesLeavesNothing_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("left"); // styles of the network without the third name
        QTest::newRow("one that the names alone ask for") << "" << 2;
        QTest::newRow("of a network with styles") << "style=concat" << 2;
        QTest::newRow("beside styles that are set") << "style=film styles=3" << 3;
    }
    void aStyleThatGoesLeavesNothing() {
        QFETCH(QString, text);
        QFETCH(int, left);
        ProjectData data = smallData();
        data.training.network = text.toStdString();
        data.styles = {{"own", {}, {}}, {"second", {}, {}}, {"third", {"/fonts/some.ttf", "hash", {}}, {}}};
        const auto network2 = [](ProjectData of) {
            of.styles.pop_back();
            return network(of);
        };
        auto changed = withSwitched(data, {UpsampleMode::Transposed}, 0, 0).orThrow();
        QCOMPARE(network(changed).styles, 3);
        QVERIFY(network(changed).style != StyleMode::None);
        QVERIFY(network(changed).style == network(data).style);
        DiscriminatorConfig judge = describedDiscriminator(changed.training, network(changed)).orThrow();
        judge.width = 24;
        changed = withImportedDiscriminator(changed, judge).orThrow();
        changed = withoutStyle(changed, 2, 2).orThrow();
        QCOMPARE(network(changed).styles, left);
        auto wanted = network2(data);
        setUpsampling(wanted, {UpsampleMode::Transposed});
        QVERIFY(network(changed) == wanted);
    }

    void theFontOfAStyleIsChosenWhileOthersAreMissing() {
        ProjectData data =
            newProjectData(demo / "demo-source.ttf", {}, demo / "demo-target.ttf", {}).orThrow();
        const FontReference gone{"/nowhere/gone.ttf", "hash", {}};
        data.styles = {{"own", {}, {}}, {"second", gone, {}}, {"third", gone, {}}};
        QVERIFY(!openFonts(data));
        auto changed = withStyleFont(data, 1, demo / "demo-target.ttf").orThrow();
        QVERIFY(changed.styles[1].font.path == demo / "demo-target.ttf");
        const Placement &placed = changed.styles[1].placement, &target = changed.placements.target;
        QVERIFY(std::abs(placed.scale - target.scale) < 1e-6); // it is the target, once more
        QVERIFY(std::abs(placed.offsetX - target.offsetX) < 1e-6);
        QVERIFY(std::abs(placed.offsetY - target.offsetY) < 1e-6);
        QVERIFY(changed.styles[2].font == gone);
        QVERIFY(!withStyleFont(data, 0, demo / "demo-target.ttf")); // the target's own
        QVERIFY(!withStyleFont(data, 1, "/nowhere/gone.ttf"));
        changed = withStyleFont(changed, 2, demo / "demo-source.ttf").orThrow();
        QVERIFY(openFonts(changed).ok());
    }
};

QTEST_GUILESS_MAIN(ProjectNetworksTest)
#include "project_networks_test.moc"
