#include "core/training/run_files.h"

#include "core/base/atomic_file.h"

#include <algorithm>
#include <charconv>
#include <unistd.h>

namespace typemould {

namespace fs = std::filesystem;

std::optional<long long> stepOfName(const std::string& name) {
    const bool digits = !name.empty() && name.size() <= 18 &&
                        std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits) {
        return std::nullopt;
    }
    long long step = 0;
    std::from_chars(name.data(), name.data() + name.size(), step);
    return step;
}

std::map<long long, fs::path> checkpointFolders(const fs::path& runFolder) {
    std::map<long long, fs::path> folders;
    std::error_code code;
    for (fs::directory_iterator it(runFolder / "checkpoints", code), end; !code && it != end;
         it.increment(code)) {
        const auto step = stepOfName(it->path().filename().string());
        std::error_code ignored;
        if (step && it->is_directory(ignored)) {
            folders.emplace(*step, it->path());
        }
    }
    return folders;
}

std::uint64_t bytesIn(const fs::path& folder) {
    std::uint64_t bytes = 0;
    std::error_code code;
    for (fs::recursive_directory_iterator it(folder, code), end; !code && it != end; it.increment(code)) {
        std::error_code unknown;
        if (it->symlink_status(unknown).type() == fs::file_type::regular) {
            const auto size = it->file_size(unknown);
            bytes += unknown ? 0 : size;
        }
    }
    return bytes;
}

Status removeCheckpoint(const fs::path& folder) {
    // Under the name of an unfinished one: what a killed program leaves of it is removed on the next opening.
    const fs::path aside = folder.string() + ".tmp-" + std::to_string(::getpid()) + "-gone";
    std::error_code code;
    fs::rename(folder, aside, code);
    return removeTree(code ? folder : aside);
}

} // namespace typemould
