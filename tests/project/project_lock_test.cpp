// Two programs on one project: the first writes, the second only reads; a lock ends with its program, also by
// kill -9.
#include "core/project/project.h"
#include "core/training/checkpoint_writer.h"
#include "tests/support/disk_snapshot.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <random>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

/// Another program, made by fork(); `work` runs in it until it is killed.
class Child {
public:
    explicit Child(const std::function<void()>& work) {
        m_process = ::fork();
        if (m_process == 0) {
            work();
            ::_exit(3);
        }
    }
    ~Child() { kill(); }
    void kill() {
        if (m_process > 0) {
            ::kill(m_process, SIGKILL);
            ::waitpid(m_process, nullptr, 0);
            m_process = -1;
        }
    }
    pid_t process() const { return m_process; }

private:
    pid_t m_process = -1;
};

QString shown(const std::string& text) { return QString::fromStdString(text); }

} // namespace

class ProjectLockTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_dir = std::make_unique<QTemporaryDir>();
        m_folder = fs::path(m_dir->path().toStdString()) / "Moon.typemould";
        QVERIFY(Project::create(m_folder, {.characters = "0"}));
    }
    void theSecondInOneProgramIsLockedOut();
    void readingOnlyMovesNoCheckpoint();
    void theLockMovesWithTheProject();
    void anotherProgramIsNamedAndItsDeathFrees();
    void programsStartedMeanwhileDoNotHoldTheLock();
    void whatALockFileSaysIsNeverTrusted();
    void aFolderThatCannotBeLockedIsReadOnly();
    void killedWhileSavingItOpensEveryTime();

private:
    Result<Project> opened(ProjectAccess access = ProjectAccess::Write) const {
        return Project::open(m_folder, access);
    }
    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_folder;
};

void ProjectLockTest::theSecondInOneProgramIsLockedOut() {
    auto first = std::make_unique<Project>(opened().orThrow());
    const auto second = opened();
    QVERIFY(!second);
    QCOMPARE(second.error().code, ErrorCode::Locked);
    QVERIFY(!second.error().advice.empty());
    const Project third = opened(ProjectAccess::WriteOrReadOnly).orThrow();
    QVERIFY(third.readOnly());
    QVERIFY2(shown(third.openNotice()).contains("reading only"), third.openNotice().c_str());
    QVERIFY(opened(ProjectAccess::ReadOnly)->openNotice().empty());
    QVERIFY(!first->readOnly());
    first.reset();
    QVERIFY(opened());
}

void ProjectLockTest::theLockMovesWithTheProject() {
    Project first = opened().orThrow();
    Project second = std::move(first);
    QVERIFY(first.readOnly()); // NOLINT: a moved-from project holds nothing
    QVERIFY(!opened());
    second.data.characters = "moved";
    QVERIFY(second.save());
    second = opened(ProjectAccess::ReadOnly).orThrow(); // the old one's lock is let go
    QVERIFY(second.readOnly());
    QCOMPARE(shown(second.data.characters), QString("moved"));
    QVERIFY(opened());
}

void ProjectLockTest::anotherProgramIsNamedAndItsDeathFrees() {
    for (int i = 0; i < 10; ++i) {
        const fs::path ready = m_folder / "ready";
        Child child([&] {
            const auto project = opened();
            if (project) {
                static_cast<void>(writeFileAtomically(ready, "ready"));
                ::pause();
            }
        });
        QTRY_VERIFY(fs::exists(ready));
        const auto locked = opened();
        QVERIFY(!locked);
        QCOMPARE(locked.error().code, ErrorCode::Locked);
        QVERIFY2(
            shown(locked.error().message)
                .endsWith(QString("open in another Typemould window (process %1).").arg(child.process())),
            locked.error().message.c_str());
        QVERIFY(opened(ProjectAccess::WriteOrReadOnly)->readOnly());
        child.kill();
        fs::remove(ready);
        const auto free = opened();
        QVERIFY2(free, qPrintable(free ? "" : shown(free.error().text())));
        QVERIFY(free->openNotice().empty());
    }
}

void ProjectLockTest::programsStartedMeanwhileDoNotHoldTheLock() {
    QProcess sleeping;
    {
        const Project project = opened().orThrow();
        sleeping.start("sleep", {"30"});
        QVERIFY(sleeping.waitForStarted());
    }
    QVERIFY(opened());
    sleeping.kill();
    QVERIFY(sleeping.waitForFinished());
}

