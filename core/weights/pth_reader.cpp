#include "core/weights/pickle_machine.h"
#include "core/weights/pth.h"
#include "core/weights/pth_calls.h"
#include "core/weights/zip_directory.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <map>

namespace typemould {

namespace {

using Kind = PickleValue::Kind;

constexpr std::uint64_t pickleLimit = 32u << 20;
constexpr std::size_t itemLimit = 10000; ///< tensors, and values beside them
constexpr std::size_t visitLimit = 100000;
constexpr std::size_t nameLimit = 512;

[[noreturn]] void damaged(const ByteSource& file, const std::string& why) {
    throwDamagedPickle(file.label(), why);
}

/// What a member is called below the folder that all share: "data.pkl", "data/0".
using Members = std::map<std::string, ZipMember, std::less<>>;

/// Says what a file is that is no zip.
void checkStart(const ByteSource& file) {
    constexpr std::array<std::uint8_t, 14> legacy{0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C,
                                                  0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19};
    Bytes start(std::min<std::uint64_t>(legacy.size(), file.size()));
    file.read(0, start);
    const auto quoted = [&](const std::string& text) {
        return "The weights file " + file.label() + " " + text;
    };
    if (std::equal(start.begin(), start.end(), legacy.begin(), legacy.end())) {
        throw Failure(
            ErrorCode::Unsupported,
            quoted("was written in the form from before PyTorch 1.6, which can only be read by running it."),
            "If you trust it, convert it in Python:\nimport torch\n"
            "torch.save(torch.load('old.pth', map_location='cpu'), 'new.pth')");
    }
    if (!start.empty() && start[0] == 0x80) {
        throw Failure(ErrorCode::Unsupported, quoted("is a bare pickle, not what torch.save() writes."),
                      "If you trust it, load it in Python and save it with torch.save().");
    }
    if (start.size() < 4 || start[0] != 'P' || start[1] != 'K') {
        throw Failure(ErrorCode::BadFormat, quoted("is not a set of weights saved by PyTorch."),
                      "Check that it is the file you meant.");
    }
}

Members membersOf(const ByteSource& file) {
    auto directory = readZipDirectory(file);
    const std::string pickleName = "/data.pkl";
    std::string folder;
    for (const auto& member : directory) {
        const auto slash = member.name.find('/');
        if (slash != std::string::npos && member.name.compare(slash, std::string::npos, pickleName) == 0) {
            if (!folder.empty()) {
                damaged(file, "it holds two pickles");
            }
            folder = member.name.substr(0, slash + 1);
        }
    }
    if (folder.empty()) {
        damaged(file, "it holds no data.pkl");
    }
    Members members;
    for (auto& member : directory) {
        if (member.name.compare(0, folder.size(), folder) != 0) {
            damaged(file, "its member " + member.name + " lies beside the weights");
        }
        auto name = member.name.substr(folder.size());
        members.emplace(std::move(name), std::move(member));
    }
    return members;
}

/// Version and byte order, and that it is no program.
void checkKind(const ByteSource& file, const Members& members) {
    for (const auto& [name, member] : members) {
        if (name == "constants.pkl" || name.compare(0, 5, "code/") == 0) {
            throwForeignPickle(file.label(), "it is a TorchScript program, which is never run");
        }
    }
    const auto shortText = [&](const ZipMember& member) {
        const auto bytes = readZipMember(file, member, 64);
        return std::string(bytes.begin(), bytes.end());
    };
    const auto version = members.find("version");
    if (version == members.end()) {
        damaged(file, "it does not say which version it is");
    }
    const auto text = shortText(version->second);
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    if (number < 1 || number > 10) {
        throwForeignPickle(file.label(), "it is of an unknown version");
    }
    const auto order = members.find("byteorder");
    if (order != members.end() && shortText(order->second) != "little") {
        throwForeignPickle(file.label(), "its numbers are not little-endian");
    }
}

/// The tensors and values that the pickle's value leads to, by name.
class Walk {
public:
    Walk(const ByteSource& file, const Pickle& pickle) : m_file(file), m_heap(pickle.heap) {
        if (!pickle.top.is(Kind::Dict)) {
            throwForeignPickle(file.label(), "it holds no dict of tensors");
        }
        visit({}, pickle.top, 0);
        if (tensors.empty()) {
            throwForeignPickle(file.label(), "it holds no tensors");
        }
    }

