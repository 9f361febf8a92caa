// Damaged, edited and foreign project files: the previous version serves, or the file and the fault are
// named.
#include "core/project/project.h"
#include "tests/project/random_project.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

QString shown(const std::string& text) { return QString::fromStdString(text); }

std::string textOf(const fs::path& path) { return readTextFile(path).orThrow(); }

void put(const fs::path& path, std::string_view text) { std::ofstream(path, std::ios::binary) << text; }

bool isThere(const fs::path& path) { return fs::exists(path); }

} // namespace

class ProjectDamageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_dir = std::make_unique<QTemporaryDir>();
        m_folder = fs::canonical(m_dir->path().toStdString()) / "Moon 月.typemould";
    }
    void aDamagedProjectFallsBack_data();
    void aDamagedProjectFallsBack();
    void withoutAnyGoodVersionTheFileIsNamed();
    void damagedReviewsFallBack();
    void damagedReviewsWithoutPreviousStartEmpty();
    void unknownEntriesAreNamed_data();
    void unknownEntriesAreNamed();
    void aNewerFormatAsksForAnUpdate();
    void missingEntriesAreDefaults();
    void cutAndFlippedFilesNeverCrash();

private:
    fs::path file() const { return m_folder / "project.json"; }
    fs::path previous() const { return m_folder / "project.json.bak"; }
    Result<Project> opened() const { return Project::open(m_folder, ProjectAccess::Write); }
    /// A project saved twice: first with `characters` "first", then "second".
    void makeSavedTwice() const {
        Project project = Project::create(m_folder, {.characters = "first"}).orThrow();
        project.data.characters = "second";
        project.save().orThrow();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_folder;
};

void ProjectDamageTest::aDamagedProjectFallsBack_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("zeros") << QByteArray(500, '\0');
    QTest::newRow("cut") << QByteArray("{\"format\": 1, \"sour");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("no format") << QByteArray("{}");
    QTest::newRow("format is text") << QByteArray("{\"format\": \"1\"}");
    QTest::newRow("format nought") << QByteArray("{\"format\": 0}");
    QTest::newRow("number too large for any computer") << QByteArray("{\"format\": 1e999}");
    QTest::newRow("deeply nested") << QByteArray(200000, '[');
    QTest::newRow("gone") << QByteArray("gone");
}

void ProjectDamageTest::aDamagedProjectFallsBack() {
    QFETCH(QByteArray, content);
    makeSavedTwice();
    const std::string second = textOf(file());
    const bool gone = content == "gone";
    if (gone) {
        fs::remove(file());
    } else {
        put(file(), std::string_view(content.data(), static_cast<std::size_t>(content.size())));
    }
    {
        Project project = opened().orThrow();
        QCOMPARE(shown(project.data.characters), QString("first"));
        QVERIFY2(shown(project.openNotice()).contains("project.json"), project.openNotice().c_str());
        QVERIFY(shown(project.openNotice()).contains("version before the last save"));
        QVERIFY(project.unsaved()); // the file is not what is shown
        QVERIFY(project.save());
        QVERIFY(!project.unsaved());
    }
    QVERIFY(textOf(previous()).find("\"first\"") != std::string::npos); // not replaced by the damaged one
    QCOMPARE(isThere(m_folder / "project.json.damaged"), !gone);
    const Project again = opened().orThrow();
    QCOMPARE(shown(again.openNotice()), QString());
    QCOMPARE(shown(again.data.characters), QString("first"));
}

void ProjectDamageTest::withoutAnyGoodVersionTheFileIsNamed() {
    { QVERIFY(Project::create(m_folder, {})); }
    put(file(), "{");
    const auto project = opened();
    QVERIFY(!project);
    QCOMPARE(project.error().code, ErrorCode::BadFormat);
    QVERIFY2(shown(project.error().message).contains("project.json is damaged"),
             project.error().message.c_str());
    QVERIFY(!project.error().advice.empty());
    put(previous(), "}");
    QCOMPARE(opened().error().code, ErrorCode::BadFormat);
}

void ProjectDamageTest::damagedReviewsFallBack() {
    {
        Project project = Project::create(m_folder, {}).orThrow();
        project.reviews[U'一'] = ReviewVerdict::Kept;
        QVERIFY(project.save());
        project.reviews[U'二'] = ReviewVerdict::Kept;
        QVERIFY(project.save());
    }
    for (const char* content :
         {"", "{\"format\": 1, \"kept\": [\"U+XYZ\"]}", "{\"format\": 1, \"kept\": [\"U+110000\"]}",
          "{\"format\": 1, \"kept\": [\"U+61\"], \"rejected\": [\"U+61\"]}"}) {
        put(m_folder / "review.json", content);
        const Project project = opened().orThrow();
        QCOMPARE(project.reviews.size(), std::size_t(1));
        QVERIFY(shown(project.openNotice()).contains("review.json"));
        QVERIFY(project.unsaved());
    }
}

