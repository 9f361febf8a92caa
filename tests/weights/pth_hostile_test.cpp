// What a .pth may try: each lie is refused with a typed error that names the file, soon, in little memory,
// with nothing run and nothing written.
#include "core/weights/pth.h"
#include "tests/weights/pth_forge.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <ctime>

using namespace typemould;
using namespace typemould::forge;

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr long memoryLimitKiB = 1024 * 1024;
constexpr qint64 timeLimitMs = 2000;
#else
constexpr long memoryLimitKiB = 256 * 1024;
constexpr qint64 timeLimitMs = 200;
#endif

constexpr std::int64_t huge = std::int64_t{1} << 62;

/// The most memory this process ever held.
long peakKiB() {
    QFile status("/proc/self/status");
    if (status.open(QIODevice::ReadOnly)) {
        for (const auto& line : status.readAll().split('\n')) {
            if (line.startsWith("VmHWM:")) {
                return line.mid(6).simplified().split(' ').first().toLong();
            }
        }
    }
    return -1;
}

/// Time that the processor spent on this program: what other programs do meanwhile does not count.
qint64 processMilliseconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

std::string repeated(const std::string& text, std::size_t count) {
    std::string all;
    all.reserve(text.size() * count);
    for (std::size_t i = 0; i < count; ++i) {
        all += text;
    }
    return all;
}

/// The honest file with one change to its members.
std::string changed(const std::function<void(std::vector<Member>&)>& change, const End& end = {}) {
    auto members = membersAround(pickleOf({}));
    change(members);
    return zip(members, end);
}

std::string shaped(const std::vector<std::int64_t>& shape, const std::vector<std::int64_t>& strides,
                   std::int64_t offset = 0) {
    return fileAround(pickleOf({.shape = shape, .strides = strides, .offset = offset}));
}

/// A file whose pickle is a dict with `value` in it.
std::string holding(const std::string& value) {
    return fileAround(Pickle().raw("}").text("w").raw(value).raw("s").stop());
}

std::string calling(const std::string& module, const std::string& name, const std::string& arguments) {
    return holding(Pickle().global(module, name).raw(arguments).raw("R").bytes.substr(2));
}

/// `levels` dicts, each holding the one before twice: two to the power of `levels` ways to the bottom.
std::string doublingBomb(int levels) {
    Pickle pickle;
    pickle.raw("(}q").raw(std::string(1, '\0'));
    for (int level = 1; level <= levels; ++level) {
        const std::string below(1, static_cast<char>(level - 1));
        pickle.raw("}(").text("a").raw("h" + below).text("b").raw("h" + below).raw("uq");
        pickle.raw(std::string(1, static_cast<char>(level)));
    }
    return holding(pickle.raw("t").bytes.substr(2));
}

} // namespace

class PthHostileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theForgeIsHonestUnlessToldOtherwise();
    void isRefused_data();
    void isRefused();
    void thereAreAtLeastSixty();
    void everyTruncationIsRefused();
    void everyFlippedBitIsRefusedOrHarmless();
    void whatIsNoPlainFileIsRefused();
    void cleanupTestCase();

private:
    std::filesystem::path write(const std::string& bytes) const {
        const QString name = m_folder.filePath("hostile.pth");
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) ||
            file.write(bytes.data(), static_cast<qint64>(bytes.size())) < 0) {
            qFatal("cannot write %s", qPrintable(name));
        }
        return name.toStdString();
    }
    QTemporaryDir m_folder;
    int m_refused = 0;
};

void PthHostileTest::theForgeIsHonestUnlessToldOtherwise() {
    const std::vector<std::string> files{
        fileAround(pickleOf({})), zip(membersAround(pickleOf({})), {.zip64 = true}),
        shaped({3, 2}, {1, 3}),   shaped({2}, {2}, 3),
        shaped({0, 5}, {1, 1}),   shaped({}, {})};
    for (const auto& bytes : files) {
        const auto read = readPth(write(bytes));
        QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
        QCOMPARE(read->tensors.size(), std::size_t{1});
    }
}