    std::vector<std::pair<std::string, const PickledTensor*>> tensors;
    std::vector<PthValue> values;

private:
    std::string keyText(const PickleValue& key) const {
        if (key.is(Kind::Int)) {
            return std::to_string(key.integer);
        }
        std::string text(m_heap.strings[key.index]);
        if (text.empty() || text.find('/') != std::string::npos ||
            std::any_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20; })) {
            throwForeignPickle(m_file.label(), "a name in it is empty or holds '/' or control characters");
        }
        return text;
    }
    void child(const std::string& parent, const std::string& name, const PickleValue& value,
               std::size_t depth) {
        const auto full = parent.empty() ? name : parent + "/" + name;
        if (full.size() > nameLimit) {
            throwForeignPickle(m_file.label(), "a name in it is longer than 512 bytes");
        }
        visit(full, value, depth + 1);
    }
    void visit(const std::string& name, const PickleValue& value, std::size_t depth) {
        if (++m_visits > visitLimit || depth > PickleLimits::depth || tensors.size() > itemLimit ||
            values.size() > itemLimit) {
            throwForeignPickle(m_file.label(), "it holds more than a set of weights does");
        }
        switch (value.kind) {
        case Kind::Dict:
            for (const auto& [key, item] : m_heap.dictionaries[value.index].items) {
                child(name, keyText(key), item, depth);
            }
            return;
        case Kind::List:
        case Kind::Tuple: {
            const auto& items = m_heap.sequences[value.index].items;
            for (std::size_t i = 0; i < items.size(); ++i) {
                child(name, std::to_string(i), items[i], depth);
            }
            return;
        }
        case Kind::Tensor:
            if (!m_names.emplace(name, true).second) {
                damaged(m_file, "it holds the tensor " + name + " twice");
            }
            tensors.emplace_back(name, &m_heap.tensors[value.index]);
            return;
        case Kind::None:
            values.push_back({name, std::monostate{}});
            return;
        case Kind::Bool:
            values.push_back({name, value.truth});
            return;
        case Kind::Int:
            values.push_back({name, value.integer});
            return;
        case Kind::Float:
            values.push_back({name, value.real});
            return;
        case Kind::String:
            if (m_textBytes += m_heap.strings[value.index].size(); m_textBytes > PickleLimits::stringBytes) {
                throwForeignPickle(m_file.label(), "it holds more text than a set of weights does");
            }
            values.push_back({name, std::string(m_heap.strings[value.index])});
            return;
        case Kind::Global:
        case Kind::Storage:
            throwForeignPickle(m_file.label(), "its " + name + " is neither a tensor nor a plain value");
        }
    }

    const ByteSource& m_file;
    const PickleHeap& m_heap;
    std::map<std::string, bool> m_names;
    std::size_t m_visits = 0;
    std::size_t m_textBytes = 0;
};

/// A tensor whose every number is known to lie in its record.
struct Placed {
    const PickledTensor* tensor = nullptr;
    const ZipMember* record = nullptr;
    std::uint64_t itemSize = 0;
    std::uint64_t bytes = 0; ///< when contiguous
    std::uint64_t span = 0;  ///< numbers from the first to the last that it looks at
};

Placed place(const ByteSource& file, const Members& members, const PickledTensor& tensor,
             const PickledStorage& storage, const std::string& name) {
    const auto lies = [&](const std::string& why) { damaged(file, "the tensor " + name + " " + why); };
    const auto record = members.find("data/" + storage.key);
    if (record == members.end()) {
        lies("lacks its numbers");
    }
    Placed placed{&tensor, &record->second, storedDtypeSize(storage.dtype)};
    const auto held = record->second.size / placed.itemSize;
    if (record->second.size % placed.itemSize != 0 || held != static_cast<std::uint64_t>(storage.numbers)) {
        lies("has a storage of another size than it says");
    }
    const auto bytes = storedBytes(storage.dtype, tensor.shape);
    if (!bytes) {
        lies("has an impossible shape");
    }
    placed.bytes = *bytes;
    if (placed.bytes > record->second.size) {
        lies("says that it holds more numbers than its storage does");
    }
    const auto offset = static_cast<std::uint64_t>(tensor.offset);
    if (offset > held) {
        lies("begins behind its storage");
    }
    if (placed.bytes == 0) {
        return placed;
    }
    std::uint64_t last = offset;
    for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
        const auto steps = static_cast<std::uint64_t>(tensor.shape[i]) - 1;
        const auto stride = static_cast<std::uint64_t>(tensor.strides[i]);
        if (steps > 0 && stride > (held - last) / steps) {
            lies("reaches out of its storage");
        }
        last += steps > 0 ? steps * stride : 0;
    }
    if (last >= held) {
        lies("reaches out of its storage");
    }
    placed.span = last - offset + 1;
    return placed;
}

