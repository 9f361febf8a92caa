// The lock of a project folder: held on <folder>/.lock by the open file itself, so that it ends with the
// program however that ends. The file stays behind; only the lock on it counts. For this room's own use.
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace typemould {

/// Takes the lock and returns the descriptor that holds it; Locked, with the holder's process, when it is
/// taken. Returns at once.
Result<int> lockProject(const std::filesystem::path& folder);
/// Lets go of it.
void unlockProject(int descriptor) noexcept;

} // namespace typemould
