// From a generator to a folder: the checkpoint's own geometry, its fonts and no others, kept files beside
// their sources, a stop that leaves a true folder.
#include "core/export/contact_sheet.h"
#include "core/export/glyph_export.h"
#include "core/fonts/rasterizer.h"
#include "tests/support/test_paths.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QtTest>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

constexpr int canvas = 64;

/// Draws each glyph as its source in negative.
class Negative : public GlyphGenerator {
public:
    const CheckpointManifest& manifest() const override { return m_manifest; }
    Status choose(const StyleChoice&) override { return {}; }
    Status generate(const FontFace& source, const CharacterSet& characters, const Sink& sink, const Progress&,
                    std::stop_token) override {
        for (const char32_t character : characters) {
            ++drawn;
            const auto picture = rasterize(source, character, m_manifest.placements.source, canvas).orThrow();
            if (auto taken = sink(character, picture, negative(picture)); !taken) {
                return taken;
            }
        }
        return {};
    }
    Result<std::vector<GrayImage>> generate(const std::vector<GrayImage>&) override {
        return std::vector<GrayImage>();
    }
    static GrayImage negative(GrayImage image) {
        for (auto& pixel : image.pixels) {
            pixel = static_cast<std::uint8_t>(255 - pixel);
        }
        return image;
    }
    CheckpointManifest m_manifest;
    int drawn = 0;
};

FontFace font(const char* name) { return FontFace::open(sourceFile("resources/demo") / name).orThrow(); }

} // namespace

class GlyphExportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_temporary = std::make_unique<QTemporaryDir>();
        m_order = {.characters = {U'一', U'永'},
                   .settings = {},
                   .folder = fs::path(m_temporary->path().toStdString()) / "out",
                   .checkpoint = "runs/1/checkpoints/00000042"};
        m_generator = Negative();
        m_generator.m_manifest.dataset.canvas = canvas;
        m_generator.m_manifest.placements.source = {0.8, 0.01, 0};
        m_generator.m_manifest.sourceHash = identityOf(m_source);
        m_generator.m_manifest.targetHash = identityOf(m_target);
    }
    void theGeometryIsTheCheckpoints_data();
    void theGeometryIsTheCheckpoints();
    void theOutputOffsetIsInTheManifest();
    void manifestsOfOldMovedNothing();
    void otherFontsAreRefused_data();
    void otherFontsAreRefused();
    void keptFilesStandBesideTheirSources();
    void givenPicturesAreNotDrawnAgain();
    void givenPicturesCountAlsoWhenItEndsEarly();
    void strokesAreJudged();
    void aStopLeavesATrueFolder();

private:
    ExportOutcome exported(std::stop_token stop = {}) {
        return exportGlyphs(m_generator, m_source, m_target, m_order, {}, std::move(stop));
    }
    nlohmann::json manifest() const {
        return nlohmann::json::parse(readTextFile(m_order.folder / "manifest.json").orThrow());
    }
    std::unique_ptr<QTemporaryDir> m_temporary;
    FontFace m_source = font("demo-source.ttf"), m_target = font("demo-target.ttf");
    Negative m_generator;
    GlyphExport m_order;
};

void GlyphExportTest::theGeometryIsTheCheckpoints_data() {
    QTest::addColumn<int>("stored");
    QTest::addColumn<int>("wanted");
    QTest::newRow("as stored") << 2048 << 2048;
    QTest::newRow("an older checkpoint: the target's") << 0 << m_target.unitsPerEm();
}

void GlyphExportTest::theGeometryIsTheCheckpoints() {
    QFETCH(int, stored);
    QFETCH(int, wanted);
    m_generator.m_manifest.unitsPerEm = stored;
    const auto outcome = exported();
    QVERIFY2(outcome.status.ok(), outcome.status.ok() ? "" : outcome.status.error().text().c_str());
    QCOMPARE(outcome.written, std::size_t(2));
    QCOMPARE(manifest()["geometry"]["unitsPerEm"], wanted);
    QCOMPARE(manifest()["checkpoint"]["name"], "00000042");
}

void GlyphExportTest::theOutputOffsetIsInTheManifest() {
    QVERIFY(exported().status.ok());
    const auto before = manifest();
    QCOMPARE(before["geometry"]["outputOffset"]["x"], 0.0);
    m_generator.setOutputOffset({-1.5, 2.25});
    QVERIFY(exported().status.ok());
    const auto after = manifest();
    QCOMPARE(after["geometry"]["outputOffset"]["x"], -1.5);
    QCOMPARE(after["geometry"]["outputOffset"]["y"], 2.25);
    // What was moved lies where the placement says, so the way back to the em square is the same.
    QCOMPARE(after["geometry"]["pixelToEm"], before["geometry"]["pixelToEm"]);
}

void GlyphExportTest::manifestsOfOldMovedNothing() {
    QVERIFY(exported().status.ok());
    auto old = manifest();
    old["geometry"].erase("outputOffset");
    writeFileAtomically(m_order.folder / "manifest.json", old.dump()).orThrow();
    m_order.settings.skipExisting = true;
    QCOMPARE(exported().skipped, std::size_t(2));
    writeFileAtomically(m_order.folder / "manifest.json", old.dump()).orThrow();
    m_generator.setOutputOffset({0, 0.5});
    QCOMPARE(exported().skipped, std::size_t(0));
}

