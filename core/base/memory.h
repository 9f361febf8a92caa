// How much memory this process may still take. Reads what the system says; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace typemould {

/// Bytes that can be taken without pushing others out: MemAvailable of the system, less where a limit on this
/// process's address space, or on its control group (a container's), leaves less. Nothing when the system
/// does not say.
std::optional<std::uint64_t> availableMemory();
/// Bytes that this process holds in memory now; 0 when the system does not say.
std::uint64_t processMemory();

/// What the limits of a control group and of those around it leave; nothing where there is no limit.
/// `membership`: what /proc/self/cgroup says; `root`: where control groups are mounted (version 1 or 2).
std::optional<std::uint64_t> controlGroupMemory(const std::filesystem::path& root,
                                                const std::string& membership);

} // namespace typemould
