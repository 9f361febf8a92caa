// Files that are not what they should be, and places that cannot be written: a clear error that names the
// file, exit code 1, nothing half made.
#include "tests/app/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace typemould;

class CliBadInputTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void badFonts_data();
    void badFonts();
    void badProjects_data();
    void badProjects();
    void aFontThatChangedIsRefused();
    void aFontThatIsGoneIsNamed();
    void aProjectUnderAFileIsRefused();
    void aFullDiskLeavesNoHalfProject();
    void aReadOnlyFolderIsRefused();

private:
    void write(const QString& path, const QByteArray& bytes) const {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    CliRunner m_cli;
};

namespace {

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void CliBadInputTest::badFonts_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("code");
    const QByteArray font = bytesOf(CliRunner::demoTarget());
    QVERIFY(font.size() > 100000);
    QTest::newRow("text named .ttf") << "text.ttf" << QByteArray("Dear font,\nI am a letter.\n")
                                     << "bad_format";
    QTest::newRow("empty") << "empty.ttf" << QByteArray() << "bad_format";
    QTest::newRow("truncated in the table directory") << "cut-early.ttf" << font.left(100) << "bad_format";
    QTest::newRow("truncated in a table") << "cut-late.ttf" << font.left(font.size() / 8) << "bad_format";
    QTest::newRow("a picture") << "picture.ttf" << QByteArray("\x89PNG\r\n\x1a\n and so on") << "bad_format";
}

void CliBadInputTest::badFonts() {
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, code);
    write(m_cli.path(name), bytes);
    for (const bool asSource : name == "text.ttf" ? std::vector{true, false} : std::vector{false}) {
        const QString bad = m_cli.path(name);
        const CliResult result = m_cli.run({"new", m_cli.path("never"), "--json", "--source",
                                            asSource ? bad : CliRunner::demoSource(), "--target",
                                            asSource ? CliRunner::demoTarget() : bad});
        QVERIFY2(result.exitCode == 1, result.summary());
        QCOMPARE(result.error().value("code").toString(), code);
        QVERIFY2(result.error().value("message").toString().contains(name), result.summary());
        QVERIFY2(!result.error().value("advice").toString().isEmpty(), result.summary());
        QVERIFY(!QFileInfo::exists(m_cli.path("never")));
    }
}

void CliBadInputTest::badProjects_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("projectJson");
    QTest::newRow("no folder") << "nowhere" << QByteArray();
    QTest::newRow("not JSON") << "broken" << QByteArray("{\"source\": ");
    QTest::newRow("another JSON") << "other" << QByteArray("[1, 2, 3]");
    QTest::newRow("an unknown key") << "odd" << QByteArray("{\"colour\": \"blue\"}");
}

void CliBadInputTest::badProjects() {
    QFETCH(QString, name);
    QFETCH(QByteArray, projectJson);
    if (!projectJson.isEmpty()) {
        QVERIFY(QDir().mkpath(m_cli.path(name)));
        write(m_cli.path(name) + "/project.json", projectJson);
    }
    const QList<QStringList> verbs{
        {"pairs"}, {"train", "--steps", "1"}, {"evaluate"}, {"generate", "--chars", "missing"}};
    for (const QStringList& verb : name == "broken" ? verbs : verbs.mid(0, 1)) {
        const CliResult result =
            m_cli.run(QStringList{verb.first(), m_cli.path(name), "--json"} + verb.mid(1));
        QVERIFY2(result.exitCode == 1, result.summary());
        QVERIFY2(result.error().value("message").toString().contains(name), result.summary());
    }
    if (!projectJson.isEmpty()) {
        QCOMPARE(bytesOf(m_cli.path(name) + "/project.json"), projectJson);
    }
}

void CliBadInputTest::aFontThatChangedIsRefused() {
    const QString font = m_cli.path("changing.ttf");
    QVERIFY(QFile::copy(CliRunner::demoTarget(), font));
    const QString project = m_cli.path("changing.typemould");
    QCOMPARE(m_cli.run({"new", project, "--source", CliRunner::demoSource(), "--target", font}).exitCode, 0);
    QVERIFY(QFile::remove(font));
    QVERIFY(QFile::copy(CliRunner::demoSource(), font));
    const CliResult result = m_cli.run({"pairs", project, "--json"});
    QVERIFY2(result.exitCode == 1, result.summary());
    QVERIFY2(result.error().value("message").toString().contains("changing.ttf"), result.summary());
}

void CliBadInputTest::aFontThatIsGoneIsNamed() {
    const QString font = m_cli.path("going.ttf");
    QVERIFY(QFile::copy(CliRunner::demoTarget(), font));
    const QString project = m_cli.path("going.typemould");
    QCOMPARE(m_cli.run({"new", project, "--source", CliRunner::demoSource(), "--target", font}).exitCode, 0);
    QVERIFY(QFile::remove(font));
    const CliResult result = m_cli.run({"pairs", project, "--json"});
    QVERIFY2(result.exitCode == 1, result.summary());
    QCOMPARE(result.error().value("code").toString(), "not_found");
    QVERIFY2(result.error().value("message").toString().contains("going.ttf"), result.summary());
}

void CliBadInputTest::aProjectUnderAFileIsRefused() {
    write(m_cli.path("file"), "not a folder");
    const CliResult result = m_cli.run({"new", m_cli.path("file/project"), "--json", "--source",
                                        CliRunner::demoSource(), "--target", CliRunner::demoTarget()});
    QVERIFY2(result.exitCode == 1, result.summary());
    QVERIFY2(result.error().value("message").toString().contains("file"), result.summary());
    QCOMPARE(bytesOf(m_cli.path("file")), QByteArray("not a folder"));
}

void CliBadInputTest::aFullDiskLeavesNoHalfProject() {
    const QString project = m_cli.path("full.typemould");
    const CliResult result = m_cli.runOnFullDisk(
        {"new", project, "--json", "--source", CliRunner::demoSource(), "--target", CliRunner::demoTarget()},
        project, 100);
    QVERIFY2(result.exitCode == 1, result.summary());
    QCOMPARE(result.error().value("code").toString(), "disk_full");
    QVERIFY(!QFileInfo::exists(project + "/project.json"));
    const CliResult again =
        m_cli.run({"new", project, "--source", CliRunner::demoSource(), "--target", CliRunner::demoTarget()});
    QVERIFY2(again.exitCode == 0, again.summary());
}

void CliBadInputTest::aReadOnlyFolderIsRefused() {
    const QString project = m_cli.path("sys.typemould");
    QVERIFY(QFile::link("/proc/self", project)); // a folder in which nobody can make a file
    const CliResult result = m_cli.run({"new", project + "/inside", "--json", "--source",
                                        CliRunner::demoSource(), "--target", CliRunner::demoTarget()});
    QVERIFY2(result.exitCode == 1, result.summary());
    QVERIFY2(!result.error().value("message").toString().isEmpty(), result.summary());
}

QTEST_GUILESS_MAIN(CliBadInputTest)
#include "cli_bad_input_test.moc"
