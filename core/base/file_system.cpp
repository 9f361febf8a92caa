#include "core/base/atomic_file.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <random>
#include <sys/stat.h>
#include <unistd.h>

namespace typemould {

namespace fs = std::filesystem;

namespace {

/// Closes a descriptor at the end of a scope.
class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
    }
    int get() const { return m_fd; }

private:
    int m_fd;
};

std::string adviceFor(int code) {
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return "Free some space or choose another folder.";
    case EACCES:
    case EPERM:
    case EROFS:
        return "Choose a folder that you may write to, or change its permissions.";
    case ENAMETOOLONG:
        return "Choose a shorter name or folder.";
    case ENOENT:
        return "Check that the folder and the file are still there.";
    case ENOTDIR:
        return "A part of the path is a file, not a folder: choose another folder.";
    case EISDIR:
        return "It is a folder: choose a file name.";
    case EIO:
        return "The device reports a fault: check it, or choose a folder on another one.";
    case ELOOP:
        return "Links on the way to it go round in a circle or are not allowed here: choose another folder.";
    case EMFILE:
    case ENFILE:
        return "Too many files are open: close other programs and try again.";
    default:
        return "Try again, or choose another folder.";
    }
}

bool isRunning(long pid) { return ::kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM; }

/// The pid in a name ".<name>.tmp-<pid>-<hex>", 0 when it is no such name.
long pidOfTemporary(const std::string& name) {
    const std::size_t mark = name.rfind(".tmp-");
    if (name.empty() || name[0] != '.' || mark == std::string::npos || mark == 0) {
        return 0;
    }
    long pid = 0;
    const char* const begin = name.data() + mark + 5;
    const char* const end = name.data() + name.size();
    const auto [stop, code] = std::from_chars(begin, end, pid);
    const bool hex = end - stop == 17 && *stop == '-' && std::all_of(stop + 1, end, [](unsigned char c) {
                         return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                     });
    return code == std::errc() && hex && pid > 0 ? pid : 0;
}

} // namespace

std::string pathText(const fs::path& path) {
    const std::string& native = path.native();
    std::string text;
    for (std::size_t i = 0; i < native.size();) {
        const std::size_t length = firstUtf8(std::string_view(native).substr(i)).length;
        const auto byte = static_cast<unsigned char>(native[i]);
        if (length == 0 || byte < 0x20 || byte == 0x7F) {
            char escaped[5];
            std::snprintf(escaped, sizeof escaped, "\\x%02X", static_cast<unsigned>(byte));
            text += escaped;
            ++i;
        } else {
            text.append(native, i, length);
            i += length;
        }
    }
    return text;
}

Error systemError(int code, const std::string& doing, const fs::path& path) {
    const char* known = ::strerrordesc_np(code); // not strerror(): that one follows the locale
    const std::string reason = known != nullptr ? known : "system error " + std::to_string(code);
    const ErrorCode kind = code == ENOSPC || code == EDQUOT ? ErrorCode::DiskFull
                           : code == ENOENT                 ? ErrorCode::NotFound
                           : code == ENOMEM                 ? ErrorCode::OutOfMemory
                                                            : ErrorCode::Io;
    return {kind, "Cannot " + doing + " " + pathText(path) + ": " + reason + ".", adviceFor(code)};
}

fs::path temporaryPathFor(const fs::path& path) {
    constexpr std::size_t longestName = 255;
    std::random_device device;
    char suffix[64];
    const int length =
        std::snprintf(suffix, sizeof suffix, ".tmp-%ld-%08x%08x", static_cast<long>(::getpid()),
                      static_cast<unsigned>(device()), static_cast<unsigned>(device()));
    std::string name = "." + path.filename().native();
    // A name that fills its 255 bytes must not be refused because of the letters we add. A longer one will be
    // refused.
    if (path.filename().native().size() <= longestName) {
        name.resize(std::min(name.size(), longestName - static_cast<std::size_t>(length)));
    }
    return fs::path(path).remove_filename() / (name + suffix);
}

