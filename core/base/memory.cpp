#include "core/base/memory.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <unistd.h>

namespace typemould {

namespace {

std::optional<std::uint64_t> systemMemory() {
    std::ifstream file("/proc/meminfo");
    std::string key, unit;
    std::uint64_t kilobytes = 0;
    while (file >> key >> kilobytes && std::getline(file, unit)) {
        if (key == "MemAvailable:") {
            return kilobytes * 1024;
        }
    }
    return std::nullopt;
}

std::optional<std::uint64_t> numberIn(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::uint64_t number = 0;
    return stream >> number ? std::optional(number) : std::nullopt; // "max" is none
}

/// A line "key number" of a file.
std::uint64_t numberOf(const std::filesystem::path& file, const std::string& wanted) {
    std::ifstream stream(file);
    std::string key;
    std::uint64_t number = 0;
    while (stream >> key >> number) {
        if (key == wanted) {
            return number;
        }
    }
    return 0;
}

/// What one control group's limit leaves; files that can be read again from disk do not count as taken.
std::optional<std::uint64_t> roomIn(const std::filesystem::path& folder, bool second) {
    const auto limit = numberIn(folder / (second ? "memory.max" : "memory.limit_in_bytes"));
    constexpr std::uint64_t unlimited = std::uint64_t{1} << 60; // version 1 writes a very large number
    if (!limit || *limit >= unlimited) {
        return std::nullopt;
    }
    const auto held = numberIn(folder / (second ? "memory.current" : "memory.usage_in_bytes")).value_or(0);
    const auto files = numberOf(folder / "memory.stat", second ? "inactive_file" : "total_inactive_file");
    const auto taken = held - std::min(held, files);
    return *limit > taken ? *limit - taken : 0;
}

std::optional<std::uint64_t> smaller(std::optional<std::uint64_t> a, std::optional<std::uint64_t> b) {
    return a && b ? std::min(*a, *b) : a ? a : b;
}

/// What a limit on the address space (ulimit -v) leaves, where there is one.
std::optional<std::uint64_t> limitedMemory() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) {
        return std::nullopt;
    }
    std::uint64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const std::uint64_t used = pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return limit.rlim_cur > used ? limit.rlim_cur - used : 0;
}

} // namespace

std::optional<std::uint64_t> controlGroupMemory(const std::filesystem::path& root,
                                                const std::string& membership) {
    std::optional<std::uint64_t> room;
    std::istringstream lines(membership);
    for (std::string line; std::getline(lines, line);) { // "number:controllers:/path"
        const auto first = line.find(':'), second = line.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos) {
            continue;
        }
        const auto controllers = "," + line.substr(first + 1, second - first - 1) + ",";
        const bool newer = controllers == ",,"; // version 2 names none
        if (!newer && controllers.find(",memory,") == std::string::npos) {
            continue;
        }
        const auto top = newer ? root : root / "memory";
        auto folder = (top / line.substr(std::min(line.size(), second + 2))).lexically_normal();
        for (;; folder = folder.parent_path()) { // a limit further up holds too
            room = smaller(room, roomIn(folder, newer));
            const auto inside = folder.lexically_relative(top);
            if (inside.empty() || inside == "." || *inside.begin() == "..") {
                break;
            }
        }
    }
    return room;
}

std::uint64_t processMemory() {
    std::ifstream file("/proc/self/statm");
    std::uint64_t all = 0, resident = 0;
    file >> all >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::optional<std::uint64_t> availableMemory() {
    std::ifstream file("/proc/self/cgroup");
    const std::string membership{std::istreambuf_iterator<char>(file), {}};
    return smaller(smaller(systemMemory(), limitedMemory()),
                   controlGroupMemory("/sys/fs/cgroup", membership));
}

} // namespace typemould
