// The UFO, read back by fontTools' validating reader: outlines, pictures in their place, the source behind,
// what the review says; hostile names; whole or not at all.
#include "core/export/ufo_writer.h"
#include "core/fonts/glyph_numbers.h"
#include "tests/export/drawn_glyphs.h"
#include "tests/export/hostile_names.h"
#include "tests/support/disk_faults.h"

#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

fs::path fontFile(const char* name) { return sourceFile(fs::path("resources/demo") / name); }

nlohmann::json readBack(const fs::path& ufo) {
    return testing::pythonSays("tests/export/read_ufo.py", {ufo.string()});
}

/// A name for a folder in memory, where the system offers that: thousands of files are flushed a thousand
/// times.
QString inMemory() {
    return (QDir("/dev/shm").exists() ? "/dev/shm" : QDir::tempPath()) + "/ufo_test-XXXXXX";
}

UfoInfo smallInfo() {
    UfoInfo info{"Family", "Regular", "A note.", 1000, {}};
    info.details.typoAscender = 880;
    info.details.typoDescender = -120;
    return info;
}

UfoEntry smallEntry(const std::string& name) {
    UfoEntry entry;
    entry.glyph.name = name;
    entry.glyph.advance = 500;
    entry.glyph.outline.contours = {{{{0, 0}, {100, 0}, {100, 100}}}};
    return entry;
}

Status smallUfo(const fs::path& path) {
    auto writer = UfoWriter::begin(path, smallInfo());
    if (!writer) {
        return writer.error();
    }
    for (const char* name : {"A", "a"}) {
        UfoEntry entry = smallEntry(name);
        entry.picture = GrayImage(16, 16, 0);
        entry.background = entry.glyph.outline;
        if (auto added = writer->add(std::move(entry)); !added) {
            return added;
        }
    }
    if (auto complete = writer->complete(); !complete) {
        return complete;
    }
    return writer->commit();
}

} // namespace

class UfoTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void holdsTargetAndDrawnGlyphs();
    void holdsBlankGlyphsAndNotdef();
    void picturesLieWhereTheyWereDrawn();
    void drawnGlyphsAloneAreAlone();
    void glifReadsBack();
    void hostileNamesMakeAValidUfo();
    void reservedEmbeddingBitsStayOut();
    void onlyAUfoIsReplaced();
    void everyFaultLeavesWhatWasThere();
    void aStopLeavesNothing();

private:
    std::optional<FontFace> m_source, m_target;
};

void UfoTest::initTestCase() {
    m_source.emplace(FontFace::open(fontFile("demo-source.ttf")).orThrow());
    m_target.emplace(FontFace::open(fontFile("demo-target.ttf")).orThrow());
}

void UfoTest::holdsTargetAndDrawnGlyphs() {
    const QTemporaryDir folder;
    auto plan = testing::planFor(*m_source, *m_target, 20, folder.filePath("Font.ufo").toStdString(),
                                 FontFormat::Ufo);
    QCOMPARE(plan.glyphs.size(), std::size_t(20));
    const char32_t kept = plan.glyphs.begin()->first;
    plan.glyphs[kept].state = GlyphState::Kept;
    std::vector<FontStage> stages;
    const auto check =
        buildFont(*m_source, *m_target, plan, [&](FontStage stage, std::size_t done, std::size_t all) {
            QVERIFY(done <= all);
            if (stages.empty() || stages.back() != stage) {
                stages.push_back(stage);
            }
        });
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    QCOMPARE(stages, (std::vector<FontStage>{FontStage::Building, FontStage::Checking}));
    QCOMPARE(check->checked, std::size_t(20));
    QVERIFY2(check->worstIou >= 0.97, std::to_string(check->worstIou).c_str());
    const auto encoded = glyphNumbers(*m_target);
    QCOMPARE(check->ownChecked, encoded.size());
    QCOMPARE(check->ownChanged, std::size_t(0));
    QVERIFY(check->passed());

    const auto ufo = readBack(plan.file);
    QCOMPARE(ufo["version"].get<int>(), 3);
    QCOMPARE(ufo["info"]["familyName"].get<std::string>(), m_target->names().family + " Completed");
    QCOMPARE(ufo["info"]["unitsPerEm"].get<int>(), m_target->unitsPerEm());
    QVERIFY(ufo["info"]["openTypeNameLicense"].get<std::string>().find("Open Font License") !=
            std::string::npos);
    QVERIFY(ufo["info"]["note"].get<std::string>().find("20 glyphs") == 0);
    const auto& front = ufo["layers"]["public.default"];
    QCOMPARE(front.size(), encoded.size() + 21); // and .notdef
    QCOMPARE(ufo["lib"]["public.glyphOrder"].size(), front.size());
    QCOMPARE(ufo["layers"]["public.background"].size(), std::size_t(20));
    QCOMPARE(ufo["images"].size(), std::size_t(20));
    QCOMPARE(ufo["groups"]["typemould.kept"], nlohmann::json::array({glyphNameOf(kept)}));
    QCOMPARE(ufo["groups"]["typemould.drawn"].size(), std::size_t(20));
    QCOMPARE(ufo["groups"]["typemould.unreviewed"].size(), std::size_t(19));
    QVERIFY(check->notes.size() == 1 && check->notes[0].find("kerning") != std::string::npos);
    const auto& glyph = front[glyphNameOf(kept)];
    QCOMPARE(glyph["width"].get<int>(), 1000); // as wide as the target's Han
    QCOMPARE(glyph["unicodes"], nlohmann::json::array({static_cast<unsigned>(kept)}));
    QVERIFY(glyph["lib"]["public.markColor"] !=
            front[glyphNameOf(plan.glyphs.rbegin()->first)]["lib"]["public.markColor"]);
}

