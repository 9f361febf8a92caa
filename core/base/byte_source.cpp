#include "core/base/byte_source.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace typemould {

namespace {

[[noreturn]] void cutOff(const std::string& label) {
    throw Failure(ErrorCode::BadFormat, "The file " + label + " ends too early.",
                  "Copy it again from where it came.");
}

class FileSource : public ByteSource {
public:
    explicit FileSource(const std::filesystem::path& path)
        : ByteSource(pathText(path)), m_path(path),
          m_fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {
        struct stat info {};
        if (m_fd < 0 || ::fstat(m_fd, &info) != 0) {
            const int code = errno;
            close();
            throw Failure(systemError(code, "read", path));
        }
        if (!S_ISREG(info.st_mode)) {
            close();
            throw Failure(ErrorCode::Io,
                          "Cannot read " + label() + ": it is " +
                              (S_ISDIR(info.st_mode) ? "a folder" : "not a plain file") + ".",
                          "Choose a file.");
        }
        m_size = static_cast<std::uint64_t>(info.st_size);
    }
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;
    ~FileSource() override { close(); }

    std::uint64_t size() const override { return m_size; }

    void read(std::uint64_t offset, std::span<std::uint8_t> into) const override {
        if (offset > m_size || into.size() > m_size - offset) {
            cutOff(label());
        }
        while (!into.empty()) {
            const ssize_t count = ::pread(m_fd, into.data(), into.size(), static_cast<off_t>(offset));
            if (count < 0 && errno == EINTR) {
                continue;
            }
            if (count < 0) {
                throw Failure(systemError(errno, "read", m_path));
            }
            if (count == 0) { // it was cut while it was read
                cutOff(label());
            }
            into = into.subspan(static_cast<std::size_t>(count));
            offset += static_cast<std::uint64_t>(count);
        }
    }

private:
    void close() {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
        m_fd = -1;
    }

    std::filesystem::path m_path;
    int m_fd;
    std::uint64_t m_size = 0;
};

} // namespace

void MemorySource::read(std::uint64_t offset, std::span<std::uint8_t> into) const {
    if (offset > m_bytes.size() || into.size() > m_bytes.size() - offset) {
        cutOff(label());
    }
    if (!into.empty()) {
        std::memcpy(into.data(), m_bytes.data() + offset, into.size());
    }
}

Result<std::unique_ptr<ByteSource>> openFileSource(const std::filesystem::path& path) {
    return guarded("opening a file",
                   [&]() -> std::unique_ptr<ByteSource> { return std::make_unique<FileSource>(path); });
}

} // namespace typemould
