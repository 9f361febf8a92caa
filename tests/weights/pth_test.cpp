// .pth files in and out, with Python's PyTorch as the judge: what it writes is read bit for bit, and what is
// written it loads, in the same order, under the same names.
#include "core/weights/pth.h"
#include "core/weights/safetensors.h"
#include "tests/support/test_paths.h"
#include "tests/weights/pth_forge.h"
#include "tests/weights/python_judge.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace typemould;

namespace {

NamedTensors fromJson(const QByteArray& text) {
    NamedTensors tensors;
    for (const auto& entry : QJsonDocument::fromJson(text).array()) {
        const auto object = entry.toObject();
        StoredTensor tensor{object["dtype"].toString().toStdString(), {}, {}};
        for (const auto& side : object["shape"].toArray()) {
            tensor.shape.push_back(side.toInteger());
        }
        const auto data = QByteArray::fromHex(object["data"].toString().toLatin1());
        tensor.data.assign(data.begin(), data.end());
        tensors.push_back({object["name"].toString().toStdString(), tensor});
    }
    return tensors;
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

template <class T>
const T* valueOf(const PthFile& file, const std::string& name) {
    for (const auto& value : file.values) {
        if (value.name == name) {
            return std::get_if<T>(&value.value);
        }
    }
    return nullptr;
}

NamedTensors sample() {
    NamedTensors tensors;
    tensors.push_back({"z.weight", {"F32", {2, 3}, Bytes(24, 7)}});
    tensors.push_back({"a.num_batches_tracked", {"I64", {}, Bytes{1, 2, 3, 4, 5, 6, 7, 0}}});
    tensors.push_back({"empty", {"F16", {0, 4}, {}}});
    tensors.push_back({"half", {"BF16", {5}, Bytes(10, 0x3F)}});
    tensors.push_back({"字模", {"BOOL", {3}, Bytes{1, 0, 1}}});
    return tensors;
}

} // namespace

class PthTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void readsWhatPythonWrites();
    void readsDictsInDicts();
    void refusesTheFormFromBefore16();
    void refusesAWholeModule();
    void pythonLoadsWhatIsWritten();
    void outAndBack();
    void dataLiesAt64Bytes();
    void readsEveryFixture_data();
    void readsEveryFixture();
    void readsTheFuzzersSeeds();
    void otherNumberTypesAreReadFromStrides();
    void wrongTensorsAreNotWritten_data();
    void wrongTensorsAreNotWritten();
    void groupsAreWhatLiesBeforeTheSlash();

private:
    std::filesystem::path path(const char* name) const { return m_folder.filePath(name).toStdString(); }
    QTemporaryDir m_folder;
};

void PthTest::initTestCase() {
    const auto judged = askPython({"make", m_folder.path()});
    QVERIFY2(judged.ok, qPrintable(judged.said));
}

void PthTest::readsWhatPythonWrites() {
    const auto read = readPth(path("made.pth"));
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
    const auto expected = fromJson(contents(m_folder.filePath("made.json")));
    QCOMPARE(expected.size(), std::size_t{19});
    QCOMPARE(read->tensors.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QVERIFY2(read->tensors[i] == expected[i], expected[i].name.c_str());
    }
}

void PthTest::readsDictsInDicts() {
    const auto read = readPth(path("nested.pth"));
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
    QCOMPARE(*valueOf<std::int64_t>(*read, "epoch"), 12);
    QCOMPARE(*valueOf<std::int64_t>(*read, "big"), std::int64_t{1} << 40);
    QCOMPARE(*valueOf<std::int64_t>(*read, "minus"), -5);
    QCOMPARE(*valueOf<double>(*read, "lr"), 0.25);
    QCOMPARE(*valueOf<std::string>(*read, "style"), std::string("regular"));
    QVERIFY(valueOf<std::monostate>(*read, "best") != nullptr);
    QCOMPARE(*valueOf<double>(*read, "optimizer/param_groups/0/betas/1"), 0.999);
    QCOMPARE(*valueOf<bool>(*read, "optimizer/param_groups/0/amsgrad"), false);
    const auto groups = intoGroups(read->tensors);
    QCOMPARE(groups.size(), std::size_t{5});
    QCOMPARE(groups[0].name, std::string("state_dict"));
    QCOMPARE(groups[0].tensors.size(), std::size_t{7});
    QCOMPARE(groups[0].tensors[0].name, std::string("0.weight"));
    QCOMPARE(groups[1].name, std::string("optimizer/state/0"));
    QCOMPARE(groups[1].tensors.size(), std::size_t{3});
}

void PthTest::refusesTheFormFromBefore16() {
    const auto read = readPth(path("legacy.pth"));
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::Unsupported);
    QVERIFY(QString::fromStdString(read.error().advice).contains("torch.save(torch.load("));
}

void PthTest::refusesAWholeModule() {
    const auto read = readPth(path("module.pth"));
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::Unsupported);
    QVERIFY(QString::fromStdString(read.error().message).contains("torch.nn.modules.container.Sequential"));
    QVERIFY(QString::fromStdString(read.error().advice).contains("state_dict()"));
}

void PthTest::pythonLoadsWhatIsWritten() {
    auto tensors = sample();
    const auto made = readPth(path("made.pth"));
    for (const auto& [name, tensor] : made->tensors) {
        tensors.push_back({"made." + name, tensor});
    }
    QVERIFY(writePth(path("ours.pth"), tensors).ok());
    const auto judged = askPython({"show", m_folder.filePath("ours.pth")});
    QVERIFY2(judged.ok, qPrintable(judged.said));
    QVERIFY(fromJson(judged.said.toUtf8()) == tensors);
}

