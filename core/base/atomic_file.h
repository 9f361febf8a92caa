// The one door to disk: a file is written aside, every write checked, flushed, fsynced, renamed over the old one, and
// the folder fsynced. On any failure the old file is untouched and nothing is left behind. Append-only files (metrics,
// events) use AppendFile. Blocking calls; one thread per object.
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
    /// Opens a temporary file beside `path` (same folder, so that the rename is atomic).
    static Result<AtomicFile> create(const std::filesystem::path& path);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&& other) noexcept;
    ~AtomicFile(); ///< discards what was not committed

    /// Writes all of `data` or fails; after a failure the file can only be discarded.
    Status write(std::span<const std::uint8_t> data);
    Status write(std::string_view text);
    /// Flushes, fsyncs, renames, and fsyncs the folder. A failed fsync is a failed save.
    Status commit();

  private:
    AtomicFile() = default;
    void discard() noexcept;
    int m_fd = -1;
    std::filesystem::path m_path;
    std::filesystem::path m_temporary;
    bool m_failed = false;
};

/// Lines added to the end of a file, each written whole.
class AppendFile {
  public:
    static Result<AppendFile> open(const std::filesystem::path& path);
    AppendFile(AppendFile&& other) noexcept;
    AppendFile& operator=(AppendFile&& other) noexcept;
    ~AppendFile();
    /// Appends `line` and a newline in one write.
    Status appendLine(std::string_view line);

  private:
    AppendFile() = default;
    int m_fd = -1;
    std::filesystem::path m_path;
};

Status writeFileAtomically(const std::filesystem::path& path, std::span<const std::uint8_t> data);
Status writeFileAtomically(const std::filesystem::path& path, std::string_view text);

/// The whole file; a file larger than `limit` bytes, a folder or a device is refused.
Result<Bytes> readFile(const std::filesystem::path& path, std::uint64_t limit = 256ull << 20);
Result<std::string> readTextFile(const std::filesystem::path& path, std::uint64_t limit = 64ull << 20);

/// Makes the folder and its parents; an existing folder is fine.
Status makeFolder(const std::filesystem::path& path);
/// fsyncs a folder, so that names made in it last.
Status syncFolder(const std::filesystem::path& path);
/// Removes a file or folder tree if it is there.
Status removeTree(const std::filesystem::path& path);
/// Renames, replacing nothing: an existing `to` is an error. Fsyncs the parent.
Status renameFolder(const std::filesystem::path& from, const std::filesystem::path& to);
/// An Error for errno `code` after `doing` ("write") on `path`: DiskFull for ENOSPC and EDQUOT, NotFound for ENOENT.
Error systemError(int code, const std::string& doing, const std::filesystem::path& path);
/// A path as UTF-8 for messages.
std::string pathText(const std::filesystem::path& path);

} // namespace typemould
