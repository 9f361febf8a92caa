// Fonts out: the target of every kind completed, read back by fontTools, drawn by FreeType, shaped by
// HarfBuzz; what was the target's stays as it was.
#include "core/export/font_licence.h"
#include "core/fonts/font_details.h"
#include "core/fonts/text_line.h"
#include "tests/export/drawn_glyphs.h"
#include "tests/support/fields_round_trip.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

constexpr char32_t beyond = 0x20000; // needs a cmap of format 12

FontFace targetOf(const QString& name, FaceChoice choice = {}) {
    const fs::path file = name.startsWith("demo") ? sourceFile("resources/demo") / name.toStdString()
                                                  : testData("fonts") / name.toStdString();
    return FontFace::open(file, choice).orThrow();
}

nlohmann::json compared(const FontFace& target, const fs::path& before, const fs::path& after) {
    return testing::pythonSays("tests/export/compare_fonts.py",
                               {before.string(), std::to_string(target.choice().index), after.string()});
}

std::string errorText(const Result<FontCheck>& check) {
    return check.ok() ? std::string() : check.error().text();
}

} // namespace

class FontBuildTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void settingsAreDescribed();
    void targetsAreCompleted_data();
    void targetsAreCompleted();
    void namesChangeInTheFamilyAlone();
    void drawnGlyphsAloneMakeAFont_data();
    void drawnGlyphsAloneMakeAFont();
    void advancesAreTheTargets();
    void aDesignOfAVariableFontIsMade();
    void whatCannotBeMadeIsSaidBefore();
    void fullFontsAreGuarded();
    void ownAndBlankGlyphsAreRefused();

private:
    std::optional<FontFace> m_source;
};

void FontBuildTest::initTestCase() {
    m_source.emplace(FontFace::open(sourceFile("resources/demo/demo-source.ttf")).orThrow());
}

void FontBuildTest::settingsAreDescribed() { testing::checkFieldsRoundTrip<FontExportSettings>(); }

void FontBuildTest::targetsAreCompleted_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<int>("face");
    QTest::addColumn<bool>("cubic");
    QTest::newRow("TrueType") << "demo-target.ttf" << 0 << false;
    QTest::newRow("TrueType with features and vertical metrics") << "tiny.ttf" << 0 << false;
    QTest::newRow("WOFF") << "tiny.woff" << 0 << false;
    QTest::newRow("WOFF2") << "tiny.woff2" << 0 << false;
    QTest::newRow("face of a collection") << "collection.ttc" << 1 << false;
    QTest::newRow("CFF") << "tiny.otf" << 0 << true;
    QTest::newRow("CFF keyed by character identifiers") << "cid.otf" << 0 << true;
}

