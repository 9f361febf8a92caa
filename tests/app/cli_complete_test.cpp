// From a trained project to a font: complete and export, with what they say and what they leave out.
#include "tests/app/cli_runner.h"

#include "core/fonts/font_face.h"
#include "core/project/kept_pictures.h"
#include "core/project/project.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

using namespace typemould;

class CliCompleteTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_project = m_cli.trainedProject("main.typemould", 4); }
    void aFontIsCompletedAndChecked();
    void theFormatFollowsTheNameOrTheOption_data();
    void theFormatFollowsTheNameOrTheOption();
    void settingsReachTheFont();
    void settingsWithoutAPartAreWrongUsage_data();
    void settingsWithoutAPartAreWrongUsage();
    void everySettingThatCountsIsTaken_data();
    void everySettingThatCountsIsTaken();
    void exportWritesEachFormat_data();
    void exportWritesEachFormat();
    void rejectedStayOutAndKeptStayAsTheyWere();
    void whatTheSourceLacksIsNamed_data();
    void whatTheSourceLacksIsNamed();
    void aProofThatCannotBeIsToldFirst_data();
    void aProofThatCannotBeIsToldFirst();
    void aProofThatFailsLeavesTheFont();
    void faultsAreTold_data();
    void faultsAreTold();

private:
    /// Missing characters of the demo's fonts.
    QString missing(int from, int count) const {
        const auto source = FontFace::open(CliRunner::demoSource().toStdString()).orThrow();
        const auto target = FontFace::open(CliRunner::demoTarget().toStdString()).orThrow();
        const CharacterSet lacking =
            (source.characters() - target.characters()) & CharacterSet::range(0x4e00, 0x9fff);
        std::string text;
        for (int i = from; i < from + count; ++i) {
            text += utf8Of(lacking[static_cast<std::size_t>(i)]);
        }
        return QString::fromStdString(text);
    }
    CliRunner m_cli;
    QString m_project;
};

void CliCompleteTest::aFontIsCompletedAndChecked() {
    const QString out = m_cli.path("completed.ttf"), proof = m_cli.path("proof.png");
    const CliResult result = m_cli.run(
        {"complete", m_project, "--chars", missing(0, 5), "--out", out, "--proof", proof, "--json"}, 600000);
    QVERIFY2(result.exitCode == 0, result.summary());
    const QJsonObject json = result.json();
    const QJsonObject check = json.value("check").toObject();
    const int blank = decodeUtf8(json.value("blank").toString().toStdString()).size();
    QCOMPARE(json.value("added").toInt() + blank, 5);
    QCOMPARE(json.value("file").toString(), out);
    QCOMPARE(json.value("format").toString(), QString("ttf"));
    QCOMPARE(check.value("checked").toInt(), json.value("added").toInt());
    QCOMPARE(check.value("ownChanged").toInt(), 0);
    QVERIFY(json.value("structure").toObject().contains("passRate"));
    QVERIFY(json.value("proof").toObject().value("measures").toArray().size() >= 4);
    QVERIFY(json.value("licence").isArray());
    QVERIFY(QFileInfo(proof).size() > 100);
    const auto font = FontFace::open(out.toStdString()).orThrow();
    const auto target = FontFace::open(CliRunner::demoTarget().toStdString()).orThrow();
    QCOMPARE(font.characters().size(), target.characters().size() + json.value("added").toInt());
    QVERIFY(font.names().family != target.names().family);
    const CliResult text = m_cli.run({"complete", m_project, "--chars", missing(0, 2), "--out", out}, 600000);
    QVERIFY2(text.exitCode == 0 && text.out.contains("added") && text.out.contains("Checked"),
             text.summary());
}

