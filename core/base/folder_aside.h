// A folder that appears under its name whole or not at all: written aside, every write checked, all of it
// flushed, and renamed when all is there, in exchange for what stood there. AtomicFile's way, for folders.
// Blocking; one thread per object.
#pragma once

#include "core/base/atomic_file.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace typemould {

class FolderAside {
public:
    /// Makes a temporary folder beside `path`, whose own folder must be there. A link, a file, and a folder
    /// that holds something and of which `mayReplace` says no are refused; so they are in commit().
    static Result<FolderAside> create(const std::filesystem::path& path,
                                      const std::function<bool(const std::filesystem::path&)>& mayReplace);
    FolderAside(FolderAside&& other) noexcept;
    FolderAside& operator=(FolderAside&&) = delete;
    ~FolderAside(); ///< removes what was not committed

    /// Writes a file below the folder ("glyphs/A_.glif"), whose own folder is made; each name once, and none
    /// that leads out of the folder.
    Status write(const std::string& name, std::span<const std::uint8_t> data);
    Status write(const std::string& name, std::string_view text);
    /// Where it stands until it is committed.
    const std::filesystem::path& aside() const { return m_aside; }
    /// Flushes all, looks again at what stands there (another folder than in create() is refused unless it
    /// is empty), and puts the folder in its place; what stood there is removed. On failure it still stands.
    Status commit();

private:
    FolderAside() = default;
    std::filesystem::path m_path, m_aside;
    std::set<std::filesystem::path> m_folders; ///< made below m_aside
    std::function<bool(const std::filesystem::path&)> m_mayReplace;
    std::optional<std::pair<std::uintmax_t, std::uintmax_t>>
        m_before; ///< the folder that stood there, if any
};

} // namespace typemould
