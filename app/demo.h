// The demo project: a folder like any other, made from the two fonts inside the program. Blocking; one
// thread.
#pragma once

#include "core/project/project.h"

namespace typemould {

/// How long the demo trains on a small machine: with drawing and measuring it ends in less than six minutes
/// on two cores.
inline constexpr double demoMinutes = 4;

/// Where the demo lives when no folder is given: $XDG_DATA_HOME (or ~/.local/share)/typemould/demo.typemould.
std::filesystem::path defaultDemoFolder();

/// Opens the demo project in `folder`, making it the first time and putting back demo fonts that are gone or
/// damaged. An error when the folder holds something that is not the demo. In a read-only project the fonts
/// are left as they are.
Result<Project> openDemoProject(const std::filesystem::path& folder, ProjectAccess access);

} // namespace typemould
