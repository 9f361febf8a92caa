// A disk that is really full: a tmpfs of 256 KiB, mounted in a name space of our own. Where mounting is not
// allowed this says so and the simulated disk of disk_fault_test is the proof; TYPEMOULD_NEEDS_FULL_DISK=1
// (set it where the test runs as root) turns that into a failure.
#include "core/base/atomic_file.h"
#include "core/base/gray_image.h"
#include "tests/support/disk_snapshot.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QtTest>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

bool put(const char* path, const std::string& text) {
    std::ofstream out(path);
    out << text << std::flush;
    return out.good();
}

/// Mounts a small disk at `folder` that no other process sees; must run before there are threads.
bool mountSmallDisk(const std::string& folder) {
    const uid_t user = ::getuid();
    const gid_t group = ::getgid();
    if (::unshare(CLONE_NEWNS) != 0) {
        if (::unshare(CLONE_NEWNS | CLONE_NEWUSER) != 0 || !put("/proc/self/setgroups", "deny") ||
            !put("/proc/self/uid_map", "0 " + std::to_string(user) + " 1") ||
            !put("/proc/self/gid_map", "0 " + std::to_string(group) + " 1")) {
            return false;
        }
    }
    return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=256k") == 0;
}

} // namespace

class FullDiskTest : public QObject {
    Q_OBJECT
public:
    explicit FullDiskTest(const std::string& folder, bool mounted) : m_folder(folder), m_mounted(mounted) {}

private Q_SLOTS:
    void theDiskIsThere();
    void nothingIsLostWhenItFillsUp_data();
    void nothingIsLostWhenItFillsUp();
    void aLogKeepsItsWholeLines();

private:
    void fillLeaving(std::size_t bytes) const;
    fs::path m_folder;
    bool m_mounted;
};

void FullDiskTest::theDiskIsThere() {
    if (!m_mounted) {
        qInfo("Mounting is not allowed here: the simulated disk of disk_fault_test is the proof.");
    }
    QVERIFY(m_mounted || qgetenv("TYPEMOULD_NEEDS_FULL_DISK") != "1");
}

/// Leaves `bytes` (whole pages) of the disk free.
void FullDiskTest::fillLeaving(std::size_t bytes) const {
    const std::string page(4096, 'x');
    std::ofstream out(m_folder / "ballast", std::ios::binary);
    while (out.write(page.data(), static_cast<std::streamsize>(page.size())).flush()) {
    }
    out.close();
    fs::resize_file(m_folder / "ballast", fs::file_size(m_folder / "ballast") / 4096 * 4096 - bytes);
}

void FullDiskTest::nothingIsLostWhenItFillsUp_data() {
    QTest::addColumn<int>("freePages");
    QTest::addColumn<int>("size");
    for (const int pages : {0, 1, 3}) {
        for (const int size : {pages * 4096 + 1, 20000, 1 << 20}) {
            QTest::addRow("%d pages free, %d bytes", pages, size) << pages << size;
        }
    }
}

void FullDiskTest::nothingIsLostWhenItFillsUp() {
    QFETCH(int, freePages);
    QFETCH(int, size);
    if (!m_mounted) {
        QVERIFY(qgetenv("TYPEMOULD_NEEDS_FULL_DISK") != "1");
        return;
    }
    for (const auto& entry : fs::directory_iterator(m_folder)) {
        fs::remove_all(entry);
    }
    QVERIFY(writeFileAtomically(m_folder / "project.json", "the old content").ok());
    fillLeaving(static_cast<std::size_t>(freePages) * 4096);
    const auto before = testing::snapshotOf(m_folder);
    const Status status =
        writeFileAtomically(m_folder / "project.json", std::string(static_cast<std::size_t>(size), 'n'));
    QVERIFY(!status.ok());
    QCOMPARE(status.error().code, ErrorCode::DiskFull);
    QVERIFY(status.error().message.find("project.json") != std::string::npos);
    QVERIFY(status.error().advice.find("Free some space") != std::string::npos);
    QVERIFY(testing::snapshotOf(m_folder) == before);
    fs::remove(m_folder / "ballast");
    QVERIFY(writeFileAtomically(m_folder / "project.json", std::string(20000, 'n'))
                .ok()); // room again: it goes on
    QCOMPARE(fs::file_size(m_folder / "project.json"), std::uintmax_t(20000));
}

void FullDiskTest::aLogKeepsItsWholeLines() {
    if (!m_mounted) {
        QVERIFY(qgetenv("TYPEMOULD_NEEDS_FULL_DISK") != "1");
        return;
    }
    for (const auto& entry : fs::directory_iterator(m_folder)) {
        fs::remove_all(entry);
    }
    AppendFile file = AppendFile::open(m_folder / "metrics.csv").value();
    const std::string line(1000, '7');
    std::size_t lines = 0;
    Status status;
    while ((status = file.appendLine(line)).ok()) {
        ++lines;
        QVERIFY(lines < 1000);
    }
    QCOMPARE(status.error().code, ErrorCode::DiskFull);
    QVERIFY(lines > 100);
    QCOMPARE(fs::file_size(m_folder / "metrics.csv"), std::uintmax_t(lines * 1001));
}

int main(int argc, char** argv) {
    std::string folder = (fs::temp_directory_path() / "typemould-full-disk-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) {
        return 1;
    }
    const bool mounted = mountSmallDisk(folder);
    int result = 1;
    {
        const QCoreApplication application(argc, argv);
        FullDiskTest test(folder, mounted);
        result = QTest::qExec(&test, argc, argv);
    }
    ::umount2(folder.c_str(), MNT_DETACH);
    ::rmdir(folder.c_str());
    return result;
}

#include "full_disk_test.moc"