void FontBuildTest::targetsAreCompleted() {
    QFETCH(QString, target);
    QFETCH(int, face);
    QFETCH(bool, cubic);
    const QTemporaryDir folder;
    const FontFace font = targetOf(target, {face, 0});
    auto plan = testing::planFor(*m_source, font, 12, folder.filePath("out.font").toStdString(),
                                 cubic ? FontFormat::Otf : FontFormat::Ttf);
    plan.glyphs[beyond] = plan.glyphs.rbegin()->second;
    const auto check = buildFont(*m_source, font, plan);
    QVERIFY2(check.ok(), errorText(check).c_str());
    QCOMPARE(check->checked, std::size_t(13));
    QVERIFY2(check->worstIou >= 0.97, std::to_string(check->worstIou).c_str());
    QVERIFY(check->unshaped.empty());
    QCOMPARE(check->ownChanged, std::size_t(0));
    QCOMPARE(check->ownChecked, detailsOf(font).glyphs);
    QVERIFY(check->sanitizerThere);
    QVERIFY2(check->sanitized, check->sanitizerText.c_str());
    QVERIFY(check->passed());
    QCOMPARE(fs::directory_iterator(folder.path().toStdString())->path(), plan.file); // and nothing beside it

    const auto found = compared(font, fs::path(font.fileName()), plan.file);
    QVERIFY2(found["untouchedDiffer"].empty(), found["untouchedDiffer"].dump().c_str());
    QCOMPARE(found["glyphs"][1].get<std::size_t>(), found["glyphs"][0].get<std::size_t>() + 13);
    QCOMPARE(found["hmtxDiffer"].get<int>(), 0);
    QCOMPARE(found["ownRemapped"].get<int>(), 0);
    for (const char* key : {"hheaSame", "vheaSame", "OS/2Same", "headSame"}) {
        QVERIFY2(!found.contains(key) || found[key].get<bool>(), key);
    }
    if (found.contains("vmtxDiffer")) {
        QCOMPARE(found["vmtxDiffer"].get<int>(), 0);
        QCOMPARE(found["vmtxAdded"], nlohmann::json::array({1000}));
    }
    QCOMPARE(found["added"].size(), std::size_t(13));
    if (!cubic) {
        QCOMPARE(found["lsbWrong"].get<int>(), 0);
        QCOMPARE(found["areaWrong"].get<int>(), 0);
    } else if (target == "cid.otf") {
        QCOMPARE(found["ros"], nlohmann::json::array({"Adobe", "Identity", 0}));
    }
    // Format 4 holds all of the first plane, format 12 all.
    const auto& maps = found["cmaps"];
    QVERIFY(maps.contains("3.1.4") && maps.contains("3.10.12"));
    for (const auto& [character, glyph] : plan.glyphs) {
        const auto code = static_cast<unsigned>(character);
        const auto holds = [&](const char* map) {
            return std::find(maps[map].begin(), maps[map].end(), code) != maps[map].end();
        };
        QCOMPARE(holds("3.1.4"), character <= 0xFFFF);
        QVERIFY(holds("3.10.12"));
    }
    // What the system asks of the font: ranges, first and last character, bounds, averages.
    const auto& ranges = found["os2"]["ranges"];
    QVERIFY(std::find(ranges.begin(), ranges.end(), 59) != ranges.end()); // CJK unified ideographs
    QVERIFY(std::find(ranges.begin(), ranges.end(), 57) != ranges.end()); // beyond the first plane
    QCOMPARE(found["os2"]["last"].get<int>(), 0xFFFF);
    const FontFace made = FontFace::open(plan.file).orThrow();
    for (const auto& [character, glyph] : plan.glyphs) {
        const InkBox ink = made.inkBox(character);
        QVERIFY(ink.xMin >= found["box"][0].get<int>() - 1 && ink.yMin >= found["box"][1].get<int>() - 1 &&
                ink.xMax <= found["box"][2].get<int>() + 1 && ink.yMax <= found["box"][3].get<int>() + 1);
    }
}

void FontBuildTest::namesChangeInTheFamilyAlone() {
    const QTemporaryDir folder;
    const FontFace font = targetOf("demo-target.ttf");
    auto plan = testing::planFor(*m_source, font, 2, folder.filePath("out.ttf").toStdString());
    const auto namesWith = [&](const std::string& family, const std::string& suffix) {
        plan.settings.family = family;
        plan.settings.suffix = suffix;
        const auto check = buildFont(*m_source, font, plan);
        if (!check) {
            throw Failure(check.error());
        }
        return compared(font, fs::path(font.fileName()), plan.file)["names"];
    };
    const std::string own = font.names().family;
    auto names = namesWith("", " Completed");
    QCOMPARE(names["1"].get<std::string>(), own + " Completed");
    QVERIFY(names["4"].get<std::string>().starts_with(own + " Completed"));
    QVERIFY(names["6"].get<std::string>().find("Completed") != std::string::npos);
    QVERIFY(names["6"].get<std::string>().find(' ') == std::string::npos);
    QVERIFY(names["3"].get<std::string>().find(names["6"].get<std::string>()) != std::string::npos);
    QCOMPARE(names["0"].get<std::string>(), detailsOf(font).copyright);
    QCOMPARE(names["13"].get<std::string>(), detailsOf(font).licence);
    QVERIFY(names["10"].get<std::string>().find("2 glyphs were drawn with Typemould") != std::string::npos);
    QVERIFY(names["10"].get<std::string>().find(detailsOf(*m_source).copyright) != std::string::npos);
    names = namesWith("New Face", "unused");
    QCOMPARE(names["1"].get<std::string>(), std::string("New Face"));
    QVERIFY(names["4"].get<std::string>().starts_with("New Face"));
    QVERIFY(names["6"].get<std::string>().starts_with("NewFace"));
    names = namesWith("字模", "");
    QCOMPARE(names["1"].get<std::string>(), std::string("字模"));
    QVERIFY(names["6"].get<std::string>().starts_with("Typemould5B576A21"));
    names = namesWith(std::string(4096, 'x') + "(/)\n\x01<&>", "");
    QVERIFY(names["6"].get<std::string>().size() <= 63);
}

