// A moment in UTC as the files and folders of a project write it. Plain values; any thread.
#pragma once

#include <string>

namespace typemould {

struct Moment {
    std::string stamp;   ///< "20260102-030405", for names
    std::string iso8601; ///< "2026-01-02T03:04:05Z"
};

/// Now.
Moment utcNow();

} // namespace typemould
