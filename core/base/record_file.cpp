#include "core/base/record_file.h"

#include "core/base/append_whole.h"
#include "core/base/atomic_file.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace typemould {

Result<RecordFile> RecordFile::create(const std::filesystem::path& path) {
    return guarded("making a file", [&]() -> RecordFile {
        RecordFile file;
        file.m_path = path;
        file.m_fd = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file.m_fd < 0) {
            throw Failure(systemError(errno, "make", path));
        }
        return file;
    });
}

RecordFile::RecordFile(RecordFile&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1)), m_path(std::move(other.m_path)) {}

RecordFile& RecordFile::operator=(RecordFile&& other) noexcept {
    std::swap(m_fd, other.m_fd);
    std::swap(m_path, other.m_path);
    return *this;
}

RecordFile::~RecordFile() {
    if (m_fd >= 0) {
        ::close(m_fd);
    }
}

Status RecordFile::append(std::string_view record) {
    return guarded("writing a file", [&] {
        if (const int code = detail::appendWhole(m_fd, record)) {
            throw Failure(systemError(code, "write", m_path));
        }
    });
}

} // namespace typemould
