// pairs and the output offset from the command line: which pairs disagree, which are dropped or kept, which
// source font fits better, and where drawings are put.
#include "tests/app/cli_runner.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <cmath>

using namespace typemould;

class CliPairsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_project = m_cli.smallProject("small.typemould"); }
    void theWorstPairsAreListed();
    void pairsAreDroppedAndTakenBack();
    void oddPairsAreKept();
    void whatIsNoPairIsRefused_data();
    void whatIsNoPairIsRefused();
    void fontsAreTriedAsSource();
    void theOutputOffsetIsSetMeasuredAndExported();
    void theOffsetIsFitted();

private:
    /// A value deep inside.
    static QJsonValue at(const QJsonObject& object, const QString& part, const QString& key) {
        return object.value(part).toObject().value(key);
    }
    QJsonObject pairs(const QStringList& more = {}) const {
        const CliResult result = m_cli.run(QStringList{"pairs", m_project, "--json"} + more);
        return result.exitCode == 0 ? result.json() : QJsonObject{{"failed", QString(result.summary())}};
    }
    CliRunner m_cli;
    QString m_project;
};

void CliPairsTest::theWorstPairsAreListed() {
    QVERIFY(!pairs().contains("worst"));
    const QJsonObject json = pairs({"--worst", "7"});
    const QJsonArray worst = json.value("worst").toArray();
    QCOMPARE(worst.size(), 7);
    double before = 1e9;
    for (const QJsonValue& row : worst) {
        QVERIFY(row["oddness"].toDouble() <= before);
        before = row["oddness"].toDouble();
        QVERIFY(row["codePoint"].toString().startsWith("U+"));
        QVERIFY(row["missing"].toDouble() > 0 && row["invented"].toDouble() > 0);
    }
    const QJsonObject structure = json.value("structure").toObject();
    QVERIFY(structure.value("mean").toDouble() > 0.005 && structure.value("mean").toDouble() < 0.1);
    const CliResult text = m_cli.run({"pairs", m_project, "--worst", "3"});
    QVERIFY2(text.out.contains("Worst pairs") && text.out.contains(worst[2]["character"].toString()),
             text.summary());
    QCOMPARE(pairs({"--worst", "1000000"}).value("worst").toArray().size(), json.value("pairs").toInt());
}

void CliPairsTest::pairsAreDroppedAndTakenBack() {
    const int before = pairs().value("pairs").toInt();
    const QJsonObject fewer = pairs({"--drop", "一丁"});
    QCOMPARE(fewer.value("pairs").toInt(), before - 2);
    QCOMPARE(fewer["structure"]["dropped"].toString(), QString("一丁"));
    QCOMPARE(pairs().value("pairs").toInt(), before - 2); // kept in the project
    QCOMPARE(pairs({"--restore", "丁"}).value("pairs").toInt(), before - 1);
    const QJsonObject all = pairs({"--keep", "一"}); // which was dropped
    QCOMPARE(all.value("pairs").toInt(), before);
    QCOMPARE(all["structure"]["kept"].toString(), QString("一"));
    QCOMPARE(all["structure"]["dropped"].toString(), QString());
    QCOMPARE(at(pairs({"--restore", "一"}), "structure", "kept").toString(), QString());
}

void CliPairsTest::oddPairsAreKept() {
    const QJsonObject before = pairs({"--worst", "1"});
    const QString worst = before["worst"][0]["character"].toString();
    const QJsonObject after = pairs({"--keep", worst, "--worst", "1"});
    QCOMPARE(after["worst"][0]["character"].toString(), worst); // still the worst, but no longer odd
    QCOMPARE(after["worst"][0]["odd"].toBool(), false);
    QVERIFY(!after["structure"]["odd"].toString().contains(worst));
    QVERIFY(m_cli.run({"pairs", m_project, "--worst", "1"}).out.contains("kept"));
    pairs({"--restore", worst});
}

void CliPairsTest::whatIsNoPairIsRefused_data() {
    QTest::addColumn<QStringList>("options");
    QTest::newRow("dropped") << QStringList{"--drop", "A"};
    QTest::newRow("kept") << QStringList{"--keep", "A"};
    QTest::newRow("restored") << QStringList{"--restore", "A"};
    QTest::newRow("no set") << QStringList{"--drop", "@nothing"};
    QTest::newRow("fewer than none") << QStringList{"--worst", "-2"};
    QTest::newRow("no file") << QStringList{"--try", "nothing.ttf"};
}

void CliPairsTest::whatIsNoPairIsRefused() {
    QFETCH(QStringList, options);
    const CliResult result = m_cli.run(QStringList{"pairs", m_project, "--json"} + options);
    QVERIFY2(result.exitCode != 0, result.summary());
    QVERIFY(!result.error().value("message").toString().isEmpty());
    QCOMPARE(at(pairs(), "structure", "dropped").toString(), QString());
}

