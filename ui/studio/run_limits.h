// What of a project must stay as it is while a run goes on with it. Pure; any thread.
#pragma once

#include "core/project/project.h"

#include <string>
#include <vector>

namespace typemould {

/// The keys of settings that may change while a run goes; all others are fixed until it ends.
const std::vector<std::string>& keysOfRunningSettings();
/// Whether a run that was started with `a` may go on with `b`.
bool sameForRun(const ProjectData& a, const ProjectData& b);

} // namespace typemould