void PthHostileTest::isRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* name, const std::string& bytes, const char* code, const char* word) {
        QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())) << code << word;
    };
    const char* const bad = "bad_format";
    const char* const foreign = "unsupported";
    using Members = std::vector<Member>;

    // What is no .pth at all.
    row("empty file", "", bad, "not a set of weights");
    row("text file", "these are no weights, but a letter\n", bad, "not a set of weights");
    row("legacy stream", std::string("\x80\x02\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19.", 15),
        foreign, "before PyTorch 1.6");
    row("bare pickle", Pickle().raw("}").stop(), foreign, "bare pickle");
    row("zip without pickle", zip({{.name = "a/version", .data = "3\n"}}), bad, "no data.pkl");
    row("two pickles", changed([](Members& m) { m.push_back({.name = "b/data.pkl", .data = "x"}); }), bad,
        "two pickles");
    row("member beside the weights",
        changed([](Members& m) { m.push_back({.name = "b/run.sh", .data = "x"}); }), bad, "lies beside");
    row("TorchScript", changed([](Members& m) { m.push_back({.name = "a/code/net.py", .data = "x"}); }),
        foreign, "TorchScript");
    row("no version", changed([](Members& m) { m.pop_back(); }), bad, "version");
    row("unknown version", changed([](Members& m) { m[2].data = "999\n"; }), foreign, "version");
    row("big-endian", changed([](Members& m) { m.push_back({.name = "a/byteorder", .data = "big"}); }),
        foreign, "little-endian");

    // The zip around it.
    row("compressed member", changed([](Members& m) { m[1].method = 8; }), foreign, "compressed");
    row("encrypted member", changed([](Members& m) { m[1].flags = 1; }), foreign, "encrypted");
    row("strongly encrypted member", changed([](Members& m) { m[1].flags = 0x41; }), foreign, "encrypted");
    row("unknown flags", changed([](Members& m) { m[1].flags = 0x20; }), foreign, "unknown flags");
    row("duplicate member", changed([](Members& m) { m.push_back(m[1]); }), bad, "twice");
    row("climbing member", changed([](Members& m) { m[1].name = "a/../../etc/passwd"; }), bad, "leads out");
    row("member that is ..", changed([](Members& m) { m[1].name = ".."; }), bad, "leads out");
    row("absolute member", changed([](Members& m) { m[1].name = "/etc/passwd"; }), bad, "leads out");
    row("backslashes", changed([](Members& m) { m[1].name = "a\\..\\b"; }), bad, "forbidden characters");
    row("NUL in a name", changed([](Members& m) { m[1].name = std::string("a/data/0\0x", 10); }), bad,
        "forbidden characters");
    row("folder", changed([](Members& m) { m.push_back({.name = "a/data/", .data = ""}); }), foreign,
        "folder");
    row("very long name", changed([](Members& m) { m[1].name = "a/" + std::string(4000, 'x'); }), bad,
        "very long");
    row("symbolic link", changed([](Members& m) { m[1].attributes = 0120777u << 16; }), foreign, "link");
    row("device", changed([](Members& m) { m[1].attributes = 0020666u << 16; }), foreign, "link");
    row("size beyond the file", changed([](Members& m) { m[1].size = m[1].localSize = 1u << 30; }), bad,
        "outside");
    row("two sizes", changed([](Members& m) { m[1].packed = 7; }), bad, "two sizes");
    row("offset beyond the file", changed([](Members& m) { m[1].offset = 1u << 30; }), bad, "outside");
    row("offset at another member", changed([](Members& m) { m[1].offset = 0; }), bad, "does not agree");
    row("another local name", changed([](Members& m) { m[1].localName = "a/data/1"; }), bad,
        "does not agree");
    row("another local size", changed([](Members& m) { m[1].localSize = 20; }), bad, "does not agree");
    row("another local checksum", changed([](Members& m) { m[1].localCrc = 1; }), bad, "does not agree");
    row("wrong checksum of numbers", changed([](Members& m) { m[1].crc = 1; }), bad, "checksum");
    row("wrong checksum of the pickle", changed([](Members& m) { m[0].crc = 1; }), bad, "checksum");
    row("wrong descriptor", changed([](Members& m) {
            m[1].flags = 8;
            m[1].descriptor = std::string("PK\x07\x08", 4) + std::string(12, '\1');
        }),
        bad, "descriptor");
    row("overlapping members", changed([](Members& m) {
            m[1].data += std::string(200, 'x');
            const Member inner{.name = "a/data/1", .data = "hidden"};
            m[1].data += zip({inner}).substr(0, 30 + 8 + 6);
            m.push_back(inner);
            m.back().offset = static_cast<std::uint32_t>(zip({m[0]}).find("PK\x01\x02") + 30 + 8 + 24 + 200);
        }),
        bad, "overlap");
    row("ZIP64 field that lacks a number", changed([](Members& m) { m[1].size = m[1].packed = 0xFFFFFFFF; }),
        bad, "lacks a number");
    row("ZIP64 size beyond the file", changed([](Members& m) {
            m[1].size = m[1].packed = 0xFFFFFFFF;
            m[1].extra = std::string("\x01\0\x10\0", 4) + std::string(15, '\xFF') + '\x7F';
        }),
        bad, "two sizes");
    row("ZIP64 size near 2^64", changed([](Members& m) {
            m[1].size = m[1].packed = 0xFFFFFFFF;
            m[1].extra = std::string("\x01\0\x10\0", 4) + std::string(16, '\xFF');
        }),
        bad, "outside");
    row("extra field cut off", changed([](Members& m) { m[1].extra = std::string("\x01\0\xFF\0", 4); }), bad,
        "extra field");
    row("local extra field beyond the file",
        changed([](Members& m) { m[1].localExtra = std::string("FB\xFF\xFF", 4); }), bad, "extra field");
    row("ZIP64 record with other entries", changed([](Members&) {}, {.zip64 = true, .zip64EntriesOff = 1}),
        bad, "ZIP64");
    row("ZIP64 record with another place",
        changed([](Members&) {}, {.offset = 0xFFFFFFFF, .zip64 = true, .zip64OffsetOff = 8}), bad, "ZIP64");
    row("ZIP64 locator astray",
        changed([](Members&) {}, {.zip64 = true, .locatorOff = std::uint64_t{1} << 40}), bad,
        "ZIP64 locator");
    row("more entries than the directory", changed([](Members&) {}, {.entries = 9}), bad, "directory");
    row("fewer entries than the directory", changed([](Members&) {}, {.entries = 2}), bad, "directory");
    row("65,535 entries", changed([](Members&) {}, {.entries = 65535}), bad, "directory");
    row("directory beyond the file", changed([](Members&) {}, {.size = 1u << 31}), bad, "directory");
    row("directory elsewhere", changed([](Members&) {}, {.offset = 3}), bad, "directory");
    row("comment behind the end", changed([](Members&) {}, {.comment = 100}), bad, "cut off");

    // The pickle: what it may name and call.
    row("os.system", calling("os", "system", Pickle().raw("(").text("touch owned").raw("t").bytes.substr(2)),
        foreign, "os.system");
    row("posix.system", calling("posix", "system", ")"), foreign, "posix.system");
    row("builtins.eval", calling("builtins", "eval", ")"), foreign, "builtins.eval");
    row("__builtin__.getattr", calling("__builtin__", "getattr", ")"), foreign, "getattr");
    row("subprocess.Popen", calling("subprocess", "Popen", ")"), foreign, "Popen");
    row("torch.load", calling("torch", "load", ")"), foreign, "torch.load");
    row("torch.nn.Linear", calling("torch.nn.modules.linear", "Linear", ")"), foreign, "Linear");
    row("numpy scalar", calling("numpy.core.multiarray", "scalar", ")"), foreign, "numpy");
    row("attribute of an allowed module", calling("collections", "OrderedDict.fromkeys", ")"), foreign,
        "fromkeys");
    row("unreadable global", calling("\xFF\xFE", "\x80", ")"), foreign, "unreadable");
    row("endless global", holding("c" + std::string(100000, 'x')), bad, "cut off");
    row("called storage type", calling("torch", "FloatStorage", ")"), foreign, "storage type");
    row("OrderedDict of things", calling("collections", "OrderedDict", "]\x85"), foreign, "OrderedDict");
    row("BUILD on a number", holding("K\x01}b"), foreign, "inside of an object");
    row("NEWOBJ", holding("ccollections\nOrderedDict\n)\x81"), foreign, "opcode 129");
    row("INST", holding("(ios\nsystem\n"), foreign, "opcode 105");
    row("OBJ", holding("(ccollections\nOrderedDict\no"), foreign, "opcode 111");
    row("EXT1", holding("\x82\x01"), foreign, "opcode 130");
    row("STACK_GLOBAL", holding("\x93"), foreign, "opcode 147");
    row("text persistent id", holding("Pstorage\n"), foreign, "opcode 80");
    row("DUP bomb", holding("K\x01" + std::string(100000, '2')), foreign, "opcode 50");
    row("protocol 4", fileAround("\x80\x04}."), foreign, "protocol 2");

    // The pickle: budgets.
    row("nested 10,000 deep in tuples", holding(")" + std::string(10000, '\x85')), foreign, "64 levels");
    row("nested 10,000 deep in lists", holding(std::string(10000, ']') + std::string(9999, 'a')), foreign,
        "64 levels");
    row("10,000 open marks", holding(std::string(10000, '(')), foreign, "64 levels");
    row("dict inside itself",
        fileAround(Pickle()
                       .raw("}q")
                       .raw(std::string(1, '\0'))
                       .text("a")
                       .raw("h")
                       .raw(std::string(1, '\0') + "s")
                       .stop()),
        foreign, "more than a set of weights");
    row("memo bomb of dicts", doublingBomb(60), foreign, "more than a set of weights");
    row("memo of 2^32", holding("K\x01r\xFF\xFF\xFF\xFF"), foreign, "100,000");
    row("memo never put", holding("h\x07"), bad, "never remembered");
    row("million memo copies",
        holding("(K\x01q" + std::string(1, '\0') + repeated(std::string("h\0", 2), 1100000) + "t"), foreign,
        "1,000,000");
    row("million values", holding("(" + std::string(1100000, 'N') + "t"), foreign, "1,000,000");
    row("million empty dicts", holding("(" + std::string(1100000, '}') + "t"), foreign, "1,000,000");
    row("text of 4 GiB", holding("X\xFF\xFF\xFF\xFF"), foreign, "1 MiB");
    row("text of 2 MiB", holding(Pickle().text(std::string(2u << 20, 'x')).bytes.substr(2)), foreign,
        "1 MiB");
    row("text beyond the pickle", holding(std::string("X\xFF\0\0\0abc", 8)), bad, "cut off");
    row("text that is no UTF-8", holding(Pickle().text("\xC0\xAF").bytes.substr(2)), bad, "UTF-8");
    row("number of 2,040 bits", holding("\x8A\xFF" + std::string(255, '\x7F')), foreign, "64 bits");
    row("stack underflow", fileAround(Pickle().raw("\x85").stop()), bad, "not there");
    row("values taken across a mark", fileAround(Pickle().raw("}(\x85").stop()), bad, "not there");
    row("group never opened", fileAround(Pickle().raw("}u").stop()), bad, "never opened");
    row("odd items", fileAround(Pickle().raw("}(").text("a").raw("u").stop()), bad, "no dict");
    row("no end", fileAround(Pickle().raw("}").bytes), bad, "cut off");
    row("bytes behind the end", fileAround(pickleOf({}) + "."), bad, "follow the end");
    row("two values", fileAround(Pickle().raw("}}").stop()), bad, "one value");
    row("nothing at all", fileAround(Pickle().stop()), bad, "one value");
    row("a number instead of a dict", fileAround(Pickle().raw("K\x01").stop()), foreign, "no dict");
    row("no tensors", fileAround(Pickle().raw("}").stop()), foreign, "no tensors");
    row("storage left over", holding(Pickle().storage("FloatStorage", "0", 6).bytes.substr(2)), foreign,
        "neither");
    row("name with a slash", fileAround(pickleOf({.name = "a/b"})), foreign, "'/'");
    row("empty name", fileAround(pickleOf({.name = ""})), foreign, "empty");
    row("name of 600 bytes", fileAround(pickleOf({.name = std::string(600, 'n')})), foreign, "512");

    // The tensors: sizes, strides and storages that lie.
    row("negative size", shaped({-2, 3}, {3, 1}), bad, "negative");
    row("negative stride", shaped({2, 3}, {-3, 1}), bad, "negative");
    row("negative offset", shaped({2, 3}, {3, 1}, -1), bad, "described");
    row("negative storage", fileAround(pickleOf({.numbers = -6})), bad, "described");
    row("252 numbers in 24 bytes", fileAround(pickleOf({.shape = {252}, .strides = {1}, .numbers = 252})),
        bad, "another size");
    row("storage of 2^62 numbers", fileAround(pickleOf({.numbers = huge})), bad, "another size");
    row("storage smaller than its record", fileAround(pickleOf({.numbers = 5})), bad, "another size");
    row("storage of another type", fileAround(pickleOf({.type = "DoubleStorage"})), bad, "another size");
    row("shape larger than the storage", shaped({3, 3}, {3, 1}), bad, "more numbers");
    row("broadcast shape", shaped({1000000}, {0}), bad, "more numbers");
    row("shape that overflows", shaped({huge, huge}, {1, 1}), bad, "impossible shape");
    row("shape that overflows to zero", shaped({std::int64_t{1} << 32, std::int64_t{1} << 32}, {1, 1}), bad,
        "impossible shape");
    row("empty shape that overflows", shaped({0, huge, huge}, {1, 1, 1}), bad, "impossible shape");
    row("strides out of the storage", shaped({2, 3}, {4, 1}), bad, "reaches out");
    row("strides that overflow", shaped({2, 3}, {huge, huge}), bad, "reaches out");
    row("offset out of the storage", shaped({2}, {1}, 5), bad, "reaches out");
    row("offset of 2^62", shaped({2}, {1}, huge), bad, "begins behind");
    row("fewer strides than sides", shaped({2, 3}, {1}), bad, "strides");
    row("100 dimensions", shaped(std::vector<std::int64_t>(100, 1), std::vector<std::int64_t>(100, 1)),
        foreign, "8 dimensions");
    row("missing record", fileAround(pickleOf({.key = "7"})), bad, "lacks its numbers");
    row("climbing key", fileAround(pickleOf({.key = "../version"})), bad, "described");
    row("unknown storage type", fileAround(pickleOf({.type = "ComplexFloatStorage"})), foreign,
        "ComplexFloatStorage");
    row("persistent id that is text", holding(Pickle().text("storage").raw("Q").bytes.substr(2)), bad,
        "storage");
    row("same tensor twice", fileAround([] {
            auto pickle = pickleOf({});
            const auto item = pickle.substr(pickle.find("X"), pickle.size() - 2 - pickle.find("X"));
            return pickle.insert(pickle.size() - 2, item);
        }()),
        bad, "twice");
    row("one storage as 2,000 tensors", fileAround([] {
            const auto one = pickleOf({});
            const auto item = one.substr(one.find("X"), one.size() - 2 - one.find("X"));
            std::string pickle = one.substr(0, one.find("X"));
            const auto value = item.substr(6);
            Pickle all;
            all.raw("}(").text("t").raw(value).raw("q" + std::string(1, '\0'));
            for (int i = 0; i < 9999; ++i) {
                all.text("n" + std::to_string(i)).raw("h" + std::string(1, '\0'));
            }
            return all.raw("u").stop();
        }()),
        foreign, "many times");
}

