// ImageExporter: whole files, every setting does something, existing files are kept or replaced as asked, a
// cancel leaves whole glyphs, and the manifest names what is there.
#include "core/export/image_export.h"
#include "tests/support/disk_snapshot.h"
#include "tests/support/fields_round_trip.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

constexpr int canvas = 64;
const CharacterSet someCharacters{U'東', U'国', U'永', U'A', U'a', 0x20000};

/// A grey-edged bar whose place and grey depend on the character.
GrayImage picture(char32_t character, int side = canvas) {
    GrayImage image(side, side);
    const int left = side / 4 + static_cast<int>(character % 7) * side / 64;
    for (int y = side / 8; y < side * 7 / 8; ++y) {
        for (int x = left; x < left + side / 4; ++x) {
            image.at(x, y) = x == left ? 120 : static_cast<std::uint8_t>(character % 50);
        }
    }
    return image;
}

ExportGeometry someGeometry() {
    ExportGeometry geometry;
    geometry.canvas = canvas;
    geometry.sourceFont = "Source Sans";
    geometry.targetFont = "Target \"Maru\" 字";
    geometry.checkpoint = "step-1200";
    geometry.step = 1200;
    return geometry;
}

Status exportAll(const fs::path& folder, const ImageExportSettings& settings,
                 const CharacterSet& characters = someCharacters) {
    auto exporter = ImageExporter::begin(folder, settings, someGeometry(), characters);
    if (!exporter) {
        return exporter.error();
    }
    for (const char32_t character : characters) {
        const Status added = exporter->add(character, picture(character + 1), picture(character));
        if (!added) {
            return added;
        }
    }
    return exporter->finish();
}

/// An export with `settings` of `characters`, then something of the user's own in the file of 東.
void leaveSomethingToKeep(const fs::path& folder, ImageExportSettings settings,
                          const CharacterSet& characters = someCharacters) {
    settings.skipExisting = false;
    exportAll(folder, settings, characters).orThrow();
    for (const char* name : {"6771.png", "6771.bmp"}) {
        if (fs::exists(folder / name)) {
            std::ofstream(folder / name) << "there before";
        }
    }
}

nlohmann::json manifestIn(const fs::path& folder) {
    return nlohmann::json::parse(readTextFile(folder / "manifest.json").value());
}

} // namespace

Q_DECLARE_METATYPE(std::function<void(ImageExportSettings&, ExportGeometry&, CharacterSet&)>)

class ImageExportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void settingsRoundTrip() { testing::checkFieldsRoundTrip<ImageExportSettings>(); }
    void writesEveryGlyphASheetAndAManifest();
    void everySettingChangesTheOutput_data();
    void everySettingChangesTheOutput();
    void finishesInOrder();
    void bmpHoldsTheSamePixels();
    void replacesOrKeepsWhatIsThere();
    void keepsOnlyWhatWasMadeAlike_data();
    void keepsOnlyWhatWasMadeAlike();
    void keepsFilesOfNoExport();
    void keptGlyphsNameTheirCheckpoint();
    void theManifestIsTrueAtEveryMoment();
    void anExportOfOthersKeepsTheirNames();
    void keptGlyphsStandOnTheSheet_data();
    void keptGlyphsStandOnTheSheet();
    void aSheetThatShowsNothingNewIsLeftAlone();
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
    const auto files = testing::snapshotOf(m_folder / "deep");
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
        auto files = testing::snapshotOf(folder);
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

void ImageExportTest::replacesOrKeepsWhatIsThere() {
    leaveSomethingToKeep(m_folder, {}, {U'東'});
    ImageExportSettings settings;
    settings.skipExisting = true;
    auto exporter = ImageExporter::begin(m_folder, settings, someGeometry(), someCharacters).value();
    QCOMPARE(exporter.skipped(), std::size_t(1));
    for (const char32_t character : someCharacters) {
        QCOMPARE(exporter.wouldSkip(character), character == U'東');
        QVERIFY(exporter.add(character, picture(1), picture(character)).ok());
        QCOMPARE(exporter.wouldSkip(character),
                 character == U'東'); // what is written now is not "there before"
    }
    QVERIFY(exporter.finish().ok());
    QCOMPARE(exporter.written(), someCharacters.size() - 1);
    QCOMPARE(exporter.skipped(), std::size_t(1));
    QVERIFY(!exporter.wouldSkip(U'鬱'));
    QCOMPARE(readTextFile(m_folder / "6771.png").value(), std::string("there before"));
    for (const auto& glyph : manifestIn(m_folder)["glyphs"]) {
        QCOMPARE(glyph["kept"].get<bool>(), glyph["file"] == "6771.png");
    }
    settings.skipExisting = false;
    QVERIFY(exportAll(m_folder, settings).ok());
    QCOMPARE(readPng(m_folder / "6771.png").value(), picture(U'東'));
}

