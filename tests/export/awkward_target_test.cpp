// Targets that are not as most are: bold designs of variable fonts, names in other languages, full or missing
// tables of characters, tables that are damaged or not there; and a Python that lacks a library.
#include "core/fonts/font_details.h"
#include "tests/export/drawn_glyphs.h"
#include "tests/support/changed_font.h"

#include <QtTest>
#include <fstream>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

/// What lines of Python print of the font `f` that was made.
nlohmann::json factsOf(const fs::path& font, const std::string& lines) {
    ChildCommand command;
    command.arguments = {"/usr/bin/python3", "-c",
                         "import sys, json; from fontTools.ttLib import TTFont; f = TTFont(sys.argv[1])\n"
                         "print(json.dumps(" +
                             lines + "))",
                         font.string()};
    std::string text;
    command.onLine = [&](std::string_view line) { text += line; };
    const auto outcome = runChild(command).orThrow();
    if (outcome.exitCode != 0) {
        throw Failure(ErrorCode::Internal, outcome.errors);
    }
    return nlohmann::json::parse(text);
}

bool holds(const std::vector<std::string>& notes, const char* words) {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const std::string& note) { return note.find(words) != std::string::npos; });
}

} // namespace

class AwkwardTargetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void designsAreMarkedByTheirStyle_data();
    void designsAreMarkedByTheirStyle();
    void everyLanguageKeepsItsName();
    void fullCharacterTablesOverflowIntoTheLarger();
    void unusualCharacterTablesAreKept_data();
    void unusualCharacterTablesAreKept();
    void unicodeRangesWithoutAMeaningStay();
    void symbolsAreNotUnicode_data();
    void symbolsAreNotUnicode();
    void identifiedGlyphsLeaveTheirCollection();
    void missingTablesAreMadeUpFor_data();
    void missingTablesAreMadeUpFor();
    void damagedTablesAreTold_data();
    void damagedTablesAreTold();
    void longTextsAreCut();
    void aMissingLibraryIsNamed();

private:
    Result<FontCheck> completed(const FontFace& target, FontFormat format = FontFormat::Ttf) {
        fs::remove(m_folder.filePath("out.font").toStdString());
        m_plan = testing::planFor(*m_source, target, 12, m_folder.filePath("out.font").toStdString(), format);
        return buildFont(*m_source, target, m_plan);
    }
    FontFace changed(const std::string& change, const char* font = "tiny.ttf", FaceChoice choice = {}) const {
        return FontFace::open(testing::changedFont(m_folder, change, font), choice).orThrow();
    }
    QTemporaryDir m_folder;
    FontPlan m_plan;
    std::optional<FontFace> m_source;
};

void AwkwardTargetTest::initTestCase() {
    m_source.emplace(FontFace::open(sourceFile("resources/demo/demo-source.ttf")).orThrow());
}

void AwkwardTargetTest::designsAreMarkedByTheirStyle_data() {
    QTest::addColumn<QString>("style");
    QTest::addColumn<int>("selection"); // the bits italic 1, bold 32, regular 64
    QTest::addColumn<int>("mac");
    QTest::addColumn<QString>("linked");
    QTest::addColumn<QString>("family");
    const QString own = "Typemould Test Variable Completed";
    QTest::newRow("Regular") << "Regular" << 64 << 0 << "Regular" << own;
    QTest::newRow("Bold") << "Bold" << 32 << 1 << "Bold" << own;
    QTest::newRow("Italic") << "Italic" << 1 << 2 << "Italic" << own;
    QTest::newRow("Bold Italic") << "Bold Italic" << 33 << 3 << "Bold Italic" << own;
    QTest::newRow("Black") << "Black" << 64 << 0 << "Regular" << own + " Black";
    QTest::newRow("Black Italic") << "Black Italic" << 1 << 2 << "Italic" << own + " Black";
}

