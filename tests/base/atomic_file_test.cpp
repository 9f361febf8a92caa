// AtomicFile and the verbs on files beside it: whole or not at all, nothing but plain files, messages that
// help.
#include "core/base/atomic_file.h"
#include "tests/support/disk_snapshot.h"

#include <QTemporaryDir>
#include <QtTest>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace typemould;
namespace fs = std::filesystem;

namespace {

mode_t modeOf(const fs::path& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 07777 : 0;
}

bool speaksOf(const Error& error, const std::string& name) {
    return error.message.find(name) != std::string::npos && !error.advice.empty();
}

} // namespace

class AtomicFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void appearsOnlyWhenCommitted();
    void whatIsNotCommittedIsDiscarded();
    void replacesAndKeepsTheMode_data();
    void replacesAndKeepsTheMode();
    void refusesWhatIsNoPlainFile_data();
    void refusesWhatIsNoPlainFile();
    void namesOfEveryLength_data();
    void namesOfEveryLength();
    void namesThatAreNoUtf8();
    void foldersThatCannotBeWrittenTo_data();
    void foldersThatCannotBeWrittenTo();
    void committedTwiceIsAnError();
    void movedFilesGoOn();
    void leavesOtherNamesOfTheOldFileAlone();
    void linesAreAppendedWhole();
    void aTornLineIsEnded();
    void logsRefuseWhatIsNoPlainFile();
    void readsOnlyFilesAndOnlySoMuch();
    void makesFoldersWithTheirParents();
    void removesTreesButNotWhatLinksPointTo();
    void renamesButReplacesNothing();
    void sweepsWhatDeadProgramsLeft();
    void errorsSayWhatToDo_data();
    void errorsSayWhatToDo();
    void pathsAreShownAsText_data();
    void pathsAreShownAsText();

private:
    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_folder;
};

void AtomicFileTest::init() {
    m_temporary = std::make_unique<QTemporaryDir>();
    QVERIFY(m_temporary->isValid());
    m_folder = m_temporary->path().toStdString();
}

void AtomicFileTest::appearsOnlyWhenCommitted() {
    auto file = AtomicFile::create(m_folder / "a.txt");
    QVERIFY(file.ok());
    QVERIFY(file->write("one, ").ok());
    QVERIFY(file->write("two").ok());
    QVERIFY(!fs::exists(m_folder / "a.txt"));
    const auto names = testing::snapshotOf(m_folder); // the temporary lies beside it and says whose it is
    QCOMPARE(names.size(), std::size_t(1));
    QVERIFY(names.begin()->first.starts_with(".a.txt.tmp-" + std::to_string(::getpid()) + "-"));
    QVERIFY(file->commit().ok());
    QCOMPARE(testing::snapshotOf(m_folder), (testing::Snapshot{{"a.txt", "one, two"}}));
}

void AtomicFileTest::whatIsNotCommittedIsDiscarded() {
    QVERIFY(writeFileAtomically(m_folder / "a.txt", "old").ok());
    {
        auto file = AtomicFile::create(m_folder / "a.txt");
        QVERIFY(file->write("new").ok());
    }
    QCOMPARE(testing::snapshotOf(m_folder), (testing::Snapshot{{"a.txt", "old"}}));
}

void AtomicFileTest::replacesAndKeepsTheMode_data() {
    QTest::addColumn<int>("old"); // -1: no old file
    QTest::addColumn<int>("mask");
    QTest::addColumn<int>("expected");
    QTest::newRow("new, usual mask") << -1 << 022 << 0644;
    QTest::newRow("new, private mask") << -1 << 077 << 0600;
    QTest::newRow("old is private") << 0600 << 022 << 0600;
    QTest::newRow("old is for the group") << 0664 << 077 << 0664;
    QTest::newRow("old can be run") << 0755 << 022 << 0755;
}

