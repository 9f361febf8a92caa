#include "core/base/atomic_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace typemould {

namespace fs = std::filesystem;

namespace {

/// What stands at a path before it is replaced.
struct Target {
    bool exists = false;
    mode_t mode = 0;
};

Result<Target> inspectTarget(const fs::path& path) {
    if (path.filename().empty() || path.filename() == "." || path.filename() == "..") {
        return Error{ErrorCode::InvalidArgument, "'" + pathText(path) + "' is not a file name.",
                     "Give a file name."};
    }
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0) {
        if (errno == ENOENT) {
            return Target{};
        }
        return systemError(errno, "save", path);
    }
    if (S_ISREG(info.st_mode)) {
        return Target{true, info.st_mode & static_cast<mode_t>(0777)};
    }
    const char* kind = S_ISLNK(info.st_mode)   ? "a link"
                       : S_ISDIR(info.st_mode) ? "a folder"
                                               : "not a plain file";
    return Error{ErrorCode::Io, "Cannot save " + pathText(path) + ": it is " + kind + ".",
                 "Remove it or choose another name."};
}

/// fsync, tried again when a signal interrupts it; 0 or errno.
int syncDescriptor(int fd) {
    while (::fsync(fd) != 0) {
        if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

/// fsync of a folder; 0 or errno. A file system that has no such thing (EINVAL) is taken as done.
int syncFolderAt(const fs::path& path) {
    const int fd = ::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return errno;
    }
    const int code = syncDescriptor(fd);
    ::close(fd);
    return code == EINVAL ? 0 : code;
}

/// Keeps a second name for the file at `path` so that it can be put back; false where the file system has no
/// such thing.
Result<bool> keepOld(const fs::path& path, const fs::path& backup) {
    if (::link(path.c_str(), backup.c_str()) == 0) {
        return true;
    }
    switch (errno) {
    case EPERM:
    case EMLINK:
    case ENOSYS:
    case EOPNOTSUPP:
    case ENOENT:
        return false;
    default:
        return systemError(errno, "save", path);
    }
}

} // namespace

Result<AtomicFile> AtomicFile::create(const fs::path& path) {
    return guarded("saving a file", [&]() -> AtomicFile {
        const Target target = inspectTarget(path).orThrow();
        AtomicFile file;
        file.m_path = path;
        for (int attempt = 0; file.m_fd < 0; ++attempt) {
            const fs::path temporary = temporaryPathFor(path);
            file.m_fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
            if (file.m_fd >= 0) {
                file.m_temporary = temporary;
            } else if (errno != EINTR && (errno != EEXIST || attempt == 100)) {
                throw Failure(systemError(errno, "save", path));
            }
        }
        // A file system without modes (FAT) refuses with EPERM: there is nothing to keep then.
        if (target.exists && ::fchmod(file.m_fd, target.mode) != 0 && errno != EPERM && errno != ENOSYS &&
            errno != EOPNOTSUPP) {
            throw Failure(file.fail(errno, "save"));
        }
        return file;
    });
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1)), m_path(std::move(other.m_path)),
      m_temporary(std::exchange(other.m_temporary, {})), m_failed(std::exchange(other.m_failed, true)) {}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept {
    if (this != &other) {
        discard();
        m_fd = std::exchange(other.m_fd, -1);
        m_path = std::move(other.m_path);
        m_temporary = std::exchange(other.m_temporary, {});
        m_failed = std::exchange(other.m_failed, true);
    }
    return *this;
}

AtomicFile::~AtomicFile() { discard(); }

void AtomicFile::discard() noexcept {
    if (m_fd >= 0) {
        ::close(m_fd);
        m_fd = -1;
    }
    if (!m_temporary.empty()) {
        ::unlink(m_temporary.c_str());
        m_temporary.clear();
    }
}

Error AtomicFile::fail(int code, const std::string& doing) {
    m_failed = true;
    discard();
    return systemError(code, doing, m_path);
}

Status AtomicFile::write(std::span<const std::uint8_t> data) {
    if (m_failed || m_fd < 0) {
        return Error{ErrorCode::Internal,
                     "Cannot write " + pathText(m_path) + ": an earlier step of saving it failed.",
                     "Save it again."};
    }
    while (!data.empty()) {
        const ssize_t count = ::write(m_fd, data.data(), data.size());
        if (count > 0) {
            data = data.subspan(static_cast<std::size_t>(count));
        } else if (count == 0) {
            return fail(ENOSPC, "write");
        } else if (errno != EINTR) {
            return fail(errno, "write");
        }
    }
    return {};
}

Status AtomicFile::write(std::string_view text) {
    return write(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

Status AtomicFile::commit() {
    if (m_failed || m_fd < 0) {
        return Error{ErrorCode::Internal,
                     "Cannot save " + pathText(m_path) + ": an earlier step of saving it failed.",
                     "Save it again."};
    }
    return guarded("saving a file", [&] {
        if (const int code = syncDescriptor(m_fd)) {
            throw Failure(fail(code, "flush"));
        }
        if (::close(std::exchange(m_fd, -1)) != 0 && errno != EINTR) {
            throw Failure(fail(errno, "close"));
        }
        const auto target = inspectTarget(m_path);
        const fs::path backup = temporaryPathFor(m_path);
        const auto kept = !target ? Result<bool>(target.error())
                                  : (target->exists ? keepOld(m_path, backup) : Result<bool>(false));
        if (!kept) {
            m_failed = true;
            discard();
            throw Failure(kept.error());
        }
        if (::rename(m_temporary.c_str(), m_path.c_str()) != 0) {
            const int code = errno;
            if (*kept) {
                ::unlink(backup.c_str());
            }
            throw Failure(fail(code, "save"));
        }
        m_temporary.clear();
        m_failed = true; // nothing more may be written, whatever comes
        if (const int code = syncFolderAt(fs::path(m_path).remove_filename())) {
            // The new file is in place but may not last: take it back, so that what the user is told is what
            // is there.
            if (*kept) {
                ::rename(backup.c_str(), m_path.c_str());
            } else if (!target->exists) {
                ::unlink(m_path.c_str());
            }
            throw Failure(systemError(code, "save", m_path));
        }
        if (*kept) {
            ::unlink(backup.c_str());
        }
    });
}

Status syncFolder(const fs::path& path) {
    const int code = syncFolderAt(path);
    return code == 0 ? Status() : systemError(code, "save the folder", path.empty() ? fs::path(".") : path);
}

Status writeFileAtomically(const fs::path& path, std::span<const std::uint8_t> data) {
    auto file = AtomicFile::create(path);
    if (!file) {
        return file.error();
    }
    if (auto written = file->write(data); !written) {
        return written;
    }
    return file->commit();
}

Status writeFileAtomically(const fs::path& path, std::string_view text) {
    return writeFileAtomically(path,
                               std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

} // namespace typemould
