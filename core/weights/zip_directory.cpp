#include "core/weights/zip_directory.h"

#include "core/weights/little_endian.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>
#include <zlib.h>

namespace typemould {

namespace {

constexpr std::uint64_t endSize = 22;
constexpr std::uint64_t locatorSize = 20;
constexpr std::uint64_t end64Size = 56;
constexpr std::uint64_t centralSize = 46;
constexpr std::uint64_t localSize = 30;
constexpr std::uint64_t memberLimit = 20000;
constexpr std::uint64_t directoryLimit = 16u << 20;
constexpr std::size_t nameLimit = 512;
constexpr std::uint16_t saturated16 = 0xFFFF;
constexpr std::uint32_t saturated32 = 0xFFFFFFFF;
constexpr std::uint16_t descriptorFlag = 0x0008;
constexpr std::uint16_t utf8Flag = 0x0800;
constexpr std::uint16_t encryptionFlags = 0x2041;

using View = std::span<const std::uint8_t>;

[[noreturn]] void damaged(const ByteSource& file, const std::string& why) {
    throw Failure(ErrorCode::BadFormat, "The weights file " + file.label() + " is damaged: " + why + ".",
                  "Copy it again from where it came.");
}

[[noreturn]] void unsupported(const ByteSource& file, const std::string& why) {
    throw Failure(ErrorCode::Unsupported,
                  "The weights file " + file.label() + " cannot be read: " + why + ".",
                  "Save it again with torch.save(), which writes plain stored members.");
}

Bytes readBytes(const ByteSource& file, std::uint64_t offset, std::uint64_t count) {
    Bytes bytes(count);
    file.read(offset, bytes);
    return bytes;
}

struct End {
    std::uint64_t entries = 0;
    std::uint64_t size = 0;   ///< of the central directory
    std::uint64_t offset = 0; ///< of the central directory
};

/// The ZIP64 record that ends right before its locator at `locatorAt`.
End readEnd64(const ByteSource& file, std::uint64_t locatorAt, const End& narrow) {
    const auto locator = readBytes(file, locatorAt, locatorSize);
    const auto at = littleEndian<std::uint64_t>(locator, 8);
    if (littleEndian<std::uint32_t>(locator, 4) != 0 || littleEndian<std::uint32_t>(locator, 16) != 1 ||
        locatorAt < end64Size || at != locatorAt - end64Size) {
        damaged(file, "its ZIP64 locator points to the wrong place");
    }
    const auto record = readBytes(file, at, end64Size);
    const End wide{littleEndian<std::uint64_t>(record, 32), littleEndian<std::uint64_t>(record, 40),
                   littleEndian<std::uint64_t>(record, 48)};
    const auto agrees = [](std::uint64_t small, std::uint64_t limit, std::uint64_t large) {
        return small == limit || small == large;
    };
    if (littleEndian<std::uint32_t>(record) != 0x06064B50 ||
        littleEndian<std::uint64_t>(record, 4) != end64Size - 12 ||
        littleEndian<std::uint64_t>(record, 16) != 0 ||
        littleEndian<std::uint64_t>(record, 24) != wide.entries ||
        !agrees(narrow.entries, saturated16, wide.entries) || !agrees(narrow.size, saturated32, wide.size) ||
        !agrees(narrow.offset, saturated32, wide.offset)) {
        damaged(file, "its ZIP64 record does not agree with the rest");
    }
    if (wide.offset > at || wide.size != at - wide.offset) {
        damaged(file, "its directory does not lie where the ZIP64 record says");
    }
    return wide;
}

End readEnd(const ByteSource& file) {
    if (file.size() < endSize) {
        damaged(file, "it is too short to be a zip file");
    }
    const std::uint64_t at = file.size() - endSize;
    const auto record = readBytes(file, at, endSize);
    if (littleEndian<std::uint32_t>(record) != 0x06054B50 || littleEndian<std::uint16_t>(record, 20) != 0) {
        damaged(file, "it does not end as a zip file does; it may be cut off");
    }
    const End end{littleEndian<std::uint16_t>(record, 10), littleEndian<std::uint32_t>(record, 12),
                  littleEndian<std::uint32_t>(record, 16)};
    if (littleEndian<std::uint32_t>(record, 4) != 0 ||
        littleEndian<std::uint16_t>(record, 8) != end.entries) {
        damaged(file, "it says that it goes on in another file");
    }
    if (at >= locatorSize &&
        littleEndian<std::uint32_t>(readBytes(file, at - locatorSize, 4)) == 0x07064B50) {
        return readEnd64(file, at - locatorSize, end);
    }
    if (end.offset > at || end.size != at - end.offset) {
        damaged(file, "its directory does not lie where its end says");
    }
    return end;
}

struct Entry {
    ZipMember member;
    std::uint64_t localOffset = 0;
    std::uint64_t end = 0; ///< first byte behind the member
    std::uint16_t flags = 0;
    Bytes times; ///< the four bytes of time and date
};

/// The 64-bit numbers of the ZIP64 field in `extra`, empty when there is none.
Bytes zip64Field(const ByteSource& file, View extra, const std::string& name) {
    Bytes field;
    for (std::size_t i = 0; i < extra.size();) {
        if (extra.size() - i < 4 || littleEndian<std::uint16_t>(extra, i + 2) > extra.size() - i - 4) {
            damaged(file, "the extra field of " + name + " is cut off");
        }
        const std::size_t length = littleEndian<std::uint16_t>(extra, i + 2);
        if (littleEndian<std::uint16_t>(extra, i) == 1) {
            if (!field.empty() || length == 0 || length % 4 != 0) {
                damaged(file, "the ZIP64 field of " + name + " makes no sense");
            }
            field.assign(extra.begin() + static_cast<std::ptrdiff_t>(i + 4),
                         extra.begin() + static_cast<std::ptrdiff_t>(i + 4 + length));
        }
        i += 4 + length;
    }
    return field;
}

void checkName(const ByteSource& file, const std::string& name) {
    if (name.empty() || name.size() > nameLimit) {
        damaged(file, "a member has no name or a very long one");
    }
    if (std::any_of(name.begin(), name.end(),
                    [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\'; })) {
        damaged(file, "a member's name holds forbidden characters");
    }
    if (name.back() == '/') {
        unsupported(file, "it holds the folder " + name);
    }
    for (std::size_t begin = 0; begin <= name.size();) {
        const auto end = std::min(name.find('/', begin), name.size());
        const auto part = std::string_view(name).substr(begin, end - begin);
        if (part.empty() || part == "." || part == "..") {
            damaged(file, "the member name " + name + " leads out of it");
        }
        begin = end + 1;
    }
}

/// One entry of the directory at `at`, which is moved behind it.
Entry readCentral(const ByteSource& file, View directory, std::size_t& at) {
    if (directory.size() - at < centralSize || littleEndian<std::uint32_t>(directory, at) != 0x02014B50) {
        damaged(file, "its directory is cut off");
    }
    const auto fixed = directory.subspan(at, centralSize);
    const std::size_t nameLength = littleEndian<std::uint16_t>(fixed, 28);
    const std::size_t extraLength = littleEndian<std::uint16_t>(fixed, 30);
    const std::size_t commentLength = littleEndian<std::uint16_t>(fixed, 32);
    if (directory.size() - at - centralSize < nameLength + extraLength + commentLength) {
        damaged(file, "its directory is cut off");
    }
    Entry entry;
    const auto nameBytes = directory.subspan(at + centralSize, nameLength);
    entry.member.name.assign(nameBytes.begin(), nameBytes.end());
    const auto& name = entry.member.name;
    checkName(file, name);
    entry.flags = littleEndian<std::uint16_t>(fixed, 8);
    if ((entry.flags & encryptionFlags) != 0) {
        unsupported(file, "its member " + name + " is encrypted");
    }
    if ((entry.flags & ~(descriptorFlag | utf8Flag)) != 0) {
        unsupported(file, "its member " + name + " has unknown flags");
    }
    if (littleEndian<std::uint16_t>(fixed, 10) != 0) {
        unsupported(file, "its member " + name + " is compressed");
    }
    const auto type = (littleEndian<std::uint32_t>(fixed, 38) >> 16) & 0170000u;
    if (type != 0 && type != 0100000u) {
        unsupported(file, "its member " + name + " is a link or another thing that is no plain file");
    }
    entry.times.assign(fixed.begin() + 12, fixed.begin() + 16);
    entry.member.crc = littleEndian<std::uint32_t>(fixed, 16);
    std::uint64_t packed = littleEndian<std::uint32_t>(fixed, 20);
    entry.member.size = littleEndian<std::uint32_t>(fixed, 24);
    entry.localOffset = littleEndian<std::uint32_t>(fixed, 42);
    const auto wide = zip64Field(file, directory.subspan(at + centralSize + nameLength, extraLength), name);
    std::size_t used = 0;
    for (auto* number : {&entry.member.size, &packed, &entry.localOffset}) {
        if (*number == saturated32) {
            if (wide.size() - used < 8) {
                damaged(file, "the ZIP64 field of " + name + " lacks a number");
            }
            *number = littleEndian<std::uint64_t>(wide, used);
            used += 8;
        }
    }
    if (used != wide.size() || littleEndian<std::uint16_t>(fixed, 34) != 0) {
        damaged(file, "the directory entry of " + name + " makes no sense");
    }
    if (packed != entry.member.size) {
        damaged(file, "its member " + name + " has two sizes");
    }
    at += centralSize + nameLength + extraLength + commentLength;
    return entry;
}

/// Bytes of the descriptor behind the data of an entry, which must repeat its CRC and size.
std::uint64_t checkDescriptor(const ByteSource& file, const Entry& entry, std::uint64_t at,
                              std::uint64_t limit) {
    const auto bytes = readBytes(file, at, std::min<std::uint64_t>(24, limit - at));
    const auto& member = entry.member;
    if (bytes.size() >= 16 && littleEndian<std::uint32_t>(bytes) == 0x08074B50 &&
        littleEndian<std::uint32_t>(bytes, 4) == member.crc) {
        if (littleEndian<std::uint32_t>(bytes, 8) == member.size &&
            littleEndian<std::uint32_t>(bytes, 12) == member.size) {
            return 16;
        }
        if (bytes.size() == 24 && littleEndian<std::uint64_t>(bytes, 8) == member.size &&
            littleEndian<std::uint64_t>(bytes, 16) == member.size) {
            return 24;
        }
    }
    damaged(file, "the descriptor behind " + member.name + " does not agree with the directory");
}

/// Checks the local header against the entry and fills in where its data lies; the directory begins at
/// `limit`.
void checkLocal(const ByteSource& file, Entry& entry, std::uint64_t limit) {
    auto& member = entry.member;
    const auto disagrees = [&]() {
        damaged(file, "the header before " + member.name + " does not agree with the directory");
    };
    if (entry.localOffset > limit || limit - entry.localOffset < localSize + member.name.size()) {
        damaged(file, "its member " + member.name + " lies outside it");
    }
    const auto header = readBytes(file, entry.localOffset, localSize + member.name.size());
    const std::size_t nameLength = littleEndian<std::uint16_t>(header, 26);
    const std::size_t extraLength = littleEndian<std::uint16_t>(header, 28);
    if (littleEndian<std::uint32_t>(header) != 0x04034B50 || nameLength != member.name.size() ||
        !std::equal(member.name.begin(), member.name.end(), header.begin() + localSize,
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; }) ||
        littleEndian<std::uint16_t>(header, 6) != entry.flags ||
        littleEndian<std::uint16_t>(header, 8) != 0 ||
        !std::equal(entry.times.begin(), entry.times.end(), header.begin() + 10)) {
        disagrees();
    }
    const std::uint64_t extraAt = entry.localOffset + header.size();
    member.offset = extraAt + extraLength;
    if (member.offset > limit || member.size > limit - member.offset) {
        damaged(file, "its member " + member.name + " lies outside it");
    }
    const auto crc = littleEndian<std::uint32_t>(header, 14);
    std::uint64_t packed = littleEndian<std::uint32_t>(header, 18);
    std::uint64_t size = littleEndian<std::uint32_t>(header, 22);
    const auto wide = zip64Field(file, readBytes(file, extraAt, extraLength), member.name);
    if (size == saturated32 && packed == saturated32) {
        if (wide.size() < 16) {
            disagrees();
        }
        size = littleEndian<std::uint64_t>(wide, 0);
        packed = littleEndian<std::uint64_t>(wide, 8);
    }
    const bool later = (entry.flags & descriptorFlag) != 0 && crc == 0 && size == 0 && packed == 0;
    if (!later && (crc != member.crc || size != member.size || packed != member.size)) {
        disagrees();
    }
    entry.end = member.offset + member.size;
    if ((entry.flags & descriptorFlag) != 0) {
        entry.end += checkDescriptor(file, entry, entry.end, limit);
    }
}

void compareCrc(const ByteSource& file, const ZipMember& member, unsigned long crc) {
    if (crc != member.crc) {
        damaged(file, "the checksum of its member " + member.name + " is wrong");
    }
}

unsigned long crcOf(unsigned long crc, View bytes) { return crc32_z(crc, bytes.data(), bytes.size()); }

} // namespace

std::vector<ZipMember> readZipDirectory(const ByteSource& file) {
    const auto end = readEnd(file);
    if (end.entries > memberLimit || end.size > directoryLimit || end.size < end.entries * centralSize) {
        damaged(file, "its directory has an impossible size");
    }
    const auto directory = readBytes(file, end.offset, end.size);
    std::vector<Entry> entries;
    std::unordered_set<std::string> names;
    std::size_t at = 0;
    for (std::uint64_t i = 0; i < end.entries; ++i) {
        entries.push_back(readCentral(file, directory, at));
        if (!names.insert(entries.back().member.name).second) {
            damaged(file, "it holds the member " + entries.back().member.name + " twice");
        }
        checkLocal(file, entries.back(), end.offset);
    }
    if (at != directory.size()) {
        damaged(file, "its directory holds more than its entries");
    }
    std::vector<ZipMember> members;
    members.reserve(entries.size());
    for (const auto& entry : entries) {
        members.push_back(entry.member);
    }
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.localOffset < b.localOffset; });
    for (std::size_t i = 1; i < entries.size(); ++i) {
        if (entries[i].localOffset < entries[i - 1].end) {
            damaged(file, "its members " + entries[i - 1].member.name + " and " + entries[i].member.name +
                              " overlap");
        }
    }
    return members;
}

Bytes readZipMember(const ByteSource& file, const ZipMember& member, std::uint64_t limit) {
    if (member.size > limit) {
        damaged(file, "its member " + member.name + " is too large");
    }
    auto bytes = readBytes(file, member.offset, member.size);
    compareCrc(file, member, crcOf(0, bytes));
    return bytes;
}

void checkZipMember(const ByteSource& file, const ZipMember& member) {
    Bytes chunk(std::min<std::uint64_t>(member.size, 1u << 18));
    unsigned long crc = 0;
    for (std::uint64_t done = 0; done < member.size;) {
        const auto part = std::span(chunk).first(std::min<std::uint64_t>(chunk.size(), member.size - done));
        file.read(member.offset + done, part);
        crc = crcOf(crc, part);
        done += part.size();
    }
    compareCrc(file, member, crc);
}

} // namespace typemould