void AtomicFileTest::replacesAndKeepsTheMode() {
    QFETCH(int, old);
    QFETCH(int, mask);
    QFETCH(int, expected);
    const fs::path path = m_folder / "a.txt";
    if (old >= 0) {
        QVERIFY(writeFileAtomically(path, "old").ok());
        QCOMPARE(::chmod(path.c_str(), static_cast<mode_t>(old)), 0);
    }
    const mode_t before = ::umask(static_cast<mode_t>(mask));
    const Status status = writeFileAtomically(path, "new");
    ::umask(before);
    QVERIFY(status.ok());
    QCOMPARE(modeOf(path), static_cast<mode_t>(expected));
    QCOMPARE(testing::snapshotOf(m_folder), (testing::Snapshot{{"a.txt", "new"}}));
}

void AtomicFileTest::refusesWhatIsNoPlainFile_data() {
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"link to a file", "dangling link", "link to a folder", "folder", "pipe"}) {
        QTest::newRow(kind) << kind;
    }
}

void AtomicFileTest::refusesWhatIsNoPlainFile() {
    QFETCH(QString, kind);
    const fs::path path = m_folder / "target.png";
    QVERIFY(writeFileAtomically(m_folder / "precious", "precious").ok());
    fs::create_directory(m_folder / "folder");
    if (kind == "link to a file") {
        fs::create_symlink("precious", path);
    } else if (kind == "dangling link") {
        fs::create_symlink("not-there", path);
    } else if (kind == "link to a folder") {
        fs::create_symlink("folder", path);
    } else if (kind == "folder") {
        fs::create_directory(path);
    } else {
        QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
    }
    const Status status = writeFileAtomically(path, "new");
    QVERIFY(!status.ok());
    QCOMPARE(status.error().code, ErrorCode::Io);
    QVERIFY(speaksOf(status.error(), "target.png"));
    QCOMPARE(readTextFile(m_folder / "precious").value(), std::string("precious"));
    QVERIFY(!fs::exists(m_folder / "not-there"));
    QVERIFY(!fs::is_regular_file(fs::symlink_status(path)));
    for (const auto& [name, content] : testing::snapshotOf(m_folder)) {
        QVERIFY2(name.find(".tmp-") == std::string::npos, name.c_str());
    }
}

void AtomicFileTest::namesOfEveryLength_data() {
    QTest::addColumn<int>("length");
    QTest::addColumn<bool>("taken");
    for (const int length : {1, 200, 220, 230, 254, 255}) {
        QTest::addRow("%d", length) << length << true;
    }
    for (const int length : {256, 300, 5000}) {
        QTest::addRow("%d", length) << length << false;
    }
}

void AtomicFileTest::namesOfEveryLength() {
    QFETCH(int, length);
    QFETCH(bool, taken);
    const std::string name(static_cast<std::size_t>(length), 'n');
    const Status status = writeFileAtomically(m_folder / name, "text");
    QCOMPARE(status.ok(), taken);
    if (taken) {
        QCOMPARE(testing::snapshotOf(m_folder), (testing::Snapshot{{name, "text"}}));
    } else {
        QCOMPARE(status.error().code, ErrorCode::Io);
        QVERIFY(speaksOf(status.error(), name));
        QVERIFY(status.error().advice.find("shorter") != std::string::npos);
        QVERIFY(testing::snapshotOf(m_folder).empty());
    }
}

void AtomicFileTest::namesThatAreNoUtf8() {
    const fs::path path = m_folder / "gl\xFFyph\xE6\x9D.txt";
    QVERIFY(writeFileAtomically(path, "text").ok());
    QCOMPARE(readTextFile(path).value(), std::string("text"));
    const Status status = writeFileAtomically(path / "below", "text");
    QVERIFY(!status.ok());
    QVERIFY(speaksOf(status.error(), "gl\\xFFyph\\xE6\\x9D.txt"));
}

void AtomicFileTest::foldersThatCannotBeWrittenTo_data() {
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("code");
    QTest::newRow("a plain file") << "plain" << int(ErrorCode::Io); // ENOTDIR: holds for root as well
    QTest::newRow("not there") << "missing" << int(ErrorCode::NotFound);
    QTest::newRow("a folder that takes no files from anyone") << "/proc/self" << int(ErrorCode::NotFound);
}