void ProjectLockTest::whatALockFileSaysIsNeverTrusted() {
    for (const char* text :
         {"", "nonsense", "1", "-5 host\n", "99999999999999999999 host\n", "1 elsewhere\n"}) {
        QVERIFY(writeFileAtomically(m_folder / ".lock", text));
        const auto first = opened(); // a live process's number in the file locks nothing
        QVERIFY(first);
        const int descriptor = ::open((m_folder / ".lock").c_str(), O_WRONLY | O_TRUNC);
        QCOMPARE(::write(descriptor, text, std::strlen(text)), ssize_t(std::strlen(text)));
        ::close(descriptor);
        const auto second = opened();
        QVERIFY(!second);
        QCOMPARE(shown(second.error().message).contains("(process 1 on elsewhere)"),
                 std::string(text) == "1 elsewhere\n");
        QCOMPARE(shown(second.error().message).contains("process"), std::string(text) == "1 elsewhere\n");
    }
}

void ProjectLockTest::aFolderThatCannotBeLockedIsReadOnly() {
    fs::remove(m_folder / ".lock");
    fs::create_symlink("project.json", m_folder / ".lock"); // a trap: following it would harm the project
    const auto write = opened();
    QVERIFY(!write);
    QCOMPARE(write.error().code, ErrorCode::Io);
    const Project reading = opened(ProjectAccess::WriteOrReadOnly).orThrow();
    QVERIFY(reading.readOnly());
    QVERIFY(shown(reading.openNotice()).contains(".lock"));
    QCOMPARE(shown(reading.data.characters), QString("0"));
}

void ProjectLockTest::killedWhileSavingItOpensEveryTime() {
    // How often the child has saved, seen by both programs.
    void* const memory =
        ::mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    QVERIFY(memory != MAP_FAILED);
    auto* const saves = new (memory) std::atomic<int>(0);
    std::mt19937 random(1);
    int before = 0;
    for (int i = 0; i < 20; ++i) {
        *saves = 0;
        Child child([&] {
            Project project = opened().orThrow();
            for (int n = std::stoi(project.data.characters) + 1;; ++n) {
                project.data.characters = std::to_string(n);
                project.data.preset = std::string(20000, 'x') + std::to_string(n);
                project.reviews[static_cast<char32_t>(n % 5000)] = ReviewVerdict::Kept;
                if (!project.save()) {
                    ::_exit(4);
                }
                ++*saves;
            }
        });
        QTRY_VERIFY_WITH_TIMEOUT(*saves >= 1, 20000);
        QTest::qSleep(static_cast<int>(random() % 40));
        child.kill();
        const auto project = opened();
        QVERIFY2(project, qPrintable(project ? "" : shown(project.error().text())));
        QCOMPARE(shown(project->openNotice()), QString());
        const int now = std::stoi(project->data.characters);
        QVERIFY(now >= before + *saves &&
                now <= before + *saves + 1); // what was saved, or the save it died in
        QCOMPARE(project->data.preset, std::string(20000, 'x') + std::to_string(now)); // and of one save
        before = now;
        for (const auto& entry : fs::directory_iterator(m_folder)) {
            QVERIFY2(entry.path().native().find(".tmp-") == std::string::npos, entry.path().c_str());
        }
    }
    ::munmap(memory, sizeof(std::atomic<int>));
}

void ProjectLockTest::readingOnlyMovesNoCheckpoint() {
    const fs::path run = m_folder / "runs" / "20260102-030405";
    const auto write = [&](long long step) {
        CheckpointManifest manifest;
        manifest.step = step;
        return writeCheckpoint(run, manifest, {}, {}).orThrow();
    };
    const fs::path good = write(1), damaged = write(2);
    QVERIFY(writeFileAtomically(damaged / "model.safetensors", std::string_view("oops")).ok());
    const auto reading = Project::open(m_folder, ProjectAccess::ReadOnly).orThrow();
    const auto before = testing::snapshotOf(m_folder);
    QCOMPARE(reading.latestCheckpoint()->folder, good);
    QVERIFY(testing::snapshotOf(m_folder) == before);
    const auto writing = Project::open(m_folder, ProjectAccess::Write).orThrow();
    QCOMPARE(writing.latestCheckpoint()->folder, good);
    QVERIFY(!fs::exists(damaged)); // set aside by the one who may
}

QTEST_GUILESS_MAIN(ProjectLockTest)
#include "project_lock_test.moc"
