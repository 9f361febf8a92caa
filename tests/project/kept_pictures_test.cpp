// What the review keeps is stored as it was seen, and found again only where it fits.
#include "core/base/hash.h"
#include "core/project/kept_pictures.h"
#include "tests/support/foreign_locale.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace typemould;

namespace {

CheckpointManifest manifestOf(int canvas = 32) {
    CheckpointManifest manifest;
    manifest.dataset.canvas = canvas;
    manifest.targetHash = "target";
    return manifest;
}

GrayImage pictureOf(int side, std::uint8_t grey) {
    GrayImage picture(side, side);
    picture.at(3, 4) = grey;
    return picture;
}

} // namespace

class KeptPicturesTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    std::filesystem::path kept() const { return m_folder.filePath("kept").toStdString(); }

private Q_SLOTS:
    void theyAreFoundAgain();
    void otherGeometryIsNotTakenFor_data();
    void otherGeometryIsNotTakenFor();
    void theyAreOfTheTargetsStyle_data();
    void theyAreOfTheTargetsStyle();
    void damageIsTold();
    void aPictureOfAnotherSizeIsRefused();
    void theFolderIsTheSameInEveryLocale();
};

void KeptPicturesTest::theyAreFoundAgain() {
    QVERIFY(keptPictures(kept(), manifestOf(), {U'一', U'二'}).orThrow().empty());
    storeKeptPicture(kept(), manifestOf(), U'一', pictureOf(32, 7)).orThrow();
    storeKeptPicture(kept(), manifestOf(), U'一', pictureOf(32, 9)).orThrow();
    storeKeptPicture(kept(), manifestOf(), U'𠮷', pictureOf(32, 11)).orThrow();
    auto found = keptPictures(kept(), manifestOf(), {U'一', U'二', U'𠮷'}).orThrow();
    QCOMPARE(found.size(), std::size_t(2));
    QVERIFY(found[U'一'] == pictureOf(32, 9));
    QVERIFY(found[U'𠮷'] == pictureOf(32, 11));
}

void KeptPicturesTest::otherGeometryIsNotTakenFor_data() {
    QTest::addColumn<CheckpointManifest>("other");
    const auto row = [](const char* name, auto change) {
        CheckpointManifest manifest = manifestOf();
        change(manifest);
        QTest::newRow(name) << manifest;
    };
    row("another size", [](auto& manifest) { manifest.dataset.canvas = 64; });
    row("another scale", [](auto& manifest) { manifest.placements.target.scale = 0.8; });
    row("another offset", [](auto& manifest) { manifest.placements.target.offsetY = 1e-9; });
    row("another target font", [](auto& manifest) { manifest.targetHash = "other"; });
}

void KeptPicturesTest::otherGeometryIsNotTakenFor() {
    QFETCH(CheckpointManifest, other);
    storeKeptPicture(kept(), manifestOf(), U'四', pictureOf(32, 5)).orThrow();
    QVERIFY(!keptPicture(kept(), other, U'四').orThrow());
    CheckpointManifest later = manifestOf(); // what another checkpoint of the same geometry may differ in
    later.step = 900;
    later.placements.source.scale = 0.5;
    QVERIFY(keptPicture(kept(), later, U'四').orThrow());
}

void KeptPicturesTest::theyAreOfTheTargetsStyle_data() {
    QTest::addColumn<StyleChoice>("choice");
    QTest::addColumn<bool>("is"); // where the target's own style is 1
    QTest::newRow("nothing chosen") << StyleChoice{} << true;
    QTest::newRow("by its number") << StyleChoice{1, -1, 0} << true;
    QTest::newRow("another") << StyleChoice{0, -1, 0} << false;
    QTest::newRow("on the way to another") << StyleChoice{-1, 2, 0.3} << false;
    QTest::newRow("on the way from another") << StyleChoice{0, 1, 0.9} << false;
    QTest::newRow("none of the way") << StyleChoice{1, 2, 0} << true;
    QTest::newRow("the whole way from another") << StyleChoice{0, 1, 1} << true;
    QTest::newRow("from itself to itself") << StyleChoice{-1, 1, 0.5} << true;
}

void KeptPicturesTest::theyAreOfTheTargetsStyle() {
    QFETCH(StyleChoice, choice);
    QFETCH(bool, is);
    QCOMPARE(isTargetsStyle(choice, 1), is);
}

void KeptPicturesTest::damageIsTold() {
    storeKeptPicture(kept(), manifestOf(), U'五', pictureOf(32, 5)).orThrow();
    const auto file = keptFolderFor(kept(), manifestOf()) / "4E94.png";
    QFile damaged(QString::fromStdString(file.string()));
    QVERIFY(damaged.resize(20));
    const auto read = keptPictures(kept(), manifestOf(), {U'五'});
    QVERIFY(!read.ok());
    QVERIFY2(read.error().message.find("4E94.png") != std::string::npos, read.error().message.c_str());
}

void KeptPicturesTest::aPictureOfAnotherSizeIsRefused() {
    QVERIFY(!storeKeptPicture(kept(), manifestOf(), U'六', pictureOf(31, 5)).ok());
    QVERIFY(!keptPicture(kept(), manifestOf(), U'六').orThrow());
}

void KeptPicturesTest::theFolderIsTheSameInEveryLocale() {
    CheckpointManifest manifest = manifestOf(256);
    manifest.placements.target = {0.9, -0.02, 0};
    const auto here = keptFolderFor(kept(), manifest);
    const std::string text = "target 0x1.ccccccccccccdp-1 -0x1.47ae147ae147bp-6 0x0p+0 256";
    QCOMPARE(here.filename().string(), hashOf(Bytes(text.begin(), text.end())).substr(0, 16));
    const testing::ForeignLocale locale("de_DE");
    QCOMPARE(QByteArray(std::localeconv()->decimal_point), QByteArray(","));
    QCOMPARE(keptFolderFor(kept(), manifest), here);
}

QTEST_GUILESS_MAIN(KeptPicturesTest)
#include "kept_pictures_test.moc"
