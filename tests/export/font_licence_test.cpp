// What is told of the fonts' rights before an export: licence, embedding, reserved names.
#include "core/export/font_licence.h"
#include "tests/export/drawn_glyphs.h"

#include "tests/support/changed_font.h"

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

/// A copy of tiny.ttf with another copyright line, licence and fsType.
FontFace fontWith(const QTemporaryDir& folder, const std::string& copyright, const std::string& licence,
                  unsigned embedding) {
    const std::string file = folder.filePath("font.ttf").toStdString();
    ChildCommand command;
    command.arguments = {"/usr/bin/python3",
                         "-c",
                         "import sys; from fontTools.ttLib import TTFont; f = TTFont(sys.argv[1]);"
                         "n = f['name']; n.removeNames(nameID=14); n.removeNames(nameID=13);"
                         "n.setName(sys.argv[3], 0, 3, 1, 0x409);"
                         "sys.argv[4] and n.setName(sys.argv[4], 13, 3, 1, 0x409);"
                         "f['OS/2'].fsType = int(sys.argv[5]); f.save(sys.argv[2])",
                         testData("fonts/tiny.ttf").string(),
                         file,
                         copyright,
                         licence,
                         std::to_string(embedding)};
    if (runChild(command).orThrow().exitCode != 0) {
        throw Failure(ErrorCode::Internal, "The font could not be made.");
    }
    return FontFace::open(file).orThrow();
}

const LicenceFinding* find(const std::vector<LicenceFinding>& findings, const char* key) {
    const auto found = std::find_if(findings.begin(), findings.end(),
                                    [&](const auto& finding) { return finding.key == key; });
    return found == findings.end() ? nullptr : &*found;
}

} // namespace

class FontLicenceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reservedNamesAreRead_data();
    void reservedNamesAreRead();
    void reservedNamesAreRefused();
    void theTargetsOwnNameIsRefused();
    void namesOfEveryLanguageCount();
    void theFileIsCalledAsTheFamily_data();
    void theFileIsCalledAsTheFamily();
    void theFormatFollowsTheEnding_data();
    void theFormatFollowsTheEnding();
    void embeddingIsTold_data();
    void embeddingIsTold();
    void licencesAreTold();
};

void FontLicenceTest::reservedNamesAreRead_data() {
    QTest::addColumn<QString>("copyright");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("single quotes") << "(c) 2014-2021 Adobe, with Reserved Font Name 'Source'."
                                   << QStringList{"Source"};
    QTest::newRow("two") << "Copyright (c) 2010, A, with Reserved Font Names \"Foo Bar\" and \"Baz\"."
                         << QStringList{"Foo Bar", "Baz"};
    QTest::newRow("curly") << "Copyright, with Reserved Font Name \u201cYoung\u201d" << QStringList{"Young"};
    QTest::newRow("no quotes") << "Copyright (c) 2011 by X, with Reserved Font Name Pacifico."
                               << QStringList{"Pacifico"};
    QTest::newRow("colon") << "Copyright, with Reserved Font Name: Sansita, all rights"
                           << QStringList{"Sansita"};
    QTest::newRow("two without quotes")
        << "Copyright 2012, with Reserved Font Names Foo and Bar." << QStringList{"Foo", "Bar"};
    QTest::newRow("a list without quotes")
        << "(c) A, with Reserved Font Name Foo, Bar Sans & Baz" << QStringList{"Foo", "Bar Sans", "Baz"};
    QTest::newRow("over two lines") << "(c) A, with\nReserved\r\nFont Name\n'Foo'." << QStringList{"Foo"};
    QTest::newRow("up to the line's end")
        << "(c) A, with Reserved Font Name Foo\nThis Font Software is licensed" << QStringList{"Foo"};
    QTest::newRow("without with") << "Copyright 2011 X, Reserved Font Name 'Foo'." << QStringList{"Foo"};
    QTest::newRow("a heading") << "Reserved Font Name(s): Foo" << QStringList{"Foo"};
    QTest::newRow("a sentence of rights behind")
        << "(c) A, with Reserved Font Name Foo, All Rights Reserved" << QStringList{"Foo"};
    QTest::newRow("quotes of something else")
        << "with Reserved Font Name 'Foo'. 'Bar' is a trademark." << QStringList{"Foo"};
    QTest::newRow("the licence's conditions")
        << "No Modified Version of the Font Software may use the Reserved Font Name(s) unless explicit "
           "written permission is granted. Copyright 2020 A, with no Reserved Font Name."
        << QStringList{};
    QTest::newRow("twice") << "with Reserved Font Name 'A1'\nwith reserved font name 'a1'"
                           << QStringList{"A1"};
    QTest::newRow("the licence's own definition")
        << "\"Reserved Font Name\" refers to any names specified as such after the copyright statement(s)."
        << QStringList{};
    QTest::newRow("none") << "Copyright 2021 The Zen Maru Gothic Project Authors" << QStringList{};
    QTest::newRow("nothing behind") << "with Reserved Font Name" << QStringList{};
    QTest::newRow("a flood of nothing")
        << QString("with Reserved Font Name ").repeated(1000) << QStringList{};
    QString flood;
    QStringList first;
    for (int i = 0; i < 1000; ++i) {
        flood += QString("with Reserved Font Name 'N%1' ").arg(i);
        if (i < 32) {
            first << QString("N%1").arg(i);
        }
    }
    QTest::newRow("a flood") << flood << first;
}