void AwkwardTargetTest::designsAreMarkedByTheirStyle() {
    QFETCH(QString, style);
    const FontFace target = changed("f['OS/2'].version, f['OS/2'].fsSelection = 4, 64 | 128; i = "
                                    "f['fvar'].instances[1]; i.subfamilyNameID = "
                                    "f['name'].addName('" +
                                        style.toStdString() + "')",
                                    "variable.ttf", {0, 2});
    QCOMPARE(QString::fromStdString(target.names().style), style);
    const auto check = completed(target);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    QVERIFY2(check->passed(), check->sanitizerText.c_str());
    const auto facts = factsOf(m_plan.file, "[f['OS/2'].fsSelection, f['head'].macStyle, "
                                            "f['name'].getDebugName(2), f['name'].getDebugName(1), "
                                            "f['OS/2'].usWeightClass]");
    QTEST(facts[0].get<int>() & ~128, "selection");
    QCOMPARE(facts[0].get<int>() & 128, 128); // what the style does not say stays
    QTEST(facts[1].get<int>(), "mac");
    QTEST(QString::fromStdString(facts[2]), "linked");
    QFETCH(QString, family);
    QVERIFY2(family == QString::fromStdString(facts[3]), facts[3].get<std::string>().c_str());
    QCOMPARE(facts[4].get<int>(), 900);
}

void AwkwardTargetTest::everyLanguageKeepsItsName() {
    const FontFace target =
        changed("n = f['name']; n.setName('字模', 1, 3, 1, 0x404); "
                "n.setName('Die Form', 16, 3, 1, 0x407); n.setName('Form', 1, 3, 1, 0x407)",
                "variable.ttf", {0, 2});
    const auto check = completed(target);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    const auto names =
        factsOf(m_plan.file,
                "{f'{r.langID:x}.{r.nameID}': r.toUnicode() for r in f['name'].names if r.platformID == 3}");
    const auto name = [&](const char* key) { return names.value(key, std::string("none")); };
    QCOMPARE(name("404.1"), std::string("字模 Completed Black"));
    QCOMPARE(name("404.16"), std::string("字模 Completed"));
    QCOMPARE(name("404.17"), std::string("Black"));
    QCOMPARE(name("404.4"), std::string("字模 Completed Black"));
    QCOMPARE(name("407.16"), std::string("Die Form Completed"));
    QCOMPARE(name("409.16"), std::string("Typemould Test Variable Completed"));
    QCOMPARE(name("409.1"), std::string("Typemould Test Variable Completed Black"));
    QVERIFY(name("409.6").find("Completed-Black") != std::string::npos);
}

void AwkwardTargetTest::fullCharacterTablesOverflowIntoTheLarger() {
    // As many characters as a table of format 4 holds, beside those that the source has and it lacks, in an
    // order of glyphs that takes two bytes for each.
    const FontFace target = changed(
        "import struct\n"
        "codes = [c for a, b in ((0x1000, 0x1FFF), (0x3400, 0x4DB0), (0xA000, 0xD7A0), (0xE000, 0xF8F0), "
        "(0x2200, 0x2DFF)) for c in range(a, b)]\n"
        "order = f.getGlyphOrder(); t = [t for t in f['cmap'].tables if t.format == 4][0]; own = "
        "dict(t.cmap)\n"
        "f['cmap'].tables = [t]; t.platformID, t.platEncID = 3, 1\n"
        "def put(n):\n"
        "    t.cmap = {**{c: order[2 + i * i * 7 % 11] for i, c in enumerate(codes[:n])}, **own}\n"
        "    try:\n        return len(t.compile(f)) <= 65535\n"
        "    except (struct.error, OverflowError):\n        return False\n"
        "a, b = 0, len(codes)\n"
        "assert not put(b)\n"
        "while a < b - 1:\n    m = (a + b) // 2; a, b = (m, b) if put(m) else (a, m)\n"
        "assert put(a)");
    QVERIFY(target.characters().size() > 30000);
    const auto check = completed(target);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    QVERIFY2(check->passed(), check->sanitizerText.c_str());
    QCOMPARE(check->checked, m_plan.glyphs.size());
    QVERIFY(!m_plan.glyphs.empty());
    QVERIFY(holds(check->notes, "format 12"));
    const auto maps =
        factsOf(m_plan.file,
                "{f'{t.platformID}.{t.platEncID}.{t.format}': sorted(t.cmap) for t in f['cmap'].tables}");
    const auto holdsIn = [&](const char* map, char32_t character) {
        return std::binary_search(maps[map].begin(), maps[map].end(), static_cast<unsigned>(character));
    };
    std::size_t without = 0;
    for (const auto& [character, glyph] : m_plan.glyphs) {
        QVERIFY(holdsIn("3.10.12", character));
        without += holdsIn("3.1.4", character) ? 0 : 1;
    }
    QVERIFY(without > 0);
    for (const char32_t character : target.characters()) {
        QVERIFY(holdsIn("3.1.4", character) && holdsIn("3.10.12", character));
    }
}