void UfoTest::holdsBlankGlyphsAndNotdef() {
    const FontFace target = FontFace::open(testData("fonts/shapes.ttf")).orThrow();
    QVERIFY(!target.draws(U'E') && glyphNumbers(target).count(U'E') == 1); // a blank one
    const QTemporaryDir folder;
    const auto plan =
        testing::planFor(*m_source, target, 1, folder.filePath("Font.ufo").toStdString(), FontFormat::Ufo);
    const auto check = buildFont(*m_source, target, plan);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    QVERIFY(check->passed());
    QCOMPARE(check->ownChecked, glyphNumbers(target).size());
    const auto ufo = readBack(plan.file);
    const auto& front = ufo["layers"]["public.default"];
    const auto& blank = front[glyphNameOf(U'E')];
    QCOMPARE(blank["width"].get<double>(), 1000.0);
    QCOMPARE(blank["unicodes"], nlohmann::json::array({69}));
    QCOMPARE(blank["contours"].get<int>(), 0);
    QCOMPARE(front[".notdef"]["contours"].get<int>(), 1);
    QCOMPARE(front[".notdef"]["width"].get<double>(), advanceOfGlyph(target, 0));
    QVERIFY(front[".notdef"]["unicodes"].empty());
}

void UfoTest::picturesLieWhereTheyWereDrawn() {
    // A box on the canvas, traced by hand: the picture's pixels and the outline's points name the same
    // places.
    for (const Placement& placement :
         {Placement{0.9, 0, 0}, Placement{0.5, 0.1, -0.2}, Placement{1.2, -0.03, 0.07}}) {
        const int canvas = 128, units = 2048;
        const UfoImage image = imagePlace("x.png", placement, canvas, units);
        for (const auto& [x, y] : {std::pair{0.0, 0.0}, {128.0, 128.0}, {17.0, 99.0}}) {
            const EmPoint em = toEm(placement, canvas, x, y);
            // A UFO draws a picture upright, its lower left corner at the offset, a pixel a unit before
            // scaling.
            QVERIFY(std::abs(image.x + image.scale * x - em.x * units) < 1e-9);
            QVERIFY(std::abs(image.y + image.scale * (canvas - y) - em.y * units) < 1e-9);
        }
    }
    // And the source's outline lies behind as the placements brought it over the target's.
    const QTemporaryDir folder;
    auto plan =
        testing::planFor(*m_source, *m_target, 1, folder.filePath("Font.ufo").toStdString(), FontFormat::Ufo);
    QVERIFY(buildFont(*m_source, *m_target, plan).ok());
    const char32_t character = plan.glyphs.begin()->first;
    const auto ufo = readBack(plan.file);
    const auto behind = ufo["layers"]["public.background"][glyphNameOf(character)]["box"];
    const InkBox ink = m_source->inkBox(character);
    const auto expected = [&](double x, double y) {
        const double em = m_source->unitsPerEm();
        const CanvasPoint at = toCanvas(plan.placements.source, 128, x / em, y / em);
        return toEm(plan.placements.target, 128, at.x, at.y);
    };
    const EmPoint low = expected(ink.xMin, ink.yMin), high = expected(ink.xMax, ink.yMax);
    const double units = m_target->unitsPerEm();
    // Control points may lie a little outside the ink.
    QVERIFY(std::abs(behind[0].get<double>() - low.x * units) <= 4);
    QVERIFY(std::abs(behind[1].get<double>() - low.y * units) <= 4);
    QVERIFY(std::abs(behind[2].get<double>() - high.x * units) <= 4);
    QVERIFY(std::abs(behind[3].get<double>() - high.y * units) <= 4);
}

