// Checkpoints made of others without training: another upsampling, imported networks; and sessions that go on
// with them.
#include "core/inference/glyph_generator.h"
#include "core/inference/image_folder.h"
#include "core/training/network_settings.h"
#include "tests/learn/small_pairs.h"

#include <QTest>
#include <fstream>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

class DerivedCheckpointTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aSwitchDrawsAsBefore_data();
    void aSwitchDrawsAsBefore();
    void aSwitchToWhatIsThereIsRefused();
    void aSwitchedCheckpointGoesOn();
    void importedNetworksAreDrawnWithAndGoOn();
    void whatIsNotWholeIsNotImported();
    void aFolderOfPictures();
    void foldersThatCannotBeDrawn();
    void betweenTwoStyles();

private:
    fs::path folder(const char* name) const { return fs::path(m_temporary.path().toStdString()) / name; }
    std::vector<GrayImage> drawn(const fs::path& checkpoint) const {
        auto generator = GlyphGenerator::open(checkpoint, "cpu", 1).orThrow();
        return generator->generate({m_pairs.sourceImage(0), m_pairs.sourceImage(1)}).orThrow();
    }
    QTemporaryDir m_temporary;
    GlyphPairs m_pairs = smallPairs();
    VerifiedCheckpoint m_trained; ///< upsampling transposed
};

void DerivedCheckpointTest::initTestCase() {
    auto setup = smallSetup(m_pairs, folder("run"), 12);
    setup.settings.upsample = UpsampleMode::Transposed;
    setup.settings.adversarialWeight = 0.05;
    RecordingObserver observer;
    trained(setup, observer);
    m_trained = checkpointAt(observer.checkpoints.back()).orThrow();
}

void DerivedCheckpointTest::aSwitchDrawsAsBefore_data() {
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("exact");
    QTest::newRow("pixel_shuffle") << int(UpsampleMode::PixelShuffle) << true;
    QTest::newRow("resize_conv") << int(UpsampleMode::ResizeConv) << false;
}

void DerivedCheckpointTest::aSwitchDrawsAsBefore() {
    QFETCH(int, mode);
    QFETCH(bool, exact);
    const UpsamplingSwitch change{static_cast<UpsampleMode>(mode)};
    const auto foretold = switchResiduals(m_trained, change).orThrow();
    const auto switched = switchUpsampling(m_trained, change, folder(exact ? "exact" : "nearest")).orThrow();
    QCOMPARE(switched.residuals.size(), foretold.size());
    for (const auto& level : switched.residuals) {
        QVERIFY((level.residual < 1e-6) == exact);
    }
    const auto manifest = readCheckpoint(switched.folder).orThrow();
    QCOMPARE(manifest.step, m_trained.manifest.step);
    QCOMPARE(int(manifest.settings.upsample), mode);
    QVERIFY(generatorConfigOf(manifest.settings, 32).orThrow() == manifest.generator);
    const auto before = drawn(m_trained.folder), after = drawn(switched.folder);
    int largest = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        for (std::size_t p = 0; p < before[i].pixels.size(); ++p) {
            largest = std::max(largest, std::abs(int(before[i].pixels[p]) - int(after[i].pixels[p])));
        }
    }
    QVERIFY2((largest <= 1) == exact, qPrintable(QString::number(largest)));
    QVERIFY(readCheckpoint(m_trained.folder).ok()); // what it came from is as it was
}

void DerivedCheckpointTest::aSwitchToWhatIsThereIsRefused() {
    QVERIFY(switchResiduals(m_trained, {UpsampleMode::Transposed}).orThrow().empty());
    const auto same = switchUpsampling(m_trained, {UpsampleMode::Transposed}, folder("same"));
    QCOMPARE(same.error().code, ErrorCode::InvalidArgument);
    QVERIFY(!fs::exists(folder("same") / "checkpoints"));
    QVERIFY(!switchUpsampling(m_trained, {UpsampleMode::PixelShuffle, 7}, folder("same")));
}

void DerivedCheckpointTest::aSwitchedCheckpointGoesOn() {
    const auto switched =
        switchUpsampling(m_trained, {UpsampleMode::PixelShuffle}, folder("goes on")).orThrow();
    auto setup = smallSetup(m_pairs, folder("goes on"), 15);
    setup.settings = switched.manifest.settings;
    setup.resumeFrom = switched.folder;
    setup.freezing = {"freeze block=encoder.*"};
    RecordingObserver observer;
    trained(setup, observer);
    QCOMPARE(observer.rows.front().step, 13LL);
    QVERIFY(observer.warnings.empty());
}

void DerivedCheckpointTest::importedNetworksAreDrawnWithAndGoOn() {
    const auto networks = networksOf(m_trained, true).orThrow();
    QVERIFY(networks.discriminator.has_value());
    auto manifest = m_trained.manifest;
    manifest.settings = smallSettings(); // which speak of another network
    const auto imported = writeImported(networks, manifest, folder("imported")).orThrow();
    QCOMPARE(imported.manifest.step, 0LL);
    QVERIFY(drawn(imported.folder) == drawn(m_trained.folder));
    auto setup = smallSetup(m_pairs, folder("imported"), 3);
    setup.settings = imported.manifest.settings;
    setup.settings.adversarialWeight = 0.05;
    setup.resumeFrom = imported.folder;
    RecordingObserver observer;
    trained(setup, observer);
    QCOMPARE(observer.rows.front().step, 1LL);
    const auto alone = GlyphGenerator::open(networks, "cpu", 1).orThrow();
    QVERIFY(alone->generate({m_pairs.sourceImage(0), m_pairs.sourceImage(1)}).orThrow() ==
            drawn(m_trained.folder));
}