void ProjectDamageTest::damagedReviewsWithoutPreviousStartEmpty() {
    { QVERIFY(Project::create(m_folder, {})); }
    put(m_folder / "review.json", "work of weeks, cut sho");
    Project project = opened().orThrow();
    QVERIFY(project.reviews.empty());
    QVERIFY(shown(project.openNotice()).contains("review.json is damaged"));
    QVERIFY(project.save());
    QCOMPARE(textOf(m_folder / "review.json.damaged"), std::string("work of weeks, cut sho"));
}

void ProjectDamageTest::unknownEntriesAreNamed_data() {
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("named");
    QTest::newRow("at the top") << "/colour"
                                << "1"
                                << "colour";
    QTest::newRow("of a font") << "/source/weight"
                               << "1"
                               << "weight";
    QTest::newRow("placements") << "/placements/third"
                                << "{}"
                                << "third";
    QTest::newRow("of a placement") << "/placements/source/angle"
                                    << "1"
                                    << "angle";
    QTest::newRow("dataset") << "/dataset/canvsa"
                             << "256"
                             << "canvsa";
    QTest::newRow("training") << "/training/momentum"
                              << "1"
                              << "momentum";
    QTest::newRow("exporting") << "/exporting/depth"
                               << "1"
                               << "depth";
    QTest::newRow("value out of range") << "/dataset/canvas"
                                        << "7"
                                        << "canvas";
    QTest::newRow("value of another type") << "/training/batch"
                                           << "\"many\""
                                           << "batch";
    QTest::newRow("number beyond all types") << "/training/batch"
                                             << "99999999999999999999"
                                             << "batch";
    QTest::newRow("text that is a number") << "/characters"
                                           << "1"
                                           << "characters";
    QTest::newRow("list that is a text") << "/freezing"
                                         << "\"all\""
                                         << "freezing";
    QTest::newRow("list of numbers") << "/freezing"
                                     << "[1]"
                                     << "freezing";
    QTest::newRow("font that is a text") << "/target"
                                         << "\"a.ttf\""
                                         << "target";
    QTest::newRow("face below nought") << "/target/face"
                                       << "-1"
                                       << "face";
}

void ProjectDamageTest::unknownEntriesAreNamed() {
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QString, named);
    makeSavedTwice(); // there is a previous version, but it must not take the place of an edited one unasked
    auto json = nlohmann::json::parse(textOf(file()));
    json[nlohmann::json::json_pointer(pointer.toStdString())] = nlohmann::json::parse(value.toStdString());
    put(file(), json.dump());
    const auto project = opened();
    QVERIFY(!project);
    QCOMPARE(project.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(shown(project.error().message).contains("project.json"), project.error().message.c_str());
    QVERIFY2(shown(project.error().message).contains("'" + named + "'"), project.error().message.c_str());
    QVERIFY(!project.error().advice.empty());
}

void ProjectDamageTest::aNewerFormatAsksForAnUpdate() {
    makeSavedTwice();
    put(file(), R"({"format": 2, "app": "9.1", "of the future": true})");
    const auto project = opened();
    QVERIFY(!project);
    QCOMPARE(project.error().code, ErrorCode::Unsupported);
    QVERIFY2(shown(project.error().text()).contains("newer Typemould (9.1)"),
             project.error().message.c_str());
    QVERIFY(shown(project.error().advice).contains("Update"));
}

void ProjectDamageTest::missingEntriesAreDefaults() {
    makeSavedTwice();
    put(file(), R"({"format": 1, "dataset": {"seed": 5}})");
    ProjectData expected;
    expected.dataset.seed = 5;
    QVERIFY(opened()->data == expected);
}

void ProjectDamageTest::cutAndFlippedFilesNeverCrash() {
    std::mt19937 random(3);
    {
        Project project = Project::create(m_folder, test::randomProject(random, m_folder)).orThrow();
        project.reviews = test::randomReviews(random);
        QVERIFY(project.save());
    }
    for (const char* name : {"project.json", "review.json"}) {
        const fs::path path = m_folder / name;
        const std::string good = textOf(path);
        int refused = 0;
        for (int i = 0; i < 200; ++i) {
            std::string bad = good;
            if (i % 2 == 0) {
                bad.resize(random() % bad.size());
            } else {
                bad[random() % bad.size()] ^= static_cast<char>(1u << (random() % 8));
            }
            put(path, bad);
            auto project = opened();
            refused += !project || !project->openNotice().empty();
            QVERIFY(project || !project.error().message.empty());
            QVERIFY(!project || i % 10 != 1 || project->save()); // what opens can be saved
            fs::remove(m_folder / "project.json.bak");
            fs::remove(m_folder / "review.json.bak");
        }
        QVERIFY2(refused > 100, qPrintable(QString::number(refused))); // every cut one at least
        put(path, good);
    }
}

QTEST_GUILESS_MAIN(ProjectDamageTest)
#include "project_damage_test.moc"
