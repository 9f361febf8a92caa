#include "core/base/folder_aside.h"

#include <cerrno>
#include <cstdint>
#include <cstdio> // renameat2
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace typemould {

namespace fs = std::filesystem;

namespace {

using Identity = std::pair<std::uintmax_t, std::uintmax_t>; // of a file system, and in it

/// Refuses what may not be replaced; which folder stands there, if one does.
std::optional<Identity> folderAt(const fs::path& path,
                                 const std::function<bool(const fs::path&)>& mayReplace) {
    if (path.filename().empty() || path.filename() == "." || path.filename() == "..") {
        throw Failure(ErrorCode::InvalidArgument, "'" + pathText(path) + "' is not a folder name.",
                      "Give a folder name.");
    }
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0) {
        if (errno == ENOENT) {
            return std::nullopt;
        }
        throw Failure(systemError(errno, "save", path));
    }
    if (!S_ISDIR(info.st_mode)) {
        throw Failure(ErrorCode::Io,
                      "Cannot save " + pathText(path) + ": it is " +
                          (S_ISLNK(info.st_mode) ? "a link." : "not a folder."),
                      "Remove it or choose another name.");
    }
    std::error_code code;
    if (!fs::is_empty(path, code) && !mayReplace(path)) {
        throw Failure(ErrorCode::Io,
                      "Cannot save " + pathText(path) + ": a folder with other things stands there.",
                      "Remove it or choose another name.");
    }
    return Identity(info.st_dev, info.st_ino);
}

/// Brings all that was written below the folder to the disk at once: thousands of files, each waited for on
/// its own, would take minutes.
void flush(const fs::path& folder) {
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int code = fd < 0 ? errno : 0;
    if (code == 0 && ::syncfs(fd) != 0) {
        code = errno;
    }
    if (fd >= 0) {
        ::close(fd);
    }
    if (code != 0) {
        throw Failure(systemError(code, "flush", folder));
    }
}

void renameOrThrow(const fs::path& from, const fs::path& to, const fs::path& told) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        throw Failure(systemError(errno, "replace", told));
    }
}

/// Both folders change places. Where the file system cannot do that at once, by way of a third name; then
/// each step that fails takes back those before it.
void exchange(const fs::path& fresh, const fs::path& old) {
    if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, old.c_str(), RENAME_EXCHANGE) == 0) {
        return;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        throw Failure(systemError(errno, "replace", old));
    }
    // Under a name that is not cleaned up as a temporary one: after a crash here it is all there is.
    fs::path third = old;
    third += ".before-" + std::to_string(::getpid());
    renameOrThrow(old, third, old);
    try {
        renameOrThrow(fresh, old, old);
    } catch (const Failure&) {
        (void)::rename(third.c_str(), old.c_str());
        throw;
    }
    try {
        renameOrThrow(third, fresh, old);
    } catch (const Failure&) {
        (void)::rename(old.c_str(), fresh.c_str());
        (void)::rename(third.c_str(), old.c_str());
        throw;
    }
}

} // namespace

Result<FolderAside> FolderAside::create(const fs::path& path,
                                        const std::function<bool(const fs::path&)>& mayReplace) {
    return guarded("saving a folder", [&]() -> FolderAside {
        FolderAside folder;
        folder.m_path = path.has_filename() ? path : path.parent_path();
        folder.m_mayReplace = mayReplace;
        folder.m_before = folderAt(folder.m_path, mayReplace);
        const fs::path aside = temporaryPathFor(folder.m_path);
        if (::mkdir(aside.c_str(), 0777) != 0) { // its parents are not made: they may be mistyped
            throw Failure(systemError(errno, "save", folder.m_path));
        }
        folder.m_aside = aside;
        return folder;
    });
}

FolderAside::FolderAside(FolderAside&& other) noexcept
    : m_path(std::move(other.m_path)), m_aside(std::exchange(other.m_aside, {})),
      m_folders(std::move(other.m_folders)), m_mayReplace(std::move(other.m_mayReplace)),
      m_before(other.m_before) {}

FolderAside::~FolderAside() {
    if (!m_aside.empty()) {
        (void)removeTree(m_aside);
    }
}

Status FolderAside::write(const std::string& name, std::span<const std::uint8_t> data) {
    return guarded("saving a file", [&] {
        const fs::path inside(name);
        bool leadsOut = inside.empty() || inside.is_absolute();
        for (const fs::path& part : inside) {
            leadsOut = leadsOut || part == ".." || part == "." || part.empty();
        }
        if (leadsOut || name.find('\0') != std::string::npos) {
            throw Failure(ErrorCode::InvalidArgument, "'" + name + "' is no file name.");
        }
        const fs::path path = m_aside / inside;
        if (inside.has_parent_path() && m_folders.insert(path.parent_path()).second) {
            makeFolder(path.parent_path()).orThrow();
        }
        const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        int code = fd < 0 ? errno : 0;
        while (code == 0 && !data.empty()) {
            const ssize_t count = ::write(fd, data.data(), data.size());
            if (count > 0) {
                data = data.subspan(static_cast<std::size_t>(count));
            } else if (count == 0) {
                code = ENOSPC;
            } else if (errno != EINTR) {
                code = errno;
            }
        }
        if (fd >= 0 && ::close(fd) != 0 && code == 0 && errno != EINTR) {
            code = errno;
        }
        if (code != 0) {
            throw Failure(systemError(code, "write", m_path / inside));
        }
    });
}

Status FolderAside::write(const std::string& name, std::string_view text) {
    return write(name, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

Status FolderAside::commit() {
    return guarded("saving a folder", [&] {
        flush(m_aside);
        const fs::path parent = m_path.parent_path();
        const auto stands = folderAt(m_path, m_mayReplace); // much may have come to pass since create()
        if (!stands) {
            renameFolder(m_aside, m_path).orThrow();
            m_aside.clear();
            return;
        }
        std::error_code code;
        if (stands != m_before && !fs::is_empty(m_path, code)) {
            throw Failure(ErrorCode::Io,
                          "Cannot save " + pathText(m_path) +
                              ": another folder was put there while it was written.",
                          "Remove it or choose another name.");
        }
        exchange(m_aside, m_path);
        if (auto lasting = syncFolder(parent); !lasting) {
            exchange(m_aside, m_path); // what is told is what is there
            lasting.orThrow();
        }
        (void)removeTree(m_aside); // what stood there before
        m_aside.clear();
    });
}

} // namespace typemould
