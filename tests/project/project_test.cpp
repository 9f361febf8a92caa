// The project folder: made, opened, saved, damaged, read by older and newer programs.
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

class ProjectTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_dir = std::make_unique<QTemporaryDir>();
        m_folder = fs::canonical(m_dir->path().toStdString()) / "Moon 月.typemould";
    }

    void aNewProjectOpensAsItWasMade();
    void everyFieldIsKept();
    void everyFieldCountsAsUnsaved();
    void aFolderInUseIsRefused_data();
    void aFolderInUseIsRefused();
    void anEmptyFolderWillDo();
    void aProjectThatCannotBeMadeLeavesNothing();
    void theNameIsTheFolders_data();
    void theNameIsTheFolders();
    void whatIsNoProjectIsRefused();

    void fontsInsideAreStoredRelative();
    void aMovedProjectFindsItsOwnFonts();
    void thePreviousVersionIsKept();
    void savingNothingNewKeepsThePreviousVersion();
    void whatCannotBeOpenedIsNotSaved_data();
    void whatCannotBeOpenedIsNotSaved();
    void whatIsTooLargeToBeOpenedIsNotSaved();
    void autosavesBetweenEdits();

    void runsAreNamedByTimeAndSayWhatTheyAre();
    void readOnlyProjectsAreNotWritten();
    void litterOfKilledProgramsIsRemoved();

private:
    fs::path file() const { return m_folder / "project.json"; }
    fs::path previous() const { return m_folder / "project.json.bak"; }
    Result<Project> opened(ProjectAccess access = ProjectAccess::Write) const {
        return Project::open(m_folder, access);
    }
    /// A project saved twice: first with `characters` "first", then "second".
    void makeSavedTwice() const {
        Project project = Project::create(m_folder, {.characters = "first"}).orThrow();
        project.data.characters = "second";
        project.save().orThrow();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_folder;
};

void ProjectTest::aNewProjectOpensAsItWasMade() {
    ProjectData data;
    data.characters = "joyo";
    {
        auto made = Project::create(m_folder, data);
        QVERIFY2(made, qPrintable(shown(made ? "" : made.error().text())));
        QVERIFY(!made->readOnly());
        QVERIFY(!made->unsaved());
        QCOMPARE(made->folder(), m_folder);
    }
    auto project = opened();
    QVERIFY2(project, qPrintable(shown(project ? "" : project.error().text())));
    QVERIFY(project->data == data);
    QVERIFY(project->reviews.empty());
    QVERIFY(!project->unsaved());
    QCOMPARE(shown(project->openNotice()), QString());
    QVERIFY(!project->latestCheckpoint());
    const auto json = nlohmann::json::parse(textOf(file()));
    QCOMPARE(json["format"].get<int>(), 1);
    QVERIFY(!json["app"].get<std::string>().empty());
}

void ProjectTest::everyFieldIsKept() {
    std::mt19937 random(1);
    { QVERIFY(Project::create(m_folder, {})); }
    for (int i = 0; i < 40; ++i) {
        const ProjectData data = test::randomProject(random, m_folder);
        const auto reviews = test::randomReviews(random);
        {
            Project project = opened().orThrow();
            project.data = data;
            project.reviews = reviews;
            QVERIFY(project.unsaved());
            const Status saved = project.save();
            QVERIFY2(saved, qPrintable(shown(saved ? "" : saved.error().text())));
            QVERIFY(!project.unsaved());
        }
        const Project project = opened().orThrow();
        QVERIFY(project.data == data);
        QVERIFY(project.reviews == reviews);
        QVERIFY(!project.unsaved());
    }
}

void ProjectTest::everyFieldCountsAsUnsaved() {
    Project project = Project::create(m_folder, {}).orThrow();
    const std::vector<std::function<void()>> edits{
        [&] { project.data.source.path = "/a.ttf"; },
        [&] { project.data.target.face.instance = 2; },
        [&] { project.data.placements.source.offsetX = 0.01; },
        [&] { project.data.dataset.seed = 7; },
        [&] { project.data.characters = "joyo"; },
        [&] { project.data.preset = "quick"; },
        [&] { project.data.training.learningRate = 2e-3; },
        [&] { project.data.freezing = {"freeze block=encoder.1"}; },
        [&] { project.data.exporting.offsetX = 0.5; },
        [&] { project.reviews[U'字'] = ReviewVerdict::Kept; },
        [&] { project.reviews[U'字'] = ReviewVerdict::Rejected; },
        [&] { project.reviews.clear(); },
    };
    for (const auto& edit : edits) {
        const ProjectData data = project.data;
        const auto reviews = project.reviews;
        edit();
        QVERIFY(project.unsaved());
        const ProjectData edited = std::exchange(project.data, data);
        const auto editedReviews = std::exchange(project.reviews, reviews);
        QVERIFY(!project.unsaved()); // undone by hand: nothing to save
        project.data = edited;
        project.reviews = editedReviews;
        QVERIFY(project.save());
        QVERIFY(!project.unsaved());
    }
}

