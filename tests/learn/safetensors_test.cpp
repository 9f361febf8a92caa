// The weights file: out and back bit for bit, every damage found, nothing allocated on a lie.
#include "core/base/hash.h"
#include "core/weights/safetensors.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>

using namespace typemould;

namespace {

StoredTensors sample() {
    StoredTensors tensors;
    tensors["a.weight"] = {"F32", {2, 3}, Bytes(24, 7)};
    tensors["b"] = {"I64", {}, Bytes{1, 2, 3, 4, 5, 6, 7, 8}};
    tensors["empty"] = {"U8", {0}, {}};
    return tensors;
}

bool same(const StoredTensors& a, const StoredTensors& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.first == y.first && x.second.dtype == y.second.dtype && x.second.shape == y.second.shape &&
               x.second.data == y.second.data;
    });
}

Bytes fileOf(const std::string& header, std::size_t dataBytes) {
    Bytes file(8);
    for (std::size_t i = 0; i < 8; ++i) {
        file[i] = static_cast<std::uint8_t>(header.size() >> (8 * i));
    }
    file.insert(file.end(), header.begin(), header.end());
    file.resize(file.size() + dataBytes);
    return file;
}

} // namespace

class SafetensorsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void outAndBack();
    void aNumberThatIsNoneIsFound_data();
    void aNumberThatIsNoneIsFound();
    void everyTruncationIsFound();
    void everyFlippedBitIsFoundByTheHash();
    void flippedBitsNeverCrashWithoutTheHash();
    void lyingHeadersAreRefused_data();
    void lyingHeadersAreRefused();

private:
    std::filesystem::path path(const char* name) const { return m_folder.path().toStdString() + "/" + name; }
    QTemporaryDir m_folder;
};

void SafetensorsTest::outAndBack() {
    const auto hash = writeSafetensors(path("w"), sample());
    QVERIFY(hash.ok());
    const auto file = readFile(path("w"));
    QCOMPARE(hashOf(*file), *hash);
    const auto back = readSafetensors(path("w"), *hash);
    QVERIFY(back.ok());
    QVERIFY(same(*back, sample()));
    // The header is what the format says: its length, then JSON, padded to 8.
    std::uint64_t length = 0;
    for (int i = 7; i >= 0; --i) {
        length = length << 8 | (*file)[static_cast<std::size_t>(i)];
    }
    QCOMPARE(length % 8, std::uint64_t{0});
    const auto header =
        nlohmann::json::parse(file->begin() + 8, file->begin() + 8 + static_cast<std::ptrdiff_t>(length));
    QVERIFY(header["a.weight"]["shape"] == nlohmann::json({2, 3}));
}

void SafetensorsTest::aNumberThatIsNoneIsFound_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<bool>("finite");
    QTest::newRow("none") << std::nan("") << false;
    QTest::newRow("infinite") << HUGE_VAL << false;
    QTest::newRow("infinite below") << -HUGE_VAL << false;
    QTest::newRow("the largest") << static_cast<double>(std::numeric_limits<float>::max()) << true;
    QTest::newRow("the smallest") << static_cast<double>(std::numeric_limits<float>::denorm_min()) << true;
}

/// Wherever it stands, and only where a tensor holds such numbers.
void SafetensorsTest::aNumberThatIsNoneIsFound() {
    QFETCH(double, value);
    QFETCH(bool, finite);
    const auto with = [&](auto number, const char* dtype, std::size_t place) {
        constexpr std::size_t count = 5001;
        StoredTensor tensor{dtype, {static_cast<std::int64_t>(count)}, Bytes(count * sizeof number)};
        std::memcpy(tensor.data.data() + place * sizeof number, &number, sizeof number);
        return StoredTensors{{"a", sample().at("a.weight")}, {"b", std::move(tensor)}};
    };
    for (const std::size_t place :
         {std::size_t(0), std::size_t(4095), std::size_t(4096), std::size_t(5000)}) {
        QCOMPARE(allFinite(with(static_cast<float>(value), "F32", place)), finite);
        QCOMPARE(allFinite(with(value, "F64", place)), finite);
        QVERIFY(allFinite(with(static_cast<float>(value), "I32", place)));
    }
    QVERIFY(allFinite({}));
}

void SafetensorsTest::everyTruncationIsFound() {
    QVERIFY(writeSafetensors(path("w"), sample()).ok());
    const Bytes whole = *readFile(path("w"));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        QVERIFY(writeFileAtomically(path("cut"), std::span(whole).first(size)).ok());
        const auto result = readSafetensors(path("cut"));
        QVERIFY2(!result.ok(), qPrintable(QString("cut to %1 bytes").arg(size)));
        QVERIFY(result.error().code == ErrorCode::BadFormat);
        QVERIFY(result.error().message.find("cut") != std::string::npos);
    }
}

void SafetensorsTest::everyFlippedBitIsFoundByTheHash() {
    const auto hash = writeSafetensors(path("w"), sample());
    const Bytes whole = *readFile(path("w"));
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        Bytes changed = whole;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
        QVERIFY(writeFileAtomically(path("flipped"), changed).ok());
        QVERIFY(!readSafetensors(path("flipped"), *hash).ok());
    }
}

void SafetensorsTest::flippedBitsNeverCrashWithoutTheHash() {
    QVERIFY(writeSafetensors(path("w"), sample()).ok());
    const Bytes whole = *readFile(path("w"));
    int refused = 0;
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        Bytes changed = whole;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
        QVERIFY(writeFileAtomically(path("flipped"), changed).ok());
        refused += readSafetensors(path("flipped")).ok() ? 0 : 1;
    }
    QVERIFY(refused > 300); // most of the header; flips in data and names are for the hash
}

void SafetensorsTest::lyingHeadersAreRefused_data() {
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("bytes");
    const auto row = [](const char* name, const char* header, int bytes) {
        QTest::newRow(name) << QByteArray(header) << bytes;
    };
    row("no JSON", "{oops", 0);
    row("an array", "[]", 0);
    row("no dtype", R"({"a":{"shape":[1],"data_offsets":[0,4]}})", 4);
    row("unknown dtype", R"({"a":{"dtype":"F3","shape":[1],"data_offsets":[0,4]}})", 4);
    row("size beyond memory", R"({"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,4]}})",
        4);
    row("product overflows", R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})",
        0);
    row("negative side", R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", 4);
    row("shape and size differ", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 4);
    row("beyond the end", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", 2);
    row("backwards", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", 4);
    row("overlap",
        R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}})",
        6);
    row("hole", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", 8);
    row("bytes left over", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", 5);
}

void SafetensorsTest::lyingHeadersAreRefused() {
    QFETCH(QByteArray, header);
    QFETCH(int, bytes);
    QVERIFY(
        writeFileAtomically(path("lie"), fileOf(header.toStdString(), static_cast<std::size_t>(bytes))).ok());
    const auto result = readSafetensors(path("lie"));
    QVERIFY(!result.ok());
    QVERIFY(result.error().code == ErrorCode::BadFormat);
}

QTEST_GUILESS_MAIN(SafetensorsTest)
#include "safetensors_test.moc"