void CliPairsTest::fontsAreTriedAsSource() {
    QVERIFY(pairs().value("otherSources").toArray().isEmpty());
    const QJsonArray tried = pairs({"--try", CliRunner::demoTarget()}).value("otherSources").toArray();
    QCOMPARE(tried.size(), 1);
    QVERIFY(tried[0]["fitsBetter"].toBool()); // there is none nearer to the target than itself
    QVERIFY(tried[0]["structure"].toDouble() < tried[0]["nowStructure"].toDouble());
    QCOMPARE(tried[0]["missing"].toInt(), 0);
    const CliResult text = m_cli.run({"pairs", m_project, "--try", CliRunner::demoTarget()});
    QVERIFY2(text.out.contains("fits the target better than Typemould Demo Sans"), text.summary());
    const CliResult same = m_cli.run({"pairs", m_project, "--try", CliRunner::demoSource(), "--json"});
    QVERIFY2(same.exitCode == 1, same.summary());
    QVERIFY(same.error().value("message").toString().contains("no face but the one"));
}

void CliPairsTest::theOutputOffsetIsSetMeasuredAndExported() {
    const QString project = m_cli.trainedProject("moved.typemould");
    const QJsonObject plain = m_cli.run({"evaluate", project, "--json"}).json();
    QVERIFY(!plain.isEmpty() && !plain.contains("outputOffset"));
    const auto exported = [&](const QString& folder) {
        const QString out = m_cli.path(folder);
        const CliResult result = m_cli.run(
            {"generate", project, "--chars", "一", "--out", out, "--no-contact-sheet", "--threads", "1"});
        if (result.exitCode != 0) {
            qFatal("%s", result.summary().constData());
        }
        QFile picture(out + "/4E00.png"), manifest(out + "/manifest.json");
        if (!picture.open(QIODevice::ReadOnly) || !manifest.open(QIODevice::ReadOnly)) {
            qFatal("nothing was written");
        }
        return std::pair(picture.readAll(), QJsonDocument::fromJson(manifest.readAll()).object());
    };
    const auto [still, before] = exported("still");
    // Settings of a further training are kept in the project, and the checkpoint goes on.
    const CliResult set = m_cli.run({"train", project, "--steps", "6", "--set", "output-offset-x=3", "--set",
                                     "output-offset-y=-1.5", "--json"});
    QVERIFY2(set.exitCode == 0, set.summary());
    const auto [moved, after] = exported("moved");
    QVERIFY(moved != still);
    QCOMPARE(after["geometry"]["outputOffset"]["x"].toDouble(), 3.0);
    QCOMPARE(after["geometry"]["outputOffset"]["y"].toDouble(), -1.5);
    QCOMPARE(before["geometry"]["outputOffset"]["x"].toDouble(), 0.0);
    const QJsonObject measured = m_cli.run({"evaluate", project, "--json"}).json();
    QCOMPARE(measured["outputOffset"]["x"].toDouble(), 3.0);
    const double plainL1 = plain["generated"]["l1"].toDouble();
    QVERIFY(std::abs(measured["withoutOffset"]["l1"].toDouble() - plainL1) < 1e-6);
    QVERIFY(std::abs(measured["generated"]["l1"].toDouble() - plainL1) > 1e-6);
    // Another preset does not move it.
    const CliResult preset =
        m_cli.run(QStringList{"train", project, "--steps", "6", "--preset", "house", "--json"} +
                  CliRunner::tinyNetwork());
    QVERIFY2(preset.exitCode == 0, preset.summary());
    QCOMPARE(at(m_cli.run({"evaluate", project, "--json"}).json(), "outputOffset", "x").toDouble(), 3.0);
}

void CliPairsTest::theOffsetIsFitted() {
    const QString project = m_cli.trainedProject("fitted.typemould", 60);
    const CliResult fitted = m_cli.run({"evaluate", project, "--fit-offset", "--json"});
    QVERIFY2(fitted.exitCode == 0, fitted.summary());
    const QJsonObject first = fitted.json();
    const CliResult again = m_cli.run({"evaluate", project, "--json"});
    QVERIFY2(again.exitCode == 0, again.summary());
    const double without = first["withoutOffset"]["l1"].toDouble();
    const double with = first["withFittedOffset"]["l1"].toDouble();
    const double now = at(again.json(), "generated", "l1").toDouble();
    if (with < without) {
        QCOMPARE(first.value("keptOffset"), first["fittedOffset"]);
        QCOMPARE(again.json().value("outputOffset"), first["fittedOffset"]);
        QCOMPARE(now, with);
        QVERIFY(m_cli.run({"evaluate", project}).out.contains("as set"));
    } else {
        QCOMPARE(at(first, "keptOffset", "x").toDouble(), 0.0);
        QCOMPARE(at(first, "keptOffset", "y").toDouble(), 0.0);
        QVERIFY(!again.json().contains("outputOffset"));
        QCOMPARE(now, without);
    }
}

QTEST_GUILESS_MAIN(CliPairsTest)
#include "cli_pairs_test.moc"
