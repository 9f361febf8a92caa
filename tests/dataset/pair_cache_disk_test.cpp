// A cache only saves time: whatever the disk does while it is written, the pairs are there and no half cache
// is.
#include "core/dataset/glyph_pairs.h"
#include "tests/support/disk_faults.h"
#include "tests/support/test_paths.h"

#include <QTemporaryDir>
#include <QTest>

using namespace typemould;
using namespace typemould::testing;
namespace fs = std::filesystem;

class PairCacheDiskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pairsAreDrawnWhateverTheDiskDoes();
};

void PairCacheDiskTest::pairsAreDrawnWhateverTheDiskDoes() {
    const QTemporaryDir dir;
    const fs::path root = fs::canonical(dir.path().toStdString());
    const fs::path cache = root / "cache" / "pairs.bin";
    const FontFace font = FontFace::open(sourceFile("resources/demo/demo-source.ttf")).orThrow();
    const auto& all = font.characters().characters();
    const CharacterSet characters(std::vector<char32_t>(all.end() - 20, all.end()));
    const auto draw = [&] { return GlyphPairs::draw(font, font, characters, {}, {.canvas = 32}, cache); };
    const auto anew = [&] { // an older cache, to be replaced
        fs::remove_all(root / "cache");
        GlyphPairs::draw(font, font, characters, {}, {.canvas = 40}, cache).orThrow();
    };
    anew();
    failingDiskArm(root.c_str(), 0, 0, failOnce);
    const std::string hash = draw()->hash();
    const long operations = failingDiskDisarm();
    QVERIFY(operations >= 8);
    for (const auto& fault : diskFaults) {
        for (long nth = 1; nth <= operations; ++nth) {
            anew();
            const auto before = snapshotOf(root);
            failingDiskArm(root.c_str(), nth, fault.code, fault.mode);
            const auto pairs = draw();
            failingDiskDisarm();
            QVERIFY(failingDiskFired() > 0);
            QVERIFY2(pairs, fault.name);
            QCOMPARE(pairs->hash(), hash);
            QVERIFY(snapshotOf(root) == before); // the older cache, whole, and nothing beside it
            QVERIFY(!draw()->fromCache());
            QVERIFY(draw()->fromCache());
        }
    }
}

QTEST_GUILESS_MAIN(PairCacheDiskTest)
#include "pair_cache_disk_test.moc"