void FontLicenceTest::reservedNamesAreRead() {
    QFETCH(QString, copyright);
    QFETCH(QStringList, names);
    const QTemporaryDir folder;
    const auto licence = licenceOf(fontWith(folder, copyright.toStdString(), "A licence.", 0));
    QStringList found;
    for (const std::string& name : licence.reservedNames) {
        found.push_back(QString::fromStdString(name));
    }
    QCOMPARE(found, names);
}

void FontLicenceTest::reservedNamesAreRefused() {
    const QTemporaryDir folder, other;
    const FontFace plain = FontFace::open(testData("fonts/tiny.ttf")).orThrow();
    const FontFace reserving = fontWith(folder, "(c) X, with Reserved Font Name 'Test Tiny'", "OFL", 0);
    FontExportSettings settings; // "Typemould Test Tiny Completed"
    for (const auto& [source, target] : {std::pair{&plain, &reserving}, {&reserving, &plain}}) {
        auto findings = licenceFindings(*source, *target, settings);
        QVERIFY(find(findings, "reserved_name") != nullptr);
        QVERIFY(findings.front().kind == FindingKind::Refusal); // the worst first
        QVERIFY(findings.front().text.find("'Test Tiny'") != std::string::npos);
        QVERIFY(!findings.front().advice.empty());
        FontExportSettings spelled = settings;
        spelled.family = "TESTTINY 2"; // spaces and case make no other name
        QVERIFY(find(licenceFindings(*source, *target, spelled), "reserved_name") != nullptr);
        FontExportSettings allowed = settings;
        allowed.ownName = true;
        findings = licenceFindings(*source, *target, allowed);
        QVERIFY(find(findings, "reserved_name")->kind == FindingKind::Warning);
        FontExportSettings renamed = settings;
        renamed.family = "Another Name";
        findings = licenceFindings(*source, *target, renamed);
        QVERIFY(find(findings, "reserved_name") == nullptr);
        QVERIFY(find(findings, "reserved_name_unused")->kind == FindingKind::Note);
    }
}

void FontLicenceTest::theTargetsOwnNameIsRefused() {
    const FontFace source = FontFace::open(testData("fonts/shapes.ttf")).orThrow();
    const FontFace target = FontFace::open(testData("fonts/tiny.ttf")).orThrow();
    FontExportSettings settings;
    QCOMPARE(exportedFamily(target, settings), std::string("Typemould Test Tiny Completed"));
    QVERIFY(find(licenceFindings(source, target, settings), "same_name") == nullptr);
    settings.family = "Typemould Test Tiny";
    QVERIFY(find(licenceFindings(source, target, settings), "same_name")->kind == FindingKind::Refusal);
    settings.ownName = true;
    QVERIFY(find(licenceFindings(source, target, settings), "same_name")->kind == FindingKind::Warning);
}

void FontLicenceTest::namesOfEveryLanguageCount() {
    const QTemporaryDir folder;
    const FontFace source = FontFace::open(testData("fonts/shapes.ttf")).orThrow();
    const FontFace target =
        FontFace::open(testing::changedFont(
                           folder, "n = f['name']; n.setName('霞鶩文楷', 1, 3, 1, 0x404); "
                                   "n.setName('(c) 字模, with Reserved Font Name \"霞鶩\"', 0, 3, 1, 0x404)"))
            .orThrow();
    FontExportSettings settings; // 霞鶩文楷 Completed, in Chinese
    const auto findings = licenceFindings(source, target, settings);
    QVERIFY(findings.front().kind == FindingKind::Refusal && findings.front().key == "reserved_name");
    QVERIFY(findings.front().text.find("霞鶩文楷 Completed") != std::string::npos);
    settings.family = "霞鶩文楷";
    QVERIFY(find(licenceFindings(source, target, settings), "same_name") != nullptr);
    settings.family = "字模";
    QVERIFY(licenceFindings(source, target, settings).front().kind != FindingKind::Refusal);
}