void AtomicFileTest::foldersThatCannotBeWrittenTo() {
    QFETCH(QString, folder);
    QFETCH(int, code);
    QVERIFY(writeFileAtomically(m_folder / "plain", "old").ok());
    const fs::path path =
        m_folder / folder.toStdString() / "a.txt"; // an absolute folder replaces the first part
    const Status status = writeFileAtomically(path, "text");
    QVERIFY(!status.ok());
    QCOMPARE(int(status.error().code), code);
    QVERIFY(speaksOf(status.error(), "a.txt"));
    QCOMPARE(testing::snapshotOf(m_folder), (testing::Snapshot{{"plain", "old"}}));
}

void AtomicFileTest::committedTwiceIsAnError() {
    auto file = AtomicFile::create(m_folder / "a.txt");
    QVERIFY(file->write("text").ok());
    QVERIFY(file->commit().ok());
    QVERIFY(!file->commit().ok());
    QVERIFY(!file->write("more").ok());
    QCOMPARE(testing::snapshotOf(m_folder), (testing::Snapshot{{"a.txt", "text"}}));
}

void AtomicFileTest::movedFilesGoOn() {
    AtomicFile first = AtomicFile::create(m_folder / "a.txt").value();
    QVERIFY(first.write("te").ok());
    AtomicFile second = std::move(first);
    QVERIFY(!first.write("lost").ok()); // NOLINT(bugprone-use-after-move): that it is refused is the point
    QVERIFY(second.write("xt").ok());
    AtomicFile third = AtomicFile::create(m_folder / "b.txt").value();
    third = std::move(second);
    QVERIFY(third.commit().ok());
    QCOMPARE(testing::snapshotOf(m_folder), (testing::Snapshot{{"a.txt", "text"}}));
}

void AtomicFileTest::leavesOtherNamesOfTheOldFileAlone() {
    QVERIFY(writeFileAtomically(m_folder / "a.txt", "old").ok());
    fs::create_hard_link(m_folder / "a.txt", m_folder / "b.txt");
    QVERIFY(writeFileAtomically(m_folder / "a.txt", "new").ok());
    QCOMPARE(testing::snapshotOf(m_folder), (testing::Snapshot{{"a.txt", "new"}, {"b.txt", "old"}}));
}

void AtomicFileTest::linesAreAppendedWhole() {
    const fs::path path = m_folder / "metrics.csv";
    {
        auto file = AppendFile::open(path);
        QVERIFY(file.ok());
        QVERIFY(file->appendLine("step,loss").ok());
        QVERIFY(file->appendLine("").ok());
        const Status broken = file->appendLine("1\n2");
        QCOMPARE(broken.error().code, ErrorCode::InvalidArgument);
    }
    QVERIFY(AppendFile::open(path)->appendLine("1,0.5").ok());
    QCOMPARE(readTextFile(path).value(), std::string("step,loss\n\n1,0.5\n"));
}

void AtomicFileTest::aTornLineIsEnded() {
    const fs::path path = m_folder / "metrics.csv";
    QVERIFY(writeFileAtomically(path, "1,0.5\n2,0.").ok());
    QVERIFY(AppendFile::open(path)->appendLine("2,0.4").ok());
    QCOMPARE(readTextFile(path).value(), std::string("1,0.5\n2,0.\n2,0.4\n"));
}

void AtomicFileTest::logsRefuseWhatIsNoPlainFile() {
    fs::create_symlink("elsewhere", m_folder / "link");
    fs::create_directory(m_folder / "folder");
    QCOMPARE(::mkfifo((m_folder / "pipe").c_str(), 0600), 0);
    for (const char* name : {"link", "folder", "pipe", "missing/file"}) {
        const auto file = AppendFile::open(m_folder / name);
        QVERIFY2(!file.ok(), name);
        QVERIFY(speaksOf(file.error(), name));
    }
    QVERIFY(!fs::exists(m_folder / "elsewhere"));
}