bool isContiguous(const PickledTensor& tensor) {
    std::int64_t expected = 1;
    for (std::size_t i = tensor.shape.size(); i > 0; --i) {
        if (tensor.shape[i - 1] != 1 && tensor.strides[i - 1] != expected) {
            return false;
        }
        expected *= tensor.shape[i - 1];
    }
    return true;
}

Bytes readNumbers(const ByteSource& file, const Placed& placed) {
    const auto& tensor = *placed.tensor;
    Bytes numbers(placed.bytes);
    if (numbers.empty()) {
        return numbers;
    }
    const auto begin = placed.record->offset + static_cast<std::uint64_t>(tensor.offset) * placed.itemSize;
    if (isContiguous(tensor)) {
        file.read(begin, numbers);
        return numbers;
    }
    Bytes window(placed.span * placed.itemSize);
    file.read(begin, window);
    std::vector<std::int64_t> position(tensor.shape.size(), 0);
    std::uint64_t from = 0;
    for (std::uint64_t to = 0; to < placed.bytes; to += placed.itemSize) {
        std::memcpy(numbers.data() + to, window.data() + from * placed.itemSize, placed.itemSize);
        for (std::size_t i = position.size(); i > 0; --i) {
            const auto stride = static_cast<std::uint64_t>(tensor.strides[i - 1]);
            if (++position[i - 1] < tensor.shape[i - 1]) {
                from += stride;
                break;
            }
            from -= stride * static_cast<std::uint64_t>(tensor.shape[i - 1] - 1);
            position[i - 1] = 0;
        }
    }
    return numbers;
}

PthFile read(const ByteSource& file) {
    checkStart(file);
    const auto members = membersOf(file);
    checkKind(file, members);
    const auto bytes = readZipMember(file, members.at("data.pkl"), pickleLimit);
    const auto pickle = runPickle(bytes, file.label());
    Walk walk(file, pickle);
    std::vector<Placed> places;
    std::uint64_t total = 0;
    for (const auto& [name, tensor] : walk.tensors) {
        places.push_back(place(file, members, *tensor, pickle.heap.storages[tensor->storage], name));
        total += places.back().bytes + places.back().span * places.back().itemSize;
        if (total > 4 * file.size()) { // tensors may share numbers, but not over and over
            throwForeignPickle(file.label(), "its tensors take many times the room of their numbers");
        }
    }
    for (const auto& [name, member] : members) {
        checkZipMember(file, member);
    }
    PthFile result;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto& tensor = *places[i].tensor;
        result.tensors.push_back(
            {walk.tensors[i].first,
             {pickle.heap.storages[tensor.storage].dtype, tensor.shape, readNumbers(file, places[i])}});
    }
    result.values = std::move(walk.values);
    return result;
}

} // namespace

Result<PthFile> readPth(const ByteSource& file) {
    return guarded("reading " + file.label(), [&]() { return read(file); });
}

Result<PthFile> readPth(const std::filesystem::path& path) {
    return guarded("reading " + pathText(path),
                   [&]() -> PthFile { return read(*openFileSource(path).orThrow()); });
}

std::vector<TensorGroup> intoGroups(NamedTensors tensors) {
    std::vector<TensorGroup> groups;
    std::map<std::string, std::size_t> places;
    for (auto& item : tensors) {
        auto& name = item.name;
        const auto slash = name.rfind('/');
        const auto group = slash == std::string::npos ? std::string() : name.substr(0, slash);
        const auto [place, isNew] = places.emplace(group, groups.size());
        if (isNew) {
            groups.push_back({group, {}});
        }
        auto own = slash == std::string::npos ? std::move(name) : name.substr(slash + 1);
        groups[place->second].tensors.push_back({std::move(own), std::move(item.tensor)});
    }
    return groups;
}

} // namespace typemould