void ProjectTest::aFolderInUseIsRefused_data() {
    QTest::addColumn<QString>("inside");
    QTest::newRow("holds a file") << "notes.txt";
    QTest::newRow("is a project") << "project.json";
    QTest::newRow("is a file") << "";
}

void ProjectTest::aFolderInUseIsRefused() {
    QFETCH(QString, inside);
    if (inside.isEmpty()) {
        put(m_folder, "text");
    } else {
        fs::create_directory(m_folder);
        put(m_folder / inside.toStdString(), "mine");
    }
    const auto project = Project::create(m_folder, {});
    QVERIFY(!project);
    QCOMPARE(project.error().code, ErrorCode::InvalidArgument);
    QVERIFY(shown(project.error().message).contains("Moon 月.typemould"));
    QVERIFY(!project.error().advice.empty());
    QCOMPARE(textOf(inside.isEmpty() ? m_folder : m_folder / inside.toStdString()),
             inside.isEmpty() ? "text" : "mine");
    QVERIFY(inside.isEmpty() || !isThere(m_folder / ".lock"));
}

void ProjectTest::anEmptyFolderWillDo() {
    fs::create_directory(m_folder);
    QVERIFY(Project::create(m_folder, {}));
    QVERIFY(opened());
}

void ProjectTest::aProjectThatCannotBeMadeLeavesNothing() {
    ProjectData data;
    data.placements.source.scale = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(!Project::create(m_folder, data));
    QVERIFY(!isThere(m_folder));
    fs::create_directory(m_folder);
    QVERIFY(!Project::create(m_folder, data));
    QVERIFY(fs::is_empty(m_folder));
    QVERIFY(!Project::create("", {}));
    put(m_folder / "file", "");
    QVERIFY(!Project::create(m_folder / "file" / "below", {}));
}

void ProjectTest::theNameIsTheFolders_data() {
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("name");
    QTest::newRow("with its suffix") << "Moon.typemould"
                                     << "Moon";
    QTest::newRow("without") << "Moon"
                             << "Moon";
    QTest::newRow("with another dot") << "Moon 1.2"
                                      << "Moon 1.2";
    QTest::newRow("slash at the end") << "Moon.typemould/"
                                      << "Moon";
    QTest::newRow("dots on the way") << "x/../Moon.typemould/."
                                     << "Moon";
}

void ProjectTest::theNameIsTheFolders() {
    QFETCH(QString, folder);
    QFETCH(QString, name);
    const auto project = Project::create(m_folder.parent_path() / folder.toStdString(), {});
    QCOMPARE(shown(project->name()), name);
    QVERIFY(fs::exists(project->folder() / "project.json"));
    QVERIFY(project->folder().has_filename());
}

void ProjectTest::whatIsNoProjectIsRefused() {
    auto missing = opened();
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY2(shown(missing.error().message).endsWith("Moon 月.typemould is not there."),
             missing.error().message.c_str());
    fs::create_directory(m_folder);
    auto empty = opened();
    QCOMPARE(empty.error().code, ErrorCode::NotFound);
    QVERIFY(shown(empty.error().message).endsWith("is not a Typemould project."));
    QVERIFY(fs::is_empty(m_folder)); // looking leaves nothing behind
}

void ProjectTest::fontsInsideAreStoredRelative() {
    ProjectData data;
    data.source.path = m_folder / "fonts" / "字 a.ttf";
    data.target.path = m_folder.parent_path() / "elsewhere.ttf"; // beside the project, not in it
    QVERIFY(Project::create(m_folder, data));
    const auto json = nlohmann::json::parse(textOf(file()));
    QCOMPARE(json["source"]["path"].get<std::string>(), "fonts/字 a.ttf");
    QCOMPARE(json["target"]["path"].get<std::string>(), data.target.path.native());
    QVERIFY(opened()->data == data);
}