void UfoTest::drawnGlyphsAloneAreAlone() {
    const QTemporaryDir folder;
    auto plan =
        testing::planFor(*m_source, *m_target, 5, folder.filePath("Font.ufo").toStdString(), FontFormat::Ufo);
    plan.settings.content = FontContent::Generated;
    plan.settings.family = "Mine & <yours>";
    const auto check = buildFont(*m_source, *m_target, plan);
    QVERIFY(check.ok());
    QCOMPARE(check->glyphs, std::size_t(5));
    QCOMPARE(check->ownChecked, std::size_t(0));
    QVERIFY(check->notes.empty());
    const auto ufo = readBack(plan.file);
    QCOMPARE(ufo["layers"]["public.default"].size(), std::size_t(5));
    QCOMPARE(ufo["info"]["familyName"].get<std::string>(), std::string("Mine & <yours>"));
}

void UfoTest::glifReadsBack() {
    UfoGlyph glyph;
    glyph.name = "字";
    glyph.characters = {U'字', U'A'};
    glyph.advance = 731;
    glyph.outline.contours = {
        {{{0, 0}, {100, 0}, {150, 0, PointKind::Cubic}, {200, 50, PointKind::Cubic}, {200, 100}, {0, 100}}},
        {{{10, 10}, {20, 30, PointKind::Conic}, {30, 30, PointKind::Conic}, {40, 10}}},
        {{{1, 1, PointKind::Conic}, {9, 1, PointKind::Conic}, {9, 9, PointKind::Conic}}}};
    const auto back = readGlif(glifText(glyph), "a file");
    QVERIFY(back.ok());
    QCOMPARE(back->name, glyph.name);
    QCOMPARE(back->advance, 731);
    QVERIFY(back->characters == glyph.characters);
    QVERIFY(back->outline == glyph.outline);
    for (const char* broken : {"", "<glyph", "<plist/>",
                               "<glyph><outline><contour><point x='a' y='1'/></contour></outline></glyph>"}) {
        const auto read = readGlif(broken, "a file");
        QVERIFY(!read.ok() && read.error().message.find("a file") != std::string::npos);
    }
}

void UfoTest::hostileNamesMakeAValidUfo() {
    const QTemporaryDir folder(inMemory());
    const fs::path path = folder.filePath("hostile/Font.ufo").toStdString();
    fs::create_directory(path.parent_path());
    UfoInfo info = smallInfo();
    info.family = std::string("../\0/CON \u202e<&>\n\x01\xff", 18) + std::string(4096, 'x');
    auto writer = UfoWriter::begin(path, info);
    QVERIFY(writer.ok());
    const auto names = testing::hostileNames(10000);
    std::size_t withPicture = 0;
    for (const std::string& name : names) {
        UfoEntry entry = smallEntry(name);
        if (name.size() % 10 == 0) {
            ++withPicture;
            entry.picture = GrayImage(8, 8, 0);
            entry.background = entry.glyph.outline;
        }
        QVERIFY(writer->add(std::move(entry)).ok());
    }
    QVERIFY(writer->complete().ok());
    QVERIFY(writer->commit().ok());
    const auto ufo = readBack(path);
    QCOMPARE(ufo["layers"]["public.default"].size(), names.size());
    QCOMPARE(ufo["layers"]["public.background"].size(), withPicture);
    QCOMPARE(ufo["images"].size(), withPicture);
    for (const auto& entry : fs::recursive_directory_iterator(folder.path().toStdString())) {
        QVERIFY(!entry.is_symlink());
        const auto inside = fs::relative(entry.path(), path.parent_path()).string();
        QVERIFY2(inside.starts_with("Font.ufo") || inside == ".", inside.c_str());
    }
}