void PthHostileTest::isRefused() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, code);
    QFETCH(QString, word);
    const auto path = write(bytes.toStdString());
    const QStringList before = QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden);
    const auto start = processMilliseconds();
    const auto read = readPth(path);
    const auto took = processMilliseconds() - start;
    QVERIFY(!read.ok());
    const auto text = QString::fromStdString(read.error().text());
    QCOMPARE(QString(errorCodeName(read.error().code)), code);
    QVERIFY2(text.contains(word), qPrintable(text));
    QVERIFY2(text.contains("hostile.pth"), qPrintable(text));
    QVERIFY(!read.error().advice.empty());
    QVERIFY2(took <= timeLimitMs, qPrintable(QString::number(took) + " ms"));
    QVERIFY2(peakKiB() > 0 && peakKiB() <= memoryLimitKiB, qPrintable(QString::number(peakKiB()) + " KiB"));
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden), before);
    QVERIFY(!QFile::exists("owned"));
    ++m_refused;
}

void PthHostileTest::thereAreAtLeastSixty() {
    QVERIFY2(m_refused >= 60, qPrintable(QString::number(m_refused)));
}

void PthHostileTest::everyTruncationIsRefused() {
    const auto whole = fileAround(pickleOf({}));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const Bytes bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
        QVERIFY2(!readPth(MemorySource(bytes, "cut.pth")).ok(), qPrintable(QString::number(length)));
    }
}

