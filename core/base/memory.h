// How much memory this process may still take. Reads what the system says; any thread.
#pragma once

#include <cstdint>
#include <optional>

namespace typemould {

/// Bytes that can be taken without pushing others out: MemAvailable of the system, less where a limit on this
/// process's address space leaves less. Nothing when the system does not say.
std::optional<std::uint64_t> availableMemory();

} // namespace typemould
