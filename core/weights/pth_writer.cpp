#include "core/weights/little_endian.h"
#include "core/weights/pickle_opcodes.h"
#include "core/weights/pth.h"
#include "core/weights/pth_calls.h"
#include "core/weights/zip_writer.h"

#include <algorithm>
#include <limits>
#include <set>

namespace typemould {

namespace {

constexpr std::size_t tensorLimit = 10000;
constexpr std::size_t nameLimit = 512;

/// Writes the pickle that torch.save would: an OrderedDict of rebuilt tensors.
class PickleText {
public:
    PickleText() {
        op(PickleOpcode::Proto);
        m_bytes.push_back(2);
    }
    void op(PickleOpcode code) { m_bytes.push_back(static_cast<char>(code)); }
    void global(const std::string& module, const std::string& name) {
        op(PickleOpcode::Global);
        m_bytes += module + "\n" + name + "\n";
    }
    void text(const std::string& text) {
        op(PickleOpcode::BinUnicode);
        appendLittleEndian(m_bytes, static_cast<std::uint32_t>(text.size()));
        m_bytes += text;
    }
    void integer(std::int64_t value) {
        if (value <= std::numeric_limits<std::int32_t>::max()) {
            op(PickleOpcode::BinInt);
            appendLittleEndian(m_bytes, static_cast<std::uint32_t>(value));
        } else {
            op(PickleOpcode::Long1);
            m_bytes.push_back(8);
            appendLittleEndian(m_bytes, static_cast<std::uint64_t>(value));
        }
    }
    void tuple(const std::vector<std::int64_t>& numbers) {
        op(PickleOpcode::Mark);
        for (const auto number : numbers) {
            integer(number);
        }
        op(PickleOpcode::Tuple);
    }
    void orderedDict() {
        global("collections", "OrderedDict");
        op(PickleOpcode::EmptyTuple);
        op(PickleOpcode::Reduce);
    }
    /// torch._utils._rebuild_tensor_v2(storage, 0, shape, strides, False, OrderedDict())
    void tensor(const StoredTensor& tensor, const std::string& key) {
        global("torch._utils", "_rebuild_tensor_v2");
        op(PickleOpcode::Mark);
        op(PickleOpcode::Mark);
        text("storage");
        global("torch", storageClassOf(tensor.dtype));
        text(key);
        text("cpu");
        integer(static_cast<std::int64_t>(tensor.data.size() / storedDtypeSize(tensor.dtype)));
        op(PickleOpcode::Tuple);
        op(PickleOpcode::BinPersId);
        integer(0);
        tuple(tensor.shape);
        std::vector<std::int64_t> strides(tensor.shape.size(), 1);
        for (std::size_t i = strides.size(); i > 1; --i) {
            strides[i - 2] = strides[i - 1] * std::max<std::int64_t>(tensor.shape[i - 1], 1);
        }
        tuple(strides);
        op(PickleOpcode::NewFalse);
        orderedDict();
        op(PickleOpcode::Tuple);
        op(PickleOpcode::Reduce);
    }
    const std::string& bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

void check(const std::filesystem::path& path, const NamedTensors& tensors) {
    const auto refuse = [&](const std::string& why) {
        throw Failure(ErrorCode::InvalidArgument, "Cannot write " + pathText(path) + ": " + why + ".");
    };
    if (tensors.size() > tensorLimit) {
        refuse("there are more than 10,000 tensors");
    }
    std::set<std::string> names;
    for (const auto& [name, tensor] : tensors) {
        if (name.empty() || name.size() > nameLimit || name.find('/') != std::string::npos) {
            refuse("'" + name + "' cannot be the name of a tensor");
        }
        if (!names.insert(name).second) {
            refuse("there are two tensors named " + name);
        }
        const auto bytes = storedBytes(tensor.dtype, tensor.shape);
        if (!bytes || *bytes != tensor.data.size() || tensor.shape.size() > 8) {
            refuse("the numbers of " + name + " do not fit its shape " + shapeText(tensor.shape));
        }
    }
}

std::span<const std::uint8_t> bytesOf(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

Status writePth(const std::filesystem::path& path, const NamedTensors& tensors) {
    return guarded("saving " + pathText(path), [&]() -> Status {
        check(path, tensors);
        PickleText pickle;
        pickle.orderedDict();
        pickle.op(PickleOpcode::Mark);
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            pickle.text(tensors[i].name);
            pickle.tensor(tensors[i].tensor, std::to_string(i));
        }
        pickle.op(PickleOpcode::SetItems);
        pickle.op(PickleOpcode::Stop);

        auto file = AtomicFile::create(path).orThrow();
        ZipWriter zip(file);
        zip.add("archive/data.pkl", bytesOf(pickle.bytes()));
        zip.add("archive/byteorder", bytesOf("little"));
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            zip.add("archive/data/" + std::to_string(i), tensors[i].tensor.data);
        }
        zip.add("archive/version", bytesOf("3\n"));
        zip.finish();
        return file.commit();
    });
}

} // namespace typemould