void FontBuildTest::drawnGlyphsAloneMakeAFont_data() {
    QTest::addColumn<QString>("target");
    QTest::addColumn<FontFormat>("format");
    for (const char* target : {"demo-target.ttf", "tiny.ttf", "tiny.otf", "cid.otf"}) {
        QTest::addRow("%s to TTF", target) << target << FontFormat::Ttf;
        QTest::addRow("%s to OTF", target) << target << FontFormat::Otf;
    }
}

void FontBuildTest::drawnGlyphsAloneMakeAFont() {
    QFETCH(QString, target);
    QFETCH(FontFormat, format);
    const QTemporaryDir folder;
    const FontFace font = targetOf(target);
    auto plan = testing::planFor(*m_source, font, 10, folder.filePath("out.font").toStdString(), format);
    plan.settings.content = FontContent::Generated;
    plan.glyphs[U'A'] =
        testing::drawnGlyph(*m_source, plan.glyphs.begin()->first, font, plan.placements.target);
    const auto check = buildFont(*m_source, font, plan);
    QVERIFY2(check.ok(), errorText(check).c_str());
    QVERIFY2(check->passed(), check->sanitizerText.c_str());
    QCOMPARE(check->glyphs, std::size_t(13)); // .notdef and the space beside them
    QCOMPARE(check->checked, std::size_t(11));
    QCOMPARE(check->ownChecked, std::size_t(0));
    const FontFace made = FontFace::open(plan.file).orThrow();
    QCOMPARE(made.characters().size(), std::size_t(11));
    QCOMPARE(made.unitsPerEm(), font.unitsPerEm());
    QCOMPARE(made.ascender(), font.ascender());
    QCOMPARE(made.descender(), font.descender());
    const FontDetails details = detailsOf(made), own = detailsOf(font);
    QCOMPARE(details.curves, format == FontFormat::Otf ? CurveTable::Cff : CurveTable::Glyf);
    QCOMPARE(details.licence, own.licence);
    QCOMPARE(details.vertical, own.vertical);
    QCOMPARE(made.names().family, font.names().family + " Completed");
}

void FontBuildTest::advancesAreTheTargets() {
    const QTemporaryDir folder;
    const FontFace font = targetOf("tiny.otf"); // 2048 units, Han as wide as the em
    const auto plan =
        testing::planFor(*m_source, font, 3, folder.filePath("out.otf").toStdString(), FontFormat::Otf);
    QVERIFY(buildFont(*m_source, font, plan).ok());
    const FontFace made = FontFace::open(plan.file).orThrow();
    for (const auto& [character, glyph] : plan.glyphs) {
        QCOMPARE(made.advance(character), font.advance(U'字'));
        QVERIFY(std::abs(made.inkBox(character).xMin - boundsOf(glyph.outline).xMin) <= 1);
        QVERIFY(std::abs(made.inkBox(character).yMax - boundsOf(glyph.outline).yMax) <= 1);
    }
}

void FontBuildTest::aDesignOfAVariableFontIsMade() {
    const QTemporaryDir folder;
    for (const int instance : {0, 1, 2}) {
        const FontFace font = targetOf("variable.ttf", {0, instance});
        const auto plan = testing::planFor(*m_source, font, 3, folder.filePath("out.ttf").toStdString());
        const auto check = buildFont(*m_source, font, plan);
        QVERIFY2(check.ok(), errorText(check).c_str());
        QVERIFY2(check->passed(), check->sanitizerText.c_str());
        QVERIFY(!check->notes.empty() && check->notes.front().find("variable") != std::string::npos);
        const FontFace made = FontFace::open(plan.file).orThrow();
        QVERIFY(!detailsOf(made).variable);
        for (const char32_t character : font.characters()) {
            QVERIFY(std::abs(made.inkBox(character).width() - font.inkBox(character).width()) <= 2);
        }
        if (instance > 0) {
            QCOMPARE(made.names().style, font.names().style);
        }
    }
}