Result<Bytes> readFile(const fs::path& path, std::uint64_t limit) {
    return guarded("reading a file", [&]() -> Bytes {
        const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
        struct stat info {};
        if (file.get() < 0 || ::fstat(file.get(), &info) != 0) {
            throw Failure(systemError(errno, "read", path));
        }
        if (!S_ISREG(info.st_mode)) {
            throw Failure(ErrorCode::Io,
                          "Cannot read " + pathText(path) + ": it is " +
                              (S_ISDIR(info.st_mode) ? "a folder" : "not a plain file") + ".",
                          "Choose a file.");
        }
        const auto tooLarge = [&] {
            return Failure(ErrorCode::Unsupported,
                           "Cannot read " + pathText(path) + ": it is larger than " + std::to_string(limit) +
                               " bytes.",
                           "Check that it is the file you meant.");
        };
        if (static_cast<std::uint64_t>(info.st_size) > limit) {
            throw tooLarge();
        }
        Bytes bytes(static_cast<std::size_t>(info.st_size));
        std::size_t filled = 0;
        for (;;) {
            if (filled == bytes.size()) { // at the expected end, or the file grows while it is read
                if (filled > limit) {
                    throw tooLarge();
                }
                bytes.resize(filled + 4096);
            }
            const ssize_t count = ::read(file.get(), bytes.data() + filled, bytes.size() - filled);
            if (count == 0) {
                break;
            }
            if (count < 0 && errno != EINTR) {
                throw Failure(systemError(errno, "read", path));
            }
            filled += count > 0 ? static_cast<std::size_t>(count) : 0;
        }
        if (filled > limit) {
            throw tooLarge();
        }
        bytes.resize(filled);
        return bytes;
    });
}

Result<std::string> readTextFile(const fs::path& path, std::uint64_t limit) {
    auto bytes = readFile(path, limit);
    if (!bytes) {
        return bytes.error();
    }
    return std::string(bytes->begin(), bytes->end());
}

Status makeFolder(const fs::path& path) {
    return guarded("making a folder", [&] {
        std::vector<fs::path> missing;
        for (fs::path part = path.has_filename() ? path : path.parent_path(); !part.empty();
             part = part.parent_path()) {
            struct stat info {};
            if (::stat(part.c_str(), &info) == 0) {
                if (!S_ISDIR(info.st_mode)) {
                    throw Failure(systemError(ENOTDIR, "make the folder", path));
                }
                break;
            }
            if (errno != ENOENT) {
                throw Failure(systemError(errno, "make the folder", path));
            }
            missing.push_back(part);
        }
        for (auto part = missing.rbegin(); part != missing.rend(); ++part) {
            if (::mkdir(part->c_str(), 0777) != 0 && errno != EEXIST) {
                throw Failure(systemError(errno, "make the folder", *part));
            }
            syncFolder(part->parent_path()).orThrow();
        }
        std::error_code code;
        if (!fs::is_directory(path, code)) { // a dangling link, or a file made meanwhile
            throw Failure(systemError(code ? code.value() : ENOTDIR, "make the folder", path));
        }
    });
}

Status removeTree(const fs::path& path) {
    return guarded("removing files", [&] {
        std::error_code code;
        fs::remove_all(path, code);
        if (code) {
            throw Failure(systemError(code.value(), "remove", path));
        }
    });
}

Result<std::size_t> removeAbandonedTemporaries(const fs::path& folder) {
    return guarded("tidying a folder", [&]() -> std::size_t {
        std::error_code code;
        std::vector<fs::path> abandoned;
        for (fs::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
            const long pid = pidOfTemporary(entry->path().filename().native());
            if (pid != 0 && !isRunning(pid)) {
                abandoned.push_back(entry->path());
            }
        }
        if (code) {
            throw Failure(systemError(code.value(), "look through the folder", folder));
        }
        for (const auto& path : abandoned) {
            removeTree(path).orThrow();
        }
        return abandoned.size();
    });
}

Status renameFolder(const fs::path& from, const fs::path& to) {
    return guarded("renaming a folder", [&] {
        // The kernel's own check, and a look of ours where the file system has none.
        if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) != 0) {
            if (errno != EINVAL && errno != ENOSYS) {
                throw Failure(systemError(errno, "rename to", to));
            }
            struct stat info {};
            const bool free = ::lstat(to.c_str(), &info) != 0 && errno == ENOENT;
            if (!free || ::rename(from.c_str(), to.c_str()) != 0) {
                throw Failure(systemError(free ? errno : EEXIST, "rename to", to));
            }
        }
        const auto synced = syncFolder(fs::path(to).remove_filename());
        if (!synced) {
            ::rename(to.c_str(), from.c_str());
            throw Failure(synced.error());
        }
    });
}

} // namespace typemould
