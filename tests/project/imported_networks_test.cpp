// What weights from outside and freezing plans make of a project: one that can be written, read again and
// trained, or a clear refusal.
#include "core/project/project_json.h"
#include "core/project/project_networks.h"
#include "core/training/network_settings.h"

#include <QTemporaryDir>
#include <QTest>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

/// A house network whose first level has `width` channels; the others have 8.
GeneratorConfig houseOfWidth(int width) {
    auto config = houseConfig(256, 4, 8, 4, UpsampleMode::PixelShuffle);
    config.levels.front().width = width;
    return config;
}

} // namespace

class ImportedNetworksTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsImportedCanBeReadAgain_data();
    void whatIsImportedCanBeReadAgain();
    void moreStylesThanAProjectNamesAreRefused();
    void plansUnderWhichNothingLearnsAreRefused();
    void aRunThatIsNotFilledGoesAgain_data();
    void aRunThatIsNotFilledGoesAgain();
};

void ImportedNetworksTest::whatIsImportedCanBeReadAgain_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("judgeWidth");
    QTest::addColumn<int>("styles");
    QTest::newRow("usual") << 32 << 64 << 3;
    QTest::newRow("a narrow discriminator") << 32 << 1 << 1;
    QTest::newRow("a wide discriminator") << 32 << 512 << 1;
    QTest::newRow("a wide generator") << 2048 << 64 << 1;
    QTest::newRow("as many styles as can be") << 8 << 64 << 10000;
}

void ImportedNetworksTest::whatIsImportedCanBeReadAgain() {
    QFETCH(int, width);
    QFETCH(int, judgeWidth);
    QFETCH(int, styles);
    ImportedNetworks networks;
    networks.generator = houseOfWidth(width);
    networks.generator.style = styles > 1 ? StyleMode::Film : StyleMode::None;
    networks.generator.styles = styles;
    networks.discriminator = filmDiscriminator(256, judgeWidth, styles);
    QVERIFY(checkConfig(networks.generator).ok() && checkConfig(*networks.discriminator).ok());
    QTemporaryDir folder;
    const auto at = fs::path(folder.path().toStdString()) / "Imported.typemould";
    ProjectData before;
    before.training.outputOffsetX = 3; // fitted to another network
    const auto data = withImported(before, networks, styles - 1).orThrow();
    QVERIFY(outputOffsetOf(data.training).none());
    QVERIFY(Project::create(at, data).ok());
    const auto opened = Project::open(at, ProjectAccess::ReadOnly);
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().text().c_str());
    QVERIFY(opened->openNotice().empty());
    QVERIFY(opened->data == data);
    QVERIFY(networkOf(opened->data).orThrow() == networks.generator);
    QVERIFY(discriminatorConfigOf(opened->data.training, networks.generator).orThrow() ==
            networks.discriminator);
    QCOMPARE(styleNames(opened->data).size(), static_cast<std::size_t>(styles > 1 ? styles : 0));
}

void ImportedNetworksTest::moreStylesThanAProjectNamesAreRefused() {
    ImportedNetworks networks;
    networks.generator = houseOfWidth(32);
    networks.generator.style = StyleMode::Film;
    networks.generator.styles = 10001;
    QVERIFY(checkConfig(networks.generator).ok());
    const auto refused = withImported({}, networks, 0);
    QVERIFY(!refused.ok());
    QVERIFY2(refused.error().message.find("10001 styles") != std::string::npos,
             refused.error().text().c_str());
    QVERIFY(refused.error().advice.find("--weights") != std::string::npos);
}

void ImportedNetworksTest::plansUnderWhichNothingLearnsAreRefused() {
    ProjectData data;
    data.freezing = {"freeze generator"};
    const auto refused = freezingOf(data);
    QVERIFY(!refused.ok());
    QVERIFY2(refused.error().message.find("Nothing would learn") == 0, refused.error().text().c_str());
    data.freezing = {"freeze generator until step 10"}; // a schedule may wait
    QVERIFY(freezingOf(data).ok());
    data.freezing = {"freeze generator", "rate 0.5 block=decoder.* until step 500"}; // for nothing
    QVERIFY(!freezingOf(data).ok());
    data.freezing = {"freeze generator", "train block=decoder.1"};
    QVERIFY(freezingOf(data).ok());
}

void ImportedNetworksTest::aRunThatIsNotFilledGoesAgain_data() {
    QTest::addColumn<bool>("fails");
    QTest::addColumn<bool>("stopped");
    QTest::newRow("filled") << false << false;
    QTest::newRow("not filled") << true << false;
    QTest::newRow("nobody waits for it") << false << true;
}

void ImportedNetworksTest::aRunThatIsNotFilledGoesAgain() {
    QFETCH(bool, fails);
    QFETCH(bool, stopped);
    QTemporaryDir folder;
    const auto run = fs::path(folder.path().toStdString()) / "run";
    fs::create_directories(run / "checkpoints");
    std::stop_source stop;
    const auto filled = filledRun(run, stop.get_token(), [&]() -> Result<int> {
        if (stopped) {
            stop.request_stop();
        }
        return fails ? Result<int>(Error{ErrorCode::Io, "the disk is gone", {}}) : Result<int>(7);
    });
    QCOMPARE(filled.ok(), !fails && !stopped);
    QVERIFY(!stopped || filled.error().code == ErrorCode::Cancelled);
    QCOMPARE(fs::exists(run), !fails && !stopped);
}

QTEST_GUILESS_MAIN(ImportedNetworksTest)
#include "imported_networks_test.moc"