void AwkwardTargetTest::unusualCharacterTablesAreKept_data() {
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("note");
    const QString only = "from fontTools.ttLib.tables._c_m_a_p import CmapSubtable\n"
                         "own = dict(f.getBestCmap()); order = f.getGlyphOrder()\n"
                         "def only(form, encoding, mapping):\n"
                         "    t = CmapSubtable.newSubtable(form)\n"
                         "    t.platformID, t.platEncID, t.language, t.cmap = 3, encoding, 0, mapping\n"
                         "    t.reserved = t.length = t.nGroups = 0; f['cmap'].tables = [t]\n";
    QTest::newRow("a trimmed one for Windows") << only + "only(6, 1, own)" << QString();
    QTest::newRow("of all planes alone") << only + "only(12, 10, own)" << QString();
    QTest::newRow("of all planes, in a short form") << only + "only(4, 10, own)" << QString();
    QTest::newRow("of all planes, too much for the first one's")
        << only + "only(12, 10, {**{c: order[2 + i * i * 7 % 11] for i, c in enumerate([c for a, b in "
                  "((0x1000, 0x1FFF), (0x3400, 0x4DB0), (0xA000, 0xD7A0), (0xE000, 0xF8F0), (0x2200, "
                  "0x2DFF)) for c in range(a, b)])}, **own})"
        << "have no room";
}

void AwkwardTargetTest::unusualCharacterTablesAreKept() {
    QFETCH(QString, change);
    QFETCH(QString, note);
    const FontFace target = changed(change.toStdString());
    const auto check = completed(target);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    QVERIFY2(check->passed(), check->sanitizerText.c_str());
    QCOMPARE(check->checked, m_plan.glyphs.size());
    QVERIFY(!m_plan.glyphs.empty());
    QCOMPARE(holds(check->notes, "have no room"), !note.isEmpty());
    const FontFace font = FontFace::open(m_plan.file).orThrow();
    for (const char32_t character : target.characters()) {
        QVERIFY2(font.draws(character) == target.draws(character), codePointText(character).c_str());
    }
}

void AwkwardTargetTest::unicodeRangesWithoutAMeaningStay() {
    const FontFace target = changed("f['OS/2'].ulUnicodeRange4 = 0xFFFFFFFF; f['OS/2'].ulUnicodeRange2 = 0");
    const auto check = completed(target);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    const auto ranges = factsOf(m_plan.file, "[f['OS/2'].ulUnicodeRange4, f['OS/2'].ulUnicodeRange2]");
    QCOMPARE(ranges[0].get<unsigned>(), 0xFFFFFFFFu);
    QVERIFY(ranges[1].get<unsigned>() != 0); // of the added ones: Han is bit 59
}