void ProjectTest::aMovedProjectFindsItsOwnFonts() {
    ProjectData data;
    data.source.path = m_folder / "fonts" / "a.ttf";
    { QVERIFY(Project::create(m_folder, data)); }
    const fs::path moved = m_folder.parent_path() / "moved.typemould";
    fs::rename(m_folder, moved);
    QCOMPARE(Project::open(moved, ProjectAccess::Write)->data.source.path, moved / "fonts" / "a.ttf");
}

void ProjectTest::thePreviousVersionIsKept() {
    makeSavedTwice();
    QVERIFY(textOf(previous()).find("\"first\"") != std::string::npos);
    QVERIFY(textOf(file()).find("\"second\"") != std::string::npos);
    Project project = opened().orThrow();
    project.reviews[U'字'] = ReviewVerdict::Kept;
    QVERIFY(project.save());
    QVERIFY(!isThere(m_folder / "review.json.bak")); // there was none before
    project.reviews[U'字'] = ReviewVerdict::Rejected;
    QVERIFY(project.save());
    QVERIFY(textOf(m_folder / "review.json.bak").find("\"kept\": [\n    \"U+5B57\"") != std::string::npos);
}

void ProjectTest::savingNothingNewKeepsThePreviousVersion() {
    makeSavedTwice();
    Project project = opened().orThrow();
    for (int i = 0; i < 3; ++i) {
        QVERIFY(project.save());
    }
    QVERIFY(textOf(previous()).find("\"first\"") != std::string::npos);
}

void ProjectTest::whatCannotBeOpenedIsNotSaved_data() {
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("named");
    QTest::newRow("not a number") << 0 << "scale";
    QTest::newRow("out of range") << 1 << "batch";
    QTest::newRow("not UTF-8") << 2 << "UTF-8";
    QTest::newRow("face out of range") << 3 << "face";
}

void ProjectTest::whatCannotBeOpenedIsNotSaved() {
    QFETCH(int, fault);
    QFETCH(QString, named);
    Project project = Project::create(m_folder, {}).orThrow();
    const std::string before = textOf(file());
    if (fault == 0) {
        project.data.placements.target.scale = std::numeric_limits<double>::infinity();
    } else if (fault == 1) {
        project.data.training.batch = -3;
    } else if (fault == 2) {
        project.data.characters = "\xff\xfe";
    } else {
        project.data.target.face.index = -1;
    }
    const Status saved = project.save();
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, ErrorCode::InvalidArgument);
    QVERIFY2(shown(saved.error().message).contains(named), saved.error().message.c_str());
    QCOMPARE(textOf(file()), before);
    QVERIFY(project.unsaved());
}

void ProjectTest::whatIsTooLargeToBeOpenedIsNotSaved() {
    Project project = Project::create(m_folder, {}).orThrow();
    const std::string before = textOf(file());
    project.data.styles = {{"light", {}, {}}, {std::string(17u << 20, 'x'), {}, {}}};
    const Status saved = project.save();
    QVERIFY(!saved);
    QVERIFY2(shown(saved.error().message).contains("could not be opened again"),
             saved.error().message.c_str());
    QVERIFY(shown(saved.error().message).contains("project.json"));
    QVERIFY(shown(saved.error().advice).contains("styles"));
    QVERIFY(textOf(file()) == before);
    project.data.styles.back().name = "bold";
    QVERIFY(project.save().ok());
    QVERIFY(Project::open(m_folder, ProjectAccess::ReadOnly).ok());
}

void ProjectTest::autosavesBetweenEdits() {
    std::mt19937 random(2);
    auto project = std::make_unique<Project>(Project::create(m_folder, {}).orThrow());
    ProjectData saved = project->data;
    auto savedReviews = project->reviews;
    for (int i = 0; i < 200; ++i) {
        switch (random() % 5) {
        case 0:
            project->data.dataset = test::randomSettings<DatasetSettings>(random);
            break;
        case 1:
            project->data.training.batch = 1 + static_cast<int>(random() % 64);
            break;
        case 2:
            project->reviews = test::randomReviews(random);
            break;
        case 3:
            QVERIFY(project->save());
            saved = project->data;
            savedReviews = project->reviews;
            break;
        default: // closed without saving, and opened again
            project.reset();
            project = std::make_unique<Project>(opened().orThrow());
            QVERIFY(project->data == saved);
            QVERIFY(project->reviews == savedReviews);
        }
        QCOMPARE(project->unsaved(), !(project->data == saved && project->reviews == savedReviews));
    }
}