void AtomicFileTest::readsOnlyFilesAndOnlySoMuch() {
    const fs::path path = m_folder / "a.txt";
    QVERIFY(writeFileAtomically(path, "0123456789").ok());
    QCOMPARE(readFile(path, 10).value().size(), std::size_t(10));
    const auto large = readFile(path, 9);
    QCOMPARE(large.error().code, ErrorCode::Unsupported);
    QVERIFY(speaksOf(large.error(), "a.txt"));
    QCOMPARE(readFile(m_folder).error().code, ErrorCode::Io);
    QCOMPARE(readFile(m_folder / "missing").error().code, ErrorCode::NotFound);
    QVERIFY(speaksOf(readFile(m_folder / "missing").error(), "missing"));
    QCOMPARE(readFile("/dev/zero").error().code, ErrorCode::Io);
    QCOMPARE(::mkfifo((m_folder / "pipe").c_str(), 0600), 0);
    QCOMPARE(readFile(m_folder / "pipe").error().code, ErrorCode::Io); // and it does not wait for a writer
    QVERIFY(!readFile("/proc/self/status").value().empty()); // says that it holds 0 bytes, and holds more
    QVERIFY(!readFile("/proc/self/status", 10).ok());
    QVERIFY(writeFileAtomically(path, "").ok());
    QVERIFY(readTextFile(path).value().empty());
}

void AtomicFileTest::makesFoldersWithTheirParents() {
    QVERIFY(makeFolder(m_folder / "a" / "b" / "c").ok());
    QVERIFY(makeFolder(m_folder / "a" / "b" / "c" / "").ok());
    QVERIFY(fs::is_directory(m_folder / "a" / "b" / "c"));
    QVERIFY(writeFileAtomically(m_folder / "file", "old").ok());
    for (const fs::path& path : {m_folder / "file", m_folder / "file" / "below"}) {
        const Status status = makeFolder(path);
        QCOMPARE(status.error().code, ErrorCode::Io);
        QVERIFY(speaksOf(status.error(), "file"));
    }
    QVERIFY(!makeFolder(m_folder / std::string(300, 'n')).ok());
    QVERIFY(!makeFolder("/proc/typemould/export").ok());
    const fs::path before = fs::current_path();
    fs::current_path(m_folder);
    const Status relative = makeFolder("x/y");
    fs::current_path(before);
    QVERIFY(relative.ok());
    QVERIFY(fs::is_directory(m_folder / "x" / "y"));
}

void AtomicFileTest::removesTreesButNotWhatLinksPointTo() {
    QVERIFY(makeFolder(m_folder / "tree" / "deep").ok());
    QVERIFY(makeFolder(m_folder / "kept").ok());
    QVERIFY(writeFileAtomically(m_folder / "kept" / "file", "kept").ok());
    fs::create_directory_symlink(m_folder / "kept", m_folder / "tree" / "deep" / "link");
    QVERIFY(removeTree(m_folder / "tree").ok());
    QVERIFY(removeTree(m_folder / "tree").ok()); // not there: fine
    QCOMPARE(testing::snapshotOf(m_folder), (testing::Snapshot{{"kept/", ""}, {"kept/file", "kept"}}));
    QVERIFY(!removeTree("/proc/self/status").ok());
}

void AtomicFileTest::renamesButReplacesNothing() {
    QVERIFY(makeFolder(m_folder / "new").ok());
    QVERIFY(writeFileAtomically(m_folder / "new" / "file", "new").ok());
    QVERIFY(makeFolder(m_folder / "empty").ok()); // a bare rename(2) would replace this one
    const Status onto = renameFolder(m_folder / "new", m_folder / "empty");
    QCOMPARE(onto.error().code, ErrorCode::Io);
    QVERIFY(speaksOf(onto.error(), "empty"));
    QCOMPARE(renameFolder(m_folder / "missing", m_folder / "other").error().code, ErrorCode::NotFound);
    QVERIFY(renameFolder(m_folder / "new", m_folder / "final").ok());
    QCOMPARE(testing::snapshotOf(m_folder),
             (testing::Snapshot{{"empty/", ""}, {"final/", ""}, {"final/file", "new"}}));
}