void AwkwardTargetTest::symbolsAreNotUnicode_data() {
    QTest::addColumn<QString>("change");
    QTest::newRow("beside Unicode")
        << "import copy\n"
           "t = copy.deepcopy([t for t in f['cmap'].tables if t.format == 4][0])\n"
           "t.platformID, t.platEncID, t.cmap = 3, 0, {0xF041: t.cmap[0x41]}\n"
           "f['cmap'].tables.append(t)";
    QTest::newRow("in place of Windows's Unicode")
        << "t = [t for t in f['cmap'].tables if t.platformID == 3][0]\n"
           "t.platEncID, t.cmap = 0, {0xF041: t.cmap[0x41]}";
}

void AwkwardTargetTest::symbolsAreNotUnicode() {
    QFETCH(QString, change);
    const FontFace target = changed(change.toStdString());
    QVERIFY(target.draws(U'A'));
    const auto check = completed(target);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    QCOMPARE(check->ownChanged, std::size_t(0));
    QVERIFY(check->unshaped.empty());
    const auto maps =
        factsOf(m_plan.file,
                "{f'{t.platformID}.{t.platEncID}.{t.format}': sorted(t.cmap) for t in f['cmap'].tables}");
    QCOMPARE(maps["3.0.4"].size(), m_plan.glyphs.size() + 1); // where HarfBuzz looks, and nowhere else
    QVERIFY(maps["3.0.4"].back() == 0xF041);
    QVERIFY(maps.contains("3.1.4"));
    QVERIFY(maps["3.1.4"].size() >= m_plan.glyphs.size() + 1); // and those of its own
    QVERIFY(FontFace::open(m_plan.file).orThrow().draws(U'A'));
}

void AwkwardTargetTest::identifiedGlyphsLeaveTheirCollection() {
    // Ordered as Adobe-Japan1, and with vertical origins of its own, not the default's.
    const FontFace target =
        changed("f['CFF '].cff.topDictIndex[0].ROS = ('Adobe', 'Japan1', 6); v = f['VORG']\n"
                "v.VOriginRecords.update({n: v.defaultVertOriginY - 10 for n in f.getGlyphOrder()})",
                "cid.otf");
    const auto check = completed(target, FontFormat::Otf);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    QVERIFY2(check->passed(), check->sanitizerText.c_str());
    QVERIFY(holds(check->notes, "Adobe-Japan1-6"));
    const auto facts =
        factsOf(m_plan.file, "[list(f['CFF '].cff.topDictIndex[0].ROS), "
                             "f['VORG'].defaultVertOriginY, sorted({f['VORG'].VOriginRecords[n] "
                             "for n in f.getGlyphOrder()}), len(f['VORG'].VOriginRecords)]");
    QCOMPARE(facts[0], nlohmann::json::array({"Adobe", "Identity", 0}));
    QCOMPARE(facts[2], nlohmann::json::array({facts[1].get<int>() - 10}));
    QCOMPARE(facts[3].get<std::size_t>(), detailsOf(target).glyphs + m_plan.glyphs.size());
}

void AwkwardTargetTest::missingTablesAreMadeUpFor_data() {
    QTest::addColumn<QString>("table");
    QTest::newRow("post") << "post";
    QTest::newRow("name") << "name";
    QTest::newRow("OS/2") << "OS/2";
}

void AwkwardTargetTest::missingTablesAreMadeUpFor() {
    QFETCH(QString, table);
    const FontFace target = changed("del f['" + table.toStdString() + "']");
    for (const FontContent content : {FontContent::Completed, FontContent::Generated}) {
        auto plan = testing::planFor(*m_source, target, 3, m_folder.filePath("out.font").toStdString());
        plan.settings.content = content;
        plan.settings.family = "Made Up";
        const auto check = buildFont(*m_source, target, plan);
        QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
        QCOMPARE(check->ownChanged, std::size_t(0));
        QVERIFY(check->apart.empty());
        QCOMPARE(holds(check->notes, table.toUtf8().constData()) || holds(check->notes, "table of names"),
                 table != "OS/2");
        QCOMPARE(FontFace::open(plan.file).orThrow().names().family, std::string("Made Up"));
    }
}