void DerivedCheckpointTest::whatIsNotWholeIsNotImported() {
    auto networks = networksOf(m_trained, true).orThrow();
    networks.generatorTensors.erase("bottleneck.conv1.weight");
    const auto refused = writeImported(networks, m_trained.manifest, folder("refused"));
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.find("bottleneck.conv1.weight") != std::string::npos,
             refused.error().message.c_str());
    QVERIFY(!fs::exists(folder("refused") / "checkpoints"));
}

void DerivedCheckpointTest::aFolderOfPictures() {
    const auto in = folder("in"), out = folder("out");
    fs::create_directories(in);
    const auto source = m_pairs.sourceImage(0);
    auto light = source;
    for (auto& pixel : light.pixels) {
        pixel = static_cast<std::uint8_t>(255 - pixel);
    }
    QVERIFY(!isLightOnDark(source) && isLightOnDark(light));
    const auto write = [&](const char* name, const GrayImage& image) {
        writeFileAtomically(in / name, encodePng(image).orThrow()).orThrow();
    };
    write("dark.png", source);
    write("light.PNG", light);
    write("large.png", resized(source, 96, 96));
    writeFileAtomically(in / "notes.txt", std::string_view("no picture")).orThrow();
    auto generator = GlyphGenerator::open(m_trained.folder, "cpu", 1).orThrow();
    std::size_t told = 0;
    const auto outcome =
        drawImageFolder(*generator, in, out, [&](std::size_t done, std::size_t) { told = done; }).orThrow();
    QCOMPARE(outcome.written, std::size_t(3));
    QCOMPARE(outcome.inverted, std::size_t(1));
    QCOMPARE(told, std::size_t(3));
    const auto dark = readPng(out / "dark.png").orThrow(), negative = readPng(out / "light.PNG").orThrow();
    QVERIFY(dark == generator->generate({source}).orThrow().front());
    for (std::size_t p = 0; p < dark.pixels.size(); ++p) {
        QCOMPARE(int(negative.pixels[p]), 255 - int(dark.pixels[p]));
    }
    QCOMPARE(readPng(out / "large.png").orThrow().width, 32);
    QVERIFY(!fs::exists(out / "notes.txt"));
}

void DerivedCheckpointTest::foldersThatCannotBeDrawn() {
    auto generator = GlyphGenerator::open(m_trained.folder, "cpu", 1).orThrow();
    const auto refusal = [&](const fs::path& in) {
        const auto outcome = drawImageFolder(*generator, in, folder("never"));
        return outcome.ok() ? std::string() : outcome.error().message;
    };
    const auto own = drawImageFolder(*generator, folder("in"), folder("in"));
    QVERIFY(!own && own.error().message.find("themselves") != std::string::npos);
    QVERIFY(refusal(folder("nowhere")).find("nowhere") != std::string::npos);
    fs::create_directories(folder("bare"));
    QVERIFY(refusal(folder("bare")).find("no PNG") != std::string::npos);
    writeFileAtomically(folder("bare") / "a.png", std::string_view("no picture")).orThrow();
    QVERIFY(refusal(folder("bare")).find("a.png") != std::string::npos);
    writeFileAtomically(folder("bare") / "a.png", encodePng(GrayImage(64, 32)).orThrow()).orThrow();
    QVERIFY(refusal(folder("bare")).find("64 x 32") != std::string::npos);
}

void DerivedCheckpointTest::betweenTwoStyles() {
    auto setup = smallSetup(m_pairs, folder("styles"), 60);
    setup.settings.emaDecay = 0.5;
    setup.styles = {"thick", "thin"};
    // The second style is taught to draw the sources themselves.
    std::vector<char32_t> characters;
    std::vector<GrayImage> sources;
    for (std::size_t i = 0; i < m_pairs.size(); ++i) {
        characters.push_back(m_pairs.characters()[i]);
        sources.push_back(m_pairs.sourceImage(i));
    }
    const auto thin = GlyphPairs::fromImages(characters, sources, sources, m_pairs.settings()).orThrow();
    setup.furtherPairs = {{&thin, 1}};
    RecordingObserver observer;
    trained(setup, observer);
    auto generator = GlyphGenerator::open(observer.checkpoints.back(), "cpu", 1).orThrow();
    QVERIFY((generator->manifest().styles == std::vector<std::string>{"thick", "thin"}));
    const auto draw = [&](const StyleChoice& choice) {
        generator->choose(choice).orThrow();
        return generator->generate({m_pairs.sourceImage(0)}).orThrow().front();
    };
    const auto thick = draw({0}), other = draw({1});
    QVERIFY(meanInk(thick) != meanInk(other));
    QVERIFY(draw({}) == thick); // the target's own
    QVERIFY(draw({0, 1, 0}) == thick);
    QVERIFY(draw({0, 1, 1}) == other);
    const auto between = draw({0, 1, 0.5});
    QVERIFY(!(between == thick) && !(between == other));
    QVERIFY(!generator->choose({2}));
    QVERIFY(!generator->choose({0, 5, 0.5}));
    QVERIFY(!generator->choose({0, 1, 1.5}));
}

QTEST_GUILESS_MAIN(DerivedCheckpointTest)
#include "derived_checkpoint_test.moc"