void FontLicenceTest::theFileIsCalledAsTheFamily_data() {
    QTest::addColumn<QString>("family");
    QTest::addColumn<QString>("file");
    QTest::newRow("as the target, with the ending of the name") << ""
                                                                << "Typemould Test Tiny Completed.ttf";
    QTest::newRow("as set") << "字模 Sans"
                            << "字模 Sans.ttf";
    QTest::newRow("without blanks around it") << " \tFoo Bar \n"
                                              << "Foo Bar.ttf";
    QTest::newRow("without what a path is made of") << "A/B\\C:D"
                                                    << "A_B_C_D.ttf";
    QTest::newRow("without what some file systems refuse") << "a*b?c\"d<e>f|g\x01h"
                                                           << "a_b_c_d_e_f_g_h.ttf";
    QTest::newRow("never hidden, nor a folder above") << "../x"
                                                      << "font.._x.ttf";
    QTest::newRow("blanks alone") << "  "
                                  << "font.ttf";
}

void FontLicenceTest::theFileIsCalledAsTheFamily() {
    QFETCH(QString, family);
    QFETCH(QString, file);
    const FontFace target = FontFace::open(testData("fonts/tiny.ttf")).orThrow();
    FontExportSettings settings;
    settings.family = family.toStdString();
    QCOMPARE(QString::fromStdString(exportedFileName(target, settings)), file);
    settings.format = FontFormat::Ufo;
    QCOMPARE(QString::fromStdString(exportedFileName(target, settings)), file.replace(".ttf", ".ufo"));
}

void FontLicenceTest::theFormatFollowsTheEnding_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<std::optional<FontFormat>>("format");
    using Format = std::optional<FontFormat>;
    QTest::newRow("ttf") << "a/Font.ttf" << Format(FontFormat::Ttf);
    QTest::newRow("capitals") << "Font.TTF" << Format(FontFormat::Ttf);
    QTest::newRow("both") << "Font.Otf" << Format(FontFormat::Otf);
    QTest::newRow("ufo") << "Font.ufo" << Format(FontFormat::Ufo);
    QTest::newRow("the last one counts") << "Font.ttf.otf" << Format(FontFormat::Otf);
    QTest::newRow("another") << "Font.woff2" << Format();
    QTest::newRow("longer") << "Font.ttfx" << Format();
    QTest::newRow("none") << "Font" << Format();
    QTest::newRow("a name that begins so") << ".ttf" << Format();
}

void FontLicenceTest::theFormatFollowsTheEnding() {
    QFETCH(QString, file);
    QFETCH(std::optional<FontFormat>, format);
    QVERIFY(fontFormatOf(file.toStdString()) == format);
}

void FontLicenceTest::embeddingIsTold_data() {
    QTest::addColumn<unsigned>("bits");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("key");
    QTest::newRow("installable") << 0u << "without limits"
                                 << "";
    QTest::newRow("restricted") << 2u << "without permission"
                                << "no_embedding";
    QTest::newRow("preview and print") << 4u << "viewing and printing"
                                       << "embedding";
    QTest::newRow("editable") << 8u << "can be edited"
                              << "embedding";
    QTest::newRow("least restrictive holds") << 10u << "can be edited"
                                             << "embedding";
    QTest::newRow("no subsetting") << 0x108u << "not in parts"
                                   << "embedding";
    QTest::newRow("bitmaps") << 0x204u << "as pictures alone"
                             << "embedding";
}

void FontLicenceTest::embeddingIsTold() {
    QFETCH(unsigned, bits);
    QFETCH(QString, words);
    QFETCH(QString, key);
    const QTemporaryDir folder;
    const FontFace plain = FontFace::open(testData("fonts/tiny.ttf")).orThrow();
    const FontFace font = fontWith(folder, "(c)", "A licence.", bits);
    const auto licence = licenceOf(font);
    QCOMPARE(licence.embedding, bits);
    QVERIFY(licence.embeddingText.find(words.toStdString()) != std::string::npos);
    const auto findings = licenceFindings(plain, font, {});
    for (const char* any : {"no_embedding", "embedding"}) {
        QCOMPARE(find(findings, any) != nullptr, key == any);
    }
    if (key == "no_embedding") {
        QVERIFY(find(findings, "no_embedding")->kind == FindingKind::Warning);
    }
}

void FontLicenceTest::licencesAreTold() {
    const QTemporaryDir folder;
    const FontFace free = FontFace::open(testData("fonts/tiny.ttf")).orThrow();
    QVERIFY(licenceOf(free).openFontLicence);
    QVERIFY(!licenceOf(free).copyright.empty());
    QVERIFY(find(licenceFindings(free, free, {}), "open_font_licence")->kind == FindingKind::Note);
    const FontFace own = fontWith(folder, "(c)", "You may look at it.", 0);
    QVERIFY(find(licenceFindings(own, own, {}), "licence")->text.find("You may look at it.") !=
            std::string::npos);
    const FontFace silent = fontWith(folder, "(c)", "", 0);
    QVERIFY(find(licenceFindings(silent, silent, {}), "no_licence")->kind == FindingKind::Warning);
}

QTEST_GUILESS_MAIN(FontLicenceTest)
#include "font_licence_test.moc"