void AwkwardTargetTest::damagedTablesAreTold_data() {
    QTest::addColumn<QString>("change");
    const QString cut = "from fontTools.ttLib.tables.DefaultTable import DefaultTable\n"
                        "d = f.reader['%1']; t = DefaultTable('%1'); t.data = d[:%2]; f.tables['%1'] = t";
    QTest::newRow("post is cut") << cut.arg("post").arg(7);
    QTest::newRow("OS/2 is cut") << cut.arg("OS/2").arg(20);
    QTest::newRow("vmtx is cut") << cut.arg("vmtx").arg(3);
    QTest::newRow("vhea is cut") << cut.arg("vhea").arg(5);
}

void AwkwardTargetTest::damagedTablesAreTold() {
    QFETCH(QString, change);
    const FontFace target = changed(change.toStdString());
    const auto check = completed(target);
    QVERIFY(!check.ok());
    const std::string text = check.error().text();
    QVERIFY2(check.error().code == ErrorCode::BadFormat, text.c_str());
    QVERIFY2(check.error().advice.find("UFO") != std::string::npos, text.c_str());
    QVERIFY2(text.find("Traceback") == std::string::npos && text.size() < 1000, text.c_str());
    QVERIFY(!fs::exists(m_plan.file));
}

void AwkwardTargetTest::longTextsAreCut() {
    // A copyright that alone would fill an entry of the names.
    const QTemporaryDir folder;
    const FontFace source =
        FontFace::open(testing::changedFont(folder, "n = f['name']; n.names = []; n.setName('c' * 32700, 0, "
                                                    "3, 1, 0x409); n.setName('T', 1, 3, 1, 0x409)"))
            .orThrow();
    const FontFace target = FontFace::open(testData("fonts/collection.ttc")).orThrow();
    FontPlan plan;
    plan.placements = {{0.9, 0, 0}, {0.9, 0, 0}};
    plan.file = m_folder.filePath("long.ttf").toStdString();
    plan.glyphs[U'字'] = testing::drawnGlyph(source, U'字', target, plan.placements.target);
    const auto check = buildFont(source, target, plan);
    QVERIFY2(check.ok(), check.ok() ? "" : check.error().text().c_str());
    const auto note = factsOf(plan.file, "f['name'].getDebugName(10)").get<std::string>();
    QVERIFY(note.find("1 glyph was drawn with Typemould") != std::string::npos);
    QVERIFY(note.size() <= 5000);
}

void AwkwardTargetTest::aMissingLibraryIsNamed() {
    // A Python that has fontTools and no brotli.
    const fs::path program = m_folder.filePath("python").toStdString();
    std::ofstream(program) << "#!/bin/sh\ncase \"$3\" in -c) exec /usr/bin/python3 \"$@\";; esac\n"
                              "exec /usr/bin/python3 -I -B -c 'import sys, runpy\n"
                              "sys.modules[\"brotli\"] = sys.modules[\"brotlicffi\"] = None\n"
                              "del sys.argv[0]\n"
                              "runpy.run_path(sys.argv[0], run_name=\"__main__\")' \"$3\" \"$4\"\n";
    fs::permissions(program, fs::perms::owner_all);
    for (const char* name : {"tiny.woff", "tiny.woff2"}) {
        const FontFace target = FontFace::open(testData("fonts") / name).orThrow();
        auto plan = testing::planFor(*m_source, target, 1, m_folder.filePath("no.ttf").toStdString());
        plan.tools.pythons = {program.string()};
        const auto check = buildFont(*m_source, target, plan);
        QCOMPARE(check.ok(), std::string(name) == "tiny.woff"); // which needs no brotli
        if (!check.ok()) {
            QVERIFY(check.error().code == ErrorCode::NotFound);
            QVERIFY2(check.error().advice.find("python3-brotli") != std::string::npos,
                     check.error().text().c_str());
            QVERIFY(check.error().message.find("fontTools library") == std::string::npos);
        }
    }
}

QTEST_GUILESS_MAIN(AwkwardTargetTest)
#include "awkward_target_test.moc"