void CliCompleteTest::theFormatFollowsTheNameOrTheOption_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("format");
    QTest::newRow("by its name") << "named.ufo" << QStringList() << "ufo";
    QTest::newRow("by the option") << "any.font" << QStringList{"--format", "ufo"} << "ufo";
    QTest::newRow("the option comes first") << "third.ttf" << QStringList{"--format", "ufo"} << "ufo";
    QTest::newRow("in capitals") << "capital.UFO" << QStringList() << "ufo";
    QTest::newRow("by a folder's name") << "folder.ufo/" << QStringList() << "ufo";
    QTest::newRow("as set, without an ending") << "other" << QStringList{"--set", "font.format=ufo"} << "ufo";
}

void CliCompleteTest::theFormatFollowsTheNameOrTheOption() {
    QFETCH(QString, name);
    QFETCH(QStringList, options);
    QFETCH(QString, format);
    const CliResult result = m_cli.run(
        QStringList{"complete", m_project, "--chars", missing(0, 2), "--out", m_cli.path(name), "--json"} +
            options,
        600000);
    QVERIFY2(result.exitCode == 0, result.summary());
    QCOMPARE(result.json().value("format").toString(), format);
    QVERIFY(QFileInfo(result.json().value("file").toString() + "/metainfo.plist").exists());
}

void CliCompleteTest::settingsReachTheFont() {
    const QString out = m_cli.path("family.ttf");
    const CliResult result = m_cli.run({"complete", m_project, "--chars", missing(0, 2), "--out", out,
                                        "--json", "--set", "font.family=Quite Another", "--set",
                                        "font.content=generated", "--set", "tracing.tolerance=1.5"},
                                       600000);
    QVERIFY2(result.exitCode == 0, result.summary());
    const auto font = FontFace::open(out.toStdString()).orThrow();
    QCOMPARE(font.names().family, std::string("Quite Another"));
    QCOMPARE(static_cast<int>(font.characters().size()), result.json().value("added").toInt());
    const CliResult wrong = m_cli.run({"complete", m_project, "--out", out, "--set", "tracing.colour=1"});
    QCOMPARE(wrong.exitCode, 2);
    QVERIFY2(wrong.err.contains("tracing.tolerance"), wrong.summary());
}

void CliCompleteTest::settingsWithoutAPartAreWrongUsage_data() {
    QTest::addColumn<QStringList>("verb");
    QTest::addColumn<QString>("setting");
    const QStringList font{"complete", "--out", m_cli.path("never.ttf")}, svg{"export", "--format", "svg"},
        png{"export", "--format", "png"};
    QTest::newRow("of the placement") << font << "target.scale=0.8";
    QTest::newRow("of the pairs") << font << "dataset.held-out=5";
    QTest::newRow("of training") << font << "batch=4";
    QTest::newRow("of the network") << font << "width=64";
    QTest::newRow("of images, for a font") << font << "export.size=96";
    QTest::newRow("the format, which the name says") << font << "font.format=ufo";
    QTest::newRow("of fonts, for SVG") << svg << "font.suffix=X";
    QTest::newRow("of images, for SVG") << svg << "export.size=96";
    QTest::newRow("of tracing, for images") << png << "tracing.tolerance=2";
    QTest::newRow("of fonts, for images") << png << "font.suffix=X";
    QTest::newRow("the format, which the option says") << png << "export.format=bmp";
}

void CliCompleteTest::settingsWithoutAPartAreWrongUsage() {
    QFETCH(QStringList, verb);
    QFETCH(QString, setting);
    const CliResult result = m_cli.run(QStringList{verb.takeFirst(), m_project, "--json"} + verb +
                                       QStringList{"--chars", missing(0, 1), "--set", setting});
    QVERIFY2(result.exitCode == 2, result.summary());
    QVERIFY2(result.error().value("message").toString().contains(setting.section('=', 0, 0)),
             result.summary());
    QVERIFY2(result.error().value("advice").toString().contains("output-offset-x"), result.summary());
    QVERIFY(!QFileInfo::exists(m_cli.path("never.ttf")));
}

