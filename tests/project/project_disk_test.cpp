// Full and failing disks: at whatever moment, an error that says so, and nothing lost.
#include "core/project/project.h"
#include "tests/support/disk_faults.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <QTest>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

namespace {

using Tree = std::map<std::string, std::string>;

/// `file` is as it was; its previous version is as it was or the same; nothing else came or went.
bool onlyThePreviousVersionMoved(const Tree& before, Tree after, const std::string& file) {
    if (after[file] != before.at(file)) {
        return false;
    }
    const std::string previous = file + ".bak";
    if (after.contains(previous) && after[previous] == before.at(file)) {
        after.erase(previous);
        Tree rest = before;
        rest.erase(previous);
        return after == rest;
    }
    return after == before;
}

} // namespace

class ProjectDiskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_dir = std::make_unique<QTemporaryDir>();
        m_root = fs::canonical(m_dir->path().toStdString());
        m_folder = m_root / "Moon.typemould";
    }
    void aFailedSaveKeepsTheProject();
    void aFailedSaveKeepsTheReviews();
    void aFailedSaveOfBothLeavesEachWhole();
    void aFailedCreationLeavesNothing();
    void aFailedRunLeavesNone();
    void aFailedCopyLeavesTheReference();

private:
    /// The project anew: "first" saved, then "second" and "third" with a review each; and an edit to be
    /// saved.
    void reset(bool editData, bool editReviews) {
        const fs::path model = fs::canonical(m_modelDir.path().toStdString()) / "Moon.typemould";
        if (!fs::exists(model)) { // made once, then copied: syncing is slow
            Project project = Project::create(model, {.characters = "first"}).orThrow();
            for (const char* characters : {"second", "third"}) {
                project.data.characters = characters;
                project.reviews[U'一' + static_cast<char32_t>(project.reviews.size())] = ReviewVerdict::Kept;
                project.save().orThrow();
            }
        }
        m_project.reset();
        fs::remove_all(m_folder);
        fs::copy(model, m_folder, fs::copy_options::recursive);
        m_project = Project::open(m_folder, ProjectAccess::Write).orThrow();
        if (editData) {
            m_project->data.characters = "fourth";
        }
        if (editReviews) {
            m_project->reviews[U'鬱'] = ReviewVerdict::Rejected;
        }
    }
    /// After a failure: still unsaved, and saving works once there is room.
    bool canStillSave() { return m_project->unsaved() && m_project->save().ok() && !m_project->unsaved(); }

    QTemporaryDir m_modelDir;
    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_root, m_folder;
    std::optional<Project> m_project;
};

void ProjectDiskTest::aFailedSaveKeepsTheProject() {
    forEachDiskFault(
        m_root, 8, [&] { reset(true, false); }, [&] { return m_project->save(); },
        [&](const Tree& before, const Tree& after) {
            return onlyThePreviousVersionMoved(before, after, "Moon.typemould/project.json") &&
                   canStillSave();
        });
}

void ProjectDiskTest::aFailedSaveKeepsTheReviews() {
    forEachDiskFault(
        m_root, 8, [&] { reset(false, true); }, [&] { return m_project->save(); },
        [&](const Tree& before, const Tree& after) {
            return onlyThePreviousVersionMoved(before, after, "Moon.typemould/review.json") && canStillSave();
        });
}

void ProjectDiskTest::aFailedSaveOfBothLeavesEachWhole() {
    reset(true, true);
    QVERIFY(m_project->save());
    const Tree saved = snapshotOf(m_root);
    forEachDiskFault(
        m_root, 16, [&] { reset(true, true); }, [&] { return m_project->save(); },
        [&](const Tree& before, const Tree& after) {
            for (const auto& [name, content] : after) {
                const bool old = before.contains(name) && before.at(name) == content;
                const bool made = saved.contains(name) && saved.at(name) == content;
                if (!old && !made) {
                    return false;
                }
            }
            return after.size() == before.size() && canStillSave();
        });
}

void ProjectDiskTest::aFailedCreationLeavesNothing() {
    for (const bool existed : {false, true}) {
        const auto reset = [&] {
            fs::remove_all(m_folder);
            if (existed) {
                fs::create_directory(m_folder);
            }
        };
        forEachDiskFault(m_root, 6, reset, [&]() -> Status {
            const auto made = Project::create(m_folder, {});
            return made ? Status{} : Status(made.error());
        });
    }
}

void ProjectDiskTest::aFailedRunLeavesNone() {
    forEachDiskFault(
        m_root, 6, [&] { reset(false, false); },
        [&]() -> Status {
            const auto run = m_project->newRun({});
            return run ? Status{} : Status(run.error());
        },
        [&](const Tree& before, Tree after) {
            after.erase("Moon.typemould/runs/");
            return after == before && m_project->newRun({}).ok();
        });
}

void ProjectDiskTest::aFailedCopyLeavesTheReference() {
    const FontReference font{sourceFile("resources/demo/demo-source.ttf"), "", {}};
    FontReference copied;
    forEachDiskFault(
        m_root, 5,
        [&] {
            reset(false, false);
            copied = font;
        },
        [&] { return m_project->copyFontIn(copied); },
        [&](const Tree& before, Tree after) {
            after.erase("Moon.typemould/fonts/");
            return after == before && copied == font && m_project->copyFontIn(copied).ok();
        });
}

QTEST_GUILESS_MAIN(ProjectDiskTest)
#include "project_disk_test.moc"