void FontBuildTest::whatCannotBeMadeIsSaidBefore() {
    const QTemporaryDir folder;
    const FontFace quadratic = targetOf("tiny.ttf"), cubic = targetOf("tiny.otf");
    const fs::path file = folder.filePath("out.font").toStdString();
    FontExportSettings settings;
    const auto refused = [&](const FontFace& target, std::size_t added = 1, const FontTools& tools = {}) {
        const Status status = checkFontOrder(*m_source, target, settings, file, added, tools);
        return status.ok() ? Error{ErrorCode::Internal, "it was not", ""} : status.error();
    };
    QVERIFY(checkFontOrder(*m_source, quadratic, settings, file, 1).ok());
    QVERIFY(fs::is_empty(folder.path().toStdString()));
    QVERIFY(refused(cubic).code == ErrorCode::Unsupported);
    QVERIFY(refused(cubic).advice.find("OTF") != std::string::npos);
    settings.format = FontFormat::Otf;
    QVERIFY(checkFontOrder(*m_source, cubic, settings, file, 1).ok());
    QVERIFY(refused(quadratic).advice.find("TTF") != std::string::npos);
    settings.format = FontFormat::Ttf;
    settings.content = FontContent::Generated;
    QVERIFY(checkFontOrder(*m_source, cubic, settings, file, 1).ok()); // alone they may be either
    settings = {};
    QVERIFY(refused(quadratic, 0).code == ErrorCode::InvalidArgument);
    FontTools none;
    none.pythons = {"no-such-python", "/bin/false"};
    const Error missing = refused(quadratic, 1, none);
    QVERIFY(missing.code == ErrorCode::NotFound);
    QVERIFY(missing.advice.find("apt install python3-fonttools") != std::string::npos);
    QVERIFY(missing.advice.find("UFO") != std::string::npos);
    settings.format = FontFormat::Ufo;
    QVERIFY(
        checkFontOrder(*m_source, quadratic, settings, folder.filePath("a.ufo").toStdString(), 1, none).ok());
    settings = {};
    settings.suffix = "";
    QVERIFY(refused(quadratic).message.find(quadratic.names().family) != std::string::npos);
    settings.ownName = true;
    QVERIFY(checkFontOrder(*m_source, quadratic, settings, file, 1).ok());
    settings = {};
    settings.family = "My Source Gothic"; // the demo's source font reserves 'Source'
    QVERIFY(refused(quadratic).message.find("Source") != std::string::npos);
    settings.family = "  ";
    QVERIFY(refused(quadratic).code == ErrorCode::InvalidArgument);
    settings = {};
    QVERIFY(!checkFontOrder(*m_source, quadratic, settings, "/no/such/folder/out.ttf", 1).ok());
    QVERIFY(!checkFontOrder(*m_source, quadratic, settings, folder.path().toStdString(), 1).ok());
}

void FontBuildTest::fullFontsAreGuarded() {
    const FontFace font = targetOf("tiny.ttf");
    const QTemporaryDir folder;
    const fs::path file = folder.filePath("out.ttf").toStdString();
    const std::size_t room = 65535 - detailsOf(font).glyphs;
    QVERIFY(checkFontOrder(*m_source, font, {}, file, room).ok());
    const Status full = checkFontOrder(*m_source, font, {}, file, room + 1);
    QVERIFY(!full.ok() && full.error().code == ErrorCode::Unsupported);
    QVERIFY(full.error().message.find("65,535") != std::string::npos);
}

void FontBuildTest::ownAndBlankGlyphsAreRefused() {
    const FontFace font = targetOf("tiny.ttf");
    const QTemporaryDir folder;
    auto plan = testing::planFor(*m_source, font, 3, folder.filePath("out.ttf").toStdString());
    QVERIFY(buildFont(*m_source, font, plan).ok());
    plan.glyphs[U'字'] = plan.glyphs.rbegin()->second;
    const auto own = buildFont(*m_source, font, plan);
    QVERIFY(!own.ok() && own.error().message.find("U+5B57") != std::string::npos);
    plan.glyphs.erase(U'字');
    plan.glyphs.rbegin()->second.outline.contours.clear();
    const auto blank = buildFont(*m_source, font, plan);
    QVERIFY(!blank.ok() && blank.error().code == ErrorCode::InvalidArgument);
}

QTEST_GUILESS_MAIN(FontBuildTest)
#include "font_build_test.moc"
