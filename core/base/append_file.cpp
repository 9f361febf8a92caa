#include "core/base/append_whole.h"
#include "core/base/atomic_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace typemould {

namespace fs = std::filesystem;

namespace {

bool endsInsideLine(int fd, off_t size) {
    char last = '\n';
    return size > 0 && ::pread(fd, &last, 1, size - 1) == 1 && last != '\n';
}

} // namespace

int detail::appendWhole(int fd, std::string_view text) {
    struct stat before {};
    if (::fstat(fd, &before) != 0) {
        return errno;
    }
    while (!text.empty()) {
        const ssize_t count = ::write(fd, text.data(), text.size());
        if (count > 0) {
            text.remove_prefix(static_cast<std::size_t>(count));
        } else if (count == 0 || errno != EINTR) {
            const int code = count == 0 ? ENOSPC : errno;
            return ::ftruncate(fd, before.st_size) == 0 ? code : errno;
        }
    }
    return 0;
}

Result<AppendFile> AppendFile::open(const fs::path& path) {
    return guarded("opening a log file", [&]() -> AppendFile {
        AppendFile file;
        file.m_path = path;
        file.m_fd =
            ::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666);
        if (file.m_fd < 0) {
            throw Failure(systemError(errno, "open", path));
        }
        struct stat info {};
        if (::fstat(file.m_fd, &info) != 0) {
            throw Failure(systemError(errno, "open", path));
        }
        if (!S_ISREG(info.st_mode)) {
            throw Failure(ErrorCode::Io, "Cannot write to " + pathText(path) + ": it is not a plain file.",
                          "Remove it or choose another name.");
        }
        if (endsInsideLine(file.m_fd, info.st_size)) {
            if (const int code = detail::appendWhole(file.m_fd, "\n")) {
                throw Failure(systemError(code, "write", path));
            }
        }
        return file;
    });
}

AppendFile::AppendFile(AppendFile&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1)), m_path(std::move(other.m_path)) {}

AppendFile& AppendFile::operator=(AppendFile&& other) noexcept {
    if (this != &other) {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
        m_fd = std::exchange(other.m_fd, -1);
        m_path = std::move(other.m_path);
    }
    return *this;
}

AppendFile::~AppendFile() {
    if (m_fd >= 0) {
        ::close(m_fd);
    }
}

Status AppendFile::appendLine(std::string_view line) {
    return guarded("writing a log file", [&] {
        if (line.find('\n') != std::string_view::npos) {
            throw Failure(ErrorCode::InvalidArgument,
                          "A line for " + pathText(m_path) + " holds a line break.");
        }
        if (const int code = detail::appendWhole(m_fd, std::string(line) + "\n")) {
            throw Failure(systemError(code, "write", m_path));
        }
    });
}

} // namespace typemould
