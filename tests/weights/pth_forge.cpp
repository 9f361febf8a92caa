#include "tests/weights/pth_forge.h"

#include "core/weights/little_endian.h"

#include <zlib.h>

namespace typemould::forge {

namespace {

template <class T>
void add(std::string& bytes, T value) {
    appendLittleEndian(bytes, value);
}

std::uint32_t crcOf(const std::string& data) {
    return static_cast<std::uint32_t>(
        crc32_z(0, reinterpret_cast<const unsigned char*>(data.data()), data.size()));
}

} // namespace

std::string zip(const std::vector<Member>& members, const End& end) {
    std::string file;
    std::string directory;
    for (const auto& member : members) {
        const auto offset = static_cast<std::uint32_t>(file.size());
        const auto size = static_cast<std::uint32_t>(member.data.size());
        const auto crc = member.crc.value_or(crcOf(member.data));
        const auto localName = member.localName.value_or(member.name);
        file += std::string("PK\x03\x04\x14\0", 6);
        add(file, member.flags);
        add(file, member.method);
        add(file, std::uint32_t{0x00210000});
        add(file, member.localCrc.value_or(crc));
        add(file, member.localSize.value_or(size));
        add(file, member.localSize.value_or(size));
        add(file, static_cast<std::uint16_t>(localName.size()));
        add(file, static_cast<std::uint16_t>(member.localExtra.size()));
        file += localName + member.localExtra + member.data + member.descriptor;
        directory += std::string("PK\x01\x02\x14\x03\x14\0", 8);
        add(directory, member.flags);
        add(directory, member.method);
        add(directory, std::uint32_t{0x00210000});
        add(directory, crc);
        add(directory, member.packed.value_or(member.size.value_or(size)));
        add(directory, member.size.value_or(size));
        add(directory, static_cast<std::uint16_t>(member.name.size()));
        add(directory, static_cast<std::uint16_t>(member.extra.size()));
        directory.append(6, '\0');
        add(directory, member.attributes);
        add(directory, member.offset.value_or(offset));
        directory += member.name + member.extra;
    }
    const std::uint64_t at = file.size();
    const auto count = static_cast<std::uint16_t>(members.size());
    file += directory;
    if (end.zip64) {
        const std::uint64_t record = file.size();
        file += std::string("PK\x06\x06", 4);
        add(file, std::uint64_t{44});
        file += std::string("\x1E\x03\x2D\0", 4);
        file.append(8, '\0');
        add(file, std::uint64_t{count} + end.zip64EntriesOff);
        add(file, std::uint64_t{count} + end.zip64EntriesOff);
        add(file, std::uint64_t{directory.size()});
        add(file, at + end.zip64OffsetOff);
        file += std::string("PK\x06\x07\0\0\0\0", 8);
        add(file, record + end.locatorOff);
        add(file, std::uint32_t{1});
    }
    file += std::string("PK\x05\x06\0\0\0\0", 8);
    add(file, end.entries.value_or(count));
    add(file, end.entries.value_or(count));
    add(file, end.size.value_or(static_cast<std::uint32_t>(directory.size())));
    add(file, end.offset.value_or(static_cast<std::uint32_t>(at)));
    add(file, end.comment);
    return file;
}

Pickle& Pickle::raw(const std::string& more) {
    bytes += more;
    return *this;
}

Pickle& Pickle::text(const std::string& text) {
    bytes += "X";
    add(bytes, static_cast<std::uint32_t>(text.size()));
    bytes += text;
    return *this;
}

Pickle& Pickle::integer(std::int64_t value) {
    bytes += "\x8A\x08";
    add(bytes, static_cast<std::uint64_t>(value));
    return *this;
}

Pickle& Pickle::global(const std::string& module, const std::string& name) {
    bytes += "c" + module + "\n" + name + "\n";
    return *this;
}

Pickle& Pickle::storage(const std::string& type, const std::string& key, std::int64_t numbers) {
    return raw("(").text("storage").global("torch", type).text(key).text("cpu").integer(numbers).raw("tQ");
}

Pickle& Pickle::tuple(const std::vector<std::int64_t>& numbers) {
    raw("(");
    for (const auto number : numbers) {
        integer(number);
    }
    return raw("t");
}

Pickle& Pickle::orderedDict() { return global("collections", "OrderedDict").raw(")R"); }

std::string pickleOf(const Tensor& tensor) {
    return Pickle()
        .orderedDict()
        .raw("(")
        .text(tensor.name)
        .global("torch._utils", "_rebuild_tensor_v2")
        .raw("(")
        .storage(tensor.type, tensor.key, tensor.numbers)
        .integer(tensor.offset)
        .tuple(tensor.shape)
        .tuple(tensor.strides)
        .raw("\x89")
        .orderedDict()
        .raw("tRu")
        .stop();
}

std::vector<Member> membersAround(const std::string& pickle) {
    std::string numbers;
    for (int i = 0; i < 24; ++i) {
        numbers.push_back(static_cast<char>(i + 1));
    }
    return {{.name = "a/data.pkl", .data = pickle},
            {.name = "a/data/0", .data = numbers},
            {.name = "a/version", .data = "3\n"}};
}

std::string fileAround(const std::string& pickle) { return zip(membersAround(pickle)); }

} // namespace typemould::forge
