// RecordFile: a new binary file that grows record by record, each written whole. One thread; blocking.
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string_view>

namespace typemould {

class RecordFile {
public:
    /// Makes the file; one that is there already is an error.
    static Result<RecordFile> create(const std::filesystem::path& path);
    RecordFile(RecordFile&& other) noexcept;
    RecordFile& operator=(RecordFile&& other) noexcept;
    ~RecordFile();
    /// Appends the bytes in one write; on failure nothing of them is left in the file.
    Status append(std::string_view record);

private:
    RecordFile() = default;
    int m_fd = -1;
    std::filesystem::path m_path;
};

} // namespace typemould