void CliCompleteTest::everySettingThatCountsIsTaken_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<QStringList>("settings");
    QTest::newRow("svg") << "svg"
                         << QStringList{"tracing.tolerance=20", "export.naming=seq",
                                        "export.contact_sheet=false", "output-offset-x=2"};
    QTest::newRow("png") << "png"
                         << QStringList{"export.size=96", "export.naming=seq", "export.contact-sheet=false",
                                        "output_offset_y=-3"};
}

void CliCompleteTest::everySettingThatCountsIsTaken() {
    QFETCH(QString, format);
    QFETCH(QStringList, settings);
    const auto written = [&](const QString& name, const QStringList& set) {
        const QString folder = m_cli.path(format + name);
        QStringList arguments{"export",  m_project,     "--format", format,
                              "--chars", missing(0, 5), "--out",    folder};
        for (const QString& setting : set) {
            arguments += {"--set", setting};
        }
        const CliResult result = m_cli.run(arguments, 600000);
        QByteArray glyphs; // with the manifest: in noise, as drawn here, the tolerance is the tracer's own
        for (const QString& entry :
             QDir(folder).entryList({"000?." + format, "manifest.json"}, QDir::Files, QDir::Name)) {
            QFile file(folder + "/" + entry);
            glyphs += file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }
        const bool sheet =
            QFileInfo::exists(folder + "/sheet.svg") || QFileInfo::exists(folder + "/contact-sheet.png");
        return result.exitCode == 0 && !sheet ? glyphs : QByteArray();
    };
    const QByteArray all = written("all", settings);
    QVERIFY(!all.isEmpty());
    for (const int setting : {0, 3}) { // the others are seen in the files' names
        QStringList fewer = settings;
        fewer.removeAt(setting);
        const QByteArray without = written("without" + QString::number(setting), fewer);
        QVERIFY(!without.isEmpty() && without != all);
    }
}

void CliCompleteTest::exportWritesEachFormat_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("expected"); // in the project's export folder, or below the font's
    QTest::newRow("png") << "png"
                         << "manifest.json";
    QTest::newRow("bmp") << "bmp"
                         << "manifest.json";
    QTest::newRow("svg") << "svg"
                         << "sheet.svg";
    QTest::newRow("ufo") << "ufo"
                         << "metainfo.plist";
    QTest::newRow("ttf") << "ttf"
                         << "";
}

void CliCompleteTest::exportWritesEachFormat() {
    QFETCH(QString, format);
    QFETCH(QString, expected);
    const CliResult result =
        m_cli.run({"export", m_project, "--format", format, "--chars", missing(0, 2), "--json"}, 600000);
    QVERIFY2(result.exitCode == 0, result.summary());
    const QJsonObject json = result.json();
    const QString place = json.value(json.contains("folder") ? "folder" : "file").toString();
    QVERIFY2(place.startsWith(QDir(m_project + "/export").absolutePath()), qPrintable(place));
    QVERIFY2(QFileInfo::exists(expected.isEmpty() ? place : place + "/" + expected), qPrintable(place));
    if (format == "png" || format == "bmp") {
        QCOMPARE(QDir(place)
                         .entryList({"*." + format}, QDir::Files)
                         .filter("contact", Qt::CaseInsensitive)
                         .isEmpty()
                     ? QDir(place).entryList({"*." + format}, QDir::Files).size()
                     : QDir(place).entryList({"*." + format}, QDir::Files).size() - 1,
                 2);
    }
}

