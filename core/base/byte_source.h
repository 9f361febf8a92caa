// Bytes read by position: a file that is too large to hold twice in memory, or memory itself. What is read
// past the end, or what the device refuses, is a Failure that names the source. Blocking; one source may be
// read from any thread.
#pragma once

#include "core/base/atomic_file.h"

namespace typemould {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Bytes in all.
    virtual std::uint64_t size() const = 0;
    /// Fills `into` with the bytes from `offset` on; throws Failure when they are not all there.
    virtual void read(std::uint64_t offset, std::span<std::uint8_t> into) const = 0;
    /// What it is called in messages: the path of a file.
    const std::string& label() const { return m_label; }

protected:
    explicit ByteSource(std::string label) : m_label(std::move(label)) {}

private:
    std::string m_label;
};

/// Bytes in memory, which must outlive the source.
class MemorySource : public ByteSource {
public:
    MemorySource(std::span<const std::uint8_t> bytes, std::string label)
        : ByteSource(std::move(label)), m_bytes(bytes) {}
    std::uint64_t size() const override { return m_bytes.size(); }
    void read(std::uint64_t offset, std::span<std::uint8_t> into) const override;

private:
    std::span<const std::uint8_t> m_bytes;
};

/// Opens a file; a folder, a device or a pipe is refused.
Result<std::unique_ptr<ByteSource>> openFileSource(const std::filesystem::path& path);

} // namespace typemould