void GlyphExportTest::otherFontsAreRefused_data() {
    QTest::addColumn<QString>("role");
    QTest::addColumn<bool>("sameFile");
    for (const char* role : {"source", "target"}) {
        QTest::addRow("%s: another file", role) << role << false;
        QTest::addRow("%s: another face of the file", role) << role << true;
    }
}

void GlyphExportTest::otherFontsAreRefused() {
    QFETCH(QString, role);
    QFETCH(bool, sameFile);
    CheckpointManifest& trained = m_generator.m_manifest;
    const bool isSource = role == "source";
    (isSource ? trained.sourceHash : trained.targetHash) =
        sameFile ? (isSource ? m_source : m_target).hash() + "#0.3" : "another";
    (isSource ? trained.sourceFace : trained.targetFace) = {0, 3};
    const auto outcome = exported();
    QVERIFY(!outcome.status.ok());
    const Error& error = outcome.status.error();
    QVERIFY2(error.message.find((role + " font").toStdString()) != std::string::npos, error.message.c_str());
    QVERIFY2(error.message.find(("demo-" + role).toStdString()) != std::string::npos, error.message.c_str());
    QCOMPARE(error.message.find("instance 3") != std::string::npos, sameFile);
    QVERIFY(!error.advice.empty());
    QVERIFY(!fs::exists(m_order.folder));
}

void GlyphExportTest::keptFilesStandBesideTheirSources() {
    QVERIFY(exported().status.ok());
    m_order.settings.skipExisting = true;
    m_order.characters = {U'一', U'丁', U'永'};
    m_generator.drawn = 0;
    const auto outcome = exported();
    QVERIFY(outcome.status.ok());
    QCOMPARE(m_generator.drawn, 1);
    QCOMPARE(outcome.written, std::size_t(1));
    QCOMPARE(outcome.skipped, std::size_t(2));
    std::vector<std::pair<GrayImage, GrayImage>> cells;
    for (const char32_t character : m_order.characters) {
        const auto picture = rasterize(m_source, character, {0.8, 0.01, 0}, canvas).orThrow();
        cells.emplace_back(picture, Negative::negative(picture));
    }
    QCOMPARE(readPng(m_order.folder / "contact-sheet.png").orThrow(), contactSheet(cells));
}

void GlyphExportTest::givenPicturesAreNotDrawnAgain() {
    GrayImage given(canvas, canvas);
    given.at(5, 6) = 17;
    m_order.pictures[U'永'] = given;
    const auto outcome = exported();
    QVERIFY2(outcome.status.ok(), outcome.status.ok() ? "" : outcome.status.error().text().c_str());
    QCOMPARE(outcome.written, std::size_t(2));
    QCOMPARE(m_generator.drawn, 1);
    QVERIFY(readPng(m_order.folder / "6C38.png").orThrow() == given);
    QVERIFY(fs::exists(m_order.folder / "contact-sheet.png"));
}

void GlyphExportTest::givenPicturesCountAlsoWhenItEndsEarly() {
    for (const char32_t c : m_order.characters) {
        m_order.pictures[c] = GrayImage(canvas, canvas);
    }
    std::stop_source stop;
    std::size_t told = 0;
    const auto outcome = exportGlyphs(
        m_generator, m_source, m_target, m_order,
        [&](std::size_t done, std::size_t) {
            told = done;
            stop.request_stop();
        },
        stop.get_token());
    QCOMPARE(outcome.status.error().code, ErrorCode::Cancelled);
    QCOMPARE(outcome.written, std::size_t(1));
    QCOMPARE(told, std::size_t(1));
}

void GlyphExportTest::strokesAreJudged() {
    m_order.characters = {U'一', U'丁', U'永'};
    GrayImage given(canvas, canvas);
    given.at(5, 6) = 17;
    m_order.pictures[U'永'] = given;
    CharacterSet broken{U'一', U'永'};
    std::map<char32_t, std::pair<GrayImage, GrayImage>> judged;
    m_order.broken = [&](char32_t character, const GrayImage& source, const GrayImage& drawn) {
        judged[character] = {source, drawn};
        return broken.contains(character);
    };
    QCOMPARE(exported().brokenStructure, broken);
    for (const char32_t character : m_order.characters) {
        const auto picture = rasterize(m_source, character, {0.8, 0.01, 0}, canvas).orThrow();
        QVERIFY(judged[character].first == picture);
        QVERIFY(judged[character].second == (character == U'永' ? given : Negative::negative(picture)));
    }
    m_order.settings.skipExisting = true; // what is left as it was is not judged
    judged.clear();
    QVERIFY(exported().brokenStructure.empty() && judged.empty());
}

void GlyphExportTest::aStopLeavesATrueFolder() {
    QVERIFY(exported().status.ok());
    m_order.settings.size = 96;
    std::stop_source stop;
    stop.request_stop();
    const auto outcome = exported(stop.get_token());
    QCOMPARE(outcome.status.error().code, ErrorCode::Cancelled);
    QCOMPARE(outcome.written, std::size_t(0));
    QCOMPARE(manifest()["image"]["width"], canvas); // nothing was replaced
}

QTEST_GUILESS_MAIN(GlyphExportTest)
#include "glyph_export_test.moc"
