// From a checkpoint to figures and images: evaluate and generate, with every option of theirs.
#include "tests/app/cli_runner.h"

#include "core/fonts/character_set.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace typemould;

class CliGenerateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_project = m_cli.trainedProject("main.typemould", 4); }
    void evaluateMeasuresBesideTheSource();
    void aRunFolderMeansItsNewestCheckpoint();
    void evaluateSaysWhatHasChanged_data();
    void evaluateSaysWhatHasChanged();
    void otherFontsAreRefused();
    void generateWritesWhatIsMissing();
    void generateOptionsDoSomething_data();
    void generateOptionsDoSomething();
    void skippingKeepsWhatIsThere();
    void charactersThatTheSourceLacks();
    void outputThatCannotBeWritten();
    void aFullDiskWhileDrawingKeepsWholeImages();

private:
    CliRunner m_cli;
    QString m_project;
};

void CliGenerateTest::evaluateMeasuresBesideTheSource() {
    const CliResult result = m_cli.run({"evaluate", m_project, "--json"});
    QVERIFY2(result.exitCode == 0, result.summary());
    const QJsonObject json = result.json();
    QCOMPARE(json.value("glyphs").toInt(),
             m_cli.run({"pairs", m_project, "--json"}).json().value("heldOut").toInt());
    for (const char* row : {"generated", "copiedSource", "boldedSource"}) {
        const QJsonObject score = json.value(row).toObject();
        QVERIFY2(score.value("l1").toDouble() > 0 && score.value("l1").toDouble() < 1, row);
        QVERIFY2(score.contains("ssim") && score.contains("iou"), row);
    }
    const QJsonObject structure = json.value("structure").toObject();
    QCOMPARE(structure.value("glyphs").toInt(), json.value("glyphs").toInt());
    const double passed = structure.value("passRate").toDouble();
    const int broken = decodeUtf8(structure.value("broken").toString().toStdString()).size();
    QCOMPARE(passed, 1 - static_cast<double>(broken) / json.value("glyphs").toInt());
    QVERIFY(structure.value("targetPassRate").toDouble() >= 0.5); // of a handful of glyphs
    const CliResult named =
        m_cli.run({"evaluate", m_project, "--json", "--checkpoint", json.value("checkpoint").toString()});
    QCOMPARE(named.json(), json);
    const CliResult table = m_cli.run({"evaluate", m_project});
    QVERIFY2(table.out.contains("SSIM") && table.out.contains("IoU"), table.summary());
    QVERIFY2(table.out.contains("Strokes as in the source"), table.summary());
    QCOMPARE(m_cli.run({"evaluate", m_cli.smallProject("untrained.typemould")}).exitCode, 1);
}

void CliGenerateTest::aRunFolderMeansItsNewestCheckpoint() {
    const QString checkpoint =
        m_cli.run({"evaluate", m_project, "--json"}).json().value("checkpoint").toString();
    const QString run = QFileInfo(checkpoint + "/../..").canonicalFilePath();
    const CliResult measured = m_cli.run({"evaluate", m_project, "--json", "--checkpoint", run});
    QVERIFY2(measured.exitCode == 0, measured.summary());
    QCOMPARE(measured.json().value("checkpoint").toString(), checkpoint);
    const CliResult drawn = m_cli.run({"generate", m_project, "--chars", "一", "--out", m_cli.path("of-run"),
                                       "--json", "--checkpoint", run});
    QVERIFY2(drawn.exitCode == 0, drawn.summary());
    QCOMPARE(drawn.json().value("checkpoint").toString(), checkpoint);
    for (const char* verb : {"evaluate", "generate"}) {
        QStringList arguments{verb, m_project, "--json", "--checkpoint", m_project};
        if (QString(verb) == "generate") {
            arguments << "--chars"
                      << "一";
        }
        const CliResult refused = m_cli.run(arguments);
        QVERIFY2(refused.exitCode == 1, refused.summary());
        QVERIFY2(refused.error().value("message").toString().contains(m_project), refused.summary());
    }
}

void CliGenerateTest::evaluateSaysWhatHasChanged_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("warning"); // empty: none
    QTest::newRow("nothing") << "" << QJsonValue() << "";
    QTest::newRow("the characters") << "characters" << QJsonValue("一丁七万丈三上下不与丑且世丘丙")
                                    << "pairs are not";
    QTest::newRow("the split") << "dataset" << QJsonValue(QJsonObject{{"canvas", 64}, {"seed", 7}})
                               << "dataset settings";
    QTest::newRow("a setting that measures nothing") << "preset" << QJsonValue("quick") << "";
}

