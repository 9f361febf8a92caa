// ImageExporter: whole files, every setting does something, a cancel leaves whole glyphs, and what cannot be
// written is refused. What is there already: kept_images_test.
#include "tests/export/small_exports.h"
#include "tests/support/disk_snapshot.h"
#include "tests/support/fields_round_trip.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

class ImageExportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void settingsRoundTrip() { checkFieldsRoundTrip<ImageExportSettings>(); }
    void writesEveryGlyphASheetAndAManifest();
    void everySettingChangesTheOutput_data();
    void everySettingChangesTheOutput();
    void finishesInOrder();
    void bmpHoldsTheSamePixels();
    void theManifestIsTrueAtEveryMoment();
    void aCancelLeavesWholeGlyphs();
    void refusesWrongCalls();
    void refusesWrongSettings_data();
    void refusesWrongSettings();
    void foldersThatCannotBeWrittenTo_data();
    void foldersThatCannotBeWrittenTo();
    void aTargetThatIsNoFileIsRefused();
    void isFast();

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_folder;
};

void ImageExportTest::init() {
    m_temporary = std::make_unique<QTemporaryDir>();
    m_folder = fs::path(m_temporary->path().toStdString()) / "export";
}

void ImageExportTest::writesEveryGlyphASheetAndAManifest() {
    QVERIFY(exportAll(m_folder / "deep", {}).ok());
    const auto files = snapshotOf(m_folder / "deep");
    QCOMPARE(files.size(), someCharacters.size() + 2);
    QVERIFY(files.contains("contact-sheet.png") && files.contains("manifest.json"));
    const auto manifest = manifestIn(m_folder / "deep");
    QCOMPARE(manifest["glyphs"].size(), someCharacters.size());
    for (std::size_t i = 0; i < someCharacters.size(); ++i) {
        const auto& glyph = manifest["glyphs"][i];
        QCOMPARE(glyph["character"].get<std::string>(), utf8Of(someCharacters[i]));
        QCOMPARE(glyph["codePoint"].get<std::string>(), codePointText(someCharacters[i]));
        QCOMPARE(glyph["kept"], false);
        QCOMPARE(readPng(m_folder / "deep" / glyph["file"].get<std::string>()).value(),
                 picture(someCharacters[i]));
    }
    QCOMPARE(manifest["image"]["width"], canvas);
    QCOMPARE(manifest["fonts"]["source"], "Source Sans");
    QCOMPARE(manifest["fonts"]["target"], "Target \"Maru\" 字");
    QCOMPARE(manifest["checkpoint"]["name"], "step-1200");
    QCOMPARE(manifest["checkpoint"]["step"], 1200);
    QVERIFY(fieldsFromJson<ImageExportSettings>(manifest["settings"]).value() == ImageExportSettings());
}

void ImageExportTest::everySettingChangesTheOutput_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("beforehand"); // another setting that it needs
    QTest::newRow("format") << "format"
                            << "bmp"
                            << "";
    QTest::newRow("naming") << "naming"
                            << "char"
                            << "";
    QTest::newRow("naming, numbered") << "naming"
                                      << "seq"
                                      << "";
    QTest::newRow("size") << "size"
                          << "96"
                          << "";
    QTest::newRow("offset-x") << "offset-x"
                              << "0.25"
                              << "";
    QTest::newRow("offset-y") << "offset-y"
                              << "-1.5"
                              << "";
    QTest::newRow("thresholded") << "thresholded"
                                 << "true"
                                 << "";
    QTest::newRow("threshold") << "threshold"
                               << "100"
                               << "thresholded";
    QTest::newRow("skip-existing") << "skip-existing"
                                   << "true"
                                   << "";
    QTest::newRow("contact-sheet") << "contact-sheet"
                                   << "false"
                                   << "";
}

void ImageExportTest::everySettingChangesTheOutput() {
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, beforehand);
    static std::set<std::string> seen; // the last row looks that none was left out
    seen.insert(key.toStdString());
    const auto outputOf = [&](const fs::path& folder, const ImageExportSettings& settings) {
        leaveSomethingToKeep(folder, settings);
        const Status status = exportAll(folder, settings);
        if (!status) {
            qWarning("%s", status.error().text().c_str());
        }
        auto files = snapshotOf(folder);
        files.erase("manifest.json"); // which repeats the settings: the pictures themselves must differ
        return files;
    };
    ImageExportSettings settings;
    if (!beforehand.isEmpty()) {
        QVERIFY(setFieldFromText(settings, beforehand.toStdString(), "true").ok());
    }
    const auto before = outputOf(m_folder / "before", settings);
    QVERIFY(setFieldFromText(settings, key.toStdString(), value.toStdString()).ok());
    QVERIFY(outputOf(m_folder / "after", settings) != before);
    if (key == "contact-sheet") {
        for (const auto& known : fieldKeys<ImageExportSettings>()) {
            QVERIFY2(seen.contains(known), (known + " has no test").c_str());
        }
    }
}

