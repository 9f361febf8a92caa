#include "core/weights/zip_writer.h"

#include "core/weights/little_endian.h"

#include <limits>
#include <zlib.h>

namespace typemould {

namespace {

constexpr std::uint64_t alignment = 64;
constexpr std::uint16_t zipVersion = 20; // 2.0: plain members
constexpr std::uint16_t utf8Flag = 0x0800;
constexpr std::uint32_t oldestDate = 0x00210000; // 1 January 1980: two files of one content are one file

/// What local header and directory entry have in common.
void appendFacts(std::string& bytes, std::uint32_t crc, std::size_t size, std::size_t nameSize,
                 std::size_t extraSize) {
    appendLittleEndian<std::uint16_t>(bytes, zipVersion);
    appendLittleEndian<std::uint16_t>(bytes, utf8Flag);
    appendLittleEndian<std::uint16_t>(bytes, 0); // stored
    appendLittleEndian<std::uint32_t>(bytes, oldestDate);
    appendLittleEndian<std::uint32_t>(bytes, crc);
    appendLittleEndian<std::uint32_t>(bytes, static_cast<std::uint32_t>(size));
    appendLittleEndian<std::uint32_t>(bytes, static_cast<std::uint32_t>(size));
    appendLittleEndian<std::uint16_t>(bytes, static_cast<std::uint16_t>(nameSize));
    appendLittleEndian<std::uint16_t>(bytes, static_cast<std::uint16_t>(extraSize));
}

} // namespace

void ZipWriter::write(std::string_view bytes) {
    m_file.write(bytes).orThrow();
    m_offset += bytes.size();
}

void ZipWriter::add(const std::string& name, std::span<const std::uint8_t> data) {
    constexpr std::uint64_t limit = std::numeric_limits<std::uint32_t>::max() - (1u << 20);
    if (data.size() > limit || m_offset > limit - data.size() || m_directory.size() > (1u << 24)) {
        throw Failure(ErrorCode::Unsupported,
                      "The weights take more than 4 GiB, which is more than a .pth is written with.",
                      "Keep them as safetensors.");
    }
    constexpr std::size_t headerSize = 30;
    constexpr std::size_t paddingHeader = 4;
    const std::size_t before = m_offset + headerSize + name.size() + paddingHeader;
    const std::size_t padding = (alignment - before % alignment) % alignment;
    const auto crc = static_cast<std::uint32_t>(data.empty() ? 0 : crc32_z(0, data.data(), data.size()));

    m_directory += std::string("PK\x01\x02", 4);
    appendLittleEndian<std::uint16_t>(m_directory, zipVersion);
    appendFacts(m_directory, crc, data.size(), name.size(), 0);
    m_directory.append(10, '\0'); // no comment, first disk, no attributes
    appendLittleEndian<std::uint32_t>(m_directory, static_cast<std::uint32_t>(m_offset));
    m_directory += name;
    ++m_members;

    std::string header("PK\x03\x04", 4);
    appendFacts(header, crc, data.size(), name.size(), paddingHeader + padding);
    header += name;
    header += "FB"; // the padding field that PyTorch writes
    appendLittleEndian<std::uint16_t>(header, static_cast<std::uint16_t>(padding));
    header.append(padding, 'Z');
    write(header);
    m_file.write(data).orThrow();
    m_offset += data.size();
}

void ZipWriter::finish() {
    std::string end("PK\x05\x06", 4);
    end.append(4, '\0'); // one disk
    appendLittleEndian<std::uint16_t>(end, m_members);
    appendLittleEndian<std::uint16_t>(end, m_members);
    appendLittleEndian<std::uint32_t>(end, static_cast<std::uint32_t>(m_directory.size()));
    appendLittleEndian<std::uint32_t>(end, static_cast<std::uint32_t>(m_offset));
    end.append(2, '\0'); // no comment
    write(m_directory);
    write(end);
}

} // namespace typemould
