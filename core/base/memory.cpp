#include "core/base/memory.h"

#include <algorithm>
#include <fstream>
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

std::optional<std::uint64_t> availableMemory() {
    const auto system = systemMemory(), limited = limitedMemory();
    return system && limited ? std::optional(std::min(*system, *limited)) : system ? system : limited;
}

} // namespace typemould
