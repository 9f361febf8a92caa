// The members of a zip file, from its central directory: stored members only, since that is what torch.save
// writes. Refuses what a weights file never holds: compressed, encrypted, duplicate, linked, absolute or
// climbing members, members that overlap or leave the file, and a local header or a ZIP64 record that tells
// another story than the directory. Throws Failure with the file's name. Any thread.
#pragma once

#include "core/base/byte_source.h"

namespace typemould {

struct ZipMember {
    std::string name;
    std::uint64_t offset = 0; ///< of its first byte of data in the file
    std::uint64_t size = 0;   ///< bytes of data, checked to lie inside the file
    std::uint32_t crc = 0;    ///< CRC-32 of the data as the directory has it
};

/// All members, in the directory's order; at most 20,000.
std::vector<ZipMember> readZipDirectory(const ByteSource& file);
/// The data of a member of at most `limit` bytes, its CRC checked.
Bytes readZipMember(const ByteSource& file, const ZipMember& member, std::uint64_t limit);
/// Reads a member through and checks its CRC.
void checkZipMember(const ByteSource& file, const ZipMember& member);

} // namespace typemould
