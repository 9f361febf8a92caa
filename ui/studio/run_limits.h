// What of a project must stay as it is while a run goes on with it. Pure; any thread.
#pragma once

#include "core/project/project.h"

#include <string>

namespace typemould {

/// Whether a setting may change while a run goes: what the session takes in, and the upsampling, which is
/// switched in it.
bool changesWhileRunning(const std::string& key);
/// Whether a run that was started with `a` may go on with `b`.
bool sameForRun(const ProjectData& a, const ProjectData& b);

} // namespace typemould