void CliCompleteTest::rejectedStayOutAndKeptStayAsTheyWere() {
    const auto characters = decodeUtf8(missing(0, 3).toStdString());
    GrayImage square;
    {
        auto project = Project::open(m_project.toStdString(), ProjectAccess::Write).orThrow();
        project.reviews[characters[0]] = ReviewVerdict::Rejected;
        project.reviews[characters[1]] = ReviewVerdict::Kept;
        project.save().orThrow();
        const auto checkpoint = project.latestCheckpoint();
        QVERIFY(checkpoint.has_value());
        const int canvas = checkpoint->manifest.dataset.canvas;
        square = GrayImage(canvas, canvas);
        for (int y = canvas / 4; y < canvas / 2; ++y) {
            std::fill_n(square.row(y) + canvas / 4, canvas / 4, std::uint8_t(0));
        }
        storeKeptPicture(project.keptFolder(), checkpoint->manifest, characters[1], square).orThrow();
    }
    const QString folder = m_cli.path("reviewed");
    const CliResult images = m_cli.run(
        {"export", m_project, "--format", "png", "--chars", missing(0, 3), "--out", folder, "--json"},
        600000);
    QVERIFY2(images.exitCode == 0, images.summary());
    QCOMPARE(images.json().value("rejected").toString(), missing(0, 1));
    const auto file = [&](char32_t character) {
        return folder.toStdString() + "/" +
               glyphFileName(character, NamingRule::UnicodeHex, ImageFormat::Png, 1, 1);
    };
    QVERIFY(!QFileInfo::exists(QString::fromStdString(file(characters[0]))));
    QVERIFY(readPng(file(characters[1])).orThrow() == square);
    QVERIFY(!(readPng(file(characters[2])).orThrow() == square));
    for (const char* format : {"png", "svg"}) { // whose kept glyph has not the strokes of its source
        const QStringList arguments{"export",  m_project,     "--format", format,
                                    "--chars", missing(1, 1), "--out",    m_cli.path("judged")};
        const CliResult json = m_cli.run(arguments + QStringList{"--json"}, 600000);
        const QJsonObject structure = json.json().value("structure").toObject();
        QVERIFY2(structure.value("broken").toString() == missing(1, 1), json.summary());
        QCOMPARE(structure.value("passRate").toDouble(), 0.0);
        const CliResult text = m_cli.run(arguments, 600000);
        QVERIFY2(text.out.contains("strokes are not the source's in 1: " + missing(1, 1)), text.summary());
    }
    const CliResult font = m_cli.run(
        {"complete", m_project, "--chars", missing(0, 2), "--out", m_cli.path("reviewed.ufo"), "--json"},
        600000);
    QVERIFY2(font.exitCode == 0, font.summary());
    QCOMPARE(font.json().value("added").toInt(), 1);
    QCOMPARE(font.json().value("kept").toInt(), 1);
    QCOMPARE(font.json().value("structure").toObject().value("broken").toString(), missing(1, 1));
}

void CliCompleteTest::whatTheSourceLacksIsNamed_data() {
    QTest::addColumn<QStringList>("verb");
    QTest::newRow("a font") << QStringList{"complete", "--out", m_cli.path("lacking.ufo")};
    QTest::newRow("images") << QStringList{"export", "--format", "png", "--out", m_cli.path("lacking")};
    QTest::newRow("outlines") << QStringList{"export", "--format", "svg", "--out", m_cli.path("lacking")};
}

void CliCompleteTest::whatTheSourceLacksIsNamed() {
    QFETCH(QStringList, verb);
    const QStringList arguments =
        QStringList{verb.takeFirst(), m_project} + verb + QStringList{"--chars", missing(3, 2) + "ก"};
    const CliResult json = m_cli.run(arguments + QStringList{"--json"}, 600000);
    QVERIFY2(json.exitCode == 0, json.summary());
    QCOMPARE(json.json().value("undrawn").toString(), QString("ก"));
    const CliResult text = m_cli.run(arguments, 600000);
    QVERIFY2(text.out.contains("1 left out, not drawn by the source font: ก"), text.summary());
}

