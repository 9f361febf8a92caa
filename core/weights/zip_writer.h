// A zip file of stored members, written through AtomicFile. Data begins at multiples of 64 bytes, as PyTorch
// likes it for mapping. Owned by the function that writes the file; one thread.
#pragma once

#include "core/base/atomic_file.h"

namespace typemould {

class ZipWriter {
public:
    /// Writes into `file`, which must outlive the writer.
    explicit ZipWriter(AtomicFile& file) : m_file(file) {}
    /// Adds a member; throws Failure when the disk refuses or the file would pass 4 GiB.
    void add(const std::string& name, std::span<const std::uint8_t> data);
    /// Writes the directory; nothing may be added then. Commit the file afterwards.
    void finish();

private:
    void write(std::string_view bytes);
    AtomicFile& m_file;
    std::string m_directory;
    std::uint64_t m_offset = 0;
    std::uint16_t m_members = 0;
};

} // namespace typemould
