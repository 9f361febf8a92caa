// hashOf: XXH3-128, the numbers that `xxhsum -H2` prints.
#include "core/base/hash.h"

#include <QtTest>
#include <vector>

using namespace typemould;

class HashTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isXxh3();
    void seesEveryChange();
};

void HashTest::isXxh3() {
    QCOMPARE(hashOf(std::string_view()), std::string("99aa06d3014798d86001c324468d497f"));
    QCOMPARE(hashOf(std::string_view("abc")), std::string("06b05ab6733a618578af5f94892f3950"));
    const std::vector<std::uint8_t> bytes{'a', 'b', 'c'};
    QCOMPARE(hashOf(bytes), hashOf(std::string_view("abc")));
}

void HashTest::seesEveryChange() {
    std::vector<std::uint8_t> bytes(1000, 7);
    const std::string before = hashOf(bytes);
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
        bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
        QVERIFY(hashOf(bytes) != before);
        bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
    }
    QCOMPARE(hashOf(bytes), before);
}

QTEST_GUILESS_MAIN(HashTest)
#include "hash_test.moc"
