// A folder as it stands, to compare with how it stood before. A plain value.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

namespace typemould::testing {

using Snapshot = std::map<std::string, std::string>;

/// Every file below a folder with its content, and every folder with "/": two equal snapshots are two equal
/// trees.
inline Snapshot snapshotOf(const std::filesystem::path& folder) {
    Snapshot files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string name = std::filesystem::relative(entry.path(), folder).native();
        if (entry.is_regular_file()) {
            std::ifstream in(entry.path(), std::ios::binary);
            files[name] = {std::istreambuf_iterator<char>(in), {}};
        } else {
            files[name + "/"] = {};
        }
    }
    return files;
}

} // namespace typemould::testing
