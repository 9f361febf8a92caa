// A folder that is there whole or not at all. (Faults of the disk: ufo_test, which is made of one.)
#include "core/base/folder_aside.h"
#include "tests/support/disk_snapshot.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace typemould;
namespace fs = std::filesystem;

class FolderAsideTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_temporary = std::make_unique<QTemporaryDir>(); }
    void appearsWhenCommitted();
    void isGoneWhenNot();
    void replacesWhatItMay();
    void whatCameMeanwhileStays_data();
    void whatCameMeanwhileStays();
    void parentsAreNotMade();
    void namesStayInside();

private:
    fs::path root() const { return m_temporary->path().toStdString(); }
    Result<FolderAside> made(bool mayReplace = false) const {
        return FolderAside::create(root() / "folder", [mayReplace](const fs::path&) { return mayReplace; });
    }
    std::unique_ptr<QTemporaryDir> m_temporary;
};

void FolderAsideTest::appearsWhenCommitted() {
    auto folder = made();
    QVERIFY(folder.ok());
    QVERIFY(folder->write("a.txt", "one").ok());
    QVERIFY(folder->write("below/b.txt", "two").ok());
    QVERIFY(!fs::exists(root() / "folder"));
    QVERIFY(fs::exists(folder->aside() / "below" / "b.txt"));
    QVERIFY(folder->commit().ok());
    const testing::Snapshot expected{
        {"folder/", ""}, {"folder/a.txt", "one"}, {"folder/below/", ""}, {"folder/below/b.txt", "two"}};
    QVERIFY(testing::snapshotOf(root()) == expected);
}

void FolderAsideTest::isGoneWhenNot() {
    {
        auto folder = made();
        QVERIFY(folder->write("a.txt", "one").ok());
    }
    QVERIFY(fs::is_empty(root()));
    QVERIFY(!FolderAside::create(root() / "no" / "such" / "..", {}).ok());
}

void FolderAsideTest::replacesWhatItMay() {
    fs::create_directory(root() / "folder");
    std::ofstream(root() / "folder" / "old") << "old";
    QVERIFY(!made(false).ok());
    auto folder = made(true);
    QVERIFY(folder->write("new", "new").ok());
    QVERIFY(fs::exists(root() / "folder" / "old"));
    QVERIFY(folder->commit().ok());
    const testing::Snapshot expected{{"folder/", ""}, {"folder/new", "new"}};
    QVERIFY(testing::snapshotOf(root()) == expected);
}

void FolderAsideTest::whatCameMeanwhileStays_data() {
    QTest::addColumn<bool>("stoodBefore");
    QTest::addColumn<bool>("mayReplace");
    QTest::newRow("where nothing stood, a folder of other things") << false << false;
    QTest::newRow("where nothing stood, one that could be replaced") << false << true;
    QTest::newRow("another folder than the one that was looked at") << true << true;
}

void FolderAsideTest::whatCameMeanwhileStays() {
    QFETCH(bool, stoodBefore);
    QFETCH(bool, mayReplace);
    if (stoodBefore) {
        fs::create_directory(root() / "folder");
        std::ofstream(root() / "folder" / "old") << "old";
    }
    {
        auto folder = made(mayReplace);
        QVERIFY(folder->write("new", "new").ok());
        if (stoodBefore) {
            fs::rename(root() / "folder", root() / "before");
        }
        fs::create_directory(root() / "folder");
        std::ofstream(root() / "folder" / "mine") << "mine";
        const Status status = folder->commit();
        QVERIFY(!status.ok());
        QVERIFY(status.error().message.find("folder") != std::string::npos && !status.error().advice.empty());
    }
    testing::Snapshot expected{{"folder/", ""}, {"folder/mine", "mine"}};
    if (stoodBefore) {
        expected.insert({{"before/", ""}, {"before/old", "old"}});
    }
    QVERIFY(testing::snapshotOf(root()) == expected);
}

void FolderAsideTest::parentsAreNotMade() {
    const auto folder = FolderAside::create(root() / "mistyped" / "folder", {});
    QVERIFY(!folder.ok());
    QVERIFY(folder.error().code == ErrorCode::NotFound);
    QVERIFY(fs::is_empty(root()));
}

void FolderAsideTest::namesStayInside() {
    auto folder = made();
    for (const std::string& name :
         {std::string("../x"), std::string("/x"), std::string("a/../../x"), std::string(), std::string("."),
          std::string(".."), std::string("a\0b", 3), std::string("a/")}) {
        QVERIFY2(!folder->write(name, "x").ok(), name.c_str());
    }
    QVERIFY(folder->write("a", "x").ok());
    QVERIFY(!folder->write("a", "x").ok()); // each once
    QVERIFY(folder->commit().ok());
    const testing::Snapshot expected{{"folder/", ""}, {"folder/a", "x"}};
    QVERIFY(testing::snapshotOf(root()) == expected);
}

QTEST_GUILESS_MAIN(FolderAsideTest)
#include "folder_aside_test.moc"
