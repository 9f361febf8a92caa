// What the limits of control groups leave, in files as the kernel writes them, what this process holds, and
// that it keeps what was given back only while it is told to.
#include "core/base/memory.h"
#include "core/base/memory_keeping.h"

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

using namespace typemould;

class MemoryTest : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    void write(const std::string& name, const std::string& text) const {
        const auto file = std::filesystem::path(m_folder.path().toStdString()) / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << text;
    }
    double room(const std::string& membership) const {
        const auto found = controlGroupMemory(m_folder.path().toStdString(), membership);
        return found ? static_cast<double>(*found) : -1;
    }
private Q_SLOTS:
    void initTestCase() {
        write("box/memory.max", "1000000\n");
        write("box/memory.current", "700000\n");
        write("box/memory.stat", "anon 400000\ninactive_file 200000\n");
        write("box/inner/memory.max", "max\n");
        write("box/full/memory.max", "1000\n");
        write("box/full/memory.current", "5000\n");
        write("memory/old/memory.limit_in_bytes", "500000\n");
        write("memory/old/memory.usage_in_bytes", "100000\n");
        write("memory/free/memory.limit_in_bytes", "9223372036854771712\n");
    }

    void whatALimitLeaves_data() {
        QTest::addColumn<QString>("membership");
        QTest::addColumn<double>("bytes");                     // below 0: no limit
        QTest::newRow("version 2") << "0::/box\n" << 500000.0; // files that can be read again do not count
        QTest::newRow("the limit of the one around it") << "0::/box/inner\n" << 500000.0;
        QTest::newRow("nothing left") << "0::/box/full\n" << 0.0;
        QTest::newRow("none at the root") << "0::/\n" << -1.0;
        QTest::newRow("a group that is not there") << "0::/elsewhere\n" << -1.0;
        QTest::newRow("out of the root") << "0::/../../box\n" << -1.0;
        QTest::newRow("version 1") << "4:cpu,cpuacct:/box\n3:memory:/old\n" << 400000.0;
        QTest::newRow("version 1 without a limit") << "3:memory:/free\n" << -1.0;
        QTest::newRow("nonsense") << "what\n:\n::\n" << -1.0;
        QTest::newRow("empty") << "" << -1.0;
    }
    void whatALimitLeaves() {
        QFETCH(QString, membership);
        QFETCH(double, bytes);
        QCOMPARE(room(membership.toStdString()), bytes);
    }

    void thisProcessAndThisMachine() {
        const auto before = processMemory();
        QVERIFY(before > 1'000'000);
        const std::vector<char> more(64'000'000, 1);
        QVERIFY(processMemory() > before + 60'000'000 && more.back() == 1);
        QVERIFY(availableMemory().value_or(0) > 1'000'000);
    }

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
    void memoryIsKeptWhileItIsWanted() {
        constexpr std::uint64_t many = 300'000'000;
        const auto allocate = [] { // in pieces, as a training does
            std::vector<std::vector<char>> pieces;
            pieces.reserve(30); // nothing small lies between them
            for (std::uint64_t i = 0; i < 30; ++i) {
                pieces.emplace_back(many / 30, 1);
            }
            return processMemory();
        };
        const auto before = processMemory();
        {
            const MemoryKeeping outer;
            {
                const MemoryKeeping inner;
                QVERIFY(allocate() > before + many * 9 / 10);
            }
            QVERIFY(processMemory() > before + many * 9 / 10); // one is left
        }
        QVERIFY(processMemory() < before + many / 10);
        QVERIFY(allocate() > before + many * 9 / 10); // and nothing is kept any more
        QVERIFY(processMemory() < before + many / 3);
    }
#endif
};

QTEST_GUILESS_MAIN(MemoryTest)
#include "memory_test.moc"
