// Folders that are named by the moment in which they were made, so that their names stand in the order of
// time. Blocking; any thread.
#pragma once

#include "core/base/moment.h"
#include "core/base/result.h"

#include <filesystem>

namespace typemould {

struct StampedFolder {
    std::filesystem::path folder;
    Moment moment;
};
/// Makes <parent>/<stamp> (UTC), or <stamp>-2 to -9; after that waits for the next second. `parent` is made
/// if it is not there.
Result<StampedFolder> makeStampedFolder(const std::filesystem::path& parent);

} // namespace typemould