void UfoTest::reservedEmbeddingBitsStayOut() {
    const QTemporaryDir folder;
    UfoInfo info{"Family", "Regular", "", 1000, {}};
    info.details.embedding = 0xFCF6; // with all bits that have no meaning
    info.details.vendor = "TYPE";
    info.details.trademark = "a trademark";
    const fs::path path = folder.filePath("Font.ufo").toStdString();
    auto writer = UfoWriter::begin(path, info);
    QVERIFY(writer.ok() && writer->complete().ok() && writer->commit().ok());
    const auto ufo = readBack(path); // which fontTools refuses with other bits
    QVERIFY((ufo["info"]["openTypeOS2Type"] == nlohmann::json{1, 2}));
    QCOMPARE(ufo["info"]["openTypeOS2VendorID"], "TYPE");
    QCOMPARE(ufo["info"]["trademark"], "a trademark");
}

void UfoTest::onlyAUfoIsReplaced() {
    const QTemporaryDir folder;
    const fs::path path = folder.filePath("Font.ufo").toStdString();
    fs::create_directory(path);
    QVERIFY(smallUfo(path).ok());      // an empty folder
    QVERIFY(smallUfo(path / "").ok()); // itself, with a slash behind
    std::ofstream(path / "glyphs" / "old.glif") << "old";
    QVERIFY(smallUfo(path).ok());
    QVERIFY(!fs::exists(path / "glyphs" / "old.glif"));
    fs::remove(path / "metainfo.plist");
    const auto before = testing::snapshotOf(folder.path().toStdString());
    const Status refused = smallUfo(path); // a folder of something else
    QVERIFY(!refused.ok() && refused.error().message.find("Font.ufo") != std::string::npos);
    QVERIFY(testing::snapshotOf(folder.path().toStdString()) == before);
    fs::remove_all(path);
    std::ofstream(path) << "a file";
    QVERIFY(!smallUfo(path).ok());
    fs::remove(path);
    fs::create_directory_symlink(folder.path().toStdString(), path);
    QVERIFY(!smallUfo(path).ok());
    fs::remove(path);
    QVERIFY(!smallUfo(path.parent_path() / "..").ok());
    QVERIFY(fs::is_empty(path.parent_path()));
}

void UfoTest::everyFaultLeavesWhatWasThere() {
    const QTemporaryDir temporary(inMemory());
    const fs::path parent = fs::path(temporary.path().toStdString()) / "parent", path = parent / "Font.ufo";
    struct Way {
        bool replacing, withoutExchange;
    };
    for (const Way way : {Way{false, false}, {true, false}, {true, true}}) {
        failingDiskWithoutExchange(way.withoutExchange ? 1 : 0);
        testing::forEachDiskFault(
            parent, 30,
            [&] {
                fs::remove_all(parent);
                fs::create_directories(parent);
                if (way.replacing) {
                    smallUfo(path).orThrow();
                    std::ofstream(path / "mine.txt") << "what was there";
                }
            },
            [&] { return smallUfo(path); });
        failingDiskWithoutExchange(0);
    }
}

void UfoTest::aStopLeavesNothing() {
    const QTemporaryDir folder;
    const auto plan =
        testing::planFor(*m_source, *m_target, 5, folder.filePath("Font.ufo").toStdString(), FontFormat::Ufo);
    for (const FontStage at : {FontStage::Building, FontStage::Checking}) {
        std::stop_source stop;
        const auto check = buildFont(
            *m_source, *m_target, plan,
            [&](FontStage stage, std::size_t done, std::size_t) {
                if (stage == at && done >= 3) {
                    stop.request_stop();
                }
            },
            stop.get_token());
        QVERIFY(!check.ok());
        QVERIFY(check.error().code == ErrorCode::Cancelled);
        QVERIFY(fs::is_empty(folder.path().toStdString()));
    }
}

QTEST_GUILESS_MAIN(UfoTest)
#include "ufo_test.moc"