void AtomicFileTest::sweepsWhatDeadProgramsLeft() {
    const pid_t child = ::fork();
    if (child == 0) {
        auto file = AtomicFile::create(m_folder / "a.txt");
        (void)file->write("half");
        ::_exit(0); // as by kill -9: no destructor runs
    }
    ::waitpid(child, nullptr, 0);
    AtomicFile living = AtomicFile::create(m_folder / "b.txt").value();
    const fs::path folder = temporaryPathFor(m_folder / "checkpoint"); // ours: alive
    QVERIFY(makeFolder(folder).ok());
    for (const char* name :
         {".tmp-1", "a.tmp-999999999-0123456789abcdef", ".a.tmp-99999999-xyz", ".a.tmp-0-0123456789abcdef"}) {
        QVERIFY(writeFileAtomically(m_folder / name, "the user's own").ok());
    }
    const std::size_t before = testing::snapshotOf(m_folder).size();
    QCOMPARE(removeAbandonedTemporaries(m_folder).value(), std::size_t(1));
    QCOMPARE(testing::snapshotOf(m_folder).size(), before - 1);
    QVERIFY(living.write("whole").ok());
    QVERIFY(living.commit().ok());
    QVERIFY(fs::is_directory(folder));
    QVERIFY(!removeAbandonedTemporaries(m_folder / "missing").ok());
}

void AtomicFileTest::errorsSayWhatToDo_data() {
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("advice");
    QTest::newRow("ENOSPC") << ENOSPC << int(ErrorCode::DiskFull) << "Free some space";
    QTest::newRow("EDQUOT") << EDQUOT << int(ErrorCode::DiskFull) << "Free some space";
    QTest::newRow("ENOENT") << ENOENT << int(ErrorCode::NotFound) << "still there";
    QTest::newRow("ENOMEM") << ENOMEM << int(ErrorCode::OutOfMemory) << "Try again";
    QTest::newRow("EACCES") << EACCES << int(ErrorCode::Io) << "permissions";
    QTest::newRow("EROFS") << EROFS << int(ErrorCode::Io) << "may write to";
    QTest::newRow("EIO") << EIO << int(ErrorCode::Io) << "device";
    QTest::newRow("EISDIR") << EISDIR << int(ErrorCode::Io) << "folder";
    QTest::newRow("unknown") << 9999 << int(ErrorCode::Io) << "Try again";
}

void AtomicFileTest::errorsSayWhatToDo() {
    QFETCH(int, code);
    QFETCH(int, kind);
    QFETCH(QString, advice);
    const Error error = systemError(code, "write", "/glyphs/6771.png");
    QCOMPARE(int(error.code), kind);
    QVERIFY(error.message.starts_with("Cannot write /glyphs/6771.png: "));
    QVERIFY(error.message.ends_with("."));
    QVERIFY2(QString::fromStdString(error.advice).contains(advice), error.advice.c_str());
}

void AtomicFileTest::pathsAreShownAsText_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("plain") << QByteArray("/a/b.png") << QByteArray("/a/b.png");
    QTest::newRow("Han") << QByteArray("/字模/東𠀀.png") << QByteArray("/字模/東𠀀.png");
    QTest::newRow("Latin-1") << QByteArray("/caf\xE9") << QByteArray("/caf\\xE9");
    QTest::newRow("cut short") << QByteArray("\xE6\x9D") << QByteArray("\\xE6\\x9D");
    QTest::newRow("overlong") << QByteArray("\xC0\xAF\xE0\x80\xAF")
                              << QByteArray("\\xC0\\xAF\\xE0\\x80\\xAF");
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << QByteArray("\\xED\\xA0\\x80");
    QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80") << QByteArray("\\xF4\\x90\\x80\\x80");
    QTest::newRow("terminal control")
        << QByteArray("a\x1B[2Jb\nc\x7F") << QByteArray("a\\x1B[2Jb\\x0Ac\\x7F");
}

void AtomicFileTest::pathsAreShownAsText() {
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(pathText(path.toStdString())), text);
}

QTEST_GUILESS_MAIN(AtomicFileTest)
#include "atomic_file_test.moc"