void ProjectTest::runsAreNamedByTimeAndSayWhatTheyAre() {
    std::mt19937 random(4);
    const ProjectData data = test::randomProject(random, m_folder);
    Project project = Project::create(m_folder, data).orThrow();
    const auto settings = test::randomSettings<TrainingSettings>(random);
    std::vector<fs::path> runs;
    for (int i = 0; i < 12; ++i) { // more than a second has names for
        runs.push_back(project.newRun(settings).orThrow());
    }
    const QRegularExpression stamp("^\\d{8}-\\d{6}(-[2-9])?$");
    for (std::size_t i = 0; i < runs.size(); ++i) {
        QCOMPARE(runs[i].parent_path(), m_folder / "runs");
        QVERIFY2(stamp.match(shown(runs[i].filename())).hasMatch(), runs[i].c_str());
        QVERIFY(i == 0 || runs[i - 1] < runs[i]); // the newest is the last by name
    }
    const auto json = nlohmann::json::parse(textOf(runs[0] / "run.json"));
    QCOMPARE(json["source"]["hash"].get<std::string>(), data.source.hash);
    QCOMPARE(json["target"]["path"].get<std::string>(), data.target.path.native());
    QCOMPARE(json["placements"]["target"]["scale"].get<double>(), data.placements.target.scale);
    QCOMPARE(json["training"]["batch"].get<int>(), settings.batch);
    QVERIFY(!json["app"].get<std::string>().empty());
    QVERIFY(shown(json["started"].get<std::string>()).endsWith("Z"));
}

void ProjectTest::readOnlyProjectsAreNotWritten() {
    makeSavedTwice();
    Project project = opened(ProjectAccess::ReadOnly).orThrow();
    QVERIFY(project.readOnly());
    project.data.characters = "third";
    FontReference font{"/a.ttf", "", {}};
    QCOMPARE(project.save().error().code, ErrorCode::Locked);
    QCOMPARE(project.newRun({}).error().code, ErrorCode::Locked);
    QCOMPARE(project.copyFontIn(font).error().code, ErrorCode::Locked);
    QVERIFY(!isThere(m_folder / "runs"));
    QVERIFY(!isThere(m_folder / "fonts"));
    QCOMPARE(shown(opened()->data.characters), QString("second")); // and it holds no lock
}

void ProjectTest::litterOfKilledProgramsIsRemoved() {
    makeSavedTwice();
    const fs::path litter = m_folder / ".project.json.tmp-2147483646-0123456789abcdef"; // no such process
    put(litter, "half");
    const fs::path previews = m_folder / "runs" / "20260102-030405" / "previews";
    fs::create_directories(previews);
    put(previews / ".00000601.png.tmp-2147483646-0123456789abcdef", "half");
    put(previews / "00000600.png", "whole");
    put(m_folder / "my notes.txt", "mine");
    const std::vector<fs::path> others{
        m_folder / "export" /
            ".Font.ttf.tmp-2147483646-0123456789abcdef", // a folder, with all of a font in it
        m_folder / "kept" / "0123456789abcdef" / ".4E00.png.tmp-2147483646-0123456789abcdef"};
    fs::create_directories(others[0]);
    fs::create_directories(others[1].parent_path());
    put(others[0] / "target.font", "half");
    put(others[1], "half");
    put(m_folder / "export" / "Font.ttf", "whole");
    { QVERIFY(opened(ProjectAccess::ReadOnly)); }
    QVERIFY(isThere(litter));
    { QVERIFY(opened()); }
    QVERIFY(!isThere(litter));
    QVERIFY(!isThere(previews / ".00000601.png.tmp-2147483646-0123456789abcdef"));
    QVERIFY(!isThere(others[0]) && !isThere(others[1]));
    QVERIFY(isThere(previews / "00000600.png"));
    QVERIFY(isThere(m_folder / "export" / "Font.ttf"));
    QVERIFY(isThere(m_folder / "my notes.txt"));
}

QTEST_GUILESS_MAIN(ProjectTest)
#include "project_test.moc"
