// The tables behind named_sets.h, as generate.py writes them. Internal to this room; constant, any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace typemould::tables {

/// One named set as runs: characters passed over since the run before, then characters that belong to it, and
/// so on.
struct SetTable {
    const char* key;
    const char* name;
    const char* description;
    std::size_t count;
    std::span<const std::uint32_t> runs;
};

const std::vector<SetTable>& setTables();

} // namespace typemould::tables