void ImageExportTest::keepsOnlyWhatWasMadeAlike_data() {
    using Change = std::function<void(ImageExportSettings&, ExportGeometry&, CharacterSet&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("kept");
    const auto row = [](const char* name, bool kept, Change change) {
        QTest::newRow(name) << change << kept;
    };
    row("nothing", true, [](auto&, auto&, auto&) {});
    row("another checkpoint", true, [](auto&, ExportGeometry& g, auto&) { g.checkpoint = "step-9"; });
    row("no contact sheet", true, [](ImageExportSettings& s, auto&, auto&) { s.contactSheet = false; });
    row("size", false, [](ImageExportSettings& s, auto&, auto&) { s.size = 96; });
    row("the same size in words", true, [](ImageExportSettings& s, auto&, auto&) { s.size = canvas; });
    row("offset", false, [](ImageExportSettings& s, auto&, auto&) { s.offsetX = 0.5; });
    row("black and white", false, [](ImageExportSettings& s, auto&, auto&) { s.thresholded = true; });
    row("format", false, [](ImageExportSettings& s, auto&, auto&) { s.format = ImageFormat::Bmp; });
    row("placement", false, [](auto&, ExportGeometry& g, auto&) { g.target.offsetY = 0.01; });
    row("units per em", false, [](auto&, ExportGeometry& g, auto&) { g.unitsPerEm = 2048; });
    row("font", false, [](auto&, ExportGeometry& g, auto&) { g.targetFont = "Other"; });
    row("numbered over another set", false,
        [](ImageExportSettings& s, auto&, CharacterSet& c) { // 0001 was another character
            s.naming = NamingRule::Sequence;
            c = c - CharacterSet{c[0]};
        });
}

void ImageExportTest::keepsOnlyWhatWasMadeAlike() {
    using Change = std::function<void(ImageExportSettings&, ExportGeometry&, CharacterSet&)>;
    QFETCH(Change, change);
    QFETCH(bool, kept);
    ImageExportSettings settings;
    ExportGeometry geometry = someGeometry();
    CharacterSet characters{U'一', U'丁'};
    ImageExportSettings before;
    change(settings, geometry, characters);
    before.naming = settings.naming;
    QVERIFY(exportAll(m_folder, before, {U'一', U'丁'}).ok());
    settings.skipExisting = true;
    auto exporter = ImageExporter::begin(m_folder, settings, geometry, characters).value();
    QCOMPARE(exporter.skipped(), kept ? characters.size() : 0);
    for (const char32_t character : characters) {
        QCOMPARE(exporter.wouldSkip(character), kept);
        QVERIFY(exporter.add(character, picture(1), picture(character)).ok());
    }
    QVERIFY(exporter.finish().ok());
    const auto manifest = manifestIn(m_folder);
    QCOMPARE(manifest["glyphs"].size(), characters.size());
    for (const auto& glyph : manifest["glyphs"]) {
        if (settings.format == ImageFormat::Png) {
            const auto image = readPng(m_folder / glyph["file"].get<std::string>()).value();
            QCOMPARE(image,
                     finished(picture(decodeUtf8(glyph["character"].get<std::string>())[0]), settings));
            QCOMPARE(manifest["image"]["width"], image.width);
        }
        QCOMPARE(glyph["kept"].get<bool>(), kept);
    }
}

void ImageExportTest::keepsFilesOfNoExport() {
    ImageExportSettings settings;
    settings.skipExisting = true;
    makeFolder(m_folder).orThrow();
    writeFileAtomically(m_folder / "6771.png", encodePng(picture(7)).value()).orThrow(); // 東, by hand
    {
        auto exporter = ImageExporter::begin(m_folder, settings, someGeometry(), {U'東', U'国'}).value();
        QCOMPARE(exporter.skipped(), std::size_t(1));
        QVERIFY(exporter.wouldSkip(U'東'));
        for (const char32_t character : {U'東', U'国'}) {
            QVERIFY(exporter.add(character, picture(1), picture(character)).ok());
        }
        QVERIFY(exporter.finish().ok());
    }
    QCOMPARE(readPng(m_folder / "6771.png").value(), picture(7));
    QCOMPARE(manifestIn(m_folder)["glyphs"].size(),
             std::size_t(1)); // it says nothing of what it does not know
    settings.size = 96;       // 国 was made otherwise and is drawn anew, 東 is still somebody's own
    QVERIFY(exportAll(m_folder, settings, {U'東', U'国'}).ok());
    QCOMPARE(readPng(m_folder / "6771.png").value(), picture(7));
    QCOMPARE(readPng(m_folder / "56FD.png").value().width, 96);
}

void ImageExportTest::keptGlyphsNameTheirCheckpoint() {
    QVERIFY(exportAll(m_folder, {}, {U'東'}).ok());
    ImageExportSettings settings;
    settings.skipExisting = true;
    ExportGeometry later = someGeometry();
    for (const int step : {2000, 3000}) { // the second reads what the first made of it
        later.checkpoint = "step-" + std::to_string(step);
        later.step = step;
        auto exporter = ImageExporter::begin(m_folder, settings, later, {U'東', U'国'}).value();
        if (!exporter.wouldSkip(U'国')) {
            QVERIFY(exporter.add(U'国', picture(1), picture(U'国')).ok());
        }
        QVERIFY(exporter.finish().ok());
    }
    const auto glyphs = manifestIn(m_folder)["glyphs"];
    QCOMPARE(glyphs[0]["checkpoint"]["step"], 2000); // 国
    QCOMPARE(glyphs[1]["checkpoint"]["name"], "step-1200");
    QCOMPARE(glyphs[1]["checkpoint"]["step"], 1200); // 東
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

void ImageExportTest::anExportOfOthersKeepsTheirNames() {
    QVERIFY(exportAll(m_folder, {}, {U'東', U'国'}).ok());
    fs::remove(m_folder / "56FD.png"); // 国
    QVERIFY(exportAll(m_folder, {}, {U'永'}).ok());
    QCOMPARE(manifestIn(m_folder)["glyphs"].size(), std::size_t(2));
    ImageExportSettings settings;
    settings.skipExisting = true;
    QCOMPARE(ImageExporter::begin(m_folder, settings, someGeometry(), {U'東', U'国', U'永'})->skipped(),
             std::size_t(2));
    settings.size = 96;
    QVERIFY(exportAll(m_folder, settings, {U'国'}).ok());
    QCOMPARE(manifestIn(m_folder)["glyphs"].size(), std::size_t(1)); // the others are of another size
}

void ImageExportTest::keptGlyphsStandOnTheSheet_data() {
    QTest::addColumn<int>("format");
    QTest::addColumn<bool>("withSource");
    for (const bool withSource : {true, false}) {
        QTest::addRow("PNG%s", withSource ? " with source" : "") << int(ImageFormat::Png) << withSource;
        QTest::addRow("BMP%s", withSource ? " with source" : "") << int(ImageFormat::Bmp) << withSource;
    }
}

void ImageExportTest::keptGlyphsStandOnTheSheet() {
    QFETCH(int, format);
    QFETCH(bool, withSource);
    ImageExportSettings settings;
    settings.format = static_cast<ImageFormat>(format);
    const CharacterSet both{U'国', U'東'};
    QVERIFY(exportAll(m_folder, settings, {U'国'}).ok());
    settings.skipExisting = true;
    auto exporter = ImageExporter::begin(m_folder, settings, someGeometry(), both).value();
    QVERIFY(exporter.wouldSkip(U'国'));
    if (withSource) {
        QVERIFY(exporter.keep(U'国', picture(U'国' + 1)).ok());
    }
    QVERIFY(!exporter.keep(U'東', picture(1)).ok());
    QVERIFY(exporter.add(U'東', picture(U'東' + 1), picture(U'東')).ok());
    QVERIFY(exporter.finish().ok());
    QCOMPARE(readPng(m_folder / "contact-sheet.png").value(),
             contactSheet({{withSource ? picture(U'国' + 1) : GrayImage(), picture(U'国')},
                           {picture(U'東' + 1), picture(U'東')}}));
    QCOMPARE(manifestIn(m_folder)["glyphs"].size(), std::size_t(2));
}

void ImageExportTest::aSheetThatShowsNothingNewIsLeftAlone() {
    QVERIFY(exportAll(m_folder, {}).ok());
    const auto before = testing::snapshotOf(m_folder);
    ImageExportSettings settings;
    settings.skipExisting = true;
    auto exporter = ImageExporter::begin(m_folder, settings, someGeometry(), someCharacters).value();
    QCOMPARE(exporter.skipped(), someCharacters.size());
    QVERIFY(exporter.finish().ok());
    auto after = testing::snapshotOf(m_folder);
    QCOMPARE(after["contact-sheet.png"], before.at("contact-sheet.png"));
    QCOMPARE(after.size(), before.size());
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
    const auto files = testing::snapshotOf(m_folder);
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
    QCOMPARE(testing::snapshotOf(m_folder), (testing::Snapshot{{"plain", "old"}}));
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
