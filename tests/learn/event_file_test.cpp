// Event files for TensorBoard: read back by a reader that shares nothing with the writer.
#include "core/training/event_file.h"
#include "core/training/run_history.h"
#include "tests/learn/small_pairs.h"
#include "tests/support/test_paths.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <ctime>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

namespace {
QStringList eventFiles(const fs::path& folder) {
    QStringList files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().filename().string().starts_with("events.out.tfevents.")) {
            files << QString::fromStdString(entry.path().string());
        }
    }
    files.sort();
    return files;
}

QJsonArray readEvents(const QStringList& files) {
    QProcess python;
    python.start(TYPEMOULD_PYTHON, QStringList{sourceFileText("tests/learn/read_events.py")} + files);
    if (!python.waitForFinished(60000) || python.exitCode() != 0) {
        qFatal("%s", python.readAllStandardError().constData());
    }
    return QJsonDocument::fromJson(python.readAllStandardOutput()).object().value("events").toArray();
}

/// The points of one curve: step and value.
QList<QPair<int, double>> curve(const QJsonArray& events, const QString& tag) {
    QList<QPair<int, double>> points;
    for (const QJsonValue event : events) {
        for (const QJsonValue value : event["values"].toArray()) {
            if (value["tag"].toString() == tag) {
                points << QPair(event["step"].toInt(), value["value"].toDouble());
            }
        }
    }
    return points;
}
} // namespace

class EventFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsRead();
    void eachFileHasANameOfItsOwn();
    void aFolderThatIsNotThereIsAnError();
    void aRunIsToldWhereItIsWanted();
    void itCanBeSwitchedOnOnTheWay();
    void aFileThatCannotBeMadeWarnsAndTrainingGoesOn();

private:
    fs::path folder(const std::string& name) const { return m_folder.path().toStdString() + "/" + name; }
    GlyphPairs m_pairs = smallPairs();
    QTemporaryDir m_folder;
};

void EventFileTest::whatIsWrittenIsRead() {
    const auto at = folder("plain");
    fs::create_directories(at);
    const auto before = static_cast<double>(std::time(nullptr));
    {
        auto file = EventFile::create(at).orThrow();
        file.scalars(3, {{"loss/l1", 0.125}, {"loss/edge", -2.5}}).orThrow();
        file.scalars(5000000000LL, {{"loss/l1", 1e-7}}).orThrow(); // more than 32 bits
        file.image(7, "preview", GrayImage(300, 200, 100)).orThrow();
    }
    const auto events = readEvents(eventFiles(at));
    QCOMPARE(events.size(), 4);
    QCOMPARE(events[0]["version"].toString(), QString("brain.Event:2"));
    for (const QJsonValue event : events) {
        QVERIFY(event["time"].toDouble() >= before && event["time"].toDouble() < before + 600);
    }
    QCOMPARE(events[1]["step"].toInt(), 3);
    QCOMPARE(events[1]["values"].toArray().size(), 2);
    QCOMPARE(curve(events, "loss/edge").first().second, -2.5);
    QCOMPARE(events[2]["step"].toDouble(), 5e9);
    QCOMPARE(float(curve(events, "loss/l1").last().second), 1e-7f);
    const auto image = events[3]["values"][0]["image"];
    QCOMPARE(image["width"].toInt(), 300);
    QCOMPARE(image["height"].toInt(), 200);
    QCOMPARE(image["colorspace"].toInt(), 1);
    QCOMPARE(image["png"].toArray(), QJsonArray({300, 200, 8, 0}));
}

void EventFileTest::eachFileHasANameOfItsOwn() {
    const auto at = folder("names");
    fs::create_directories(at);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(EventFile::create(at).ok());
    }
    QCOMPARE(eventFiles(at).size(), 3);
}

void EventFileTest::aFolderThatIsNotThereIsAnError() {
    const auto made = EventFile::create(folder("nowhere"));
    QVERIFY(!made.ok() && made.error().message.find("nowhere") != std::string::npos);
}

void EventFileTest::aRunIsToldWhereItIsWanted() {
    for (const bool wanted : {false, true}) {
        auto setup = smallSetup(m_pairs, folder(wanted ? "told" : "untold"), 10);
        setup.settings.tensorBoard = wanted;
        setup.settings.edgeWeight = 0.5;
        RecordingObserver observer;
        trained(setup, observer);
        const auto files = eventFiles(setup.runFolder);
        QCOMPARE(files.size(), wanted ? 1 : 0);
        if (!wanted) {
            continue;
        }
        const auto events = readEvents(files);
        const auto history = readRunHistory(setup.runFolder); // every row of metrics.csv is a point
        const auto l1 = curve(events, "trained/l1");
        QCOMPARE(l1.size(), qsizetype(history.rows.size()));
        QCOMPARE(l1.last().first, 10);
        QVERIFY(std::abs(l1.last().second - history.rows.back().l1) < 1e-6);
        QVERIFY(curve(events, "term/edge").last().second > 0 &&
                curve(events, "share/edge").last().second > 0);
        QCOMPARE(curve(events, "pace/learning_rate").size(), l1.size());
        const auto heldOut = curve(events, "held_out/iou");
        QCOMPARE(heldOut.size(), 1);
        QVERIFY(std::abs(heldOut.first().second - observer.evaluations.back().generated.iou) < 1e-6);
        QCOMPARE(curve(events, "copied_source/l1").size(), 1);
        QCOMPARE(curve(events, "preview").size(), 2); // at the beginning and at the end
    }
}

void EventFileTest::itCanBeSwitchedOnOnTheWay() {
    auto session = TrainingSession::create(smallSetup(m_pairs, folder("live"), 12)).orThrow();
    RecordingObserver observer;
    observer.atStep = [&](long long step) {
        if (step == 4) {
            session->requestSettings({{"tensorboard", "true"}});
        }
    };
    session->run({}, observer).orThrow();
    const auto files = eventFiles(folder("live"));
    QCOMPARE(files.size(), 1);
    const auto l1 = curve(readEvents(files), "trained/l1");
    QVERIFY(!l1.isEmpty() && l1.first().first > 4 && l1.last().first == 12);
}

void EventFileTest::aFileThatCannotBeMadeWarnsAndTrainingGoesOn() {
    auto session = TrainingSession::create(smallSetup(m_pairs, folder("moved"), 12)).orThrow();
    RecordingObserver observer;
    observer.atStep = [&](long long step) {
        if (step == 4) { // the folder is moved away under the run
            fs::rename(folder("moved"), folder("away"));
            session->requestSettings({{"tensorboard", "true"}});
        }
    };
    QVERIFY(session->run({}, observer).orThrow() == Outcome::Finished);
    const auto told =
        std::count_if(observer.warnings.begin(), observer.warnings.end(), [](const Error& error) {
            return error.message.find("events.out.tfevents") != std::string::npos;
        });
    QCOMPARE(told, 1);
    QCOMPARE(observer.checkpoints.size(), std::size_t{1});
    QVERIFY(eventFiles(folder("moved")).isEmpty()); // not tried again at every row
}

QTEST_GUILESS_MAIN(EventFileTest)
#include "event_file_test.moc"
