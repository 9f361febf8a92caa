// ImageExporter where images are already: they are kept or replaced as asked, kept only where they were made
// alike, and the manifest and the sheet say so.
#include "tests/export/small_exports.h"
#include "tests/support/disk_snapshot.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

Q_DECLARE_METATYPE(std::function<void(ImageExportSettings&, ExportGeometry&, CharacterSet&)>)

class KeptImagesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void replacesOrKeepsWhatIsThere();
    void keepsOnlyWhatWasMadeAlike_data();
    void keepsOnlyWhatWasMadeAlike();
    void keepsFilesOfNoExport();
    void keptGlyphsNameTheirCheckpoint();
    void anExportOfOthersKeepsTheirNames();
    void keptGlyphsStandOnTheSheet_data();
    void keptGlyphsStandOnTheSheet();
    void aSheetThatShowsNothingNewIsLeftAlone();

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_folder;
};

void KeptImagesTest::init() {
    m_temporary = std::make_unique<QTemporaryDir>();
    m_folder = fs::path(m_temporary->path().toStdString()) / "export";
}

void KeptImagesTest::replacesOrKeepsWhatIsThere() {
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

void KeptImagesTest::keepsOnlyWhatWasMadeAlike_data() {
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
    row("output offset", false, [](auto&, ExportGeometry& g, auto&) { g.output = {0.5, 0}; });
    row("font", false, [](auto&, ExportGeometry& g, auto&) { g.targetFont = "Other"; });
    row("numbered over another set", false,
        [](ImageExportSettings& s, auto&, CharacterSet& c) { // 0001 was another character
            s.naming = NamingRule::Sequence;
            c = c - CharacterSet{c[0]};
        });
}

void KeptImagesTest::keepsOnlyWhatWasMadeAlike() {
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

void KeptImagesTest::keepsFilesOfNoExport() {
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

void KeptImagesTest::keptGlyphsNameTheirCheckpoint() {
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

void KeptImagesTest::anExportOfOthersKeepsTheirNames() {
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

void KeptImagesTest::keptGlyphsStandOnTheSheet_data() {
    QTest::addColumn<int>("format");
    QTest::addColumn<bool>("withSource");
    for (const bool withSource : {true, false}) {
        QTest::addRow("PNG%s", withSource ? " with source" : "") << int(ImageFormat::Png) << withSource;
        QTest::addRow("BMP%s", withSource ? " with source" : "") << int(ImageFormat::Bmp) << withSource;
    }
}

void KeptImagesTest::keptGlyphsStandOnTheSheet() {
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

void KeptImagesTest::aSheetThatShowsNothingNewIsLeftAlone() {
    QVERIFY(exportAll(m_folder, {}).ok());
    const auto before = snapshotOf(m_folder);
    ImageExportSettings settings;
    settings.skipExisting = true;
    auto exporter = ImageExporter::begin(m_folder, settings, someGeometry(), someCharacters).value();
    QCOMPARE(exporter.skipped(), someCharacters.size());
    QVERIFY(exporter.finish().ok());
    auto after = snapshotOf(m_folder);
    QCOMPARE(after["contact-sheet.png"], before.at("contact-sheet.png"));
    QCOMPARE(after.size(), before.size());
}

QTEST_GUILESS_MAIN(KeptImagesTest)
#include "kept_images_test.moc"