void ImageExportTest::finishesInOrder() {
    const GrayImage image = picture(U'東');
    ImageExportSettings settings;
    QCOMPARE(finished(image, settings), image);
    settings.size = 100;
    settings.offsetX = 2.5; // pixels of the exported image, not of the network's
    settings.offsetY = -1;
    settings.threshold = 90;
    QCOMPARE(finished(image, settings), shifted(resized(image, 100, 100), 2.5, -1));
    settings.thresholded = true;
    const GrayImage result = finished(image, settings);
    QCOMPARE(result, thresholded(shifted(resized(image, 100, 100), 2.5, -1), 90));
    QVERIFY(std::all_of(result.pixels.begin(), result.pixels.end(),
                        [](int grey) { return grey == 0 || grey == 255; }));
}

void ImageExportTest::bmpHoldsTheSamePixels() {
    ImageExportSettings settings;
    settings.format = ImageFormat::Bmp;
    settings.offsetX = 0.5;
    QVERIFY(exportAll(m_folder, settings).ok());
    for (const char32_t character : someCharacters) {
        const fs::path path = m_folder / glyphFileName(character, settings.naming, settings.format, 1, 1);
        QVERIFY(readFile(path).value() == encodeBmp(shifted(picture(character), 0.5, 0)).value());
    }
}

void ImageExportTest::theManifestIsTrueAtEveryMoment() {
    QVERIFY(exportAll(m_folder, {}).ok());
    const auto truth = [&] { // every glyph named is as the manifest describes it
        const auto manifest = manifestIn(m_folder);
        return std::all_of(manifest["glyphs"].begin(), manifest["glyphs"].end(), [&](const auto& glyph) {
            const auto image = readPng(m_folder / glyph["file"].template get<std::string>());
            return image.ok() && manifest["image"]["width"] == image->width;
        });
    };
    ImageExportSettings settings;
    settings.size = 96;
    {
        auto exporter = ImageExporter::begin(m_folder, settings, someGeometry(), someCharacters).value();
        QVERIFY(truth());
        QCOMPARE(manifestIn(m_folder)["glyphs"].size(), someCharacters.size()); // nothing was touched yet
        for (const char32_t character : {U'東', U'国'}) {
            QVERIFY(exporter.add(character, picture(1), picture(character)).ok());
            QVERIFY(truth());
        }
    } // a cancel
    QVERIFY(truth());
    const auto manifest = manifestIn(m_folder);
    QCOMPARE(manifest["image"]["width"], 96);
    QCOMPARE(manifest["glyphs"].size(), std::size_t(2));
}

void ImageExportTest::aCancelLeavesWholeGlyphs() {
    const CharacterSet characters = CharacterSet::range(0x4E00, 0x4E00 + 99);
    {
        auto exporter = ImageExporter::begin(m_folder, {}, someGeometry(), characters).value();
        for (std::size_t i = 0; i < 40; ++i) {
            QVERIFY(exporter.add(characters[i], picture(1), picture(characters[i])).ok());
        }
        QCOMPARE(exporter.written(), std::size_t(40));
    }
    const auto files = snapshotOf(m_folder);
    QCOMPARE(files.size(), std::size_t(41)); // with the manifest; no sheet, no temporary
    for (const auto& glyph : manifestIn(m_folder)["glyphs"]) {
        QVERIFY(readPng(m_folder / glyph["file"].get<std::string>()).ok());
    }
    QCOMPARE(manifestIn(m_folder)["glyphs"].size(), std::size_t(40));
    ImageExportSettings settings; // and it goes on from there
    settings.skipExisting = true;
    auto exporter = ImageExporter::begin(m_folder, settings, someGeometry(), characters).value();
    QCOMPARE(exporter.skipped(), std::size_t(40));
}

void ImageExportTest::refusesWrongCalls() {
    auto exporter = ImageExporter::begin(m_folder, {}, someGeometry(), someCharacters).value();
    const Status stranger = exporter.add(U'鬱', picture(1), picture(2));
    QCOMPARE(stranger.error().code, ErrorCode::InvalidArgument);
    QVERIFY(stranger.error().message.find("U+9B31") != std::string::npos);
    const Status size = exporter.add(U'東', picture(1), picture(2, 128));
    QVERIFY(size.error().message.find("128 x 128") != std::string::npos);
    QVERIFY(!exporter.add(U'東', picture(1), GrayImage()).ok());
    QVERIFY(exporter.add(U'東', picture(1), picture(2)).ok());
    QVERIFY(!exporter.add(U'東', picture(1), picture(2)).ok());
    QCOMPARE(exporter.written(), std::size_t(1));
    QVERIFY(exporter.finish().ok());
    QCOMPARE(manifestIn(m_folder)["glyphs"].size(), std::size_t(1)); // what is there, not what was promised
}