void PthHostileTest::everyFlippedBitIsRefusedOrHarmless() {
    const auto whole = zip(membersAround(pickleOf({})), {.zip64 = true});
    const Bytes honest(whole.begin(), whole.end());
    const auto expected = readPth(MemorySource(honest, "honest.pth"));
    QVERIFY(expected.ok());
    int refused = 0;
    for (std::size_t bit = 0; bit < honest.size() * 8; ++bit) {
        auto bytes = honest;
        bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ (1u << (bit % 8)));
        const auto read = readPth(MemorySource(bytes, "flipped.pth"));
        refused += read.ok() ? 0 : 1;
        QVERIFY2(!read.ok() || read->tensors == expected->tensors, qPrintable(QString::number(bit)));
    }
    QVERIFY2(refused > static_cast<int>(honest.size()) * 7, qPrintable(QString::number(refused)));
}

void PthHostileTest::whatIsNoPlainFileIsRefused() {
    QCOMPARE(readPth(m_folder.path().toStdString()).error().code, ErrorCode::Io);
    QCOMPARE(readPth(std::filesystem::path("/dev/zero")).error().code, ErrorCode::Io);
    QCOMPARE(readPth(m_folder.filePath("none.pth").toStdString()).error().code, ErrorCode::NotFound);
}

void PthHostileTest::cleanupTestCase() {
    QVERIFY2(peakKiB() <= memoryLimitKiB, qPrintable(QString::number(peakKiB()) + " KiB"));
}

QTEST_GUILESS_MAIN(PthHostileTest)
#include "pth_hostile_test.moc"
