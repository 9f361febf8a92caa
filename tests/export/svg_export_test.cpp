// From a generator to a folder of SVG files: what was drawn stands in the target's em, named by rule, and a
// stop leaves a true folder.
#include "core/export/svg_export.h"

#include "core/export/svg_writer.h"
#include "tests/export/copying_generator.h"
#include "tests/support/changed_font.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QtTest>
#include <fstream>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

constexpr int canvas = 96;

} // namespace

class SvgExportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_order = {.characters = {U'一', U'永', U'人'},
                   .folder = fs::path(m_temporary->path().toStdString()) / "out",
                   .checkpoint = "runs/1/checkpoints/00000042"};
        m_generator = {m_source, m_target, canvas};
        m_generator.made.placements.target = {0.8, 0.01, -0.02};
        m_generator.made.unitsPerEm = 2000;
    }
    void eachGlyphStandsInTheTargetsEm() {
        const SvgOutcome outcome = exported();
        QVERIFY2(outcome.status.ok(), outcome.status.ok() ? "" : outcome.status.error().text().c_str());
        QCOMPARE(outcome.written, std::size_t(3));
        const Placement placement{0.8, 0.01, -0.02};
        for (const auto& glyph : manifest()["glyphs"]) {
            const char32_t c = decodeUtf8(glyph["character"].get<std::string>())[0];
            const Outline outline =
                trace(rasterize(m_source, c, placement, canvas).orThrow(), placement, 2000).orThrow();
            QCOMPARE(readTextFile(m_order.folder / glyph["file"].get<std::string>()).orThrow(),
                     svgText(c, outline, {2000, glyph["advance"].get<double>()}));
            QCOMPARE(glyph["points"].get<std::size_t>(), outline.pointCount());
        }
        QCOMPARE(manifest()["unitsPerEm"], 2000);
        QVERIFY(fs::exists(m_order.folder / "sheet.svg"));
        QVERIFY(fs::exists(m_order.folder / "6C38.svg"));
    }
    void theOrderIsFollowed() {
        m_order.naming = NamingRule::Sequence;
        m_order.sheet = false;
        m_order.tracing.tolerance = 20;
        QVERIFY(exported().status.ok());
        QVERIFY(fs::exists(m_order.folder / "0003.svg"));
        QVERIFY(!fs::exists(m_order.folder / "sheet.svg"));
        QCOMPARE(manifest()["tracing"]["tolerance"], 20.0);
    }
    void manyGlyphsComeInManySheets() {
        std::vector<char32_t> all(m_source.characters().begin(), m_source.characters().end());
        QVERIFY(all.size() > 501); // the font has them
        all.resize(501);
        m_order.characters = CharacterSet(all);
        QCOMPARE(exported().written, all.size());
        QCOMPARE(manifest()["glyphs"].size(), all.size());
        const auto paths = [&](const char* sheet) {
            const std::string text = readTextFile(m_order.folder / sheet).orThrow();
            return QString::fromStdString(text).count("<path");
        };
        QCOMPARE(paths("sheet.svg"), 500);
        QCOMPARE(paths("sheet-2.svg"), 1);
        QVERIFY(!fs::exists(m_order.folder / "sheet-3.svg"));
    }
    void sheetsOfAnOlderExportGo() {
        QVERIFY(exported().status.ok());
        std::ofstream(m_order.folder / "sheet-2.svg") << "of an export of more than 500";
        QVERIFY(exported().status.ok());
        QVERIFY(fs::exists(m_order.folder / "sheet.svg"));
        QVERIFY(!fs::exists(m_order.folder / "sheet-2.svg"));
    }
    void withoutASheetNoneStays() {
        QVERIFY(exported().status.ok());
        m_order.sheet = false;
        QVERIFY(exported().status.ok());
        QVERIFY(!fs::exists(m_order.folder / "sheet.svg")); // it would show what the manifest does not name
    }
    void sheetsOfSomebodysOwnStay() {
        fs::create_directory(m_order.folder);
        std::ofstream(m_order.folder / "sheet.svg") << "mine";
        m_order.sheet = false;
        QVERIFY(exported().status.ok());
        QCOMPARE(readTextFile(m_order.folder / "sheet.svg").orThrow(), std::string("mine"));
    }
    void addedGlyphsAreAsWideAsInTheFont() {
        // A target whose Han are narrower than the source's: 900 of 1000.
        const FontFace narrow =
            FontFace::open(
                testing::changedFont(*m_temporary,
                                     "for n in f.getGlyphOrder(): f['hmtx'][n] = (900, f['hmtx'][n][1])"))
                .orThrow();
        QVERIFY(!narrow.draws(U'永'));
        m_generator.made.targetHash = identityOf(narrow);
        m_generator.made.unitsPerEm = 2 * narrow.unitsPerEm();
        const SvgOutcome outcome = exportSvg(m_generator, m_source, narrow, m_order);
        QVERIFY2(outcome.status.ok(), outcome.status.ok() ? "" : outcome.status.error().text().c_str());
        for (const auto& glyph : manifest()["glyphs"]) {
            QCOMPARE(glyph["advance"].get<double>(), 1800.0);
        }
    }
    void givenPicturesCount() {
        m_order.pictures[U'永'] = m_order.pictures[U'人'] = GrayImage(canvas, canvas);
        m_order.pictures[U'人'].at(40, 40) = 0;
        std::vector<std::size_t> told;
        const auto outcome =
            exportSvg(m_generator, m_source, m_target, m_order, [&](std::size_t done, std::size_t total) {
                QCOMPARE(total, std::size_t(3));
                told.push_back(done);
            });
        QVERIFY(outcome.status.ok());
        QVERIFY((told == std::vector<std::size_t>{1, 2, 3}));
    }
    void whatIsBlankIsNamed() {
        m_generator.blank = {U'永'};
        const SvgOutcome outcome = exported();
        QVERIFY(outcome.status.ok());
        QCOMPARE(outcome.written, std::size_t(2));
        QCOMPARE(outcome.blank, CharacterSet{U'永'});
        QVERIFY(!fs::exists(m_order.folder / "6C38.svg"));
    }
    void strokesAreJudged() {
        m_generator.made.placements.source = {0.7, 0, 0};
        m_generator.blank = {U'人'};
        m_order.pictures[U'永'] =
            rasterize(m_source, U'一', m_generator.made.placements.target, canvas).orThrow();
        std::map<char32_t, GrayImage> sources, drawn;
        m_order.broken = [&](char32_t character, const GrayImage& source, const GrayImage& picture) {
            sources[character] = source;
            drawn[character] = picture;
            return character != U'一';
        };
        QCOMPARE(exported().brokenStructure, CharacterSet{U'永'}); // a blank one is not written
        for (const char32_t character : m_order.characters) {
            QVERIFY(sources[character] == rasterize(m_source, character, {0.7, 0, 0}, canvas).orThrow());
        }
        QVERIFY(drawn[U'永'] == m_order.pictures[U'永']);
    }
    void otherFontsAreRefused() {
        m_generator.made.sourceHash = "another";
        QVERIFY(!exported().status.ok());
        QVERIFY(!fs::exists(m_order.folder));
    }
    void aStopLeavesATrueFolder() {
        QVERIFY(exported().status.ok());
        std::stop_source stop;
        stop.request_stop();
        const SvgOutcome outcome = exported(stop.get_token());
        QCOMPARE(outcome.status.error().code, ErrorCode::Cancelled);
        QVERIFY(manifest()["glyphs"].empty()); // the older files are of another export
    }
    void aFolderThatCannotBeIsAnError() {
        std::ofstream(m_order.folder) << "a file";
        QVERIFY(!exported().status.ok());
    }

private:
    SvgOutcome exported(std::stop_token stop = {}) {
        return exportSvg(m_generator, m_source, m_target, m_order, {}, std::move(stop));
    }
    nlohmann::json manifest() const {
        return nlohmann::json::parse(readTextFile(m_order.folder / "manifest.json").orThrow());
    }
    std::unique_ptr<QTemporaryDir> m_temporary;
    FontFace m_source = testing::demoFont("demo-source.ttf"), m_target = testing::demoFont("demo-target.ttf");
    testing::CopyingGenerator m_generator{m_source, m_target, canvas};
    SvgExport m_order;
};

QTEST_GUILESS_MAIN(SvgExportTest)
#include "svg_export_test.moc"