void ImageExportTest::refusesWrongSettings_data() {
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("threshold");
    QTest::addColumn<double>("offset");
    QTest::addColumn<bool>("characters");
    QTest::newRow("negative size") << -1 << 128 << 0.0 << true;
    QTest::newRow("tiny") << 7 << 128 << 0.0 << true;
    QTest::newRow("giant") << 4097 << 128 << 0.0 << true;
    QTest::newRow("threshold 0") << 0 << 0 << 0.0 << true;
    QTest::newRow("threshold 256") << 0 << 256 << 0.0 << true;
    QTest::newRow("far away") << 0 << 128 << 5000.0 << true;
    QTest::newRow("no number") << 0 << 128 << std::nan("") << true;
    QTest::newRow("no characters") << 0 << 128 << 0.0 << false;
}

void ImageExportTest::refusesWrongSettings() {
    QFETCH(int, size);
    QFETCH(int, threshold);
    QFETCH(double, offset);
    QFETCH(bool, characters);
    ImageExportSettings settings;
    settings.size = size;
    settings.threshold = threshold;
    settings.offsetX = offset;
    const auto exporter = ImageExporter::begin(m_folder, settings, someGeometry(),
                                               characters ? someCharacters : CharacterSet());
    QVERIFY(!exporter.ok());
    QCOMPARE(exporter.error().code, ErrorCode::InvalidArgument);
    QVERIFY(!exporter.error().advice.empty());
    QVERIFY(!fs::exists(m_folder));
}

void ImageExportTest::foldersThatCannotBeWrittenTo_data() {
    QTest::addColumn<QString>("folder");
    QTest::newRow("a file stands there") << "plain";
    QTest::newRow("below a file") << "plain/export";
    QTest::newRow("a name of 300 characters") << QString(300, 'n');
    QTest::newRow("a folder that takes no files") << "/proc/self/fd";
    QTest::newRow("nothing can be made there") << "/proc/export";
}

void ImageExportTest::foldersThatCannotBeWrittenTo() {
    QFETCH(QString, folder);
    fs::create_directories(m_folder);
    std::ofstream(m_folder / "plain") << "old";
    const auto exporter =
        ImageExporter::begin(m_folder / folder.toStdString(), {}, someGeometry(), someCharacters);
    QVERIFY(!exporter.ok());
    QVERIFY2(exporter.error().message.find(folder.section('/', 0, 0).toStdString()) != std::string::npos,
             exporter.error().message.c_str());
    QVERIFY(!exporter.error().advice.empty());
    QCOMPARE(snapshotOf(m_folder), (Snapshot{{"plain", "old"}}));
}

void ImageExportTest::aTargetThatIsNoFileIsRefused() {
    fs::create_directories(m_folder);
    std::ofstream(m_folder / "elsewhere") << "precious";
    fs::create_symlink("elsewhere", m_folder / "6771.png");
    auto exporter = ImageExporter::begin(m_folder, {}, someGeometry(), someCharacters).value();
    const Status status = exporter.add(U'東', picture(1), picture(2));
    QVERIFY(!status.ok());
    QVERIFY(status.error().message.find("6771.png") != std::string::npos);
    QCOMPARE(readTextFile(m_folder / "elsewhere").value(), std::string("precious"));
}

void ImageExportTest::isFast() {
    const CharacterSet characters = CharacterSet::range(0x4E00, 0x4E00 + 119);
    ExportGeometry geometry = someGeometry();
    geometry.canvas = 256;
    std::vector<GrayImage> pictures;
    for (const char32_t character : characters) {
        pictures.push_back(picture(character, 256));
    }
    QElapsedTimer timer;
    timer.start();
    auto exporter = ImageExporter::begin(m_folder, {}, geometry, characters).value();
    for (std::size_t i = 0; i < characters.size(); ++i) {
        QVERIFY(exporter.add(characters[i], pictures[i], pictures[i]).ok());
    }
    QVERIFY(exporter.finish().ok());
    qInfo("120 glyphs at 256 pixels in %d ms", int(timer.elapsed()));
    QVERIFY(timer.elapsed() < 20000); // 2 s on a quiet machine; the disk decides
}

QTEST_GUILESS_MAIN(ImageExportTest)
#include "image_export_test.moc"