void CliGenerateTest::evaluateSaysWhatHasChanged() {
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QFETCH(QString, warning);
    QFile file(m_project + "/project.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    file.close();
    const auto write = [&](const QByteArray& text) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
    };
    if (!key.isEmpty()) {
        QJsonObject project = QJsonDocument::fromJson(before).object();
        project[key] = value;
        write(QJsonDocument(project).toJson());
    }
    const CliResult result = m_cli.run({"evaluate", m_project, "--json"});
    write(before);
    QVERIFY2(result.exitCode == 0, result.summary());
    const QJsonArray warnings = result.json().value("warnings").toArray();
    QVERIFY2(warnings.size() == (warning.isEmpty() ? 0 : 1), result.summary());
    if (!warning.isEmpty()) {
        QVERIFY2(warnings[0].toString().contains(warning), result.summary());
        QVERIFY2(result.err.contains(warning), result.summary());
    }
}

void CliGenerateTest::otherFontsAreRefused() {
    const QString project = m_cli.trainedProject("turn.typemould", 2);
    const QString run = m_cli.run({"evaluate", project, "--json"}).json().value("checkpoint").toString();
    const QString other = m_cli.path("turned.typemould"); // the same fonts the other way round
    const CliResult made =
        m_cli.run({"new", other, "--source", CliRunner::demoTarget(), "--target", CliRunner::demoSource()});
    QVERIFY2(made.exitCode == 0, made.summary());
    for (const QStringList& verb : {QStringList{"evaluate"}, {"generate", "--chars", "一"}}) {
        const CliResult refused =
            m_cli.run(QStringList{verb[0], other, "--json", "--checkpoint", run} + verb.mid(1));
        QVERIFY2(refused.exitCode == 1, refused.summary());
        QVERIFY2(refused.error().value("message").toString().contains("source font"), refused.summary());
    }
}

void CliGenerateTest::generateWritesWhatIsMissing() {
    const QString out = m_cli.path("missing");
    const CliResult result = m_cli.run({"generate", m_project, "--chars", "missing", "--out", out, "--json"});
    QVERIFY2(result.exitCode == 0, result.summary());
    QCOMPARE(result.json().value("written").toInt(), 120);
    QVERIFY(QFileInfo::exists(out + "/contact-sheet.png"));
    QVERIFY(QFileInfo::exists(out + "/manifest.json"));
    QCOMPARE(QDir(out).entryList({"*.png"}).size(), 121);
    const CliResult standard = m_cli.run({"generate", m_project, "--chars", "heldout", "--json"});
    QVERIFY2(standard.exitCode == 0, standard.summary());
    QVERIFY(QFileInfo::exists(m_project + "/export/contact-sheet.png"));
}

void CliGenerateTest::generateOptionsDoSomething_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("sameBytes"); // as without the option
    QTest::newRow("bmp") << QStringList{"--format", "bmp"} << "4E00.bmp" << false;
    QTest::newRow("unicode_int") << QStringList{"--naming", "unicode_int"} << "19968.png" << true;
    QTest::newRow("char") << QStringList{"--naming", "char"} << "一.png" << true;
    QTest::newRow("seq") << QStringList{"--naming", "seq"} << "0001.png" << true;
    QTest::newRow("size") << QStringList{"--size", "96"} << "4E00.png" << false;
    QTest::newRow("offset-x") << QStringList{"--offset-x", "-2.5"} << "4E00.png" << false;
    QTest::newRow("offset-y") << QStringList{"--offset-y", "3"} << "4E00.png" << false;
    QTest::newRow("threshold") << QStringList{"--threshold", "200"} << "4E00.png" << false;
    QTest::newRow("no contact sheet") << QStringList{"--no-contact-sheet"} << "4E00.png" << true;
}