void CliCompleteTest::aProofThatCannotBeIsToldFirst_data() {
    QTest::addColumn<QStringList>("verb");
    QTest::addColumn<QString>("proof");
    QTest::addColumn<int>("exitCode");
    const QStringList font{"complete", "--out", m_cli.path("unproved.ttf")};
    QTest::newRow("a folder that is not there") << font << m_cli.path("nowhere/proof.png") << 1;
    QTest::newRow("the font itself") << font << m_cli.path("./unproved.ttf") << 2;
    QTest::newRow("of images") << QStringList{"export", "--format", "png"} << m_cli.path("proof.png") << 2;
    QTest::newRow("of outlines") << QStringList{"export", "--format", "svg"} << m_cli.path("proof.png") << 2;
}

void CliCompleteTest::aProofThatCannotBeIsToldFirst() {
    QFETCH(QStringList, verb);
    QFETCH(QString, proof);
    QFETCH(int, exitCode);
    const CliResult result =
        m_cli.run(QStringList{verb.takeFirst(), m_project, "--json", "--chars", missing(0, 1)} + verb +
                      QStringList{"--proof", proof},
                  600000);
    QVERIFY2(result.exitCode == exitCode, result.summary());
    QVERIFY2(!result.error().value("message").toString().isEmpty(), result.summary());
    QVERIFY2(!result.err.contains("drawing"), result.summary());
    QVERIFY(!QFileInfo::exists(m_cli.path("unproved.ttf")));
}

void CliCompleteTest::aProofThatFailsLeavesTheFont() {
    QVERIFY(QDir(m_cli.path("")).mkpath("full"));
    const QString out = m_cli.path("proved.ttf"), proof = m_cli.path("full/proof.png");
    const CliResult result = m_cli.runOnFullDisk(
        {"complete", m_project, "--chars", missing(0, 2), "--out", out, "--proof", proof, "--json"},
        m_cli.path("full"), 10, 600000);
    QVERIFY2(result.exitCode == 0, result.summary());
    QVERIFY(QFileInfo::exists(out) && !QFileInfo::exists(proof));
    QCOMPARE(result.json().value("file").toString(), out);
    QVERIFY(!result.json().value("check").toObject().isEmpty());
    const QJsonArray warnings = result.json().value("warnings").toArray();
    QVERIFY2(warnings.size() == 1 && warnings[0].toString().contains("proof.png"), result.summary());
    QVERIFY(QDir(m_cli.path("full")).isEmpty(QDir::Files | QDir::Hidden));
}

void CliCompleteTest::faultsAreTold_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("said");
    QTest::newRow("no --out") << QStringList{"complete", m_project} << 2 << "--out";
    QTest::newRow("an unknown format")
        << QStringList{"complete", m_project, "--out", "x.ttf", "--format", "woff"} << 2 << "woff";
    QTest::newRow("a folder that is not there")
        << QStringList{"complete", m_project, "--chars", missing(5, 1), "--out", "/nowhere/at/all/font.ufo"}
        << 1 << "/nowhere/at/all";
    QTest::newRow("a TrueType target as OTF")
        << QStringList{"complete", m_project, "--chars", missing(5, 1), "--out", "font.otf"} << 1
        << "TrueType";
    QTest::newRow("an ending that is no font's")
        << QStringList{"complete", m_project, "--chars", missing(5, 1), "--out", "font.woff2"} << 2
        << "--format";
    QTest::newRow("export without a format") << QStringList{"export", m_project} << 2 << "--format";
    QTest::newRow("nothing that the source draws")
        << QStringList{"complete", m_project, "--chars", "U+E000", "--out", "font.ttf"} << 1 << "draws none";
}

void CliCompleteTest::faultsAreTold() {
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(QString, said);
    const CliResult result = m_cli.run(arguments, 600000);
    QVERIFY2(result.exitCode == exitCode, result.summary());
    QVERIFY2((result.out + result.err).contains(said), result.summary());
}

QTEST_GUILESS_MAIN(CliCompleteTest)
#include "cli_complete_test.moc"
