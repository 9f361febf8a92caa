// Every disk operation of a save made to fail once: the old file is untouched, nothing is left behind, the
// error has the right code, and no failure is called a success.
#include "core/base/atomic_file.h"
#include "core/base/gray_image.h"
#include "tests/support/disk_faults.h"

#include <QTemporaryDir>
#include <QtTest>
#include <sys/wait.h>
#include <unistd.h>

using namespace typemould;
namespace fs = std::filesystem;

class DiskFaultTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aNewFile();
    void aReplacedFile();
    void aFileInManyPieces();
    void aPicture();
    void aLineOfALog();
    void aNewFolder();
    void aRenamedFolder();
    void interruptionsAreNoFailures();
    void killedAtAnyMoment();

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_folder;
    std::function<void()> emptied();
    std::function<void()> holding(const std::string& name, const std::string& content);
};

void DiskFaultTest::init() {
    m_temporary = std::make_unique<QTemporaryDir>();
    m_folder = fs::path(m_temporary->path().toStdString()) / "folder";
}

std::function<void()> DiskFaultTest::emptied() {
    return [this] {
        fs::remove_all(m_folder);
        fs::create_directory(m_folder);
    };
}

std::function<void()> DiskFaultTest::holding(const std::string& name, const std::string& content) {
    return [this, name, content] {
        emptied()();
        std::ofstream(m_folder / name) << content;
    };
}

void DiskFaultTest::aNewFile() {
    testing::forEachDiskFault(m_folder, 6, emptied(),
                              [&] { return writeFileAtomically(m_folder / "a.txt", "new content"); });
}

void DiskFaultTest::aReplacedFile() {
    testing::forEachDiskFault(m_folder, 7, holding("a.txt", "old content"),
                              [&] { return writeFileAtomically(m_folder / "a.txt", "new content"); });
}

void DiskFaultTest::aFileInManyPieces() {
    testing::forEachDiskFault(m_folder, 20, holding("a.txt", "old content"), [&]() -> Status {
        auto file = AtomicFile::create(m_folder / "a.txt");
        if (!file) {
            return file.error();
        }
        Status first;
        for (int i = 0; i < 15; ++i) { // a caller that does not look: commit() must not forget
            const Status status = file->write("a piece of some length\n");
            first = first.ok() && !status.ok() ? status : first;
        }
        const Status committed = file->commit();
        return committed.ok() || first.ok() ? committed : first;
    });
}

void DiskFaultTest::aPicture() {
    const GrayImage image(64, 64, 90);
    const Bytes png = encodePng(image).value();
    testing::forEachDiskFault(m_folder, 7, holding("6771.png", "the old picture"),
                              [&] { return writeFileAtomically(m_folder / "6771.png", png); });
}

void DiskFaultTest::aLineOfALog() {
    testing::forEachDiskFault(m_folder, 2, holding("metrics.csv", "1,0.5\n"), [&]() -> Status {
        auto file = AppendFile::open(m_folder / "metrics.csv");
        return file ? file->appendLine("2,0.4 and more") : Status(file.error());
    });
}

void DiskFaultTest::aNewFolder() {
    testing::forEachDiskFault(
        m_folder, 4, emptied(), [&] { return makeFolder(m_folder / "a" / "b"); },
        [](const testing::Snapshot&, const testing::Snapshot& after) {
            return after.size() <= 2; // folders on the way may stay; nothing else is there
        });
}

void DiskFaultTest::aRenamedFolder() {
    testing::forEachDiskFault(
        m_folder, 3,
        [&] {
            emptied()();
            fs::create_directory(m_folder / "from");
            std::ofstream(m_folder / "from" / "file") << "content";
        },
        [&] { return renameFolder(m_folder / "from", m_folder / "to"); });
}

void DiskFaultTest::interruptionsAreNoFailures() {
    holding("a.txt", "old")();
    failingDiskArm(m_folder.c_str(), 0, 0, failOnce);
    QVERIFY(writeFileAtomically(m_folder / "a.txt", "new").ok());
    const long operations = failingDiskDisarm();
    int riddenOut = 0;
    for (long nth = 1; nth <= operations;
         ++nth) { // only what the system can interrupt: opening, writing, fsync
        holding("a.txt", "old")();
        failingDiskArm(m_folder.c_str(), nth, EINTR, failOnce);
        const Status status = writeFileAtomically(m_folder / "a.txt", "new");
        failingDiskDisarm();
        QCOMPARE(testing::snapshotOf(m_folder), (testing::Snapshot{{"a.txt", status.ok() ? "new" : "old"}}));
        riddenOut += status.ok() ? 1 : 0;
    }
    QVERIFY2(riddenOut >= 4, qPrintable(QString::number(riddenOut)));
}

void DiskFaultTest::killedAtAnyMoment() {
    for (long nth = 1;; ++nth) {
        holding("a.txt", "old")();
        const pid_t child = ::fork();
        if (child == 0) {
            failingDiskArm(m_folder.c_str(), nth, 0, killAtOperation);
            ::_exit(writeFileAtomically(m_folder / "a.txt", "new content").ok() ? 0 : 1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        const std::string content = readTextFile(m_folder / "a.txt").value();
        QVERIFY2(content == "old" || content == "new content", content.c_str());
        QVERIFY(removeAbandonedTemporaries(m_folder).ok());
        QCOMPARE(testing::snapshotOf(m_folder).size(), std::size_t(1));
        if (WEXITSTATUS(status) == 0) {
            QVERIFY(nth > 7); // it lived through them all
            QCOMPARE(content, std::string("new content"));
            return;
        }
        QCOMPARE(WEXITSTATUS(status), 137);
    }
}

QTEST_GUILESS_MAIN(DiskFaultTest)
#include "disk_fault_test.moc"