void PthTest::outAndBack() {
    QVERIFY(writePth(path("back.pth"), sample()).ok());
    const auto read = readPth(path("back.pth"));
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
    QVERIFY(read->tensors == sample());
    QVERIFY(read->values.empty());
}

void PthTest::dataLiesAt64Bytes() {
    NamedTensors tensors;
    for (const char* name : {"one", "longer name", "a"}) {
        tensors.push_back({name, {"U8", {16}, Bytes(16, static_cast<std::uint8_t>(0xA0 + tensors.size()))}});
    }
    QVERIFY(writePth(path("aligned.pth"), tensors).ok());
    const auto bytes = contents(m_folder.filePath("aligned.pth"));
    for (int i = 0; i < 3; ++i) {
        const auto at = bytes.indexOf(QByteArray(16, static_cast<char>(0xA0 + i)));
        QVERIFY(at > 0);
        QCOMPARE(at % 64, 0);
    }
}

void PthTest::readsEveryFixture_data() {
    QTest::addColumn<QString>("file");
    const auto files = QDir(testDataText("zi2zi")).entryList({"*.pth"});
    QCOMPARE(files.size(), 14);
    for (const auto& file : files) {
        QTest::newRow(qPrintable(file)) << file;
    }
}

void PthTest::readsEveryFixture() {
    QFETCH(QString, file);
    const auto read = readPth(testData("zi2zi/" + file.toStdString()));
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
    QVERIFY(read->tensors.size() >= 14);
    QVERIFY(writePth(path("again.pth"), read->tensors).ok());
    QVERIFY(readPth(path("again.pth"))->tensors == read->tensors);
    StoredTensors sorted;
    for (const auto& [name, tensor] : read->tensors) {
        sorted[name] = tensor;
    }
    QVERIFY(writeSafetensors(path("again.safetensors"), sorted).ok());
    QVERIFY(*readSafetensors(path("again.safetensors")) == sorted);
}

void PthTest::readsTheFuzzersSeeds() {
    const QDir seeds(sourceFileText("tests/fuzz/seeds/pth"));
    const auto files = seeds.entryList({"*.pth"});
    QCOMPARE(files.size(), 4);
    for (const auto& file : files) {
        QVERIFY2(readPth(seeds.filePath(file).toStdString()).ok(), qPrintable(file));
    }
    for (const auto& file : seeds.entryList({"*.pickle"})) {
        const auto bytes = forge::fileAround(contents(seeds.filePath(file)).toStdString());
        const Bytes whole(bytes.begin(), bytes.end());
        QVERIFY2(readPth(MemorySource(whole, "seed.pth")).ok() == (file == "small.pickle"), qPrintable(file));
    }
}

void PthTest::otherNumberTypesAreReadFromStrides() {
    // 24 bytes 1..24 as twelve half-precision numbers: every second column of two rows of six.
    const auto bytes = forge::fileAround(forge::pickleOf(
        {.shape = {3, 2}, .strides = {2, 6}, .offset = 1, .numbers = 12, .type = "HalfStorage"}));
    const Bytes file(bytes.begin(), bytes.end());
    const auto read = readPth(MemorySource(file, "strides.pth"));
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().text().c_str());
    QCOMPARE(read->tensors[0].tensor.dtype, std::string("F16"));
    QVERIFY((read->tensors[0].tensor.data == Bytes{3, 4, 15, 16, 7, 8, 19, 20, 11, 12, 23, 24}));
}

void PthTest::wrongTensorsAreNotWritten_data() {
    QTest::addColumn<int>("fault");
    QTest::newRow("two of one name") << 0;
    QTest::newRow("no name") << 1;
    QTest::newRow("a name with a slash") << 2;
    QTest::newRow("fewer bytes than the shape") << 3;
    QTest::newRow("unknown number type") << 4;
    QTest::newRow("negative side") << 5;
}

void PthTest::wrongTensorsAreNotWritten() {
    QFETCH(int, fault);
    auto tensors = sample();
    switch (fault) {
    case 0:
        tensors.push_back(tensors[0]);
        break;
    case 1:
        tensors[0].name.clear();
        break;
    case 2:
        tensors[0].name = "a/b";
        break;
    case 3:
        tensors[0].tensor.data.pop_back();
        break;
    case 4:
        tensors[0].tensor.dtype = "F8";
        break;
    default:
        tensors[0].tensor.shape = {-2, -3};
    }
    const auto written = writePth(path("wrong.pth"), tensors);
    QVERIFY(!written.ok());
    QCOMPARE(written.error().code, ErrorCode::InvalidArgument);
    QVERIFY(!std::filesystem::exists(path("wrong.pth")));
}

void PthTest::groupsAreWhatLiesBeforeTheSlash() {
    const NamedTensors tensors{{"netG/a", {}}, {"b", {}}, {"netG/deep/c", {}}, {"netG/d", {}}};
    const auto groups = intoGroups(tensors);
    QCOMPARE(groups.size(), std::size_t{3});
    QCOMPARE(groups[0].name, std::string("netG"));
    QCOMPARE(groups[0].tensors.size(), std::size_t{2});
    QCOMPARE(groups[0].tensors[1].name, std::string("d"));
    QCOMPARE(groups[1].name, std::string());
    QCOMPARE(groups[1].tensors[0].name, std::string("b"));
    QCOMPARE(groups[2].name, std::string("netG/deep"));
}

QTEST_GUILESS_MAIN(PthTest)
#include "pth_test.moc"
