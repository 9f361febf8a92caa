// new and pairs: what is made, and what is known of it.
#include "tests/app/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace typemould;

class CliProjectTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNewProjectCountsItsCharacters();
    void charactersNarrowThePairs();
    void settingsAreKeptInTheProject();
    void copiedFontsMakeTheProjectMovable();
    void aFolderThatIsNotEmptyIsRefused();
    void pairsAreCountedAndChecked();
    void placementsThatSpoilAreReported();

private:
    CliResult makeProject(const QString& name, const QStringList& more = {}) const {
        return m_cli.run(QStringList{"new", m_cli.path(name), "--source", CliRunner::demoSource(), "--target",
                                     CliRunner::demoTarget(), "--json"} +
                         more);
    }
    CliRunner m_cli;
};

void CliProjectTest::aNewProjectCountsItsCharacters() {
    const CliResult made = makeProject("plain.typemould");
    QVERIFY2(made.exitCode == 0, made.summary());
    QCOMPARE(made.json().value("shared").toInt(), 1200);
    QCOMPARE(made.json().value("missing").toInt(), 120);
    QCOMPARE(made.json().value("source").toObject().value("family").toString(), "Typemould Demo Sans");
    QVERIFY(QFileInfo::exists(m_cli.path("plain.typemould/project.json")));
    const QJsonObject target = made.json().value("placements").toObject().value("target").toObject();
    QVERIFY(target.value("scale").toDouble() > 0.5 && target.value("scale").toDouble() < 1.0);
}

void CliProjectTest::charactersNarrowThePairs() {
    const CliResult few = makeProject("narrow.typemould", {"--chars", "一丁七不世"});
    QVERIFY2(few.exitCode == 2, few.summary());
    QVERIFY2(few.error().value("message").toString().contains("5 characters"), few.summary());
    QVERIFY(!QFileInfo::exists(m_cli.path("narrow.typemould")));
    const CliResult more =
        makeProject("narrower.typemould", {"--chars", "U+4E00-4F7F", "--set", "dataset.canvas=64"});
    QVERIFY2(more.exitCode == 0, more.summary());
    const int shared = more.json().value("shared").toInt();
    QVERIFY2(shared > 8 && shared < 200, more.summary());
    const CliResult pairs = m_cli.run({"pairs", m_cli.path("narrower.typemould"), "--json"});
    QCOMPARE(pairs.json().value("pairs").toInt(), shared);
}

void CliProjectTest::settingsAreKeptInTheProject() {
    const CliResult made =
        makeProject("kept.typemould", {"--set", "dataset.canvas=96", "--set", "source.scale=0.77", "--set",
                                       "target.offset-y=0.031", "--chars", "U+4E00-4F7F"});
    QVERIFY2(made.exitCode == 0, made.summary());
    const QJsonObject pairs = m_cli.run({"pairs", m_cli.path("kept.typemould"), "--json"}).json();
    QCOMPARE(pairs.value("canvas").toInt(), 96);
    const QJsonObject placements = pairs.value("placements").toObject();
    QCOMPARE(placements.value("source").toObject().value("scale").toDouble(), 0.77);
    QCOMPARE(placements.value("target").toObject().value("offsetY").toDouble(), 0.031);
}

void CliProjectTest::copiedFontsMakeTheProjectMovable() {
    const QString fonts = m_cli.path("fonts");
    QVERIFY(QDir().mkpath(fonts));
    QVERIFY(QFile::copy(CliRunner::demoSource(), fonts + "/s.ttf"));
    QVERIFY(QFile::copy(CliRunner::demoTarget(), fonts + "/t.ttf"));
    const QString before = m_cli.path("here.typemould");
    const CliResult made =
        m_cli.run({"new", before, "--source", fonts + "/s.ttf", "--target", fonts + "/t.ttf", "--copy-fonts",
                   "--chars", "U+4E00-4F7F", "--set", "dataset.canvas=64"});
    QVERIFY2(made.exitCode == 0, made.summary());
    QVERIFY(QDir(fonts).removeRecursively());
    const QString after = m_cli.path("there.typemould");
    QVERIFY(QDir().rename(before, after));
    const CliResult pairs = m_cli.run({"pairs", after, "--json"});
    QVERIFY2(pairs.exitCode == 0, pairs.summary());
}

void CliProjectTest::aFolderThatIsNotEmptyIsRefused() {
    QVERIFY(QDir().mkpath(m_cli.path("full")));
    QFile file(m_cli.path("full/diary.txt"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("mine");
    file.close();
    const CliResult made = makeProject("full");
    QVERIFY2(made.exitCode == 1 || made.exitCode == 2, made.summary());
    QVERIFY2(made.error().value("message").toString().contains("full"), made.summary());
    QCOMPARE(QDir(m_cli.path("full")).entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot),
             QStringList{"diary.txt"});
}

void CliProjectTest::pairsAreCountedAndChecked() {
    const QString project = m_cli.smallProject("small.typemould");
    const CliResult result = m_cli.run({"pairs", project, "--json"});
    QVERIFY2(result.exitCode == 0, result.summary());
    const QJsonObject json = result.json();
    QCOMPARE(json.value("trained").toInt() + json.value("heldOut").toInt(), json.value("pairs").toInt());
    QVERIFY(json.value("heldOut").toInt() > 0);
    QVERIFY(json.value("issues").isArray());
    bool found = false;
    for (const QJsonValue& row : json.value("coverage").toArray()) {
        if (row.toObject().value("set").toString() == "gb2312") {
            found = true;
            QCOMPARE(row.toObject().value("characters").toInt(), 6763);
            QVERIFY(row.toObject().value("target").toInt() <= row.toObject().value("source").toInt());
        }
    }
    QVERIFY(found);
    const CliResult text = m_cli.run({"pairs", project});
    QVERIFY(text.out.contains("pairs at 64 px"));
    QVERIFY(text.out.contains("gb2312"));
}

void CliProjectTest::placementsThatSpoilAreReported() {
    const CliResult made =
        makeProject("spoilt.typemould", {"--chars", "U+4E00-4F7F", "--set", "dataset.canvas=64", "--set",
                                         "source.scale=2", "--set", "source.offset-x=0.1"});
    QVERIFY2(made.exitCode == 0, made.summary());
    const CliResult pairs = m_cli.run({"pairs", m_cli.path("spoilt.typemould"), "--json"});
    QVERIFY2(pairs.exitCode == 0, pairs.summary());
    QStringList kinds;
    for (const QJsonValue& issue : pairs.json().value("issues").toArray()) {
        kinds << issue.toObject().value("kind").toString();
        QVERIFY(!issue.toObject().value("message").toString().isEmpty());
    }
    QVERIFY2(kinds.contains("source_at_edge"), pairs.summary());
}

QTEST_GUILESS_MAIN(CliProjectTest)
#include "cli_project_test.moc"