void CliGenerateTest::generateOptionsDoSomething() {
    QFETCH(QStringList, options);
    QFETCH(QString, file);
    QFETCH(bool, sameBytes);
    const auto bytes = [](const QString& path) {
        QFile f(path);
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
    };
    const QString plain = m_cli.path("plain");
    if (!QFileInfo::exists(plain)) {
        QCOMPARE(m_cli.run({"generate", m_project, "--chars", "一", "--out", plain}).exitCode, 0);
    }
    const QString out = m_cli.path(QString("option-") + QTest::currentDataTag());
    const CliResult result =
        m_cli.run(QStringList{"generate", m_project, "--chars", "一", "--out", out} + options);
    QVERIFY2(result.exitCode == 0, result.summary());
    QVERIFY2(QFileInfo::exists(out + "/" + file), qPrintable(QDir(out).entryList().join(" ")));
    QCOMPARE(bytes(out + "/" + file) == bytes(plain + "/4E00.png"), sameBytes);
    QCOMPARE(QFileInfo::exists(out + "/contact-sheet.png"), !options.contains("--no-contact-sheet"));
}

void CliGenerateTest::skippingKeepsWhatIsThere() {
    const QString out = m_cli.path("skipping");
    QCOMPARE(m_cli.run({"generate", m_project, "--chars", "一", "--out", out}).exitCode, 0);
    QFile mine(out + "/4E00.png");
    QVERIFY(mine.open(QIODevice::WriteOnly));
    mine.write("mine");
    mine.close();
    const CliResult result =
        m_cli.run({"generate", m_project, "--chars", "一丁", "--out", out, "--skip-existing", "--json"});
    QVERIFY2(result.exitCode == 0, result.summary());
    QCOMPARE(result.json().value("written").toInt(), 1);
    QCOMPARE(result.json().value("skipped").toInt(), 1);
    QCOMPARE(QFileInfo(out + "/4E00.png").size(), 4);
    const CliResult larger = m_cli.run({"generate", m_project, "--chars", "一丁", "--out", out,
                                        "--skip-existing", "--size", "96", "--json"});
    QCOMPARE(larger.json().value("written").toInt(), 2); // neither is what is asked for now
    QCOMPARE(m_cli.run({"generate", m_project, "--chars", "一丁", "--out", out}).exitCode, 0);
    QVERIFY(QFileInfo(out + "/4E00.png").size() > 4);
}

void CliGenerateTest::charactersThatTheSourceLacks() {
    const QString out = m_cli.path("lacking");
    const QStringList arguments{"generate", m_project, "--chars", "一ก", "--out", out, "--json"};
    const CliResult refused = m_cli.run(arguments);
    QVERIFY2(refused.exitCode == 1, refused.summary());
    QCOMPARE(refused.error().value("code").toString(), "not_found");
    QVERIFY2(refused.error().value("message").toString().contains("ก"), refused.summary());
    QVERIFY(!QFileInfo::exists(out));
    const CliResult allowed = m_cli.run(arguments + QStringList{"--skip-undrawn"});
    QVERIFY2(allowed.exitCode == 0, allowed.summary());
    QCOMPARE(allowed.json().value("undrawn").toString(), "ก");
    QCOMPARE(allowed.json().value("written").toInt(), 1);
}

void CliGenerateTest::outputThatCannotBeWritten() {
    QFile file(m_cli.path("blocked"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    const CliResult result =
        m_cli.run({"generate", m_project, "--chars", "一", "--out", m_cli.path("blocked/inside"), "--json"});
    QVERIFY2(result.exitCode == 1, result.summary());
    QVERIFY2(result.error().value("message").toString().contains("blocked"), result.summary());
}

void CliGenerateTest::aFullDiskWhileDrawingKeepsWholeImages() {
    const QString out = m_cli.path("full");
    const CliResult result = m_cli.runOnFullDisk(
        {"generate", m_project, "--chars", "missing", "--out", out, "--json"}, out, 20000);
    QVERIFY2(result.exitCode == 1, result.summary());
    QCOMPARE(result.error().value("code").toString(), "disk_full");
    QStringList files = QDir(out).entryList(QDir::Files | QDir::Hidden);
    files.removeAll("manifest.json"); // which may have found room
    QVERIFY2(!files.isEmpty() && files.size() < 120, qPrintable(files.join(" ")));
    for (const QString& name : files) {
        QFile image(out + "/" + name);
        QVERIFY(image.open(QIODevice::ReadOnly));
        QVERIFY2(image.readAll().endsWith(QByteArray("IEND\xae\x42\x60\x82", 8)), qPrintable(name)); // whole
    }
}

QTEST_GUILESS_MAIN(CliGenerateTest)
#include "cli_generate_test.moc"
