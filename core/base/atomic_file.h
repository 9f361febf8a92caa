// The one door to disk: a file is written aside, every write checked, flushed, fsynced, renamed over the old
// one, and the folder fsynced. On any failure the old file is untouched and nothing is left behind.
// Append-only files (metrics, events) use AppendFile. Blocking calls; one thread per object.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace typemould {

using Bytes = std::vector<std::uint8_t>;

/// A file that appears under its name only when commit() succeeds.
class AtomicFile {
public:
    /// Opens a temporary file ".<name>.tmp-<pid>-<random>" beside `path` (same folder, so that the rename is
    /// atomic). It takes over the mode of the file it replaces. A link, a folder or anything else that is no
    /// plain file at `path` is refused.
    static Result<AtomicFile> create(const std::filesystem::path& path);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&& other) noexcept;
    ~AtomicFile(); ///< discards what was not committed

    /// Writes all of `data` or fails; after a failure the file can only be discarded.
    Status write(std::span<const std::uint8_t> data);
    Status write(std::string_view text);
    /// Flushes, fsyncs, renames, and fsyncs the folder. A failed fsync is a failed save: the old file is put
    /// back.
    Status commit();

private:
    AtomicFile() = default;
    void discard() noexcept;
    /// Discards the file and returns the Error; `doing` is what could not be done.
    Error fail(int code, const std::string& doing);
    int m_fd = -1;
    std::filesystem::path m_path;
    std::filesystem::path m_temporary; ///< empty once renamed or discarded
    bool m_failed = false;
};

/// Lines added to the end of a file, each written whole.
class AppendFile {
public:
    /// Opens or makes the file; a last line that was cut off by a crash is ended, so that the next one stands
    /// alone.
    static Result<AppendFile> open(const std::filesystem::path& path);
    AppendFile(AppendFile&& other) noexcept;
    AppendFile& operator=(AppendFile&& other) noexcept;
    ~AppendFile();
    /// Appends `line` (which holds no newline) and a newline in one write; on failure nothing of it is left
    /// in the file.
    Status appendLine(std::string_view line);

private:
    AppendFile() = default;
    int m_fd = -1;
    std::filesystem::path m_path;
};

/// Makes or replaces a whole file through AtomicFile.
Status writeFileAtomically(const std::filesystem::path& path, std::span<const std::uint8_t> data);
Status writeFileAtomically(const std::filesystem::path& path, std::string_view text);

/// The whole file; a file larger than `limit` bytes, a folder or a device is refused.
Result<Bytes> readFile(const std::filesystem::path& path, std::uint64_t limit = 256ull << 20);
Result<std::string> readTextFile(const std::filesystem::path& path, std::uint64_t limit = 64ull << 20);

/// Makes the folder and its parents; an existing folder is fine.
Status makeFolder(const std::filesystem::path& path);
/// fsyncs a folder, so that names made in it last.
Status syncFolder(const std::filesystem::path& path);
/// Removes a file or folder tree if it is there; a link is removed, not what it points to.
Status removeTree(const std::filesystem::path& path);
/// Removes files and folders that a killed program left in `folder` under AtomicFile's temporary names
/// (".<name>.tmp-<pid>-<random>", pid no longer running); returns how many.
Result<std::size_t> removeAbandonedTemporaries(const std::filesystem::path& folder);
/// A fresh name for a temporary beside `path`, as AtomicFile makes them; nothing is created.
std::filesystem::path temporaryPathFor(const std::filesystem::path& path);
/// Renames, replacing nothing: an existing `to` is an error. Fsyncs the parent.
Status renameFolder(const std::filesystem::path& from, const std::filesystem::path& to);
/// An Error for errno `code` after `doing` ("write") on `path`: DiskFull for ENOSPC and EDQUOT, NotFound for
/// ENOENT.
Error systemError(int code, const std::string& doing, const std::filesystem::path& path);
/// A path as UTF-8 for messages.
std::string pathText(const std::filesystem::path& path);

} // namespace typemould
